"""What a person chose of a reminder as one text a field: for forms in progress, the trace, and taking changes back."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.model.changes import Flat
from bot.model.ids import ContactId, FileId, MemberId
from bot.model.reminders import Due, Wanted
from bot.model.rich_text import from_json, to_json

WHEN = "when"  # the moment and what repeats it are one thing: nobody wants one from one person and one from another
ESCALATION = "escalation"
FILES = "files"


def flat(wanted: Wanted) -> Flat:
    """Without the files that were just given."""
    fields = {
        "title": wanted.title,
        "text": "" if wanted.text is None else to_json(wanted.text),
        WHEN: _when_text(wanted),
        "assignees": " ".join(wanted.assignees),
        "contact": "" if wanted.contact is None else str(wanted.contact),
        ESCALATION: _escalation_text(wanted),
        FILES: " ".join(map(str, wanted.kept)),
    }
    return {name: text for name, text in fields.items() if text}


def wanted_of(fields: Mapping[str, str]) -> Wanted:
    """What `flat` wrote."""
    when = json.loads(fields[WHEN])
    to, _, seconds = fields.get(ESCALATION, "").partition(" ")
    text, contact = fields.get("text"), fields.get("contact")
    return Wanted(
        title=fields["title"],
        text=from_json(text) if text else None,
        due=Due(datetime.fromisoformat(when["at"]), when["wall"], when["zone"]),
        assignees=tuple(MemberId(member) for member in fields.get("assignees", "").split()),
        contact=ContactId(int(contact)) if contact else None,
        rrule=when["rrule"],
        after=when["after"],
        each_own=when["each_own"],
        escalate_to=MemberId(to) if to else None,
        escalate_after=timedelta(seconds=int(seconds)) if seconds else None,
        kept=tuple(FileId(int(each)) for each in fields.get(FILES, "").split()),
    )


def _when_text(wanted: Wanted) -> str:
    due = {"at": wanted.due.at.isoformat(), "wall": wanted.due.wall, "zone": wanted.due.zone}
    return json.dumps(due | {"rrule": wanted.rrule, "after": wanted.after, "each_own": wanted.each_own})


def _escalation_text(wanted: Wanted) -> str:
    if wanted.escalate_to is None or wanted.escalate_after is None:
        return ""
    return f"{wanted.escalate_to} {int(wanted.escalate_after.total_seconds())}"
