"""Each error has a status in the API, each refusal of its door a sentence, each route a place in the description."""

from collections.abc import Iterator
from typing import Any

from bot.api._openapi import description
from bot.api._problems import STATUS
from bot.api._reading import _REASONS
from bot.api._refusals import Refusal
from bot.api.table import table
from bot.model import errors
from bot.model.errors import CrmError
from bot.templates._words import blocks_of
from tests.house._source import ROOT, sentence


def test_every_error_has_a_status_in_the_api() -> None:
    known = [each for each in _leaves(CrmError) if each.__module__ == errors.__name__]
    homeless = [each.__name__ for each in known if not any(base in STATUS for base in each.__mro__)]
    assert not homeless, sentence("Give these, or what they derive from, a status in bot/api/_problems.py.", homeless)


def test_every_refusal_of_the_door_has_its_sentence() -> None:
    ids = [each.id for each in _leaves(Refusal)]
    silent = sorted({*ids, *_REASONS.values()} - blocks_of("api"))
    assert not silent, sentence("Write a block of this name in bot/templates/api.", silent)
    assert len(ids) == len(set(ids)), "Two refusals share an id."
    assert not set(ids) & {each.id for each in _leaves(CrmError)}, "A refusal has the id of an error of crm."


def test_every_sentence_of_the_door_is_said_somewhere() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "bot" / "api").glob("*.py"))
    unsaid = sorted(block for block in blocks_of("api") if f'"{block}"' not in code)
    assert not unsaid, sentence("Nothing says these any more: take their blocks out of bot/templates/api.", unsaid)


def test_a_name_stands_for_one_operation() -> None:
    names = [route.name for route in table().all]
    assert len(names) == len(set(names)), "Two routes share a name."
    described = description(table())["paths"]
    missing = [each.title for each in table().all if each.method.lower() not in described[each.path]]
    assert not missing, sentence("The description knows nothing of these routes.", missing)


def _leaves(root: type[Any]) -> Iterator[type[Any]]:
    for child in root.__subclasses__():
        yield from _leaves(child) if child.__subclasses__() else [child]
