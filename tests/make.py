"""Builders: one call makes a record with sensible values, and a test names only what it is about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.model import coordinates, notes
from bot.model.activities import Activity
from bot.model.answers import Answer
from bot.model.channels import ContactChannel, Stage
from bot.model.choices import Choice, ChoiceKind
from bot.model.consents import Channel, Consent
from bot.model.contacts import (
    Contact,
    ContactKind,
    ContactValues,
    Coordinate,
    CoordinateKind,
    CustomValue,
    Found,
    PostalAddress,
    with_mains,
)
from bot.model.contacts import Role as PersonsRole
from bot.model.custom_fields import CustomField, CustomKind
from bot.model.deliveries import Matter, NewDelivery
from bot.model.drafts import Draft
from bot.model.events import Change, EventKind, Happening
from bot.model.files import File
from bot.model.follows import Follow, Post, Telling
from bot.model.ids import (
    ActivityId,
    AudienceId,
    ChoiceId,
    ContactChannelId,
    ContactId,
    CoordinateId,
    CustomFieldId,
    DraftId,
    EventId,
    FileId,
    FollowId,
    JobId,
    MemberId,
    NoteId,
    PlaceId,
    PostId,
    RelationId,
    ReminderId,
    SearchId,
    TagId,
    Tenant,
    TokenId,
    WebhookId,
)
from bot.model.jobs import Job, JobKind, JobState
from bot.model.members import Member, Role, Standing, Viewer, Workspace
from bot.model.notes import Note
from bot.model.query import Filter, FilterKey, Query
from bot.model.recurrence import wall_of
from bot.model.relations import Relation
from bot.model.reminders import Due, Ended, Outcome, Reminder, Wanted
from bot.model.searches import SavedSearch
from bot.model.tags import Tag
from bot.model.tokens import Scope, Token
from bot.model.webhooks import Webhook
from bot.parse.custom_fields import TypedCustomField
from tests._known import KNOWN

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)  # a Friday
CLAIRE = MemberId("UCLAIRE")
JOHN = MemberId("UJOHN")


def workspace(tenant: int = 1, **chosen: Any) -> Workspace:
    """The first one speaks French, from Paris; `team` follows the tenant."""
    values: dict[str, Any] = {
        "enterprise": "",
        "team": f"T{tenant:03}",
        "name": f"Team {tenant}",
        "locale": "fr-FR",
        "zone": "Europe/Paris",
        "country": "FR",
    }
    return Workspace(tenant=Tenant(tenant), **values | chosen)


def member(id: str = CLAIRE, **chosen: Any) -> Member:
    values: dict[str, Any] = {"name": id.removeprefix("U").title(), "locale": "fr-FR", "zone": "Europe/Paris"}
    return Member(id=MemberId(id), **values | chosen)


def guest(id: str = "UGUEST") -> Member:
    return member(id, standing=Standing.SINGLE_CHANNEL_GUEST, role=Role.READER)


def viewer(id: str = CLAIRE, *, tenant: int = 1, **chosen: Any) -> Viewer:
    """A full member of workspace `tenant`; what is chosen goes to the member."""
    return Viewer(member=member(id, **chosen), workspace=workspace(tenant))


def contact_values(first_name: str = "Marie", last_name: str = "Dupont", **chosen: Any) -> ContactValues:
    return ContactValues(first_name=first_name, last_name=last_name, **chosen)


def company_values(company: str = "Acme SARL", **chosen: Any) -> ContactValues:
    return ContactValues(kind=ContactKind.COMPANY, company=company, **chosen)


def full_values(**chosen: Any) -> ContactValues:
    """A person of whom everything is known but what other rows hold: the employer, the parent, the photo, what is
    chosen from lists (see `listed_values`) and custom values are for a test to choose."""
    values: dict[str, Any] = {
        **KNOWN,
        "owner": JOHN,
        "assigned": (CLAIRE, JOHN),
        "coordinates": full_coordinates(),
        "tags": ("Clients", "VIP"),
        "consents": full_consents(),
    }
    return contact_values("Éléonore", "O'Brien 🔥", **values | chosen)


def full_consents() -> tuple[Consent, ...]:
    return (
        Consent(channel=Channel.EMAIL, given=True, on=NOW.date(), source="form at the fair"),
        Consent(channel=Channel.POST, given=False, on=NOW.date()),
    )


def listed_values(*, first: int = 1, custom: str = "BTP", **chosen: Any) -> dict[str, Any]:
    """What is chosen from lists, for `contact_values` and the others: ids from `first` on, in the order of the kinds,
    and one custom value of field `first`."""
    state, category, stage, origin, group, role = range(first, first + 6)
    values: dict[str, Any] = {
        "states": (ChoiceId(state),),
        "category": ChoiceId(category),
        "stage": ChoiceId(stage),
        "origin": ChoiceId(origin),
        "groups": (ChoiceId(group),),
        "roles": (PersonsRole(ChoiceId(role), 1),),
        "main_person": True,
        "custom": (CustomValue(CustomFieldId(first), custom),),
    }
    return values | chosen


def full_coordinates() -> tuple[Coordinate, ...]:
    """Two phones, and one of each other kind."""
    each = (
        phone("06 28 23 04 55", label="mobile"),
        phone("3631"),
        email("e@acme.fr", label="accounting"),
        replace(address(street="12 rue des Lilas", city="Paris", country="France"), billing=True, delivery=True),
        coordinates.site("acme.fr"),
        Coordinate(kind=CoordinateKind.SOCIAL, typed="@elo", label="linkedin"),
    )
    return with_mains(tuple(replace(one, id=CoordinateId(id)) for id, one in enumerate(each, start=1)))


def tag(id: int, name: str = "VIP", **chosen: Any) -> Tag:
    return Tag(id=TagId(id), name=name, **chosen)


def choice(id: int, kind: ChoiceKind = ChoiceKind.GROUP, name: str = "Bâtiment", **chosen: Any) -> Choice:
    return Choice(id=ChoiceId(id), kind=kind, name=name, **chosen)


def choices(*, first: int = 1) -> tuple[Choice, ...]:
    """One of each kind that a contact may have: those of `listed_values`."""
    kinds = (*(ChoiceKind.STATE, ChoiceKind.CATEGORY, ChoiceKind.STAGE), ChoiceKind.ORIGIN, ChoiceKind.GROUP)
    return tuple(
        choice(id, kind, name=f"{kind.value.title()} A") for id, kind in enumerate((*kinds, ChoiceKind.ROLE), first)
    )


def custom_field(id: int, name: str = "Secteur", **chosen: Any) -> CustomField:
    """Text, of all contacts, for everyone."""
    values: dict[str, Any] = {"kind": CustomKind.TEXT, "position": id}
    return CustomField(id=CustomFieldId(id), name=name, **values | chosen)


def typed_field(name: str = "Secteur", **chosen: Any) -> TypedCustomField:
    """As a form gives it: text, of all contacts, for everyone."""
    return TypedCustomField(name=name, **{"kind": CustomKind.TEXT} | chosen)


def relation(id: int, subject: int, object: int, *, type: int = 1) -> Relation:
    return Relation(id=RelationId(id), type=ChoiceId(type), subject=ContactId(subject), object=ContactId(object))


def found(id: int, name: str = "Marie Dupont", **chosen: Any) -> Found:
    values: dict[str, Any] = {"kind": ContactKind.PERSON, "company": ""}
    return Found(id=ContactId(id), number=id, name=name, **values | chosen)


def file(id: int, contact: int | None, **chosen: Any) -> File:
    """A photo that Claire has just given; without a contact, what `chosen` says it is of."""
    values: dict[str, Any] = {"author": CLAIRE, "created_at": NOW, "origin": f"F{id:03}"}
    return File(id=FileId(id), contact=None if contact is None else ContactId(contact), **values | chosen)


def contact(id: int, values: ContactValues | None = None, **chosen: Any) -> Contact:
    """`number` is the id unless it is chosen."""
    filled: dict[str, Any] = {"number": id, "created_at": NOW, "updated_at": NOW, "created_by": CLAIRE}
    return Contact(id=ContactId(id), values=values or contact_values(), **filled | chosen)


def phone(typed: str = "06 28 23 04 55", country: str = "FR", **chosen: Any) -> Coordinate:
    return coordinates.phone(typed, country, **chosen)


def email(typed: str = "marie.dupont@acme.fr", **chosen: Any) -> Coordinate:
    made = coordinates.email(typed, **chosen)
    assert made is not None, typed
    return made


def address(**parts: str) -> Coordinate:
    postal = PostalAddress(**parts or {"street": "12 rue des Lilas", "postcode": "75011", "city": "Paris"})
    return Coordinate(kind=CoordinateKind.ADDRESS, typed=postal.line, address=postal)


def note(id: int, contact: int, text: str = "prefers calls after 4pm", **chosen: Any) -> Note:
    """Claire's, of today; `number` is the id unless it is chosen."""
    values: dict[str, Any] = {"number": id, "author": CLAIRE, "created_at": NOW, "on": NOW.date()}
    return Note(id=NoteId(id), contact=ContactId(contact), text=text, **_seen_by(values | chosen))


