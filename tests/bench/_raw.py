"""What whoever searches by hand would write: plain tables with full-text and trigram indexes, and one statement a kind.

The texts are those of the store without its own signs, so that the same words are found; nothing else is shared. Each
statement gives what the service gives: a page of ten with the same columns, the exact name first, and how many there
are, up to five hundred. It goes through the same driver in one trip, on one connection with the same settings, without
a transaction of its own. Archived and deleted contacts are not in these tables; nor are they in the store's indexes.
"""

import re
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

import aiosqlite
import asyncpg  # type: ignore[import-untyped]  # asyncpg ships no types

from tests._postgres import Postgres
from tests.bench._crowds import Crowd

_OWN_SIGNS = re.compile("[\ue000-\uf8ff]+")
_CHUNK = 20_000


class Kind(StrEnum):
    EXACT = "exact name"
    PREFIX = "three-letter prefix"
    EMAIL = "e-mail fragment"
    PHONE = "four phone digits"
    TYPO = "one typo"
    FILTERED = "tag, owner and word"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: as a person types it, and folded in parts for a statement."""

    kind: Kind
    workspace: int
    typed: str
    name: str  # the sort name of whom it was written from
    words: tuple[str, ...]
    owner: str = ""
    tag: str = ""

    @property
    def whole(self) -> str:
        return " ".join(self.words)


class Raw(Protocol):
    async def ask(self, asked: Asked) -> Sequence[Any]: ...


# SQLite: two FTS5 tables without content beside the table itself.
_SQLITE_TABLES = """
CREATE TABLE contacts (id INTEGER PRIMARY KEY, tenant INTEGER, number INTEGER, kind TEXT, name TEXT, company TEXT,
    city TEXT, sort_name TEXT, owner TEXT);
