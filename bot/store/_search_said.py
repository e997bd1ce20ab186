"""Finding what was said by its words, where it may be for some people only: of notes, of reminders and of activities.

SQLite: an FTS5 table of whole words over the table of what is searched. PostgreSQL: a tsvector behind a function of
the owner, since row-level security would switch its index off. Both name the tenant themselves; who may see a thing is
a condition of the statement into which this is put, and of the function.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal,
    null,
    or_,
    select,
    table,
)

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
    that is searched, None where all are for everyone; `index` SQLite's table of words, `function` PostgreSQL's."""

    key: Any
    audience: Any | None
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
    wanted = wanted_by(session, typed)
    if wanted is None:
        return None
    said_so, cut_off = bindparam("wanted", wanted, type_=Text), None if most is None else literal(most, BigInteger)
    if session.is_postgres:
        return _by_function(said, said_so, cut_off)
    return _by_index(said, said_so, cut_off, sees_all=session.sight.everything)


def wanted_by(session: StoreSession, typed: str) -> str | None:
    """What the engine looks for when some words are typed; None where nothing is asked."""
    asked = search_words(typed)[:MOST_WORDS]
    if not asked:
        return None
    if session.is_postgres:
        return " & ".join(f"'{word}':*" for word in asked)
    return " AND ".join((f'"{tenant_term(session.tenant)}"', *(f'"{word}"*' for word in asked)))


def newest(said: Said, *, postgres: bool, sees_all: bool) -> Select[Any]:
    """As part of a statement that is a constant: the ids of `most_said` that were made last, of those in which all
    words that are `wanted` stand."""
    wanted, most = bindparam("wanted", type_=Text), bindparam("most_said", type_=BigInteger)
    if postgres:
        return _by_function(said, wanted, most)
    part = _by_index(said, wanted, most, sees_all=sees_all).subquery()
    return select(part.c.rowid)


def _by_index(
    said: Said, wanted: ColumnElement[str], most: ColumnElement[int] | None, *, sees_all: bool
) -> Select[Any]:
    index = table(said.index, column("rowid", BigInteger), column(said.index))
    found = select(index.c.rowid).where(index.c[said.index].op("MATCH")(wanted))
    if most is None:
        return found
    seen = [] if sees_all or said.audience is None else [_seen(said, index.c.rowid)]
    return found.where(*seen).order_by(index.c.rowid.desc()).limit(most)


def _seen(said: Said, key: ColumnElement[int]) -> ColumnElement[bool]:
    """Before they are cut off, or what others keep to themselves would crowd out what the viewer may see."""
    mine = select(AudienceMemberRow.audience).where(AudienceMemberRow.member == bindparam("seen_by"))
    audience: Any = said.audience
    return select(said.key).where(said.key == key, or_(audience.is_(None), audience.in_(mine))).exists()


def _by_function(said: Said, wanted: ColumnElement[str], most: ColumnElement[int] | None) -> Select[Any]:
    viewer = [] if said.audience is None else [cast(bindparam("seen_by"), Text)]
    tenant, cut_off = cast(bindparam("of_tenant"), BigInteger), null() if most is None else most
    given: Sequence[Any] = (tenant, *viewer, cast(wanted, Text), cast(cut_off, BigInteger))
    return select(getattr(func, said.function)(*given).column_valued())
