"""Whatever people typed, blocks keep their shape and nobody is called who was not meant."""

from hypothesis import HealthCheck, given
from hypothesis import settings as at_most
from hypothesis import strategies as st

from bot.model.changes import Conflict
from bot.model.contacts import ContactKind, Found
from bot.model.events import Change, EventKind
from bot.model.fields import CONTACT, REACH, asked
from bot.model.ids import ContactId, TagId
from bot.model.records import Record, Tab
from bot.model.tags import Tag, TagColour, TagScope
from bot.templates import activities, contacts, home, settings, tags
from bot.templates._words import Reader
from bot.templates.contacts import ConflictShown, FormShown
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, READERS, hostile

KNOWN = {f"<@{member}>" for member in (make.CLAIRE, make.JOHN)}
readers = st.sampled_from(READERS)
names = hostile.filter(lambda text: text.strip())
few = at_most(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def record(text: str, kind: ContactKind) -> Record:
    return shown.record(shown.full_values(text, kind=kind), many=3)


@few
@given(hostile, readers, st.sampled_from(ContactKind))
def test_a_card_keeps_its_shape(text: str, reader: Reader, kind: ContactKind) -> None:
    card = contacts.card(record(text, kind), reader)
    shown.checked_message(card)
    assert shown.called([card.text, *card.blocks]) <= KNOWN


@few
@given(names, readers, st.sampled_from(Tab), st.integers(0, 5))
def test_a_record_keeps_its_shape_and_calls_nobody(text: str, reader: Reader, tab: Tab, page: int) -> None:
    for view in (contacts.record_view, contacts.record_home):
        drawn = view(record(text, ContactKind.PERSON), tab, reader, page=page)
        shown.checked_view(drawn)
        assert shown.called(drawn) <= KNOWN


@few
@given(names, readers, st.sampled_from(list(CONTACT.pages)), st.sampled_from(ContactKind))
def test_a_form_keeps_its_shape(text: str, reader: Reader, page: str, kind: ContactKind) -> None:
    chosen = {"kind": kind.value, "owner": make.CLAIRE, "assigned": make.JOHN}  # by Slack's own menus
    typed = {field.key: text for field in CONTACT.fields} | chosen
    drawn = contacts.form_view(
        FormShown(
            typed=typed, page=page, draft=1, subject_name=text, coordinates=shown.full_values(text).coordinates,
            options={"employer": ((text, text),)}, errors={"iban": "iban_length", "reference": "reference_taken"},
            error_values={"holder": text}, unfinished=make.draft(1 << 40, values={"first_name": text}),
        ),
        reader,
    )  # fmt: skip
    shown.checked_view(drawn)
    assert shown.called(drawn) == set()
    rows = [block for block in drawn["blocks"] if block["type"] == "input"]
    assert len(rows) == (0 if page == REACH else len(asked(page, kind)))


@few
@given(names, readers)
def test_what_is_answered_keeps_its_shape(text: str, reader: Reader) -> None:
    contact = make.contact(12, shown.full_values(text))
    for answer in (contacts.archived, contacts.restored, contacts.deleted):
        told = answer(contact, 3, reader)
        shown.checked_message(told)
        assert shown.shape(told.blocks) == shown.shape(answer(make.contact(12), 3, reader).blocks)
        assert shown.called([{"text": told.text}, *told.blocks]) == set()
    undone = contacts.undone([text] * 20, ["tag:x", text, "coordinate:4"], reader)
    shown.checked_message(undone)
    assert shown.called([{"text": undone.text}, *undone.blocks]) == set()
    shown.checked_view(contacts.confirm_delete_view(contact, 3, reader, draft=7))
    saved = contacts.saved_view(record(text, ContactKind.PERSON), reader, batch=3)
    shown.checked_view(saved)
    assert shown.called(saved) <= KNOWN
    listed = contacts.put_away_list([found(text)] * 60, reader, deleted=True)
    shown.checked_message(listed)
    assert shown.called([{"text": listed.text}, *listed.blocks]) == set()


@few
@given(names, names, readers, st.integers(1, 40))
def test_a_choice_between_two_writings_keeps_its_shape(mine: str, theirs: str, reader: Reader, n: int) -> None:
    conflicts = [ConflictShown(Conflict("comment", None, theirs, mine), make.JOHN, make.NOW)] * n
    drawn = contacts.conflict_view(conflicts, {}, reader, draft=1)
    shown.checked_view(drawn)
    assert shown.called(drawn) <= KNOWN
    assert [block["block_id"] for block in drawn["blocks"] if block["type"] == "input"] == [
        f"c{place}" for place in range(min(n, contacts.CONFLICTS))
    ]


@few
@given(names, readers)
def test_a_feed_line_calls_nobody_and_names_no_value(text: str, reader: Reader) -> None:
    changes = (Change("comment", None, text), Change(f"tag:{text}", None, text), Change(text, text, None))
    for kind in EventKind:
        line = activities.feed_line(shown.event(1, kind, changes=changes), contact=text, actor=text, reader=reader)
        shown.checked_message(line)
        assert shown.called([{"text": line.text}, *line.blocks]) == set()


@few
@given(names, readers)
def test_tags_settings_and_home_keep_their_shape(text: str, reader: Reader) -> None:
    worn = Tag(id=TagId(1), name=text, colour=TagColour.RED, scope=TagScope.BOTH, worn=3)
    views = (
        tags.list_view([worn] * 10, reader, total=25, page=1, words=text, can_manage=True),
        tags.list_view([], reader, total=0, page=0, words=text, can_manage=False),
        tags.form_view({"name": text, "colour": "red"}, reader, draft=1, can_delete=True, worn=3),
        tags.tagging_view(text, {"tags": text}, reader, draft=1),
        settings.form_view({"country": text, "pattern": text}, reader, draft=1, example=text),
        settings.saved_view(make.workspace(country=text, pattern=text), reader),
        home.landing(text, [found(text)] * 20, [make.reminder(1, title=text)], reader),
    )
    for view in views:
        shown.checked_view(view)
        assert shown.called(view) == set()
    for offered in (tags.options([worn], text, reader), settings.country_options(text, reader)):
        assert all(0 < len(option["text"]["text"]) <= 75 and len(option["value"]) <= 150 for option in offered)


def test_an_alert_of_many_odd_phones_is_one_alert() -> None:
    odd = record("\u202e" * 500, ContactKind.PERSON)
    drawn = contacts.record_view(odd, Tab.OVERVIEW, ENGLISH)
    assert [block["type"] for block in drawn["blocks"]].count("alert") == 1


def found(name: str) -> Found:
    return Found(ContactId(1), 1, ContactKind.PERSON, name, name, name)
