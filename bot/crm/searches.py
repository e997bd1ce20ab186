"""The question that a line of search asks, and the searches that people keep under a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.contacts import ContactKind, Found
from bot.model.errors import FieldsInvalid, QueryInvalid, SearchNotFound, SearchNotYours
from bot.model.folding import squeeze
from bot.model.ids import ContactId, MemberId, SearchId
from bot.model.members import Role
from bot.model.policy import Can
from bot.model.query import EVERYONE, MOST_FILTERS, Filter, FilterKey, Query, for_member, is_number, query_of
from bot.model.searches import SavedSearch, search_key
from bot.parse.query import read_query

_DEEPEST = 5  # saved searches that name another
_LISTED = 500
_NAMED = 20  # companies that one name may mean
_SHORTEST_ID = 12  # digits; a company whose name is a number has fewer
_MANAGERS = {Role.ADMIN, Role.MANAGER}


@needs(Can.READ)
async def asked(work: Work, text: str, *, people: Mapping[str, MemberId] | None = None) -> Query:
    """The line as this person asks it now, with nothing left to be looked up; an empty one asks for everyone.

    `people` are the members that it mentions, by how they are written in it. Raises QueryInvalid.
    """
    if not text.strip():
        return EVERYONE
    query = await _Reading(work, people or {}).read(text)
    if len(query.filters) > MOST_FILTERS:
        raise QueryInvalid("too_many", word=text, at=0, limit=MOST_FILTERS)
    return query


@needs(Can.READ)
async def list_all(work: Work) -> Sequence[SavedSearch]:
    """One's own and those that are shared, by name."""
    return await work.searches.list(work.viewer.id, limit=_LISTED)


@needs(Can.READ)
async def find(work: Work, search: SearchId) -> SavedSearch:
    """Raises SearchNotFound."""
    found = await work.searches.find(search)
    if found is None or not (found.shared or found.owner == work.viewer.id):
        raise SearchNotFound(name="")
    return found


@needs(Can.WRITE)
async def save(
    work: Work, name: str, text: str, *, shared: bool, people: Mapping[str, MemberId] | None = None
) -> SavedSearch:
    """Keeps a line under a name of one's own. Raises FieldsInvalid where one has that name, QueryInvalid."""
    await asked(work, text, people=people)
    await _refuse_taken(work, name)
    saved = SavedSearch(
        id=SearchId(work.next_id()),
        name=name,
        text=text,
        owner=work.viewer.id,
        shared=shared,
        created_at=work.now,
        updated_at=work.now,
    )
    await work.searches.add(saved)
    return saved


@needs(Can.WRITE)
async def change(work: Work, search: SearchId, name: str, *, shared: bool, text: str | None = None) -> SavedSearch:
    """Another name, for others too or no more, and where it is given another line.

    Raises SearchNotFound, SearchNotYours, FieldsInvalid, QueryInvalid.
    """
    held = await _own(work, search)
    if text is not None:
        await asked(work, text)
    if search_key(name) != search_key(held.name):
        await _refuse_taken(work, name, owner=held.owner)
    line = held.text if text is None else text
    changed = replace(held, name=name, shared=shared, text=line, updated_at=work.now)
    await work.searches.save(changed)
    return changed


@needs(Can.WRITE)
async def delete(work: Work, search: SearchId) -> SavedSearch:
    """Raises SearchNotFound, SearchNotYours."""
    held = await _own(work, search)
    await work.searches.delete(search)
    return held


async def _own(work: Work, search: SearchId) -> SavedSearch:
    """One's own, or a shared one for a manager."""
    held = await find(work, search)
    if held.owner != work.viewer.id and work.viewer.member.role not in _MANAGERS:
        raise SearchNotYours(name=held.name)
    return held


async def _refuse_taken(work: Work, name: str, *, owner: MemberId | None = None) -> None:
    whose = owner or work.viewer.id
    other = await work.searches.by_key(whose, search_key(name))
    if other is not None and other.owner == whose:
        raise FieldsInvalid({"name": "search_taken"})


@dataclass(frozen=True, slots=True)
class _Reading:
    """One line being read, with the saved searches that it stands in."""

    work: Work
    people: Mapping[str, MemberId]
    within: tuple[SearchId, ...] = ()

    async def read(self, text: str) -> Query:
        viewer = self.work.viewer
        said = read_query(
            text, now=self.work.now, zone=viewer.member.zone, language=viewer.member.locale, people=self.people
        )
        query = for_member(replace(said, filters=()), viewer.id)
        for each in for_member(said, viewer.id).filters:
            query = _both(query, await self._looked_up(each, text))
        return query

    async def _looked_up(self, each: Filter, text: str) -> Query:
        match each.key:
            case FilterKey.SEARCH:
                return await self._saved(each, text)
            case FilterKey.PARENT:
                return Query(filters=(await self._parent(each, text),))
            case _:
                return Query(filters=(each,))

    async def _saved(self, each: Filter, text: str) -> Query:
        """What the saved search asks. Turned round, or one of several, it must be a single filter."""
        queries = [await self._one_saved(name, text) for name in each.values]
        if len(queries) == 1 and not each.excluded:
            return queries[0]
        return Query(filters=(_any_of(queries, each, text),))

    async def _one_saved(self, name: str, text: str) -> Query:
        found = await self.work.searches.by_key(self.work.viewer.id, search_key(name))
        if found is None:
            raise QueryInvalid("unknown_search", word=name, at=_place(text, name))
        if found.id in self.within or len(self.within) == _DEEPEST:
            raise QueryInvalid("search_circle", word=name, at=_place(text, name))
        return await replace(self, people={}, within=(*self.within, found.id)).read(found.text)

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
        one: Found | None = None
        if is_number(value):
            number = value.removeprefix("#").strip()
            one = await contacts.by_number(int(number)) if len(number) < _SHORTEST_ID else None
        elif value.isascii() and value.isdigit() and len(value) >= _SHORTEST_ID:
            one = await contacts.line(ContactId(int(value)))
        else:
            only = Filter(FilterKey.KIND, ContactKind.COMPANY.value)
            return (await contacts.list(replace(query_of(value), filters=(only,)), limit=_NAMED)).found
        return () if one is None else (one,)


def _both(one: Query, other: Query) -> Query:
    return replace(one, terms=(*one.terms, *other.terms), filters=(*one.filters, *other.filters))


def _any_of(queries: Sequence[Query], each: Filter, text: str) -> Filter:
    """One filter for several searches that each are one, of the same kind; turned round where `each` is."""
    filters = [query.filters[0] for query in queries if len(query.filters) == 1 and not query.terms]
    first = filters[0] if filters else each
    alike = all(other.key is first.key and other.excluded is first.excluded for other in filters)
    if len(filters) < len(queries) or not alike or (first.excluded and len(filters) > 1):
        raise QueryInvalid("search_alone", word=each.value, at=_place(text, each.value))
    values = [value for one in filters for value in one.values]
    return replace(first, value=values[0], more=tuple(values[1:]), excluded=first.excluded is not each.excluded)


def _place(text: str, word: str) -> int:
    return max(text.casefold().find(word.casefold()), 0)
