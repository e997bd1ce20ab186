"""Contacts as blocks: the card, the record with its tabs, the form and what becomes of it, lists to open from."""

from bot.templates._fields import NOUN, coordinate_words, field_name, field_value
from bot.templates.contacts._around import links_view, relation_view, side_options
from bot.templates.contacts._card import EDIT, MORE, RECORD, RESTORE, card, card_blocks
from bot.templates.contacts._conflicts import CONFLICTS, MINE, THEIRS, ConflictShown, conflict_view
from bot.templates.contacts._coordinates import coordinate_view
from bot.templates.contacts._employers import employers_view
from bot.templates.contacts._form import FORM, FormShown, form_view
from bot.templates.contacts._likely import likely_view
from bot.templates.contacts._lists import (
    CREATE,
    LIST,
    OPEN,
    choices,
    contact_options,
    empty,
    found_list,
    none_found,
    offered,
    put_away_list,
    rows,
)
from bot.templates.contacts._people import changed as people_changed
from bot.templates.contacts._record import record_home, record_view, shown_in
from bot.templates.contacts._saved import (
    FROM_HOME,
    UNDO,
    archived,
    confirm_delete_view,
    deleted,
    restored,
    saved_view,
    undone,
)

__all__ = [
    "CONFLICTS",
    "CREATE",
    "EDIT",
    "FORM",
    "FROM_HOME",
    "LIST",
    "MINE",
    "MORE",
    "NOUN",
    "OPEN",
    "RECORD",
    "RESTORE",
    "THEIRS",
    "UNDO",
    "ConflictShown",
    "FormShown",
    "archived",
    "card",
    "card_blocks",
    "choices",
    "confirm_delete_view",
    "conflict_view",
    "contact_options",
    "coordinate_view",
    "coordinate_words",
    "deleted",
    "employers_view",
    "empty",
    "field_name",
    "field_value",
    "form_view",
    "found_list",
    "likely_view",
    "links_view",
    "none_found",
    "offered",
    "people_changed",
    "put_away_list",
    "record_home",
    "record_view",
    "relation_view",
    "restored",
    "rows",
    "saved_view",
    "shown_in",
    "side_options",
    "undone",
]
