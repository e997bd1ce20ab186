"""What an admin does with webhooks."""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.errors import FieldsInvalid, WebhookNotFound
from bot.model.events import Change, EventKind, Happening
from bot.model.folding import squeeze
from bot.model.ids import WebhookId
from bot.model.policy import Can
from bot.model.webhooks import MOST_WEBHOOKS, SECRET_BYTES, SECRET_PREFIX, Off, WantedWebhook, Webhook


@dataclass(frozen=True, slots=True)
class Made:
    """A webhook with its secret, which is known here for the last time."""

    webhook: Webhook
    secret: str = field(repr=False)


@needs(Can.SETTINGS)
async def list_all(work: Work) -> Sequence[Webhook]:
    """The oldest first."""
    return await work.webhooks.list()


@needs(Can.SETTINGS)
async def look(work: Work, webhook: WebhookId) -> Webhook:
    """Raises WebhookNotFound."""
    found = await work.webhooks.find(webhook)
    if found is None:
        raise WebhookNotFound
    return found


@needs(Can.SETTINGS)
async def make(work: Work, wanted: WantedWebhook) -> Made:
    """Raises FieldsInvalid."""
    known = await work.webhooks.list()
    if len(known) >= MOST_WEBHOOKS:
        raise FieldsInvalid({"name": "webhook_too_many"})
    _refuse_taken(wanted, known)
    secret = _new_secret()
    webhook = Webhook(
        id=WebhookId(work.next_id()),
        name=wanted.name,
        url=wanted.url,
        types=wanted.types,
        secret=work.vault.seal(secret.encode()),
        created_by=work.viewer.id,
        created_at=work.now,
    )
    await work.webhooks.add(webhook)
    await work.tell(_told(EventKind.WEBHOOK_MADE, webhook, Change("name", None, webhook.name)))
    return Made(webhook, secret)


@needs(Can.SETTINGS)
async def change(work: Work, webhook: WebhookId, wanted: WantedWebhook) -> Webhook:
    """What waits for it goes to the new address. Raises FieldsInvalid, WebhookNotFound."""
    held = await _held(work, webhook)
    _refuse_taken(wanted, [each for each in await work.webhooks.list() if each.id != webhook])
    changed = replace(held, name=wanted.name, url=wanted.url, types=wanted.types)
    return await _saved(work, held, changed)


@needs(Can.SETTINGS)
async def renew_secret(work: Work, webhook: WebhookId) -> Made:
    """From the next try on the old one signs nothing. Raises WebhookNotFound."""
    held, secret = await _held(work, webhook), _new_secret()
    changed = await _saved(work, held, replace(held, secret=work.vault.seal(secret.encode())))
    return Made(changed, secret)


@needs(Can.SETTINGS)
async def switch_off(work: Work, webhook: WebhookId) -> Webhook:
    """What waits for it is told to nobody. Raises WebhookNotFound."""
    held = await _held(work, webhook)
    if held.off is not None:
        return held
    await work.webhooks.leave(webhook, at=work.now)
    return await _saved(work, held, replace(held, off=Off.BY_HAND, off_at=work.now))


@needs(Can.SETTINGS)
async def switch_on(work: Work, webhook: WebhookId) -> Webhook:
    """From now on; what happened meanwhile is not told of. Raises WebhookNotFound."""
    held = await _held(work, webhook)
    if held.off is None:
        return held
    return await _saved(work, held, replace(held, off=None, off_at=None, failing_since=None))


@needs(Can.SETTINGS)
async def delete(work: Work, webhook: WebhookId) -> Webhook:
    """Raises WebhookNotFound."""
    held = await _held(work, webhook)
    await work.webhooks.remove(webhook)
    await work.tell(_told(EventKind.WEBHOOK_DELETED, held, Change("name", held.name, None)))
    return held


async def _held(work: Work, webhook: WebhookId) -> Webhook:
    found = await work.webhooks.find(webhook, lock=True)
    if found is None:
        raise WebhookNotFound
    return found


async def _saved(work: Work, held: Webhook, changed: Webhook) -> Webhook:
    if changed != held:
        await work.webhooks.save(changed)
        await work.tell(_told(EventKind.WEBHOOK_CHANGED, changed, Change("name", held.name, changed.name)))
    return changed


def _told(kind: EventKind, webhook: Webhook, *changes: Change) -> Happening:
    """By its name alone: everybody reads the trace, and an address may hold a key."""
    return Happening(kind=kind, subject=webhook.id, changes=changes)


def _refuse_taken(wanted: WantedWebhook, others: Sequence[Webhook]) -> None:
    if squeeze(wanted.name) in {squeeze(each.name) for each in others}:
        raise FieldsInvalid({"name": "webhook_taken"})


def _new_secret() -> str:
    return f"{SECRET_PREFIX}{base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"
