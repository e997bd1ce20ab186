"""Who stands around a contact: on its record the first of them, in a view of its own all, each one click away."""

from collections.abc import Mapping, Sequence

from bot.model.choices import ChoiceKind, called_in
from bot.model.contacts import Found
from bot.model.fields import RELATION
from bot.model.messages import Block
from bot.model.records import Around, MainPerson, Record
from bot.model.relations import Link
from bot.model.warnings import Warning
from bot.templates import _blocks as b
from bot.templates._fields import NOUN
from bot.templates._form import draw_fields
from bot.templates._rich import told
from bot.templates._warnings import alerts, submit
from bot.templates._words import Raw, Reader, mrkdwn, plain, plain_value, raw, value_raw
from bot.templates.contacts._card import RECORD
from bot.templates.contacts._parts import LINKED, labelled
from bot.templates.contacts._saved import undo_buttons

RELATIONS = "relations"
LINKS = "relations.open"
ADD = "relations.add"
FORM = "relations.save"
LINK = "relations.more"
SUBTREE = "lists.open"
_FIRST = 3  # of each on the record
_MOST = 30  # relations of the view
_PART = 80  # letters of a name among so many; a view has 250,000 bytes, and a sign may take twelve of them


def around_rows(record: Record, reader: Reader) -> list[Block]:
    """The main person, the parent, the first below it and the first relations."""
    around = record.around
    rows = [] if around.main_person is None else _main_person(around.main_person, reader)
    rows += [_found_row(raw(reader, RELATIONS, "parent"), each, reader) for each in around.parents[:1]]
    children = raw(reader, RELATIONS, "children", n=around.children_count)
    rows += [_found_row(children, each, reader) for each in around.children[:_FIRST]]
    return rows + [_found_row(_relation(each, reader), each.other, reader) for each in around.links[:_FIRST]]


def around_button(record: Record, reader: Reader) -> b.Element:
    """The door to all of them."""
    around = record.around
    n = len(around.parents) + around.children_count + len(around.links)
    words = plain(reader, RELATIONS, "links", n=n) if n else plain(reader, RELATIONS, "links_none")
    return b.button(words, action=LINKS, value=str(record.contact.id))


def links_view(record: Record, reader: Reader, *, line: str, removed: int | None = None) -> Block:
    """`line` asks for all that stand below, at any level; `removed` takes back that a relation was just removed."""
    around, contact = record.around, record.contact
    blocks = (
        [] if removed is None else [b.section(mrkdwn(reader, RELATIONS, "removed")), *undo_buttons(removed, reader)]
    )
    blocks.append(told(reader, NOUN, "card_text", name=contact.name, number=contact.number))
    blocks += _heading("parents", around.parents, reader)
    blocks += [_row(each, reader) for each in around.parents]
    blocks += _children(around, reader, line)
    blocks += _heading("relations", around.links, reader)
    blocks += [_link_row(each, contact.id, reader) for each in around.links[:_MOST]]
    if len(around.links) > _MOST:
        blocks.append(b.context(mrkdwn(reader, RELATIONS, "relation_more", n=len(around.links) - _MOST)))
    if not (around.parents or around.children or around.links):
        blocks.append(b.plain_context(plain(reader, RELATIONS, "none")))
    add = b.button(plain(reader, RELATIONS, "add"), action=ADD, value=str(contact.id), style="primary")
    return b.modal(
        plain(reader, RELATIONS, "title"),
        [*alerts(around.warnings, reader), *blocks, b.actions([add], block_id="relations-add")],
        callback=LINKS,
        close=plain(reader, "form", "close"),
    )


def relation_view(
    name: str,
    typed: Mapping[str, str],
    reader: Reader,
    *,
    draft: int,
    sides: Sequence[tuple[str, str]] = (),
    named: Sequence[tuple[str, str]] = (),
    warnings: Sequence[Warning] = (),
) -> Block:
    """`sides` are the kinds of relation, each from either end: value and name."""
    names = {"type": sides, "other": named}
    return b.modal(
        plain(reader, RELATIONS, "form_title"),
        [
            *alerts(warnings, reader),
            told(reader, RELATIONS, "about", name=name),
            *draw_fields(RELATION, RELATION.fields, typed, reader, named=names),
        ],
        callback=FORM,
        submit=submit(warnings, reader),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def side_options(sides: Sequence[tuple[str, str]]) -> list[b.Element]:
    return [b.option(value_raw(name), value) for value, name in sides[: b.CHOSEN]]


def _main_person(main: MainPerson, reader: Reader) -> list[Block]:
    """The row that opens the record, and a click to call or to write."""
    row = _found_row(raw(reader, RELATIONS, "main_person"), main.found, reader)
    parts = [b.words(b.cut(main.job_title, _PART))] if main.job_title else []
    for text, url in (
        (main.phone, f"tel:{main.dialled}" if main.dialled else ""),
        (main.email, f"mailto:{main.email}"),
    ):
        if text:
            shown = b.cut(text, _PART)
            parts += [b.words(Raw(" · "))] if parts else []
            parts.append(b.link(url, shown) if url and len(url) <= LINKED else b.words(shown))
    return [row, b.rich_text(b.line(*parts))] if parts else [row]


def _heading(block: str, some: Sequence[object], reader: Reader) -> list[Block]:
    return [b.rich_text(b.line(b.words(raw(reader, RELATIONS, block), bold=True)))] if some else []


def _children(around: Around, reader: Reader, line: str) -> list[Block]:
    if not around.children:
        return []
    heading = b.line(b.words(raw(reader, RELATIONS, "children", n=around.children_count), bold=True))
    every = b.button(plain(reader, RELATIONS, "all_children"), action=SUBTREE, value=line)
    rows = [_row(each, reader) for each in around.children]
    return [b.rich_text(heading), *rows, b.actions([every], block_id="relations-below")]


def _found_row(heading: Raw, found: Found, reader: Reader) -> Block:
    line = f"{labelled(reader, b.cut(heading, _PART))}{_named(found, reader)} · #{found.number}"
    return b.plain_section(plain_value(line), accessory=_opens(found, reader))


def _row(found: Found, reader: Reader) -> Block:
    parts = (_named(found, reader), b.cut(found.city, _PART), f"#{found.number}")
    line = " · ".join(part for part in parts if part)
    return b.plain_section(plain_value(line), accessory=_opens(found, reader))


def _link_row(link: Link, contact: int, reader: Reader) -> Block:
    """Opened or removed by its menu."""
    relation = labelled(reader, b.cut(_relation(link, reader), _PART))
    line = f"{relation}{_named(link.other, reader)} · #{link.other.number}"
    values = {"open": str(link.other.id), "remove": f"{link.id}:{contact}"}
    more = [b.option(raw(reader, RELATIONS, f"more_{act}"), f"{act}:{value}") for act, value in values.items()]
    return b.plain_section(plain_value(line), accessory=b.overflow(*more, action=LINK))


def _relation(link: Link, reader: Reader) -> Raw:
    return value_raw(called_in(ChoiceKind.RELATION, link.name, reader.language))


def _named(found: Found, reader: Reader) -> str:
    """With a word where it was put away: it still stands there."""
    name = b.cut(found.name, _PART)
    if found.deleted:
        return f"{name} {raw(reader, NOUN, 'gone')}"
    return f"{name} {raw(reader, RELATIONS, 'archived')}" if found.archived else name


def _opens(found: Found, reader: Reader) -> b.Element:
    label = plain(reader, NOUN, "open_label", name=found.name)
    return b.button(plain(reader, NOUN, "open"), action=RECORD, value=str(found.id), label=label)
