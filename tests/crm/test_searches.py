"""What a line of search asks of whom, what is found by halves, and the searches kept under a name."""

from dataclasses import replace

import pytest

from bot.crm import contacts, members, searches
from bot.crm._work import Work
from bot.model.contacts import ContactKind, Found
from bot.model.errors import (
    ContactNotFound,
    FieldsInvalid,
    ManyContacts,
    QueryInvalid,
    RoleRefused,
    SearchNotFound,
    SearchNotYours,
)
from bot.model.filters import Filter, FilterKey
from bot.model.ids import ContactId
from bot.model.members import Role
from bot.model.query import EVERYONE, Query, Sort
from bot.model.searches import SavedSearch
from tests import make
from tests._works import OpenStore
from tests.crm._lists import acting, added, people, reading


async def asked(store: OpenStore, text: str, who: str = make.CLAIRE) -> Query:
    async with reading(store, who) as work:
        return await searches.asked(work, text)


async def found(store: OpenStore, text: str, who: str = make.CLAIRE) -> list[str]:
    async with reading(store, who) as work:
        return [each.name for each in (await contacts.search(work, text)).found]


async def kept(store: OpenStore, name: str, text: str, *, who: str = make.CLAIRE, shared: bool = False) -> SavedSearch:
    async with acting(store, who) as work:
        return await searches.save(work, name, text, shared=shared)


async def refused(store: OpenStore, text: str) -> tuple[object, object, object]:
    with pytest.raises(QueryInvalid) as error:
        await asked(store, text)
    values = error.value.values
    return values["code"], values["word"], values["at"]


async def test_nothing_asks_for_everyone_and_me_is_whoever_asks(store: OpenStore) -> None:
    assert await asked(store, "  ") == EVERYONE
    (mine,) = (await asked(store, "owner:@me", make.JOHN)).filters
    assert (mine.key, mine.value) == (FilterKey.OWNER, make.JOHN)


async def test_a_parent_is_meant_by_name_by_number_or_by_id(store: OpenStore) -> None:
    acme, lyon, paris = await added(
        store,
        make.company_values("Acme"),
        make.company_values("Nord Lyon"),
        make.company_values("Nord Paris"),
    )
    await added(store, make.contact_values("Anna", "A", employer=acme), make.contact_values("Bob", "B", employer=paris))
    for line in ("parent:acme", "parent:#1", f"parent:{acme}"):
        assert await found(store, line) == ["Anna A"], line
    (several,) = (await asked(store, "parent:nord")).filters
    assert set(several.values) == {str(lyon), str(paris)}
    assert await found(store, "parent:acme,nord") == ["Anna A", "Bob B"]
    assert await refused(store, "anna parent:nobody") == ("unknown_parent", "nobody", 12)
    assert (await refused(store, "parent:#4"))[0] == "unknown_parent"  # a person's number


async def test_a_saved_search_stands_for_what_it_asks(store: OpenStore) -> None:
    await added(
        store,
        make.contact_values("Anna", "A", tags=("VIP",), owner=make.CLAIRE),
        make.contact_values("Anna", "B", tags=("VIP",), owner=make.JOHN),
        make.contact_values("Bob", "C", owner=make.JOHN),
    )
    await kept(store, "Mes VIP", "tag:vip owner:@me", shared=True)
    assert await found(store, 'search:"mes vip"') == ["Anna A"]
    assert await found(store, 'anna search:"MES VIP"', make.JOHN) == ["Anna B"]
    await kept(store, "within", 'anna search:"mes vip"')
    assert await found(store, "search:within") == ["Anna A"]
    assert await found(store, "search:within bob") == []


async def test_one_filter_under_a_name_can_be_turned_round_or_be_one_of_several(store: OpenStore) -> None:
    await added(store, make.contact_values("Anna", "A", tags=("VIP",)), make.contact_values("Bob", "B", tags=("Lyon",)))
    await added(store, make.contact_values("Cy", "C"))
    await kept(store, "vips", "tag:vip")
    await kept(store, "lyon", "tag:lyon")
    await kept(store, "both", "tag:vip anna")
    assert await found(store, "-search:vips") == ["Bob B", "Cy C"]
    assert await found(store, "search:vips,lyon") == ["Anna A", "Bob B"]
    assert await refused(store, "-search:both") == ("search_alone", "both", 8)


async def test_a_search_may_not_lead_back_to_itself(store: OpenStore) -> None:
    first = await kept(store, "one", "anna")
    await kept(store, "two", "search:one")
    async with acting(store) as work:
        await work.searches.save(replace(first, text="search:two"))
    assert (await refused(store, "search:one"))[:2] == ("search_circle", "one")
    assert await refused(store, "search:nothing") == ("unknown_search", "nothing", 7)


async def test_what_is_saved_must_mean_something_and_its_name_be_free(store: OpenStore) -> None:
    await kept(store, "Lyon", "city:lyon", shared=True)
    with pytest.raises(FieldsInvalid) as taken:
        await kept(store, " LYÔN ", "city:lyon")
    assert taken.value.fields == {"name": "search_taken"}
    with pytest.raises(QueryInvalid):
        await kept(store, "wrong", "created:never")
    await kept(store, "Lyon", "city:villeurbanne", who=make.JOHN)  # another person's own
    (town,) = (await asked(store, "search:lyon", make.JOHN)).filters
    assert town.value == "villeurbanne"


