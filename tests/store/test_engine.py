"""x"""

from bot.model.ids import ContactId
from bot.model.query import query_of
from tests import make
from tests._works import OpenStore


async def test_a_contact_comes_back(store: OpenStore) -> None:
    async with store.works.writing(make.viewer()) as work:
        await work.contacts.add(make.contact(5))
    async with store.works.reading(make.viewer()) as work:
        assert (await work.contacts.find(ContactId(5))) == make.contact(5)
        assert (await work.contacts.list(query_of("dup"), limit=5)).total == 1
