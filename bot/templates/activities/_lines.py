"""The feed's lines: who, what, when; the same words in a channel and in a list."""

from datetime import datetime, timedelta

from markupsafe import Markup

from bot.model.activity_changes import AT, LINK
from bot.model.choices import ChoiceKind, called_in
from bot.model.events import Change, Event, EventKind
from bot.model.messages import Message
from bot.model.note_changes import AUDIENCE, is_of_sight
from bot.model.notes import Audience, NoteKind
from bot.model.relations import OTHER, TYPE
from bot.templates import _blocks as b
from bot.templates._dates import when
from bot.templates._fields import field_name
from bot.templates._rich import said
from bot.templates._words import Mrkdwn, Raw, Reader, mrkdwn, raw

NOUN = "activities"
_EXCERPT = 300
_TAGS = (EventKind.TAG_ADDED, EventKind.TAG_CHANGED, EventKind.TAG_DELETED)
_LISTS = (EventKind.CHOICE_ADDED, EventKind.CHOICE_CHANGED, EventKind.CHOICE_DELETED)
_CUSTOM = (EventKind.CUSTOM_FIELD_ADDED, EventKind.CUSTOM_FIELD_CHANGED, EventKind.CUSTOM_FIELD_DELETED)
_LINKS = (EventKind.RELATION_ADDED, EventKind.RELATION_REMOVED)
_TOKENS = (EventKind.TOKEN_MADE, EventKind.TOKEN_REVOKED)
_WEBHOOKS = (EventKind.WEBHOOK_MADE, EventKind.WEBHOOK_CHANGED, EventKind.WEBHOOK_DELETED)
_NAMED = dict.fromkeys((*_TAGS, *_LISTS, *_CUSTOM, *_TOKENS, *_WEBHOOKS), ("name",))
_SAID = {**_NAMED, **dict.fromkeys(_LINKS, (TYPE, OTHER))}
_TOLD = frozenset({"name", "archived", "deleted"})  # by the sentence itself
_FIELDS = 8
_SAME = timedelta(minutes=1)  # what was logged at once has one moment, which ends the line
_READERS = 20  # of those who may see a note
_OF_NOTES = "note."
_OF_ACTIVITIES = "activity."
_CALLED = ("title", "name", "text", "url")  # what a note or an activity is called by, the first that it has


def feed_line(event: Event, *, contact: str, actor: str, reader: Reader) -> Message:
    """A channel's post. The actor's name is plain, so that a line pings nobody."""
    return Message(
        _line(event, contact, actor, reader), (b.rich_text(b.line(*dated_line(event, contact, actor, reader))),)
    )


def contact_changes(event: Event) -> tuple[Change, ...]:
    """The fields that an event changed, without what its sentence says already."""
    if not event.kind.value.startswith("contact."):
        return ()
    return tuple(change for change in event.changes if change.field not in _TOLD)


def dated_line(event: Event, contact: str, actor: str, reader: Reader) -> list[b.Element]:
    """A channel has readers in many zones, so a moment is left to Slack."""
    at = _speaks_of(event)
    values = _values(event, contact, actor, reader)
    moment = "" if at is None else _moment(at, reader)
    line = said(reader, NOUN, _block(event), **values, when=moment, people=b.people(_let_in(event)))
    if _took_place(event) and at is not None and abs(event.at - at) > _SAME:
        line = said(reader, NOUN, "with_moment", line=line, when=moment)
    if _has_words(event) and values["text"]:
        line = said(reader, NOUN, "with_words", line=line, text=values["text"])
    return said(reader, NOUN, "at", line=line, when=_moment(event.at, reader)) + _back(event, reader)


def _back(event: Event, reader: Reader) -> list[b.Element]:
    """The way to the message that an activity keeps."""
    link = event.value(LINK) if _is_of_activity(event) else None
    return [b.words(Raw(" · ")), b.link(link, raw(reader, "notes", "see_message"))] if link else []


