"""Contacts: searched, opened, looked up among those put away."""

from bot.crm import contacts
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.handlers._lines import line_of
from bot.model.errors import ContactNotFound
from bot.model.fields import field_of
from bot.model.ids import ContactId
from bot.model.query import is_number
from bot.parse.query import speaks_of_joining
from bot.templates import contacts as show
from bot.templates import help as show_help
from bot.templates._words import reader_of


async def search(ask: Ask, work: Work) -> Reply:
    """One hit is its card, several a list to open from, none an offer to create it or what is spelt almost so."""
    reader = reader_of(work.viewer.member)
    if not ask.words:
        return Reply(message=show.empty(reader))
    line = line_of(ask.said)
    hits = await contacts.results(work, line)
    page = hits.page
    if not page.found and is_number(ask.words):
        raise ContactNotFound(words=ask.words)
    if not page.found:
        for deleted in (False, True):  # else one would make it twice
            away = await contacts.put_away(work, deleted=deleted, words=ask.words)
            if away.found:
                return Reply(message=show.put_away_list(away.found, reader, deleted=deleted, words=ask.words))
        joins = speaks_of_joining(ask.words)
        none = show.none_found(ask.words, reader, is_name=not hits.query.filters, joins=joins)
        return Reply(message=show_help.perhaps(none, ask.meant, reader))
    if hits.exact == 1:  # best first; who is spelt almost so is not asked for
        return await _card(work, page.found[0].id)
    close = page.total - hits.exact if hits.query.typos else 0
    return Reply(message=show.found_list(page, ask.words, reader, line=line, close=close))


async def open(ask: Ask, work: Work) -> Reply:
    return await _card(work, contact_of(ask.value))


async def archived(ask: Ask, work: Work) -> Reply:
    """What was put away, latest first, with a button to bring each back."""
    return await _put_away(ask, work, deleted=False)


async def deleted(ask: Ask, work: Work) -> Reply:
    return await _put_away(ask, work, deleted=True)


async def _put_away(ask: Ask, work: Work, *, deleted: bool) -> Reply:
    page = await contacts.put_away(work, deleted=deleted, words=ask.words)
    return Reply(message=show.put_away_list(page.found, reader_of(work.viewer.member), deleted=deleted))


async def offer(ask: Ask, work: Work) -> Reply:
    """Options while somebody types: of an employer the companies, of any other field whoever it may be."""
    if field_of(ask.block) == "employer":
        return Reply(options=show.contact_options((await contacts.companies(work, ask.value)).found))
    return Reply(options=show.contact_options(await contacts.pick(work, ask.value)))


async def _card(work: Work, contact: ContactId) -> Reply:
    return Reply(message=show.card(await contacts.card(work, contact), reader_of(work.viewer.member)))


def contact_of(value: str) -> ContactId:
    """The contact that a button carries. Raises ContactNotFound where it is no id."""
    if not (value.isascii() and value.isdigit()):
        raise ContactNotFound(words="")
    return ContactId(int(value))
