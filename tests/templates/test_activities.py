"""A line of the feed: who, what, when; what changed by name alone, since a channel need not read its values."""

import pytest

from bot.model.changes import coordinate_text
from bot.model.events import VERSION, Change, EventKind
from bot.templates import activities
from bot.templates._words import Reader
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH, READERS


def line(kind: EventKind, *changes: Change, reader: Reader = ENGLISH, version: int = VERSION) -> str:
    event = shown.event(1, kind, changes=changes, version=version)
    return shown.checked_message(activities.feed_line(event, contact="Acme", actor="Claire", reader=reader))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("version", range(1, VERSION + 1))
@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_at_every_version_has_its_line(kind: EventKind, version: int, reader: Reader) -> None:
    due = Change("due", None, "2026-11-20T10:00:00+00:00")
    told = line(kind, due, Change("name", None, "VIP"), Change("title", None, "call"), reader=reader, version=version)
    assert told.startswith("Claire ")
    assert line(kind, reader=reader, version=version).startswith("Claire ")  # its values were erased


def test_a_change_names_its_fields_and_not_what_is_in_them() -> None:
    phone = coordinate_text(make.phone())
    changes = (
        Change("job_title", None, "Buyer"), Change("coordinate:1", None, phone), Change("coordinate:2", phone, None),
        Change("tag:clients", None, "Clients"),
    )  # fmt: skip
    assert line(EventKind.CONTACT_CHANGED, *changes).startswith("Claire changed Acme: Job title, Phone, Tag · ")
    assert line(EventKind.CONTACT_CHANGED, *changes, reader=FRENCH).startswith(
        "Claire a modifié la fiche Acme : Fonction, Téléphone, Étiquette · "
    )


def test_a_change_of_many_fields_names_the_first() -> None:
    changes = [Change(name, None, "x") for name in ("first_name", "last_name", "nickname", "company", "comment")]
    changes += [Change(name, None, "x") for name in ("siren", "siret", "iban", "reference")]
    assert line(EventKind.CONTACT_CHANGED, *changes).startswith(
        "Claire changed Acme: First name, Last name, Nickname, Company, Comment, SIREN, SIRET, IBAN… · "
    )


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (EventKind.CONTACT_ARCHIVED, "Claire a archivé la fiche Acme · "),
        (EventKind.CONTACT_RESTORED, "Claire a restauré la fiche Acme · "),
        (EventKind.CONTACT_DELETED, "Claire a supprimé la fiche Acme · "),
        (EventKind.CONTACT_CHANGED, "Claire a modifié la fiche Acme · "),
        (EventKind.SETTINGS_CHANGED, "Claire a modifié les réglages · "),
    ],
)
def test_what_ends_a_contact_is_said_plainly(kind: EventKind, said: str) -> None:
    assert line(kind, Change("name", "Acme", "Acme"), Change("archived", None, "yes"), reader=FRENCH).startswith(said)


def test_a_tag_that_is_gone_is_named_as_it_was() -> None:
    assert line(EventKind.TAG_DELETED, Change("name", "VIP", None)).startswith("Claire deleted the tag VIP · ")
    assert line(EventKind.TAG_ADDED, Change("name", None, "VIP")).startswith("Claire created the tag VIP · ")


@pytest.mark.parametrize(
    ("sight", "english", "french"),
    [
        ("everyone", "Claire made a note on Acme visible to everyone: Price", "a rendu une note sur Acme visible par"),
        ("private", "Claire made a note on Acme private: Price", "a rendu une note sur Acme privée"),
        ("members UJOHN UANN", "Claire chose who sees a note on Acme (@UJOHN, @UANN): Price", "qui voit une note"),
    ],
)
def test_a_line_says_who_may_read_a_note_from_now_on(sight: str, english: str, french: str) -> None:
    changes = (Change("name", "Price", "Price"), Change("audience", None, sight))
    assert line(EventKind.NOTE_CHANGED, *changes).startswith(english)
    assert french in line(EventKind.NOTE_CHANGED, *changes, reader=FRENCH)
    assert "changed a note" in line(EventKind.NOTE_CHANGED, *changes, Change("title", "a", "b"))
