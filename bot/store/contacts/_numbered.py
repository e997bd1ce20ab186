"""What fits a number, below the contact that has it as its own: '12' asks for both."""

from dataclasses import replace

from bot.model.contacts import Page
from bot.model.filters import Filter, FilterKey
from bot.model.ids import MemberId
from bot.model.query import Query
from bot.store import _search
from bot.store._contacts import found_of
from bot.store._session import Inquiry, StoreSession
from bot.store.contacts._lines import NUMBERED


def beside_number(
    session: StoreSession, query: Query, *, number: int, limit: int, offset: int, mine: MemberId | None
) -> Inquiry[Page]:
    """All of it in one trip."""
    rows = yield NUMBERED, {"number": number}
    numbered = found_of(rows[0]) if rows else None
    if numbered is None or numbered.deleted:
        return (yield from _search.inquiry(session, query, limit=limit, offset=offset, mine=mine))
    itself = Filter(FilterKey.CONTACT, str(numbered.id), excluded=True)
    others = replace(query, filters=(*query.filters, itself))
    limit, offset = (limit, offset - 1) if offset else (limit - 1, 0)
    page = yield from _search.inquiry(session, others, limit=limit, offset=offset, mine=mine)
    return replace(page, numbered=numbered)
