"""What somebody typed reaches a program as the text that it is, and what the trace keeps in parts as an object."""

import json
from typing import Any

import pytest

from bot.formats.webhooks import told
from bot.model.changes import coordinate_text
from bot.model.events import Change, Event, EventKind
from bot.model.ids import BatchId, ContactId, EventId
from bot.model.note_changes import flat
from bot.model.records import Line
from bot.model.rich_text import to_json, written
from tests import make


def said(kind: EventKind, *changes: Change) -> list[dict[str, Any]]:
    event = Event(
        id=EventId(5), at=make.NOW, actor=make.CLAIRE, kind=kind, subject=7, contact=ContactId(9), batch=BatchId(1),
        changes=changes, version=1,
    )  # fmt: skip
    body = json.loads(told(Line(event, "Marie", "Claire"), 1, {}), parse_constant=_refuse)
    read: list[dict[str, Any]] = body["changes"]
    return read


def _refuse(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


@pytest.mark.parametrize("typed", ['{"a": 1}', "[1, 2]", "[NaN]", "[1e999]", '["\\ud800"]', "[" * 9000, "{}", "7"])
@pytest.mark.parametrize("field", ["text", "title", "custom:12", "first_name"])
def test_what_looks_like_json_and_was_typed_stays_a_text(field: str, typed: str) -> None:
    assert said(EventKind.NOTE_ADDED, Change(field, None, typed)) == [{"field": field, "old": None, "new": typed}]


def test_what_has_parts_is_an_object() -> None:
    phone = coordinate_text(make.phone())
    assert said(EventKind.CONTACT_CHANGED, Change("coordinate:3", phone, None)) == [
        {"field": "coordinate:3", "old": json.loads(phone), "new": None}
    ]
    when = flat(make.wanted_note(9, due=make.due()))["when"]
    styled = to_json(written("call *me*"))
    parts = said(EventKind.REMINDER_CHANGED, Change("when", None, when), Change("text", None, styled))
    assert [each["new"] for each in parts] == [json.loads(when), json.loads(styled)]
    assert said(EventKind.NOTE_CHANGED, Change("body", styled, styled))[0]["old"] == json.loads(styled)


def test_what_an_older_version_kept_otherwise_is_its_text() -> None:
    assert said(EventKind.NOTE_CHANGED, Change("body", None, "plain"))[0]["new"] == "plain"
