"""Every sentence of the templates exists in every language, with the same values in it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from tests.house._source import ROOT, sentence

LOCALES = ("fr",)  # English is the language of the templates themselves
VALUE = re.compile(r"%\((\w+)\)")
JINJA = {"silent": "false", "trimmed": "true"}


@pytest.fixture(params=LOCALES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    file = ROOT / "bot" / "locale" / request.param / "LC_MESSAGES" / "carnet.po"
    with file.open("rb") as opened:
        return read_po(opened, locale=request.param)


def test_every_sentence_of_the_templates_is_translated(catalogue: Catalog) -> None:
    missing = sorted(msgid for msgid in _said() if msgid not in _by_id(catalogue))
    assert not missing, sentence("Add these sentences to the catalogue.", missing)


def test_the_catalogue_has_no_gaps(catalogue: Catalog) -> None:
    gaps = [_first(message) for message in _messages(catalogue) if not _complete(message, catalogue.num_plurals)]
    assert not gaps, sentence("Translate these, every plural form of them.", gaps)
    fuzzy = [_first(message) for message in _messages(catalogue) if message.fuzzy]
    assert not fuzzy, sentence("Read these again and take the fuzzy mark off.", fuzzy)


def test_the_catalogue_keeps_nothing_that_is_not_said(catalogue: Catalog) -> None:
    stale = sorted(set(_by_id(catalogue)) - _said())
    assert not stale, sentence("Take these out of the catalogue: no template says them.", stale)


def test_a_translation_uses_the_values_of_its_sentence(catalogue: Catalog) -> None:
    wrong = [_first(message) for message in _messages(catalogue) if not _same_values(message)]
    assert not wrong, sentence("Use the same %(values)s in the translation as in the sentence.", wrong)


@cache
def _said() -> frozenset[str]:
    templates = ROOT / "bot" / "templates"
    found = frozenset(
        [*_extracted(templates.rglob("*.j2"), "jinja2", JINJA), *_extracted(templates.rglob("*.py"), "python", {})]
    )
    assert found, "no {% trans %} found in bot/templates: the extraction looks in the wrong place"
    return found


def _extracted(files: Iterator[Path], method: str, options: dict[str, str]) -> Iterator[str]:
    for file in files:
        with file.open("rb") as opened:
            for _, message, _, _ in extract(method, opened, options=options):
                yield message if isinstance(message, str) else message[0]


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _by_id(catalogue: Catalog) -> dict[str, Message]:
    return {_first(message): message for message in _messages(catalogue)}


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _complete(message: Message, plurals: int) -> bool:
    wanted = 1 if isinstance(message.id, str) else plurals
    return len(_forms(message)) == wanted and all(_forms(message))


def _same_values(message: Message) -> bool:
    ids = (message.id,) if isinstance(message.id, str) else message.id
    wanted = [set(VALUE.findall(each)) for each in ids]
    # A form for one may say "a contact" where the other says "5 contacts".
    return all(set(VALUE.findall(form)) in wanted for form in _forms(message))
