"""Whose employer is meant, where several companies have the name that was typed."""

from collections.abc import Sequence

from bot.model.contacts import Found
from bot.model.fields import ESSENTIALS
from bot.model.messages import Block
from bot.templates import _blocks as b
from bot.templates._words import Reader, mrkdwn, plain, plain_value, value_raw
from bot.templates.contacts._form import PAGE
from bot.templates.contacts._parts import alert

NOUN = "employers"
WORKS_FOR = "contacts.works_for"
OF_NONE = "contacts.works_for_none"
_LINE = 200


def employers_view(found: Sequence[Found], reader: Reader, *, draft: int) -> Block:
    """What was typed waits in the draft, whichever way they take."""
    back = b.button(plain(reader, "likely", "back"), action=f"{PAGE}.{ESSENTIALS}", value=str(draft))
    return b.modal(
        plain(reader, NOUN, "title"),
        [
            alert(plain(reader, NOUN, "which", name=found[0].name)),
            *(_one(each, reader) for each in found),
            b.actions([back], block_id="employers-back"),
            b.context(mrkdwn(reader, "likely", "kept")),
        ],
        callback=OF_NONE,
        submit=plain(reader, NOUN, "none"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def _one(company: Found, reader: Reader) -> Block:
    label = plain(reader, NOUN, "choose_label", name=company.name)
    chooses = b.button(plain(reader, NOUN, "choose"), action=WORKS_FOR, value=str(company.id), label=label)
    line = " · ".join(part for part in (company.name, company.city, f"#{company.number}") if part)
    return b.plain_section(plain_value(b.cut(value_raw(line), _LINE)), accessory=chooses)
