"""The pinned card of a contact's channel: planned, and written anew when what it shows may have changed.

Called by `Work.end`, inside the transaction of the act itself.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.model.channels import ContactChannel, Stage
from bot.model.deliveries import Delivery, Matter, NewDelivery, Op
from bot.model.events import EventKind, Happening
from bot.model.ids import ContactChannelId, ContactId
from bot.model.line_types import LineType, kinds_of

if TYPE_CHECKING:  # which calls this
    from bot.crm._work import Work

# What happens on a day is told below the card, and changes nothing of it.
BESIDE_THE_CARD = frozenset(
    kind for each in (LineType.NOTE, LineType.REMINDER, LineType.ACTIVITY) for kind in kinds_of(each)
)
GATHERED = timedelta(seconds=10)  # what changes within it is one rewriting of the card
# What the cards of those beneath a company say of it.
_SAID_BENEATH = frozenset({"company", "kind", "hold", "hold_reach"})
_PUT_AWAY = frozenset({EventKind.CONTACT_ARCHIVED, EventKind.CONTACT_DELETED, EventKind.CONTACT_RESTORED})


async def touched_by(work: "Work", happening: Happening) -> set[ContactId]:
    """Whose cards say something else after it: its contact's, and those of who works there, where it is said there."""
    if happening.contact is None or happening.kind in BESIDE_THE_CARD:
        return set()
    is_said = happening.kind in _PUT_AWAY or any(each.field in _SAID_BENEATH for each in happening.changes)
    beneath = await work.channels.beneath(happening.contact) if is_said else ()
    return {happening.contact, *beneath}


async def touch(work: "Work", contacts: Collection[ContactId]) -> None:
    """Plans a rewriting of each card, unless one waits already."""
    made = [each for each in await work.channels.of_contacts(sorted(contacts)) if each.stage is Stage.READY]
    if not made:
        return
    waiting = await work.outbox.hold_due(Matter.CONTACT_CARD, [each.id for each in made])
    due = work.now + GATHERED
    again = [each for each in made if each.id not in waiting]
    await work.outbox.add_many([
        _delivery(each, Op.UPDATE, due=due, key=f"card-update:{each.id}:{work.next_id()}") for each in again
    ])  # fmt: skip


async def post(work: "Work", made: ContactChannel) -> None:
    """For the first time. Planned twice it is planned once."""
    await _post(work, made, cause="first")


async def post_again(work: "Work", refused: Delivery) -> None:
    """Instead of one that is there no more; where another has been posted since, that is it."""
    made = await work.channels.find(ContactChannelId(refused.subject))
    if made is None or made.stage is not Stage.READY:
        return
    latest = await work.outbox.latest_post(Matter.CONTACT_CARD, made.id)
    if latest is not None and latest.ts == refused.ts:
        await _post(work, made, cause=str(latest.id))


async def _post(work: "Work", made: ContactChannel, *, cause: str) -> None:
    await work.outbox.add_many([
        _delivery(made, Op.POST, due=work.now, key=f"card:{made.id}:{cause}"),
        _delivery(made, Op.PIN, due=work.now, key=f"card-pin:{made.id}:{cause}"),
    ])  # fmt: skip


def _delivery(made: ContactChannel, op: Op, *, due: datetime, key: str) -> NewDelivery:
    """In the lane of what is told there: the pin goes behind its post, and both in their turn."""
    return NewDelivery(
        op=op,
        matter=Matter.CONTACT_CARD,
        subject=made.id,
        lane=f"channel:{made.channel}",
        dedupe_key=key,
        due_at=due,
        channel=made.channel,
    )
