"""Fields that an admin adds to contacts, and the values that contacts have in them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, bindparam, delete, func, select, true, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.contacts import ContactKind
from bot.model.custom_fields import (
    Circle,
    CustomField,
    CustomKind,
    Scope,
    field_key,
    scope_of,
    scope_text,
    sort_number,
    value_key,
)
from bot.model.ids import ChoiceId, ContactId, CustomFieldId
from bot.model.wanted import value_keys
from bot.store._base import Base, FoldedText, Structure, Tenanted, columns_of, owned
from bot.store._contacts import ContactRow
from bot.store._named import Named, NamedRow, is_retired, names, stays
from bot.store._session import StoreSession
from bot.store.choices import ContactChoiceRow


class CustomFieldRow(NamedRow, Base):
    """The key is the `field_key` of the name."""

    __tablename__ = "custom_fields"
    __table_args__ = (
        UniqueConstraint("tenant", "scope", "folded"),
        ForeignKeyConstraint(["tenant"], ["workspaces.tenant"]),
    )

    kind: Mapped[str]
    answers: Mapped[list[str]] = mapped_column(Structure)
    scope: Mapped[str]
    required: Mapped[bool]
    shown_to: Mapped[str]  # `seen_by` is a parameter of every statement of the session
    filled_by: Mapped[str]
    position: Mapped[int]


class CustomValueRow(Tenanted, Base):
    """`sort_text` is the `value_key` of the text, `sort_number` its size where it is a number; `answers` are the keys
    of the several that it has, each between two line ends."""

    __tablename__ = "custom_values"
    __table_args__ = (
        owned("contact", "contacts"),
        owned("field", "custom_fields"),
        Index("ix_custom_values_tenant_field_sort_text", "tenant", "field", "sort_text"),
        Index("ix_custom_values_tenant_field_contact", "tenant", "field", "contact"),
    )

    contact: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    field: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    sort_text: Mapped[str] = mapped_column(FoldedText)
    sort_number: Mapped[float | None]
    answers: Mapped[str | None]


Index(
    "ix_custom_values_tenant_field_sort_number",
    CustomValueRow.tenant,
    CustomValueRow.field,
    CustomValueRow.sort_number,
    sqlite_where=CustomValueRow.sort_number.is_not(None),
    postgresql_where=CustomValueRow.sort_number.is_not(None),
)

STAYS = stays(CustomFieldRow)


class CustomFields:
    """`find / list / add / save / retire / delete`.

    A retired field is found by `names` and `going` alone, and no contact shows its value: the values go one after
    another. Its row stays, so that the trace can name it.
    """

    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, field: CustomFieldId, *, lock: bool = False) -> CustomField | None:
        """With how many have a value. `lock` holds the row until the commit: who saves a value meanwhile waits and
        then finds the field changed.

        Whoever saves a contact holds that first and its fields then, so the contacts are to be held before.
        """
        return await _FIELDS.find(self._session, field, lock=lock)

    async def going(self, field: CustomFieldId) -> CustomField | None:
        """One that is retired."""
        return await _FIELDS.going(self._session, field)

    async def list(
        self, *, limit: int, offset: int = 0, scope: Scope | ChoiceId | None = None
    ) -> Sequence[CustomField]:
        """In their order, uncounted; of one scope, or of all."""
        if scope is None:
            rows = await self._session.fetch(_LISTED, {"limit": limit, "offset": offset})
        else:
            wanted = select(*columns_of(CustomFieldRow)).where(STAYS, _is_of(scope)).order_by(*_ORDER)
            rows = (await self._session.execute(wanted.limit(limit).offset(offset))).all()
        return [_record(row) for row in rows]

    async def counted(
        self, *, limit: int, offset: int = 0, scope: Scope | ChoiceId | None = None
    ) -> Sequence[CustomField]:
        """`list`, with how many have a value in each."""
        wanted = _counted().where(STAYS, _is_of(scope)).order_by(*_ORDER)
        rows = await self._session.execute(wanted.limit(limit).offset(offset))
        return [_counted_record(row) for row in rows]

    async def total(self, *, scope: Scope | ChoiceId | None = None) -> int:
        counted = select(func.count(CustomFieldRow.id)).where(STAYS, _is_of(scope))
        return (await self._session.execute(counted)).scalar_one()

    async def by_key(self, key: str) -> Sequence[CustomField]:
        """Those of any scope with this `field_key` of their name, uncounted."""
        wanted = select(*columns_of(CustomFieldRow)).where(CustomFieldRow.folded == key).order_by(*_ORDER)
        return [_record(row) for row in await self._session.execute(wanted)]

    async def names(self, fields: Sequence[CustomFieldId]) -> dict[CustomFieldId, CustomField]:
        """By id and uncounted, the retired ones too: the trace still speaks of them."""
        wanted = select(*columns_of(CustomFieldRow)).where(CustomFieldRow.id.in_(fields))
        return {CustomFieldId(row.id): _record(row) for row in await self._session.execute(wanted)}

    async def values(self, field: CustomFieldId, *, after: ContactId, limit: int) -> Mapping[ContactId, str]:
        """Who has what in it, archived and deleted ones too, in the order of their ids and from behind `after`."""
        rows = await self._session.fetch(_VALUES, {"field": field, "after": after, "limit": limit})
        return {ContactId(row.contact): row.text for row in rows}

    async def texts(self, field: CustomFieldId, *, limit: int) -> Sequence[tuple[str, int]]:
        """The different values, each with how many contacts have it, the most frequent first."""
        row, often = CustomValueRow, func.count()
        wanted = select(row.text, often.label("often")).where(row.field == field, row.contact.not_in(_DELETED))
        rows = await self._session.execute(wanted.group_by(row.text).order_by(often.desc(), row.text).limit(limit))
        return [(each.text, each.often) for each in rows]

    async def unasked(self, field: CustomFieldId, scope: Scope | ChoiceId) -> int:
        """How many have a value that would not be asked for it by a field of that scope."""
        row = CustomValueRow
        filled = select(func.count()).where(row.field == field, row.contact.not_in(_DELETED))
        return (await self._session.execute(filled.where(row.contact.not_in(_asked_by(scope))))).scalar_one()

    async def add(self, field: CustomField) -> None:
        """Raises FieldsInvalid where there is one of that name and scope."""
        with names("custom_field_taken"):
            await self._session.add_many(CustomFieldRow, [_columns(field) | {"id": field.id}])

    async def save(self, field: CustomField) -> None:
        """Whole, as `find` or `hold` has held it; one that is retired stays so. Its values stay as they are, see `put`.

        Raises FieldsInvalid like `add`.
        """
        wanted = update(CustomFieldRow).where(CustomFieldRow.id == field.id, STAYS)
        with names("custom_field_taken"):
            await self._session.execute(wanted.values(_columns(field)))

    async def place(self, positions: Mapping[CustomFieldId, int]) -> None:
        """Their places alone: what else has become of them meanwhile stays. In the order of their ids, so that two who
        order them never cross."""
        for field, position in sorted(positions.items()):
            wanted = update(CustomFieldRow).where(CustomFieldRow.id == field, STAYS)
            await self._session.execute(wanted.values(position=position))

    async def hold(self, fields: Sequence[CustomFieldId]) -> None:
        """Their rows until the commit, in the order of their ids; see `find` for what is to be held before."""
        wanted = select(CustomFieldRow.id).where(CustomFieldRow.id.in_(fields)).order_by(CustomFieldRow.id)
        await self._session.execute(wanted.with_for_update())

    async def retire(self, field: CustomFieldId) -> None:
        """From now on it is going: another of its name may be made at once."""
        await _FIELDS.retire(self._session, field)

    async def put(self, field: CustomFieldId, texts: Mapping[ContactId, str]) -> None:
        """Gives contacts other values in it; an empty one is none."""
        await self.drop(field, list(texts))
        rows = [value_columns(contact, field, text) for contact, text in sorted(texts.items()) if text]
        await self._session.add_many(CustomValueRow, rows)

    async def drop(self, field: CustomFieldId, contacts: Sequence[ContactId]) -> None:
        row = CustomValueRow
        await self._session.execute(delete(row).where(row.field == field, row.contact.in_(contacts)))

    async def delete(self, field: CustomFieldId) -> None:
        """Retires it, and takes away all its values."""
        await self.retire(field)
        await self._session.execute(delete(CustomValueRow).where(CustomValueRow.field == field))


_ORDER = (CustomFieldRow.position, CustomFieldRow.folded, CustomFieldRow.id)
_DELETED = select(ContactRow.id).where(ContactRow.deleted_at.is_not(None))


def _asked_by(scope: Scope | ChoiceId) -> Any:
    match scope:
        case Scope.CONTACTS:
            return select(ContactRow.id)
        case Scope.PEOPLE:
            is_person = ContactRow.kind == ContactKind.PERSON.value
            return select(ContactRow.id).where(is_person, ContactRow.employer.is_not(None))
        case group:
            return select(ContactChoiceRow.contact).where(ContactChoiceRow.choice == group)


def _is_of(scope: Scope | ChoiceId | None) -> Any:
    return true() if scope is None else CustomFieldRow.scope == scope_text(scope)


def _counted() -> Any:
    """With how many have a value. Deleted contacts are few: taken off the sum, so that it needs no contact."""
    filled = select(func.count()).select_from(CustomValueRow).where(CustomValueRow.field == CustomFieldRow.id)
    gone = filled.where(CustomValueRow.contact.in_(_DELETED))
    count = (filled.scalar_subquery() - gone.scalar_subquery()).label("filled")
    return select(*columns_of(CustomFieldRow), count)


_LISTED = (
    select(*columns_of(CustomFieldRow))
    .where(STAYS)
    .order_by(*_ORDER)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_VALUES = (
    select(CustomValueRow.contact, CustomValueRow.text)
    .where(CustomValueRow.field == bindparam("field"), CustomValueRow.contact > bindparam("after"))
    .order_by(CustomValueRow.contact)
    .limit(bindparam("limit"))
)


def value_columns(contact: ContactId, field: CustomFieldId, text: str) -> dict[str, Any]:
    several = sorted(value_keys(text)) if "\n" in text else []
    return {
        "contact": contact,
        "field": field,
        "text": text,
        "sort_text": value_key(text),
        "sort_number": sort_number(text),
        "answers": "\n".join(("", *several, "")) if several else None,
    }


def _columns(field: CustomField) -> dict[str, Any]:
    return {
        "name": field.name,
        "folded": field_key(field.name),
        "kind": field.kind.value,
        "answers": list(field.answers),
        "scope": scope_text(field.scope),
        "required": field.required,
        "shown_to": field.seen_by.value,
        "filled_by": field.filled_by.value,
        "position": field.position,
    }


def _record(row: Any, *, filled: int = 0) -> CustomField:
    return CustomField(
        id=CustomFieldId(row.id),
        name=row.name,
        kind=CustomKind(row.kind),
        answers=tuple(row.answers),
        scope=scope_of(row.scope),
        required=row.required,
        seen_by=Circle(row.shown_to),
        filled_by=Circle(row.filled_by),
        position=row.position,
        filled=filled,
        retired=is_retired(row),
    )


def _counted_record(row: Any) -> CustomField:
    return _record(row, filled=row.filled)


_FIELDS = Named(CustomFieldRow, _counted, _counted_record)
