"""What can go wrong, in the words of the trade. A leaf carries an id and values; templates/errors holds its sentence.

CrmError
├── Refused                 the person may not do this
│   ├── GuestRefused        a guest, an outsider, a bot
│   ├── RoleRefused         a member whose role does not allow it
│   ├── TagBuiltIn          a tag that nobody changes
│   ├── UndoTooLate         after its time, `hours`: see crm.undo
│   ├── ActivityNotYours    an activity that somebody else logged
│   ├── SearchNotYours      a saved search of somebody else
│   ├── ChoiceBuiltIn       a choice that may be renamed and not deleted
│   ├── SearchNeeded        a saved search that others ask for
├── Unclear                 understood in part: asks back
│   ├── ManyContacts        the words fit several contacts
│   ├── NoContactNamed      the command names nobody
│   ├── TextMissing         a note or reminder with nothing in it
│   ├── OnHold              the contact is on hold: go on?
│   ├── EscalationToNobody  a delay without a person, or a person without a delay
│   ├── UnknownVerb         no such verb; carries the nearest
│   ├── PeriodUnknown       what looks like a stretch of time
├── NotFound
│   ├── ContactNotFound
│   ├── ReminderNotFound
│   ├── NoteNotFound        gone, or for others
│   ├── ActivityNotFound
│   ├── FollowNotFound
│   ├── MemberNotFound
│   ├── MemberIsGuest       somebody who does not use Carnet
│   ├── DraftGone           the form's draft is used up or expired
│   ├── TagNotFound
│   ├── ChoiceNotFound      deleted from its list
│   ├── CustomFieldNotFound
│   ├── RelationNotFound
│   ├── TokenNotFound       revoked already
│   ├── WebhookNotFound     deleted, or its delivery is
│   ├── SearchNotFound      no saved search of that name for this person
│   ├── FileGone            a picture that is not kept, or not yet
│   ├── NothingToUndo       undone already, or changed since in every field
├── Invalid
│   ├── FieldsInvalid       one message id per field of a form
│   ├── LineTypeUnknown     no such type of lines of the feed
│   ├── QueryInvalid        a filter of a search that means nothing
│   ├── TextInvalid         NUL or a lone surrogate
│   ├── TextTooLong
│   ├── TooManyPeople        for one reminder
│   ├── RepeatNeverComes    a rule that names no time
│   ├── SnoozedPastNext     the series comes again before that
│   ├── TimeGone            a moment that has gone by
│   ├── FileRefused         an import file that cannot be read
│   ├── FollowsFull         a place that follows as much as it may
├── Busy                    the writer was not free in time, or another was at the same; nothing was saved
├── StoreUnavailable        the store cannot be written or read; nothing was saved
├── AlreadyDone             this very request was carried out before
├── SlackFault              Slack cannot or will not do its part
│   ├── SlackRefused         Slack answered that it cannot be done
│   ├── ChannelHasGuests     guests or other companies would read along
│   ├── ChannelUnreachable  the app must be invited first
│   ├── ChannelNotMade      no channel could be made for a contact
│   ├── SlackUnavailable    Slack did not answer
"""

from typing import ClassVar

from bot.model.contacts import Found
from bot.model.warnings import Warning


class CrmError(Exception):
    """The one root; `values` feed the sentence in templates/errors."""

    id: ClassVar[str] = ""

    def __init__(self, **values: object) -> None:
        super().__init__(self.id)
        self.values = values


class Refused(CrmError):
    """The person may not do this."""


class GuestRefused(Refused):
    id = "guest_refused"


class RoleRefused(Refused):
    id = "role_refused"


class TagBuiltIn(Refused):
    id = "tag_built_in"


class UndoTooLate(Refused):
    id = "undo_too_late"


class ActivityNotYours(Refused):
    id = "activity_not_yours"


class SearchNotYours(Refused):
    id = "search_not_yours"


class ChoiceBuiltIn(Refused):
    id = "choice_built_in"


class SearchNeeded(Refused):
    """`name` of the saved search, and the names of the `searches` that ask for it."""

    id = "search_needed"


class Unclear(CrmError):
    """Understood in part: the answer asks back."""


class ManyContacts(Unclear):
    """`words` as typed, `contacts` the likeliest."""

    id = "many_contacts"

    def __init__(self, *, words: str, contacts: tuple[Found, ...]) -> None:
        super().__init__(words=words)
        self.contacts = contacts


class OnHold(Unclear):
    """`name` of the contact; `warnings` are all that reach it, `line` is what was asked of it besides."""

    id = "on_hold"

    def __init__(self, *, contact: Found, warnings: tuple[Warning, ...], line: str = "") -> None:
        super().__init__(name=contact.name)
        self.contact = contact
        self.warnings = warnings
        self.line = line


