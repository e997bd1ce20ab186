"""Posts of the feed: what happened to a contact within a while, or to several since the last digest."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from bot.model.fields import PLACE
from bot.model.follows import Place, Post, member_of
from bot.model.ids import PlaceId, PostId
from bot.model.line_types import LineType, type_of
from bot.model.messages import Block, Message
from bot.model.records import Line
from bot.templates import _blocks as b
from bot.templates._dates import hour_name
from bot.templates._form import draw_fields
from bot.templates._rich import said, told
from bot.templates._words import Mrkdwn, Reader, mrkdwn, plain, raw
from bot.templates.activities import dated_line, feed_line

NOUN = "posts"
FORM = "places.save"
MENU = "posts.more"  # open:<contact>, why:<post>, settings:<post>
_LINES = 20


def changes(lines: Sequence[Line], reader: Reader, *, post: PostId, more: int) -> Message:
    """What happened to one contact, the oldest first."""
    latest = lines[-1]
    rows = [b.rich_text(*_rows(lines, reader)), *_earlier(more, reader)]
    header = b.section(mrkdwn(reader, NOUN, "contact", name=latest.contact), accessory=_menu(lines, reader, post=post))
    return Message(_notification(lines, reader, more=more), (header, *rows))


def thread(name: str, reader: Reader, *, post: Post) -> Message:
    """The first message of a contact's thread, under which stands what happens to it."""
    options = [b.option(raw(reader, NOUN, "open"), f"open:{post.contact}")]
    options.append(b.option(raw(reader, NOUN, "settings"), f"settings:{post.id}"))
    text = mrkdwn(reader, NOUN, "contact", name=name)
    header = b.section(text, accessory=b.overflow(*options, action=MENU))
    return Message(text, (header, b.context(mrkdwn(reader, NOUN, "thread"))))


def digest(lines: Sequence[Line], reader: Reader, *, post: PostId, more: int) -> Message:
    """What happened to each contact, in the order in which it began."""
    count = len(lines) + more
    text = mrkdwn(reader, NOUN, "digest", n=count)
    blocks: list[Block] = [b.section(text, accessory=_menu((), reader, post=post))]
    by_contact: dict[object, list[Line]] = {}
    for line in lines:
        by_contact.setdefault(line.event.contact, []).append(line)
    for told_of in by_contact.values():
        blocks.append(told(reader, NOUN, "contact", name=told_of[-1].contact))
        blocks.append(b.rich_text(*_rows(told_of, reader)))
    return Message(text, (*blocks, *_earlier(more, reader)))


def names_only(lines: Sequence[Line], reader: Reader, *, post: PostId, more: int) -> Message:
    """Which contact, what kind of thing, who: for a channel in which people from outside read along."""
    rows: list[b.Element] = []
    for (kind, _, _), same in groupby(lines, key=lambda line: (_named(line), line.actor, line.event.contact)):
        line = list(same)[-1]
        elements = said(reader, NOUN, kind, who=line.actor, name=line.contact)
        rows.append({"type": "rich_text_section", "elements": elements})
    latest = lines[-1]
    text = mrkdwn(reader, NOUN, _named(latest), who=latest.actor, name=latest.contact)
    why = b.section(mrkdwn(reader, NOUN, "names_only"), accessory=_menu(lines, reader, post=post))
    return Message(text, (b.rich_text(*_listed(rows)), *_earlier(more, reader), why))


def form_view(typed: Mapping[str, str], place: PlaceId, reader: Reader, *, draft: int) -> Block:
    """Of a channel, or of whoever reads it."""
    fields = [field for field in PLACE.fields if field.key != "mine" or member_of(place) is not None]
    where = b.context(mrkdwn(reader, NOUN, "form_private" if member_of(place) else "form_here"))
    return b.modal(
        plain(reader, NOUN, "form_title"),
        [where, *draw_fields(PLACE, fields, typed, reader)],
        callback=FORM,
        submit=plain(reader, "form", "save"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def saved_view(place: Place, reader: Reader) -> Block:
    day = raw(reader, NOUN, f"weekday_{place.weekday}")
    said = mrkdwn(
        reader, NOUN, f"saved_{place.cadence.value}",
        n=int(place.window.total_seconds()) // 60, at=hour_name(place.at, reader), day=day, zone=place.zone,
    )  # fmt: skip
    return b.modal(
        plain(reader, NOUN, "saved_title"),
        [b.section(said)],
        callback="places.saved",
        close=plain(reader, "form", "close"),
    )


def taken_back(reader: Reader) -> Message:
    text = mrkdwn(reader, NOUN, "taken_back")
    return Message(text, (b.context(text),))


def held_back(reader: Reader) -> Message:
    """In the place of what was told before somebody from outside came."""
    text = mrkdwn(reader, NOUN, "held_back")
    return Message(text, (b.context(text),))


def _rows(lines: Sequence[Line], reader: Reader) -> list[b.Element]:
    """One below the other; the same act many times over is one row that says how often."""
    rows: list[b.Element] = []
    for _, same in groupby(lines, key=lambda line: (line.event.kind, line.actor, line.event.changes)):
        alike = list(same)
        last = alike[-1]
        elements = dated_line(last.event, last.contact, last.actor, reader)
        rows.append({"type": "rich_text_section", "elements": elements})
    return _listed(rows)


def _listed(rows: list[b.Element]) -> list[b.Element]:
    return [{"type": "rich_text_list", "style": "bullet", "elements": rows}] if len(rows) > 1 else rows


def _named(line: Line) -> str:
    """The sentence that says what kind of thing it is about, and no more."""
    kind = type_of(line.event.kind, line.event.value("note_kind"))
    return f"named_{(kind or LineType.CONTACT).value}"


def _earlier(more: int, reader: Reader) -> list[Block]:
    return [b.context(mrkdwn(reader, NOUN, "more", n=more))] if more else []


def _notification(lines: Sequence[Line], reader: Reader, *, more: int) -> Mrkdwn:
    latest = lines[-1]
    line = feed_line(latest.event, contact=latest.contact, actor=latest.actor, reader=reader).text
    others = len(lines) + more - 1
    if not others:
        return Mrkdwn(line)
    return mrkdwn(reader, NOUN, "several", line=Markup(line), n=others)  # noqa: S704  # escaped by its own template


def _menu(lines: Sequence[Line], reader: Reader, *, post: PostId) -> b.Element:
    options = []
    if lines and lines[-1].event.contact is not None:
        options.append(b.option(raw(reader, NOUN, "open"), f"open:{lines[-1].event.contact}"))
    options.append(b.option(raw(reader, NOUN, "why"), f"why:{post}"))
    options.append(b.option(raw(reader, NOUN, "settings"), f"settings:{post}"))
    return b.overflow(*options, action=MENU)
