"""One webhook: how it fares, what can be done with it, and what was sent to it."""

from collections.abc import Mapping

from bot.model.events import EventKind
from bot.model.ids import ContactId, EventId
from bot.model.line_types import LineType
from bot.model.messages import Block
from bot.model.webhooks import Sending, SentState, Webhook
from bot.templates import _blocks as b
from bot.templates._dates import day, when
from bot.templates._pages import turning
from bot.templates._words import Mrkdwn, Raw, Reader, blocks_of, mrkdwn, plain, raw

NOUN = "webhooks"
PAGE = "webhooks.page"  # followed by a dot and the number of the page
TEST, EDIT, RENEW = "webhooks.test", "webhooks.edit", "webhooks.renew"
OFF, ON, DELETE = "webhooks.off", "webhooks.on", "webhooks.delete"
AGAIN = "webhooks.again"
ON_A_PAGE = 10
_TRIED_OUT = "webhook.test"


def one_view(
    webhook: Webhook,
    sendings: tuple[Sending, ...],
    reader: Reader,
    *,
    kinds: Mapping[EventId, EventKind],
    contacts: Mapping[ContactId, str],
    page: int,
    total: int,
) -> Block:
    """`kinds` and `contacts` are of what was sent, ten a page, counted from 0."""
    rows = [_row(each, kinds.get(each.event), _name(each, contacts), reader) for each in sendings]
    return b.modal(
        plain(reader, NOUN, "list_title"),
        [
            b.section(_about(webhook, reader)),
            b.actions(_ways(webhook, reader), block_id="webhooks-ways"),
            b.actions(_acts(webhook, reader), block_id="webhooks-acts"),
            b.header(plain(reader, NOUN, "deliveries")),
            *(rows or [b.plain_context(plain(reader, NOUN, "nothing_sent"))]),
            *turning(page, -(-total // ON_A_PAGE), reader, action=PAGE, of=f"{webhook.id}:"),
        ],
        callback="webhooks.one",
        close=plain(reader, "form", "close"),
        metadata=f"webhooks:{webhook.id}:{page}",
    )


def _name(sending: Sending, contacts: Mapping[ContactId, str]) -> str:
    return "" if sending.contact is None else contacts.get(sending.contact, "")


def types_of(webhook: Webhook, reader: Reader) -> Raw:
    if not webhook.types:
        return raw(reader, NOUN, "everything")
    return Raw(", ".join(raw(reader, NOUN, f"types_{each.value}") for each in LineType if each in webhook.types))


def state_of(webhook: Webhook, reader: Reader) -> Mrkdwn:
    if webhook.off is not None and webhook.off_at is not None:
        return mrkdwn(reader, NOUN, f"off_{webhook.off.value}", when=when(webhook.off_at, reader))
    if webhook.failing_since is not None:
        return mrkdwn(reader, NOUN, "failing", when=when(webhook.failing_since, reader))
    return mrkdwn(reader, NOUN, "working")


def _about(webhook: Webhook, reader: Reader) -> Mrkdwn:
    named = mrkdwn(reader, NOUN, "named", name=webhook.name, url=b.cut(webhook.url, 1000))
    made = mrkdwn(reader, NOUN, "made_by", person=b.mention(webhook.created_by), day=day(webhook.created_at, reader))
    return Mrkdwn(f"{named}\n{types_of(webhook, reader)} · {state_of(webhook, reader)}\n{made}")


def _ways(webhook: Webhook, reader: Reader) -> list[b.Element]:
    key = str(webhook.id)
    ways = {"all": "webhooks.open", "test": TEST, "refresh": "webhooks.look"}
    return [b.button(plain(reader, NOUN, block), action=action, value=key) for block, action in ways.items()]


def _acts(webhook: Webhook, reader: Reader) -> list[b.Element]:
    key = str(webhook.id)
    block, action = ("switch_off", OFF) if webhook.off is None else ("switch_on", ON)
    renew = b.button(plain(reader, NOUN, "renew"), action=RENEW, value=key)
    delete = b.button(plain(reader, NOUN, "delete"), action=DELETE, value=key, style="danger")
    return [
        b.button(plain(reader, NOUN, "edit"), action=EDIT, value=key),
        renew | {"confirm": _asked("renew", webhook, reader)},
        b.button(plain(reader, NOUN, block), action=action, value=key),
        delete | {"confirm": _asked("delete", webhook, reader)},
    ]


def _asked(act: str, webhook: Webhook, reader: Reader) -> b.Element:
    return b.confirmation(
        plain(reader, NOUN, f"{act}_question"),
        plain(reader, NOUN, f"{act}_effect", name=webhook.name),
        confirm=plain(reader, NOUN, act),
        deny=plain(reader, "form", "cancel"),
    )


def _row(sending: Sending, kind: EventKind | None, contact: str, reader: Reader) -> Block:
    what = _TRIED_OUT if sending.is_test else kind.value if kind is not None else str(sending.event)
    named = mrkdwn(reader, NOUN, "sending" if contact else "sending_nameless", what=what, name=contact)
    line = Mrkdwn(f"{named}\n{_became(sending, reader)}")
    if sending.state is SentState.WAITING:
        return b.section(line)
    label = plain(reader, NOUN, "again_label", what=what)
    again = b.button(plain(reader, NOUN, "again"), action=AGAIN, value=str(sending.id), label=label)
    return b.section(line, accessory=again)


def _became(sending: Sending, reader: Reader) -> str:
    at, block = when(sending.at, reader), f"is_{sending.state.value}"
    if sending.state is SentState.WAITING and sending.error:
        block = "is_waiting_again"
    error = _error(sending, reader) if sending.error else Raw("")
    became = mrkdwn(reader, NOUN, block, when=at, answer=sending.answer, error=error)
    return f"{became} · {mrkdwn(reader, NOUN, 'tries', tries=sending.tries)}" if sending.tries else became


def _error(sending: Sending, reader: Reader) -> Raw:
    """What went wrong: the number that was answered, or why there was none."""
    block = f"error_{sending.error}"
    return raw(reader, NOUN, block if block in blocks_of(NOUN) else "error_answered", status=sending.answer)
