"""What the form of a contact and the search need to know of the team's own: its custom fields, names of choices."""

from collections.abc import Iterable, Sequence

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.choices import Choice
from bot.model.custom_fields import MOST_FIELDS, CustomField, seen
from bot.model.folding import squeeze
from bot.model.ids import ChoiceId
from bot.model.policy import Can, allows
from bot.model.searches import SavedSearch
from bot.parse.query import asks_about


@needs(Can.READ)
async def seen_fields(work: Work) -> Sequence[CustomField]:
    """The custom fields that this person may see, in their order."""
    return seen(await work.custom_fields.list(limit=MOST_FIELDS), work.viewer.member)


@needs(Can.READ)
async def hidden_fields(work: Work) -> Sequence[CustomField]:
    """Those that they may not see, but for one that goes by the same name as one that they do."""
    fields = await work.custom_fields.list(limit=MOST_FIELDS)
    known = {squeeze(field.name) for field in seen(fields, work.viewer.member)}
    return [field for field in fields if squeeze(field.name) not in known]


@needs(Can.READ)
async def without_hidden(work: Work, searches: Sequence[SavedSearch]) -> Sequence[SavedSearch]:
    """Saved searches without those of others that ask about a custom field which this person may not see."""
    if allows(work.viewer.member, Can.MANAGERS_FIELDS) or all(each.owner == work.viewer.id for each in searches):
        return searches
    hidden = await hidden_fields(work)
    return [each for each in searches if each.owner == work.viewer.id or not asks_about(each.text, hidden)]


@needs(Can.READ)
async def filled_fields(work: Work) -> Sequence[CustomField]:
    """Those that they may fill in, whoever the contact is."""
    return [field for field in await seen_fields(work) if field.filled_by_member(work.viewer.member)]


@needs(Can.READ)
async def choices(work: Work, keys: Iterable[ChoiceId]) -> dict[ChoiceId, Choice]:
    """By id; those that are deleted are left out."""
    wanted = list(dict.fromkeys(keys))
    found = await work.choices.names(wanted) if wanted else {}
    return {key: found[key] for key in wanted if key in found and not found[key].retired}
