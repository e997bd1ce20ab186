"""The card of a contact: the essential, warnings first, within what a message holds."""

import json
from typing import Any

import pytest

from bot.model.contacts import Civility, ContactKind, Coordinate, CoordinateKind
from bot.model.files import FileState
from bot.model.ids import ContactId
from bot.model.notes import LatestNotes
from bot.model.records import Record
from bot.templates import contacts as show
from bot.templates._words import Reader
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import CHARACTERS, ENGLISH, FRENCH, READERS


def plain_record(**chosen: Any) -> Record:
    values = make.contact_values(**chosen)
    return Record(contact=make.contact(12, values))


def test_a_card_says_who_it_is_and_how_to_reach_them() -> None:
    reach = (make.phone(label="mobile"), make.email(label="work"), make.address())
    card = shown.checked_message(
        show.card(
            plain_record(civility=Civility.MRS, company="Acme", job_title="Buyer", coordinates=reach, reference="C-7"),
            FRENCH,
        )
    )
    assert card.splitlines()[:7] == [
        "Mme Marie Dupont", "Personne · #12 · C-7", "Entreprise : Acme", "Fonction : Buyer",
        "Téléphone (portable) : 06 28 23 04 55", "E-mail (travail) : marie.dupont@acme.fr",
        "Adresse : 12 rue des Lilas, 75011 Paris · plan",
    ]  # fmt: skip


def test_a_card_shows_nothing_that_is_empty() -> None:
    card = shown.checked_message(show.card(plain_record(), ENGLISH))
    assert card.splitlines()[:5] == ["Marie Dupont", "Person · #12", "[Open the record]", "[Edit]", "[Add a note]"]
    assert "Tags… / Copy… / Archive / Delete…" in card


def test_a_persons_own_label_stands_as_it_was_written() -> None:
    card = shown.checked_message(show.card(plain_record(coordinates=(make.phone(label="Portable père"),)), ENGLISH))
    assert "Phone (Portable père): 06 28 23 04 55" in card


def test_a_tag_has_its_colour_and_its_name_in_the_readers_language() -> None:
    record = shown.record(make.contact_values(tags=("Clients", "VIP")))
    assert "Tags: 🟢 Clients, 🟢 VIP" in shown.checked_message(show.card(record, ENGLISH))
    suppliers = shown.record(make.contact_values(tags=("Suppliers",)))
    assert "Étiquettes : 🟢 Fournisseurs" in shown.checked_message(show.card(suppliers, FRENCH))


def test_warnings_stand_first_with_a_sign_and_words() -> None:
    unread = make.contact_values(coordinates=(Coordinate(kind=CoordinateKind.PHONE, typed="poste 12?"),))
    photo = shown.record().photo
    assert photo is not None
    failed = Record(
        contact=make.contact(12, unread, archived_at=make.NOW),
        photo=type(photo)(
            id=photo.id, contact=photo.contact, author=photo.author, created_at=photo.created_at, origin="F1",
            state=FileState.FAILED,
        ),
    )  # fmt: skip
    lines = shown.checked_message(show.card(failed, ENGLISH)).splitlines()
    assert lines[:3] == [
        "⚠️ This contact is archived: searches and lists leave it out.",
        "⚠️ A phone number could not be understood and is kept as typed: poste 12?",
        "⚠️ The photo could not be kept. Please give it again.",
    ]
    assert lines[3] == "Marie Dupont"


def test_a_phone_and_an_email_are_links() -> None:
    values = make.contact_values(coordinates=(make.phone(), make.email()))
    blocks = json.dumps(show.card_blocks(Record(contact=make.contact(12, values)), ENGLISH))
    assert "tel:+33628230455" in blocks
    assert "mailto:marie.dupont@acme.fr" in blocks


def test_what_was_deleted_can_be_restored_and_nothing_else() -> None:
    gone = Record(contact=make.contact(12, deleted_at=make.NOW))
    card = shown.checked_message(show.card(gone, ENGLISH))
    assert "⚠️ This contact is deleted." in card
    assert card.splitlines()[-2:] == ["[Open the record]", "[Restore]"]


def test_an_archived_contact_can_be_taken_out_of_the_archive() -> None:
    put_away = Record(contact=make.contact(12, archived_at=make.NOW))
    assert "Tags… / Copy… / Take out of the archive / Delete…" in shown.checked_message(show.card(put_away, ENGLISH))


def test_a_company_is_not_shown_as_its_own_employer() -> None:
    company = Record(contact=make.contact(12, make.company_values("Acme", job_title="Buyer", employer=ContactId(3))))
    card = shown.checked_message(show.card(company, ENGLISH))
    assert card.splitlines()[:2] == ["Acme", "Company · #12"]
    assert "Buyer" not in card


def test_a_contact_that_lost_its_name_goes_by_its_number() -> None:
    nameless = Record(contact=make.contact(12, make.contact_values("", "")))
    assert shown.checked_message(show.card(nameless, ENGLISH)).startswith("#12\n")


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", ContactKind)
def test_a_card_stays_within_a_message_whatever_the_contact_holds(reader: Reader, kind: ContactKind) -> None:
    long = "wörd " * 2000
    for values in (shown.full_values(long, kind=kind), shown.crowded(50, 50, text=long), shown.full_values()):
        card = show.card(shown.record(values, notes=three_notes(long), reminders=()), reader)
        shown.checked_message(card)
        assert shown.letters(card.blocks) < CHARACTERS


def test_lines_that_do_not_fit_are_counted() -> None:
    card = shown.checked_message(show.card(shown.record(shown.crowded(50, 50), notes=LatestNotes()), ENGLISH))
    assert "and 60 more lines." in card


def three_notes(text: str) -> LatestNotes:
    return LatestNotes(tuple(make.note(n, 12, text) for n in range(3)), 3)
