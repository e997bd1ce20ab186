"""What a person chose of an activity as one text a field: for forms in progress, the trace, and taking changes back."""

from collections.abc import Mapping
from datetime import datetime

from bot.model.activities import WantedActivity
from bot.model.changes import Flat
from bot.model.ids import ChoiceId, ContactId
from bot.model.rich_text import from_json, to_json

TYPE, TEXT, AT, LINK = "type", "text", "at", "link"  # of an event's changes; TEXT is in plain words
BODY = "body"
FIELDS = frozenset({"contact", AT, TYPE, BODY})


def flat(wanted: WantedActivity) -> Flat:
    fields = {
        "contact": str(wanted.contact),
        AT: wanted.at.isoformat(),
        TYPE: "" if wanted.type is None else str(wanted.type),
        BODY: "" if wanted.body is None else to_json(wanted.body),
        LINK: wanted.link,
    }
    return {name: text for name, text in fields.items() if text}


def wanted_of(fields: Mapping[str, str]) -> WantedActivity:
    """What `flat` wrote."""
    type, body = fields.get(TYPE), fields.get(BODY)
    return WantedActivity(
        contact=ContactId(int(fields["contact"])),
        at=datetime.fromisoformat(fields[AT]),
        type=ChoiceId(int(type)) if type else None,
        body=from_json(body) if body else None,
        link=fields.get(LINK, ""),
    )
