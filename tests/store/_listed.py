"""What contacts refer to in their lists and custom fields."""

from bot.store import StoreSession
from bot.store.choices import Choices
from bot.store.custom_fields import CustomFields
from tests import make
from tests._works import OpenStore


async def lists(store: OpenStore, *, tenant: int = 1, first: int = 1) -> None:
    """The rows that `make.listed_values` names."""
    async with store.session(tenant) as session:
        await add_lists(session, first=first)


async def add_lists(session: StoreSession, *, first: int = 1) -> None:
    await Choices(session).add_many(make.choices(first=first))
    await CustomFields(session).add(make.custom_field(first))
