"""Who has any of some pieces of text: whoever asks for duplicates knows e-mails, phones and numbers."""

# ruff: noqa: S608 - statements are put together here, of words of ours and names of parameters

from collections.abc import Sequence

from bot.model.ids import ContactId
from bot.model.query import Query
from bot.model.search import FRAGMENT, WORD_LENGTH
from bot.store._search._conditions import Words
from bot.store._search._hits import Asked, by_index
from bot.store._search._narrow import Narrowed
from bot.store._search._sql import statement
from bot.store._session import StoreSession


async def holding(session: StoreSession, pieces: Sequence[str], *, limit: int) -> Sequence[ContactId]:
    """Some of those whose search text holds one of the pieces, which are squeezed and long enough to be looked for."""
    sought = tuple(dict.fromkeys(piece[:WORD_LENGTH] for piece in pieces if len(piece) >= FRAGMENT))
    if not sought:
        return []
    words = Words(session, {"tenant": int(session.tenant), "most": limit})
    hits = by_index(words, Asked(Query(), (), Narrowed(pieces=(sought,)), {}), most=":most")
    rows = await session.fetch(statement(f"SELECT id FROM ({hits}) AS hits"), words.values)
    return [ContactId(row.id) for row in rows]
