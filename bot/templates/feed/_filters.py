"""What a list of the feed is filtered by: said in words above it, and chosen from menus in its view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.model.choices import Choice
from bot.model.feed import WORDS_LENGTH, FeedList
from bot.model.fields import block_of
from bot.model.line_types import LineType
from bot.model.messages import Block
from bot.templates import _blocks as b
from bot.templates._dates import day_name
from bot.templates._words import Plain, Raw, Reader, plain, raw, value_raw

NOUN = "feed"
TYPE = "feed.type"
PERSON = "feed.person"
PERIOD = "feed.period"
WORDS = "feed.words"
ANY = "any"  # the option of a menu that filters by nothing
API = "api"
WORDS_BLOCK, MENUS_BLOCK = "words", "filters"
PERIODS = ("today", "yesterday", "this_week", "last_week", "this_month", "last_month", "this_year", "last_year")
_TYPES = 90  # of an admin's; Slack shows a hundred options
_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """`person` is the name of whoever is asked for, `types` are all that an admin keeps. `periods` are the spans that
    the menu offers, as text, by name. Of another `edition` the menus show what is asked, whatever stood there."""

    which: FeedList
    person: str = ""
    types: Sequence[Choice] = ()
    periods: Mapping[str, str]
    edition: int = 0


def said(filters: Filters, reader: Reader) -> Raw:
    """'call · Nathan · 9 Nov 2026 to 15 Nov 2026 · “price”'; '' where nothing is asked."""
    which = filters.which
    words = raw(reader, "notes", "quoted", words=which.words) if which.words else Raw("")
    parts = (_type(filters, reader), b.cut(value_raw(filters.person), _NAME), _span(filters, reader), words)
    return Raw(" · ".join(part for part in parts if part))


def _type(filters: Filters, reader: Reader) -> Raw:
    which = filters.which
    if which.activity is not None:
        named = (each for each in filters.types if each.id == which.activity)
        return next((b.cut(value_raw(each.in_language(reader.language).name), _NAME) for each in named), Raw("—"))
    if which.api:
        return raw(reader, NOUN, "type_api")
    return Raw("") if which.type is None else raw(reader, NOUN, f"type_{which.type.value}")


def _span(filters: Filters, reader: Reader) -> Raw:
    span = filters.which.span
    zone = ZoneInfo(reader.zone)
    low = None if span.low is None else span.low.astimezone(zone).date()
    last = None if span.high is None else (span.high.astimezone(zone) - timedelta(microseconds=1)).date()
    return days_said(low, last, reader)


def days_said(low: date | None, last: date | None, reader: Reader) -> Raw:
    if low is not None and low == last:
        return day_name(low, reader)
    named = {"low": low and day_name(low, reader), "high": last and day_name(last, reader)}
    if low is not None and last is not None:
        return raw(reader, "notes", "from_to", **named)
    if low is not None:
        return raw(reader, "notes", "from_day", **named)
    return Raw("") if last is None else raw(reader, "notes", "to_day", **named)


def menus(filters: Filters, reader: Reader) -> list[Block]:
    """Of types, people and periods, and the field of words."""
    elements = [_types_menu(filters, reader), _people_menu(filters, reader), _periods_menu(filters, reader)]
    return [b.actions(elements, block_id=block_of(MENUS_BLOCK, filters.edition)), _field(filters, reader)]


def _types_menu(filters: Filters, reader: Reader) -> b.Element:
    which = filters.which
    offered = {ANY: b.option(raw(reader, NOUN, "any_type"), ANY)}
    offered |= {each.value: b.option(raw(reader, NOUN, f"type_{each.value}"), each.value) for each in LineType}
    for each in filters.types[:_TYPES]:
        value = f"activity:{each.id}"
        name = value_raw(each.in_language(reader.language).name)
        offered[value] = b.option(raw(reader, NOUN, "by_hand", type=b.cut(name, _NAME)), value)
    offered[API] = b.option(raw(reader, NOUN, "type_api"), API)
    chosen = f"activity:{which.activity}" if which.activity is not None else API if which.api else which.type or ANY
    return _menu(TYPE, plain(reader, NOUN, "which_type"), offered, offered.get(chosen, offered[ANY]))


def _periods_menu(filters: Filters, reader: Reader) -> b.Element:
    span = str(filters.which.span)
    offered = {"/": b.option(raw(reader, NOUN, "any_time"), ANY)}
    for name, value in filters.periods.items():
        offered.setdefault(value, b.option(raw(reader, NOUN, f"period_{name}"), name))
    if span not in offered:
        offered[span] = b.option(_span(filters, reader), "chosen")
    return _menu(PERIOD, plain(reader, NOUN, "which_time"), offered, offered[span])


def _menu(action: str, placeholder: Plain, offered: Mapping[str, b.Element], chosen: b.Element) -> b.Element:
    return {
        "type": "static_select",
        "action_id": action,
        "placeholder": b.plain_text(placeholder, b.PLACEHOLDER),
        "options": list(offered.values()),
        "initial_option": chosen,
    }


def _people_menu(filters: Filters, reader: Reader) -> b.Element:
    actor = filters.which.actor
    placeholder = b.plain_text(plain(reader, NOUN, "which_person"), b.PLACEHOLDER)
    element = {"type": "users_select", "action_id": PERSON, "placeholder": placeholder}
    return element if actor is None else element | {"initial_user": str(actor)}


def _field(filters: Filters, reader: Reader) -> Block:
    words = filters.which.words
    element = {
        "type": "plain_text_input",
        "action_id": WORDS,
        "max_length": WORDS_LENGTH,
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }
    return {
        "type": "input",
        "block_id": block_of(WORDS_BLOCK, filters.edition),
        "optional": True,
        "dispatch_action": True,
        "label": b.plain_text(plain(reader, NOUN, "field_words"), b.SECTION),
        "element": element | ({"initial_value": words} if words else {}),
    }
