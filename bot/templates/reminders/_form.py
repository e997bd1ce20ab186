"""The forms of a reminder: planned or changed, put off, handed over, deleted, its series stopped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default

from bot.model.contacts import Found
from bot.model.drafts import Draft
from bot.model.fields import HAND_OVER, REMINDER, SNOOZE, Form, block_of, reminder_fields
from bot.model.files import File
from bot.model.members import Member
from bot.model.messages import Block
from bot.model.reminders import Reminder
from bot.model.warnings import Warning
from bot.templates import _blocks as b
from bot.templates import files as show_files
from bot.templates._dates import when
from bot.templates._form import draw_fields, draw_form, left_unfinished, question
from bot.templates._rich import told
from bot.templates._warnings import alerts, submit
from bot.templates._words import Plain, Reader, mrkdwn, plain, raw, value_raw
from bot.templates.contacts import choices
from bot.templates.reminders._parts import (
    AFRESH,
    FORM,
    FORM_CONTACT,
    FORM_DELETE,
    FORM_HAND,
    FORM_SNOOZE,
    FORM_STOP,
    NOUN,
    RESUME,
    SEND,
    unreached_note,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormShown:
    """What the form shows: `typed` by field, `contact` the name of the one that is chosen in it.

    `files` are those that it has, `held` those and what is to be taken: their values and names. `lost` counts those of
    the message that cannot be had. Of another `edition` the inputs show `typed`, whatever stood there. `unfinished` is
    a form that was left.
    """

    typed: Mapping[str, str]
    draft: int
    edit: bool
    edition: int = 0
    contact: str | None = None
    alert: Plain | None = None
    theirs: Block | None = None  # what somebody else made of it meanwhile
    warnings: Sequence[Warning] = default(default_factory=tuple)
    unfinished: Draft | None = None
    files: Sequence[File] = ()
    held: Sequence[tuple[str, str]] = ()
    lost: int = 0
    unreached: Sequence[Member] = ()  # in whose place its author is told


def form_view(shown: FormShown, reader: Reader) -> Block:
    nameless = raw(reader, "files", "file_name")
    held = [(value, name or nameless) for value, name in shown.held]
    named = {"contact": [(shown.typed.get("contact", ""), shown.contact or "")], "kept": held}
    labels = {"files": "field_more_files"} if held else {}
    fields = reminder_fields(has_files=bool(held))
    drawn = draw_fields(REMINDER, fields, shown.typed, reader, named=named, labels=labels)
    above = alerts(shown.warnings, reader) + ([b.alert(shown.alert, level="error")] if shown.alert else [])
    above += [] if shown.theirs is None else [shown.theirs]
    if shown.unfinished is not None:
        above += left_unfinished(shown.unfinished, reader, noun=NOUN, resume=RESUME, afresh=AFRESH)
    if shown.lost:
        above.append(b.context(mrkdwn(reader, "notes", "files_lost", n=shown.lost)))
    if shown.unreached:
        above.append(b.context(*(unreached_note(each, reader) for each in shown.unreached)))
    above += [show_files.row(each, reader, sends=SEND) for each in shown.files]
    inputs = [block | {"block_id": block_of(block["block_id"], shown.edition)} for block in drawn]
    title = plain(reader, NOUN, "form_title_edit" if shown.edit else "form_title")
    submits = submit(shown.warnings, reader)
    return question(title, [*above, *inputs], reader, callback=FORM, submit=submits, draft=shown.draft)


def contact_view(found: Sequence[Found], words: str, reader: Reader, *, draft: int) -> Block:
    """Whom the title speaks of with these words, where several contacts fit, or it is not sure that one does."""
    message = choices(found, words, reader, action=FORM_CONTACT, draft=draft, without=True)
    return b.modal(
        plain(reader, NOUN, "form_title"),
        message.blocks,
        callback="reminders.whom",
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def snooze_view(reminder: Reminder, reader: Reader, *, draft: int) -> Block:
    return _small(SNOOZE, reminder, reader, callback=FORM_SNOOZE, draft=draft)


def hand_over_view(reminder: Reminder, reader: Reader, *, draft: int) -> Block:
    return _small(HAND_OVER, reminder, reader, callback=FORM_HAND, draft=draft)


def _small(form: Form, reminder: Reminder, reader: Reader, *, callback: str, draft: int) -> Block:
    title, submits = plain(reader, form.noun, "form_title"), plain(reader, form.noun, "submit")
    blocks = [_about(reminder, reader), *draw_form(form, {}, reader)]
    return question(title, blocks, reader, callback=callback, submit=submits, draft=draft)


def delete_view(reminder: Reminder, reader: Reader, *, draft: int) -> Block:
    block = "delete_series_asked" if reminder.repeats else "delete_asked"
    blocks = [_about(reminder, reader), told(reader, NOUN, block)]
    title, submits = plain(reader, NOUN, "delete_title"), plain(reader, NOUN, "delete")
    return question(title, blocks, reader, callback=FORM_DELETE, submit=submits, draft=draft)


def stop_view(reminder: Reminder, reader: Reader, *, draft: int) -> Block:
    moment = when(reminder.due_at, reader)
    blocks = [_about(reminder, reader), told(reader, NOUN, "stop_asked", when=moment)]
    title, submits = plain(reader, NOUN, "stop_title"), plain(reader, NOUN, "stop")
    return question(title, blocks, reader, callback=FORM_STOP, submit=submits, draft=draft)


def _about(reminder: Reminder, reader: Reader) -> Block:
    title = b.words(value_raw(b.cut(reminder.title, b.SECTION)), bold=True)
    return b.rich_text(b.quote(title, b.words(value_raw(f"\n{when(reminder.due_at, reader)}"))))
