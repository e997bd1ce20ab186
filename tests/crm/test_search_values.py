"""Searching by lists, consents, birthdays and custom fields, by the names that people know."""

from dataclasses import replace
from typing import Any

import pytest

from bot.crm import choices, contacts, custom_fields, searches
from bot.model.birthdays import Birthday
from bot.model.choices import ChoiceKind
from bot.model.consents import Channel, Consent
from bot.model.contacts import ContactKind, ContactValues, CustomValue
from bot.model.contacts import Role as PersonsRole
from bot.model.custom_fields import Circle, CustomKind
from bot.model.errors import QueryInvalid, SearchNotFound
from bot.model.ids import ChoiceId, CustomFieldId
from bot.model.members import Role
from tests import make
from tests._works import OpenStore
from tests.crm._lists import acting, added, reading

KINDS = (ChoiceKind.GROUP, ChoiceKind.STATE, ChoiceKind.CATEGORY, ChoiceKind.STAGE, ChoiceKind.ORIGIN, ChoiceKind.ROLE)


async def has_lists(store: OpenStore, *fields: Any) -> None:
    """Of each list 'Old <kind>' with ids from 1 on."""
    async with acting(store, role=Role.ADMIN) as work:
        for id, kind in enumerate(KINDS, start=1):
            await work.choices.add(make.choice(id, kind, f"Ôld {kind.value}"))
        for field in fields:
            await work.custom_fields.add(field)


async def found(store: OpenStore, text: str, role: Role = Role.MEMBER) -> list[str]:
    async with reading(store, role=role) as work:
        return [each.name for each in (await contacts.search(work, text)).found]


async def refused(store: OpenStore, text: str, role: Role = Role.MEMBER) -> dict[str, object]:
    async with reading(store, role=role) as work:
        with pytest.raises(QueryInvalid) as error:
            await searches.asked(work, text)
    return error.value.values


def person(name: str, **chosen: Any) -> ContactValues:
    return make.contact_values(name, "X", **chosen)


async def test_each_list_is_searched_by_the_names_in_it(store: OpenStore) -> None:
    await has_lists(store)
    group, state, category, stage, origin, role = map(ChoiceId, range(1, 7))
    await added(
        store,
        person("Ann", groups=(group,), states=(state,), category=category, stage=stage, origin=origin,
               roles=(PersonsRole(role),), kind=ContactKind.COMPANY),
        person("Bob"),
    )  # fmt: skip
    for kind in KINDS:
        assert await found(store, f'{kind.value}:"old {kind.value}"') == ["Ann X"], kind
        assert await found(store, f"{kind.value}:none") == ["Bob X"], kind
        assert await found(store, f'-{kind.value}:"OLD {kind.value}"') == ["Bob X"], kind
    assert await found(store, 'groupe:"old group" étape:"old stage"') == ["Ann X"]


async def test_a_state_may_be_a_built_in_tag_in_either_language(store: OpenStore) -> None:
    await has_lists(store)
    await added(store, person("Ann", tags=("Clients",)), person("Bob", states=(ChoiceId(2),)), person("Cid"))
    for line in ("state:client", "état:clients", "state:customers"):
        assert await found(store, line) == ["Ann X"], line
    assert await found(store, 'state:clients,"old state"') == ["Ann X", "Bob X"]
    assert await found(store, "state:none") == ["Cid X"]


async def test_a_name_that_is_in_no_list_is_asked_about(store: OpenStore) -> None:
    await has_lists(store)
    wrong = await refused(store, "ann group:oldgruop")
    assert (wrong["code"], wrong["word"], wrong["at"], wrong["nearest"]) == (
        "unknown_choice", "oldgruop", 10, "Ôld group",
    )  # fmt: skip
    assert (await refused(store, "group:zzz"))["keys"] == "Ôld group"


async def test_consents_and_birthdays_are_searched(store: OpenStore) -> None:
    said = Consent(channel=Channel.EMAIL, given=False, on=make.NOW.date())
    await added(store, person("Ann", consents=(said,)), person("Bob", birthday=Birthday(3, 12)))
    assert await found(store, "consentement:e-mail=non") == ["Ann X"]
    assert await found(store, "consent:none") == ["Bob X"]
    assert await found(store, "anniversaire:mars") == ["Bob X"]
    assert await found(store, "birthday:none") == ["Ann X"]
    assert await found(store, "birthday:12 march") == await found(store, "anniversaire:12 mars bob") == ["Bob X"]
    assert await found(store, "birthday:11 march") == []


