"""Lines of search as people ask them: what is meant, who is found, what is refused."""

import pytest

from bot.crm import contacts, searches
from bot.model.errors import QueryInvalid
from bot.model.query import Query
from tests import make
from tests._works import OpenStore
from tests.crm._lists import reading


async def asked(store: OpenStore, text: str, who: str = make.CLAIRE) -> Query:
    async with reading(store, who) as work:
        return await searches.asked(work, text)


async def found(store: OpenStore, text: str, who: str = make.CLAIRE) -> list[str]:
    async with reading(store, who) as work:
        return [each.name for each in (await contacts.search(work, text)).found]


async def refused(store: OpenStore, text: str) -> tuple[object, object, object]:
    with pytest.raises(QueryInvalid) as error:
        await asked(store, text)
    values = error.value.values
    return values["code"], values["word"], values["at"]
