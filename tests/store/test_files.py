"""Files in the store: written down when they are given, completed when their bytes have come."""

from dataclasses import replace

from bot.model.files import FileState
from bot.model.ids import ContactId, FileId
from bot.store.contacts import Contacts
from bot.store.files import Files
from tests import make
from tests._works import OpenStore

GIVEN = make.file(5, 1, name="logo.png")
KEPT = replace(
    GIVEN, name="logo (1).png", kind="image/png", size=1234, state=FileState.KEPT, shelf="ab/cd", shown="F0SHOWN"
)


async def test_a_file_comes_back_as_it_was_written(store: OpenStore) -> None:
    await _give(store)
    async with store.looking() as session:
        assert await Files(session).find(GIVEN.id) == GIVEN
        assert await Files(session).find(FileId(6)) is None


async def test_a_file_is_completed_but_for_whose_it_is(store: OpenStore) -> None:
    await _give(store)
    for saved in (KEPT, replace(GIVEN, state=FileState.FAILED, error="file_gone")):
        async with store.session() as session:
            await Files(session).save(replace(saved, contact=ContactId(2), author=make.JOHN, origin="FOTHER"))
        async with store.looking() as session:
            assert await Files(session).find(GIVEN.id) == saved


async def _give(store: OpenStore) -> None:
    async with store.session() as session:
        await Contacts(session).add(make.contact(1))
        await Files(session).add(GIVEN)
