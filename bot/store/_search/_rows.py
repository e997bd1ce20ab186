"""What is kept beside contacts so that they are found: their search text, and the distinct words for slips."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Index, delete, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.contacts import Contact
from bot.model.filters import FilterKey
from bot.model.ids import ContactId, Tenant
from bot.model.query import is_spelling
from bot.model.search import FRAGMENT, Folded, filter_token, filter_tokens, sort_name
from bot.store._base import Base, FoldedText, Structure, Tenanted, owned
from bot.store._session import StoreSession

# How much of a town's name has a token: what is longer is narrowed by the longest that it has.
TOWN_LETTERS = (3, 6)
_LAST = "\U0010ffff"  # after every name


class ContactSearchRow(Tenanted, Base):
    """One for each contact that can be found: archiving and deleting take it away, or it fills up the candidates.

    `contact` is the rowid of the FTS5 tables, so it is unique by itself. `fields` are the texts that filters of words
    compare, by key, and `by_company` orders lists; a row of an older text has neither, until `migrate` is through.
    """

    __tablename__ = "contact_search"
    __table_args__ = (
        owned("contact", "contacts"),
        Index("uq_contact_search_contact", "contact", unique=True),
        Index("ix_contact_search_tenant_by_company", "tenant", "by_company"),
        Index(
            "ix_contact_search_tenant_contact_outdated",
            "tenant",
            "contact",
            sqlite_where=text("fields IS NULL"),
            postgresql_where=text("fields IS NULL"),
        ),
    )

    contact: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str]
    grams: Mapped[str]
    fields: Mapped[dict[str, Any] | None] = mapped_column(Structure)
    by_company: Mapped[str | None] = mapped_column(FoldedText)


class SearchTermRow(Tenanted, Base):
    """A word of some contact that a misspelt term may have meant; one that nobody has any more is swept away."""

    __tablename__ = "search_terms"
    __table_args__ = ({"sqlite_with_rowid": False},)

    term: Mapped[str] = mapped_column(FoldedText, primary_key=True)


def tenant_term(tenant: Tenant) -> str:
    """A tenant as three private-use characters: one word and one trigram, that no folded text contains."""
    signs = []
    rest = int(tenant)
    for _ in range(FRAGMENT):
        rest, low = divmod(rest, 6400)
        signs.append(chr(0xE000 + low))
    return "".join(signs)


def search_columns(contact: Contact) -> dict[str, Any]:
    """Of its row, all but the tenant."""
    values = contact.values
    folded = Folded(values)
    texts = folded.texts()
    signs = " ".join((*filter_tokens(values, contact.created_at), *_town_tokens(texts.get(FilterKey.CITY, ()))))
    # A name of signs alone has no words.
    return {
        "contact": contact.id,
        "words": " ".join((signs, *folded.words)),
        "grams": f"{signs}{folded.grams()}",
        "fields": texts,
        "by_company": f"{sort_name(values.company) or _LAST}\x1f{sort_name(values.name)}",
    }


def _town_tokens(towns: Iterable[str]) -> Iterator[str]:
    for town in towns:
        for some in TOWN_LETTERS:
            if len(town) >= some:
                yield filter_token(FilterKey.CITY, town[:some])


async def index(session: StoreSession, contacts: Iterable[Contact]) -> None:
    """Makes contacts findable. SQLite's two indexes are filled here, each in one statement: see revision 0004."""
    rows = [search_columns(each) for each in contacts]
    if not rows:
        return
    term = tenant_term(session.tenant)
    said = {word for row in rows for word in row["words"].split()}
    await session.add_many(ContactSearchRow, [_with_term(row, term) for row in rows])
    # In one order everywhere, so that two writers never cross.
    await session.add_missing(SearchTermRow, [{"term": word} for word in sorted(filter(is_spelling, said))])
    if not session.is_postgres:
        fresh = {"tenant": int(session.tenant), "fresh": json.dumps([row["contact"] for row in rows])}
        for fill in _SQLITE_FILL:
            await session.fetch(fill, fresh)


# In the order of their ids: FTS5 writes to the disk whenever one is smaller than the one before.
_SQLITE_FILL = tuple(
    text(f"""
INSERT INTO contact_{column}(rowid, {column})
SELECT contact, {column} FROM contact_search
WHERE tenant = :tenant AND contact IN (SELECT value FROM json_each(:fresh)) ORDER BY contact
""")  # noqa: S608 - the two names are ours
    for column in ("words", "grams")
)


def _with_term(row: Mapping[str, Any], term: str) -> dict[str, Any]:
    return {**row, "words": f"{term} {row['words']}", "grams": f"{term} {row['grams']}"}


async def reindex(session: StoreSession, keys: Sequence[ContactId], contacts: Iterable[Contact]) -> None:
    """Makes the contacts of these keys findable by these records alone: those that have none are found no more."""
    await session.execute(delete(ContactSearchRow).where(ContactSearchRow.contact.in_(keys)))
    await index(session, contacts)
