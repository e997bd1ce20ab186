"""What a line of search asks of this person now: the saved searches, companies and numbers in it looked up."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.crm._work import Work
from bot.model.contacts import ContactKind, Found
from bot.model.errors import QueryInvalid
from bot.model.filters import PEOPLE
from bot.model.folding import squeeze
from bot.model.ids import ContactId, MemberId, SearchId
from bot.model.query import (
    ALL_CONTACTS,
    ME,
    MOST_FILTERS,
    NOBODY,
    Filter,
    FilterKey,
    Query,
    for_member,
    is_number,
    number_of,
    query_of,
)
from bot.model.searches import search_key
from bot.parse.query import read_query

_DEEPEST = 5  # saved searches that name another
_NAMED = 20  # companies that one name may mean
_PUT_AWAY = 500  # companies that are looked through by name
_SHORTEST_ID = 12  # digits; a company whose name is a number has fewer
_BEYOND_IDS = 1 << 63

_Name = tuple[MemberId, str]  # of a saved search: who says it, and its key


@dataclass(frozen=True, slots=True)
class Reading:
    """One line being read, with the saved searches that it stands in; each of these is read once.

    What a saved search names is what its owner calls so. `becoming` is the name that a line is about to have: within
    it that name would mean itself.
    """

    work: Work
    speaker: MemberId
    becoming: _Name | None = None
    within: tuple[SearchId, ...] = ()
    known: dict[_Name, Query] = field(default_factory=dict)

    async def read(self, text: str) -> Query:
        """Raises QueryInvalid."""
        if not text.strip():
            return ALL_CONTACTS
        viewer = self.work.viewer
        said = read_query(text, now=self.work.now, zone=viewer.member.zone, language=viewer.member.locale)
        query = replace(said, filters=())
        for each in for_member(said, viewer.id).filters:
            query = _both(query, await self._looked_up(each, text))
            if len(query.filters) > MOST_FILTERS:
                raise QueryInvalid("too_many", word=text, at=0, limit=MOST_FILTERS)
        return query

    async def _looked_up(self, each: Filter, text: str) -> Query:
        match each.key:
            case FilterKey.SEARCH:
                return await self._saved(each, text)
            case FilterKey.PARENT:
                return Query(filters=(await self._parent(each, text),))
            case FilterKey.CONTACT:
                return await self._numbered(each)
        if each.key in PEOPLE:
            await self._check_people(each, text)
        return Query(filters=(each,))

    async def _saved(self, each: Filter, text: str) -> Query:
        """What the saved search asks. Turned round, or one of several, it must be a single filter."""
        queries = [await self._one_saved(name, text) for name in each.values]
        if len(queries) == 1 and not each.excluded:
            return queries[0]
        return Query(filters=(_any_of(queries, each, text),))

    async def _one_saved(self, name: str, text: str) -> Query:
        said = (self.speaker, search_key(name))
        if said in self.known:
            return self.known[said]
        found = await self.work.searches.by_key(*said)
        if said == self.becoming or (found and found.id in self.within) or len(self.within) == _DEEPEST:
            raise QueryInvalid("search_circle", word=name, at=_place(text, name))
        if found is None:
            raise QueryInvalid("unknown_search", word=name, at=_place(text, name))
        inside = replace(self, speaker=found.owner, within=(*self.within, found.id))
        self.known[said] = await inside.read(found.text)
        return self.known[said]

    async def _numbered(self, each: Filter) -> Query:
        """'#12' beside other words; where nobody has that number it is a word as well."""
        found = await self.work.contacts.by_number(int(each.value.removeprefix("#")))
        if found is None:
            return query_of(each.value)
        return Query(filters=(replace(each, value=str(found.id)),))

    async def _check_people(self, each: Filter, text: str) -> None:
        """A word in capitals has the shape of an id, but for the digits that most have."""
        for value in each.values:
            if value in (ME, NOBODY) or any(sign.isdigit() for sign in value):
                continue
            if value != self.work.viewer.id and await self.work.members.find(MemberId(value)) is None:
                raise QueryInvalid("unknown_person", word=value, at=_place(text, value))

    async def _parent(self, each: Filter, text: str) -> Filter:
        """The companies that are meant, by their ids."""
        keys = [str(key) for value in each.values for key in await self._companies(value, text)]
        first, *more = dict.fromkeys(keys)
        return replace(each, value=first, more=tuple(more))

    async def _companies(self, value: str, text: str) -> Sequence[ContactId]:
        """By number, by id as a form gives it, else by name: those that are called just so, or all that fit."""
        found = [each for each in await self._fitting(value) if each.kind is ContactKind.COMPANY]
        if not found:
            raise QueryInvalid("unknown_parent", word=value, at=_place(text, value))
        exact = [each for each in found if squeeze(each.name) == squeeze(value)]
        return [each.id for each in exact or found]

    async def _fitting(self, value: str) -> Sequence[Found]:
        contacts = self.work.contacts
        if is_number(value):
            number = number_of(value)
            one = None if number is None else await contacts.by_number(number)
            return () if one is None else (one,)
        if value.isascii() and value.isdigit() and len(value) >= _SHORTEST_ID:
            one = await contacts.line(ContactId(int(value))) if int(value) < _BEYOND_IDS else None
            return () if one is None else (one,)
        return await self._called(value)

    async def _called(self, value: str) -> Sequence[Found]:
        """Companies with all of the words in their name; one that is put away has people all the same."""
        asked = query_of(value)
        named = (Filter(FilterKey.COMPANY, term) for term in asked.asked)
        filters = (Filter(FilterKey.KIND, ContactKind.COMPANY.value), *named)
        found = (await self.work.contacts.list(replace(asked, filters=filters), limit=_NAMED)).found
        if found:
            return found
        away = await self.work.contacts.put_away(limit=_PUT_AWAY)
        return [each for each in away if all(term in squeeze(each.name) for term in asked.asked)][:_NAMED]


def _both(one: Query, other: Query) -> Query:
    """Whatever both ask, once: what is named twice asks no more."""
    terms = tuple(term for term in other.terms if term not in one.terms)
    filters = tuple(each for each in other.filters if each not in one.filters)
    return replace(one, terms=(*one.terms, *terms), filters=(*one.filters, *filters))


def _any_of(queries: Sequence[Query], each: Filter, text: str) -> Filter:
    """One filter for several searches that each are one, of the same kind; turned round where `each` is."""
    filters = [query.filters[0] for query in queries if len(query.filters) == 1 and not query.terms]
    first = filters[0] if filters else each
    alike = all(other.key is first.key and other.excluded is first.excluded for other in filters)
    if len(filters) < len(queries) or not alike or (first.excluded and len(filters) > 1):
        raise QueryInvalid("search_alone", word=each.value, at=_place(text, each.value))
    values = tuple(dict.fromkeys(value for one in filters for value in one.values))
    return replace(first, value=values[0], more=values[1:], excluded=first.excluded is not each.excluded)


def _place(text: str, word: str) -> int:
    return max(text.casefold().find(word.casefold()), 0)
