"""A tag is renamed and deleted while people go on working with those who wear it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.crm import contacts, searches, tags
from bot.crm.contacts import Saved
from bot.model.changes import TAG, flat
from bot.model.errors import TagNotFound
from bot.model.ids import ContactId, TagId
from bot.model.tags import Tag, TagColour, TagScope
from tests import make
from tests._works import OpenStore
from tests.crm.test_contacts import acting, created, found

MANY = tags.CHUNK + 5  # more than are seen to with the change itself
WAITS = 0.2  # seconds: what has begun by then waits for the one that is not over


async def worn(store: OpenStore, count: int, name: str = "Vernissage") -> tuple[Tag, Sequence[ContactId]]:
    """A tag that so many wear, whose names are Nom and a number."""
    async with acting(store) as work:
        first = await work.contacts.next_numbers(count)
        people = [
            make.contact(work.next_id(), make.contact_values("Anna", f"Nom{n:04}", tags=(name,)), number=first + n)
            for n in range(count)
        ]
        await work.contacts.add_many([(each, None) for each in people])
        (tag,) = await work.tags.list(name, limit=1)
    return tag, [each.id for each in people]


async def deleted(store: OpenStore, tag: TagId) -> None:
    async with acting(store) as work:
        await tags.delete(work, tag)


async def taken_off_all(store: OpenStore, tag: TagId) -> None:
    """As the job does."""
    is_gone = False
    while not is_gone:
        async with acting(store) as work:
            is_gone = await tags.take_off(work, tag, limit=50)


async def tags_on(store: OpenStore, contact: ContactId) -> tuple[str, ...]:
    async with store.works.reading(make.viewer()) as work:
        held = await work.contacts.find(contact)
    assert held is not None
    return held.values.tags


async def losses(store: OpenStore, contact: ContactId) -> list[tuple[str | None, str | None]]:
    """What the trace says of the contact's tag, the newest first."""
    async with store.works.reading(make.viewer()) as work:
        events = await work.events.list(contact, limit=10)
    changes = [change for event in events for change in event.changes]
    return [(change.old, change.new) for change in changes if change.field == f"{TAG}vernissage"]


async def test_a_deleted_tag_is_gone_at_once_however_many_wear_it(store: OpenStore) -> None:
    tag, wearers = await worn(store, MANY)
    await deleted(store, tag.id)
    assert await tags_on(store, wearers[-1]) == ()
    async with store.works.reading(make.viewer()) as work:
        assert await tags.choices(work, "vernissage") == []
        assert (await tags.list_all(work, "vernissage")).total == 0
        assert await work.tags.names(["vernissage"]) == {}
        with pytest.raises(TagNotFound):
            await tags.find(work, tag.id)
    with pytest.raises(TagNotFound):
        await deleted(store, tag.id)
    await taken_off_all(store, tag.id)
    assert await found(store, "vernissage") == []
    assert [await losses(store, each) for each in (wearers[0], wearers[-1])] == [[("Vernissage", None)]] * 2


async def test_a_tag_of_the_same_name_may_be_made_while_the_deleted_one_goes(store: OpenStore) -> None:
    tag, wearers = await worn(store, MANY)
    stranger = await created(store, make.contact_values("Zoé", "Zola"))
    await deleted(store, tag.id)
    async with acting(store) as work:
        fresh = await tags.add(work, "vernissage", colour=TagColour.RED, scope=TagScope.BOTH)
        for contact in (stranger.contact.id, wearers[-1]):  # the job has passed the one and not yet the other
            await tags.put_on(work, contact, ["vernissage"], shown=[])
    await taken_off_all(store, tag.id)
    assert [await tags_on(store, each) for each in (stranger.contact.id, wearers[-1], wearers[-2])] == [
        ("vernissage",), ("vernissage",), (),
    ]  # fmt: skip
    assert sorted(await found(store, "vernissage")) == [f"Anna Nom{MANY - 1:04}", "Zoé Zola"]
    assert await losses(store, wearers[-1]) == [(None, "vernissage")], "nobody took the new one off"
    async with store.works.reading(make.viewer()) as work:
        assert (await tags.find(work, fresh.id)).worn == 2


