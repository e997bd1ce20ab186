"""Two people changed the same contact at once: what each made of a field, and the choice between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model.changes import Conflict
from bot.model.fields import block_of
from bot.model.messages import Block
from bot.templates import _blocks as b
from bot.templates._dates import when
from bot.templates._fields import NOUN, field_name, field_value, is_person
from bot.templates._rich import said
from bot.templates._words import Raw, Reader, mrkdwn, plain, plain_value, raw
from bot.templates.contacts._parts import alert, labelled

RESOLVE = "contacts.resolve"
CONFLICTS = 30  # in a view
THEIRS, MINE = "theirs", "mine"
_LETTERS = 12_000  # of all the values in a view
_LONGEST = 3000


@dataclass(frozen=True, slots=True)
class ConflictShown:
    """`by` changed the field last, `at` that moment; None where the trace no longer tells."""

    conflict: Conflict
    by: str | None = None
    at: datetime | None = None


def conflict_view(
    conflicts: Sequence[ConflictShown], names: Mapping[str, str], reader: Reader, *, draft: int, edition: int = 0
) -> Block:
    """Field by field; the radio buttons of the n-th have the block id `c<n>`, for a field's name may be too long.

    Nothing is chosen in another `edition`, whatever was in the one before.
    """
    shown = conflicts[:CONFLICTS]
    limit = min(_LONGEST, _LETTERS // (2 * max(1, len(shown))))
    blocks = [alert(plain(reader, NOUN, "conflicts"))]
    for place, each in enumerate(shown):
        blocks += [_told(each, names, reader, limit), _choice(block_of(f"c{place}", edition), each, names, reader)]
    if len(conflicts) > len(shown):
        blocks.append(b.context(mrkdwn(reader, NOUN, "conflicts_more", n=len(conflicts) - len(shown))))
    return b.modal(
        plain(reader, NOUN, "conflicts_title"),
        blocks,
        callback=RESOLVE,
        submit=plain(reader, "form", "save"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def _told(shown: ConflictShown, names: Mapping[str, str], reader: Reader, limit: int) -> Block:
    conflict = shown.conflict
    author = _author(shown, reader)
    theirs = [b.words(labelled(reader, raw(reader, NOUN, "theirs")), bold=True)]
    mine = [b.words(labelled(reader, raw(reader, NOUN, "mine")), bold=True)]
    return b.rich_text(
        b.line(b.words(_name(conflict, names, reader), bold=True), *author),
        b.quote(*theirs, *_value(conflict.field, conflict.stored, names, reader, limit=limit)),
        b.quote(*mine, *_value(conflict.field, conflict.typed, names, reader, limit=limit)),
    )


def _author(shown: ConflictShown, reader: Reader) -> list[b.Element]:
    if shown.by is None or shown.at is None:
        return []
    moment = b.date(shown.at, when(shown.at, reader))
    return [b.words(Raw(" · ")), *said(reader, NOUN, "changed_by", who=b.person(shown.by), when=moment)]


def _name(conflict: Conflict, names: Mapping[str, str], reader: Reader) -> Raw:
    text = conflict.stored or conflict.typed or conflict.base
    return field_name(conflict.field, reader, text=text, names=names)


def _value(field: str, text: str | None, names: Mapping[str, str], reader: Reader, *, limit: int) -> list[b.Element]:
    if not text:
        return [b.words(raw(reader, NOUN, "nothing"), italic=True)]
    if is_person(field, names):
        return [b.person(text)]
    return [b.words(b.cut(field_value(field, text, names, reader), limit))]


def _choice(block: str, shown: ConflictShown, names: Mapping[str, str], reader: Reader) -> Block:
    """None is chosen beforehand: whoever saves has looked."""
    options = [b.option(raw(reader, NOUN, f"keep_{side}"), side) for side in (THEIRS, MINE)]
    label = plain_value(_name(shown.conflict, names, reader))
    return {
        "type": "input",
        "block_id": block,
        "label": b.plain_text(label, b.HEADER),
        "element": {"type": "radio_buttons", "action_id": "value", "options": options},
    }
