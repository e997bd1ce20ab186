"""The channels that were made for contacts, also those that are gone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, bindparam, delete, or_, select, update
from sqlalchemy.orm import Mapped

from bot.model.channels import ContactChannel, Stage
from bot.model.ids import ChannelId, ContactChannelId, ContactId, MemberId
from bot.store._base import Base, TenantRow, columns_of, owned
from bot.store._contacts import ContactRow
from bot.store._session import StoreSession, one_of


class ContactChannelRow(TenantRow, Base):
    __tablename__ = "contact_channels"
    __table_args__ = (
        owned("contact", "contacts"),
        Index("ix_contact_channels_tenant_contact", "tenant", "contact"),
        Index("ix_contact_channels_tenant_channel", "tenant", "channel"),
    )

    contact: Mapped[int]
    maker: Mapped[str]
    created_at: Mapped[datetime]
    stage: Mapped[str]
    name: Mapped[str]
    channel: Mapped[str | None]


class Channels:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, key: ContactChannelId) -> ContactChannel | None:
        rows = await self._session.fetch(_ONE, {"id": key})
        return _record(rows[0]) if rows else None

    async def of_contact(self, contact: ContactId) -> ContactChannel | None:
        """The one that is being made or is there; those that are gone are passed over."""
        found = await self.of_contacts([contact])
        return found[0] if found else None

    async def of_contacts(self, contacts: Sequence[ContactId]) -> Sequence[ContactChannel]:
        """Of each that has one, in the order of the channels' ids."""
        rows = await self._session.fetch_each(_THEIRS, sorted(set(contacts)))
        found = {row.id: _record(row) for row in rows}
        return [found[key] for key in sorted(found)]

    async def beneath(self, contact: ContactId) -> Sequence[ContactId]:
        """Those who have one and work for this contact, or stand right below it."""
        theirs = select(ContactRow.id).join(ContactChannelRow, ContactChannelRow.contact == ContactRow.id)
        theirs = theirs.where(or_(ContactRow.employer == contact, ContactRow.parent == contact))
        there = theirs.where(ContactChannelRow.stage == Stage.READY.value).distinct().order_by(ContactRow.id)
        return [ContactId(key) for key in await self._session.scalars(there)]

    async def last_of(self, contact: ContactId) -> ContactChannel | None:
        """The latest, one that is gone too."""
        rows = await self._session.fetch(_LAST, {"contact": contact})
        return _record(rows[0]) if rows else None

    async def is_known(self, channel: ChannelId) -> bool:
        """Whether it is, or was, some contact's."""
        return bool(await self._session.fetch(_KNOWN, {"channel": channel}))

    async def of_channel(self, channel: ChannelId) -> ContactChannel | None:
        """The contact's that it is now."""
        there = select(ContactChannelRow).where(ContactChannelRow.channel == channel)
        row = await self._session.scalar(there.where(ContactChannelRow.stage == Stage.READY.value).limit(1))
        return None if row is None else _record(row)

    async def add(self, made: ContactChannel) -> None:
        await self._session.add_many(ContactChannelRow, [_columns(made)])

    async def save(self, made: ContactChannel) -> None:
        values = {name: value for name, value in _columns(made).items() if name in {"stage", "name", "channel"}}
        await self._session.execute(update(ContactChannelRow).where(ContactChannelRow.id == made.id).values(values))

    async def remove(self, key: ContactChannelId) -> None:
        await self._session.execute(delete(ContactChannelRow).where(ContactChannelRow.id == key))

    async def end(self, channel: ChannelId) -> None:
        """It cannot be reached any more."""
        its = (ContactChannelRow.channel == channel, ContactChannelRow.stage == Stage.READY.value)
        await self._session.execute(update(ContactChannelRow).where(*its).values(stage=Stage.GONE.value))


def _THEIRS(size: int) -> Any:  # noqa: N802  # a constant but for its size
    there = ContactChannelRow.stage != Stage.GONE.value
    return select(*columns_of(ContactChannelRow)).where(one_of(ContactChannelRow.contact, size), there)


_ONE = select(*columns_of(ContactChannelRow)).where(ContactChannelRow.id == bindparam("id"))
_LAST = (
    select(*columns_of(ContactChannelRow))
    .where(ContactChannelRow.contact == bindparam("contact"))
    .order_by(ContactChannelRow.id.desc())
    .limit(1)
)
_KNOWN = select(ContactChannelRow.id).where(ContactChannelRow.channel == bindparam("channel")).limit(1)


def _columns(made: ContactChannel) -> dict[str, Any]:
    return {
        "id": made.id,
        "contact": made.contact,
        "maker": made.maker,
        "created_at": made.created_at,
        "stage": made.stage.value,
        "name": made.name,
        "channel": made.channel,
    }


def _record(row: Any) -> ContactChannel:
    return ContactChannel(
        id=ContactChannelId(row.id),
        contact=ContactId(row.contact),
        maker=MemberId(row.maker),
        created_at=row.created_at,
        stage=Stage(row.stage),
        name=row.name,
        channel=None if row.channel is None else ChannelId(row.channel),
    )
