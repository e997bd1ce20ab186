"""The form of an activity that somebody logs by hand."""

from bot.model.choices import ChoiceKind
from bot.model.fields._kinds import Field, FieldKind, form, one_of
from bot.model.fields._reminders import WHEN_LENGTH

ACTIVITY = form(
    "activities",
    Field("contact", FieldKind.CONTACT, required=True),
    one_of(ChoiceKind.ACTIVITY, key="type", required=True),
    Field("body", FieldKind.RICH_TEXT),
    Field("at", FieldKind.TEXT, limit=WHEN_LENGTH),  # in words; nothing is now
)
