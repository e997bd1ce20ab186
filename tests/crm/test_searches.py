"""What a line of search asks of whom, what is found by halves, and the searches kept under a name."""

from dataclasses import replace

import pytest

from bot.crm import contacts, searches
from bot.model.contacts import ContactKind
from bot.model.errors import (
    ContactNotFound,
    FieldsInvalid,
    ManyContacts,
    QueryInvalid,
    RoleRefused,
    SearchNeeded,
    SearchNotFound,
    SearchNotYours,
)
from bot.model.filters import Filter, FilterKey
from bot.model.ids import ContactId
from bot.model.members import Role
from bot.model.query import ALL_CONTACTS
from bot.model.searches import SavedSearch
from tests import make
from tests._works import OpenStore
from tests.crm._asking import asked, found, refused
from tests.crm._lists import acting, added, people, reading


async def kept(store: OpenStore, name: str, text: str, *, who: str = make.CLAIRE, shared: bool = False) -> SavedSearch:
    async with acting(store, who) as work:
        return await searches.save(work, name, text, shared=shared)


async def test_nothing_asks_for_everyone_and_me_is_whoever_asks(store: OpenStore) -> None:
    assert await asked(store, "  ") == ALL_CONTACTS
    (mine,) = (await asked(store, "owner:@me", make.JOHN)).filters
    assert (mine.key, mine.value) == (FilterKey.OWNER, make.JOHN)


async def test_a_word_in_capitals_is_nobodys_id(store: OpenStore) -> None:
    assert await refused(store, "owner:UNKNOWN") == ("unknown_person", "UNKNOWN", 6)
    assert (await asked(store, f"owner:{make.CLAIRE},U012ABCDEF")).filters[0].values == (make.CLAIRE, "U012ABCDEF")


async def test_a_number_beside_words_is_that_contact(store: OpenStore) -> None:
    await added(store, make.contact_values("Anna", "A"), make.contact_values("Bob", "12 B"))
    assert await found(store, "#1 anna") == ["Anna A"]
    assert await found(store, "#1 bob") == []
    assert await found(store, "#12 bob") == ["Bob 12 B"]
    assert await found(store, '"#1"') == ["Anna A"]


async def test_figures_with_a_zero_before_them_are_of_a_phone_and_no_number(store: OpenStore) -> None:
    await people(store, 5)
    await added(store, make.contact_values("Bob", "B", coordinates=(make.phone("05 28 23 04 55"),)))
    async with reading(store) as work:
        assert [each.name for each in (await contacts.search(work, "05")).found] == ["Bob B"]
        assert (await contacts.named(work, "05")).name == "Bob B"
        assert (await contacts.named(work, "5")).number == 5


async def test_a_word_may_be_left_out(store: OpenStore) -> None:
    await added(store, make.contact_values("Anna", "A"), make.contact_values("Anna", "B"), make.company_values("B"))
    assert await found(store, "anna -b") == ["Anna A"]
    assert await found(store, "-anna") == ["B"]
    await kept(store, "without", "-anna")
    assert await found(store, "-search:without") == ["Anna A", "Anna B"]


async def test_who_has_the_address_is_surely_meant(store: OpenStore) -> None:
    await added(store, make.contact_values("Paul", "Durand", coordinates=(make.email("infos@acme.fr"),)))
    await added(store, *[make.company_values(f"Acme Informatique France {place}") for place in range(12)])
    await added(store, make.contact_values("Acme", "Infos", tags=("fr",)))
    assert await found(store, "infos@acme.fr") == ["Paul Durand"]
    assert "Paul Durand" in await found(store, "infsos@acme.fr")


async def test_a_slip_beside_the_last_digits_is_found(store: OpenStore) -> None:
    await added(store, make.contact_values("Paul", "Dupont", coordinates=(make.phone(),)))
    await added(store, make.contact_values("Paul", "Dupont"))
    async with reading(store) as work:
        assert (await contacts.results(work, "dupnt 0455")).page.total == 1
        assert (await contacts.results(work, "dupnt 0454")).page.total == 0


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


async def test_a_shared_search_names_what_its_owner_calls_so(store: OpenStore) -> None:
    await added(store, make.contact_values("Anna", "A"), make.contact_values("Bob", "B"))
    await kept(store, "mine", "anna", who=make.JOHN)
    await kept(store, "team", "search:mine", who=make.JOHN, shared=True)
    await kept(store, "mine", "bob")
    assert await found(store, "search:team") == ["Anna A"]


