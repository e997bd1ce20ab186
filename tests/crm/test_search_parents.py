"""Searching by who is above: by name, by number or by id, directly or at any level."""

from bot.crm import contacts
from tests import make
from tests._works import OpenStore
from tests.crm._asking import asked, found, refused
from tests.crm._lists import acting, added


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
    assert (await refused(store, "parent:#99"))[0] == "unknown_parent"
    for beyond in ("9" * 20, str(1 << 63)):
        assert await refused(store, f"parent:{beyond}") == ("unknown_parent", beyond, 7)
    assert await found(store, "parent:none") == ["Acme", "Nord Lyon", "Nord Paris"]


async def test_a_person_may_be_above_others(store: OpenStore) -> None:
    (owner,) = await added(store, make.contact_values("Rose", "Landlord"))
    await added(store, make.contact_values("Tom", "Tenant", parent=owner))
    for line in ("parent:landlord", "parent:#1", "under:rose"):
        assert await found(store, line) == ["Tom Tenant"], line


async def test_an_employer_is_a_company_and_nobody_else_above(store: OpenStore) -> None:
    (acme,) = await added(store, make.company_values("Acme"))
    ann, _ = await added(
        store, make.contact_values("Ann", "A", employer=acme), make.company_values("Nord", parent=acme)
    )
    await added(store, make.contact_values("Kid", "A", parent=ann))
    assert await found(store, "employer:acme") == await found(store, "employeur:#1") == ["Ann A"]
    assert await found(store, "parent:acme") == ["Ann A", "Nord"]
    assert await found(store, "kind:person -employer:none") == ["Ann A"]
    assert await found(store, "employer:none") == ["Acme", "Kid A", "Nord"]


async def test_under_means_below_at_any_level_and_who_works_there(store: OpenStore) -> None:
    (group,) = await added(store, make.company_values("Group"))
    (branch,) = await added(store, make.company_values("Branch", parent=group))
    (shop,) = await added(store, make.company_values("Shop", parent=branch))
    await added(store, make.contact_values("Ann", "A", employer=shop), make.contact_values("Bob", "B"))
    assert await found(store, "under:group") == ["Ann A", "Branch", "Shop"]
    assert await found(store, "sous:branch") == ["Ann A", "Shop"]
    assert await found(store, "parent:group") == ["Branch"]
    assert (await refused(store, "under:nowhere"))[0] == "unknown_parent"


async def test_a_parent_is_a_name_and_nothing_beside_it(store: OpenStore) -> None:
    acme, zeta = await added(
        store,
        make.company_values("Acme SA"),
        make.company_values("Zeta", tags=("VIP",), coordinates=(make.address(city="Acme"),)),
    )
    await added(store, make.contact_values("Anna", "A", employer=acme), make.contact_values("Bob", "B", employer=zeta))
    assert await found(store, "parent:acme") == ["Anna A"]
    assert (await refused(store, "parent:vip"))[0] == "unknown_parent"
    async with acting(store) as work:
        await contacts.archive(work, acme)
    assert await found(store, "parent:acme") == ["Anna A"]
    assert await found(store, "parent:#1") == ["Anna A"]


async def test_a_person_above_others_is_a_name_and_nothing_beside_it(store: OpenStore) -> None:
    (owner,) = await added(store, make.contact_values("Rose", "Landlord", tags=("VIP",)))
    await added(store, make.contact_values("Tom", "Tenant", parent=owner))
    assert (await refused(store, "parent:vip"))[0] == "unknown_parent"
    async with acting(store) as work:
        await contacts.archive(work, owner)
    assert await found(store, "parent:landlord") == ["Tom Tenant"]
