"""The Home tab: what one did last, what one is to do, and how to begin."""

from collections.abc import Sequence

from bot.model.contacts import Found
from bot.model.messages import Block
from bot.model.reminders import Reminder
from bot.templates import _blocks as b
from bot.templates._words import Reader, mrkdwn, plain
from bot.templates.contacts import CREATE, rows
from bot.templates.contacts._card import reminder_line

NOUN = "home"
OPEN = "contacts.open_home"
METADATA = "home"
_REMINDER = 150
_REMINDERS = 20


def landing(name: str, latest: Sequence[Found], reminders: Sequence[Reminder], reader: Reader) -> Block:
    """`name` is of whoever looks, `reminders` their open ones."""
    new = b.button(plain(reader, NOUN, "new_contact"), action=CREATE, value="", style="primary")
    blocks = [b.header(plain(reader, NOUN, "hello", name=name)), b.actions([new], block_id="home-new")]
    if latest:
        blocks += [b.header(plain(reader, NOUN, "latest")), *rows(latest[:_REMINDERS], reader, action=OPEN)]
    else:
        blocks.append(b.section(mrkdwn(reader, NOUN, "no_contact")))
    if reminders:
        lines = [reminder_line(each, reader, limit=_REMINDER) for each in reminders[:_REMINDERS]]
        listed = {"type": "rich_text_list", "style": "bullet", "elements": lines}
        blocks += [b.header(plain(reader, NOUN, "reminders")), b.rich_text(listed)]
    return b.home([*blocks, b.context(mrkdwn(reader, NOUN, "typing"))], metadata=METADATA)
