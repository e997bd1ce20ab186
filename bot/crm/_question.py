"""What a line of search asks of this person now: the saved searches, contacts and names of lists in it looked up."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from bot.crm import _filters
from bot.crm._asked import seen_fields, without_hidden
from bot.crm._filters import place
from bot.crm._work import Work
from bot.model.custom_fields import CustomField
from bot.model.errors import QueryInvalid
from bot.model.filters import CHOSEN, PEOPLE
from bot.model.ids import MemberId, SearchId
from bot.model.query import (
    ALL_CONTACTS,
    ME,
    MOST_FILTERS,
    NOBODY,
    Filter,
    FilterKey,
    Query,
    for_member,
    query_of,
)
from bot.model.searches import SavedSearch, search_key
from bot.parse.query import may_name_field, read_query

_DEEPEST = 5  # saved searches that name another

_Name = tuple[MemberId, str]  # of a saved search: who says it, and its key


@dataclass(frozen=True, slots=True)
class Reading:
    """One line being read, with the saved searches that it stands in; each of these is read once.

    What a saved search names is what its owner calls so. `becoming` is the name that a line is about to have: within
    it that name would mean itself. `custom` are the fields that this person may ask about, once a line needed them.
    `lasting` is for what is asked again and again: saved searches stay in the line, by their ids, until `again`, and
    UNDER stays with the ids of those that are meant. `used` are the saved searches that were read.
    """

    work: Work
    speaker: MemberId
    becoming: _Name | None = None
    within: tuple[SearchId, ...] = ()
    known: dict[_Name, Query] = field(default_factory=dict)
    custom: Sequence[CustomField] | None = None
    lasting: bool = False
    is_by_id: bool = False
    used: dict[SearchId, SavedSearch] = field(default_factory=dict)

    async def read(self, text: str) -> Query:
        """Raises QueryInvalid."""
        if not text.strip():
            return ALL_CONTACTS
        viewer, asker = self.work.viewer, await self._with_fields(text)
        said = read_query(
            text,
            now=self.work.now,
            zone=viewer.member.zone,
            language=viewer.member.locale,
            custom=asker.custom or (),
        )
        if not said.filters:
            return said
        asked = for_member(said, viewer.id)
        looked_up = [await asker._looked_up(each, text) for each in asked.filters]
        if not any(looked_up):
            return asked
        found = [one or Query(filters=(each,)) for one, each in zip(looked_up, asked.filters, strict=True)]
        query = _together(replace(asked, filters=()), found)
        if len(query.filters) > MOST_FILTERS:
            raise QueryInvalid("too_many", word=text, at=0, limit=MOST_FILTERS)
        return query

    async def again(self, asked: Query) -> Query:
        """What a line that was read to last asks now. Raises QueryInvalid where it asks nothing any more."""
        by_id = replace(self, is_by_id=True, known={})
        said = [
            await by_id._saved(each, asked.text) if each.key is FilterKey.SEARCH else Query(filters=(each,))
            for each in asked.filters
        ]
        query = _together(replace(asked, filters=()), said)
        if len(query.filters) > MOST_FILTERS or not query.asks:
            raise QueryInvalid("too_many", word=asked.text, at=0, limit=MOST_FILTERS)
        return query

    async def _with_fields(self, text: str) -> Self:
        if self.custom is not None or not may_name_field(text):
            return self
        return replace(self, custom=await seen_fields(self.work))

    async def _looked_up(self, each: Filter, text: str) -> Query | None:
        """What it asks in other words; None where it stays as it is."""
        match each.key:
            case FilterKey.SEARCH:
                is_put_by_id = self.lasting and not self.within
                return await (self._by_id(each, text) if is_put_by_id else self._saved(each, text))
            case FilterKey.PARENT | FilterKey.EMPLOYER:
                return Query(filters=(await _filters.above(self.work, each, text),))
            case FilterKey.UNDER:
                below = _filters.roots if self.lasting else _filters.below
                return Query(filters=(await below(self.work, each, text),))
            case FilterKey.CONTACT:
                return await self._numbered(each)
            case key if key in CHOSEN:
                return Query(filters=(await _filters.chosen(self.work, each, text),))
            case key if key in PEOPLE:
                await self._check_people(each, text)
        return None

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
        found = await self._called(said)
        if said == self.becoming or (found and found.id in self.within) or len(self.within) == _DEEPEST:
            raise QueryInvalid("search_circle", word=name, at=place(text, name))
        if found is None or not await without_hidden(self.work, [found]):
            raise QueryInvalid("unknown_search", word=name, at=place(text, name))
        self.used[found.id] = found
        inside = replace(self, speaker=found.owner, within=(*self.within, found.id))
        self.known[said] = await inside.read(found.text)
        return self.known[said]

    async def _by_id(self, each: Filter, text: str) -> Query:
        """Whatever they will be called."""
        for name in each.values:
            await self._one_saved(name, text)
        found = [await self.work.searches.by_key(self.speaker, search_key(name)) for name in each.values]
        first, *more = [str(search.id) for search in found if search is not None]
        return Query(filters=(replace(each, value=first, more=tuple(more)),))

    async def _called(self, said: _Name) -> SavedSearch | None:
        """The one of that name; of a line that lasts, the one of that id, while its speaker may still use it."""
        speaker, name = said
        if not (self.lasting and self.is_by_id and not self.within):
            return await self.work.searches.by_key(speaker, name)
        found = await self.work.searches.find(SearchId(int(name)))
        return found if found is not None and (found.shared or found.owner == speaker) else None

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
                raise QueryInvalid("unknown_person", word=value, at=place(text, value))


def _together(one: Query, others: Sequence[Query]) -> Query:
    """Whatever all of them ask, once: what is named twice asks no more."""
    terms = (*one.terms, *dict.fromkeys(term for each in others for term in each.terms if term not in one.terms))
    filters = dict.fromkeys(each for query in (one, *others) for each in query.filters)
    return replace(one, terms=terms, filters=tuple(filters))


def _any_of(queries: Sequence[Query], each: Filter, text: str) -> Filter:
    """One filter for several searches that each are one, of the same kind; turned round where `each` is."""
    filters = [query.filters[0] for query in queries if len(query.filters) == 1 and not query.terms]
    first = filters[0] if filters else each
    alike = all(other.key is first.key and other.excluded is first.excluded for other in filters)
    if len(filters) < len(queries) or not alike or (first.excluded and len(filters) > 1):
        raise QueryInvalid("search_alone", word=each.value, at=place(text, each.value))
    values = tuple(dict.fromkeys(value for one in filters for value in one.values))
    return replace(first, value=values[0], more=values[1:], excluded=first.excluded is not each.excluded)
