"""A form that is saved while somebody else changes the same: what was touched in it stays, the rest is theirs."""

from datetime import UTC, datetime

from bot.handlers._meanwhile import redrawn
from bot.model.changes import merge
from bot.model.drafts import Draft
from bot.model.ids import DraftId, MemberId

BASE = {"title": "call", "when": "9am", "escalation": "U2 3600"}
INPUTS = {"escalation": ("to", "after")}


def test_saved_once_more_a_form_changes_what_was_typed_into_it_alone() -> None:
    mine, stored = BASE | {"title": "mail"}, {"title": "write", "when": "3pm", "url": "https://example.com"}
    shown = {"title": "write", "when": "3pm", "to": "", "after": "", "url": "https://example.com"}
    draft = redrawn(
        _draft(title="mail", when="9am", to="U2", after="1h"), mine=mine, stored=stored, shown=shown, inputs=INPUTS
    )
    assert draft.values == shown | {"title": "mail"}
    again = merge(draft.base, stored, stored | {"title": "mail"})
    assert (again.fields, again.conflicts) == (stored | {"title": "mail"}, ())


def test_of_a_field_with_two_inputs_both_stay_once_one_is_touched() -> None:
    mine, stored = BASE | {"escalation": "U2 7200"}, BASE | {"escalation": "U3 3600"}
    shown = {"title": "call", "when": "9am", "to": "U3", "after": "1h"}
    draft = redrawn(_draft(to="U2", after="2h"), mine=mine, stored=stored, shown=shown, inputs=INPUTS)
    assert (draft.values["to"], draft.values["after"]) == ("U2", "2h")


def _draft(**values: str) -> Draft:
    return Draft(
        id=DraftId(1),
        member=MemberId("U1"),
        noun="form",
        base=BASE,
        values=values,
        expires=datetime(2027, 1, 1, tzinfo=UTC),
    )
