"""Tags and which contacts wear them; a tag is made by wearing it, and known again whatever its case or accents."""

from collections.abc import Sequence

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, bindparam, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.folding import tag_key
from bot.model.ids import ContactId
from bot.store._base import Base, FoldedText, Tenanted, TenantRow, owned
from bot.store._session import StoreSession


class TagRow(TenantRow, Base):
    __tablename__ = "tags"
    __table_args__ = (
        UniqueConstraint("tenant", "folded"),
        ForeignKeyConstraint(["tenant"], ["workspaces.tenant"]),
    )

    name: Mapped[str]
    folded: Mapped[str] = mapped_column(FoldedText)


class ContactTagRow(Tenanted, Base):
    __tablename__ = "contact_tags"
    __table_args__ = (
        owned("contact", "contacts"),
        owned("tag", "tags"),
        Index("ix_contact_tags_tenant_tag", "tenant", "tag"),
    )

    contact: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tag: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


async def tags_of(session: StoreSession, contact: ContactId) -> tuple[str, ...]:
    """The names of a contact's tags, in alphabetical order."""
    return tuple([row.name for row in await session.fetch(_WORN, {"contact": contact})])


_WORN = (
    select(TagRow.name)
    .join(ContactTagRow, (ContactTagRow.tag == TagRow.id) & (ContactTagRow.tenant == TagRow.tenant))
    .where(ContactTagRow.contact == bindparam("contact"))
    .order_by(TagRow.folded)
    .limit(1000)
)


async def tag_columns(
    session: StoreSession,
    worn: Sequence[tuple[ContactId, tuple[str, ...]]],
    *,
    replace: Sequence[ContactId] = (),
) -> None:
    """Puts tags on contacts, making the unknown ones; the contacts of `replace` lose theirs first."""
    if replace:
        await session.execute(delete(ContactTagRow).where(ContactTagRow.contact.in_(replace)))
    names: dict[str, str] = {}
    for name in (name for _, tags in worn for name in tags):
        names.setdefault(tag_key(name), name)
    names.pop("", None)  # nothing but spaces
    if not names:
        return
    known = await _known(session, list(names))
    missing = sorted(names.keys() - known.keys())  # in one order everywhere, so that two writers never cross
    if missing:
        rows = [{"id": session.next_id(), "name": names[key], "folded": key} for key in missing]
        await session.add_missing(TagRow, rows)
        known |= await _known(session, missing)
    pairs = {(contact, known[tag_key(name)]) for contact, tags in worn for name in tags if tag_key(name)}
    await session.add_many(ContactTagRow, [{"contact": contact, "tag": tag} for contact, tag in sorted(pairs)])


async def _known(session: StoreSession, keys: list[str]) -> dict[str, int]:
    rows = await session.execute(select(TagRow.folded, TagRow.id).where(TagRow.folded.in_(keys)))
    return {row.folded: row.id for row in rows}
