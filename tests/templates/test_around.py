"""Who stands around a contact and what warns of it: every text keeps its shape, and calls nobody."""

from dataclasses import replace

from hypothesis import HealthCheck, given
from hypothesis import settings as at_most
from hypothesis import strategies as st

from bot.model.choices import Choice, ChoiceKind
from bot.model.contacts import ContactKind, ContactValues, Found, Line, Role
from bot.model.ids import ChoiceId, ContactId, RelationId
from bot.model.records import Around, MainPerson, People, Record, Tab
from bot.model.relations import Link
from bot.model.warnings import Warning, WarningKind
from bot.templates import contacts
from bot.templates._warnings import alerts, question, signs
from bot.templates._words import Reader
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, READERS, hostile

readers = st.sampled_from(READERS)
few = at_most(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(hostile, readers, st.sampled_from(Tab))
def test_a_record_with_all_that_stands_around_it_keeps_its_shape(text: str, reader: Reader, tab: Tab) -> None:
    whole = record(text)
    for drawn in (contacts.record_view(whole, tab, reader), contacts.record_home(whole, tab, reader)):
        shown.checked_view(drawn)
        assert shown.called(drawn) <= {f"<@{make.CLAIRE}>"}  # who created it
    shown.checked_message(contacts.card(whole, reader))


@few
@given(hostile, readers)
def test_the_views_of_links_keep_their_shape(text: str, reader: Reader) -> None:
    whole = record(text)
    typed = {"type": "1", "other": "2"}
    sides = (("1", text.strip() or "-"), ("1<", text.strip() or "-"))
    for drawn in (
        contacts.links_view(whole, reader, line="under:#12"),
        contacts.relation_view(text, typed, reader, draft=7, sides=sides, named=(("2", text),)),
    ):
        shown.checked_view(drawn)
        assert shown.called(drawn) == set()


@few
@given(hostile, readers)
def test_a_question_about_a_hold_keeps_its_shape(text: str, reader: Reader) -> None:
    asked = question(text, warnings(text), reader, action="notes.confirm", value="1:2", typed=text)
    shown.checked_message(asked)
    assert shown.called([{"text": asked.text}, *asked.blocks]) == set()


def test_what_is_longer_than_an_alert_stands_below_it_in_full() -> None:
    (alert, whole) = alerts([warning(WarningKind.HOLD, "x" * 500)], ENGLISH)
    assert (alert["level"], len(alert["text"]["text"])) == ("error", 200)
    assert "x" * 500 in str(whole)
    assert "x" * 500 in str(signs([warning(WarningKind.FLAG, "x" * 500)], ENGLISH))


def test_many_warnings_are_counted() -> None:
    drawn = alerts([warning(WarningKind.FLAG, "careful")] * 8, ENGLISH)
    assert len(drawn) == 6
    assert "and 3 more warnings: see the record." in str(drawn[-1])


def test_the_record_shows_more_of_them_and_names_where_the_rest_stands() -> None:
    drawn = contacts.record_view(record("Acme"), Tab.OVERVIEW, ENGLISH)["blocks"]
    assert [block["type"] for block in drawn[:11]] == [*["alert"] * 10, "context"]
    assert "and 5 more warnings: see the records above and below this one." in str(drawn[10])


def test_who_was_put_away_is_marked_where_others_stand_around() -> None:
    away = replace(found("Branch"), archived=True)
    whole = replace(record("Acme"), around=Around(parents=(away,), children=(away,), children_count=1))
    for drawn in (contacts.record_view(whole, Tab.OVERVIEW, ENGLISH), contacts.links_view(whole, ENGLISH, line="x")):
        assert str(drawn).count("Branch (archived)") == 2


def warning(kind: WarningKind, text: str, *, own: bool = True) -> Warning:
    return Warning(kind, found(text), text, own)


def warnings(text: str) -> tuple[Warning, ...]:
    ends = [(kind, own) for kind in WarningKind for own in (True, False)]
    return tuple(warning(kind, text, own=own) for kind, own in ends if own or kind is not WarningKind.BLOCK)


def found(text: str) -> Found:
    return Found(ContactId(7), 7, ContactKind.COMPANY, text, text, text)


def record(text: str) -> Record:
    other, role = found(text), Choice(id=ChoiceId(4), kind=ChoiceKind.ROLE, name=text.strip() or "-")
    line = Line(
        found=other, created_at=make.NOW, updated_at=make.NOW, phone=text, dialled=text, email=text, tags=(text,) * 9,
        job_title=text, main_person=True, roles=(Role(role.id, 1),),
    )  # fmt: skip
    return Record(
        contact=make.contact(12, ContactValues(kind=ContactKind.COMPANY, company=text)),
        around=Around(
            parents=(other,) * 20, children=(other,) * 10, children_count=40,
            main_person=MainPerson(other, text, text, text, text),
            links=tuple(Link(RelationId(place), text, other) for place in range(100)), warnings=warnings(text) * 3,
        ),
        people=People(
            tuple(replace(line, found=replace(other, id=ContactId(n))) for n in range(10)), 40, 10, role.id, (role,)
        ),
    )  # fmt: skip
