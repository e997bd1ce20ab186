"""What is said of a wrong field: which rule it breaks, and a right one to go by."""

import re

import pytest

from bot.model.errors import FieldsInvalid, TagBuiltIn, UndoTooLate
from bot.model.identifiers import Identifiers, read
from bot.templates import errors
from bot.templates._words import Reader, blocks_of, raw
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH, READERS

RULES = [f"{field}_{rule}" for field in ("siren", "siret", "vat_number", "iban")
         for rule in ("length", "format", "checksum", "component")]  # fmt: skip
EXAMPLE = re.compile(r"[:：]\s(FR14[\w ]+|FR 44[\d ]+|732[\d ]+)\Z")


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("message_id", RULES)
def test_the_rule_of_an_identifier_is_named_beside_a_right_one(message_id: str, reader: Reader) -> None:
    sentence = raw(reader, "form", message_id)
    right = EXAMPLE.search(sentence)
    assert right is not None, sentence
    field = message_id.rpartition("_")[0]
    assert getattr(read(Identifiers(**{field: right[1]})), field) == "".join(right[1].split())


WRONG = [
    *(Identifiers(siren=text) for text in ("12", "73282932a", "732829321")),
    *(Identifiers(siret=text) for text in ("12", "7328293200007a", "73282932000075")),
    *(Identifiers(vat_number=text) for text in ("12", "FR00732829320", "DE12")),
    *(Identifiers(iban=text) for text in ("12", "FR1420041010050500013M0260", "FR1520041010050500013M02606")),
    Identifiers(siren="732829320", siret="30326504500015"),
    Identifiers(siren="732829320", vat_number="FR40303265045"),
]


@pytest.mark.parametrize("typed", WRONG)
def test_every_identifier_that_is_refused_has_its_sentence(typed: Identifiers) -> None:
    with pytest.raises(FieldsInvalid) as refused:
        read(typed)
    assert set(refused.value.fields.values()) <= blocks_of("form")
    for reader in READERS:
        assert all(errors.field_errors(refused.value.fields, reader).values())


def test_a_tag_of_carnet_and_an_undo_too_late_are_refused_in_a_sentence() -> None:
    assert shown.checked_message(errors.message(TagBuiltIn(name="Suppliers"), FRENCH)) == (
        "L’étiquette Fournisseurs fait partie de Carnet et ne peut être ni modifiée ni supprimée."
    )
    assert shown.checked_message(errors.message(UndoTooLate(hours=24), ENGLISH)) == (
        "This can no longer be undone: it could for 24 hours."
    )
    assert shown.checked_message(errors.message(UndoTooLate(hours=720), FRENCH)) == (
        "Il est trop tard pour annuler : c’était possible pendant 30 jours."
    )
