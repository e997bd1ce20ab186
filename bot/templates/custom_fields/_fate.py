"""What becomes of the values of a custom field, told before its kind, its answers or those who are asked change."""

from bot.model.custom_fields import CustomField, CustomKind
from bot.model.messages import Block
from bot.model.refits import Fate
from bot.templates import _blocks as b
from bot.templates._rich import said, told
from bot.templates._words import Reader, plain, raw

NOUN = "custom_fields"
FORM = "custom_fields.confirm"
BACK = "custom_fields.back"
_SHOWN = 5  # values of each sort


def fate_view(field: CustomField, fate: Fate, reader: Reader, *, draft: int) -> Block:
    """`field` as it is; its draft holds what it is to be."""
    back = b.button(plain(reader, NOUN, "fate_back"), action=BACK, value=str(draft))
    blocks = [told(reader, NOUN, "fate_filled", filled=fate.filled, name=field.name)]
    if fate.kept:
        blocks.append(told(reader, NOUN, "fate_kept", kept=fate.kept))
        blocks += _changed(field, fate, reader)
    if fate.gone:
        blocks.append(told(reader, NOUN, "fate_gone", gone=fate.gone))
        blocks += _lost(field, fate, reader)
    if fate.unasked:
        blocks.append(told(reader, NOUN, "fate_unasked", unasked=fate.unasked))
    if fate.uncertain:
        blocks.append(told(reader, NOUN, "fate_uncertain", uncertain=fate.uncertain))
    return b.modal(
        plain(reader, NOUN, "fate_title"),
        [*blocks, b.actions([back], block_id="back")],
        callback=FORM,
        submit=plain(reader, NOUN, "fate_submit"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def _changed(field: CustomField, fate: Fate, reader: Reader) -> list[Block]:
    rows = [
        b.line(*said(reader, NOUN, "fate_changed", n=often, old=_one_line(old), new=_one_line(new)))
        for old, new, often in fate.changed[:_SHOWN]
    ]
    return _listed(field, rows, len(fate.changed), reader)


def _lost(field: CustomField, fate: Fate, reader: Reader) -> list[Block]:
    rows = [b.line(*said(reader, NOUN, "fate_lost", n=often, old=_one_line(old))) for old, often in fate.lost[:_SHOWN]]
    return _listed(field, rows, len(fate.lost), reader)


def _listed(field: CustomField, rows: list[b.Element], count: int, reader: Reader) -> list[Block]:
    """A colleague's id would say nothing to anybody."""
    if not rows or field.kind is CustomKind.USER:
        return []
    others = [b.line(b.words(raw(reader, NOUN, "fate_others")))] if count > len(rows) else []
    return [b.rich_text({"type": "rich_text_list", "style": "bullet", "elements": [*rows, *others]})]


def _one_line(text: str) -> str:
    return ", ".join(text.split("\n"))
