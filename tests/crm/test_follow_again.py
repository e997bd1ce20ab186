"""What is followed is what it says now: a saved search that is edited, a tree that grows, a list that is named anew."""

import pytest

from bot.crm import choices, follows, searches
from bot.crm.contacts import Saved
from bot.model.choices import ChoiceKind
from bot.model.follows import Followed
from bot.model.ids import ContactId, PlaceId
from bot.model.members import Role
from bot.model.searches import SavedSearch
from bot.parse.follows import read_follow
from bot.store.members import Members
from tests import make
from tests._works import OpenStore
from tests.bench._statements import listening
from tests.crm._notes import JOHN, act, added
from tests.crm.test_contacts import acting, changed, created
from tests.crm.test_follow_sight import told

PRIVATE, TEAM = PlaceId(JOHN), PlaceId("C0TEAM")


@pytest.fixture
async def book(store: OpenStore) -> OpenStore:
    async with store.session() as session:
        await Members(session).add(make.member(JOHN), at=make.NOW)
    return store


async def asks(store: OpenStore, line: str, place: PlaceId = TEAM) -> bool:
    async with acting(store, JOHN, Role.MEMBER) as work:
        wish = await follows.to_follow(work, read_follow(line, me=JOHN), place=place)
        return await follows.start(work, place, wish)


async def saved(store: OpenStore, name: str, text: str, *, shared: bool = True) -> SavedSearch:
    return await act(store, searches.save, name, text, shared=shared)


async def edited(store: OpenStore, search: SavedSearch, text: str | None = None, **chosen: object) -> None:
    store.clock.advance(1)
    wanted = {"name": search.name, "shared": search.shared} | chosen
    await act(store, searches.change, search.id, wanted["name"], shared=wanted["shared"], text=text)


async def has(store: OpenStore, city: str) -> ContactId:
    values = make.contact_values(last_name=city, tags=(city,))
    return (await created(store, values)).contact.id


async def heard(store: OpenStore, contact: ContactId, place: PlaceId = TEAM) -> bool:
    """Whether the place is told of what happens to a contact now."""
    store.clock.advance(120)
    before = await told(store, place)
    await added(store, contact=contact)
    return await told(store, place) != before


async def listed(store: OpenStore, place: PlaceId = TEAM) -> list[tuple[str, bool]]:
    """What the place follows, and whether that is lost."""

    def said(each: Followed) -> tuple[str, bool]:
        return each.wish.query.text, each.wish.again is not None and each.wish.again.is_lost

    async with store.works.reading(make.viewer(JOHN)) as work:
        return [said(each) for each in await follows.of_place(work, place)]


async def test_a_saved_search_is_followed_as_it_says_now(book: OpenStore) -> None:
    lyon, paris = await has(book, "Lyon"), await has(book, "Paris")
    search = await saved(book, "mine", "tag:lyon")
    assert await asks(book, "search:mine")
    assert (await heard(book, lyon), await heard(book, paris)) == (True, False)
    await edited(book, search, "tag:paris")
    assert (await heard(book, lyon), await heard(book, paris)) == (False, True)
    await edited(book, search, name="theirs")
    assert (await heard(book, lyon), await heard(book, paris)) == (False, True)
    assert not await asks(book, "search:theirs")  # the same as before, by its new name


@pytest.mark.parametrize("line", ["search:mine", "-search:mine", "tag:lyon search:mine"])
async def test_a_saved_search_that_is_deleted_finds_nobody_and_the_follow_says_so(book: OpenStore, line: str) -> None:
    lyon, paris = await has(book, "Lyon"), await has(book, "Paris")
    search = await saved(book, "mine", "tag:lyon")
    await asks(book, line)
    assert await listed(book) == [(line, False)]
    await act(book, searches.delete, search.id)
    assert await listed(book) == [(line, True)]
    assert (await heard(book, lyon), await heard(book, paris)) == (False, False)
    await saved(book, "mine", "tag:lyon")  # another one
    assert (await heard(book, lyon), await heard(book, paris)) == (False, False)


@pytest.mark.parametrize("place", [PRIVATE, TEAM])
async def test_a_saved_search_that_is_shared_no_more_finds_nobody_until_it_is_again(
    book: OpenStore, place: PlaceId
) -> None:
    lyon = await has(book, "Lyon")
    search = await saved(book, "mine", "tag:lyon")
    await saved(book, "outer", "search:mine kind:person")
    await asks(book, "search:mine", place)
    assert await heard(book, lyon, place)
    await edited(book, search, shared=False)
    assert not await heard(book, lyon, place)
    assert await listed(book, place) == [("search:mine", True)]
    await edited(book, search)
    assert await heard(book, lyon, place)
    assert await listed(book, place) == [("search:mine", False)]


async def test_a_search_within_a_search_is_read_anew_too(book: OpenStore) -> None:
    lyon, paris = await has(book, "Lyon"), await has(book, "Paris")
    inner = await saved(book, "inner", "tag:lyon")
    await saved(book, "outer", "search:inner kind:person")
    await asks(book, "search:outer")
    await edited(book, inner, "tag:paris")
    assert (await heard(book, lyon), await heard(book, paris)) == (False, True)


@pytest.mark.parametrize("line", ["under:head", "search:mine"])
@pytest.mark.parametrize("excluded", [False, True])
async def test_who_is_below_is_who_is_below_now(book: OpenStore, line: str, *, excluded: bool) -> None:
    head, other = [await created(book, make.company_values(name)) for name in ("Head", "Other")]
    await saved(book, "mine", "under:head")
    branch = await created(book, make.company_values("Branch", parent=other.contact.id))
    ann = (await created(book, make.contact_values("Ann", employer=branch.contact.id))).contact.id
    await asks(book, f"-{line}" if excluded else line)
    assert await heard(book, ann) is excluded
    await changed(book, branch, parent=head.contact.id)
    assert await heard(book, ann) is not excluded
    assert await heard(book, branch.contact.id) is not excluded
    assert await heard(book, head.contact.id) is excluded


async def test_a_group_is_whoever_is_in_it_now_by_whatever_name(book: OpenStore) -> None:
    async with acting(book) as work:
        group = await choices.add(work, ChoiceKind.GROUP, "Builders")
    ann = await created(book, make.contact_values("Ann"))
    await asks(book, "group:builders")
    assert not await heard(book, ann.contact.id)
    joined = await changed(book, ann, groups=(group.id,))
    assert isinstance(joined, Saved)
    assert await heard(book, ann.contact.id)
    async with acting(book) as work:
        await choices.rename(work, group.id, "Masons")
    assert await heard(book, ann.contact.id)
    await changed(book, joined, groups=())
    assert not await heard(book, ann.contact.id)


async def test_a_search_of_this_month_goes_on_with_the_days(book: OpenStore) -> None:
    await saved(book, "new", "created:this-month")
    ann = await has(book, "Lyon")
    await asks(book, "search:new")
    assert await heard(book, ann)
    book.clock.advance(40 * 24 * 3600)
    assert not await heard(book, ann)


async def test_however_many_follow_searches_one_statement_more_asks_whether_any_has_changed(book: OpenStore) -> None:
    lyon = await has(book, "Lyon")
    search = await saved(book, "mine", "tag:paris")
    counts = []
    for n in range(12):
        await asks(book, "search:mine", PlaceId(f"C0TEAM{n}"))
        if n == 0:
            await edited(book, search, "tag:nice")
        await added(book, contact=lyon)
        with listening(book.database) as said:
            await added(book, contact=lyon)
        counts.append(len(said.statements))
    assert len(set(counts)) == 1
