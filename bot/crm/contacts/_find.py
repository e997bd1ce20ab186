"""Finding contacts: by words, by number, in a sentence, among those put away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.crm import searches
from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.contacts import Contact, ContactKind, Found, Line, Page
from bot.model.errors import ContactNotFound, ManyContacts, QueryInvalid
from bot.model.folding import squeeze
from bot.model.folding import words as words_of
from bot.model.ids import ContactId
from bot.model.policy import Can
from bot.model.query import Filter, FilterKey, Query, Sort, is_number, number_of, query_of

PAGE = 10
_CHOICES = 100  # Slack shows no more
_PUT_AWAY = 500  # looked through by name
_NOBODY = "0"  # no contact's id


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what a line finds, and the question that found it.

    `exact` is how many fit the line as it is written: with fewer than a page of them the question may be the wider
    one, with typos. `numbered` is who has the number that was typed: on top and counted, but not among those that the
    question finds.
    """

    query: Query
    page: Page
    exact: int
    numbered: ContactId | None = None

    @property
    def guessed(self) -> bool:
        """Nothing is written just so: these are perhaps meant."""
        return self.query.typos and not self.exact


@needs(Can.READ)
async def search(work: Work, words: str, *, offset: int = 0, sort: Sort | None = None) -> Page:
    """A page of what fits the words. '12' has the contact of that number on top; '#12' is it, even deleted.

    Raises QueryInvalid.
    """
    return (await results(work, words, offset=offset, sort=sort)).page


@needs(Can.READ)
async def results(work: Work, words: str, *, offset: int = 0, sort: Sort | None = None) -> Results:
    """`search`, and how it was asked. Raises QueryInvalid."""
    number = number_of(words)
    if number is not None and not is_number(words) and sort in (None, Sort.RELEVANCE):
        return await _beside_number(work, words, number, offset=offset)
    numbered = await _numbered(work, words, deleted=is_number(words))
    return await _results(work, words, numbered, offset=offset, sort=sort)


@needs(Can.READ)
async def results_there(work: Work, words: str, *, offset: int = 0, sort: Sort | None = None) -> Results:
    """`results` without whoever is put away: nothing can be done to them from a list. Raises QueryInvalid."""
    numbered = await _numbered(work, words)
    there = None if numbered is None or numbered.archived else numbered
    return await _results(work, words, there, offset=offset, sort=sort, whole=True)


async def _results(
    work: Work,
    words: str,
    numbered: Found | None,
    *,
    offset: int = 0,
    sort: Sort | None = None,
    whole: bool = False,
) -> Results:
    if is_number(words):
        return _only(words, numbered)
    query = await searches.asked(work, words)
    query = query if sort is None else replace(query, sort=sort)
    if numbered is None:
        return await _found(work, query, limit=PAGE, offset=offset, whole=whole)
    others = _without(query, numbered)
    if offset:
        below = await _found(work, others, limit=PAGE, offset=offset - 1, whole=whole)
        shown = below.page.found
    else:
        below = await _found(work, others, limit=PAGE - 1, whole=whole)
        shown = (numbered, *below.page.found)
    page = replace(below.page, found=shown, total=below.page.total + 1)
    return replace(below, page=page, exact=below.exact + 1, numbered=numbered.id)


async def _beside_number(work: Work, words: str, number: int, *, offset: int) -> Results:
    """The same of a number that may be a contact's own, asked at once."""
    query = await searches.asked(work, words)
    page = await work.contacts.list(query, limit=PAGE, offset=offset, mine=work.viewer.id, number=number)
    if offset and not page.found:  # as in `_found`
        first = await work.contacts.list(query, limit=PAGE, mine=work.viewer.id, number=number)
        page = replace(page, total=first.total, capped=first.capped)
    numbered = page.numbered
    if numbered is None:
        return Results(query, page, exact=page.total)
    shown = page.found if offset else (numbered, *page.found)
    page = replace(page, found=shown, total=page.total + 1)
    return Results(_without(query, numbered), page, exact=page.total, numbered=numbered.id)


def _without(query: Query, contact: Found) -> Query:
    itself = Filter(FilterKey.CONTACT, str(contact.id), excluded=True)
    return replace(query, filters=(*query.filters, itself))


def _only(words: str, numbered: Found | None) -> Results:
    """The contact of that number, or nobody."""
    found = () if numbered is None else (numbered,)
    chosen = Filter(FilterKey.CONTACT, _NOBODY if numbered is None else str(numbered.id))
    return Results(Query(text=words, filters=(chosen,)), Page(found=found, total=len(found)), exact=len(found))


async def _found(work: Work, query: Query, *, limit: int, offset: int = 0, whole: bool = False) -> Results:
    """What is written just so and, where that fills no page and nobody is surely meant, what is but for a slip.

    Which of the two is the same for every page of a list.
    """
    mine = work.viewer.id
    page = first = await work.contacts.list(query, limit=limit, offset=offset, mine=mine, whole=whole)
    if offset and not page.found:  # how many come before is not known of a page where nobody is
        first = await work.contacts.list(query, limit=limit, mine=mine, whole=whole)
    if _is_short(first, query):
        wider = query.with_slips
        strict = None if offset or wider.terms != query.terms else first
        more = await work.contacts.list(wider, limit=limit, offset=offset, mine=mine, strict=strict)
        if more.total > first.total:
            return Results(wider, more, exact=first.total)
    if page is not first:
        page = replace(page, total=first.total, capped=first.capped)
    return Results(query, page, exact=first.total)


