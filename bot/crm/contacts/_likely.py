"""Who may be there already, before somebody new is saved."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.contacts import Contact, ContactValues
from bot.model.duplicates import Likeness, likeness, traits_of
from bot.model.ids import ContactId
from bot.model.policy import Can

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Likely:
    """A contact that is probably the one about to be saved, and why."""

    contact: Contact
    likeness: Likeness


@needs(Can.READ)
async def likely(work: Work, values: ContactValues, *, but: Collection[ContactId] = ()) -> Sequence[Likely]:
    """The likeliest first; `but` are those who are known to be others."""
    said = await _with_company(work, values)
    mine = traits_of(said, said.birthday)
    compared = [
        Likely(each, likeness(mine, traits_of(each.values, each.values.birthday)))
        for each in await work.contacts.alike(said)
        if each.id not in but
    ]
    found = [each for each in compared if each.likeness.is_likely]
    return sorted(found, key=lambda each: (-each.likeness.score, each.contact.id))[:_SHOWN]


async def _with_company(work: Work, values: ContactValues) -> ContactValues:
    """Of a person of a company, its name, which is written into their own record only when they are saved."""
    if values.employer is None or values.company:
        return values
    names = await work.contacts.names([values.employer])
    return replace(values, company=names.get(values.employer, ""))
