"""Questions back about a time that a line does not say clearly."""

from collections.abc import Sequence

from bot.model.messages import Message
from bot.model.when import Choice
from bot.templates import _blocks as b
from bot.templates._dates import length, when
from bot.templates._repeats import repeats
from bot.templates._rich import told
from bot.templates._words import Plain, Raw, Reader, mrkdwn, plain, plain_value
from bot.templates.reminders._parts import CHOOSE_TIME, NOUN


def ask_time(
    code: str, words: str, options: Sequence[Choice], reader: Reader, *, draft: int, zone: str, part: str = ""
) -> Message:
    """A question back, with a button for each reading that the words may have; `part` is what it is about."""
    block = f"ask_{code.replace('-', '_')}"
    said = {"words": words, "part": part}
    text, question = mrkdwn(reader, NOUN, block, **said), told(reader, NOUN, block, **said)
    example = b.context(mrkdwn(reader, NOUN, "ask_example"))
    buttons = [
        b.button(_offer(option, reader, zone), action=f"{CHOOSE_TIME}.{place}", value=f"{draft}:{place}")
        for place, option in enumerate(options[: b.ACTIONS])
    ]
    if not buttons:
        return Message(text, (question, example))
    return Message(text, (question, b.actions(buttons, block_id="reminder-times"), example))


def _offer(option: Choice, reader: Reader, zone: str) -> Plain:
    moment = when(option.at, reader, zone=zone) if option.at is not None else Raw("")
    if option.rrule is not None:
        return plain(reader, NOUN, "ask_from", every=repeats(option.rrule, reader, zone=zone), when=moment)
    if option.wait is None:
        return plain_value(moment)
    return plain(reader, NOUN, "ask_wait", length=length(option.wait, reader), when=moment)


def ask_what(reader: Reader) -> Message:
    text = mrkdwn(reader, NOUN, "ask_empty")
    return Message(text, (b.section(text), b.context(mrkdwn(reader, NOUN, "ask_example"))))
