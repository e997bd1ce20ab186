"""Words in and out: a card as JSON beside plain dicts, and how long a phrase about time takes to understand."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from urllib.parse import quote_plus
from zoneinfo import ZoneInfo

from bot.model.contacts import Contact, Coordinate
from bot.model.notes import LatestNotes, Note
from bot.model.records import Record
from bot.parse.when import read_when
from bot.templates import contacts as show
from bot.templates._words import Reader
from tests import make
from tests.bench._figures import Figure, middle
from tests.bench._homes import Home
from tests.bench._machine import in_its_place

_ROUNDS = 15
_EACH = 200
_PHRASE_LIMIT = 2000.0  # µs
_READER = Reader("en-US", "America/New_York")
_PHRASES = (
    ("en", "call Ann Martin tomorrow at 4pm"),
    ("en", "send the offer in 20 minutes"),
    ("en", "lunch next Friday at noon"),
    ("en", "renew the contract on 3 March 2027"),
    ("fr", "rappeler Marie Dupont demain à 9h30"),
    ("fr", "envoyer le devis dans trois jours"),
    ("fr", "déjeuner vendredi prochain à midi"),
    ("fr", "relancer tous les lundis à 8h"),
)


def card(home: Home) -> Iterator[Figure]:
    """Beside the same card made by hand from the same record."""
    ours, bare = cards()
    with in_its_place():
        took = [(_microseconds(bare), _microseconds(ours)) for _ in range(_ROUNDS)]
    yield Figure("a card as JSON", middle([own for _, own in took]), "µs", middle([floor for floor, _ in took]))


def cards() -> tuple[Callable[[], str], Callable[[], str]]:
    """Ours and the one by hand."""
    reach = (make.phone(), make.phone("01 99 00 12 34"), make.email(), make.address())
    values = make.contact_values(
        company="Acme SARL", comment="Prefers the morning", coordinates=reach, tags=("Clients", "Lyon")
    )
    contact = make.contact(12, values)
    notes = LatestNotes(tuple(make.note(number, 12) for number in range(1, 4)), 3)
    record = Record(contact=contact, notes=notes)

    def ours() -> str:
        return json.dumps(show.card_blocks(record, _READER))

    def bare() -> str:
        return json.dumps(_by_hand(contact, notes))

    return ours, bare


def phrases(home: Home) -> Iterator[Figure]:
    now = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Europe/Paris"))

    def read() -> None:
        for language, phrase in _PHRASES:
            read_when(phrase, now=now, zone="Europe/Paris", locale=language)

    read()
    with in_its_place():
        took = middle([_microseconds(read, times=10) for _ in range(_ROUNDS)]) / len(_PHRASES)
    yield Figure("a phrase about time, understood", took, "µs", _PHRASE_LIMIT)


def _microseconds(work: Callable[[], object], *, times: int = _EACH) -> float:
    begun = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - begun) * 1e6 / times


def _by_hand(contact: Contact, notes: LatestNotes) -> list[object]:
    return [
        {"type": "header", "text": _plain(contact.name)},
        {"type": "context", "elements": [_plain(f"Person · #{contact.number}")]},
        {"type": "rich_text", "elements": _lines(contact)},
        {"type": "rich_text", "elements": [_heading(), *map(_quote, notes.latest)]},
        {"type": "actions", "block_id": f"contact-{contact.id}", "elements": _elements(str(contact.id))},
    ]


def _elements(key: str) -> list[object]:
    buttons = (
        ("contacts.record", "Open the record"),
        ("contacts.edit", "Edit"),
        ("notes.new", "Add a note"),
        ("notes.attach", "Attach a file"),
        ("activities.new", "Log an activity"),
    )
    more = (
        ("remind", "New reminder…"), ("tagging", "Tags…"), ("copy", "Copy…"), ("archive", "Archive"),
        ("delete", "Delete…"),
    )  # fmt: skip
    options = [{"text": _plain(text), "value": f"{act}:{key}"} for act, text in more]
    return [
        *({"type": "button", "action_id": action, "text": _plain(text), "value": key} for action, text in buttons),
        {"type": "overflow", "action_id": "contacts.more", "options": options},
    ]


def _lines(contact: Contact) -> list[object]:
    values = contact.values
    phone, second, email, address = values.coordinates
    assert address.address is not None
    return [
        _line("Company", {"type": "text", "text": values.company}),
        _line("Phone", {"type": "link", "url": f"tel:{phone.parsed}", "text": phone.typed}),
        _line("Phone", {"type": "link", "url": f"tel:{second.parsed}", "text": second.typed}),
        _line("E-mail", {"type": "link", "url": f"mailto:{email.parsed}", "text": email.typed}),
        _line(
            "Address", {"type": "text", "text": address.address.line}, {"type": "text", "text": " · "}, _map(address)
        ),
        _line("Tags", {"type": "text", "text": ", ".join(values.tags)}),
        _line("Comment", {"type": "text", "text": values.comment}),
    ]


def _line(label: str, *shown: object) -> object:
    heading = {"type": "text", "text": f"{label}: ", "style": {"bold": True}}
    return {"type": "rich_text_section", "elements": [heading, *shown]}


def _map(address: Coordinate) -> object:
    assert address.address is not None
    url = f"https://www.google.com/maps/search/?api=1&query={quote_plus(address.address.line)}"
    return {"type": "link", "url": url, "text": "map"}


def _heading() -> object:
    text = {"type": "text", "text": "Latest notes (3 in all)", "style": {"bold": True}}
    return {"type": "rich_text_section", "elements": [text]}


def _quote(note: Note) -> object:
    day = {"type": "text", "text": f"\n{note.created_at:%b %-d, %Y} · ", "style": {"italic": True}}
    author = {"type": "user", "user_id": note.author}
    return {"type": "rich_text_quote", "elements": [{"type": "text", "text": note.text}, day, author]}


def _plain(text: str) -> object:
    return {"type": "plain_text", "text": text, "emoji": False}
