"""Which contacts are linked, and by what kind of relation; `contacts` shows them beside a contact."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Index, UniqueConstraint, bindparam, delete, select, update
from sqlalchemy.orm import Mapped

from bot.model.ids import ChoiceId, ContactId, RelationId
from bot.model.relations import Relation
from bot.store._base import Base, TenantRow, columns_of, owned
from bot.store._session import StoreSession


class RelationRow(TenantRow, Base):
    """`type` is a choice; one that is retired is shown nowhere."""

    __tablename__ = "relations"
    __table_args__ = (
        UniqueConstraint("tenant", "subject", "object", "type"),
        owned("type", "choices"),
        owned("subject", "contacts"),
        owned("object", "contacts"),
        Index("ix_relations_tenant_object", "tenant", "object"),
        Index("ix_relations_tenant_type_id", "tenant", "type", "id"),
    )

    type: Mapped[int]
    subject: Mapped[int]
    object: Mapped[int]


class Relations:
    """`find / add / save / delete`; a contact's own are in `Contacts.around`."""

    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, relation: RelationId) -> Relation | None:
        rows = await self._session.fetch(_ONE, {"relation": relation})
        return _record(rows[0]) if rows else None

    async def between(self, subject: ContactId, object: ContactId, type: ChoiceId) -> Relation | None:
        """The one that says this, whoever told it first."""
        rows = await self._session.fetch(_BETWEEN, {"subject": subject, "object": object, "type": type})
        return _record(rows[0]) if rows else None

    async def saying(self, relation: Relation, *, mutual: bool) -> Relation | None:
        """The one that says the same; of a `mutual` kind it may name the other end first."""
        held = await self.between(relation.subject, relation.object, relation.type)
        if held is None and mutual:
            return await self.between(relation.object, relation.subject, relation.type)
        return held

    async def of_type(self, type: ChoiceId, *, after: RelationId, limit: int) -> Sequence[Relation]:
        """In the order of their ids, from behind `after`."""
        rows = await self._session.fetch(_OF_TYPE, {"type": type, "after": after, "limit": limit})
        return [_record(row) for row in rows]

    async def add(self, relation: Relation) -> None:
        """One that says the same is left as it is."""
        row = {name: getattr(relation, name) for name in ("id", "type", "subject", "object")}
        await self._session.add_missing(RelationRow, [row])

    async def save(self, relation: Relation, *, mutual: bool) -> None:
        """Writes its type; where another says the same by then, this one goes."""
        other = await self.saying(relation, mutual=mutual)
        if other is None:
            changed = update(RelationRow).where(RelationRow.id == relation.id)
            await self._session.execute(changed.values(type=relation.type))
        elif other.id != relation.id:
            await self.delete(relation.id)

    async def delete(self, *relations: RelationId) -> None:
        await self._session.execute(delete(RelationRow).where(RelationRow.id.in_(relations)))


_ALL = select(*columns_of(RelationRow))
_ONE = _ALL.where(RelationRow.id == bindparam("relation"))
_BETWEEN = _ALL.where(
    RelationRow.subject == bindparam("subject"),
    RelationRow.object == bindparam("object"),
    RelationRow.type == bindparam("type"),
)
_OF_TYPE = (
    _ALL.where(RelationRow.type == bindparam("type"), RelationRow.id > bindparam("after"))
    .order_by(RelationRow.id)
    .limit(bindparam("limit"))
)


def _record(row: Any) -> Relation:
    return Relation(
        id=RelationId(row.id),
        type=ChoiceId(row.type),
        subject=ContactId(row.subject),
        object=ContactId(row.object),
    )
