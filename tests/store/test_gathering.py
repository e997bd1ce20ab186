"""The pieces of the search's indexes are gathered by the hourly sweep, and whoever was found is found."""

import pytest
from sqlalchemy import text

from bot.model.ids import Tenant
from bot.model.members import SYSTEM
from bot.model.query import Query
from bot.store import Sweeps
from bot.store.contacts import Contacts
from tests import make
from tests._works import OpenStore

INDEXES = ("contact_words", "contact_grams")


async def _pieces(store: OpenStore, index: str) -> int:
    async with store.database.read.connect() as connection:
        said = text(f"SELECT count(DISTINCT segid) FROM {index}_idx")  # noqa: S608  # ours
        return int((await connection.execute(said)).scalar_one())


async def _found(store: OpenStore, term: str) -> set[str]:
    async with store.looking() as session:
        page = await Contacts(session).list(Query(terms=(term,)), limit=100)
    return {each.name for each in page.found}


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
async def test_an_index_that_was_written_bit_by_bit_is_gathered_by_the_sweep(store: OpenStore) -> None:
    for number in range(1, 16):
        async with store.database.writer(Tenant(1), SYSTEM) as session, session.begin():
            contact = make.contact(session.next_id(), make.contact_values(last_name=f"Durand{number:02}"))
            await Contacts(session).add_many([(contact, None)])
    scattered = [await _pieces(store, index) for index in INDEXES]
    before = await _found(store, "durand")
    await Sweeps(store.database).sweep(make.NOW)
    gathered = [await _pieces(store, index) for index in INDEXES]
    assert all(now < then for now, then in zip(gathered, scattered, strict=True)), (scattered, gathered)
    assert len(before) == 15
    assert await _found(store, "durand") == before
