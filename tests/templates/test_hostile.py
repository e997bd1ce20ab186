"""Whatever people typed, blocks keep their shape and nobody is called who was not meant."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given
from hypothesis import settings as at_most
from hypothesis import strategies as st

from bot.model.birthdays import Birthday
from bot.model.changes import Conflict
from bot.model.choices import ChoiceKind
from bot.model.contacts import ContactKind, Found
from bot.model.custom_fields import ANSWERED, CustomKind
from bot.model.duplicates import Likeness, Reason
from bot.model.events import Change, EventKind
from bot.model.fields import CONTACT, REACH, asked, contact_form, search_form
from bot.model.hours import OpeningHours
from bot.model.ids import BatchId, ContactId, ReminderId, TagId
from bot.model.records import Record, Tab
from bot.model.refits import Fate
from bot.model.reminders import TITLE_LENGTH, Ended, Outcome, Page, Which
from bot.model.rich_text import to_json, written
from bot.model.tags import Tag, TagColour, TagScope
from bot.templates import activities, birthdays, choices, contacts, copy, custom_fields, home, reminders, settings, tags
from bot.templates import searches as show_searches
from bot.templates._words import Reader
from bot.templates.contacts import ConflictShown, FormShown
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, READERS, hostile

KNOWN = {f"<@{member}>" for member in (make.CLAIRE, make.JOHN)}
readers = st.sampled_from(READERS)
names = hostile.filter(lambda text: text.strip())
CLOSED = OpeningHours.read("Mo-Fr 09:00-12:00")
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
@given(names, readers, st.sampled_from(CustomKind))
def test_a_form_of_a_teams_own_lists_and_fields_keeps_its_shape(text: str, reader: Reader, kind: CustomKind) -> None:
    answers = (text[:75],) if kind in ANSWERED else ()
    custom = [make.custom_field(1, text[:75], kind=kind, answers=answers)]
    form, searching = contact_form(custom, make.choices()[-1:], {"custom:1": text}), search_form(custom)
    named = dict.fromkeys(("groups", "states", "roles", "category", "parent"), (("1", text),))
    typed = {"custom:1": "" if kind is CustomKind.USER else text, **dict.fromkeys(named, "1"), "rank:6": text}
    drawn = [
        contacts.form_view(FormShown(typed=typed, form=form, page=page, draft=1, options=named), reader)
        for page in form.pages
    ]
    drawn.append(show_searches.find_view(typed, text, reader, draft=1, form=searching, named=named))
    for view in drawn:
        shown.checked_view(view)
        assert shown.called(view) == set()


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
@given(names, readers, st.integers(1, 5))
def test_who_may_be_the_same_a_copy_and_a_birthday_keep_their_shape(text: str, reader: Reader, n: int) -> None:
    contact, born = make.contact(12, shown.full_values(text)), Birthday(2, 29, 1980)
    likely = contacts.likely_view([(contact, Likeness(0.9, tuple(Reason)))] * n, reader, draft=1)
    asked = copy.form_view(found(text), [], reader, draft=1)
    for view in (likely, asked):
        shown.checked_view(view)
        assert shown.called(view) == set()
    told = birthdays.told(contact, born, reader, age=46, day=date(2026, 2, 28))
    shown.checked_message(told)
    assert shown.called([{"text": told.text}, *told.blocks]) == set()
    each = make.reminder(1, title=text, text=written(text), rrule="FREQ=DAILY;COUNT=5", contact=12)
    planned = reminders.planned(
        reminders.Planned(reminder=each, people=[make.member()], contact=text, outside=CLOSED), reader
    )
    shown.checked_message(planned)
    assert shown.called([{"text": planned.text}, *planned.blocks]) == set()


@few
@given(names, readers, st.sampled_from(ChoiceKind), st.sampled_from(CustomKind))
def test_lists_and_custom_fields_keep_their_shape(
    text: str, reader: Reader, kind: ChoiceKind, asked_as: CustomKind
) -> None:
    entry = make.choice(1, kind, text, inverse=text, worn=3)
    field = make.custom_field(1, text, kind=asked_as, answers=(text, "x"), scope=entry.id, required=True, filled=3)
    groups, typed = {entry.id: text}, {"name": text, "kind": asked_as.value, "answers": text, "scope": str(entry.id)}
    fate = Fate(9, 3, 4, ((text, text, 2),) * 9, ((text, 1),) * 9, 2)
    views = (
        choices.list_view(kind, [entry] * 10, reader, total=25, page=1),
        choices.form_view(kind, {"name": text, "inverse": text}, reader, draft=1, is_new=False),
        choices.delete_view(entry, [field] * 300, reader, draft=1),
        custom_fields.list_view([field] * 10, reader, groups=groups, scope=entry.id, total=25, page=1),
        custom_fields.form_view(typed, reader, groups=groups, draft=1, is_new=True),
        custom_fields.fate_view(field, fate, reader, draft=1),
        custom_fields.delete_view(field, reader, draft=1),
        custom_fields.copy_view([field] * 300, reader, draft=1),
        custom_fields.copied_view([field], [field] * 300, text, reader),
    )
    for view in views:
        shown.checked_view(view)
        assert shown.called(view) == set()
    offered = (*choices.states([entry], "", reader), *custom_fields.options("", groups, reader, with_all=True))
    assert all(0 < len(option["text"]["text"]) <= 75 and len(option["value"]) <= 150 for option in offered)


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
        home.landing(text, [found(text)] * 20, shown.listed([make.reminder(1, title=text)]), reader),
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


@few
@given(names, readers)
def test_every_screen_of_a_reminder_keeps_its_shape(text: str, reader: Reader) -> None:
    title = text[:TITLE_LENGTH] or "x"
    each = make.reminder(
        1,
        contact=12,
        title=title,
        text=written(title),
        rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR,SA,SU;COUNT=500",
        handed_by=make.CLAIRE,
        escalate_to=make.CLAIRE,
        escalate_after=timedelta(hours=1),
    )
    over = Ended(reminder=each.id, occurrence=1, due_at=make.NOW, outcome=Outcome.DONE, by=make.CLAIRE, at=make.NOW)
    pages = {
        which: Page(tuple(replace(each, id=ReminderId(10 * place + n)) for n in range(10)), 12, cursor="x" * 40)
        for place, which in enumerate(Which)
    }
    full = reminders.Listed(pages=pages, names={12: text})
    messages = [
        *(reminders.due(each, reader, contact=text, morning="9", occurrence=n, outside=CLOSED) for n in (1, 2)),
        reminders.due(each, reader, contact=text, morning="9", occurrence=1, ended=over),
        reminders.deleted(each, reader),
        reminders.overview(full, reader),
        reminders.one_list(Which.COMING, full, reader),
        reminders.told_handed(each, reader, batch=BatchId(1)),
    ]
    for message in messages:
        shown.checked_message(message)
        assert shown.called([{"text": message.text}, *message.blocks]) <= KNOWN
    typed = {"title": title, "when": text[:200], "text": to_json(written(title)), "contact": "12"}
    form = reminders.FormShown(typed=typed, draft=1, edit=True, edition=3, contact=text)
    views = [
        reminders.form_view(form, reader),
        reminders.contact_view([found(text)] * 10, title, reader, draft=1),
        *(draws(each, reader, draft=1) for draws in (reminders.snooze_view, reminders.hand_over_view)),
        *(draws(each, reader, draft=1) for draws in (reminders.delete_view, reminders.stop_view)),
    ]
    for view in views:
        shown.checked_view(view)
        assert shown.called(view) <= KNOWN
