"""Follows as words: started, stopped, listed, and why a message is there."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from bot.model.activities import type_name
from bot.model.choices import Choice
from bot.model.follows import Followed, Named, Wish, member_of
from bot.model.ids import ChoiceId, PlaceId
from bot.model.line_types import LineType
from bot.model.messages import Block, Message
from bot.templates import _blocks as b
from bot.templates._words import Mrkdwn, Reader, mrkdwn, plain, raw

NOUN = "follows"
NEW = "following.new"
FOLLOW_ANYWAY = "follows.confirm"
MENU = "follows.more"  # open:<contact>, stop:<follow>


def started(
    wish: Wish, reader: Reader, *, named: Named, place: PlaceId, now: bool, names_only: bool = False
) -> Message:
    """`names_only` where people from outside read along."""
    said = _sentence("started" if now else "already", _what(wish, named, reader), reader, place=place)
    if not names_only:
        return said
    return Message(said.text, (*said.blocks, b.context(mrkdwn(reader, NOUN, "started_names"))))


def stopped(wish: Wish, reader: Reader, *, named: Named, place: PlaceId, followed: bool) -> Message:
    return _sentence("stopped" if followed else "not_followed", _what(wish, named, reader), reader, place=place)


def _sentence(block: str, what: Markup, reader: Reader, *, place: PlaceId) -> Message:
    text = mrkdwn(reader, NOUN, f"{block}_{_where(place)}", what=what)
    return Message(text, (b.section(text),))


def of_place(told: Sequence[Followed], place: PlaceId, reader: Reader) -> Message:
    """What it follows, each with a button that ends it."""
    value = "" if member_of(place) is None else "private"
    button = b.button(plain(reader, "following", "new"), action=NEW, value=value)
    more = b.actions([button], block_id="follows-new")
    if not told:
        text = mrkdwn(reader, NOUN, f"none_{_where(place)}")
        return Message(text, (b.section(text), more))
    text = mrkdwn(reader, NOUN, f"list_{_where(place)}", n=len(told))
    return Message(text, (b.section(text), *(_row(each, reader) for each in told[: b.BLOCKS_IN_MESSAGE - 2]), more))


def because(told: Sequence[Followed], reader: Reader) -> Message:
    """Why a message is there; what it was followed for may have ended since."""
    if not told:
        return Message(mrkdwn(reader, "posts", "because_ended"))
    text = mrkdwn(reader, "posts", "because")
    return Message(text, (b.section(text), *(_row(each, reader) for each in told[: b.BLOCKS_IN_MESSAGE - 1])))


def unreachable(channel: str, reader: Reader) -> Message:
    """To the person who made a channel follow, once it cannot be reached."""
    named = Markup(f"<#{escape(channel)}>")  # noqa: S704  # escaped just here
    return Message(mrkdwn(reader, NOUN, "unreachable", channel=named))


def lines_missing(channel: str, reader: Reader) -> Message:
    """To the person who made a channel follow, where a day of tries was not enough."""
    named = Markup(f"<#{escape(channel)}>")  # noqa: S704  # escaped just here
    return Message(mrkdwn(reader, NOUN, "lines_missing", channel=named))


def _row(each: Followed, reader: Reader) -> Block:
    what = _what(each.wish, each.named, reader)
    if each.wish.again is not None and each.wish.again.is_lost:
        what = _safe(mrkdwn(reader, NOUN, "lost", what=what))
    text = mrkdwn(reader, NOUN, "by", what=what, who=each.maker)
    options = [b.option(raw(reader, NOUN, "stop"), f"stop:{each.id}")]
    if each.wish.contact is not None:
        options.insert(0, b.option(raw(reader, "contacts", "open"), f"open:{each.wish.contact}"))
    return b.section(text, accessory=b.overflow(*options, action=MENU))


def _where(place: PlaceId) -> str:
    return "here" if member_of(place) is None else "private"


def _what(wish: Wish, named: Named, reader: Reader) -> Markup:
    """Whom, of which lines, by whom; each of it where it was asked."""
    if wish.contact is not None:
        what = mrkdwn(reader, NOUN, "named", name=wish.name)
    elif wish.query.asks:
        what = mrkdwn(reader, NOUN, "asked", name=wish.query.text)
    else:
        what = mrkdwn(reader, NOUN, "everything")
    only = wish.only
    with_types = (*_types(only.types, reader), *_activities(only.activities, named, reader))
    without = (*_types(only.not_types, reader), *_activities(only.not_activities, named, reader))
    for block, types in (("with_types", with_types), ("without_types", without)):
        if types:
            what = mrkdwn(reader, NOUN, block, what=_safe(what), types=", ".join(types))
    for block, chosen in (("with_people", only.people), ("without_people", only.not_people)):
        if chosen:
            names = ", ".join(named.people.get(who, who) for who in sorted(chosen))
            what = mrkdwn(reader, NOUN, block, what=_safe(what), people=names)
    return _safe(what)


def _types(types: frozenset[LineType], reader: Reader) -> list[str]:
    return [raw(reader, NOUN, f"type_{each.value}") for each in LineType if each in types]


def _activities(types: frozenset[ChoiceId], named: Named, reader: Reader) -> list[str]:
    """By their names in the reader's language; of one that was deleted it is said."""
    return [_activity(named.activities.get(each), reader) for each in sorted(types)]


def _activity(type: Choice | None, reader: Reader) -> str:
    if type is None:
        return raw(reader, NOUN, "type_gone")
    name = type_name(type, reader.language)
    return raw(reader, NOUN, "type_deleted" if type.retired else "type_by_hand", name=name)


def _safe(text: Mrkdwn) -> Markup:
    return Markup(text)  # noqa: S704  # escaped when it was made