async def test_a_private_search_is_nobody_elses(store: OpenStore) -> None:
    mine = await kept(store, "mine", "anna")
    shared = await kept(store, "ours", "anna", shared=True)
    async with acting(store, make.JOHN) as work:
        assert [each.name for each in await searches.list_all(work)] == ["ours"]
        with pytest.raises(SearchNotFound):
            await searches.find(work, mine.id)
        with pytest.raises(SearchNotYours):
            await searches.change(work, shared.id, "theirs", shared=True)
    assert (await refused_to(store, "search:mine")) == "unknown_search"


async def refused_to(store: OpenStore, text: str) -> object:
    with pytest.raises(QueryInvalid) as error:
        await asked(store, text, make.JOHN)
    return error.value.values["code"]


async def test_its_owner_or_a_manager_renames_and_deletes_it(store: OpenStore) -> None:
    mine = await kept(store, "mine", "anna", shared=True)
    async with acting(store) as work:
        changed = await searches.change(work, mine.id, "Ours", shared=True, text="bob")
    assert (changed.name, changed.text, changed.owner) == ("Ours", "bob", make.CLAIRE)
    async with acting(store, make.JOHN, Role.MANAGER) as work:
        await searches.delete(work, mine.id)
    async with reading(store) as work:
        assert await searches.list_all(work) == []


async def test_readers_search_and_save_nothing(store: OpenStore) -> None:
    await people(store, 1)
    async with acting(store, role=Role.READER) as work:
        assert (await contacts.search(work, "anna")).total == 1
        with pytest.raises(RoleRefused):
            await searches.save(work, "mine", "anna", shared=False)


async def test_slips_are_looked_for_where_nobody_is_surely_meant(store: OpenStore) -> None:
    await people(store, contacts.PAGE)
    await added(store, *[make.contact_values("Martin", str(place)) for place in range(contacts.PAGE)])
    await added(store, make.contact_values("Mertin", "X"), make.contact_values("Mortina", "Y"))
    async with reading(store) as work:
        enough = await contacts.results(work, "martin")
        sure = await contacts.results(work, "mertin")
        begun = await contacts.results(work, "mortin")
        guess = await contacts.results(work, "martim")
    assert (enough.query.typos, enough.page.total, enough.exact) == (False, 10, 10)
    assert (sure.query.typos, sure.page.total, sure.exact) == (False, 1, 1)
    assert (begun.query.typos, begun.page.total, begun.exact, begun.guessed) == (True, 12, 1, False)
    assert begun.page.found[0].name == "Mortina Y"
    assert (guess.page.total, guess.guessed) == (10, True)


async def test_what_is_only_guessed_is_asked_about(store: OpenStore) -> None:
    await added(store, make.contact_values("Marie", "Dupont"))
    async with reading(store) as work:
        assert (await contacts.named(work, "marie dupont")).name == "Marie Dupont"
        with pytest.raises(ManyContacts) as perhaps:
            await contacts.named(work, "marie dupomt")
        with pytest.raises(ContactNotFound):
            await contacts.named(work, "somebody else")
    assert [each.name for each in perhaps.value.contacts] == ["Marie Dupont"]


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


async def test_the_pages_of_a_list_follow_its_order(store: OpenStore) -> None:
    await people(store, 23)
    async with reading(store) as work:
        pages = [await contacts.search(work, "anna", offset=offset, sort=Sort.NAME) for offset in (0, 10, 20)]
    assert [each.name for page in pages for each in page.found] == [f"Anna Nom{place:03}" for place in range(23)]
    assert {page.total for page in pages} == {23}


async def test_a_picker_never_stumbles_over_what_is_half_typed(store: OpenStore) -> None:
    await added(store, make.contact_values("Marie", "Dupont", tags=("VIP",)), make.company_values("Dupont SA"))
    async with reading(store) as work:
        assert {each.name for each in await contacts.pick(work, "")} == {"Marie Dupont", "Dupont SA"}
        assert [each.name for each in await contacts.pick(work, "tag:vip")] == ["Marie Dupont"]
        assert not await contacts.pick(work, "tag:")
        assert [each.name for each in await contacts.pick(work, "marie dupomt")] == ["Marie Dupont"]
        assert [each.name for each in (await contacts.companies(work, "dupomt")).found] == ["Dupont SA"]
        assert {each.kind for each in (await contacts.companies(work, "")).found} == {ContactKind.COMPANY}


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


async def test_a_number_of_somebody_deleted_is_shown_and_chosen_by_nobody(store: OpenStore) -> None:
    (contact,) = await people(store, 1)
    async with acting(store) as work:
        await contacts.delete(work, contact)
    async with reading(store) as work:
        shown = await contacts.results(work, "#1")
        nobody = await contacts.results(work, "#99")
        assert await work.contacts.ids(shown.query, after=ContactId(0), limit=10) == []
    assert [each.deleted for each in shown.page.found] == [True]
    assert nobody.page.found == ()
    assert nobody.query.filters == (Filter(FilterKey.CONTACT, "0"),)
