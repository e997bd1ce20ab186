"""Before somebody new is saved: who may be the same, and why."""

from collections.abc import Sequence

from bot.model.contacts import Contact
from bot.model.duplicates import Likeness, Reason
from bot.model.fields import ESSENTIALS
from bot.model.messages import Block
from bot.templates import _blocks as b
from bot.templates._words import Reader, mrkdwn, plain, plain_value, raw, value_raw
from bot.templates.contacts._card import RECORD
from bot.templates.contacts._form import PAGE
from bot.templates.contacts._parts import alert

NOUN = "likely"
CREATE_ANYWAY = "contacts.create_anyway"
_REASONS = 3
_LINE = 200
_IN_ADDRESS = (Reason.SAME_POSTCODE, Reason.SAME_TOWN)
# What goes without saying beside another reason.
_IMPLIED = {
    Reason.SAME_EMAIL: (Reason.SAME_DOMAIN,),
    Reason.NEAR_EMAIL: (Reason.SAME_DOMAIN,),
    Reason.SAME_MAILBOX: (Reason.SAME_DOMAIN,),
    Reason.SAME_ADDRESS: _IN_ADDRESS,
    Reason.NEAR_ADDRESS: _IN_ADDRESS,
    Reason.SAME_SIRET: (Reason.SAME_SIREN,),
}


def likely_view(found: Sequence[tuple[Contact, Likeness]], reader: Reader, *, draft: int) -> Block:
    """What was typed waits in the draft, whichever way they take."""
    blocks = [alert(plain(reader, NOUN, "there_already", n=len(found)))]
    for contact, likeness in found:
        blocks.append(_one(contact, likeness, reader))
    back = b.button(plain(reader, NOUN, "back"), action=f"{PAGE}.{ESSENTIALS}", value=str(draft))
    blocks += [b.actions([back], block_id="likely-back"), b.context(mrkdwn(reader, NOUN, "kept"))]
    return b.modal(
        plain(reader, NOUN, "title"),
        blocks,
        callback=CREATE_ANYWAY,
        submit=plain(reader, NOUN, "create_anyway"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def _one(contact: Contact, likeness: Likeness, reader: Reader) -> Block:
    """Why stands below who: in a block of its own it would stand below the button."""
    implied = {each for reason in likeness.reasons for each in _IMPLIED.get(reason, ())}
    telling = [reason for reason in likeness.reasons if reason not in implied]
    reasons = [raw(reader, NOUN, reason.value) for reason in telling[:_REASONS]]
    label = plain(reader, "contacts", "open_label", name=contact.name)
    opens = b.button(plain(reader, "contacts", "open"), action=RECORD, value=str(contact.id), label=label)
    away = [raw(reader, "relations", "archived")] if contact.archived_at is not None else []
    who = " ".join([b.cut(value_raw(_line(contact)), _LINE), *away])
    return b.plain_section(plain_value("\n".join(filter(None, (who, ", ".join(reasons))))), accessory=opens)


def _line(contact: Contact) -> str:
    values = contact.values
    company = values.company if values.company != contact.name else ""
    city = next((each.address.city for each in values.coordinates if each.address and each.address.city), "")
    return " · ".join(part for part in (contact.name, company, city, f"#{contact.number}") if part)
