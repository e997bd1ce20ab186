"""The people of a company: contacts whose employer it is, one of them the main one."""

from dataclasses import replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.contacts import Saved, put_values, unmark_main, with_ids
from bot.model.changes import Flat, flat
from bot.model.contacts import Contact, ContactKind, ContactValues, CoordinateKind
from bot.model.errors import ContactNotFound
from bot.model.fields import NAME_LENGTH
from bot.model.ids import ContactId
from bot.model.policy import Can

_SWITCHBOARD, _WORK = "switchboard", "work"


@needs(Can.WRITE)
async def begun(work: Work, company: ContactId) -> Flat:
    """What a new one begins with: the company, its main address and its switchboard. Raises ContactNotFound."""
    held = await work.contacts.find(company)
    if held is None or held.values.kind is not ContactKind.COMPANY:
        raise ContactNotFound(words="")
    labels = {CoordinateKind.PHONE: _SWITCHBOARD, CoordinateKind.ADDRESS: _WORK}
    mains = [each for each in held.values.coordinates if each.main and each.kind in labels]
    shared = tuple(replace(each, id=None, label=labels[each.kind], billing=False, delivery=False) for each in mains)
    values = ContactValues(employer=company, company=held.name[:NAME_LENGTH], coordinates=shared)
    return flat(with_ids(work, values))


@needs(Can.WRITE)
async def make_main(work: Work, person: ContactId) -> Saved:
    """Whoever was it is no more, in the same act. Raises ContactNotFound."""
    await work.contacts.take_turn()
    found = await work.contacts.find(person)
    if found is None or found.values.employer is None:
        raise ContactNotFound(words="")
    await unmark_main(work, person, replace(found.values, main_person=True))
    held = await _of_a_company(work, person)
    return await put_values(work, held, replace(held.values, main_person=True))


@needs(Can.WRITE)
async def take_out(work: Work, person: ContactId) -> Saved:
    """They stay a contact, of no company. Raises ContactNotFound."""
    await work.contacts.take_turn()
    held = await _of_a_company(work, person)
    names = await work.contacts.names([held.values.employer]) if held.values.employer is not None else {}
    is_named = held.values.company in {name[:NAME_LENGTH] for name in names.values()}
    company = "" if is_named else held.values.company
    return await put_values(work, held, replace(held.values, employer=None, company=company, main_person=False))


async def _of_a_company(work: Work, person: ContactId) -> Contact:
    held = await work.contacts.find(person, lock=True)
    if held is None or held.values.employer is None:
        raise ContactNotFound(words="")
    return held
