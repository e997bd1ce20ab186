"""The lists that an admin keeps, and which contacts have what of them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, Select, UniqueConstraint, bindparam, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.choices import BuiltInRole, Choice, ChoiceKind, Start, choice_key, keys_of, worn
from bot.model.contacts import ContactValues
from bot.model.errors import Busy
from bot.model.ids import ChoiceId, ContactId
from bot.store._base import Base, Tenanted, columns_of, owned
from bot.store._contacts import ContactRow
from bot.store._named import Named, NamedRow, is_retired, names, stays
from bot.store._session import StoreSession, one_of
from bot.store.activities import ActivityRow
from bot.store.relations import RelationRow


class ChoiceRow(NamedRow, Base):
    """The key is the `choice_key` of the name."""

    __tablename__ = "choices"
    __table_args__ = (
        UniqueConstraint("tenant", "kind", "folded"),
        ForeignKeyConstraint(["tenant"], ["workspaces.tenant"]),
    )

    kind: Mapped[str]
    inverse: Mapped[str]
    built_in: Mapped[str | None]
    position: Mapped[int]


class ContactChoiceRow(Tenanted, Base):
    """`rank` is a role's."""

    __tablename__ = "contact_choices"
    __table_args__ = (
        owned("contact", "contacts"),
        owned("choice", "choices"),
        Index("ix_contact_choices_tenant_choice_contact", "tenant", "choice", "contact"),
    )

    contact: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    choice: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rank: Mapped[int | None]


STAYS = stays(ChoiceRow)


