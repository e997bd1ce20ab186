"""When the store or Slack is slow or away: an answer all the same, nothing lost, nothing half done."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from bot.sandbox.clock import pause
from bot.store import LIMITS
from tests._works import shell_waits
from tests.journeys._person import Person
from tests.journeys._slack import Workspace


@asynccontextmanager
async def busy_store(slack: Workspace) -> AsyncIterator[None]:
    """All the places of those who write are taken, and nobody waits for one longer than is usual."""
    database = slack.house.database
    async with AsyncExitStack() as taken:
        taken.callback(setattr, database, "limits", database.limits)
        database.limits = LIMITS
        taken.enter_context(shell_waits(2))
        for _ in range(1 if database.is_sqlite else 10):
            await taken.enter_async_context(database.turn())
        yield


@asynccontextmanager
async def slow_to_know(slack: Workspace, person: Person) -> AsyncIterator[None]:
    """Whatever this person does waits until it is known who they are."""
    viewers = slack.house.viewers
    viewers._kept.clear()
    async with viewers._asking[(slack.sandbox.slack.world.people[person.id].team, person.id)]:
        with shell_waits(2):
            yield


async def test_a_busy_store_is_said_while_it_is_busy_and_nothing_is_saved(
    slack: Workspace, nathan: Person, family: str
) -> None:
    await nathan.has(family)
    async with busy_store(slack):
        answer = await nathan.types(f"/note {family}: while busy")
    assert "Nothing was saved: please try again" in answer
    assert answer.is_for_one
    assert "while busy" not in await nathan.types(f"/contact {family}")
    assert "Note added" in await nathan.types(f"/note {family}: after that")


async def test_a_search_needs_nobodys_turn(slack: Workspace, nathan: Person, family: str) -> None:
    await nathan.has(family)
    async with busy_store(slack):
        assert f"{family}\nPerson" in await nathan.types(f"/contact {family}")


async def test_a_form_saved_while_the_store_is_busy_keeps_all_that_was_typed(
    slack: Workspace, nathan: Person, family: str
) -> None:
    await nathan.opens("/contact new")
    async with busy_store(slack):
        sent = await nathan.submits(last_name=family, comment="typed with care")
        assert sent.form is not None
        assert sent.form.typed("Comment") == "typed with care"
        form = await nathan.form(saying="Nothing was saved")
        assert form.typed("Comment") == "typed with care"
    assert family in await nathan.submits(last_name=family, comment="typed with care")


async def test_slow_work_is_acknowledged_empty_and_answered_later(slack: Workspace) -> None:
    person = await slack.newcomer(tz="Europe/London")
    async with slow_to_know(slack, person):
        await person.sends("/crm help")
        assert not await person.times("What you can type")
    await person.sees("What you can type")


async def test_a_slow_form_says_saving_over_its_fields_and_then_shows_the_result(slack: Workspace, family: str) -> None:
    person = await slack.newcomer(tz="Europe/London")
    await person.opens("/contact new")
    async with slow_to_know(slack, person):
        sent = await person.submits(last_name=family, comment="typed with care")
    assert "Saving…" in sent
    assert sent.form is not None
    assert sent.form.typed("Comment") == "typed with care"
    assert family in await person.form(saying="is saved")


async def test_an_expired_trigger_is_told_in_a_message(
    slack: Workspace, nathan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slack.sandbox.slack.triggers, "seconds", 0.05)
    payload = slack.command("/contact new")
    await pause(0.1)
    answer = await slack.answer(payload)
    assert "The form could not be opened in time. Please try again." in answer
    assert await nathan.looks() is None


async def test_where_slack_is_down_a_known_person_is_served(slack: Workspace, nathan: Person, family: str) -> None:
    await nathan.has(family)
    slack.house.viewers._kept.clear()
    await slack.fails("500", "users.info")
    assert f"{family}\nPerson" in await nathan.types(f"/contact {family}")


async def test_where_slack_is_down_an_unknown_person_is_told_so(slack: Workspace) -> None:
    person = await slack.newcomer(tz="Europe/London")
    await slack.fails("500", "users.info")
    assert "Slack does not answer just now" in await person.types("/crm help")
    await slack.recovers()
    assert "What you can type" in await person.types("/crm help")


async def test_a_form_whose_first_filling_conflicts_is_filled_again(slack: Workspace, nathan: Person) -> None:
    await slack.fails("error", "views.update", times=1, error="hash_conflict")
    assert (await nathan.opens("/contact new")).title == "New contact"


async def test_a_view_that_cannot_be_opened_is_told_in_a_message(slack: Workspace, nathan: Person) -> None:
    await slack.fails("500", "views.open", times=1)
    answer = await nathan.types("/contact new")
    assert "Slack does not answer just now" in answer


async def test_a_channel_that_slack_cannot_describe_follows_nothing(
    slack: Workspace, nathan: Person, family: str
) -> None:
    await nathan.has(family)
    await slack.fails("500", "conversations.info", times=1)
    assert "Nothing was saved" in await nathan.types(f"/activity follow {family}")
    assert family not in await nathan.types("/activity follows")
