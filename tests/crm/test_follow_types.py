"""Follows of what is logged by hand: of one type alone or of all others, renamed and deleted by an admin."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.crm import activities, choices, follows
from bot.model.choices import ChoiceKind
from bot.model.follows import Only, Wish
from bot.model.ids import ChoiceId, PlaceId
from bot.model.line_types import LineType
from bot.model.members import Role
from bot.model.query import Query
from bot.parse.follows import read_follow
from bot.store.posts import LineRow
from tests import make
from tests._works import OpenStore
from tests.crm._notes import ACME, ANN, CLAIRE, act, people
from tests.crm.test_contacts import acting

PLACE = PlaceId("C0CALLS")


@pytest.fixture
async def types(store: OpenStore) -> dict[str, ChoiceId]:
    """By their names: those that an admin has put into the list. A channel follows another contact."""
    await people(store)
    async with acting(store, ANN, Role.ADMIN) as work:
        return {
            name: (await choices.add(work, ChoiceKind.ACTIVITY, name)).id for name in ("appel", "visite de chantier")
        }


async def told(store: OpenStore) -> int:
    async with store.looking() as session:
        return await session.scalar(select(func.count()).select_from(LineRow)) or 0


async def followed(store: OpenStore, line: str) -> Wish:
    async with acting(store, CLAIRE, Role.MEMBER) as work:
        asked = read_follow(line, me=CLAIRE, types=await activities.types(work))
        wish = await follows.to_follow(work, asked, place=PLACE)
        assert await follows.start(work, PLACE, wish)
    return wish


async def lines_after(store: OpenStore, types: Sequence[ChoiceId | None]) -> list[int]:
    """How many lines came of each activity that is logged."""
    came = []
    for type in types:
        before = await told(store)
        await act(store, activities.jot, ACME, "asked for a quote", type=type)
        came.append(await told(store) - before)
    return came


@pytest.mark.parametrize(
    ("line", "came"),
    [
        ("tout type:call", [1, 0]),
        ("tout -type:call", [0, 1]),
        ("tout sans les visites de chantier", [1, 0]),
        ("tout type:hand", [1, 1]),
        ("tout type:hand -type:call", [0, 1]),
        ("tout type:note,call", [1, 0]),
        ("tout type:note", [0, 0]),
    ],
)
async def test_a_channel_is_told_of_the_types_that_it_asked_for(
    store: OpenStore, types: dict[str, ChoiceId], line: str, came: list[int]
) -> None:
    await followed(store, line)
    assert await lines_after(store, list(types.values())) == came


async def test_what_becomes_of_a_call_is_of_its_type_too_and_of_the_new_one_where_it_has_another(
    store: OpenStore, types: dict[str, ChoiceId]
) -> None:
    call, visit = types.values()
    await followed(store, "tout type:call")
    activity = await act(store, activities.jot, ACME, "asked for a quote", type=call)
    base = activity.wanted
    await act(store, activities.change, activity.id, replace(base, type=visit), base=base)
    assert await told(store) == 1
    again = replace(base, type=visit)
    await act(store, activities.change, activity.id, base, base=again)
    await act(store, activities.delete, activity.id)
    assert await told(store) == 3


async def test_a_type_goes_by_its_new_name(store: OpenStore, types: dict[str, ChoiceId]) -> None:
    await followed(store, "tout type:call")
    call = types["appel"]
    await act(store, choices.rename, call, "coup de fil", who=ANN)
    async with store.works.reading(make.viewer()) as work:
        (each,) = await follows.of_place(work, PLACE)
    assert each.named.activities[call].name == "coup de fil"
    assert await lines_after(store, [call]) == [1]


async def test_a_type_that_was_deleted_is_followed_still_and_tells_nothing(
    store: OpenStore, types: dict[str, ChoiceId]
) -> None:
    call, visit = types.values()
    await followed(store, "tout type:call")
    await followed(store, "tout type:note -type:call")
    await act(store, choices.delete, call, to=visit, who=ANN)
    before = await told(store)
    assert await lines_after(store, [visit]) == [0]
    assert await told(store) == before
    async with store.works.reading(make.viewer()) as work:
        alone, _ = await follows.of_place(work, PLACE)
    assert alone.wish.only == Only(activities=frozenset({call}))
    assert alone.named.activities[call].retired


async def test_what_a_place_is_told_of_is_kept_as_it_was_asked_and_the_same_once(
    store: OpenStore, types: dict[str, ChoiceId]
) -> None:
    call, visit = types.values()
    wish = await followed(store, "tout type:call,note -type:visite de chantier")
    only = Only(types=frozenset({LineType.NOTE}), activities=frozenset({call}), not_activities=frozenset({visit}))
    assert wish == Wish(query=Query(), only=only)
    async with acting(store, CLAIRE, Role.MEMBER) as work:
        held = await follows.same(work, PLACE, wish)
        assert held is not None
        assert held.only == only
        assert not await follows.start(work, PLACE, wish)
        assert await follows.start(work, PLACE, replace(wish, only=replace(only, activities=frozenset())))
