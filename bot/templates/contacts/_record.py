"""A contact's record, in a modal or in Home: warnings, its head, the tabs, and what the chosen tab shows."""

from collections.abc import Callable

from bot.model.contacts import Contact
from bot.model.files import FileState
from bot.model.messages import Block
from bot.model.records import Record, Tab
from bot.templates import _blocks as b
from bot.templates._dates import when
from bot.templates._fields import NOUN
from bot.templates._words import Plain, Reader, mrkdwn, plain, plain_value
from bot.templates.contacts import _parts as parts
from bot.templates.contacts._card import RESTORE, acting
from bot.templates.contacts._parts import RECORDS
from bot.templates.contacts._tabs import tab_blocks

VIEW = "contacts.record"
TAB = "contacts.tab"  # followed by a dot and the tab
HOME = "contacts.home"
PHOTO = "contacts.photo"


def record_view(record: Record, tab: Tab, reader: Reader, *, page: int = 0) -> Block:
    """`page` is of the details, where they are too many for one."""
    return b.modal(
        plain(reader, RECORDS, "title"),
        [*_warnings(record, reader, parts.alert), *_body(record, tab, reader, page)],
        callback=VIEW,
        close=plain(reader, "form", "close"),
        metadata=metadata_of(record.contact, tab),
    )


def record_home(record: Record, tab: Tab, reader: Reader, *, page: int = 0) -> Block:
    back = b.button(plain(reader, RECORDS, "back"), action=HOME, value=str(record.contact.id))
    above = [b.actions([back], block_id="home-back"), *_warnings(record, reader, parts.warning)]
    return b.home([*above, *_body(record, tab, reader, page)], metadata=metadata_of(record.contact, tab))


def metadata_of(contact: Contact, tab: Tab) -> str:
    return f"contact:{contact.id}:{tab.value}"


def _body(record: Record, tab: Tab, reader: Reader, page: int) -> list[Block]:
    contact = record.contact
    heading = b.header(plain_value(parts.title_of(contact, reader)))
    tabs = b.actions([_tab_button(each, tab, contact, reader) for each in Tab], block_id="tabs")
    shown = tab_blocks(record, tab, reader, page=page)
    return [heading, parts.summary(contact, reader), tabs, *shown, *_doing(record, reader)]


def _warnings(record: Record, reader: Reader, drawn: Callable[[Plain], Block]) -> list[Block]:
    fate = map(drawn, parts.fate(record.contact, reader))
    return [*fate, *_ended(record, reader), *map(drawn, parts.doubts(record, reader))]


def _ended(record: Record, reader: Reader) -> list[Block]:
    """Who put it away, and the button that gives it back."""
    contact = record.contact
    if contact.archived_at is None and contact.deleted_at is None:
        return []
    restore = b.button(plain(reader, NOUN, "restore"), action=RESTORE, value=str(contact.id), style="primary")
    buttons = b.actions([restore], block_id="restore")
    if record.ended is None:
        return [buttons]
    who, moment = b.mention(record.ended.by), when(record.ended.at, reader)
    block = "deleted_by" if contact.deleted_at is not None else "archived_by"
    return [b.context(mrkdwn(reader, RECORDS, block, who=who, when=moment)), buttons]


def _tab_button(tab: Tab, current: Tab, contact: Contact, reader: Reader) -> b.Element:
    name = plain(reader, RECORDS, f"tab_{tab.value}")
    if tab is not current:
        return b.button(name, action=f"{TAB}.{tab.value}", value=str(contact.id))
    here = plain(reader, "form", "shown_now", name=name)
    return b.button(name, action=f"{TAB}.{tab.value}", value=str(contact.id), style="primary", label=here)


def _doing(record: Record, reader: Reader) -> list[Block]:
    """Nothing where it was deleted: its way back stands above."""
    contact = record.contact
    if contact.deleted_at is not None:
        return []
    acts = acting(contact, reader)
    if record.photo is not None and record.photo.state is FileState.KEPT:
        acts.append(b.button(plain(reader, RECORDS, "send_photo"), action=PHOTO, value=str(contact.id)))
    return [b.divider(), b.actions(acts, block_id=f"record-{contact.id}")]
