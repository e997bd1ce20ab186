"""A contact typed on one line: what each line of contact_lines.txt means, and that no word of any line is lost."""

import re
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.changes import COORDINATE, coordinate_of
from bot.model.errors import TextInvalid
from bot.model.folding import fold, squeeze, words
from bot.model.labels import LABELS, built_in_label
from bot.model.tags import BuiltIn, said
from bot.parse._form import Typed
from bot.parse.contacts import read_contact, typed_from_line
from bot.parse.contacts._words import CIVILITIES, COMMENTS, FIELDS, KIND_WORDS, SENDERS, SHORT_LABELS

LINE_END = " ⏎ "
PHRASES = Path(__file__).with_name("contact_lines.txt").read_text(encoding="utf-8").split("\n\n")

_WORD = re.compile(r"[^\W\d_]+|\d+")

# Words that are understood without being a value: their sense is the field in which the next ones stand.
SENSE = frozenset((
    *CIVILITIES, *COMMENTS, *FIELDS, *SENDERS, *SHORT_LABELS,
    *(word for kind_words in KIND_WORDS.values() for word in kind_words),
    *(word for built_in in BuiltIn for name in said(built_in.value) for word in words(name)),
    "chez", "at", "de", "la", "travaille", "works", "working", "employe", "employee", "from", "c", "o", "societe",
    "company", "entreprise", "siret", "siren", "nic", "iban", "tva", "vat", "intracommunautaire", "no", "n", "nr",
    "number", "id", "reg", "ust", "idnr", "du", "des", "d", "of", "for", "linkedin", "facebook", "instagram",
    "twitter", "youtube",
))  # fmt: skip


def filled(line: str, country: str = "FR") -> Typed:
    keys = count(1)
    return typed_from_line(line, country=country, next_id=lambda: next(keys))


def as_written(values: Typed) -> list[str]:
    """As contact_lines.txt has it: one field a line, a coordinate by its kind with its label before it."""
    rows: list[str] = []
    for key, text in values.items():
        if key.startswith(COORDINATE):
            each = coordinate_of(text)
            rows.append(f"{each.kind.value}: {f'[{each.label}] ' if each.label else ''}{each.typed}")
        elif (key, text) != ("kind", "person"):
            rows.append(f"{key}: {text}".replace("\n", LINE_END))
    return rows


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.partition("\n")[0])
def test_a_line_fills_the_form(phrase: str) -> None:
    line, *rows = phrase.strip().splitlines()
    assert sorted(as_written(filled(line.removeprefix("> ").replace(LINE_END, "\n")))) == sorted(rows)


def test_there_are_lines_enough_in_both_languages() -> None:
    assert len(PHRASES) >= 60


def test_nothing_typed_is_a_person_without_a_name() -> None:
    assert filled("") == filled(" : # ") == {"kind": "person"}


@pytest.mark.parametrize("line", ["...", "—", "«»", "?!", "、"])
def test_punctuation_alone_is_no_name(line: str) -> None:
    assert "last_name" not in filled(line)


def test_numbers_are_read_in_the_country_of_the_workspace() -> None:
    (read,) = [
        coordinate_of(text) for key, text in filled("(212) 555-0100", "US").items() if key.startswith(COORDINATE)
    ]
    assert read.parsed == "+12125550100"


def test_what_no_store_can_keep_is_refused() -> None:
    with pytest.raises(TextInvalid):
        filled("Jean \0 Dupont")


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.partition("\n")[0])
def test_no_word_of_a_real_line_is_lost(phrase: str) -> None:
    line = phrase.strip().splitlines()[0].removeprefix("> ").replace(LINE_END, "\n")
    assert lost(line) == []


# Pieces that look like something to somebody, and pieces that look like nothing.
PIECE = st.one_of(
    st.sampled_from((
        "Jean Dupont", "DUPONT", "Acme SARL", "chez", "at", "Mme", "M. et Mme", "Dr.", "06 39 98 12 34", "tél :",
        "(212) 555-0100", "+49 30 1234567", "x12", "jean@acme.example", "<jean@acme.example>", "www.acme.example",
        "https://acme.example/a,b(c)", "#client", "#à-rappeler", "12 rue des Lilas", "75011 Paris", "Cedex 7", "France",
        "SIRET 732 829 320 00074", "FR44732829320", "IBAN", "FR76 3000 6000 0112 3456 7890 189", "RCS Lyon 732 829 320",
        "directrice commerciale", "CTO", "de", "la", "&", "note : voir", "Nom : Petit", "perso:", "(fax)", "🔥", "、",
        "London NW1 6XE", "Springfield, IL 62701", "linkedin: jdupont", "@ann", "\n", ",", ";", "|", " - ", "\"",
        "Smith, John", "SMITH, Zadie", "★",
    )),
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
)  # fmt: skip


@given(st.lists(PIECE, max_size=12), st.sampled_from((" ", ", ", "\n")), st.sampled_from(("FR", "US", "DE", "IN")))
def test_no_word_of_any_line_is_lost(pieces: list[str], between: str, country: str) -> None:
    assert lost(between.join(pieces), country) == []


@given(st.lists(PIECE, max_size=12))
def test_whatever_a_line_gives_can_be_kept_or_is_refused_by_its_field(pieces: list[str]) -> None:
    values = filled(" ".join(pieces))
    correct = {key: text for key, text in values.items() if key not in {"siren", "siret", "vat_number", "iban"}}
    read = read_contact(correct | {"last_name": "Petit"}, base={}, country="FR")
    assert read.last_name == "Petit"


@pytest.mark.parametrize(
    "piece", ["1 ", "a@", "Dr ", "FR76 ", "( ", "#a ", "12 rue ", "tel: 0", "Saint ", "A & B ", "é"]
)
def test_a_line_of_hostile_length_is_read(piece: str) -> None:
    assert lost((piece * 3000)[:3000]) == []


def lost(line: str, country: str = "FR") -> list[str]:
    """The words of a line that stand in no value of the form, and whose sense is no field either."""
    values = filled(line, country)
    coordinates = [coordinate_of(text) for key, text in values.items() if key.startswith(COORDINATE)]
    kept = [text for key, text in values.items() if not key.startswith(COORDINATE)]
    kept += [text for each in coordinates for text in (each.label, each.typed)]
    found = squeeze(" ".join(kept))
    labels = {word for said_label in LABELS.values() for word in said_label}
    return [
        word
        for word in _WORD.findall(fold(line))  # of letters or of digits: a number may end where a name begins
        if word not in found and word not in SENSE and word not in labels and not is_label(word)
    ]


def is_label(word: str) -> bool:
    return any(built_in_label(kind, word) for kind in LABELS)
