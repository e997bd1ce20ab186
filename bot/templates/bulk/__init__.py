"""Acts on many contacts as blocks: what is asked first, how far they have come, what came of them, and the way back."""

from collections.abc import Sequence
from typing import Protocol

from bot.model.bulk import Act, BulkReport
from bot.model.contacts import Found
from bot.model.fields import BULK_ASSIGN, BULK_TAG
from bot.model.messages import Block, Message
from bot.templates import _blocks as b
from bot.templates._form import draw_form
from bot.templates._words import Reader, mrkdwn, plain, value_raw
from bot.templates.contacts import UNDO

NOUN = "bulk"
CONFIRM_DELETE = "bulk.confirm_delete"
RETAG = "bulk.retag"
REASSIGN = "bulk.reassign"
_FORMS = {RETAG: BULK_TAG, REASSIGN: BULK_ASSIGN}
_NAMED = 10
_LINE = 200


class Asks(Protocol):
    """What is asked about `count` contacts, of whom these are the first, before anything is done to them."""

    def __call__(self, count: int, first: Sequence[Found], reader: Reader, *, draft: int) -> Block: ...


def confirm_delete_view(count: int, first: Sequence[Found], reader: Reader, *, draft: int) -> Block:
    """How many would be deleted, and the first of them by name."""
    blocks = [b.section(mrkdwn(reader, NOUN, "confirm_delete", n=count)), *_named(count, first, reader)]
    blocks.append(b.context(mrkdwn(reader, NOUN, "confirm_delete_trace")))
    return b.modal(
        plain(reader, NOUN, "confirm_delete_title"),
        blocks,
        callback=CONFIRM_DELETE,
        submit=plain(reader, NOUN, "confirm_delete_submit"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def tag_view(count: int, first: Sequence[Found], reader: Reader, *, draft: int) -> Block:
    return _form_view(RETAG, count, first, reader, draft=draft)


def assign_view(count: int, first: Sequence[Found], reader: Reader, *, draft: int) -> Block:
    return _form_view(REASSIGN, count, first, reader, draft=draft)


def _form_view(callback: str, count: int, first: Sequence[Found], reader: Reader, *, draft: int) -> Block:
    form = _FORMS[callback]
    about = b.section(mrkdwn(reader, form.noun, "about", n=count))
    return b.modal(
        plain(reader, form.noun, "form_title"),
        [about, *draw_form(form, {}, reader), *_named(count, first, reader)],
        callback=callback,
        submit=plain(reader, form.noun, "submit"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def nobody(reader: Reader) -> Message:
    """Where all who were chosen are gone by now."""
    return Message(mrkdwn(reader, NOUN, "nobody"), (b.section(mrkdwn(reader, NOUN, "nobody")),))


def started_view(act: Act, count: int, reader: Reader) -> Block:
    return b.modal(
        plain(reader, NOUN, "started_title"),
        [b.section(mrkdwn(reader, NOUN, f"started_{act.value}", n=count)), b.context(mrkdwn(reader, NOUN, "started"))],
        callback="bulk.started",
        close=plain(reader, "form", "close"),
    )


def progress(act: Act, done: int, total: int, reader: Reader) -> Message:
    return Message(mrkdwn(reader, NOUN, f"progress_{act.value}", done=done, n=total))


def report(act: Act, told: BulkReport, reader: Reader, *, batch: int | None, stopped: bool = False) -> Message:
    """done + unchanged + gone + refused is how many were looked at; without `batch` there is nothing to undo."""
    text = mrkdwn(reader, NOUN, f"done_{act.value}" if told.done else f"none_{act.value}", n=told.done)
    if stopped:
        text = mrkdwn(reader, NOUN, f"stopped_{act.value}", n=told.done)
    counts = {"unchanged": told.unchanged, "gone": told.gone, "refused": told.refused}
    others = [mrkdwn(reader, NOUN, name, n=count) for name, count in counts.items() if count]
    blocks = [b.section(text), *([b.context(*others)] if others else [])]
    return Message(text, (*blocks, *_undo(act, batch if told.done else None, reader)))


def failed(act: Act, told: BulkReport, reader: Reader, *, batch: int | None = None) -> Message:
    """It cannot go on; what was done until then stays, and can be undone."""
    text = mrkdwn(reader, NOUN, "failed", n=told.done)
    return Message(text, (b.section(text), *_undo(act, batch if told.done else None, reader)))


def being_taken_back(reader: Reader) -> Message:
    """The answer to an undo that takes a while."""
    return Message(mrkdwn(reader, NOUN, "being_taken_back"))


def taking_progress(done: int, total: int, reader: Reader) -> Message:
    return Message(mrkdwn(reader, NOUN, "taking_back", done=done, n=total))


def taken_back(done: int, left: int, reader: Reader) -> Message:
    """`left` are the contacts that were changed since, and stay so in part or in whole."""
    text = mrkdwn(reader, NOUN, "taken_back", n=done)
    return Message(text, (b.section(text), *([b.context(mrkdwn(reader, NOUN, "left", n=left))] if left else [])))


def _named(count: int, first: Sequence[Found], reader: Reader) -> list[Block]:
    """The first of those that are meant, and how many more there are."""
    if not first:
        return []
    lines = [b.line(b.words(b.cut(value_raw(_line(found)), _LINE))) for found in first[:_NAMED]]
    shown = [b.rich_text({"type": "rich_text_list", "style": "bullet", "elements": lines})]
    others = count - len(lines)
    return shown + ([b.context(mrkdwn(reader, NOUN, "and_others", n=others))] if others > 0 else [])


def _line(found: Found) -> str:
    company = found.company if found.company != found.name else ""
    return " · ".join(part for part in (found.name, company, found.city, f"#{found.number}") if part)


def _undo(act: Act, batch: int | None, reader: Reader) -> list[Block]:
    if batch is None:
        return []
    button = b.button(plain(reader, "contacts", "undo"), action=UNDO, value=str(batch))
    until = b.context(mrkdwn(reader, NOUN, "undo_days" if act is Act.DELETE else "undo_hours"))
    return [b.actions([button], block_id=f"undo-{batch}"), until]
