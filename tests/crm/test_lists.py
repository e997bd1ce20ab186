"""Lists of contacts: each page of what a line finds, in every order, with the columns that each person likes."""

import pytest

from bot.crm import contacts, members
from bot.crm._work import Work
from bot.model.contacts import Found
from bot.model.ids import ContactId
from bot.model.query import Sort
from bot.store._search import _ranks
from tests import make
from tests._works import OpenStore
from tests.crm._lists import acting, added, people, reading


async def test_the_pages_of_a_number_show_everybody_once(store: OpenStore) -> None:
    await people(store, 12)
    await added(store, *[make.contact_values("Bob", f"12 {place:02}") for place in range(15)])
    pages: list[Found] = []
    async with reading(store) as work:
        total = (await contacts.search(work, "12")).total
        for offset in (0, 10, 20):
            pages += (await contacts.search(work, "12", offset=offset)).found
    assert (total, len(pages), len({each.id for each in pages})) == (16, 16, 16)
    assert pages[0].number == 12


async def all_pages(work: Work, line: str, sort: Sort) -> tuple[int, list[Found]]:
    """What its buttons lead to, one page after the other."""
    total = (await contacts.listed(work, line, page=0, sort=sort)).total
    shown: list[Found] = []
    for page in range(-(-total // contacts.PAGE)):
        listed = await contacts.listed(work, line, page=page, sort=sort)
        assert (listed.page, listed.total) == (page, total)
        shown += listed.results.page.found
    return total, shown


@pytest.mark.parametrize("sort", Sort)
async def test_the_pages_of_a_list_are_all_its_hits_each_once(store: OpenStore, sort: Sort) -> None:
    await people(store, 20, tags=("12 mars", "31 mai", "march"))
    await people(store, 11)
    for line in ("anna", "12", "31", "tag:march", "-tag:march", "", "annaa"):
        await _shows_all_hits_once(store, line, sort)


async def _shows_all_hits_once(store: OpenStore, line: str, sort: Sort) -> None:
    async with reading(store) as work:
        total, shown = await all_pages(work, line, sort)
        query = (await contacts.results(work, line)).query
        fitting = set(await work.contacts.ids(query, after=ContactId(0), limit=100))
    numbered = {each.id for each in shown if str(each.number) == line}
    assert len(shown) == total > 10
    assert {each.id for each in shown} == fitting | numbered
    assert len({each.id for each in shown}) == total


async def test_a_list_of_a_large_team_leaves_nobody_out(store: OpenStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a single answer would stop at those who are called just so."""
    monkeypatch.setattr(_ranks, "FEW", 0)
    await added(store, *[make.contact_values("Martin", "Durand") for _ in range(9)])
    await added(store, *[make.contact_values("Lemartin", "Durand") for _ in range(10)])
    async with reading(store) as work:
        assert (await contacts.search(work, "martin durand")).capped
        total, shown = await all_pages(work, "martin durand", Sort.RELEVANCE)
    assert total == len(shown) == len({each.id for each in shown}) == 19


async def test_a_last_name_comes_before_first_names_that_begin_with_it(store: OpenStore) -> None:
    await added(store, *[make.contact_values("Martine", f"Aa{place:02}") for place in range(15)])
    await added(store, make.contact_values("Jean", "Martin"), make.contact_values("Martin", "Dupont"))
    async with reading(store) as work:
        first, second = (await contacts.search(work, "martin")).found[:2]
    assert {first.name, second.name} == {"Jean Martin", "Martin Dupont"}


async def test_every_page_of_a_list_is_of_the_same_question(store: OpenStore) -> None:
    await added(store, make.contact_values("Ray", "Martynov"))
    await added(store, *[make.contact_values(f"Bob{place}", "Martin") for place in range(14)])
    async with reading(store) as work:
        first = await contacts.results(work, "martyn")
        second = await contacts.results(work, "martyn", offset=10)
        assert (first.exact, first.page.total) == (second.exact, second.page.total) == (1, 15)
        for line, total in (("martin", 14), ("martyn", 15), ("martynov", 1)):
            past = await contacts.listed(work, line, page=5, sort=Sort.NAME)
            assert (past.page, past.total, past.results.guessed) == (0, total, False)


async def test_the_pages_of_a_list_follow_its_order(store: OpenStore) -> None:
    await people(store, 23)
    async with reading(store) as work:
        pages = [await contacts.search(work, "anna", offset=offset, sort=Sort.NAME) for offset in (0, 10, 20)]
    assert [each.name for page in pages for each in page.found] == [f"Anna Nom{place:03}" for place in range(23)]
    assert {page.total for page in pages} == {23}


async def test_a_row_of_a_list_says_all_that_it_may(store: OpenStore) -> None:
    (contact,) = await added(store, make.full_values(employer=None, photo=None, coordinates=(make.phone(),)))
    async with reading(store) as work:
        (line,) = await contacts.lines(work, (await contacts.search(work, "brien")).found)
    assert (line.found.id, line.phone, line.owner, line.reference) == (contact, "06 28 23 04 55", make.JOHN, "ACME-7")
    assert line.tags == ("Clients", "VIP")


async def test_columns_and_order_are_each_persons_own(store: OpenStore) -> None:
    async with acting(store) as work:
        await members.prefer(work, columns=["tags", "owner"])
        await members.prefer(work, sort="updated")
    async with reading(store) as work:
        mine, theirs = [await preferred(work, who) for who in (make.CLAIRE, make.JOHN)]
    assert mine == (("tags", "owner"), "updated")
    assert theirs == (("company", "city", "number"), "relevance")


async def preferred(work: Work, who: str) -> tuple[tuple[str, ...], str]:
    member = await work.members.find(make.member(who).id)
    assert member is not None
    return member.preferences.columns, member.preferences.sort
