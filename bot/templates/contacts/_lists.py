"""Contacts in lists: found ones to open, a choice between several, those that were put away."""

from collections.abc import Mapping, Sequence

from bot.model.contacts import Found, Page
from bot.model.ids import ContactId
from bot.model.messages import Block, Message
from bot.templates import _blocks as b
from bot.templates._fields import NOUN
from bot.templates._rich import told
from bot.templates._words import Plain, Reader, mrkdwn, plain, plain_value, value_raw
from bot.templates.contacts._card import RESTORE

OPEN = "contacts.open"
CREATE = "contacts.new"
LIST = "lists.open"
_PART = 200
_VALUE = 150  # of a button that carries a name to the form
_LINE = 2000  # of a button that carries what was asked


def found_list(page: Page, words: str, reader: Reader, *, line: str = "", close: int = 0) -> Message:
    """Ten contacts to open one from, and how many there are, as far as they were counted.

    `line` is what was asked as a list asks it; `close` is how many of them are only spelt almost so.
    """
    heading = "guessed" if close == page.total > 0 else "list_many" if page.capped else "list"
    text = mrkdwn(reader, NOUN, heading, words=words, total=page.total)
    blocks = [told(reader, NOUN, heading, words=words, total=page.total), *rows(page.found, reader)]
    if 0 < close < page.total:
        blocks.append(b.context(mrkdwn(reader, "lists", "guess_some")))
    if page.total > len(page.found):
        blocks.append(b.context(mrkdwn(reader, NOUN, "list_more", shown=len(page.found))))
    doors = _in_a_list(page, line, reader) + ([_create(words, reader)] if heading == "guessed" else [])
    return Message(text, (*blocks, *([b.actions(doors, block_id="contact-list")] if doors else [])))


def _in_a_list(page: Page, line: str, reader: Reader) -> list[b.Element]:
    """The door to the list that can be turned and chosen from; a line too long for a button has none."""
    if len(page.found) < 2 or not line or len(line) > _LINE:
        return []
    label = plain(reader, NOUN, "see_many" if page.capped else "see_all", total=page.total)
    return [b.button(label, action=LIST, value=line)]


def _create(words: str, reader: Reader, *, style: str | None = None) -> b.Element:
    return b.button(plain(reader, NOUN, "create"), action=CREATE, value=words[:_VALUE], style=style)


def none_found(words: str, reader: Reader, *, kept: str = "", is_name: bool = True, joins: bool = False) -> Message:
    """The offer to create what was looked for, where that may be a name; `kept` is shown, so that it can be copied.

    Who `joins` words with OR or NOT is told how that is asked here.
    """
    text = mrkdwn(reader, NOUN, "none", words=words)
    blocks = [told(reader, NOUN, "none", words=words)]
    if kept:
        blocks.append(b.rich_text(b.quote(*b.long_words(value_raw(kept)))))
    if joins:
        blocks.append(b.context(mrkdwn(reader, NOUN, "joining")))
    elif is_name:
        blocks.append(b.actions([_create(words, reader, style="primary")], block_id="contact-create"))
    return Message(text, tuple(blocks))


def choices(
    contacts: Sequence[Found], words: str, reader: Reader, *, action: str, draft: int, without: bool = False
) -> Message:
    """'Which one do you mean?'; a button carries the draft of what was asked and the contact chosen."""
    block = "which" if len(contacts) > 1 else "which_one"
    text = mrkdwn(reader, NOUN, block, words=words)
    rows = [_choice_row(found, reader, action=action, value=f"{draft}:{found.id}") for found in contacts]
    if without:
        none = b.button(
            plain(reader, NOUN, "without" if len(contacts) > 1 else "without_it"), action=action, value=f"{draft}:0"
        )
        rows.append(b.actions([none], block_id="contact-none"))
    return Message(text, (told(reader, NOUN, block, words=words), *rows))


def offered(
    contacts: Sequence[Found], words: str, reader: Reader, *, action: str, values: Mapping[ContactId, str]
) -> Message:
    """'Which one do you mean?'; a button carries the value of its contact."""
    rows = [_choice_row(found, reader, action=action, value=values[found.id]) for found in contacts]
    return Message(mrkdwn(reader, NOUN, "which", words=words), (told(reader, NOUN, "which", words=words), *rows))


def put_away_list(found: Sequence[Found], reader: Reader, *, deleted: bool, words: str = "") -> Message:
    """The archived, or the deleted, latest first, each with a button that gives it back.

    `words` are what nobody else was found by.
    """
    state = "deleted" if deleted else "archived"
    if not found:
        return Message(mrkdwn(reader, NOUN, f"none_{state}"))
    shown = found[: b.BLOCKS_IN_MESSAGE - 1]
    rows = [_put_away_row(each, reader) for each in shown]
    if words:
        text = mrkdwn(reader, NOUN, f"only_{state}", words=words)
        return Message(text, (told(reader, NOUN, f"only_{state}", words=words), *rows))
    text = mrkdwn(reader, NOUN, f"list_{state}")
    return Message(text, (b.section(text), *rows))


def contact_options(contacts: Sequence[Found]) -> list[b.Element]:
    """What a search for a contact answers in a form; town and number tell two of a name apart."""
    return [_option(found) for found in contacts[: b.CHOSEN]]


def _option(found: Found) -> b.Element:
    about = " · ".join(part for part in (found.city, f"#{found.number}") if part)
    text = value_raw(found.name.strip() or f"#{found.number}")
    return b.option(text, str(found.id), about=value_raw(about))


def empty(reader: Reader) -> Message:
    return Message(mrkdwn(reader, NOUN, "empty"))


def rows(contacts: Sequence[Found], reader: Reader, *, action: str = OPEN) -> list[Block]:
    """One contact a line, each with a button that opens it."""
    return [_row(found, reader, action) for found in contacts]


def _row(found: Found, reader: Reader, action: str) -> Block:
    label = plain(reader, NOUN, "open_label", name=found.name)
    button = b.button(plain(reader, NOUN, "open"), action=action, value=str(found.id), label=label)
    return b.plain_section(_line(found), accessory=button)


def _choice_row(found: Found, reader: Reader, *, action: str, value: str) -> Block:
    label = plain(reader, NOUN, "choose_label", name=found.name)
    button = b.button(plain(reader, NOUN, "choose"), action=action, value=value, label=label)
    return b.plain_section(_line(found), accessory=button)


def _put_away_row(found: Found, reader: Reader) -> Block:
    label = plain(reader, NOUN, "restore_label", name=found.name)
    button = b.button(plain(reader, NOUN, "restore"), action=RESTORE, value=str(found.id), label=label)
    return b.plain_section(_line(found), accessory=button)


def _line(found: Found) -> Plain:
    """'Marie Dupont · Acme SARL · Paris · #12'."""
    company = found.company if found.company != found.name else ""
    parts = (found.name, company, found.city, f"#{found.number}")
    return Plain(" · ".join(plain_value(b.cut(part, _PART)) for part in parts if part))
