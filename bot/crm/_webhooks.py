"""How what happens reaches other programs: a row of the outbox for each webhook that takes such lines.

Called by `Work.tell`, inside the transaction of the act itself.
"""

from typing import TYPE_CHECKING

from bot.crm._feed import says_anything
from bot.model.deliveries import Matter, NewDelivery, Op
from bot.model.events import Happening
from bot.model.ids import EventId, WebhookId
from bot.model.line_types import type_of
from bot.model.webhooks import lane_of

if TYPE_CHECKING:  # which calls this
    from bot.crm._work import Work


async def tell_webhooks(work: "Work", event: EventId, happening: Happening) -> None:
    """What everyone in the workspace may see, as a channel without guests would be told it."""
    line_type = type_of(happening.kind, happening.note_kind)
    if line_type is None:
        return
    wanted = [each for each in await work.webhooks.list() if each.takes(line_type)]
    if wanted and await says_anything(work, happening):
        contact = happening.contact or 0
        told = [letter_to(each.id, event, Matter.WEBHOOK, work, contact=contact) for each in wanted]
        await work.outbox.add_many(told)


def letter_to(webhook: WebhookId, event: int, matter: Matter, work: "Work", *, contact: int = 0) -> NewDelivery:
    return NewDelivery(
        op=Op.WEBHOOK,
        matter=matter,
        subject=event,
        occurrence=contact,
        lane=lane_of(webhook),
        dedupe_key=f"{matter.value}:{webhook}:{event}",
        due_at=work.now,
    )
