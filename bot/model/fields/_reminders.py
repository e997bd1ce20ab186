"""The forms of a reminder: planned or edited, put off, handed to somebody else, deleted."""

from datetime import timedelta

from bot.model.fields._contact import YES
from bot.model.fields._kinds import Field, FieldKind, form
from bot.model.files import MOST_FILES
from bot.model.reminders import MOST_PEOPLE, TITLE_LENGTH

WHEN_LENGTH = 200
# After which somebody else is told that it is still open.
DELAYS = {
    "1h": timedelta(hours=1),
    "4h": timedelta(hours=4),
    "1d": timedelta(days=1),
    "2d": timedelta(days=2),
    "7d": timedelta(days=7),
}

REMINDER = form(
    "reminders",
    Field("title", FieldKind.TEXT, required=True, limit=TITLE_LENGTH),
    Field("when", FieldKind.TEXT, required=True, limit=WHEN_LENGTH),  # in words
    Field("text", FieldKind.RICH_TEXT),
    Field("files", FieldKind.FILE, many=MOST_FILES),
    Field("assignees", FieldKind.PEOPLE, required=True, many=MOST_PEOPLE),
    Field("each_own", FieldKind.TICKS, choices=YES),
    Field("contact", FieldKind.CONTACT),
    Field("escalate_to", FieldKind.PERSON),
    Field("escalate_after", FieldKind.MENU, choices=tuple(DELAYS)),
)
# The files that it has already, or that its message has; only where there are any.
KEPT = Field("kept", FieldKind.TICKS, many=MOST_FILES)
SNOOZE = form("snooze", Field("until", FieldKind.TEXT, required=True, limit=WHEN_LENGTH))  # in words
HAND_OVER = form("hand_over", Field("to", FieldKind.PERSON, required=True))


def reminder_fields(*, has_files: bool) -> tuple[Field, ...]:
    """Those that the form shows."""
    if not has_files:
        return REMINDER.fields
    return tuple(each for field in REMINDER.fields for each in ((KEPT, field) if field.key == "files" else (field,)))
