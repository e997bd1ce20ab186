"""Webhooks, for admins: listed, made with a secret shown once, changed, tried out, sent again, switched off."""

from bot.crm import drafts, webhooks
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.model.errors import WebhookNotFound
from bot.model.fields import WEBHOOK
from bot.model.ids import DeliveryId, WebhookId
from bot.model.messages import Block
from bot.model.webhooks import types_text
from bot.parse._form import read_form
from bot.parse.webhooks import read_webhook
from bot.templates import webhooks as show
from bot.templates._words import reader_of


async def open(ask: Ask, work: Work) -> Reply:
    return Reply(view=await _list_view(work))


async def look(ask: Ask, work: Work) -> Reply:
    return Reply(view=await _one_view(work, _webhook(ask.value)))


async def turn(ask: Ask, work: Work) -> Reply:
    """To the page that the button carries behind its webhook."""
    webhook, _, page = ask.value.partition(":")
    return Reply(view=await _one_view(work, _webhook(webhook), page=_number(page)))


async def new(ask: Ask, work: Work) -> Reply:
    await webhooks.list_all(work)  # refuses whoever may make none before they type
    typed = {"name": "", "url": "", "types": types_text(frozenset())}
    draft = await drafts.open(work, WEBHOOK.noun, typed)
    return Reply(view=show.form_view(typed, reader_of(work.viewer.member), draft=draft.id, is_new=True))


async def edit(ask: Ask, work: Work) -> Reply:
    held = await webhooks.look(work, _webhook(ask.value))
    typed = {"name": held.name, "url": held.url, "types": types_text(held.types)}
    draft = await drafts.open(work, WEBHOOK.noun, typed, subject=held.id)
    return Reply(view=show.form_view(typed, reader_of(work.viewer.member), draft=draft.id, is_new=False))


async def save(ask: Ask, work: Work) -> Reply:
    """The secret of a new one takes the place of the form, for the one time that it is shown."""
    draft = await drafts.find(work, ask.draft)
    wanted = read_webhook(read_form(WEBHOOK, ask.state))
    if draft.subject is not None:
        changed = await webhooks.change(work, WebhookId(draft.subject), wanted)
        await drafts.consume(work, draft.id)
        return Reply(below=await _one_view(work, changed.id))
    made = await webhooks.make(work, wanted)
    await drafts.consume(work, draft.id)
    view = show.made_view(made.webhook, made.secret, reader_of(work.viewer.member))
    return Reply(view=view, below=await _list_view(work))


async def renew(ask: Ask, work: Work) -> Reply:
    made = await webhooks.renew_secret(work, _webhook(ask.value))
    return Reply(view=show.made_view(made.webhook, made.secret, reader_of(work.viewer.member)))


async def switch_off(ask: Ask, work: Work) -> Reply:
    held = await webhooks.switch_off(work, _webhook(ask.value))
    return Reply(view=await _one_view(work, held.id))


async def switch_on(ask: Ask, work: Work) -> Reply:
    held = await webhooks.switch_on(work, _webhook(ask.value))
    return Reply(view=await _one_view(work, held.id))


async def delete(ask: Ask, work: Work) -> Reply:
    await webhooks.delete(work, _webhook(ask.value))
    return Reply(view=await _list_view(work))


async def test(ask: Ask, work: Work) -> Reply:
    webhook = _webhook(ask.value)
    await webhooks.send_test(work, webhook)
    return Reply(view=await _one_view(work, webhook))


async def send_again(ask: Ask, work: Work) -> Reply:
    webhook = await webhooks.send_again(work, DeliveryId(_number(ask.value)))
    return Reply(view=await _one_view(work, webhook))


async def _list_view(work: Work) -> Block:
    return show.list_view(await webhooks.list_all(work), reader_of(work.viewer.member))


async def _one_view(work: Work, webhook: WebhookId, *, page: int = 0) -> Block:
    looked = await webhooks.look_at(work, webhook, offset=page * webhooks.PAGE)
    return show.one_view(
        looked.webhook, looked.sendings, reader_of(work.viewer.member),
        kinds=looked.kinds, contacts=looked.contacts, page=page, total=looked.total,
    )  # fmt: skip


def _webhook(text: str) -> WebhookId:
    if not (text.isascii() and text.isdigit()):
        raise WebhookNotFound
    return WebhookId(int(text))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