class Choices:
    """`find / list / add / save / retire / delete`.

    A retired choice is found by `names` and `going` alone, and no contact shows it: those who have it lose it one
    after another. Its row stays, so that the trace can name it.
    """

    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, choice: ChoiceId, *, lock: bool = False) -> Choice | None:
        """`lock` holds the row until the commit: who puts it on a contact meanwhile waits and then finds it changed.

        Whoever saves a contact holds that first and its choices then, so the contacts are to be held before.
        """
        return await _CHOICES.find(self._session, choice, lock=lock)

    async def hold(self, choice: ChoiceId) -> Choice | None:
        """Uncounted, so that nobody retires it until the commit; others may hold it too."""
        rows = await self._session.fetch(_HELD, {"choice": choice})
        return choice_record(rows[0]) if rows else None

    async def going(self, choice: ChoiceId) -> Choice | None:
        """One that is retired."""
        return await _CHOICES.going(self._session, choice)

    async def by_key(self, kind: ChoiceKind, key: str) -> Choice | None:
        """The one of this kind with this `choice_key` of its name, in any language."""
        wanted = _counted().where(ChoiceRow.kind == kind.value, ChoiceRow.folded.in_(keys_of(kind, key)))
        own_first = wanted.order_by(ChoiceRow.folded != key, ChoiceRow.id).limit(1)
        return await _CHOICES.one(self._session, own_first)

    async def list(self, *kinds: ChoiceKind, limit: int, offset: int = 0) -> Sequence[Choice]:
        """Those of these kinds, kind by kind in their order, uncounted."""
        asked = {f"one{place}": kind.value for place, kind in enumerate(kinds)}
        rows = await self._session.fetch(_listed(len(kinds)), {"most": limit, "after": offset, **asked})
        return [choice_record(row) for row in rows]

    async def counted(self, kind: ChoiceKind, *, limit: int, offset: int = 0) -> Sequence[Choice]:
        """`list` of one kind, with how many have each."""
        wanted = _counted().where(ChoiceRow.kind == kind.value, STAYS).order_by(*_ORDER)
        rows = await self._session.execute(wanted.limit(limit).offset(offset))
        return [_counted_record(row) for row in rows]

    async def total(self, kind: ChoiceKind) -> int:
        counted = select(func.count(ChoiceRow.id)).where(ChoiceRow.kind == kind.value, STAYS)
        return (await self._session.execute(counted)).scalar_one()

    async def names(self, choices: Sequence[ChoiceId]) -> dict[ChoiceId, Choice]:
        """By id and uncounted, the retired ones too: the trace still speaks of them."""
        wanted = select(*columns_of(ChoiceRow)).where(ChoiceRow.id.in_(choices))
        return {ChoiceId(row.id): choice_record(row) for row in await self._session.execute(wanted)}

    async def contacts(self, choice: ChoiceId, *, after: ContactId, limit: int) -> Sequence[ContactId]:
        """Who has it, archived and deleted ones too, in the order of their ids and from behind `after`."""
        rows = await self._session.fetch(_WEARERS, {"choice": choice, "after": after, "limit": limit})
        return [ContactId(row.contact) for row in rows]

    async def ranks(self, choice: ChoiceId, contacts: Sequence[ContactId]) -> dict[ContactId, int | None]:
        """Which of these contacts have it, each with its rank."""
        row = ContactChoiceRow
        had = select(row.contact, row.rank).where(row.choice == choice, row.contact.in_(contacts))
        return {ContactId(each.contact): each.rank for each in await self._session.execute(had)}

    async def having(self, kind: ChoiceKind, contacts: Sequence[ContactId]) -> set[ContactId]:
        """Which of these contacts have one of this kind that is not retired."""
        row = ContactChoiceRow
        had = select(row.contact).join(ChoiceRow, _ON).where(ChoiceRow.kind == kind.value, row.contact.in_(contacts))
        return {ContactId(contact) for contact in await self._session.scalars(had.distinct())}

    async def add(self, choice: Choice) -> None:
        """Raises FieldsInvalid where there is one of that name and kind."""
        await self.add_many([choice])

    async def add_many(self, choices: Sequence[Choice]) -> None:
        """Raises FieldsInvalid like `add`."""
        with names("choice_taken"):
            await self._session.add_many(ChoiceRow, [_columns(each) | {"id": each.id} for each in choices])

    async def save(self, choice: Choice) -> None:
        """Whole, as `find` has held it; one that is retired stays so. Raises FieldsInvalid like `add`."""
        wanted = update(ChoiceRow).where(ChoiceRow.id == choice.id, STAYS)
        with names("choice_taken"):
            await self._session.execute(wanted.values(_columns(choice)))

    async def place(self, positions: Mapping[ChoiceId, int]) -> None:
        """Their places alone: what else has become of them meanwhile stays. In the order of their ids, so that two who
        order a list never cross."""
        for choice, position in sorted(positions.items()):
            wanted = update(ChoiceRow).where(ChoiceRow.id == choice, STAYS)
            await self._session.execute(wanted.values(position=position))

    async def retire(self, choice: ChoiceId) -> None:
        """From now on it is going: another of its name may be made at once."""
        await _CHOICES.retire(self._session, choice, ChoiceRow.built_in.is_(None))

    async def put_on(self, choice: ChoiceId, ranks: Mapping[ContactId, int | None]) -> None:
        """Who has it already keeps it as it is."""
        rows = [{"contact": contact, "choice": choice, "rank": ranks[contact]} for contact in sorted(ranks)]
        await self._session.add_missing(ContactChoiceRow, rows)

    async def take_off(self, choice: ChoiceId, contacts: Sequence[ContactId]) -> None:
        row = ContactChoiceRow
        await self._session.execute(delete(row).where(row.choice == choice, row.contact.in_(contacts)))

    async def delete(self, choice: ChoiceId) -> None:
        """Retires it, and takes it off whoever still has it."""
        await self.retire(choice)
        gone = select(ChoiceRow.id).where(ChoiceRow.id == choice, ~STAYS)
        await self._session.execute(delete(ContactChoiceRow).where(ContactChoiceRow.choice.in_(gone)))


_ORDER = (ChoiceRow.kind, ChoiceRow.position, ChoiceRow.folded)
_HELD = (
    select(*columns_of(ChoiceRow))
    .where(ChoiceRow.id == bindparam("choice"), STAYS)
    .with_for_update(read=True, key_share=True)
)


@cache
def _listed(kinds: int) -> Select[Any]:
    wanted = select(*columns_of(ChoiceRow)).where(one_of(ChoiceRow.kind, kinds), STAYS).order_by(*_ORDER)
    return wanted.limit(bindparam("most")).offset(bindparam("after"))


_ON = (ContactChoiceRow.choice == ChoiceRow.id) & (ContactChoiceRow.tenant == ChoiceRow.tenant) & STAYS


