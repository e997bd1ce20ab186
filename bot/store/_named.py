"""What is known by its name among others: tags, the lists that an admin keeps, custom fields.

One that is retired is nobody's any more, and its name is free at once; its row stays for the trace, and for who has it
still.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.errors import FieldsInvalid
from bot.store._base import FoldedText, TenantRow
from bot.store._session import StoreSession

_RETIRED = " "  # how the key of a retired one begins: no name has such a key

Record = TypeVar("Record")


class NamedRow(TenantRow):
    """`folded` is the key of the name, or of a retired one a key that no name has."""

    __abstract__ = True

    name: Mapped[str]
    folded: Mapped[str] = mapped_column(FoldedText)


def stays(row: type[NamedRow]) -> ColumnElement[bool]:
    """Whether it is not retired."""
    return ~row.folded.startswith(_RETIRED)


def is_retired(row: Any) -> bool:
    return bool(row.folded.startswith(_RETIRED))


@contextmanager
def names(taken: str) -> Iterator[None]:
    """Raises FieldsInvalid, with `taken` of the name, where there is one already."""
    try:
        yield
    except IntegrityError as error:
        if "folded" not in str(error.orig):
            raise
        raise FieldsInvalid({"name": taken}) from error


@dataclass(frozen=True, slots=True)
class Named(Generic[Record]):
    """The rows of a table: `counted` selects them with how many have each, `record` is what leaves the store of one."""

    row: type[NamedRow]
    counted: Callable[[], Select[Any]]
    record: Callable[[Any], Record]

    async def find(self, session: StoreSession, id: int, *, lock: bool) -> Record | None:
        """Whoever saves a contact holds that first and what it has then, so the contacts are to be held before."""
        wanted = self.counted().where(self.row.id == id, stays(self.row))
        return await self.one(session, wanted.with_for_update(of=self.row) if lock else wanted)

    async def going(self, session: StoreSession, id: int) -> Record | None:
        """One that is retired."""
        return await self.one(session, self.counted().where(self.row.id == id, ~stays(self.row)))

    async def one(self, session: StoreSession, wanted: Select[Any]) -> Record | None:
        row = (await session.execute(wanted)).one_or_none()
        return None if row is None else self.record(row)

    async def retire(self, session: StoreSession, id: int, *conditions: ColumnElement[bool]) -> None:
        """From now on it is going: another of its name may be made at once."""
        wanted = update(self.row).where(self.row.id == id, *conditions)
        await session.execute(wanted.values(folded=f"{_RETIRED}{id}"))