class NoContactNamed(Unclear):
    id = "no_contact_named"


class TextMissing(Unclear):
    """`example` names the command whose right form is shown."""

    id = "text_missing"


class EscalationToNobody(Unclear):
    id = "escalation_to_nobody"


class UnknownVerb(Unclear):
    """`word` as typed, `nearest` the verb that was perhaps meant, or None."""

    id = "unknown_verb"


class PeriodUnknown(Unclear):
    """`words` as typed."""

    id = "period_unknown"


class NotFound(CrmError):
    """What is asked for is not there, or not for this person's eyes."""


class ContactNotFound(NotFound):
    id = "contact_not_found"


class ReminderNotFound(NotFound):
    id = "reminder_not_found"


class NoteNotFound(NotFound):
    id = "note_not_found"


class ActivityNotFound(NotFound):
    id = "activity_not_found"


class FollowNotFound(NotFound):
    id = "follow_not_found"


class MemberIsGuest(NotFound):
    id = "member_is_guest"


class MemberNotFound(NotFound):
    id = "member_not_found"


class DraftGone(NotFound):
    id = "draft_gone"


class TagNotFound(NotFound):
    id = "tag_not_found"


class ChoiceNotFound(NotFound):
    id = "choice_not_found"


class CustomFieldNotFound(NotFound):
    id = "custom_field_not_found"


class RelationNotFound(NotFound):
    id = "relation_not_found"


class TokenNotFound(NotFound):
    id = "token_not_found"


class WebhookNotFound(NotFound):
    id = "webhook_not_found"


class SearchNotFound(NotFound):
    id = "search_not_found"


class FileGone(NotFound):
    id = "file_gone"


class NothingToUndo(NotFound):
    id = "nothing_to_undo"


class Invalid(CrmError):
    """A value that cannot be kept."""


class FieldsInvalid(Invalid):
    """`fields` maps a form's field key to the message id of what is wrong with it; `values` are for its sentence."""

    id = "fields_invalid"

    def __init__(self, fields: dict[str, str], **values: object) -> None:
        super().__init__(**values)
        self.fields = fields


class LineTypeUnknown(Invalid):
    """`word` as typed, `nearest` the type that was perhaps meant, or ''; `followed` where a follow asks for it."""

    id = "line_type_unknown"


class QueryInvalid(Invalid):
    """What is wrong with a line of search, and where.

    `code` chooses the sentence: unknown_key, empty_value, not_a_date, not_a_phone, not_a_kind, unknown_person,
    open_quote, unknown_search, search_circle, search_alone, unknown_parent, too_many, unknown_choice, not_a_consent,
    not_a_birthday, not_a_number, number_comma, not_a_value. `word` is the part of the line that is meant, `at` its
    place in it, `nearest` the key that was perhaps meant, or ''. `keys` are all of them, as the reader calls them,
    `limit` how many there may be.
    """

    id = "query_invalid"

    def __init__(self, code: str, *, word: str, at: int, nearest: str = "", keys: str = "", limit: int = 0) -> None:
        super().__init__(code=code, word=word, at=at, nearest=nearest, keys=keys, limit=limit)


class TextInvalid(Invalid):
    id = "text_invalid"


class TextTooLong(Invalid):
    id = "text_too_long"


class TooManyPeople(Invalid):
    id = "too_many_people"


class RepeatNeverComes(Invalid):
    id = "repeat_never_comes"


class SnoozedPastNext(Invalid):
    """`next` is the moment at which the series comes again."""

    id = "snoozed_past_next"


class TimeGone(Invalid):
    id = "time_gone"


class FileRefused(Invalid):
    """`reason` is one of formats.REFUSALS; of a picture, `no_picture` or `too_large`."""

    id = "file_refused"


class FollowsFull(Invalid):
    id = "follows_full"


class Busy(CrmError):
    id = "busy"


class StoreUnavailable(CrmError):
    id = "store_unavailable"


class AlreadyDone(CrmError):
    id = "already_done"


class SlackFault(CrmError):
    """`error` is Slack's own code."""


class SlackRefused(SlackFault):
    id = "slack_refused"


class ChannelHasGuests(SlackFault):
    id = "channel_has_guests"


class ChannelUnreachable(SlackFault):
    """`channel` is the channel the app must be invited to."""

    id = "channel_unreachable"


class ChannelNotMade(SlackFault):
    """`reason` is Slack's own code, or `unavailable`."""

    id = "channel_not_made"


class SlackUnavailable(SlackFault):
    id = "slack_unavailable"
