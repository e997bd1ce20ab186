"""A list that is turned page by page, and of which all may be chosen: how many there are is counted to the end."""

from dataclasses import dataclass

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.contacts._find import PAGE, Results, results_there
from bot.model.policy import Can
from bot.model.query import Sort
from bot.store.contacts import ORDERED, RANKED


@dataclass(frozen=True, slots=True)
class Listed:
    """`page` is the one that is shown, counted from 0; of the `total` its pages lead to the first `reach`."""

    results: Results
    page: int
    total: int
    reach: int


@needs(Can.READ)
async def listed(work: Work, words: str, *, page: int, sort: Sort) -> Listed:
    """That page of what a line finds, or the first where there are fewer by now. Raises QueryInvalid."""
    found = await results_there(work, words, offset=page * PAGE, sort=sort)
    if page and not found.page.found:
        return await listed(work, words, page=0, sort=sort)
    if not found.page.capped:
        return Listed(found, page, found.page.total, found.page.total)
    total = await work.contacts.count(found.query) + (found.numbered is not None)
    by_rank = sort is Sort.RELEVANCE and bool(found.query.asked)
    return Listed(found, page, total, min(total, RANKED if by_rank else ORDERED))