def activity(id: int, contact: int, text: str = "asked for a quote", **chosen: Any) -> Activity:
    """Claire's, of now; the event that says so has its id."""
    values: dict[str, Any] = {"author": CLAIRE, "at": NOW, "created_at": NOW, "told": EventId(id)}
    return Activity(id=ActivityId(id), contact=ContactId(contact), text=text, **values | chosen)


def wanted_note(contact: int, title: str = "Visit", **chosen: Any) -> notes.Wanted:
    """For everyone, of today."""
    return notes.Wanted(contact=ContactId(contact), title=title, **{"on": NOW.date(), **chosen})


def reminder(id: int, contact: int | None = None, **chosen: Any) -> Reminder:
    """Claire's own, due in an hour; `number` is the id unless it is chosen."""
    values: dict[str, Any] = {
        "number": id,
        "author": CLAIRE,
        "title": "call back",
        "assignees": (CLAIRE,),
        "due_at": NOW + timedelta(hours=1),
        "wall": "2026-11-20T11:00",
        "zone": "Europe/Paris",
        "created_at": NOW,
    }
    about = None if contact is None else ContactId(contact)
    return Reminder(id=ReminderId(id), contact=about, **_seen_by(values | chosen))


def ended(reminder: int, **chosen: Any) -> Ended:
    """Claire did it in time."""
    values: dict[str, Any] = {"occurrence": 1, "due_at": NOW, "outcome": Outcome.DONE, "by": CLAIRE, "at": NOW}
    return Ended(reminder=ReminderId(reminder), **values | chosen)


