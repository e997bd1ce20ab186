"""Finding what was said by its words, where it may be for some people only: of notes and of reminders.

SQLite: an FTS5 table of whole words over the table of what is searched. PostgreSQL: a tsvector behind a function of
the owner, since row-level security would switch its index off. Both name the tenant themselves; who may see a thing is
a condition of the statement into which this is put, and of the function.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, Text, bindparam, cast, column, func, or_, select, table

from bot.model.folding import words
from bot.model.ids import Tenant
from bot.model.search import WORD_LENGTH
from bot.store._search import tenant_term
from bot.store._session import StoreSession
from bot.store.audiences import AudienceMemberRow

MOST_WORDS = 12  # of a question


@dataclass(frozen=True, slots=True)
class Said:
    """Where the words of one kind of thing stand: `key` is its id and `audience` whom it is for, columns of the table
    that is searched; `index` SQLite's table of words, `function` PostgreSQL's."""

    key: Any
    audience: Any
    index: str
    function: str


def search_words(*texts: str) -> list[str]:
    """The folded words of some texts, each once; a longer one is found by its beginning."""
    return list(dict.fromkeys(word[:WORD_LENGTH] for text in texts for word in words(text)))


def search_text(tenant: Tenant, texts: Iterable[str]) -> str:
    """What the index of words is given."""
    return " ".join((tenant_term(tenant), *search_words(*texts)))


def found_by(session: StoreSession, said: Said, typed: str, *, most: int | None = None) -> Select[Any] | None:
    """Those in which each word begins some word, as a select of their ids: all, or so many that were made last.

    None where nothing is asked.
    """
    asked = search_words(typed)[:MOST_WORDS]
    if not asked:
        return None
    if session.is_postgres:
        return select(_function(session, said, " & ".join(f"'{word}':*" for word in asked), most))
    wanted = " AND ".join((f'"{tenant_term(session.tenant)}"', *(f'"{word}"*' for word in asked)))
    index = table(said.index, column("rowid"), column(said.index))
    found = select(index.c.rowid).where(index.c[said.index].op("MATCH")(bindparam("wanted", wanted)))
    if most is None:
        return found
    seen = _seen(session, said, index.c.rowid)
    return found.where(*seen).order_by(index.c.rowid.desc()).limit(most)


def _seen(session: StoreSession, said: Said, key: ColumnElement[int]) -> list[ColumnElement[bool]]:
    """Before they are cut off, or what others keep to themselves would crowd out what the viewer may see."""
    if session.sight.everything:
        return []
    mine = select(AudienceMemberRow.audience).where(AudienceMemberRow.member == str(session.sight.member or ""))
    may_see = or_(said.audience.is_(None), said.audience.in_(mine))
    return [select(said.key).where(said.key == key, may_see).exists()]


def _function(session: StoreSession, said: Said, wanted: str, most: int | None) -> Any:
    viewer = str(session.sight.member or "")
    given: Sequence[Any] = (
        cast(int(session.tenant), BigInteger), cast(viewer, Text), cast(wanted, Text), cast(most, BigInteger),
    )  # fmt: skip
    return getattr(func, said.function)(*given).column_valued("found")