def _counted() -> Any:
    """With how many have each, a relation or a type of activities with how many there are. Deleted contacts are few:
    taken off the sum."""
    had = select(func.count()).select_from(ContactChoiceRow).where(ContactChoiceRow.choice == ChoiceRow.id)
    deleted = select(ContactRow.id).where(ContactRow.deleted_at.is_not(None))
    gone = had.where(ContactChoiceRow.contact.in_(deleted))
    related = select(func.count()).select_from(RelationRow).where(RelationRow.type == ChoiceRow.id)
    logged = select(func.count()).select_from(ActivityRow).where(ActivityRow.type == ChoiceRow.id)
    of_type = logged.where(ActivityRow.deleted_at.is_(None))
    worn = had.scalar_subquery() - gone.scalar_subquery() + related.scalar_subquery() + of_type.scalar_subquery()
    return select(*columns_of(ChoiceRow), worn.label("worn"))


_WEARERS = (
    select(ContactChoiceRow.contact)
    .where(ContactChoiceRow.choice == bindparam("choice"), ContactChoiceRow.contact > bindparam("after"))
    .order_by(ContactChoiceRow.contact)
    .limit(bindparam("limit"))
)


def starting_columns(starts: Sequence[Start]) -> list[dict[str, Any]]:
    """The rows that a workspace begins with. Their ids are the same in each, so that none is added twice."""
    ids = map(ChoiceId, range(1, len(starts) + 1))
    begun = [
        Choice(id=id, kind=each.kind, name=each.name, inverse=each.inverse, built_in=each.built_in, position=id)
        for id, each in zip(ids, starts, strict=True)
    ]
    return [_columns(each) | {"id": each.id} for each in begun]


def choice_columns(contact: ContactId, values: ContactValues) -> Iterator[dict[str, Any]]:
    ranks = {role.choice: role.rank for role in values.roles}
    for choice in dict.fromkeys(choice for _, choice in worn(values)):
        yield {"contact": contact, "choice": choice, "rank": ranks.get(choice)}


async def put_choices(
    session: StoreSession, rows: Sequence[Mapping[str, Any]], *, replace: Sequence[ContactId] = ()
) -> None:
    """Puts choices on contacts; those of `replace` lose theirs first.

    All but one that is retired: where a contact has it, it stays hidden, and it is taken off, and its going traced, by
    whoever sees to all who have it. Raises Busy where it would be put on: it was retired just now, and what was to be
    saved would say more than is written.
    """
    known = await _held_choices(session, rows)
    going = [each for each in rows if each["choice"] not in known]
    if going and (not replace or await _lack(session, going)):
        raise Busy
    if replace:
        worn_now = delete(ContactChoiceRow).where(ContactChoiceRow.contact.in_(replace))
        retired = select(ChoiceRow.id).where(~STAYS)
        await session.execute(worn_now.where(ContactChoiceRow.choice.not_in(retired)))
    await session.add_many(ContactChoiceRow, [row for row in rows if row["choice"] in known])


async def _held_choices(session: StoreSession, rows: Sequence[Mapping[str, Any]]) -> set[int]:
    """Held, so that nobody retires one meanwhile; others may put it on."""
    if not rows:
        return set()
    asked = select(ChoiceRow.id).where(ChoiceRow.id.in_({row["choice"] for row in rows}), STAYS).order_by(ChoiceRow.id)
    return set(await session.scalars(asked.with_for_update(read=True, key_share=True)))


async def _lack(session: StoreSession, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a contact does not have what is said of it."""
    row = ContactChoiceRow
    contacts, choices = {each["contact"] for each in rows}, {each["choice"] for each in rows}
    had = select(row.contact, row.choice).where(row.contact.in_(contacts), row.choice.in_(choices))
    stored = {(contact, choice) for contact, choice in await session.execute(had)}
    return any((each["contact"], each["choice"]) not in stored for each in rows)


def _columns(choice: Choice) -> dict[str, Any]:
    return {
        "kind": choice.kind.value,
        "name": choice.name,
        "folded": choice_key(choice.name),
        "inverse": choice.inverse,
        "built_in": None if choice.built_in is None else choice.built_in.value,
        "position": choice.position,
    }


def choice_record(row: Any, *, worn: int = 0) -> Choice:
    return Choice(
        id=ChoiceId(row.id),
        kind=ChoiceKind(row.kind),
        name=row.name,
        inverse=row.inverse,
        built_in=None if row.built_in is None else BuiltInRole(row.built_in),
        position=row.position,
        worn=worn,
        retired=is_retired(row),
    )


def _counted_record(row: Any) -> Choice:
    return choice_record(row, worn=row.worn)


_CHOICES = Named(ChoiceRow, _counted, _counted_record)
