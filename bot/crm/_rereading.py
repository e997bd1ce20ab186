"""Follows of saved searches ask what these say now: read anew by whoever is told next, once a change of a search."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.crm._question import Reading
from bot.crm._work import Work
from bot.model.errors import CrmError
from bot.model.follows import Follow, Reread
from bot.model.ids import SearchId
from bot.model.members import Member, Viewer
from bot.model.query import FilterKey, Query

_A_DAY_GOES_ON = timedelta(hours=1)  # 'this month' of a search is at most so old


async def to_last(work: Work, text: str) -> tuple[Query, Reread | None]:
    """What a line asks now, and how that is read again where it names saved searches. Raises QueryInvalid."""
    reading = Reading(work, work.viewer.id, lasting=True)
    asked = await reading.read(text)
    if not any(each.key is FilterKey.SEARCH for each in asked.filters):
        return asked, None
    query = await reading.again(asked)
    return query, Reread(asked=asked, searches=_versions(reading), read_at=work.now)


async def fresh(work: Work, follows: Sequence[Follow]) -> Sequence[Follow]:
    """The follows as their saved searches are now, in the same order; those that are as they were are the same.

    However many there are, one statement asks whether any search has changed.
    """
    asking = [(each, again) for each in follows if (again := each.again) is not None]
    named = {search for _, again in asking for search in again.searches}
    if not named:
        return follows
    held = await work.searches.versions(sorted(named))
    stale = [(each, again) for each, again in asking if _is_stale(each, again, held, work.now)]
    if not stale:
        return follows
    makers = await work.members.find_many(sorted({each.created_by for each, _ in stale}))
    read = {
        each.id: await _read(work, each, again, maker=makers.get(each.created_by), held=held) for each, again in stale
    }
    return [read.get(each.id, each) for each in follows]


def _is_stale(follow: Follow, again: Reread, held: Mapping[SearchId, datetime], now: datetime) -> bool:
    if any(held.get(search) != version for search, version in again.searches.items()):
        return True
    speaks_of_days = any(each.key is FilterKey.CREATED for each in follow.query.filters)
    return speaks_of_days and now - again.read_at >= _A_DAY_GOES_ON


async def _read(
    work: Work, follow: Follow, again: Reread, *, maker: Member | None, held: Mapping[SearchId, datetime]
) -> Follow:
    """By the eyes of who follows; what is not understood any more, or not for them, is lost until it changes again."""
    known: dict[SearchId, datetime | None] = {search: held.get(search) for search in again.searches}
    if maker is None:
        return replace(follow, again=replace(again, searches=known, read_at=work.now, is_lost=True))
    reading = Reading(work.seen_by(Viewer(member=maker, workspace=work.viewer.workspace)), maker.id, lasting=True)
    try:
        query = await reading.again(again.asked)
    except CrmError:
        searches = known | _versions(reading)
        return replace(follow, again=replace(again, searches=searches, read_at=work.now, is_lost=True))
    fresh_again = replace(again, searches=_versions(reading), read_at=work.now, is_lost=False)
    return replace(follow, query=replace(query, text=follow.query.text), again=fresh_again)


def _versions(reading: Reading) -> dict[SearchId, datetime | None]:
    return {each.id: each.updated_at for each in reading.used.values()}
