"""What was typed into a form that failed is kept in its draft, whatever the form."""

import asyncio
from dataclasses import replace

from bot.crm import drafts
from bot.crm._work import Work
from bot.model.changes import COORDINATE, coordinate_of
from bot.model.drafts import TOUCHED
from bot.model.members import Viewer
from tests import make
from tests._works import OpenStore


async def test_the_text_of_a_form_that_failed_is_kept(store: OpenStore) -> None:
    assert await _kept(store, "notes", {"text": ""}, {"text": "half a sentence"}) == {"text": "half a sentence"}


async def test_phones_of_a_form_that_failed_become_coordinates(store: OpenStore) -> None:
    values = await _kept(store, "contacts", {"first_name": "Ann"}, {"phones": "06 12 34 56 78", "last_name": "Lee"})
    (phone,) = [coordinate_of(text) for field, text in values.items() if field.startswith(COORDINATE)]
    assert (phone.typed, phone.parsed) == ("06 12 34 56 78", "+33612345678")
    assert (values["first_name"], values["last_name"], "phones" in values) == ("Ann", "Lee", False)


async def test_what_lies_on_the_form_of_a_contact_is_no_field_of_it(store: OpenStore) -> None:
    """The form of one coordinate is of the same draft."""
    assert await _kept(store, "contacts", {"first_name": "Ann"}, {"typed": "06", "city": "Paris"}) == {
        "first_name": "Ann"
    }


async def test_of_two_clicks_on_one_form_neither_loses_what_the_other_did(store: OpenStore) -> None:
    viewer = Viewer(member=make.member(), workspace=make.workspace())
    async with store.works.writing(viewer) as work:
        draft = await drafts.open(work, "contacts", {"one": "1", "other": "2"})

    async def without(work: Work, key: str) -> None:
        held = await drafts.find(work, draft.id)
        await drafts.write(work, replace(held, values={k: text for k, text in held.values.items() if k != key}))

    async def second() -> None:
        async with store.works.writing(viewer) as work:
            await without(work, "other")

    async with store.works.writing(viewer) as work:
        await without(work, "one")
        clicked = asyncio.create_task(second())
        await asyncio.sleep(0.2)  # it waits for the first
    await clicked
    async with store.works.writing(viewer) as work:
        assert (await drafts.find(work, draft.id)).values.keys() == {TOUCHED}


async def _kept(store: OpenStore, noun: str, before: dict[str, str], typed: dict[str, str]) -> dict[str, str]:
    viewer = Viewer(member=make.member(), workspace=make.workspace())
    async with store.works.writing(viewer) as work:
        draft = await drafts.open(work, noun, before)
    async with store.works.writing(viewer) as work:
        await drafts.keep(work, draft.id, typed)
    async with store.works.reading(viewer) as work:
        found = await work.drafts.find(draft.id, member=viewer.id, now=work.now)
    assert found is not None
    return {key: text for key, text in found.values.items() if key != "touched"}
