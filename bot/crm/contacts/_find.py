"""Finding contacts: by words, by number, in a sentence, among those put away."""

from collections.abc import Sequence
from dataclasses import replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.contacts import ContactKind, Found, Page
from bot.model.errors import ContactNotFound, ManyContacts
from bot.model.folding import squeeze
from bot.model.ids import ContactId
from bot.model.policy import Can
from bot.model.query import Filter, FilterKey, Query, is_number, query_of

PAGE = 10
_CHOICES = 100  # Slack shows no more
_PUT_AWAY = 500  # looked through by name


@needs(Can.READ)
async def search(work: Work, words: str) -> Page:
    """The first page of what fits the words. '12' has the contact of that number on top; '#12' is it, even deleted."""
    numbered = await _numbered(work, words, deleted=is_number(words))
    if is_number(words):
        return Page(found=(), total=0) if numbered is None else Page(found=(numbered,), total=1)
    page = await work.contacts.list(query_of(words), limit=PAGE)
    if numbered is None:
        return page
    others = tuple(each for each in page.found if each.id != numbered.id)
    missing = len(others) == len(page.found)
    return replace(page, found=(numbered, *others)[:PAGE], total=page.total + missing)


async def _numbered(work: Work, words: str, *, deleted: bool = False) -> Found | None:
    number = words.removeprefix("#").strip()
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        return None
    return await work.contacts.by_number(int(number), deleted=deleted)


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
    """The one contact that the words or its number name. Raises ContactNotFound, ManyContacts with the likeliest."""
    numbered = await _numbered(work, words)
    if numbered is not None:
        return numbered
    if is_number(words):  # of nobody, or of somebody deleted, of whom nothing is begun
        raise ContactNotFound(words=words, number=True)
    page = await search(work, words)
    if not page.found:
        raise ContactNotFound(words=words, number=False)
    exact = [each for each in page.found if squeeze(each.name) == squeeze(words)]
    if len(exact) == 1:
        return exact[0]
    if len(page.found) > 1:
        raise ManyContacts(words=words, contacts=page.found)
    return page.found[0]


@needs(Can.READ)
async def mentioned(work: Work, sentence: str) -> list[Found]:
    """The contacts whose name stands in a sentence, the fullest mention first; several mean a doubt.

    'rappeler marie dupont' names Marie Dupont, and a company Dupont only where no fuller name fits.
    """
    said = query_of(sentence).terms
    candidates = await work.contacts.any_of(Query(text=sentence, terms=said), limit=PAGE * 5)
    scored = [(_mention(each, said), each) for each in candidates]
    best = max((score for score, _ in scored), default=0)
    return [each for score, each in scored if score == best > 0][:PAGE]


def _mention(contact: Found, said: tuple[str, ...]) -> int:
    """How much of a sentence names this contact: the letters of its whole name, or of its last word."""
    words = query_of(contact.name).terms
    if words and all(word in said for word in words):
        return sum(len(word) for word in words)
    if words and words[-1] in said and len(words[-1]) >= 3:
        return len(words[-1])
    return 0


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
    return await work.contacts.list(replace(query_of(words), filters=(only,)), limit=_CHOICES)
