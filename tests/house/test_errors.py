"""Each error that a person can meet has an id and one sentence in templates/errors."""

import re
from collections.abc import Iterator

from bot.model import errors
from bot.model.errors import CrmError
from tests.house._source import ROOT, sentence

BLOCK = re.compile(r"{%-?\s*block\s+(\w+)")
FRAGMENT = "_"  # a block whose name begins so is a part of others


def test_every_leaf_error_has_an_id_of_its_own() -> None:
    nameless = [leaf.__name__ for leaf in _leaves() if not leaf.__dict__.get("id")]
    assert not nameless, sentence("Give these errors an `id`: it names their sentence.", nameless)
    ids = [leaf.id for leaf in _leaves()]
    assert len(ids) == len(set(ids)), "Two errors share an id, so they would share a sentence."


def test_every_error_has_its_sentence_and_no_sentence_is_left_over() -> None:
    spoken, known = set(_blocks()), {leaf.id for leaf in _leaves()}
    missing, stale = sorted(known - spoken), sorted(spoken - known)
    assert not missing, sentence("Write a block of this name in bot/templates/errors.", missing)
    assert not stale, sentence("No error has this id: take its block out of bot/templates/errors.", stale)


def test_the_tree_in_the_docstring_names_every_error() -> None:
    drawn = set(re.findall(r"[├└]── (\w+)", errors.__doc__ or ""))
    missing = sorted({each.__name__ for each in _below(CrmError)} ^ drawn)
    assert not missing, sentence("Draw the tree in the docstring of bot/model/errors.py as it is.", missing)


def _leaves() -> list[type[CrmError]]:
    return [each for each in _below(CrmError) if not each.__subclasses__()]


def _below(root: type[CrmError]) -> Iterator[type[CrmError]]:
    for child in root.__subclasses__():
        if child.__module__ == errors.__name__:
            yield child
            yield from _below(child)


def _blocks() -> Iterator[str]:
    for file in sorted((ROOT / "bot" / "templates" / "errors").rglob("*.j2")):
        names: list[str] = BLOCK.findall(file.read_text(encoding="utf-8"))
        yield from (name for name in names if not name.startswith(FRAGMENT))
