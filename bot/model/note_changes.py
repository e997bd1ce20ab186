"""What a person chose of a note as one text a field: for forms in progress, the trace, and taking changes back."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from bot.model.changes import Flat
from bot.model.ids import ContactId, FileId, MemberId
from bot.model.notes import Audience, NoteKind, Wanted
from bot.model.reminders import Due
from bot.model.rich_text import from_json, to_json

AUDIENCE = "audience"  # who may see it, with those who are named, is one thing
WHEN = "when"
FILES = "files"
FIELDS = frozenset({"title", "body", "contact", "on", AUDIENCE, "assignees", WHEN, "url", FILES})


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


def _when_text(due: Due) -> str:
    return json.dumps({"at": due.at.isoformat(), "wall": due.wall, "zone": due.zone})


def _due_of(text: str) -> Due:
    when = json.loads(text)
    return Due(datetime.fromisoformat(when["at"]), when["wall"], when["zone"])
