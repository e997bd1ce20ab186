"""The form of an activity, and the question before one is deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.model.activities import Activity
from bot.model.drafts import Draft
from bot.model.fields import ACTIVITY, block_of
from bot.model.messages import Block
from bot.model.notes import Source
from bot.model.warnings import Warning
from bot.templates import _blocks as b
from bot.templates._activities import AFRESH, FORM, FORM_DELETE, GUESS, NOUN, RESUME, name_of
from bot.templates._dates import when
from bot.templates._form import draw_fields, left_unfinished, question
from bot.templates._rich import told
from bot.templates._warnings import alerts, submit
from bot.templates._words import Plain, Reader, mrkdwn, plain, plain_value, value_raw

_GUESSES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FormShown:
    """What the form shows: `typed` by field, with the names of its contact and type. `guesses` are the ids and names
    of whom a message may be about, `is_cut` says that its text is longer; `unfinished` is a form that was left."""

    typed: Mapping[str, str]
    draft: int
    edit: bool = False
    edition: int = 0
    contact: str | None = None
    type: str | None = None
    guesses: Sequence[tuple[int, str]] = ()
    is_cut: bool = False
    source: Source | None = None
    alert: Plain | None = None
    warnings: Sequence[Warning] = ()
    unfinished: Draft | None = None


def form_view(shown: FormShown, reader: Reader) -> Block:
    typed = shown.typed
    named = {"contact": [(typed.get("contact", ""), shown.contact or "")]}
    named["type"] = [(typed.get("type", ""), shown.type or "")]
    drawn = draw_fields(ACTIVITY, ACTIVITY.fields, typed, reader, named=named)
    inputs = [block | {"block_id": block_of(block["block_id"], shown.edition)} for block in drawn]
    title = plain(reader, NOUN, "edit_title" if shown.edit else "new_title")
    blocks = [*_above(shown, reader), *inputs, b.context(mrkdwn(reader, NOUN, "seen_by_all"))]
    return question(title, blocks, reader, callback=FORM, submit=submit(shown.warnings, reader), draft=shown.draft)


def _above(shown: FormShown, reader: Reader) -> list[Block]:
    above = alerts(shown.warnings, reader) + ([b.alert(shown.alert, level="error")] if shown.alert else [])
    if shown.unfinished is not None:
        above += left_unfinished(shown.unfinished, reader, noun=NOUN, resume=RESUME, afresh=AFRESH)
    if shown.source is not None:
        above.append(_source(shown.source, reader))
    if shown.is_cut:
        above.append(b.context(mrkdwn(reader, NOUN, "message_cut")))
    return above + _guesses(shown, reader)


def _guesses(shown: FormShown, reader: Reader) -> list[Block]:
    """Whom the message seems to speak of: chosen already where it is one, else a button for each."""
    if not shown.guesses:
        return []
    if len(shown.guesses) == 1:
        return [b.context(mrkdwn(reader, "notes", "guessed"))]
    buttons = [
        b.button(plain_value(name), action=f"{GUESS}.{place}", value=str(contact))
        for place, (contact, name) in enumerate(shown.guesses[:_GUESSES])
    ]
    return [b.context(mrkdwn(reader, "notes", "guessed_many")), b.actions(buttons, block_id="activity-guesses")]


def _source(source: Source, reader: Reader) -> Block:
    """The message as of now: who said it, and the way back."""
    who = b.words(value_raw(source.name)) if source.author is None else b.person(source.author)
    at = b.date(source.said_at, when(source.said_at, reader))
    return told(reader, NOUN, "from_message", person=who, when=at)


def delete_view(activity: Activity, reader: Reader, *, draft: int) -> Block:
    blocks = [
        b.rich_text(b.quote(b.words(name_of(activity, reader), bold=True))),
        told(reader, NOUN, "delete_asked"),
    ]
    title, submits = plain(reader, NOUN, "delete_title"), plain(reader, NOUN, "delete")
    return question(title, blocks, reader, callback=FORM_DELETE, submit=submits, draft=draft)
