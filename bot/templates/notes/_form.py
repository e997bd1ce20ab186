"""The form of a note or of a file on a contact, and the question before one is deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.model.drafts import Draft
from bot.model.fields import NOTE, block_of, note_fields
from bot.model.messages import Block
from bot.model.notes import Note, NoteKind, Source
from bot.model.warnings import Warning
from bot.templates import _blocks as b
from bot.templates._dates import when
from bot.templates._form import draw_fields, left_unfinished, question
from bot.templates._notes import AFRESH, FORM, FORM_DELETE, GUESS, NOUN, RESUME, name_of
from bot.templates._rich import told
from bot.templates._warnings import alerts, submit
from bot.templates._words import Plain, Reader, mrkdwn, plain, plain_value, raw, value_raw

_LABELS = {NoteKind.NOTE: {}, NoteKind.FILE: {"files": "field_file", "body": "field_about"}}
_HINTS = {NoteKind.NOTE: {"title": "hint_needed"}, NoteKind.FILE: {"files": "hint_file"}}
_GUESSES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FormShown:
    """What the form shows: `typed` by field, `contact` the name of the one that is chosen in it.

    `held` are the files that it has already, or that its message has: their values and names. `lost` counts those of
    the message that cannot be had, `is_cut` says that its text is longer. `guesses` are the ids and names of whom it
    may be about, `sought` the words of a line that they fit. Who sees it, only its author chooses. Of another
    `edition` the inputs show `typed`, whatever stood there. `unfinished` is a form that was left.
    """

    typed: Mapping[str, str]
    draft: int
    kind: NoteKind
    edit: bool = False
    edition: int = 0
    contact: str | None = None
    held: Sequence[tuple[str, str]] = ()
    lost: int = 0
    is_cut: bool = False
    guesses: Sequence[tuple[int, str]] = ()
    sought: str = ""
    is_authors: bool = True
    source: Source | None = None
    alert: Plain | None = None
    warnings: Sequence[Warning] = ()
    unfinished: Draft | None = None


def form_view(shown: FormShown, reader: Reader) -> Block:
    audience = shown.typed.get("audience", "") if shown.is_authors else None
    fields = note_fields(shown.kind, audience, has_files=bool(shown.held))
    held = [(value, name or raw(reader, NOUN, "file_at", n=at)) for at, (value, name) in enumerate(shown.held, start=1)]
    named = {"contact": [(shown.typed.get("contact", ""), shown.contact or "")], "kept": held}
    labels = _LABELS[shown.kind] | ({"files": "field_more_files"} if held and shown.kind is NoteKind.NOTE else {})
    drawn = draw_fields(NOTE, fields, shown.typed, reader, named=named, labels=labels, hints=_HINTS[shown.kind])
    inputs = [block | {"block_id": block_of(block["block_id"], shown.edition)} for block in drawn]
    title = plain(reader, NOUN, f"{'edit' if shown.edit else 'new'}_{shown.kind.value}")
    blocks, submits = [*_above(shown, reader), *inputs], submit(shown.warnings, reader)
    return question(title, blocks, reader, callback=FORM, submit=submits, draft=shown.draft)


def _above(shown: FormShown, reader: Reader) -> list[Block]:
    above = alerts(shown.warnings, reader) + ([b.alert(shown.alert, level="error")] if shown.alert else [])
    if shown.unfinished is not None:
        kind = shown.unfinished.values.get("kind", NoteKind.NOTE)
        block = f"unfinished_{kind}"
        above += left_unfinished(shown.unfinished, reader, noun=NOUN, resume=RESUME, afresh=AFRESH, block=block)
    if shown.source is not None:
        above.append(_source(shown.source, reader))
    if shown.is_cut:
        above.append(b.context(mrkdwn(reader, NOUN, "message_cut")))
    if shown.lost:
        above.append(b.context(mrkdwn(reader, NOUN, "files_lost", n=shown.lost)))
    return above + _guesses(shown, reader)


def _guesses(shown: FormShown, reader: Reader) -> list[Block]:
    """Whom the message seems to speak of, or the line named: chosen already where it is one, else a button for each."""
    if not shown.guesses:
        return []
    if len(shown.guesses) == 1:
        return [b.context(mrkdwn(reader, NOUN, "guessed"))]
    buttons = [
        b.button(plain_value(name), action=f"{GUESS}.{place}", value=str(contact))
        for place, (contact, name) in enumerate(shown.guesses[:_GUESSES])
    ]
    many = told(reader, NOUN, "several_match", words=shown.sought) if shown.sought else None
    return [many or b.context(mrkdwn(reader, NOUN, "guessed_many")), b.actions(buttons, block_id="note-guesses")]


def _source(source: Source, reader: Reader) -> Block:
    """The message as of now: who said it, and the way back."""
    who = b.words(value_raw(source.name)) if source.author is None else b.person(source.author)
    at = b.date(source.said_at, when(source.said_at, reader))
    return told(reader, NOUN, "from_message", person=who, when=at)


def delete_view(note: Note, reader: Reader, *, draft: int) -> Block:
    """With what goes with it."""
    blocks = [
        b.rich_text(b.quote(b.words(name_of(note, reader), bold=True))),
        told(reader, NOUN, f"delete_asked_{note.kind.value}"),
    ]
    if note.files and note.kind is NoteKind.NOTE:
        blocks.append(b.context(mrkdwn(reader, NOUN, "delete_files", n=len(note.files))))
    title, submits = plain(reader, NOUN, f"delete_{note.kind.value}"), plain(reader, NOUN, "delete")
    return question(title, blocks, reader, callback=FORM_DELETE, submit=submits, draft=draft)
