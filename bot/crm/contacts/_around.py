"""Who stands around a contact: never one above it that stands below it too, and one main person a company."""

from dataclasses import replace

from bot.crm._work import Work
from bot.model.contacts import Contact, ContactValues
from bot.model.ids import ContactId
from bot.model.warnings import LEVELS


async def parent_refusal(work: Work, contact: ContactId, parent: ContactId) -> tuple[str, str]:
    """The message id for a parent that cannot be one, and its name; '' where it can.

    Nobody else changes a parent from then on until the commit.
    """
    line = await work.contacts.line(parent)
    if line is None:
        return "parent_gone", ""
    if parent == contact:
        return "parent_itself", line.name
    return ("contact_cycle" if await _is_above(work, contact, parent) else "", line.name)


async def _is_above(work: Work, contact: ContactId, other: ContactId) -> bool:
    """Whether `contact` is a parent of `other`, however many levels up."""
    seen: set[ContactId] = set()
    step = [each.id for each in await work.contacts.ancestors(other, lock=True)]
    while contact not in step:
        seen.update(step)
        if len(step) < LEVELS:
            return False
        step = [each.id for each in await work.contacts.ancestors(step[-1]) if each.id not in seen]
    return True


async def take_turn(work: Work, values: ContactValues, before: ContactValues) -> None:
    """For whoever gets another parent, employer or main person: two of them never wait for each other, and the second
    sees what the first has made. Before any row is held.
    """
    around = [(each.parent, each.employer, each.main_person) for each in (values, before)]
    if around[0] != around[1]:
        await work.contacts.take_turn()


async def without_second_main(work: Work, away: Contact) -> ContactValues:
    """Of one who comes back: somebody else may have become the main person meanwhile."""
    is_second = await other_main(work, away.id, away.values) is not None
    return replace(away.values, main_person=False) if is_second else away.values


async def other_main(work: Work, contact: ContactId, values: ContactValues) -> ContactId | None:
    """Who is the main person of the company where this one becomes it."""
    if not values.main_person or values.employer is None:
        return None
    main = await work.contacts.main_person(values.employer)
    return None if main is None or main.id == contact else main.id
