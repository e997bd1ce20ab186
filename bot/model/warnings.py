"""What is said before a contact is acted on: its own warnings, and those that reach it from above and below."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.model.contacts import ContactValues, Found, Reach

REASON_LENGTH = 500
LEVELS = 20  # of parents and children that are walked


class WarningKind(StrEnum):
    """In the order in which they are shown."""

    HOLD = "hold"  # asks before anything is started
    FLAG = "flag"  # is told
    BLOCK = "block"  # informs, and stops nothing


_ORDER = {kind: place for place, kind in enumerate(WarningKind)}


@dataclass(frozen=True, slots=True)
class Warning:
    """`contact` is whose it is, `own` where that is the very contact that is acted on."""

    kind: WarningKind
    contact: Found
    text: str
    own: bool


def warnings_from(found: Found, values: ContactValues, *, below: int) -> tuple[Warning, ...]:
    """What the warnings of `found` say of a contact `below` it by so many levels: 0 is itself, -1 its parent."""
    own = below == 0
    said = []
    if values.hold is not None and reaches(values.hold.reach, below=below):
        said.append(Warning(WarningKind.HOLD, found, values.hold.reason, own))
    if values.flag and 0 <= below <= LEVELS:
        said.append(Warning(WarningKind.FLAG, found, values.flag, own))
    if values.blocked and own:
        said.append(Warning(WarningKind.BLOCK, found, "", own))
    return tuple(said)


def reaches(reach: Reach, *, below: int) -> bool:
    """Whether a hold is for who is so many levels below whom it was put on; above are fewer than none."""
    up, down = _REACHED[reach]
    return -up <= below <= down


# How many levels up and down.
_REACHED = {
    Reach.SELF: (0, 0),
    Reach.PARENTS: (1, 0),
    Reach.CHILDREN: (0, 1),
    Reach.NEAREST: (1, 1),
    Reach.DESCENDANTS: (0, LEVELS),
    Reach.FAMILY: (LEVELS, LEVELS),
}


def in_order(warnings: Iterable[Warning]) -> tuple[Warning, ...]:
    """Holds first; of each kind a contact's own first."""
    return tuple(sorted(warnings, key=lambda each: (_ORDER[each.kind], not each.own, each.contact.name)))


def of_others(warnings: Iterable[Warning]) -> tuple[Warning, ...]:
    """As they are told where somebody else is acted on; a block informs of its own contact alone."""
    told = (replace(each, own=False) for each in warnings if each.kind is not WarningKind.BLOCK)
    return in_order(dict.fromkeys(told))


def needs_confirming(warnings: Iterable[Warning]) -> bool:
    return any(each.kind is WarningKind.HOLD for each in warnings)
