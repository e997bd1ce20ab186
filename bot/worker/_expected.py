"""Reminders about to be told, read for all that were claimed together: one by one that costs more than sending them.

What is read is believed for a second, for the very deliveries for which it was read after their claim. Whoever closes
a reminder meanwhile takes its delivery back, and whoever changes it has the message written anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.crm import contacts
from bot.crm._door import Door
from bot.crm._work import Work
from bot.model.deliveries import FEED, Delivery, Matter, Op
from bot.model.ids import DeliveryId, ReminderId, Tenant
from bot.model.members import Viewer
from bot.model.reminders import Reminder
from bot.worker._ports import Steady
from bot.worker._share import Share

_BELIEVED_SECONDS = 1.0
_WORTH_IT = 2


@dataclass(frozen=True, slots=True)
class Expected:
    """`contact` is the name of the reminder's own."""

    reminder: Reminder
    contact: str | None
    read_at: float


class Readings:
    def __init__(self, works: Share, door: Door, clock: Steady) -> None:
        self._works = works
        self._door = door
        self._clock = clock
        self._reminders: dict[DeliveryId, Expected] = {}
        self._readers: dict[tuple[Tenant, str], tuple[float, Viewer]] = {}

    async def expect(self, deliveries: Sequence[Delivery]) -> None:
        """Keeps what is read for `reminder`, and nothing of before."""
        self._forget()
        wanted: dict[Tenant, list[Delivery]] = {}
        for each in deliveries:
            if each.matter is Matter.REMINDER and each.op is Op.POST:
                wanted.setdefault(each.tenant, []).append(each)
        for tenant, claimed in wanted.items():
            if len(claimed) >= _WORTH_IT:
                await self._read(tenant, claimed)

    def reminder(self, delivery: Delivery) -> Expected | None:
        """None where it has to be read now."""
        held = self._reminders.pop(delivery.id, None)
        return held if held is not None and self._is_fresh(held.read_at) else None

    async def reader(self, delivery: Delivery) -> Viewer | None:
        """Of the feed as they are at this moment: it tells of whatever they may see."""
        if delivery.reader is None:
            return None
        key = delivery.tenant, str(delivery.reader)
        held = None if delivery.matter in FEED else self._readers.get(key)
        if held is not None and self._is_fresh(held[0]):
            return held[1]
        async with self._works.turn:
            found = await self._door.viewer_in(delivery.tenant, delivery.reader)
        if found is not None:
            self._readers[key] = self._clock.steady(), found
        return found

    async def _read(self, tenant: Tenant, claimed: Sequence[Delivery]) -> None:
        system, at = await self._door.system_viewer(tenant), self._clock.steady()
        async with self._works.reading(system) as work:
            found = await work.reminders.find_many(list({ReminderId(each.subject) for each in claimed}))
            names = await _names(work, found)
            people = await work.members.find_many(sorted({each.reader for each in claimed if each.reader is not None}))
        for member in people.values():
            self._readers[tenant, str(member.id)] = at, Viewer(member=member, workspace=system.workspace)
        for_everyone = {int(each.id): each for each in found if each.audience is None}
        for delivery in claimed:
            reminder = for_everyone.get(delivery.subject)
            if reminder is not None:
                self._reminders[delivery.id] = Expected(reminder, names.get(reminder.contact or 0), at)

    def _forget(self) -> None:
        self._reminders = {key: held for key, held in self._reminders.items() if self._is_fresh(held.read_at)}
        self._readers = {key: held for key, held in self._readers.items() if self._is_fresh(held[0])}

    def _is_fresh(self, read_at: float) -> bool:
        return self._clock.steady() - read_at < _BELIEVED_SECONDS


async def _names(work: Work, found: Sequence[Reminder]) -> dict[int, str]:
    about = [each.contact for each in found if each.contact is not None]
    return {int(key): name for key, name in (await contacts.names(work, about)).items()} if about else {}