def _line(event: Event, contact: str, actor: str, reader: Reader) -> Mrkdwn:
    """For a notification, which shows no blocks."""
    at = _speaks_of(event)
    values = _values(event, contact, actor, reader)
    moment = "" if at is None else when(at, reader)
    people = Markup(", ").join([b.mention(each) for each in _let_in(event)])
    line = mrkdwn(reader, NOUN, _block(event), **values, when=moment, people=people)
    if _took_place(event):
        line = mrkdwn(reader, NOUN, "with_moment", line=Markup(line), when=moment)  # noqa: S704  # escaped above
    if not (_has_words(event) and values["text"]):
        return line
    return mrkdwn(reader, NOUN, "with_words", line=Markup(line), text=values["text"])  # noqa: S704  # escaped above


def _speaks_of(event: Event) -> datetime | None:
    """The moment that the sentence names: when a reminder is due, when an activity took place."""
    if _took_place(event):
        named = event.value(AT)
        return event.at if named is None else datetime.fromisoformat(named)
    due = event.value("due")
    return None if due is None else datetime.fromisoformat(due)


def _took_place(event: Event) -> bool:
    return event.kind is EventKind.ACTIVITY_LOGGED


def _block(event: Event) -> str:
    kind = event.kind.value.replace(".", "_")
    if is_of_sight(event):
        kind = f"note_seen_{_sight(event)[0]}"
    is_file = _is_of_note(event) and event.value("note_kind") == NoteKind.FILE
    return f"line_{kind.replace('note', 'file')}" if is_file else f"line_{kind}"


def _sight(event: Event) -> list[str]:
    """Who may see a note now: one of Audience, and those who are named."""
    return (event.value(AUDIENCE) or Audience.EVERYONE.value).split()


def _let_in(event: Event) -> list[str]:
    return _sight(event)[1:][:_READERS] if is_of_sight(event) else []


def _is_of_note(event: Event) -> bool:
    return event.kind.value.startswith(_OF_NOTES)


def _is_of_activity(event: Event) -> bool:
    return event.kind.value.startswith(_OF_ACTIVITIES)


def _has_words(event: Event) -> bool:
    """Of its own, which follow the sentence."""
    return _is_of_note(event) or _is_of_activity(event)


def _followed(event: Event, reader: Reader) -> str:
    """What is followed where that is no one contact."""
    if not event.kind.value.startswith("follow."):
        return ""
    return event.value("name") or raw(reader, NOUN, "everything")


def _values(event: Event, contact: str, actor: str, reader: Reader) -> dict[str, str]:
    shown = _CALLED if _has_words(event) else _SAID.get(event.kind, ("title",))
    texts = [text for field in shown if (text := _said(event, field, reader))]
    text = " ".join(texts[:1] if _has_words(event) else texts).replace("\n", " ")
    named = {"who": actor, "name": contact or _followed(event, reader), "text": b.cut(text, _EXCERPT)}
    if _is_of_activity(event):
        named["type"] = called_in(ChoiceKind.ACTIVITY, event.value(TYPE) or "", reader.language)
    return named | {"fields": _fields(event, reader) if event.kind is EventKind.CONTACT_CHANGED else ""}


def _said(event: Event, field: str, reader: Reader) -> str:
    """As it is now, or as it was where it is gone."""
    change = next((each for each in event.changes if each.field == field), None)
    text = "" if change is None else change.new or change.old or ""
    return called_in(ChoiceKind.RELATION, text, reader.language) if field == TYPE else text


def _fields(event: Event, reader: Reader) -> Raw:
    """What changed, by name alone: a channel need not read somebody's phone."""
    changes = contact_changes(event)
    names = list(dict.fromkeys(field_name(each.field, reader, text=each.new or each.old) for each in changes))
    return Raw(", ".join(names[:_FIELDS]) + ("…" if len(names) > _FIELDS else ""))


def _moment(at: datetime, reader: Reader) -> b.Element:
    return b.date(at, when(at, reader))
