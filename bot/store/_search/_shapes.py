"""The shape of a question, on which the texts of its statements depend, and what they compare with names."""

from collections.abc import Sequence

from bot.model.filters import Filter, FilterKey
from bot.model.ids import MemberId
from bot.model.query import Query
from bot.store._search._conditions import Words, filters_hold, fragments_stand, reads_text
from bot.store._search._hits import Asked
from bot.store._search._places import Shape
from bot.store._search._sources import Values, is_plain
from bot.store._search._sql import holds
from bot.store._search._words import ids_among

_BEYOND = "\U0010ffff"  # after every name that begins so


def shape_of(words: Words, asked: Asked, mine: MemberId | None) -> Shape:
    query = asked.query
    # What the indexes have found needs a second look.
    again = asked.given is not None or bool(query.spellings) or (query.typos and min(map(len, query.asked)) == 1)
    held = holds(words, asked) if again else filters_hold(words, asked.filters)
    is_marked = bool(asked.narrowed.required) and not (again or query.typos)
    return Shape(
        postgres=words.postgres,
        forms=tuple(map(len, query.forms)),
        turned=query.reversed != query.whole,
        mine=bool(mine),
        plain=words.postgres and is_plain(asked.narrowed, query),
        joined=bool(query.together),
        held=held,
        said=again or reads_text(asked.filters),
        stands=f" AND ({fragments_stand(words, query)}){held}" if is_marked else "",
    )


def names_of(query: Query) -> Values:
    values: dict[str, str] = {}
    for name, said in (("whole", query.whole), ("turned", query.reversed)):
        # What is compared with the whole of a name, with its beginning, and with its first and its last words.
        values[name] = said
        values[f"{name}_end"] = said + _BEYOND
        values[f"{name}_head"] = f"{said} "
        values[f"{name}_next"] = f"{said}!"  # the sign behind a space
        values[f"{name}_tail"] = f" {said}"
    for at, forms in enumerate(query.forms):
        for n, form in enumerate(forms):
            # What is compared with the words of a name: behind a space, or the first.
            name = f"term{at}_{n}"
            values[name] = f" {form}"
            values[f"{name}_bare"] = form
            values[f"{name}_end"] = form + _BEYOND
    return values


def only_without(filters: Sequence[Filter]) -> int | None:
    """The one contact that is left out, where nothing else is asked of them."""
    if len(filters) != 1 or filters[0].key is not FilterKey.CONTACT or not filters[0].excluded:
        return None
    keys = ids_among(filters[0].sought)
    return keys[0] if len(keys) == 1 else None


def is_number(query: Query) -> bool:
    return len(query.asked) == 1 and query.asked[0].isdecimal()
