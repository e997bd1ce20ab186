"""An activity that somebody logged, as every place shows it: the names of what may be done with it, and its menu."""

from bot.model.activities import Activity
from bot.templates import _blocks as b
from bot.templates._words import Raw, Reader, raw, value_raw

NOUN = "activities"
NEW = "activities.new"  # the value is a contact, or nothing
MORE = "activities.more"  # a menu of 'act:activity'
OPEN = "activities.open"
EDIT = "activities.edit"
DELETE = "activities.ask_delete"
UNDO = "undo.activity"
PICK = "activities.pick"  # the value is 'draft:contact'
TYPE = "activities.type"  # followed by a dot and a number; the value is 'draft:type'
CONFIRM = "activities.confirm"
GUESS = "activities.guess"  # followed by a dot and a number; the value is a contact
RESUME = "activities.resume"
AFRESH = "activities.afresh"
FORM = "activities.save"
FORM_DELETE = "activities.delete"
VIEW = "activities.shown"
_TITLE = 150


def name_of(activity: Activity, reader: Reader) -> Raw:
    """What it begins with."""
    first = activity.text.partition("\n")[0]
    return b.cut(value_raw(first), _TITLE) if first else raw(reader, NOUN, "nameless")


def more(activity: Activity, reader: Reader, *, may_change: bool) -> b.Element:
    acts = ("open", "edit", "delete") if may_change else ("open",)
    return b.overflow(
        *(b.option(raw(reader, NOUN, f"more_{act}"), f"{act}:{activity.id}") for act in acts), action=MORE
    )
