"""An activity as its screens show it, with what its ids stand for."""

from bot.crm import activities, contacts, warnings
from bot.crm._work import Work
from bot.model.activities import Activity, type_name
from bot.model.errors import ActivityNotFound
from bot.model.ids import ActivityId, ChoiceId, MemberId
from bot.model.messages import Block
from bot.templates import activities as show
from bot.templates._words import reader_of


def activity_of(value: str) -> ActivityId:
    """The activity that a button carries. Raises ActivityNotFound."""
    if not (value.isascii() and value.isdigit()):
        raise ActivityNotFound
    return ActivityId(int(value))


def activity_in(metadata: str) -> ActivityId | None:
    """The activity that a view shows; None of any other view."""
    noun, _, rest = metadata.partition(":")
    key = rest.partition(":")[0]
    return ActivityId(int(key)) if noun == "activity" and key.isascii() and key.isdigit() else None


def under(metadata: str) -> str:
    """The metadata of what lies under the view of an activity."""
    return metadata.partition(":")[2].partition(":")[2] if activity_in(metadata) is not None else ""


async def activity_view(work: Work, activity: ActivityId, metadata: str = "", *, saved: bool = False) -> Block:
    """In full, even if it was deleted. Raises ActivityNotFound."""
    shown = await shown_of(work, await activities.find_even_deleted(work, activity))
    reader = reader_of(work.viewer.member)
    return show.read_view(shown, reader, metadata=metadata or f"activity:{activity}:", saved=saved)


async def shown_of(work: Work, activity: Activity) -> show.Shown:
    names = await contacts.names(work, [activity.contact])
    author = MemberId(activity.author)
    known = await work.members.find_many([author])
    return show.Shown(
        activity=activity,
        contact=names.get(activity.contact, ""),
        type=await type_called(work, activity.type),
        author=known[author].name if author in known else activity.author,
        person=author in known,
        may_change=activity.may_be_changed_by(work.viewer.member),
        warnings=await warnings.of(work, activity.contact),
    )


async def type_called(work: Work, type: ChoiceId | None) -> str:
    """In the language of whoever looks; '' of none."""
    found = {} if type is None else await contacts.choices(work, [type])
    return "" if type is None else type_name(found.get(type), work.viewer.language)
