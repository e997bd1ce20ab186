"""The coordinates in the form of a contact: a page of rows with their buttons, and the form of a single one."""

from collections.abc import Mapping

from bot.model.contacts import Coordinate, CoordinateKind
from bot.model.fields import COORDINATES
from bot.model.messages import Block
from bot.templates import _blocks as b
from bot.templates._fields import NOUN, coordinate_words
from bot.templates._form import draw_fields
from bot.templates._pages import turning
from bot.templates._words import Reader, plain, plain_value, raw
from bot.templates.contacts._parts import VALUE, not_understood

FORM = "coordinates.save"
ADD = "coordinates.add"  # followed by a dot and the kind
ROW = "coordinates.row"
PAGE = "coordinates.page"  # followed by a dot and the number of the page
_WORDS = "coordinates"
_ON_A_PAGE = 10


def rows(coordinates: tuple[Coordinate, ...], reader: Reader, *, draft: int, page: int) -> list[Block]:
    """Ten of them, and what leads to the others; then a button to add one of each kind."""
    last = max(0, (len(coordinates) - 1) // _ON_A_PAGE)
    page = min(max(page, 0), last)
    shown = coordinates[page * _ON_A_PAGE : (page + 1) * _ON_A_PAGE]
    blocks = [_row(each, reader, draft=draft) for each in shown]
    if not blocks:
        blocks.append(b.plain_context(plain(reader, _WORDS, "none")))
    blocks += turning(page, last + 1, reader, action=PAGE, of=f"{draft}:")
    adding = [
        b.button(plain(reader, _WORDS, f"add_{kind.value}"), action=f"{ADD}.{kind.value}", value=str(draft))
        for kind in CoordinateKind
    ]
    return [*blocks, b.actions(adding, block_id="coordinates-add")]


def _row(coordinate: Coordinate, reader: Reader, *, draft: int) -> Block:
    kind = raw(reader, NOUN, coordinate.kind.value)
    line = f"{raw(reader, NOUN, 'labelled', name=kind)} {b.cut(coordinate_words(coordinate, reader), VALUE)}"
    if not_understood(coordinate):
        line += f"\n⚠️ {raw(reader, _WORDS, f'unread_{coordinate.kind.value}')}"
    acts = ("edit", "remove") if coordinate.main else ("edit", "main", "remove")
    options = [b.option(raw(reader, _WORDS, f"act_{act}"), f"{act}:{draft}:{coordinate.id}") for act in acts]
    menu = b.overflow(*options, action=ROW)
    return b.plain_section(plain_value(line), accessory=menu)


def coordinate_view(
    kind: CoordinateKind, typed: Mapping[str, str], reader: Reader, *, draft: int, is_new: bool
) -> Block:
    """On top of the contact's form: one coordinate by itself."""
    title = "add" if is_new else "edit"
    form, labels = COORDINATES[kind], {"typed": f"field_typed_{kind.value}"}
    return b.modal(
        plain(reader, _WORDS, f"{title}_{kind.value}"),
        draw_fields(form, form.fields, typed, reader, labels=labels),
        callback=FORM,
        submit=plain(reader, "form", "ok"),
        close=plain(reader, "form", "back"),
        metadata=str(draft),
    )
