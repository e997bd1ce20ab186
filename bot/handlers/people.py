"""The people of a company: looked through on its record, added, made the main one, taken out."""

from collections.abc import Sequence

from bot.crm import choices, contacts, drafts, people
from bot.crm._work import Work
from bot.handlers import lists
from bot.handlers._ask import Ask, Reply, ViewType
from bot.handlers._contact_form import UNLIKE, asking_of, view_of, warned_of
from bot.handlers._holds import told
from bot.handlers._lines import line_of
from bot.handlers.contact_forms import origin_of
from bot.handlers.contacts import contact_of
from bot.handlers.records import view_in
from bot.model.choices import ChoiceKind
from bot.model.fields import CONTACT
from bot.model.ids import ChoiceId, ContactId
from bot.model.messages import Block
from bot.model.records import Tab
from bot.parse.contacts import opened
from bot.templates import choices as show_choices
from bot.templates import contacts as show
from bot.templates._words import reader_for, reader_of


async def listed(ask: Ask, work: Work) -> Reply:
    """`/contact people tag:clients`: the people of all companies."""
    everybody = lists.PEOPLE[reader_of(work.viewer.member).language]
    return await lists.opened(work, f"{everybody} {line_of(ask.said)}".strip())


async def turn(ask: Ask, work: Work) -> Reply:
    """To another page: 'company:role:page'."""
    company, _, rest = ask.value.partition(":")
    role, _, page = rest.partition(":")
    number = int(page) if page.isascii() and page.isdigit() else 0
    return Reply(view=await _view(ask, work, contact_of(company), role=_role(role), page=number))


async def of_role(ask: Ask, work: Work) -> Reply:
    """Those who are there for what was chosen; the action names the company."""
    company = contact_of(ask.action.rpartition(".")[2])
    return Reply(view=await _view(ask, work, company, role=_role(ask.selected)))


async def everyone(ask: Ask, work: Work) -> Reply:
    return Reply(view=await _view(ask, work, contact_of(ask.value)))


async def offer_roles(ask: Ask, work: Work) -> Reply:
    found = await choices.offered(work, ChoiceKind.ROLE, ask.value)
    return Reply(options=show_choices.options(found, reader_of(work.viewer.member)))


async def add(ask: Ask, work: Work) -> Reply:
    """The form of a new contact, with what the company gives."""
    company = contact_of(ask.value)
    begun = opened(await people.begun(work, company), await asking_of(work))
    shown = origin_of(ask) | {UNLIKE: str(company)}  # whose phone and address they share
    shown |= told(await warned_of(work, begun))
    draft = await drafts.open(work, CONTACT.noun, begun | shown, base={})
    return Reply(view=await view_of(work, draft))


async def make_main(ask: Ask, work: Work) -> Reply:
    """'person:company' of a row's menu."""
    person, _, company = ask.value.partition(":")
    saved = await people.make_main(work, contact_of(person))
    names = {"name": saved.contact.name}
    said = show.people_changed("made_main", names, saved.batch, reader_of(work.viewer.member))
    return Reply(view=await _view(ask, work, contact_of(company), above=said))


async def take_out(ask: Ask, work: Work) -> Reply:
    """'person:company' of a row's menu."""
    person, _, company = ask.value.partition(":")
    saved = await people.take_out(work, contact_of(person))
    key = contact_of(company)
    names = {"name": saved.contact.name, "company": (await contacts.found(work, key)).name}
    said = show.people_changed("taken_out", names, saved.batch, reader_of(work.viewer.member))
    return Reply(view=await _view(ask, work, key, above=said))


async def _view(
    ask: Ask,
    work: Work,
    company: ContactId,
    *,
    role: ChoiceId | None = None,
    page: int = 0,
    above: Sequence[Block] = (),
) -> Block:
    record = await contacts.record(work, company, Tab.PEOPLE, role=role, page=page)
    draw = show.record_home if ask.view_type is ViewType.HOME else show.record_view
    return draw(record, Tab.PEOPLE, reader_for(work.viewer), view=view_in(ask), above=above)


def _role(value: str) -> ChoiceId | None:
    return ChoiceId(int(value)) if value.isascii() and value.isdigit() else None
