"""What these tests share: Slack's checks on what a template made, hostile texts, a contact full to the brim."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.model.birthdays import Birthday
from bot.model.changes import differences, flat
from bot.model.consents import Channel, Consent
from bot.model.contacts import (
    Civility,
    ContactKind,
    ContactValues,
    Coordinate,
    CoordinateKind,
    Hold,
    PostalAddress,
    Reach,
)
from bot.model.events import VERSION, Change, Event, EventKind
from bot.model.files import File, FileState
from bot.model.hours import OpeningHours
from bot.model.ids import BatchId, ContactId, CoordinateId, EventId, FileId, MemberId, TagId
from bot.model.labels import LABELS
from bot.model.messages import Block, Message
from bot.model.notes import LatestNotes
from bot.model.records import Ended, Line, Record
from bot.model.reminders import Page, Reminder, Which
from bot.model.tags import TAG_LENGTH, Tag, TagColour
from bot.sandbox.blocks import check_blocks, check_view
from bot.sandbox.errors import BadPayload
from bot.templates._words import Reader
from bot.templates.reminders import Listed
from tests import make
from tests.journeys._reading import pings, read

ENGLISH, FRENCH = Reader("en-US", "America/New_York"), Reader("fr-FR", "Europe/Paris")
READERS = (ENGLISH, FRENCH)
CONTACT = ContactId(12)
BYTES = 250_000
CHARACTERS = 13_000  # of a message

_NASTY = (
    "<!channel>", "<@U0SOMEBODY>", "<!here> <!everyone>", "*b* _i_ ~s~ `c` ```d```", "&amp; &lt;b&gt; <b> &",
    "\u202eevil\u202c שלום",     "🎉👩‍👩‍👧 :tada:", "{{ 7*7 }} {% raw %} %(name)s {0} $x", "x" * 10_000, "🎉" * 10_000,
    "<" + "x" * 10_000 + ">",
    "&" * 10_000, "a\nb\nc", "  ", "\u200b", "https://a.example/?a=1&b=2", "'\"", "e\u0301" * 200, "#12", "-", "\u2068",
)  # fmt: skip
hostile = st.sampled_from(_NASTY) | st.text(st.characters(codec="utf-8", exclude_characters="\0"))


def checked_message(message: Message) -> str:
    """Its lines, once Slack would have taken it."""
    assert message.text.strip()
    _accept(lambda: check_blocks(list(message.blocks)))
    return read({"text": message.text, "blocks": list(message.blocks)}, {})


def checked_view(view: Block) -> str:
    """Its lines, once Slack would have taken it; escapes of JSON counted in."""
    _accept(lambda: check_view(view, view["type"]))
    assert len(json.dumps(view)) <= BYTES, "the view is too large"
    return read(view, {})


def _accept(check: Any) -> None:
    try:
        check()
    except BadPayload as refused:
        raise AssertionError(refused.details) from refused


def called(shown: object) -> set[str]:
    """Whom it pings."""
    return set(pings(json.loads(json.dumps(shown))))


def letters(shown: object) -> int:
    """How many characters a message has in all its texts and addresses."""
    if isinstance(shown, dict):
        return sum(letters(value) for name, value in shown.items() if name not in {"type", "action_id", "block_id"})
    if isinstance(shown, list | tuple):
        return sum(map(letters, shown))
    return len(shown) if isinstance(shown, str) else 0


def shape(shown: Any) -> Any:
    """Blocks without their words: what must be the same whatever was typed."""
    if isinstance(shown, dict):
        return {name: shape(value) for name, value in shown.items() if name not in {"text", "url", "value"}} | {
            name: shape(shown[name]) for name in ("text",) if isinstance(shown.get("text"), dict)
        }
    return [shape(each) for each in shown] if isinstance(shown, list | tuple) else shown


def full_values(text: str = "Ärzte & Söhne", *, kind: ContactKind = ContactKind.PERSON) -> ContactValues:
    """Every field, and coordinates of every kind and label."""
    reach = [_reach(coordinate, label, text) for coordinate in CoordinateKind for label in (*LABELS[coordinate], text)]
    return ContactValues(
        kind=kind,
        civility=Civility.MAITRE,
        first_name=text,
        last_name=text,
        nickname=text,
        company=text,
        employer=ContactId(13),
        job_title=text,
        department=text,
        description=text,
        comment=text,
        photo=FileId(5),
        reference=text,
        siren=text,
        siret=text,
        vat_number=text,
        iban=text,
        accounting_account=text,
        analytic_account=text,
        owner=make.CLAIRE,
        assigned=(make.CLAIRE, make.JOHN),
        coordinates=tuple(_numbered(reach)),
        tags=("Clients", "Suppliers", text[:TAG_LENGTH]),
        birthday=Birthday(2, 29, 1980),
        hours=OpeningHours.read("Mo-Fr 09:00-12:00,14:00-18:00"),
        parent=ContactId(14),
        flag=text,
        hold=Hold(text, Reach.FAMILY),
        blocked=True,
        consents=tuple(Consent(channel=channel, given=True, on=make.NOW.date(), source=text) for channel in Channel),
        mailing=True,
        financial=True,
        **make.listed_values(custom=text),
    )


def _reach(kind: CoordinateKind, label: str, text: str) -> Coordinate:
    if kind is CoordinateKind.ADDRESS:
        address = PostalAddress(street=text, complement=text, postcode=text, city=text, region=text, country=text)
        return Coordinate(kind=kind, typed=text, label=label, address=address, billing=True, delivery=True)
    return Coordinate(kind=kind, typed=text, label=label)


def _numbered(reach: list[Coordinate]) -> Iterator[Coordinate]:
    for place, each in enumerate(reach):
        yield Coordinate(
            kind=each.kind, typed=each.typed, label=each.label, address=each.address, billing=each.billing,
            delivery=each.delivery, main=place == 0, id=CoordinateId(100 + place),
        )  # fmt: skip


def crowded(phones: int, emails: int, *, text: str = "") -> ContactValues:
    reach = [make.phone(f"06 28 23 {n:04}", label="mobile") for n in range(phones)]
    reach += [make.email(f"somebody{n}.{'x' * 50}@exemple.fr", label="work") for n in range(emails)]
    return make.contact_values(coordinates=tuple(_numbered(reach)), comment=text, description=text)


def record(values: ContactValues | None = None, *, many: int = 20, **chosen: Any) -> Record:
    """As the tabs need it; `many` notes and reminders, of which an overview and a card have three."""
    contact = make.contact(CONTACT, values or full_values(), **chosen.pop("contact", {}))
    filled: dict[str, Any] = {
        "tags": tuple(
            Tag(id=TagId(place), name=name, colour=TagColour.GREEN) for place, name in enumerate(contact.values.tags)
        ),
        "notes": LatestNotes(tuple(make.note(n, CONTACT, contact.values.comment or "a note") for n in range(many)), 25),
        "reminders": tuple(make.reminder(n, CONTACT, title=contact.values.comment or "call") for n in range(many)),
        "photo": File(
            id=FileId(5), contact=CONTACT, author=make.CLAIRE, created_at=make.NOW, origin="F1", state=FileState.KEPT,
            shown="F2",
        ),
        "lines": lines(contact.values),
        "more_lines": True,
        "names": (("13", contact.values.company), (make.CLAIRE, "Claire"), ("custom:1", contact.values.company)),
        "choices": tuple(replace(each, name=contact.values.company or each.name) for each in make.choices()),
        "custom_fields": (make.custom_field(1, contact.values.company or "Field"),),
        "next_birthday": make.NOW.date(),
    }  # fmt: skip
    return Record(contact=contact, **filled | chosen)


def lines(values: ContactValues) -> tuple[Line, ...]:
    """Ten: each field given, changed and taken away."""
    now = flat(values)
    changes = (differences({}, now), differences(now, {name: f"{text}" for name, text in now.items()}))
    swapped = tuple(Change(each.field, each.new, each.new) for each in changes[0])
    told = (changes[0], swapped, tuple(Change(each.field, each.new, None) for each in changes[0]))
    kinds = (EventKind.CONTACT_CREATED, EventKind.CONTACT_CHANGED, EventKind.CONTACT_CHANGED)
    events = [event(place, kinds[place % 3], changes=told[place % 3]) for place in range(10)]
    return tuple(Line(each, values.name, "Claire") for each in events)


def event(key: int, kind: EventKind, **chosen: Any) -> Event:
    filled: dict[str, Any] = {
        "at": make.NOW - timedelta(minutes=key), "actor": make.CLAIRE, "version": VERSION, "subject": 12,
        "contact": CONTACT, "batch": BatchId(1),
    }  # fmt: skip
    return Event(id=EventId(key), kind=kind, **filled | chosen)


def ended(by: str = make.JOHN) -> Ended:
    return Ended(MemberId(by), datetime(2026, 11, 20, 9, tzinfo=UTC))


def listed(coming: Sequence[Reminder] = ()) -> Listed:
    """One's own open reminders, all of them to come."""
    pages = {which: Page((), 0) for which in (Which.OVERDUE, Which.TODAY)}
    return Listed(pages=pages | {Which.COMING: Page(tuple(coming), len(coming))}, names={})
