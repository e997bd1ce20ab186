"""The draft of a contact: what the pages of its form gave, and the coordinates behind the lines of one page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from bot.model.changes import (
    ASSIGNED,
    CONSENT,
    COORDINATE,
    GROUP,
    ROLE,
    STATE,
    TAG,
    Flat,
    coordinate_of,
    coordinate_text,
)
from bot.model.contacts import Coordinate, CoordinateKind
from bot.model.coordinates import email, phone
from bot.model.folding import clean, clean_name, digits
from bot.model.labels import LABEL_LENGTH, built_in_label, kept_label
from bot.parse._form import Typed
from bot.parse.contacts._asking import NOBODY_ASKS, Asking
from bot.parse.contacts._consents import shown_consents
from bot.parse.contacts._lists import shown_lists
from bot.parse.contacts._people import shown_people

LINES = {"phones": CoordinateKind.PHONE, "emails": CoordinateKind.EMAIL}
_INPUT = 3000  # signs that Slack takes in one input
_SLIP = 2  # signs that differ where a line was mended and not replaced
_JOINED = (TAG, ASSIGNED, STATE, GROUP, ROLE, CONSENT)  # of which one field of the form shows all
_SCHEMES = frozenset({"tel", "mailto"})


def opened(fields: Flat, asking: Asking = NOBODY_ASKS) -> Typed:
    """The draft's values of a contact that is edited."""
    values = {field: text for field, text in fields.items() if not field.startswith(_JOINED)}
    values["tags"] = "\n".join(text for field, text in fields.items() if field.startswith(TAG))
    values["assigned"] = "\n".join(text for field, text in fields.items() if field.startswith(ASSIGNED))
    said = (*shown_lists(fields, asking), *shown_people(fields, asking), *shown_consents(fields))
    return values | dict(said)


def absorb(values: Mapping[str, str], typed: Mapping[str, str], *, country: str, next_id: Callable[[], int]) -> Typed:
    """The draft's values with what a page's inputs gave. A line that stayed as it was stays the same coordinate."""
    absorbed = {key: text for key, text in values.items() if key not in LINES}
    absorbed |= {key: text for key, text in typed.items() if key not in LINES and not _unseen(key, text, values)}
    for key, kind in LINES.items():
        if key in typed:
            absorbed = _with_lines(absorbed, kind, typed[key], country=country, next_id=next_id)
    return absorbed


def shown(values: Mapping[str, str]) -> Typed:
    """The draft's values as the form shows them, with the lines of phones and of e-mails where they fit an input."""
    texts = {key: _drawn(held_of(values, kind).values()) for key, kind in LINES.items()}
    return dict(values) | {key: text for key, text in texts.items() if len(text) <= _INPUT}


def held_of(values: Mapping[str, str], kind: CoordinateKind) -> dict[str, Coordinate]:
    """The coordinates of a kind by their field."""
    fields = (field for field in values if field.startswith(COORDINATE))
    held = {field: coordinate_of(values[field], int(field.removeprefix(COORDINATE))) for field in fields}
    return {field: coordinate for field, coordinate in held.items() if coordinate.kind is kind}


def _unseen(key: str, text: str, values: Mapping[str, str]) -> bool:
    """An input that says nothing of what is held: one for a new photo is always empty, a very long text was clipped."""
    if key == "photo":
        return not text
    held = values.get(key, "")
    return len(held) > _INPUT and text == clean(held[:_INPUT]).strip()


def _with_lines(values: Typed, kind: CoordinateKind, text: str, *, country: str, next_id: Callable[[], int]) -> Typed:
    held = held_of(values, kind)
    if len(_drawn(held.values())) > _INPUT:
        return values  # the form could not show them
    lines = [line for line in map(clean_name, text.splitlines()) if line]
    read = [_read_line(line, kind, country) for line in lines]
    found = _found(lines, read, held)
    unseen = {field for field, each in held.items() if not _line(each)}
    kept = {field: each for field, each in values.items() if field not in held or field in unseen}
    typed: set[str] = set()
    for place, each in enumerate(read):
        if place in found:
            kept[found[place]] = coordinate_text(_again(held[found[place]], each, lines[place]))
        elif each.typed not in typed:
            kept[f"{COORDINATE}{next_id()}"] = coordinate_text(each)
        typed.add(each.typed)
    return kept


def _found(lines: list[str], read: list[Coordinate], held: Mapping[str, Coordinate]) -> dict[int, str]:
    """By its place, the field of each line that was there before: as it was drawn, else as typed, else as parsed.

    One new line for one that is gone is the same with a slip mended, where hardly a sign differs.
    """
    found: dict[int, str] = {}
    _pair(found, lines, {field: _line(each) for field, each in held.items()})
    _pair(found, [each.typed for each in read], {field: clean_name(each.typed) for field, each in held.items()})
    _pair(found, [each.parsed for each in read], {field: each.parsed for field, each in held.items()})
    new = [place for place in range(len(lines)) if place not in found]
    gone = [field for field in held if field not in found.values() and _line(held[field])]
    if len(new) == len(gone) == 1 and Levenshtein.distance(read[new[0]].typed, held[gone[0]].typed) <= _SLIP:
        found[new[0]] = gone[0]
    return found


def _pair(found: dict[int, str], wanted: Sequence[str | None], offered: Mapping[str, str | None]) -> None:
    free: dict[str, list[str]] = {}
    for field, text in offered.items():
        if text and field not in found.values():
            free.setdefault(text, []).append(field)
    for place, text in enumerate(wanted):
        if text and place not in found and free.get(text):
            found[place] = free[text].pop(0)


def _again(held: Coordinate, read: Coordinate, line: str) -> Coordinate:
    """What was held, with the line's own text and label; a built-in label is not drawn, so a line does not end it."""
    if line == _line(held):
        return held
    label = read.label or ("" if built_in_label(held.kind, held.label) is None else held.label)
    if read.typed == clean_name(held.typed):
        return replace(held, label=label)
    return replace(read, label=label, main=held.main)


def _read_line(line: str, kind: CoordinateKind, country: str) -> Coordinate:
    """'Portable père: 06 12 34 56 78'; an e-mail that is none is kept, and refused when the contact is saved."""
    label, typed = _labelled(line, kind)
    if kind is CoordinateKind.PHONE:
        return phone(typed, country, label=label)
    return email(typed, label=label) or Coordinate(kind=kind, typed=typed, label=label)


def _labelled(line: str, kind: CoordinateKind) -> tuple[str, str]:
    before, colon, after = line.rpartition(":")
    label, typed = before.strip(), after.strip()
    if not (colon and label and typed) or "@" in label or len(label) > LABEL_LENGTH:
        return "", line
    if label.lower() in _SCHEMES:
        return "", typed
    if kind is CoordinateKind.PHONE and not (digits(typed) and any(sign.isalpha() for sign in label)):
        return "", line
    return kept_label(kind, label), typed


def _drawn(coordinates: Iterable[Coordinate]) -> str:
    return "\n".join(filter(None, map(_line, coordinates)))


def _line(coordinate: Coordinate) -> str:
    """As a form shows it; a built-in label has a name in each language and is not shown in a line."""
    own = coordinate.label and built_in_label(coordinate.kind, coordinate.label) is None
    return clean_name(f"{coordinate.label}: {coordinate.typed}" if own else coordinate.typed)
