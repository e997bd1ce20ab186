"""For whom a message was that somebody else is told instead."""

from bot.crm._work import Work
from bot.model.deliveries import Delivery
from bot.model.members import Member


async def unreached(work: Work, delivery: Delivery) -> list[Member]:
    lost = await work.outbox.told_by(delivery)
    people = await work.members.find_many(sorted({each.reader for each in lost if each.reader is not None}))
    return list(people.values())