def _is_short(page: Page, query: Query) -> bool:
    """Whether the first page has room for what is spelt almost so, and nobody there is surely meant."""
    if page.total >= PAGE or page.capped or any(_is_meant(each, query) for each in page.found):
        return False
    if page.found and query.is_of_address:
        return False
    return query.may_have_slips


def _is_meant(found: Found, query: Query) -> bool:
    """Whether all that is asked for are whole words of what is shown: 'marin' may be Martin, but beside a Marin."""
    said = set(words_of(f"{found.name} {found.company} {found.city}"))
    return said.issuperset(query.asked)


async def _numbered(work: Work, words: str, *, deleted: bool = False) -> Found | None:
    number = number_of(words)
    return None if number is None else await work.contacts.by_number(number, deleted=deleted)


@needs(Can.READ)
async def found(work: Work, contact: ContactId) -> Found:
    """A contact as a line of a list. Raises ContactNotFound."""
    record = await work.contacts.line(contact)
    if record is None:
        raise ContactNotFound(words="")
    return record


@needs(Can.READ)
async def names(work: Work, contacts: Sequence[ContactId]) -> dict[int, str]:
    return {int(key): name for key, name in (await work.contacts.names(contacts)).items()}


@needs(Can.READ)
async def named(work: Work, words: str) -> Found:
    """The one contact that the words or its number name.

    Raises ContactNotFound, ManyContacts with the likeliest, QueryInvalid.
    """
    numbered = await _numbered(work, words)
    if numbered is not None:
        return numbered
    if is_number(words):  # of nobody, or of somebody deleted, of whom nothing is begun
        raise ContactNotFound(words=words, number=True)
    hits = await results(work, words)
    found = hits.page.found
    if not found:
        raise ContactNotFound(words=words, number=False)
    exact = [each for each in found if squeeze(each.name) == squeeze(words)]
    if len(exact) == 1:
        return exact[0]
    if len(found) > 1 or hits.guessed:  # what is only guessed is asked about, even where it is one
        raise ManyContacts(words=words, contacts=found)
    return found[0]


@needs(Can.READ)
async def put_away(work: Work, *, deleted: bool, words: str = "") -> Page:
    """The archived contacts, or the deleted ones, latest first; with words, those whose name holds them all."""
    found = await work.contacts.put_away(limit=_PUT_AWAY, deleted=deleted)
    said = [squeeze(word) for word in words.split()]
    fitting = [each for each in found if all(word in squeeze(f"{each.name} {each.company}") for word in said)]
    return Page(found=tuple(fitting[:PAGE]), total=len(fitting), capped=len(found) == _PUT_AWAY)


@needs(Can.READ)
async def latest(work: Work) -> Sequence[Found]:
    """The newest contacts, for who opens Carnet without a question."""
    return await work.contacts.latest(limit=PAGE)


@needs(Can.READ)
async def companies(work: Work, words: str) -> Page:
    """Companies by any part of their name, or the newest ones: for whoever chooses an employer."""
    only = Filter(FilterKey.KIND, ContactKind.COMPANY.value)
    query = replace(query_of(words), filters=(only,))
    if not query.asked:
        query = replace(query, sort=Sort.CREATED)
    return (await _found(work, query, limit=_CHOICES)).page


@needs(Can.READ)
async def companies_called(work: Work, name: str) -> Sequence[Found]:
    """Those of that very name, whatever its capitals and accents."""
    return await work.contacts.companies_called(name, limit=PAGE)


@needs(Can.READ)
async def walk(work: Work, words: str, *, after: ContactId, limit: int) -> Sequence[Contact]:
    """All that the line finds, or everybody, in the order in which they were added, from behind `after`: whoever turns
    page after page meets each once, whatever is added meanwhile. Raises QueryInvalid."""
    if is_number(words):
        query = _only(words, await _numbered(work, words)).query
    else:
        query = await searches.asked(work, words)
    keys = await work.contacts.ids(query, after=after, limit=limit)
    return await work.contacts.many(keys[:limit], lock=False) if keys else ()


@needs(Can.READ)
async def pick(work: Work, words: str) -> Sequence[Found]:
    """Contacts to choose one from while typing, or the newest ones; a filter half typed is words."""
    if not words.strip():
        return await work.contacts.latest(limit=_CHOICES)
    try:
        query = await searches.asked(work, words)
    except QueryInvalid:
        query = query_of(words)
    return (await _found(work, query, limit=_CHOICES)).page.found


@needs(Can.READ)
async def lines(work: Work, found: Sequence[Found]) -> Sequence[Line]:
    """Those of a page with all that a list may show of them, in its order."""
    return await work.contacts.lines([each.id for each in found])
