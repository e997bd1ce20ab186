"""What a misspelt word may have meant: all words one slip away, found without reading all words."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model.ids import Tenant
from bot.model.members import SYSTEM
from bot.model.query import Query, is_slip
from bot.store import StoreSession, Sweeps
from bot.store._search import SearchTermRow, expand, forget_terms
from bot.store.contacts import Contacts
from tests import make
from tests._works import OpenStore
from tests.store._heard import heard
from tests.store._plan import sqlite_plan_of

# Few letters, so that many words are near each other; of each script, and two beyond the first plane.
LETTERS = ("abc", "аби", "αβγ", "王小明", "محد", "a𞤢𞤣")
words = st.sampled_from(LETTERS).flatmap(lambda letters: st.text(letters, min_size=4, max_size=9))
terms = st.sampled_from(LETTERS).flatmap(lambda letters: st.text(letters, min_size=4, max_size=8))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(words, max_size=60), st.lists(terms, min_size=1, max_size=4))
async def test_every_word_one_slip_away_is_found_and_no_other(
    store: OpenStore, known: set[str], asked: list[str]
) -> None:
    async with store.database.writer(Tenant(1), SYSTEM) as session:
        await session.add_many(SearchTermRow, [{"term": word} for word in sorted(known)])
        found = await expand(session, Query(terms=tuple(asked)))
    assert found == {term: tuple(sorted(word for word in known if is_slip(term, word))) for term in asked}


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
async def test_the_words_are_looked_up_and_not_read_from_end_to_end(store: OpenStore) -> None:
    async with store.looking() as session:
        with heard(store.database) as said:
            await expand(session, Query(terms=("dupont", "marie")))
    async with store.database.read.connect() as connection:
        plan = await sqlite_plan_of(connection, said[0])
    assert len(said) == 1
    assert not re.findall(
        r"SCAN (?!json_each|r\b|k\b|s\b|child|CONSTANT|VIRTUAL)|\(tenant=\?\)$", plan, re.MULTILINE
    ), plan


async def test_words_that_no_contact_has_any_more_are_swept_away(store: OpenStore) -> None:
    async with store.session() as session:
        await Contacts(session).add_many(
            [(make.contact(1), None), (make.contact(2, make.company_values("Zephyr")), None)]
        )
        await Contacts(session).save(make.contact(2, make.company_values("Mistral")))
    async with store.looking() as session:
        assert await _meant(session, "zephir", "mistrel", "dupomt") == {"zephyr", "mistral", "dupont"}
    await Sweeps(store.database).sweep(make.NOW)
    async with store.looking() as session:
        assert await _meant(session, "zephir", "mistrel", "dupomt") == {"mistral", "dupont"}


@pytest.mark.parametrize("engine_kind", ["postgres"], indirect=True)
async def test_no_word_is_swept_away_while_somebody_adds_one(store: OpenStore) -> None:
    async with store.session() as session:
        await session.add_many(SearchTermRow, [{"term": "dupont"}])
    async with store.session() as adds:
        await Contacts(adds).add(make.contact(1))
        async with store.session() as sweeps:
            assert await forget_terms(sweeps, after="a") == "a"
    async with store.session() as session:
        assert await forget_terms(session) == ""
        assert await _meant(session, "dupomt") == {"dupont"}


async def _meant(session: StoreSession, *asked: str) -> set[str]:
    return {word for words in (await expand(session, Query(terms=asked))).values() for word in words}


async def test_another_teams_words_are_not_meant(store: OpenStore) -> None:
    await store.settle(workspace=None)
    async with store.session(1) as session:
        await session.add_many(SearchTermRow, [{"term": "dupont"}])
    async with store.looking(2) as session:
        assert await expand(session, Query(terms=("dupomt",))) == {"dupomt": ()}