def due(at: datetime | None = None, zone: str = "Europe/Paris") -> Due:
    """In an hour, as it is said in Paris, unless another moment is chosen."""
    moment = at or NOW + timedelta(hours=1)
    return Due(moment, wall_of(moment, zone).isoformat(), zone)


def wanted(title: str = "call back", **chosen: Any) -> Wanted:
    """For Claire, in an hour."""
    return Wanted(title=title, **{"due": due(), "assignees": (CLAIRE,), **chosen})


def happening(subject: int, contact: int | None = None, **chosen: Any) -> Happening:
    values: dict[str, Any] = {"kind": EventKind.NOTE_ADDED, "changes": (Change("text", None, "prefers calls"),)}
    about = None if contact is None else ContactId(contact)
    return Happening(subject=subject, contact=about, **_seen_by(values | chosen))


def delivery(subject: int, **chosen: Any) -> NewDelivery:
    """A reminder to Claire, due now."""
    values: dict[str, Any] = {
        "matter": Matter.REMINDER,
        "lane": f"reminder:{subject}:{CLAIRE}",
        "dedupe_key": f"reminder:{subject}:1:{CLAIRE}",
        "due_at": NOW,
        "reader": CLAIRE,
        "occurrence": 1,
    }
    return NewDelivery(subject=subject, **values | chosen)


def follow(id: int, contact: int, channel: str = "C0SALES", **chosen: Any) -> Follow:
    query = Query(filters=(Filter(FilterKey.CONTACT, str(contact)),))
    values: dict[str, Any] = {"query": query, "created_by": CLAIRE, "created_at": NOW}
    return Follow(id=FollowId(id), place=PlaceId(channel), **values | chosen)


def post(id: int, contact: int | None = None, place: str = "C0SALES", **chosen: Any) -> Post:
    values: dict[str, Any] = {
        "telling": Telling.CHANGES if contact else Telling.DIGEST,
        "contact": contact and ContactId(contact),
        "opened_at": NOW,
        "closes_at": NOW + timedelta(minutes=1),
    }
    return Post(id=PostId(id), place=PlaceId(place), **values | chosen)


def contact_channel(id: int, contact: int, **chosen: Any) -> ContactChannel:
    usual: dict[str, Any] = {"maker": CLAIRE, "created_at": NOW, "stage": Stage.READY, "name": "contact-x"}
    return ContactChannel(id=ContactChannelId(id), contact=ContactId(contact), **(usual | chosen))


def search(id: int, name: str = "My clients", **chosen: Any) -> SavedSearch:
    """Claire's own."""
    values: dict[str, Any] = {"text": "tag:clients", "owner": CLAIRE, "created_at": NOW, "updated_at": NOW}
    return SavedSearch(id=SearchId(id), name=name, **values | chosen)


def draft(id: int, **chosen: Any) -> Draft:
    values: dict[str, Any] = {"member": CLAIRE, "noun": "contacts", "expires": NOW + timedelta(days=1)}
    return Draft(id=DraftId(id), **values | chosen)


def token(id: int, name: str = "Website", **chosen: Any) -> Token:
    usual: dict[str, Any] = {"ending": "abcd", "scope": Scope.WRITE, "created_by": CLAIRE, "created_at": NOW}
    return Token(id=TokenId(id), name=name, **(usual | chosen))


def webhook(id: int, name: str = "Website", **chosen: Any) -> Webhook:
    usual: dict[str, Any] = {"url": "https://example.com/hook", "types": frozenset(), "secret": b"sealed"}
    return Webhook(id=WebhookId(id), name=name, **(usual | {"created_by": CLAIRE, "created_at": NOW} | chosen))


def answer(body: str = "{}") -> Answer:
    return Answer(asked="x", status=201, headers="", body=body)


def job(id: int, *, tenant: int = 1, **chosen: Any) -> Job:
    kept: dict[str, Any] = {"member": CLAIRE, "channel": None, "created_at": NOW}
    values = kept | {"kind": JobKind.IMPORT, "state": JobState.DUE, "cursor": 0, "done": 0, "total": 500}
    return Job(id=JobId(id), tenant=Tenant(tenant), **values | chosen)


def _seen_by(values: dict[str, Any]) -> dict[str, Any]:
    audience = values.get("audience")
    return values if audience is None else values | {"audience": AudienceId(audience)}
