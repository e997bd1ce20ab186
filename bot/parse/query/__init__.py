"""A line of search turned into a Query, and the form of the advanced search turned into such a line and back.

Called by `crm` for whatever a person may look for, and by handlers for the form. The grammar is docs/how-to/search.md.
"""

from bot.parse.query._created import read_days
from bot.parse.query._form import written
from bot.parse.query._kept import asks_about, lasting, renamed, searches_in, with_choice, with_field, with_tag
from bot.parse.query._keys import key_names
from bot.parse.query._line import awaits_person, may_name_field, speaks_of_joining
from bot.parse.query._read import read_query
from bot.parse.query._typed import typed_query
from bot.parse.query._values import Asker, kind_of

__all__ = [
    "Asker",
    "asks_about",
    "awaits_person",
    "key_names",
    "kind_of",
    "lasting",
    "may_name_field",
    "read_days",
    "read_query",
    "renamed",
    "searches_in",
    "speaks_of_joining",
    "typed_query",
    "with_choice",
    "with_field",
    "with_tag",
    "written",
]
