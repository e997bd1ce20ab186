"""The form of a note, or of a file on a contact: what is asked of both, and of which one alone."""

from dataclasses import replace

from bot.model.fields._kinds import Field, FieldKind, form
from bot.model.fields._reminders import KEPT, WHEN_LENGTH
from bot.model.files import MOST_FILES
from bot.model.notes import MOST_READERS, TITLE_LENGTH, URL_LENGTH, Audience, NoteKind
from bot.model.reminders import MOST_PEOPLE

NOTE = form(
    "notes",
    Field("contact", FieldKind.CONTACT, required=True),
    Field("title", FieldKind.TEXT, limit=TITLE_LENGTH),
    Field("files", FieldKind.FILE, many=MOST_FILES),
    Field("url", FieldKind.TEXT, limit=URL_LENGTH),
    Field("body", FieldKind.RICH_TEXT),
    Field("on", FieldKind.DATE, required=True),
    Field("audience", FieldKind.CHOICE, required=True, choices=tuple(each.value for each in Audience), redraws=True),
    Field("members", FieldKind.PEOPLE, many=MOST_READERS),
    Field("assignees", FieldKind.PEOPLE, many=MOST_PEOPLE),
    Field("when", FieldKind.TEXT, limit=WHEN_LENGTH),  # in words
)
_ORDERS = {
    NoteKind.NOTE: ("contact", "title", "body", "kept", "files"),
    NoteKind.FILE: ("contact", "kept", "files", "url", "title", "body"),
}
_BOTH = ("on", "audience", "members", "assignees", "when")


def note_fields(kind: NoteKind, audience: str | None, *, has_files: bool) -> tuple[Field, ...]:
    """Those that the form shows: of a file one alone is asked, and who sees it by name where these are some.

    Where `audience` is None, somebody else has chosen it.
    """
    hidden = set() if audience == Audience.MEMBERS else {"members"}
    hidden |= {"audience"} if audience is None else set()
    hidden |= set() if has_files else {KEPT.key}
    return tuple(_shown(key, kind) for key in (*_ORDERS[kind], *_BOTH) if key not in hidden)


def _shown(key: str, kind: NoteKind) -> Field:
    field = KEPT if key == KEPT.key else NOTE.field(key)
    if key == "members":
        return replace(field, required=True)
    return replace(field, many=1) if key == "files" and kind is NoteKind.FILE else field
