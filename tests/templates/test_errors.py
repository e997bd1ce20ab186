"""What is said of a wrong field: which rule it breaks, and a right one to go by."""

import re

import pytest

from bot.model.errors import FieldsInvalid, QueryInvalid, TagBuiltIn, UndoTooLate
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


QUERY_CODES = [
    "unknown_key", "empty_value", "not_a_date", "not_a_phone", "not_a_kind", "unknown_person", "open_quote",
    "unknown_search", "search_circle", "search_alone", "unknown_parent", "too_many",
]  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
def test_each_thing_wrong_with_a_search_has_a_sentence_that_quotes_the_word(reader: Reader) -> None:
    wrong = [QueryInvalid(code, word="<citty>", at=3, limit=20, keys="city, tag") for code in QUERY_CODES]
    wrong.append(QueryInvalid("unknown_key", word="<citty>", at=3, nearest="city"))
    said = [shown.checked_message(errors.message(each, reader)) for each in wrong]
    assert len(set(said)) == len(wrong)
    assert all("<citty>" in sentence for sentence in said), said
    assert "city:" in said[-1]


def test_a_search_that_is_wrong_is_told_in_a_form_without_backquotes() -> None:
    told = errors.alert_text(QueryInvalid("unknown_key", word="citty", at=0, nearest="city"), ENGLISH)
    assert told.replace("\u2068", "").replace("\u2069", "") == "I do not know the filter citty. Did you mean city:?"
