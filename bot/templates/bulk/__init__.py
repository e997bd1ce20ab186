"""Acts on many contacts as blocks: what is asked first, how far they have come, what came of them, and the way back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.model.bulk import Act, BulkReport
from bot.model.contacts import Found
from bot.model.fields import BULK_ASSIGN, BULK_CONSENT, BULK_TAG
from bot.model.messages import Block, Message
from bot.templates import _blocks as b
from bot.templates import _rich
from bot.templates._form import draw_form, question
from bot.templates._words import Mrkdwn, Plain, Reader, mrkdwn, plain, value_raw
from bot.templates.contacts import UNDO

NOUN = "bulk"
CONFIRM_DELETE = "bulk.confirm_delete"
STOP = "bulk.stop"
RETAG = "bulk.retag"
REASSIGN = "bulk.reassign"
RECORD_CONSENT = "bulk.record_consent"
_FORMS = {RETAG: BULK_TAG, REASSIGN: BULK_ASSIGN, RECORD_CONSENT: BULK_CONSENT}
_NAMED = 10
_LINE = 200
_OWN_REASONS = {"role_refused", "draft_gone"}  # why it could not go on, and what nobody has to look into


@dataclass(frozen=True, slots=True)
class Meant:
    """To whom something is about to be done: `count` contacts, of whom some are `on_hold`, and the `first` of them.

    `line` is what finds them all, as people read it; None where they were ticked one by one. With `more_on_hold` there
    may be others on hold.
    """

    count: int
    first: Sequence[Found]
    line: str | None = None
    on_hold: int = 0
    more_on_hold: bool = False


class Asks(Protocol):
    """What is asked before anything is done."""

    def __call__(self, meant: Meant, reader: Reader, *, draft: int) -> Block: ...


def confirm_delete_view(meant: Meant, reader: Reader, *, draft: int) -> Block:
    """How many would be deleted, and the first of them by name."""
    about = b.section(mrkdwn(reader, NOUN, "confirm_delete", n=meant.count))
    return question(
        plain(reader, NOUN, "confirm_delete_title"),
        [*_held(meant, reader), about, *_named(meant, reader), b.context(mrkdwn(reader, NOUN, "confirm_delete_trace"))],
        reader,
        callback=CONFIRM_DELETE,
        submit=_submit(meant, plain(reader, NOUN, "confirm_delete_submit"), reader),
        draft=draft,
    )


def tag_view(meant: Meant, reader: Reader, *, draft: int) -> Block:
    return _form_view(RETAG, meant, reader, draft=draft)


def assign_view(meant: Meant, reader: Reader, *, draft: int) -> Block:
    return _form_view(REASSIGN, meant, reader, draft=draft)


def consent_view(meant: Meant, reader: Reader, *, draft: int) -> Block:
    return _form_view(RECORD_CONSENT, meant, reader, draft=draft)


def _form_view(callback: str, meant: Meant, reader: Reader, *, draft: int) -> Block:
    form = _FORMS[callback]
    about = b.section(mrkdwn(reader, form.noun, "about", n=meant.count))
    return question(
        plain(reader, form.noun, "form_title"),
        [*_held(meant, reader), about, *draw_form(form, {}, reader), *_named(meant, reader)],
        reader,
        callback=callback,
        submit=_submit(meant, plain(reader, form.noun, "submit"), reader),
        draft=draft,
    )


def _held(meant: Meant, reader: Reader) -> list[Block]:
    if not (meant.on_hold or meant.more_on_hold):
        return []
    said = ("on_hold_at_least" if meant.on_hold else "on_hold_perhaps") if meant.more_on_hold else "on_hold"
    return [b.alert(plain(reader, NOUN, said, n=meant.on_hold), level="error")]


def _submit(meant: Meant, usual: Plain, reader: Reader) -> Plain:
    return plain(reader, "warnings", "go_on") if meant.on_hold or meant.more_on_hold else usual


def nobody(reader: Reader) -> Message:
    """Where all who were chosen are gone by now."""
    return _sentence("nobody", reader)


def started_view(act: Act, count: int, reader: Reader) -> Block:
    return b.modal(
        plain(reader, NOUN, "started_title"),
        [b.section(mrkdwn(reader, NOUN, f"started_{act.value}", n=count)), b.context(mrkdwn(reader, NOUN, "started"))],
        callback="bulk.started",
        close=plain(reader, "form", "close"),
    )


def progress(act: Act, done: int, total: int, reader: Reader, *, job: int) -> Message:
    """How far it has come, and a button that stops it there."""
    text = mrkdwn(reader, NOUN, f"progress_{act.value}", done=done, n=total)
    stop = b.button(plain(reader, NOUN, "stop"), action=STOP, value=str(job), style="danger")
    return Message(text, (b.section(text), b.actions([stop], block_id=f"stop-{job}")))


def stopping(reader: Reader) -> Message:
    """The answer to a stop: what was done until then is told once it has stopped."""
    return _sentence("stopping", reader)


def too_late(reader: Reader) -> Message:
    """The answer to a stop of what has ended before."""
    return _sentence("too_late", reader)


def _sentence(block: str, reader: Reader) -> Message:
    text = mrkdwn(reader, NOUN, block)
    return Message(text, (b.section(text),))


def report(act: Act, told: BulkReport, reader: Reader, *, batch: int) -> Message:
    """What came of it, with the way back where anything was done; it accounts for everybody who was meant."""
    text = mrkdwn(reader, NOUN, f"done_{act.value}" if told.done else f"none_{act.value}", n=told.done)
    return _ended(text, act, told, reader, batch=batch)


def stopped(act: Act, told: BulkReport, reader: Reader, *, batch: int, unseen: int) -> Message:
    """`unseen` are those whose turn had not come."""
    text = mrkdwn(reader, NOUN, f"stopped_{act.value}" if told.done else "stopped_none", n=told.done)
    return _ended(text, act, told, reader, batch=batch, unseen=unseen)


def failed(act: Act, error: str, told: BulkReport, reader: Reader, *, batch: int, unseen: int) -> Message:
    """It cannot go on, by the id of an error; what was done until then stays, and can be undone."""
    why = f"failed_{error}" if error in _OWN_REASONS else "failed"
    text = mrkdwn(reader, NOUN, why, n=told.done)
    return _ended(text, act, told, reader, batch=batch, unseen=unseen)


def _ended(text: Mrkdwn, act: Act, told: BulkReport, reader: Reader, *, batch: int, unseen: int = 0) -> Message:
    counts = {
        "unchanged": told.unchanged,
        "gone": told.gone,
        f"refused_{act.value}": told.refused,
        "left_out": told.left_out,
        "unseen": unseen,
    }
    others = _counts(counts, reader)
    until = b.context(mrkdwn(reader, NOUN, "undo_days" if act is Act.DELETE else "undo_hours"))
    back = [_undo(batch, reader), until] if told.done else []
    return Message(text, (b.section(text), *others, *back))


def _counts(counts: Mapping[str, int], reader: Reader) -> list[Block]:
    """A line each of what there is any of."""
    said = [mrkdwn(reader, NOUN, name, n=count) for name, count in counts.items() if count]
    return [b.context(*said)] if said else []


def being_taken_back(reader: Reader) -> Message:
    """The answer to an undo that takes a while."""
    return Message(mrkdwn(reader, NOUN, "being_taken_back"))


def taking_progress(done: int, total: int, reader: Reader) -> Message:
    return Message(mrkdwn(reader, NOUN, "taking_back", done=done, n=total))


def taken_back(told: BulkReport, reader: Reader) -> Message:
    """Who was so already counts too: nothing of the act is left on them."""
    text = mrkdwn(reader, NOUN, "taken_back", n=told.done + told.unchanged)
    return Message(text, (b.section(text), *_left(told, reader)))


def taking_back_failed(error: str, told: BulkReport, reader: Reader, *, batch: int) -> Message:
    """By the id of an error; `batch` is what was to be undone, and can be once more."""
    why = "taking_back_refused" if error == "role_refused" else "taking_back_failed"
    text = mrkdwn(reader, NOUN, why, n=told.done + told.unchanged)
    return Message(text, (b.section(text), *_left(told, reader), _undo(batch, reader)))


def _left(told: BulkReport, reader: Reader) -> list[Block]:
    return _counts({"left": told.refused, "left_deleted": told.gone}, reader)


def _named(meant: Meant, reader: Reader) -> list[Block]:
    """The line that finds them, the first of them, and how many more there are."""
    shown = []
    if meant.line is not None:
        shown.append(_rich.told(reader, NOUN, "all_of_line" if meant.line else "all_of_all", line=meant.line))
    lines = [b.line(b.words(b.cut(value_raw(_line(found)), _LINE))) for found in meant.first[:_NAMED]]
    if lines:
        shown.append(b.rich_text({"type": "rich_text_list", "style": "bullet", "elements": lines}))
    others = meant.count - len(lines)
    return shown + ([b.context(mrkdwn(reader, NOUN, "and_others", n=others))] if lines and others > 0 else [])


def _line(found: Found) -> str:
    company = found.company if found.company != found.name else ""
    return " · ".join(part for part in (found.name, company, found.city, f"#{found.number}") if part)


def _undo(batch: int, reader: Reader) -> Block:
    button = b.button(plain(reader, "contacts", "undo"), action=UNDO, value=str(batch))
    return b.actions([button], block_id=f"undo-{batch}")
