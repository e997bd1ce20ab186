"""What the worker asks and tells of webhooks: the letter to send, and how they fared."""

from dataclasses import replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.contacts._names import actor_names, names_of, told_to_all
from bot.formats.webhooks import told, tried_out
from bot.model.deliveries import Matter, NewDelivery
from bot.model.events import Change, Event, EventKind, Happening
from bot.model.ids import MemberId, NoteId, WebhookId
from bot.model.line_types import LineType, type_of
from bot.model.members import Role, Standing
from bot.model.policy import Can
from bot.model.records import Line
from bot.model.webhooks import Letter, Off, Sending, Webhook


@needs(Can.SETTINGS)
async def letter(work: Work, sending: Sending) -> Letter | None:
    """Read at the last moment, with everybody's eyes; None where it is no longer to be told.

    Raises ValueError where the secret cannot be opened.
    """
    webhook = await work.webhooks.find(sending.webhook)
    if webhook is None or (webhook.off is not None and not sending.is_test):
        return None
    body = await _body(work, sending, webhook)
    if body is None:
        return None
    secret = work.vault.open(webhook.secret)
    return Letter(sending.event, webhook.url, secret, body, is_failing=webhook.failing_since is not None)


async def _body(work: Work, sending: Sending, webhook: Webhook) -> bytes | None:
    if sending.is_test:
        return tried_out(sending.event, work.now, webhook=webhook.name)
    event = await work.events.find(sending.event)
    if event is None or not await _is_still_for_all(work, event):
        return None
    changes = await told_to_all(work, event.changes)
    names = dict(await names_of(work, event.changes)) if changes else {}
    contact = None if event.contact is None else await work.contacts.find(event.contact, deleted=True)
    actors = await actor_names(work, [event])
    name = "" if event.contact is None else (await work.contacts.names([event.contact])).get(event.contact, "")
    line = Line(replace(event, changes=changes), name, actors[event.actor])
    return told(line, None if contact is None else contact.number, names)


async def _is_still_for_all(work: Work, event: Event) -> bool:
    """A note that was for everyone when it was told of, and is for some by now, is not told of any more."""
    if type_of(event.kind) is not LineType.NOTE:
        return True
    return await work.notes.find(NoteId(event.subject), deleted=True) is not None


@needs(Can.SETTINGS)
async def arrived(work: Work, webhook: WebhookId) -> None:
    """It works, or works again."""
    held = await work.webhooks.find(webhook, lock=True)
    if held is not None and held.failing_since is not None:
        await work.webhooks.save(replace(held, failing_since=None))


@needs(Can.SETTINGS)
async def failed(work: Work, webhook: WebhookId, *, given_up: bool) -> bool:
    """A try failed. Answers whether it is switched off for it: it has failed for days, and one is `given_up` again."""
    held = await work.webhooks.find(webhook, lock=True)
    if held is None or held.off is not None:
        return held is not None
    if held.failing_since is None:
        await work.webhooks.save(replace(held, failing_since=work.now))
        return False
    if not given_up or not held.has_failed_for_days(work.now):
        return False
    await _switched_off(work, held, Off.FAILING)
    return True


@needs(Can.SETTINGS)
async def gone(work: Work, webhook: WebhookId) -> None:
    """Its receiver wants to hear nothing more."""
    held = await work.webhooks.find(webhook, lock=True)
    if held is not None and held.off is None:
        await _switched_off(work, held, Off.GONE)


async def _switched_off(work: Work, held: Webhook, why: Off) -> None:
    await work.webhooks.leave(held.id, at=work.now)
    await work.webhooks.save(replace(held, off=why, off_at=work.now, failing_since=held.failing_since or work.now))
    change = Change("name", held.name, held.name)
    await work.tell(Happening(kind=EventKind.WEBHOOK_CHANGED, subject=held.id, changes=(change,)))
    reader = await _admin(work, held)
    if reader is not None:
        await work.outbox.add_many([_notice(work, held, reader)])


async def _admin(work: Work, held: Webhook) -> MemberId | None:
    """Who made it, where they are an admin still; else the first one."""
    maker = await work.members.find(held.created_by)
    if maker is not None and maker.standing is Standing.FULL and maker.role is Role.ADMIN:
        return maker.id
    admin = await work.members.first_admin()
    return None if admin is None else admin.id


def _notice(work: Work, held: Webhook, reader: MemberId) -> NewDelivery:
    return NewDelivery(
        matter=Matter.WEBHOOK_OFF,
        subject=held.id,
        lane=f"{Matter.WEBHOOK_OFF.value}:{held.id}",
        dedupe_key=f"{Matter.WEBHOOK_OFF.value}:{held.id}:{int(work.now.timestamp())}",
        due_at=work.now,
        reader=reader,
    )