CREATE TABLE tags (contact INTEGER, tag TEXT, PRIMARY KEY (contact, tag)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(text, content='', prefix='2 3');
CREATE VIRTUAL TABLE grams USING fts5(text, content='', tokenize='trigram');
"""
_SQLITE_READ = """
SELECT c.id, c.tenant, c.number, c.kind, c.name, c.company, c.city, c.sort_name, c.owner, s.words, s.grams
FROM contacts c JOIN contact_search s ON s.contact = c.id ORDER BY c.id"""
_TAGS_READ = "SELECT w.contact, t.name FROM contact_tags w JOIN tags t ON t.tenant = w.tenant AND t.id = w.tag"
_SETTINGS = ("journal_mode=WAL", "temp_store=MEMORY", "query_only=ON", "cache_size=-16384")  # as the store reads
_SQLITE_TOP = """WITH hits AS MATERIALIZED ({hits})
SELECT c.id, c.number, c.kind, c.name, c.company, c.city, (SELECT count(*) FROM hits) AS total, c.sort_name
FROM hits h CROSS JOIN contacts c ON c.id = h.rowid ORDER BY c.sort_name <> :whole, c.sort_name, c.id LIMIT 10"""
_SQLITE_WORDS = _SQLITE_TOP.format(hits="SELECT rowid FROM words WHERE words MATCH :match LIMIT 500")
_SQLITE_GRAMS = _SQLITE_TOP.format(hits="SELECT rowid FROM grams WHERE grams MATCH :match LIMIT 500")
_SQLITE: Mapping[Kind, str] = {
    Kind.EXACT: _SQLITE_WORDS,
    Kind.PREFIX: _SQLITE_WORDS,
    Kind.EMAIL: _SQLITE_GRAMS,
    Kind.PHONE: _SQLITE_GRAMS,
    Kind.FILTERED: """SELECT c.id, c.number, c.kind, c.name, c.company, c.city, count(*) OVER () AS total, c.sort_name
FROM words w CROSS JOIN contacts c ON c.id = w.rowid WHERE words MATCH :match AND c.owner = :owner
AND EXISTS (SELECT 1 FROM tags t WHERE t.contact = c.id AND t.tag = :tag) ORDER BY c.sort_name, c.id LIMIT 10""",
}


class RawSqlite:
    def __init__(self, connection: aiosqlite.Connection, *, of_tenant: bool) -> None:
        self._connection = connection
        self._of_tenant = of_tenant

    async def ask(self, asked: Asked) -> Sequence[Any]:
        values = {"match": self._match(asked), "whole": asked.whole, "owner": asked.owner, "tag": asked.tag}
        return list(await self._connection.execute_fetchall(_SQLITE[asked.kind], values))

    def _match(self, asked: Asked) -> str:
        ending = "*" if asked.kind is Kind.PREFIX else ""
        terms = [f'"{word}"{ending}' for word in asked.words]
        return " AND ".join([f'"{_tenant_term(asked.workspace)}"', *terms] if self._of_tenant else terms)


@asynccontextmanager
async def raw_sqlite(crowd: Crowd) -> AsyncIterator[Raw]:
    """Beside the store's file; made where it is not there."""
    place = crowd.home.folder / "raw.db"
    if not place.exists():
        _fill_sqlite(crowd.home.folder / "carnet.db", place, of_tenant=crowd.size.workspaces > 1)
    async with aiosqlite.connect(place) as connection:
        for setting in _SETTINGS:
            await connection.execute(f"PRAGMA {setting}")
        yield RawSqlite(connection, of_tenant=crowd.size.workspaces > 1)


def _fill_sqlite(store: Path, place: Path, *, of_tenant: bool) -> None:
    source, raw = sqlite3.connect(store), sqlite3.connect(place)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.executescript(_SQLITE_TABLES)
    for rows in _chunks(source.execute(_SQLITE_READ)):
        raw.executemany("INSERT INTO contacts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [row[:9] for row in rows])
        for column, table in ((9, "words"), (10, "grams")):
            texts = [(row[0], _plain(row[column], row[1] if of_tenant else None)) for row in rows]
            raw.executemany(f"INSERT INTO {table}(rowid, text) VALUES (?, ?)", texts)  # noqa: S608  # ours
    raw.executemany("INSERT INTO tags VALUES (?, ?)", source.execute(_TAGS_READ))
    raw.commit()
    for table in ("words", "grams"):
        raw.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608  # ours
    raw.commit()
    raw.close()
    source.close()


def _chunks(cursor: sqlite3.Cursor) -> Iterator[list[Any]]:
    while rows := cursor.fetchmany(_CHUNK):
        yield rows


def _plain(text: str, tenant: int | None) -> str:
    plain = _OWN_SIGNS.sub("", text)
    return plain if tenant is None else f"{_tenant_term(tenant)} {plain}"


def _tenant_term(tenant: int) -> str:
    return f"x{tenant:06}x"


# PostgreSQL: a tsvector and trigrams, in a schema of the owner's that no row-level security guards.
_POSTGRES_TABLES = """
CREATE SCHEMA raw;
CREATE TABLE raw.contacts AS
    SELECT c.id, c.tenant, c.number, c.kind, c.name, c.company, c.city, c.sort_name, c.owner,
        to_tsvector('simple', 't' || c.tenant || ' ' || regexp_replace(s.words, '[\ue000-\uf8ff]+', '', 'g')) AS vector,
        regexp_replace(s.grams, '[\ue000-\uf8ff]+', '', 'g') AS grams
    FROM contacts c JOIN contact_search s ON s.tenant = c.tenant AND s.contact = c.id;
CREATE TABLE raw.tags AS
    SELECT w.contact, t.name AS tag FROM contact_tags w JOIN tags t ON t.tenant = w.tenant AND t.id = w.tag;
ALTER TABLE raw.contacts ADD PRIMARY KEY (id);
ALTER TABLE raw.tags ADD PRIMARY KEY (contact, tag);
CREATE INDEX ON raw.contacts USING gin (vector);
CREATE INDEX ON raw.contacts USING gin (tenant, grams gin_trgm_ops);
CREATE INDEX ON raw.contacts USING gin (tenant, sort_name gin_trgm_ops);
ANALYZE raw.contacts;
ANALYZE raw.tags;
"""
_POSTGRES_TOP = """WITH hits AS MATERIALIZED ({hits})
SELECT c.id, c.number, c.kind, c.name, c.company, c.city, (SELECT count(*) FROM hits) AS total, c.sort_name FROM hits c
ORDER BY c.sort_name <> $2, c.sort_name, c.id LIMIT 10"""
_BY_WORDS = "SELECT * FROM raw.contacts WHERE vector @@ to_tsquery('simple', $1)"
_FILTERED = " AND owner = $3 AND id IN (SELECT contact FROM raw.tags WHERE tag = $4)"
_POSTGRES_WORDS = _POSTGRES_TOP.format(hits=_BY_WORDS + " LIMIT 500")
_POSTGRES_GRAMS = _POSTGRES_TOP.format(hits="SELECT * FROM raw.contacts WHERE tenant = $3 AND grams LIKE $1 LIMIT 500")
_POSTGRES: Mapping[Kind, str] = {
    Kind.EXACT: _POSTGRES_WORDS,
    Kind.PREFIX: _POSTGRES_WORDS,
    Kind.EMAIL: _POSTGRES_GRAMS,
    Kind.PHONE: _POSTGRES_GRAMS,
    Kind.TYPO: """SELECT id, sort_name FROM raw.contacts WHERE tenant = $2 AND sort_name % $1
ORDER BY similarity(sort_name, $1) DESC, id LIMIT 10""",
    Kind.FILTERED: _POSTGRES_TOP.format(hits=_BY_WORDS + _FILTERED),
}


class RawPostgres:
    def __init__(self, connection: Any, *, of_tenant: bool) -> None:
        self._connection = connection
        self._of_tenant = of_tenant

    async def ask(self, asked: Asked) -> Sequence[Any]:
        rows: Sequence[Any] = await self._connection.fetch(_POSTGRES[asked.kind], *self._values(asked))
        return rows

    def _values(self, asked: Asked) -> tuple[Any, ...]:
        match asked.kind:
            case Kind.TYPO:
                return (asked.whole, asked.workspace)
            case Kind.EMAIL | Kind.PHONE:
                return (f"%{asked.whole}%", asked.whole, asked.workspace)
            case Kind.FILTERED:
                return (self._tsquery(asked, ""), asked.whole, asked.owner, asked.tag)
            case _:
                return (self._tsquery(asked, ":*" if asked.kind is Kind.PREFIX else ""), asked.whole)

    def _tsquery(self, asked: Asked, ending: str) -> str:
        terms = [f"{word}{ending}" for word in asked.words]
        return " & ".join([f"t{asked.workspace}", *terms] if self._of_tenant else terms)


@asynccontextmanager
async def raw_postgres(crowd: Crowd) -> AsyncIterator[Raw]:
    connection = await asyncpg.connect(str(crowd.home.admin_url).replace("postgresql+asyncpg", "postgresql"))
    try:
        await connection.execute(_POSTGRES_TABLES)
        await connection.execute("SET pg_trgm.similarity_threshold = 0.5")
        yield RawPostgres(connection, of_tenant=crowd.size.workspaces > 1)
    finally:
        await connection.close()


_PEOPLE_TABLE = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE SCHEMA raw;
CREATE TABLE raw.contacts (tenant bigint, id bigint PRIMARY KEY, sort_name text);
"""
_PEOPLE_INDEX = "CREATE INDEX ON raw.contacts USING gin (tenant, sort_name gin_trgm_ops); ANALYZE raw.contacts"


@asynccontextmanager
async def similar_names(crowd: Crowd, cluster: Postgres) -> AsyncIterator[Raw]:
    """The names of a crowd that is in a file, for PostgreSQL's own way with typos."""
    name = cluster.create_database()
    connection = await asyncpg.connect(cluster.owner_url(name).replace("postgresql+asyncpg", "postgresql"))
    source = sqlite3.connect(crowd.home.folder / "raw.db")
    try:
        await connection.execute(_PEOPLE_TABLE)
        for rows in _chunks(source.execute("SELECT tenant, id, sort_name FROM contacts")):
            await connection.copy_records_to_table("contacts", schema_name="raw", records=rows)
        await connection.execute(_PEOPLE_INDEX)
        await connection.execute("SET pg_trgm.similarity_threshold = 0.5")
        yield RawPostgres(connection, of_tenant=crowd.size.workspaces > 1)
    finally:
        source.close()
        await connection.close()
        cluster.drop_database(name)
