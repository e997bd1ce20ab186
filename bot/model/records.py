"""What is read at once to show a contact: its record on one of its tabs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.model import contacts
from bot.model.activities import Activity
from bot.model.changes import CUSTOM
from bot.model.choices import Choice
from bot.model.consents import Consent
from bot.model.contacts import Contact, ContactKind, ContactValues, Found
from bot.model.custom_fields import CustomField
from bot.model.events import Event
from bot.model.files import File
from bot.model.ids import ActivityId, ChannelId, ChoiceId, MemberId
from bot.model.notes import LatestNotes
from bot.model.relations import Link
from bot.model.reminders import Reminder
from bot.model.tags import BuiltIn, Tag, built_in
from bot.model.warnings import Warning


class Tab(StrEnum):
    OVERVIEW = "overview"
    DETAILS = "details"
    SALES = "sales"
    PURCHASES = "purchases"
    PEOPLE = "people"
    NOTES = "notes"
    FILES = "files"
    REMINDERS = "reminders"
    ACTIVITY = "activity"


class View(StrEnum):
    """As what a contact is looked at; one that is both is seen as either."""

    CLIENT = "client"
    SUPPLIER = "supplier"


_VIEWS = {BuiltIn.CLIENTS: View.CLIENT, BuiltIn.SUPPLIERS: View.SUPPLIER}
# The tags that call for a tab, any of them, and the view that it is of; any other tab is everybody's.
_CALLED_FOR = {
    Tab.SALES: frozenset({BuiltIn.PROSPECTS, BuiltIn.CLIENTS}),
    Tab.PURCHASES: frozenset({BuiltIn.SUPPLIERS}),
}
_ONLY_IN = {Tab.SALES: View.CLIENT, Tab.PURCHASES: View.SUPPLIER}


def _worn(values: ContactValues) -> frozenset[BuiltIn]:
    return frozenset(tag for name in values.tags if (tag := built_in(name)) is not None)


def views_of(values: ContactValues) -> tuple[View, ...]:
    """By its tags."""
    worn = _worn(values)
    return tuple(view for tag, view in _VIEWS.items() if tag in worn)


def view_of(values: ContactValues, tab: Tab, wanted: View | None = None) -> View | None:
    """As what it is looked at: what the tab is of, else what is wanted, else the first."""
    views = views_of(values)
    return next((view for view in (_ONLY_IN.get(tab), wanted, *views) if view in views), None)


def tabs_of(values: ContactValues, view: View | None) -> tuple[Tab, ...]:
    """The tabs of its record, in their order; of one that is seen in several ways, those of this view."""
    worn = _worn(values)
    left_out = {tab for tab, tags in _CALLED_FOR.items() if not worn & tags}
    left_out |= set() if values.kind is ContactKind.COMPANY else {Tab.PEOPLE}
    if len(views_of(values)) > 1:
        left_out |= {tab for tab, only in _ONLY_IN.items() if only is not view}
    return tuple(tab for tab in Tab if tab not in left_out)


def tab_of(values: ContactValues, tab: Tab) -> Tab:
    """The tab, or the overview where the record has no such tab."""
    return tab if tab in tabs_of(values, view_of(values, tab)) else Tab.OVERVIEW


# What ids stand for in old and new values, by id: of members, other contacts, choices; a custom field goes by the name
# of its value in a flat contact, and its kind by `kind_of`.
Names = tuple[tuple[str, str], ...]


def custom_names(fields: Iterable[CustomField]) -> Iterator[tuple[str, str]]:
    for field in fields:
        yield f"{CUSTOM}{field.id}", field.name
        yield kind_of(f"{CUSTOM}{field.id}"), field.kind.value


def kind_of(field: str) -> str:
    """Under which the names have the kind of a custom field."""
    return f"kind of {field}"


@dataclass(frozen=True, slots=True)
class Line:
    """One event with the names that its sentence needs."""

    event: Event
    contact: str
    actor: str


@dataclass(frozen=True, slots=True)
class Ended:
    """Who archived or deleted a contact, and when."""

    by: MemberId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A contact with what its ids of lists stand for: `tags` with their colours, and the `choices` that it has."""

    contact: Contact
    tags: tuple[Tag, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class MainPerson:
    """`phone` and `email` are the main ones, as typed and as programs read them."""

    found: Found
    job_title: str = ""
    phone: str = ""
    dialled: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Who stands around a contact: `parents` from the nearest up, the first `children` of `children_count`, the ends of
    its relations, and the warnings that reach it."""

    employer: Found | None = None
    parents: tuple[Found, ...] = ()
    children: tuple[Found, ...] = ()
    children_count: int = 0
    main_person: MainPerson | None = None
    links: tuple[Link, ...] = ()
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """A page of the people of a company: the main one first, then by rank of what they are for, then by name.

    `role` is the one that they are filtered by; `roles` is what those of the lines are called.
    """

    lines: tuple[contacts.Line, ...] = ()
    total: int = 0
    offset: int = 0
    role: ChoiceId | None = None
    roles: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """`tags` with their colours; `notes`, `reminders`, `people` and `lines` are a page of each, as many as a tab shows:
    of the tab of files, `notes` are these.

    `choices` are what it has of the lists; `custom_fields` those that the reader may see and that are asked of it.
    `logged` are the activities that lines log, as far as they are there still, and `may_change` those of them that the
    reader may. `next_birthday` is a day of the next weeks; `employer_consents` are asked where it has no answer of its
    own.
    """

    contact: Contact
    tags: tuple[Tag, ...] = ()
    choices: tuple[Choice, ...] = ()
    custom_fields: tuple[CustomField, ...] = ()
    around: Around = Around()
    people: People = People()
    employer: Found | None = None
    employer_consents: tuple[Consent, ...] = ()
    next_birthday: date | None = None
    photo: File | None = None
    notes: LatestNotes = LatestNotes()  # noqa: RUF009  # frozen and empty
    reminders: tuple[Reminder, ...] = ()
    lines: tuple[Line, ...] = ()
    more_lines: bool = False
    logged: tuple[Activity, ...] = ()
    may_change: frozenset[ActivityId] = frozenset()
    names: Names = ()
    channel: ChannelId | None = None  # made for it
    ended: Ended | None = None
