"""What happened: the trace, the feed's lines and the ground of undo all read these."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.ids import AudienceId, BatchId, ChoiceId, ContactId, EventId

VERSION = 1


class EventKind(StrEnum):
    CONTACT_CREATED = "contact.created"
    CONTACT_CHANGED = "contact.changed"
    CONTACT_ARCHIVED = "contact.archived"
    CONTACT_RESTORED = "contact.restored"  # from the archive, or after a deletion
    CONTACT_DELETED = "contact.deleted"
    NOTE_ADDED = "note.added"
    NOTE_CHANGED = "note.changed"
    NOTE_CLOSED = "note.closed"
    NOTE_REOPENED = "note.reopened"
    NOTE_DELETED = "note.deleted"
    NOTE_RESTORED = "note.restored"
    ACTIVITY_LOGGED = "activity.logged"  # by hand: a call, a meeting…
    ACTIVITY_CHANGED = "activity.changed"
    ACTIVITY_DELETED = "activity.deleted"
    ACTIVITY_RESTORED = "activity.restored"
    REMINDER_PLANNED = "reminder.planned"
    REMINDER_DONE = "reminder.done"
    REMINDER_REOPENED = "reminder.reopened"
    REMINDER_SNOOZED = "reminder.snoozed"
    REMINDER_CHANGED = "reminder.changed"
    REMINDER_DELETED = "reminder.deleted"
    REMINDER_RESTORED = "reminder.restored"
    REMINDER_HANDED = "reminder.handed"
    REMINDER_SKIPPED = "reminder.skipped"
    REMINDER_MISSED = "reminder.missed"
    REMINDER_STOPPED = "reminder.stopped"  # the series; the occurrence that is on stays
    FOLLOW_STARTED = "follow.started"
    FOLLOW_STOPPED = "follow.stopped"
    IMPORT_FINISHED = "import.finished"
    TAG_ADDED = "tag.added"
    TAG_CHANGED = "tag.changed"
    TAG_DELETED = "tag.deleted"
    CHOICE_ADDED = "choice.added"
    CHOICE_CHANGED = "choice.changed"
    CHOICE_DELETED = "choice.deleted"
    CUSTOM_FIELD_ADDED = "custom_field.added"
    CUSTOM_FIELD_CHANGED = "custom_field.changed"
    CUSTOM_FIELD_DELETED = "custom_field.deleted"
    RELATION_ADDED = "relation.added"
    RELATION_REMOVED = "relation.removed"
    SETTINGS_CHANGED = "settings.changed"
    TOKEN_MADE = "token.made"  # noqa: S105  # a kind of event
    TOKEN_REVOKED = "token.revoked"  # noqa: S105  # the same
    WEBHOOK_MADE = "webhook.made"
    WEBHOOK_CHANGED = "webhook.changed"
    WEBHOOK_DELETED = "webhook.deleted"


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after; None where there was or is nothing."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event as `crm` tells it; the store gives it an id, a moment and digests.

    `subject` is the id of what changed (a note, a reminder…), `contact` whose line it is.
    """

    kind: EventKind
    subject: int
    contact: ContactId | None = None
    changes: tuple[Change, ...] = ()
    audience: AudienceId | None = None
    quiet: bool = False  # no line in a channel: imports and the like tell their sum instead

    @property
    def note_kind(self) -> str | None:
        """Of a note, what kind it is, where it says so."""
        return next((change.new or change.old for change in self.changes if change.field == "note_kind"), None)

    @property
    def activity_type(self) -> ChoiceId | None:
        """Of what was logged by hand, its type: what it is now, or was where it has none any more."""
        if not self.kind.value.startswith("activity."):
            return None
        said = next((change.new or change.old for change in self.changes if change.field == "type"), None)
        return ChoiceId(int(said)) if said else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A stored event. `changes` is empty once the values were erased."""

    id: EventId
    at: datetime
    actor: str
    kind: EventKind
    version: int
    subject: int
    contact: ContactId | None
    batch: BatchId
    changes: tuple[Change, ...] = ()
    audience: AudienceId | None = None

    def value(self, field: str) -> str | None:
        """The new value of a field, or None."""
        return next((change.new for change in self.changes if change.field == field), None)