async def test_a_name_that_a_line_is_about_to_have_is_no_part_of_it(store: OpenStore) -> None:
    await kept(store, "clients", "anna", who=make.JOHN, shared=True)
    await kept(store, "more", "search:clients")
    for line in ("search:clients bob", "search:more"):
        with pytest.raises(QueryInvalid) as circle:
            await kept(store, "Clients", line)
        assert circle.value.values["code"] == "search_circle"
    with pytest.raises(QueryInvalid):
        await kept(store, "new", "search:new")
    other = await kept(store, "other", "search:clients")
    async with acting(store) as work:
        with pytest.raises(QueryInvalid):
            await searches.change(work, other.id, "clients", shared=False)


async def test_a_search_for_everyone_finds_everyone(store: OpenStore) -> None:
    await added(store, make.contact_values("Anna", "A"), make.contact_values("Bob", "B"))
    await kept(store, "all", "")
    assert await found(store, "search:all") == ["Anna A", "Bob B"]
    assert await found(store, "search:all bob") == ["Bob B"]


async def test_a_day_stays_the_same_day_for_whoever_reads_it(store: OpenStore) -> None:
    assert (await kept(store, "since", "created:>01/12/2026")).text == "created:>2026-12-01"


async def test_a_name_of_signs_is_a_name(store: OpenStore) -> None:
    await added(store, make.contact_values("Anna", "A"), make.contact_values("Bob", "B"))
    await kept(store, "🔥", "anna")
    assert await found(store, 'search:"🔥"') == ["Anna A"]


async def test_what_names_a_search_follows_its_new_name_and_keeps_it_from_going(store: OpenStore) -> None:
    clients = await kept(store, "clients", "tag:a", shared=True)
    await kept(store, "mine", "bob search:clients")
    await kept(store, "theirs", "-search:CLIENTS", who=make.JOHN)
    johns = await kept(store, "customers", "bob", who=make.JOHN)
    await kept(store, "others", "search:customers", who=make.JOHN, shared=True)
    await kept(store, "customers", "anna", shared=True)
    async with acting(store) as work:
        await searches.change(work, clients.id, "Nos clients", shared=True)
        texts = {each.name: each.text for each in await work.searches.list_all(limit=9)}
        with pytest.raises(SearchNeeded) as needed:
            await searches.delete(work, clients.id)
    assert (texts["mine"], texts["theirs"]) == ('bob search:"Nos clients"', '-search:"Nos clients"')
    async with acting(store, make.JOHN) as work:
        await searches.change(work, johns.id, "buyers", shared=False)
        texts |= {each.name: each.text for each in await work.searches.list_all(limit=9)}
    assert texts["others"] == 'search:"buyers"'
    assert needed.value.values == {"name": "Nos clients", "searches": "mine"}


async def test_a_search_that_is_named_often_is_read_once(store: OpenStore) -> None:
    await kept(store, "s0", "tag:vip anna")
    for level in range(1, 5):
        await kept(store, f"s{level}", f"search:s{level - 1} " * 20)
    query = await asked(store, "search:s4 search:s3")
    assert (query.terms, len(query.filters)) == (("anna",), 1)
    wide = " ".join(f"tag:t{place}" for place in range(30))
    await kept(store, "wide", wide)
    await kept(store, "other", wide.replace("t", "u").replace("uag", "tag"))
    assert (await refused(store, "search:wide search:other"))[0] == "too_many"


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


async def test_a_picker_never_stumbles_over_what_is_half_typed(store: OpenStore) -> None:
    await added(store, make.contact_values("Marie", "Dupont", tags=("VIP",)), make.company_values("Dupont SA"))
    async with reading(store) as work:
        assert {each.name for each in await contacts.pick(work, "")} == {"Marie Dupont", "Dupont SA"}
        assert [each.name for each in await contacts.pick(work, "tag:vip")] == ["Marie Dupont"]
        assert not await contacts.pick(work, "tag:")
        assert [each.name for each in await contacts.pick(work, "marie dupomt")] == ["Marie Dupont"]
        assert [each.name for each in (await contacts.companies(work, "dupomt")).found] == ["Dupont SA"]
        assert {each.kind for each in (await contacts.companies(work, "")).found} == {ContactKind.COMPANY}


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
