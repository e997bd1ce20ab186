"""A contact from what people typed: the pages of its form, one coordinate, a line of a command, a message.

Called by handlers. A draft's values are those of `model.fields.CONTACT` by their keys, with each coordinate under
`coordinate:<id>` as `model.changes.coordinate_text` writes it, a role's rank under `rank:<id>`, a custom value under
`custom:<id>` as its reader writes it.
"""

from bot.parse.contacts._asking import NOBODY_ASKS, Asking
from bot.parse.contacts._coordinate import read_coordinate, typed_coordinate
from bot.parse.contacts._draft import LINES, absorb, opened, shown
from bot.parse.contacts._line import typed_from_line
from bot.parse.contacts._message import typed_from_message
from bot.parse.contacts._named import NamedContact, split_named
from bot.parse.contacts._record import read_contact

__all__ = [
    "LINES",
    "NOBODY_ASKS",
    "Asking",
    "NamedContact",
    "absorb",
    "opened",
    "read_contact",
    "read_coordinate",
    "shown",
    "split_named",
    "typed_coordinate",
    "typed_from_line",
    "typed_from_message",
]
