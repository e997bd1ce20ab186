"""Slack sends things twice, and people click twice: one change is made, and the answer is the same."""

import asyncio

from bot.sandbox.delivery import payloads
from bot.sandbox.wire import Json
from tests.journeys._person import Person
from tests.journeys._shown import Form
from tests.journeys._slack import PEOPLE, Workspace


def submission(slack: Workspace, form: Form, *, who: str = "nathan", **typed: str) -> Json:
    """The form sent once more, with a trigger of its own."""
    world = slack.sandbox.slack
    person = world.world.people[PEOPLE[who]]
    blocks = {block["block_id"]: block["element"] for block in form.raw["blocks"] if block["type"] == "input"}
    values = {
        key: {blocks[key]["action_id"]: {"type": blocks[key]["type"], "value": value}} for key, value in typed.items()
    }
    kind = next(one for one in blocks["kind"]["options"] if one["value"] == "person")
    values["kind"] = {blocks["kind"]["action_id"]: {"type": "radio_buttons", "selected_option": kind}}
    view = form.raw | {"state": {"values": values}}
    trigger = world.triggers.issue(person.team, person.id, str(form.raw["id"]))
    return payloads.interaction(world, "view_submission", person) | {"view": view, "trigger_id": trigger}


async def test_a_command_sent_again_makes_one_note_and_says_the_same(
    slack: Workspace, nathan: Person, family: str
) -> None:
    await nathan.has(family)
    payload = slack.command(f"/note {family}: only once")
    first = await slack.answer(payload)
    second = await slack.answer(payload)
    assert f"Note added to {family}." in first
    assert second.says == first.says
    assert (await nathan.types(f"/contact {family}")).says.count("only once") == 1


async def test_a_command_sent_five_times_at_once_makes_one_reminder(
    slack: Workspace, nathan: Person, family: str
) -> None:
    payload = slack.command(f"/reminder call {family} in 20 minutes")
    answers = await asyncio.gather(*(slack.answer(payload) for _ in range(5)))
    assert len({answer.says for answer in answers}) == 1
    assert (await nathan.types("/reminder list")).says.count(family) == 1
    await slack.passes(minutes=20)
    await nathan.dm(family)
    await slack.settles()
    assert await nathan.times(family, in_="dm") == 1


async def test_the_same_words_typed_again_are_meant_again(nathan: Person, family: str) -> None:
    await nathan.has(family)
    for _ in range(2):
        await nathan.types(f"/note {family}: twice")
    assert (await nathan.types(f"/contact {family}")).says.count("twice") == 2


async def test_a_form_sent_again_makes_one_contact(slack: Workspace, nathan: Person, family: str) -> None:
    form = await nathan.opens("/contact new")
    payload = submission(slack, form, last_name=family)
    first, second = [await slack.delivers("interactive", payload) for _ in range(2)]
    assert first.body is not None
    assert first.body == second.body
    assert f"{family}\nPerson · #" in await nathan.types(f"/contact {family}")


async def test_a_double_click_on_save_makes_one_contact(slack: Workspace, nathan: Person, family: str) -> None:
    form = await nathan.opens("/contact new")
    clicks = [submission(slack, form, last_name=family) for _ in range(2)]
    acks = await asyncio.gather(*(slack.delivers("interactive", click) for click in clicks))
    assert all(ack.is_ok for ack in acks)
    assert f"{family}\nPerson · #" in await nathan.types(f"/contact {family}")
    late = await slack.delivers("interactive", submission(slack, form, last_name=family))
    assert late.is_ok
    assert f"{family}\nPerson · #" in await nathan.types(f"/contact {family}")


async def test_a_form_corrected_after_its_errors_is_no_repeat(nathan: Person, family: str) -> None:
    await nathan.opens("/contact new")
    for _ in range(2):
        assert (await nathan.saves(last_name=family, emails="wrong")).errors
    assert family in await nathan.saves(last_name=family, emails="")


async def test_a_button_pressed_again_by_slack_does_it_once(slack: Workspace, nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    await nathan.types(f"/reminder call {family} in 20 minutes")
    await slack.passes(minutes=20)
    message = await nathan.dm(family)
    await slack.fails("duplicate", "block_actions", times=1)
    await nathan.chooses("15 minutes", on=message)
    await nathan.becomes(message, "Snoozed until")
    assert (await nathan.types(f"/activity {family}")).says.count("put off") == 1
    await slack.passes(minutes=16)
    await nathan.dms(family, times=2)
    await slack.settles()
    assert await nathan.times(family, in_="dm") == 2


async def test_two_forms_opened_at_once_are_two_contacts(nathan: Person, claire: Person, family: str) -> None:
    await asyncio.gather(nathan.opens(f"/contact new Ann {family}"), claire.opens(f"/contact new Anne {family}"))
    await asyncio.gather(nathan.saves(), claire.saves())
    assert f"2 contacts match {family}." in await nathan.types(f"/contact {family}")


async def test_what_was_refused_may_be_sent_again(slack: Workspace, nathan: Person, family: str) -> None:
    payload = slack.command(f"/note {family}: later")
    assert "No contact matches" in await slack.answer(payload)
    await nathan.has(family)
    fresh = slack.command(f"/note {family}: later")
    assert "Note added" in await slack.answer(fresh)
