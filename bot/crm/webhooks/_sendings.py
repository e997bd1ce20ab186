"""What was sent to a webhook: read, sent again, tried out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.crm._guard import needs
from bot.crm._webhooks import letter_to
from bot.crm._work import Work
from bot.model.deliveries import Matter
from bot.model.errors import WebhookNotFound
from bot.model.events import EventKind
from bot.model.ids import ContactId, DeliveryId, EventId, WebhookId
from bot.model.policy import Can
from bot.model.webhooks import Sending, Webhook

PAGE = 10


@dataclass(frozen=True, slots=True)
class Looked:
    """A webhook and a page of what was sent to it, the newest first, with the names of the contacts that it was of."""

    webhook: Webhook
    sendings: tuple[Sending, ...]
    total: int
    offset: int = 0
    kinds: Mapping[EventId, EventKind] = field(default_factory=dict)
    contacts: Mapping[ContactId, str] = field(default_factory=dict)


@needs(Can.SETTINGS)
async def look_at(work: Work, webhook: WebhookId, *, offset: int = 0) -> Looked:
    """Raises WebhookNotFound."""
    held = await work.webhooks.find(webhook)
    if held is None:
        raise WebhookNotFound
    sendings = await work.webhooks.sendings(webhook, limit=PAGE, offset=offset)
    of = sorted({each.contact for each in sendings if each.contact is not None})
    return Looked(
        held,
        tuple(sendings),
        await work.webhooks.total(webhook),
        offset,
        await _kinds(work, sendings),
        await work.contacts.names(of) if of else {},
    )


@needs(Can.SETTINGS)
async def send_again(work: Work, delivery: DeliveryId) -> WebhookId:
    """With the event's own id, by which its receiver knows it again. Raises WebhookNotFound."""
    sending = await work.webhooks.sending(delivery)
    if sending is None:
        raise WebhookNotFound
    await work.webhooks.send_again(delivery, at=work.now)
    return sending.webhook


@needs(Can.SETTINGS)
async def send_test(work: Work, webhook: WebhookId) -> None:
    """Also to one that is switched off, so that it can be seen to work before. Raises WebhookNotFound."""
    if await work.webhooks.find(webhook) is None:
        raise WebhookNotFound
    await work.outbox.add_many([letter_to(webhook, work.next_id(), Matter.WEBHOOK_TEST, work)])


async def _kinds(work: Work, sendings: Sequence[Sending]) -> dict[EventId, EventKind]:
    told = [await work.events.find(each.event) for each in sendings if not each.is_test]
    return {each.id: each.kind for each in told if each is not None}
