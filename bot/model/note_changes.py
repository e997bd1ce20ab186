"""What a person chose of a note as one text a field: for forms in progress, the trace, and taking changes back."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.model.changes import Flat
from bot.model.events import Change, Event, EventKind
from bot.model.ids import ContactId, FileId, MemberId
from bot.model.notes import Audience, NoteKind, Wanted
from bot.model.reminders import Due
from bot.model.rich_text import from_json, to_json

AUDIENCE = "audience"  # who may see it, with those who are named, is one thing
WHEN = "when"
FILES = "files"
FIELDS = frozenset({"title", "body", "contact", "on", AUDIENCE, "assignees", WHEN, "url", FILES})

_SAID_BESIDE = frozenset({"name", "note_kind"})  # what it is called, in each event of a note


def flat(wanted: Wanted) -> Flat:
    """Without the files that were just given."""
    fields = {
        "kind": wanted.kind.value,
        "title": wanted.title,
        "body": "" if wanted.body is None else to_json(wanted.body),
        "contact": str(wanted.contact),
        "on": wanted.on.isoformat(),
        AUDIENCE: " ".join((wanted.audience.value, *sorted(wanted.members))),
        "assignees": " ".join(wanted.assignees),
        WHEN: "" if wanted.due is None else _when_text(wanted.due),
        "url": wanted.url,
        FILES: " ".join(map(str, wanted.kept)),
    }
    return {name: text for name, text in fields.items() if text}


def wanted_of(fields: Mapping[str, str]) -> Wanted:
    """What `flat` wrote."""
    audience, *members = fields.get(AUDIENCE, Audience.EVERYONE.value).split()
    body, when = fields.get("body"), fields.get(WHEN)
    return Wanted(
        kind=NoteKind(fields["kind"]),
        title=fields.get("title", ""),
        body=from_json(body) if body else None,
        contact=ContactId(int(fields["contact"])),
        on=date.fromisoformat(fields["on"]),
        audience=Audience(audience),
        members=tuple(map(MemberId, members)),
        assignees=tuple(map(MemberId, fields.get("assignees", "").split())),
        due=_due_of(when) if when else None,
        url=fields.get("url", ""),
        kept=tuple(FileId(int(each)) for each in fields.get(FILES, "").split()),
    )


def is_for_let_in(change: Change) -> bool:
    """To whoever may see a note only now it says nothing of what was before, which is taken back by what the others
    were told."""
    return change.field == AUDIENCE and change.old is None


def is_of_sight(event: Event) -> bool:
    """Nothing but who may see a note was changed."""
    fields = {change.field for change in event.changes} - _SAID_BESIDE
    return event.kind is EventKind.NOTE_CHANGED and fields == {AUDIENCE}


def told_once(events: Sequence[Event]) -> list[Event]:
    """Without the lines for those who were let in, where whoever reads is told the same, and what was before."""
    known = {(each.batch, each.subject) for each in events if is_of_sight(each) and not _lets_in(each)}
    return [each for each in events if not (_lets_in(each) and (each.batch, each.subject) in known)]


def _lets_in(event: Event) -> bool:
    return is_of_sight(event) and any(is_for_let_in(each) for each in event.changes)


def _when_text(due: Due) -> str:
    return json.dumps({"at": due.at.isoformat(), "wall": due.wall, "zone": due.zone})


def _due_of(text: str) -> Due:
    when = json.loads(text)
    return Due(datetime.fromisoformat(when["at"]), when["wall"], when["zone"])
