"""Activities as events; the answer of an act; holding one for a change."""

from dataclasses import dataclass

from bot.crm._work import Work
from bot.model.activities import Activity
from bot.model.activity_changes import AT, LINK, TEXT, TYPE
from bot.model.errors import ActivityNotFound, ActivityNotYours
from bot.model.events import Change, EventKind, Happening
from bot.model.ids import ActivityId, BatchId

NAME = "name"  # what it is called in a line that says what was done to it


@dataclass(frozen=True, slots=True)
class Settled:
    """An activity as an act left it; `batch` is what undoes the act, where it can be undone."""

    activity: Activity
    changed: bool
    batch: BatchId | None = None


def told_new(activity: Activity) -> Happening:
    values = {AT: activity.at.isoformat(), TEXT: activity.text, LINK: activity.link, TYPE: _type(activity)}
    changes = tuple(Change(field, None, text) for field, text in values.items() if text)
    kind = EventKind.ACTIVITY_LOGGED
    return Happening(kind=kind, subject=activity.id, contact=activity.contact, changes=changes)


def told(kind: EventKind, activity: Activity, *changes: Change) -> Happening:
    """With what it is called and its type, which the sentence says; what changed of these says so itself."""
    known = {each.field for each in changes}
    called = activity.text.partition("\n")[0]
    beside = {NAME: called, TYPE: _type(activity)}
    said = tuple(Change(field, text, text) for field, text in beside.items() if text and field not in known)
    return Happening(kind=kind, subject=activity.id, contact=activity.contact, changes=(*said, *changes))


def _type(activity: Activity) -> str:
    return "" if activity.type is None else str(activity.type)


async def hold(work: Work, activity: ActivityId, *, deleted: bool = False) -> Activity:
    """Locked until the commit, for whoever may change it. Raises ActivityNotFound, ActivityNotYours."""
    found = await work.activities.find(activity, lock=True, deleted=deleted)
    if found is None:
        raise ActivityNotFound
    if not found.may_be_changed_by(work.viewer.member):
        raise ActivityNotYours
    return found
