"""Webhooks as blocks: their list, one with what was sent to it, its form, its secret, shown once."""

from collections.abc import Mapping, Sequence

from bot.model.fields import WEBHOOK
from bot.model.messages import Block, Message
from bot.model.webhooks import Off, Webhook
from bot.templates import _blocks as b
from bot.templates._form import draw_form
from bot.templates._rich import told
from bot.templates._words import Mrkdwn, Raw, Reader, mrkdwn, plain
from bot.templates.webhooks._one import NOUN, one_view, state_of, types_of

__all__ = ["LIST", "LOOK", "NEW", "form_view", "list_view", "made_view", "one_view", "switched_off"]

LIST = "webhooks.open"
LOOK = "webhooks.look"
NEW = "webhooks.new"
FORM = "webhooks.save"
TOKENS = "tokens.page"  # the first one


def list_view(webhooks: Sequence[Webhook], reader: Reader) -> Block:
    new = b.button(plain(reader, NOUN, "new"), action=NEW, value="new")
    tokens = b.button(plain(reader, NOUN, "tokens"), action=f"{TOKENS}.0", value="0")
    count = plain(reader, NOUN, "total", total=len(webhooks)) if webhooks else plain(reader, NOUN, "none")
    return b.modal(
        plain(reader, NOUN, "list_title"),
        [
            told(reader, NOUN, "about"),
            b.actions([new, tokens], block_id="webhooks-new"),
            *(_row(webhook, reader) for webhook in webhooks),
            b.plain_context(count),
        ],
        callback="webhooks.list",
        close=plain(reader, "form", "close"),
        metadata="webhooks",
    )


def form_view(typed: Mapping[str, str], reader: Reader, *, draft: int, is_new: bool) -> Block:
    return b.modal(
        plain(reader, NOUN, "form_title" if is_new else "edit_title"),
        draw_form(WEBHOOK, typed, reader),
        callback=FORM,
        submit=plain(reader, NOUN, "make" if is_new else "save"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def made_view(webhook: Webhook, secret: str, reader: Reader) -> Block:
    """The one time that the secret is seen."""
    return b.modal(
        plain(reader, NOUN, "made_title"),
        [
            told(reader, NOUN, "made", name=webhook.name),
            b.rich_text({"type": "rich_text_preformatted", "elements": [b.words(Raw(secret))]}),
            told(reader, NOUN, "how_to_use"),
        ],
        callback="webhooks.made",
        close=plain(reader, NOUN, "copied"),
    )


def switched_off(webhook: Webhook, reader: Reader) -> Message:
    """To an admin, of one that was switched off by what its receiver answered, or did not."""
    return Message(mrkdwn(reader, NOUN, "told_gone" if webhook.off is Off.GONE else "told_failing", name=webhook.name))


def _row(webhook: Webhook, reader: Reader) -> Block:
    label = plain(reader, NOUN, "look_label", name=webhook.name)
    look = b.button(plain(reader, NOUN, "look"), action=LOOK, value=str(webhook.id), label=label)
    return b.section(_lines(webhook, reader), accessory=look)


def _lines(webhook: Webhook, reader: Reader) -> Mrkdwn:
    named = mrkdwn(reader, NOUN, "named", name=webhook.name, url=b.cut(webhook.url, 200))
    return Mrkdwn(f"{named}\n{types_of(webhook, reader)} · {state_of(webhook, reader)}")
