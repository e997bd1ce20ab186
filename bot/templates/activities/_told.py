"""What was done with an activity, said where it was asked for, and what is asked back of a line."""

from collections.abc import Sequence

from bot.model.activities import Activity
from bot.model.choices import Choice
from bot.model.ids import BatchId
from bot.model.messages import Message
from bot.model.warnings import Warning
from bot.templates import _blocks as b
from bot.templates._activities import NOUN, TYPE, UNDO, more, name_of
from bot.templates._dates import when
from bot.templates._form import left_as_it_is
from bot.templates._rich import said, told
from bot.templates._warnings import signs
from bot.templates._words import Reader, mrkdwn, plain, plain_value, value_raw
from bot.templates.contacts._lists import OPEN as OPEN_CONTACT


def logged(activity: Activity, contact: str, type: str, reader: Reader, *, warnings: Sequence[Warning] = ()) -> Message:
    """The answer to a line; `type` in the reader's language."""
    at = when(activity.at, reader)
    text = mrkdwn(reader, NOUN, "logged", name=contact, type=type, when=at)
    quote = b.quote(*b.long_words(value_raw(activity.text)))
    moment = b.date(activity.at, at)
    sentence = b.rich_text(b.line(*said(reader, NOUN, "logged", name=contact, type=type, when=moment)), quote)
    label = plain(reader, "contacts", "open_label", name=contact)
    opens = b.button(plain(reader, "contacts", "open"), action=OPEN_CONTACT, value=str(activity.contact), label=label)
    doors = b.actions([opens, more(activity, reader, may_change=True)], block_id=f"activity-{activity.id}")
    return Message(text, (*signs(warnings, reader), sentence, doors))


def ask_type(contact: str, types: Sequence[Choice], reader: Reader, *, draft: int, text: str) -> Message:
    """A button for each type, for a line that names none."""
    sentence = mrkdwn(reader, NOUN, "which_type", name=contact)
    buttons = [
        b.button(
            plain_value(each.in_language(reader.language).name), action=f"{TYPE}.{place}", value=f"{draft}:{each.id}"
        )
        for place, each in enumerate(types[: b.ACTIONS])
    ]
    quote = b.rich_text(b.quote(*b.long_words(value_raw(text))))
    asked = told(reader, NOUN, "which_type", name=contact)
    return Message(sentence, (asked, quote, b.actions(buttons, block_id="activity-types")))


def told_deleted(activity: Activity, reader: Reader, *, batch: BatchId) -> Message:
    message = _told("deleted", activity, reader)
    undo = b.button(plain(reader, "contacts", "undo"), action=UNDO, value=str(batch))
    return Message(message.text, (*message.blocks, b.actions([undo], block_id=f"undo-{batch}")))


def told_back(activity: Activity, left: Sequence[str], reader: Reader) -> Message:
    """`left` are the fields that somebody has changed since, or that cannot be put back."""
    message = _told("taken_back", activity, reader)
    return Message(message.text, (*message.blocks, *left_as_it_is(NOUN, left, reader)))


def _told(block: str, activity: Activity, reader: Reader) -> Message:
    name = name_of(activity, reader)
    return Message(mrkdwn(reader, NOUN, block, title=name), (told(reader, NOUN, block, title=name),))
