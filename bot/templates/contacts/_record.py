"""A contact's record, in a modal or in Home: warnings, its head, the tabs, and what the chosen tab shows."""

from collections.abc import Callable, Sequence

from bot.model.contacts import Contact
from bot.model.files import FileState
from bot.model.ids import ContactId
from bot.model.messages import Block
from bot.model.records import Record, Tab, View, tabs_of, view_of, views_of
from bot.templates import _blocks as b
from bot.templates._dates import when
from bot.templates._fields import NOUN
from bot.templates._warnings import ON_RECORD, alerts, signs
from bot.templates._words import Plain, Reader, mrkdwn, plain, plain_value
from bot.templates.contacts import _parts as parts
from bot.templates.contacts._around import around_button
from bot.templates.contacts._card import RESTORE, acting
from bot.templates.contacts._parts import RECORDS
from bot.templates.contacts._tabs import tab_blocks
from bot.templates.contacts._values import sorted_as

VIEW = "contacts.record"
SEEN_AS = "contacts.seen_as"  # followed by a dot and the view
TAB = "contacts.tab"  # followed by a dot and the tab
HOME = "contacts.home"
PHOTO = "contacts.photo"


def record_view(
    record: Record,
    tab: Tab,
    reader: Reader,
    *,
    page: int = 0,
    view: View | None = None,
    above: Sequence[Block] = (),
) -> Block:
    """`page` is of the details, where they are too many for one; `view` as what it is seen where it is several;
    `above` what was just done.
    """
    body = [*above, *_body(record, tab, reader, page=page, wanted=view)]
    return b.modal(
        plain(reader, RECORDS, "title"),
        [*alerts(record.around.warnings, reader, most=ON_RECORD), *_warnings(record, reader, parts.alert), *body],
        callback=VIEW,
        close=plain(reader, "form", "close"),
        metadata=_metadata(record.contact, tab, view),
    )


def record_home(
    record: Record,
    tab: Tab,
    reader: Reader,
    *,
    page: int = 0,
    view: View | None = None,
    above: Sequence[Block] = (),
) -> Block:
    back = b.button(plain(reader, RECORDS, "back"), action=HOME, value=str(record.contact.id))
    warnings = [*signs(record.around.warnings, reader, most=ON_RECORD), *_warnings(record, reader, parts.warning)]
    first = [b.actions([back], block_id="home-back"), *warnings]
    body = _body(record, tab, reader, page=page, wanted=view)
    return b.home([*first, *above, *body], metadata=_metadata(record.contact, tab, view))


def _metadata(contact: Contact, tab: Tab, wanted: View | None) -> str:
    """What is shown, and as what where that is to be chosen."""
    shown = f"contact:{contact.id}:{tab.value}"
    view = view_of(contact.values, tab, wanted)
    return f"{shown}:{view.value}" if view is not None and len(views_of(contact.values)) > 1 else shown


def shown_in(metadata: str) -> tuple[ContactId, Tab] | None:
    """Whose record a view is, and which of its tabs; None where it is another view."""
    view, _, rest = metadata.partition(":")
    contact, _, tab = rest.partition(":")
    is_record = view == "contact" and contact.isascii() and contact.isdigit() and tab in set(Tab)
    return (ContactId(int(contact)), Tab(tab)) if is_record else None


def _body(record: Record, tab: Tab, reader: Reader, *, page: int, wanted: View | None) -> list[Block]:
    contact = record.contact
    views = views_of(contact.values)
    view = view_of(contact.values, tab, wanted)
    heading = b.header(plain_value(parts.title_of(contact, reader)))
    summary = parts.summary(contact, reader, sorted_as(record, reader))
    key = str(contact.id)
    tabs = [
        _door(f"tab_{each.value}", f"{TAB}.{each.value}", key, reader, is_current=each is tab)
        for each in tabs_of(contact.values, view)
    ]
    shown = tab_blocks(record, tab, reader, page=page, view=view)
    above = [heading, summary, *_views(views, view, contact, reader), b.actions(tabs, block_id="tabs")]
    return [*above, *shown, *_doing(record, reader)]


def _views(views: Sequence[View], current: View | None, contact: Contact, reader: Reader) -> list[Block]:
    """The switch between a client and a supplier, of one who is both."""
    if len(views) < 2:
        return []
    key = str(contact.id)
    buttons = [
        _door(f"view_{each.value}", f"{SEEN_AS}.{each.value}", key, reader, is_current=each is current)
        for each in views
    ]
    return [b.actions(buttons, block_id="views")]


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


def _door(words: str, action: str, value: str, reader: Reader, *, is_current: bool) -> b.Element:
    """A button to a part of the record, which says where one is."""
    name = plain(reader, RECORDS, words)
    if not is_current:
        return b.button(name, action=action, value=value)
    here = plain(reader, "form", "shown_now", name=name)
    return b.button(name, action=action, value=value, style="primary", label=here)


def _doing(record: Record, reader: Reader) -> list[Block]:
    """Nothing where it was deleted: its way back stands above."""
    contact = record.contact
    if contact.deleted_at is not None:
        return []
    acts = acting(contact, reader)
    acts.append(around_button(record, reader))
    if record.photo is not None and record.photo.state is FileState.KEPT:
        acts.append(b.button(plain(reader, RECORDS, "send_photo"), action=PHOTO, value=str(contact.id)))
    return [b.divider(), b.actions(acts, block_id=f"record-{contact.id}")]