async def test_saving_a_contact_does_not_bring_a_deleted_tag_back_nor_hide_its_going(store: OpenStore) -> None:
    tag, wearers = await worn(store, MANY)
    async with acting(store) as work:
        shown = await work.contacts.find(wearers[-1])
    assert shown is not None
    await deleted(store, tag.id)
    async with acting(store) as work:
        saved = await contacts.change(
            work, shown.id, replace(shown.values, nickname="Nana"), base=flat(shown.values)
        )  # its form was opened before
    assert isinstance(saved, Saved)
    await taken_off_all(store, tag.id)
    assert await tags_on(store, shown.id) == ()
    assert await losses(store, shown.id) == [("Vernissage", None)]
    async with store.works.reading(make.viewer()) as work:
        assert await work.tags.list("vernissage", limit=1) == []


async def test_who_saves_a_wearer_while_its_tag_is_renamed_waits_for_nobody_in_a_circle(store: OpenStore) -> None:
    tag, (wearer,) = await worn(store, 1)

    async def renamed() -> None:
        async with acting(store) as work:
            await tags.change(work, tag.id, "Exposition", colour=tag.colour, scope=tag.scope)

    async with acting(store, make.JOHN) as work:
        held = await work.contacts.find(wearer, lock=True)
        assert held is not None
        renaming = asyncio.create_task(renamed())
        await asyncio.sleep(WAITS)
        await work.contacts.save(replace(held, values=replace(held.values, last_name="Zola")))
    await renaming
    assert await tags_on(store, wearer) == ("Exposition",)
    assert await found(store, "zola exposition") == ["Anna Zola"]
    assert await found(store, "vernissage") == []


async def test_who_puts_a_tag_on_while_it_is_renamed_is_found_by_its_new_name(store: OpenStore) -> None:
    tag, _ = await worn(store, 1)
    stranger = (await created(store, make.contact_values("Zoé", "Zola"))).contact.id

    async def renamed() -> None:
        async with acting(store) as work:
            await tags.change(work, tag.id, "Exposition", colour=tag.colour, scope=tag.scope)

    async with acting(store, make.JOHN) as work:
        await tags.put_on(work, stranger, ["Vernissage"], shown=[])
        renaming = asyncio.create_task(renamed())
        await asyncio.sleep(WAITS)
    await renaming
    async with store.works.reading(make.viewer()) as work:
        wearers = await work.tags.contacts(tag.id, after=ContactId(0), limit=10)
    async with acting(store) as work:  # the job, where there is one
        await tags.rewrite(work, tag.id, min(wearers) - 1, limit=10)
    assert await tags_on(store, stranger) == ("Exposition",)
    assert await found(store, "zola exposition") == ["Zoé Zola"]


async def test_a_chunk_writes_what_was_saved_while_it_waited(store: OpenStore) -> None:
    tag, (wearer,) = await worn(store, 1)

    async def rewritten() -> None:
        async with acting(store) as work:
            await tags.rewrite(work, tag.id, 0, limit=10)

    async with acting(store, make.JOHN) as work:
        held = await work.contacts.find(wearer, lock=True)
        assert held is not None
        await work.contacts.save(replace(held, values=replace(held.values, last_name="Zola")))
        rewriting = asyncio.create_task(rewritten())
        await asyncio.sleep(WAITS)
    await rewriting
    assert await found(store, "zola") == ["Anna Zola"]
    assert await found(store, "nom0000") == []


async def test_saved_searches_follow_a_tag_that_is_renamed(store: OpenStore) -> None:
    tag, _ = await worn(store, 1)
    async with acting(store) as work:
        kept = await searches.save(work, "mine", "anna tag:vernissage -tag:vip", shared=False)
    async with acting(store) as work:
        await tags.change(work, tag.id, "Opening night", colour=tag.colour, scope=tag.scope)
    async with acting(store) as work:
        assert (await searches.find(work, kept.id)).text == 'anna tag:"Opening night" -tag:vip'
