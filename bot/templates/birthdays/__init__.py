"""A birthday as a direct message."""

from datetime import date

from bot.model.birthdays import Birthday
from bot.model.contacts import Contact
from bot.model.messages import Message
from bot.templates import _blocks as b
from bot.templates._dates import birthday_name
from bot.templates._rich import told as rich_told
from bot.templates._words import Reader, mrkdwn, plain, plain_value, value_raw
from bot.templates.contacts import OPEN

NOUN = "birthdays"
_LINE = 300


def told(contact: Contact, birthday: Birthday, reader: Reader, *, age: int | None, day: date) -> Message:
    """`day` is the one on which it is told: of who was born on a leap day, another in most years."""
    block, values = ("today", {}) if age is None else ("today_age", {"n": age})
    label = plain(reader, "contacts", "open_label", name=contact.name)
    opens = b.button(plain(reader, "contacts", "open"), action=OPEN, value=str(contact.id), label=label)
    blocks = [rich_told(reader, NOUN, block, name=contact.name, **values)]
    if reached := _reached(contact):
        blocks.append(b.plain_section(plain_value(b.cut(value_raw(reached), _LINE))))
    if (birthday.month, birthday.day) != (day.month, day.day):
        blocks.append(b.context(mrkdwn(reader, NOUN, "leap_day", born=birthday_name(birthday, reader))))
    blocks.append(b.actions([opens], block_id="birthday"))
    return Message(mrkdwn(reader, NOUN, block, name=contact.name, **values), tuple(blocks))


def _reached(contact: Contact) -> str:
    """Where they work, and how to wish them well."""
    values = contact.values
    company = values.company if values.company != contact.name else ""
    ways = [each.typed for several in (values.phones, values.emails) for each in several if each.main]
    return " · ".join(part for part in (company, *ways) if part)
