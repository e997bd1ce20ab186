"""The declarative base, the moment type and the mixins that stamp a row with its tenant and its audience."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, ForeignKeyConstraint, MetaData, Text, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcMoment(TypeDecorator[datetime]):
    """An instant: aware UTC in Python, timestamptz in PostgreSQL, ISO text of fixed width in SQLite.

    SQLite's own DateTime comes back naive; fixed width keeps text order the order of time.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None).isoformat(timespec="microseconds") if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "sqlite":
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
        moment: datetime = value.astimezone(UTC)
        return moment


# Text that was folded already: ordered by its signs on both engines, whatever the database's language.
FoldedText = Text().with_variant(Text(collation="C"), "postgresql")
Structure = JSON().with_variant(postgresql.JSONB(), "postgresql")


class Base(DeclarativeBase):
    fixed: ClassVar[frozenset[str]] = frozenset()  # columns that never change, however a record is saved
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BigInteger,
        str: Text,
        datetime: UtcMoment,
        dict[str, Any]: Structure,
    }


class Tenanted:
    """A row that belongs to one tenant: the session stamps and filters it."""

    tenant: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-2)


class TenantRow(Tenanted):
    """The usual row: keyed by tenant and a time-ordered id."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-1)


class AudienceRow:
    """A row that may be for named members only; `audience` None is for everyone in the tenant."""

    audience: Mapped[int | None] = mapped_column()  # a value, so that the session can name it on the mixin


def columns_of(row: type[Base]) -> tuple[Any, ...]:
    """All of a row's columns, to be selected without the mapper's bookkeeping of what it has loaded."""
    return tuple(getattr(row, each.key) for each in inspect(row).column_attrs)


def owned(column: str, table: str) -> ForeignKeyConstraint:
    """A composite foreign key: a row can point only at a parent of its own tenant."""
    return ForeignKeyConstraint(["tenant", column], [f"{table}.tenant", f"{table}.id"])
