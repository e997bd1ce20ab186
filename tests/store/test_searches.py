"""Saved searches: one's own and the shared ones, each known by its name."""

from dataclasses import replace

import pytest

from bot.model.errors import FieldsInvalid
from bot.model.ids import SearchId
from bot.model.searches import search_key
from bot.store.searches import Searches
from tests import make
from tests._works import OpenStore


@pytest.fixture
async def kept(store: OpenStore) -> OpenStore:
    """Claire has two, of which one is shared; John has one of the same name, and one that nobody sees."""
    await store.settle(make.member(), make.member(make.JOHN), workspace=make.workspace(1))
    async with store.session() as session:
        for search in (
            make.search(1, "Étrangers"),
            make.search(2, "Clients", shared=True),
            make.search(3, "clients", owner=make.JOHN, shared=True, text="tag:vip"),
            make.search(4, "Mine", owner=make.JOHN),
        ):
            await Searches(session).add(search)
    return store


async def test_a_list_has_ones_own_and_the_shared_ones_by_name(kept: OpenStore) -> None:
    async with kept.looking() as session:
        listed = await Searches(session).list(make.CLAIRE, limit=10)
        second = await Searches(session).list(make.CLAIRE, limit=1, offset=1)
    assert [each.id for each in listed] == [2, 3, 1]
    assert [each.id for each in second] == [3]


async def test_a_name_means_ones_own_search_before_a_shared_one(kept: OpenStore) -> None:
    async with kept.looking() as session:
        searches = Searches(session)
        claires = await searches.by_key(make.CLAIRE, search_key("CLIENTS"))
        johns = await searches.by_key(make.JOHN, search_key("clients"))
        hidden = await searches.by_key(make.CLAIRE, search_key("Mine"))
        foreign = await searches.by_key(make.JOHN, search_key("etrangers"))
    assert [claires and claires.id, johns and johns.id, hidden, foreign] == [2, 3, None, None]


async def test_a_search_is_changed_and_deleted(kept: OpenStore) -> None:
    changed = make.search(1, "Étrangères", text="city:lyon", shared=True)
    async with kept.session() as session:
        await Searches(session).save(changed)
        await Searches(session).delete(SearchId(2))
    async with kept.looking() as session:
        assert await Searches(session).find(SearchId(1)) == changed
        assert await Searches(session).find(SearchId(2)) is None


async def test_one_person_has_a_name_once(kept: OpenStore) -> None:
    async with kept.session() as session:
        with pytest.raises(FieldsInvalid) as refused:
            await Searches(session).add(make.search(9, "CLIENTS"))
    assert refused.value.fields == {"name": "search_taken"}


async def test_a_search_is_not_given_the_name_of_another(kept: OpenStore) -> None:
    async with kept.session() as session:
        with pytest.raises(FieldsInvalid) as refused:
            await Searches(session).save(replace(make.search(1), name="clients"))
    assert refused.value.fields == {"name": "search_taken"}
