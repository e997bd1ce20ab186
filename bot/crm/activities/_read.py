"""Reading activities: one, some, the types that there are."""

from collections.abc import Mapping, Sequence

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.activities import Activity
from bot.model.choices import MOST_CHOICES, Choice, ChoiceKind
from bot.model.errors import ActivityNotFound
from bot.model.ids import ActivityId
from bot.model.policy import Can


@needs(Can.READ)
async def find(work: Work, activity: ActivityId, *, lock: bool = False) -> Activity:
    """`lock` holds it until the commit. Raises ActivityNotFound."""
    found = await work.activities.find(activity, lock=lock)
    if found is None:
        raise ActivityNotFound
    return found


@needs(Can.READ)
async def find_even_deleted(work: Work, activity: ActivityId) -> Activity:
    """For what shows it, which says that it was deleted. Raises ActivityNotFound."""
    found = await work.activities.find(activity, deleted=True)
    if found is None:
        raise ActivityNotFound
    return found


@needs(Can.READ)
async def find_many(work: Work, activities: Sequence[ActivityId]) -> Mapping[ActivityId, Activity]:
    """Those of them that are there."""
    return await work.activities.find_many(activities) if activities else {}


@needs(Can.READ)
async def types(work: Work) -> Sequence[Choice]:
    """All that an admin has put into the list, in its order."""
    return await work.choices.list(ChoiceKind.ACTIVITY, limit=MOST_CHOICES)
