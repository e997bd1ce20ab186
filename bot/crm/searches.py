"""The question that a line of search asks, and the searches that people keep under a name."""

from collections.abc import Sequence
from dataclasses import replace

from bot.crm._asked import seen_fields, without_hidden
from bot.crm._guard import needs
from bot.crm._question import Reading
from bot.crm._work import Work
from bot.model.errors import FieldsInvalid, QueryInvalid, SearchNeeded, SearchNotFound, SearchNotYours
from bot.model.ids import MemberId, SearchId
from bot.model.policy import Can
from bot.model.query import Query
from bot.model.searches import MOST_SEARCHES, SavedSearch, search_key
from bot.parse.query import lasting, renamed, searches_in


@needs(Can.READ)
async def asked(work: Work, text: str) -> Query:
    """The line as this person asks it now, with nothing left to be looked up; an empty one asks for everyone.

    Raises QueryInvalid.
    """
    return await Reading(work, work.viewer.id).read(text)


@needs(Can.READ)
async def list_all(work: Work) -> Sequence[SavedSearch]:
    """One's own and those that are shared, by name, but for what asks about fields that are hidden from this person."""
    return await without_hidden(work, await work.searches.list(work.viewer.id, limit=MOST_SEARCHES))


@needs(Can.READ)
async def find(work: Work, search: SearchId) -> SavedSearch:
    """Raises SearchNotFound."""
    found = await work.searches.find(search)
    if found is None or not (found.shared or found.owner == work.viewer.id):
        raise SearchNotFound(name="")
    if not await without_hidden(work, [found]):
        raise SearchNotFound(name="")
    return found


@needs(Can.WRITE)
async def save(work: Work, name: str, text: str, *, shared: bool) -> SavedSearch:
    """Keeps a line under a name of one's own, with its days as every reader writes them.

    Raises FieldsInvalid where one has that name, QueryInvalid.
    """
    await _refuse_taken(work, name, owner=work.viewer.id)
    await _check(work, name, text, owner=work.viewer.id)
    saved = SavedSearch(
        id=SearchId(work.next_id()),
        name=name,
        text=await _lasting(work, text),
        owner=work.viewer.id,
        shared=shared,
        created_at=work.now,
        updated_at=work.now,
    )
    await work.searches.add(saved)
    return saved


@needs(Can.WRITE)
async def change(work: Work, search: SearchId, name: str, *, shared: bool, text: str | None = None) -> SavedSearch:
    """Another name, for others too or no more, and where it is given another line. What names it follows.

    Raises SearchNotFound, SearchNotYours, FieldsInvalid, QueryInvalid.
    """
    held = await _own(work, search)
    line = held.text if text is None else await _lasting(work, text)
    is_renamed = search_key(name) != search_key(held.name)
    if is_renamed:
        await _refuse_taken(work, name, owner=held.owner)
    if is_renamed or text is not None:
        await _check(work, name, line, owner=held.owner)
    following = await _naming(work, held) if is_renamed else ()
    changed = replace(held, name=name, shared=shared, text=line, updated_at=work.now)
    await work.searches.save(changed)
    for each in following:
        await work.searches.save(replace(each, text=renamed(each.text, search_key(held.name), name)))
    return changed


@needs(Can.WRITE)
async def delete(work: Work, search: SearchId) -> SavedSearch:
    """Raises SearchNotFound, SearchNotYours, and SearchNeeded where others that one sees ask for it."""
    held = await _own(work, search)
    naming = [each for each in await _naming(work, held) if each.shared or each.owner == work.viewer.id]
    if naming:
        raise SearchNeeded(name=held.name, searches=", ".join(each.name for each in naming))
    await work.searches.delete(search)
    return held


async def _check(work: Work, name: str, text: str, *, owner: MemberId) -> None:
    """Whether the line means something once it has that name."""
    await Reading(work, owner, becoming=(owner, search_key(name))).read(text)


async def _lasting(work: Work, text: str) -> str:
    return lasting(text, work.viewer.member.locale, custom=await seen_fields(work))


async def _naming(work: Work, named: SavedSearch) -> Sequence[SavedSearch]:
    """The saved searches of the whole team that ask for this one by its name."""
    key, found = search_key(named.name), list[SavedSearch]()
    for each in await work.searches.list_all(limit=MOST_SEARCHES):
        if each.id == named.id or key not in _named_in(each):
            continue
        meant = await work.searches.by_key(each.owner, key)
        if meant is not None and meant.id == named.id:
            found.append(each)
    return found


def _named_in(search: SavedSearch) -> frozenset[str]:
    try:
        return searches_in(search.text)
    except QueryInvalid:  # it was kept by an older grammar, and names nobody
        return frozenset()


async def _own(work: Work, search: SearchId) -> SavedSearch:
    """One's own, or a shared one for a manager."""
    held = await find(work, search)
    if not held.may_be_changed_by(work.viewer.member):
        raise SearchNotYours(name=held.name)
    return held


async def _refuse_taken(work: Work, name: str, *, owner: MemberId) -> None:
    other = await work.searches.by_key(owner, search_key(name))
    if other is not None and other.owner == owner:
        raise FieldsInvalid({"name": "search_taken"})
