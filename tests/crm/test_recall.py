"""Whoever is known by halves is among the first five: questions of many kinds, written by a script from contacts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pytest

from bot.crm import contacts
from bot.model.contacts import Contact
from bot.store.contacts import Contacts
from tests import make, people
from tests._works import OpenStore
from tests.damage import KINDS, Known, Question
from tests.people import Dice

pytestmark = pytest.mark.slow

CONTACTS = 2_500
EACH = 9  # of each kind: two hundred in all
FIRST = 5
RECALL = 0.98


@dataclass(frozen=True, slots=True)
class Labelled:
    kind: str
    typed: str
    wanted: Contact


async def test_who_is_asked_for_by_halves_is_among_the_first_five(store: OpenStore) -> None:
    async with store.session() as session:
        crowd = _crowd()
        for start in range(0, CONTACTS, 1000):
            await Contacts(session).add_many([(each, None) for each in crowd[start : start + 1000]])
    missed = [each for each in labelled() if not await _finds(store, each)]
    recall = 1 - len(missed) / len(labelled())
    assert len(labelled()) >= 200
    assert recall >= RECALL, f"{recall:.3f}: " + "; ".join(
        f"{each.kind}: {each.typed!r} is {each.wanted.name} (#{each.wanted.number})" for each in missed
    )


async def _finds(store: OpenStore, asked: Labelled) -> bool:
    async with store.works.reading(make.viewer()) as work:
        page = await contacts.search(work, asked.typed)
    return asked.wanted.id in {found.id for found in page.found[:FIRST]}


@lru_cache(maxsize=1)
def labelled() -> Sequence[Labelled]:
    known = [(each, Known.of(each.values)) for each in _crowd()]
    return [each for kind in KINDS for each in _of_kind(kind, known)]


@lru_cache(maxsize=1)
def _crowd() -> Sequence[Contact]:
    return [people.contact(number) for number in range(1, CONTACTS + 1)]


def _of_kind(kind: str, known: Sequence[tuple[Contact, Known]]) -> Sequence[Labelled]:
    """Questions that no more than five contacts fit: of sixty called Martin no five can be the right ones."""
    dice, chosen = Dice(list(KINDS).index(kind)), list[Labelled]()
    while len(chosen) < EACH:
        wanted, about = dice.pick(known)
        question = KINDS[kind](about, dice)
        if question is not None and _is_told_apart(question, known):
            chosen.append(Labelled(kind, question.typed, wanted))
    return chosen


def _is_told_apart(question: Question, known: Sequence[tuple[Contact, Known]]) -> bool:
    return sum(question.fits(other) for _, other in known) <= FIRST