async def test_a_custom_field_is_a_key_by_its_name(store: OpenStore) -> None:
    await has_lists(
        store,
        make.custom_field(11, "Secteur"),
        make.custom_field(12, "Chiffre d'affaires", kind=CustomKind.NUMBER),
        make.custom_field(13, "Métier", kind=CustomKind.CHOICES, answers=("Toiture", "Maçonnerie")),
    )
    await added(
        store,
        person("Ann", custom=(CustomValue(CustomFieldId(11), "BTP"), CustomValue(CustomFieldId(12), "1200"))),
        person("Bob", custom=(CustomValue(CustomFieldId(13), "Toiture\nMaçonnerie"),)),
    )
    for line in ("secteur:btp", "champ.secteur:bt", '"Secteur":BTP', '"chiffre d\'affaires":>1000', "-secteur:none"):
        assert await found(store, line) == ["Ann X"], line
    assert await found(store, '"chiffre d\'affaires":1200,0') == ["Ann X"]
    assert await found(store, '"chiffre d\'affaires":1,1200') == [], "one number, not 1 or 1200"
    assert (await refused(store, '"chiffre d\'affaires":1,5,1200'))["code"] == "number_comma"
    for line in ("métier:maconnerie", "metier:toiture", "secteur:none"):
        assert await found(store, line) == ["Bob X"], line
    assert (await refused(store, "métier:plomberie"))["code"] == "not_a_value"
    assert (await refused(store, "sectuer:btp"))["nearest"] == "Secteur"


async def test_nobody_searches_by_a_field_that_they_may_not_see(store: OpenStore) -> None:
    await has_lists(store, make.custom_field(11, "Margin", seen_by=Circle.MANAGERS, filled_by=Circle.MANAGERS))
    async with acting(store, role=Role.MANAGER) as work:
        await contacts.create(work, person("Ann", custom=(CustomValue(CustomFieldId(11), "9"),)))
    assert await found(store, "margin:9", Role.MANAGER) == ["Ann X"]
    assert (await refused(store, "margin:9"))["code"] == "unknown_key"


async def test_a_saved_search_is_read_with_the_fields_of_who_runs_it(store: OpenStore) -> None:
    await has_lists(store, make.custom_field(11, "Secteur"))
    await added(store, person("Ann", custom=(CustomValue(CustomFieldId(11), "BTP"),)), person("Bob"))
    async with acting(store) as work:
        await searches.save(work, "builders", "secteur:btp", shared=True)
    assert await found(store, "search:builders") == ["Ann X"]


async def test_what_asks_about_a_field_that_others_see_follows_what_it_names(store: OpenStore) -> None:
    await has_lists(store, make.custom_field(11, "Margin", seen_by=Circle.MANAGERS, filled_by=Circle.MANAGERS))
    async with acting(store) as work:
        named = await searches.save(work, "mine", "ann", shared=True)
    async with acting(store, role=Role.MANAGER) as work:
        asking = await searches.save(work, "rich", "margin:>9 search:mine", shared=True)
    async with acting(store) as work:
        await searches.change(work, named.id, "ours", shared=True)
    async with reading(store, role=Role.MANAGER) as work:
        assert (await searches.find(work, asking.id)).text == 'margin:>9 search:"ours"'


async def test_what_asks_for_an_answer_follows_its_new_name_unless_another_field_of_that_name_has_it(
    store: OpenStore,
) -> None:
    async with acting(store, role=Role.ADMIN) as work:
        press = await choices.add(work, ChoiceKind.GROUP, "Press")
        typed = make.typed_field("Zone", kind=CustomKind.CHOICE, answers=("nord", "sdu", "est"))
        zone = await custom_fields.add(work, typed)
        await custom_fields.add(work, replace(typed, scope=press.id, answers=("nord",)))
        asking = await searches.save(work, "south", "-zone:sdu,nord ann zone:none", shared=False)
        renamed = replace(typed, answers=("north", "sud", "est"))
        await custom_fields.change(work, zone.id, renamed)
        assert (await searches.find(work, asking.id)).text == '-zone:"sud","nord" ann zone:none'


async def test_a_shared_search_by_a_hidden_field_is_there_for_those_who_see_it(store: OpenStore) -> None:
    await has_lists(store, make.custom_field(11, "Margin", seen_by=Circle.MANAGERS, filled_by=Circle.MANAGERS))
    async with acting(store, make.JOHN, role=Role.MANAGER) as work:
        rich = await searches.save(work, "rich", "field.margin:>9", shared=True)
        await searches.save(work, "all", "-kind:company margin", shared=True)
    async with reading(store, role=Role.MANAGER) as work:
        assert [each.name for each in await searches.list_all(work)] == ["all", "rich"]
    async with reading(store) as work:
        assert [each.name for each in await searches.list_all(work)] == ["all"]
        with pytest.raises(SearchNotFound):
            await searches.find(work, rich.id)
    assert (await refused(store, "search:rich"))["code"] == "unknown_search"


async def test_a_day_of_a_custom_field_is_kept_as_every_reader_reads_it(store: OpenStore) -> None:
    await has_lists(store, make.custom_field(11, "Renewal", kind=CustomKind.DATE))
    async with acting(store) as work:
        assert (await searches.save(work, "soon", "renewal:01/02/2026", shared=False)).text.endswith('"2026-02-01"')
