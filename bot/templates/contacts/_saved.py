"""What is said once a contact was saved, archived, restored, deleted or an act undone, each with the way back."""

from collections.abc import Sequence

from bot.model.contacts import Contact
from bot.model.messages import Block, Message
from bot.model.records import Record
from bot.model.warnings import Warning, needs_confirming
from bot.templates import _blocks as b
from bot.templates._fields import NOUN, field_name
from bot.templates._form import question
from bot.templates._rich import told
from bot.templates._warnings import alerts
from bot.templates._words import Plain, Raw, Reader, mrkdwn, plain
from bot.templates.contacts._card import card_blocks
from bot.templates.contacts._parts import alert

UNDO = "undo.batch"
CONFIRM_DELETE = "contacts.confirm_delete"
FROM_HOME = "home"
_NAMED = 10


def saved_view(
    record: Record,
    reader: Reader,
    *,
    batch: int | None,
    warnings: Sequence[Plain] = (),
    home: bool = False,
    is_linked: bool = False,
) -> Block:
    """What the form becomes once the contact is saved; without `batch` nothing was changed.

    `home` says that Home shows the contact, and is to show what an undo makes of it; `is_linked` that its employer was
    found by the name that was typed.
    """
    employer = record.employer if is_linked else None
    linked = (
        [] if employer is None else [b.alert(plain(reader, "employers", "linked", name=employer.name), level="info")]
    )
    sentence = told(reader, NOUN, "saved" if batch is not None else "unchanged", name=record.contact.name)
    return b.modal(
        plain(reader, NOUN, "saved_title"),
        [
            *map(alert, warnings),
            sentence,
            *linked,
            *card_blocks(record, reader, warned=alerts),
            *undo_buttons(batch, reader, home=home),
        ],
        callback="contacts.saved",
        close=plain(reader, "form", "close"),
    )


def confirm_delete_view(
    contact: Contact, reminders: int, reader: Reader, *, draft: int, warnings: Sequence[Warning] = ()
) -> Block:
    """`reminders` is how many open ones there are."""
    blocks = [*alerts(warnings, reader), told(reader, NOUN, "confirm_delete", name=contact.name)]
    if reminders:
        blocks.append(b.section(mrkdwn(reader, NOUN, "confirm_delete_reminders", n=reminders)))
    blocks.append(b.context(mrkdwn(reader, NOUN, "confirm_delete_trace")))
    return question(
        plain(reader, NOUN, "confirm_delete_title"),
        blocks,
        reader,
        callback=CONFIRM_DELETE,
        submit=plain(reader, NOUN, "confirm_delete_anyway" if needs_confirming(warnings) else "confirm_delete_submit"),
        draft=draft,
    )


def archived(contact: Contact, batch: int | None, reader: Reader) -> Message:
    return _ended("archived", contact, batch, reader)


def restored(contact: Contact, batch: int | None, reader: Reader) -> Message:
    return _ended("restored", contact, batch, reader)


def deleted(contact: Contact, batch: int | None, reader: Reader, *, home: bool = False) -> Message:
    return _ended("deleted", contact, batch, reader, home=home)


def undone(names: Sequence[str], left: Sequence[str], reader: Reader) -> Message:
    """`left` are the fields that somebody has changed since, or that cannot be as they were, and that stay so."""
    shown = ", ".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
    blocks = [told(reader, NOUN, "undone", names=shown)]
    if left:
        fields = dict.fromkeys(field_name(field, reader) for field in left)
        blocks.append(b.context(mrkdwn(reader, NOUN, "undone_in_part", fields=Raw(", ".join(fields)))))
    return Message(mrkdwn(reader, NOUN, "undone", names=shown), tuple(blocks))


def _ended(block: str, contact: Contact, batch: int | None, reader: Reader, *, home: bool = False) -> Message:
    text = mrkdwn(reader, NOUN, block, name=contact.name)
    return Message(text, (told(reader, NOUN, block, name=contact.name), *undo_buttons(batch, reader, home=home)))


def undo_buttons(batch: int | None, reader: Reader, *, home: bool = False) -> list[Block]:
    """The button carries the batch, and ':home' where Home is to be drawn anew."""
    if batch is None:
        return []
    value = f"{batch}:{FROM_HOME}" if home else str(batch)
    return [b.actions([b.button(plain(reader, NOUN, "undo"), action=UNDO, value=value)], block_id=f"undo-{batch}")]
