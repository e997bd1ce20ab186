"""Contacts that may be the one that somebody is about to add: found here, judged by `model.duplicates`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain, zip_longest

from sqlalchemy import Select, select

from bot.model.contacts import Contact, ContactKind, ContactValues
from bot.model.folding import digits, squeeze, words
from bot.model.ids import ContactId
from bot.model.query import Filter, FilterKey, is_slip, query_of
from bot.store import _search
from bot.store._contacts import ContactRow, CoordinateRow, day_key
from bot.store._session import StoreSession
from bot.store.contacts._lines import ARCHIVED
from bot.store.contacts._read import many

MOST = 50
_PUT_AWAY = 1000  # that are looked through by what they are called
_LONG = 6  # digits of a number that few have; shorter ones are inside of others
_TOWNS = 2
_SHARED = 1000  # who have an e-mail or a phone
_SINCE = select(ContactRow.id, ContactRow.archived_at).where(
    ContactRow.archived_at.is_not(None), ContactRow.deleted_at.is_(None)
)


async def alike(session: StoreSession, values: ContactValues) -> Sequence[Contact]:
    """First who has the same e-mail, phone or number, then by turns who is like them in each other way: of a name that
    hundreds have, those of the same town, company or birthday are among them. The archived, whom no search finds, too.
    """
    known = await _search.holding(session, list(_known_by(values)), limit=MOST)
    known = [*known, *await _archived_known(session, values)]
    ways = [await _archived(session, values), await _born_alike(session, values), await _asked(session, values.name)]
    telling = [_telling(values)]
    if len(ways[-1]) == MOST:
        telling.append(values.name)
    for shared in _beside(values):
        ways += [await _asked(session, text, shared) for text in telling]
    by_turns = (each for several in zip_longest(*ways) for each in several if each is not None)
    found = list(dict.fromkeys((*known, *by_turns)))[:MOST]
    return await many(session, found, lock=False) if found else ()


async def _archived_known(session: StoreSession, values: ContactValues) -> Sequence[ContactId]:
    """Who has the same e-mail, phone or number, whoever was archived last first."""
    rows = [row for wanted in _sharing(values) for row in await session.execute(wanted)]
    latest = sorted(rows, key=lambda row: row.archived_at, reverse=True)
    return list(dict.fromkeys(ContactId(row.id) for row in latest))[:MOST]


def _sharing(values: ContactValues) -> Iterator[Select[int, datetime | None]]:
    """Each by an index of its own, which none of them would be in one statement."""
    reach = [each.parsed or each.typed for each in (*values.emails, *values.phones)]
    if reach:
        # Before anybody is looked at: a number that more people share tells nothing.
        held = select(CoordinateRow.tenant, CoordinateRow.contact).where(CoordinateRow.parsed.in_(reach))
        held_by = held.order_by(CoordinateRow.contact.desc()).limit(_SHARED).subquery()
        yield _SINCE.join(held_by, (ContactRow.tenant == held_by.c.tenant) & (ContactRow.id == held_by.c.contact))
    for column in (ContactRow.siren, ContactRow.siret, ContactRow.vat_number):
        if number := getattr(values, column.key):
            yield _SINCE.where(column == number).order_by(ContactRow.archived_at.desc()).limit(MOST)


async def _archived(session: StoreSession, values: ContactValues) -> Sequence[ContactId]:
    """Of those put away last, whoever shares a word of name, company or town but for a slip; the most words first."""
    towns = (each.address.city for each in values.coordinates if each.address is not None)
    said = {*words(values.name), *words(values.company), *chain(*map(words, towns))}
    shared: dict[ContactId, int] = {}
    for row in await session.fetch(ARCHIVED, {"limit": _PUT_AWAY}):
        held = {*words(row.name), *words(row.company), *words(row.city)}
        shared[ContactId(row.id)] = sum(any(is_slip(word, other) for other in held) for word in said)
    return sorted((key for key, n in shared.items() if n), key=lambda key: -shared[key])[:MOST]


async def _asked(session: StoreSession, text: str, *shared: Filter) -> Sequence[ContactId]:
    """Whose name is this but for slips."""
    if not words(text):
        return ()
    page = await _search.contacts(session, replace(query_of(text), typos=True, filters=shared), limit=MOST)
    return [each.id for each in page.found]


def _known_by(values: ContactValues) -> Iterator[str]:
    yield from (squeeze(each.parsed or each.typed) for each in values.emails)
    numbers = (digits(each.parsed or each.typed) for each in values.phones)
    yield from (number for number in numbers if len(number) >= _LONG)
    yield from filter(None, map(squeeze, (values.siren, values.siret, values.vat_number)))


def _beside(values: ContactValues) -> Iterator[Filter]:
    """What those who are called alike may share: towns, and of a person the company."""
    towns = [each.address.city for each in values.coordinates if each.address is not None and words(each.address.city)]
    for town in list(dict.fromkeys(towns))[:_TOWNS]:
        yield Filter(FilterKey.CITY, town)
    if values.kind is ContactKind.PERSON and (company := _longest(values.company)):
        yield Filter(FilterKey.COMPANY, company)


def _telling(values: ContactValues) -> str:
    """The part of the name that says most: a first name may be short."""
    return _longest(values.last_name if values.kind is ContactKind.PERSON else values.company)


def _longest(text: str) -> str:
    return max(words(text), key=len, default="")


async def _born_alike(session: StoreSession, values: ContactValues) -> Sequence[ContactId]:
    """Who was born on the very day: without its year too many share it."""
    if values.birthday is None or values.birthday.year is None:
        return ()
    same = (ContactRow.birthday_key == day_key(values.birthday), ContactRow.birthday == str(values.birthday))
    wanted = select(ContactRow.id).where(*same, ContactRow.deleted_at.is_(None))
    return [ContactId(key) for key in await session.scalars(wanted.order_by(ContactRow.id.desc()).limit(MOST))]
