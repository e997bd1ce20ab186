"""The bot's process ends at any moment: what was answered as done is there afterwards, and nothing is sent twice."""

import asyncio
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.sandbox.clock import pause
from tests.journeys._contacts import turns
from tests.journeys._person import Person
from tests.journeys._process import Served, served
from tests.journeys._slack import Way, until

KILLS = 10
DICE = random.Random(8)  # noqa: S311 - the same instants in each run


@pytest_asyncio.fixture(loop_scope="module")
async def bot(place: tuple[str, Way], tmp_path: Path) -> AsyncIterator[Served]:
    url, way = place
    async with served(url, way=way, folder=tmp_path) as running:
        yield running


class Chatter:
    """A person who types without a pause; `done` are the titles whose answer, at once or late, said so."""

    def __init__(self, person: Person, family: str) -> None:
        self.person = person
        self.family = family
        self.sent: list[str] = []
        self.done: set[str] = set()

    async def goes_on(self) -> None:
        while True:
            title = f"{self.person.id}x{len(self.sent)}x{self.family}"
            self.sent.append(title)
            try:
                await self.person.sends(f"/reminder call {title} in 20 minutes", in_="general")
            except AssertionError:  # "the app did not respond": no promise was made
                await pause(0.05)
            await self.hears()

    async def hears(self) -> None:
        """An answer that promises nothing is no failure: the store may be busy, Slack may not be heard."""
        said = [each.says for each in await self.person.reads("general") if each.is_answer]
        promised = "\n".join(each for each in said if "planned" in each or "planifié" in each)
        self.done |= {title for title in self.sent if title in promised}


@pytest.mark.slow
async def test_ten_kills_lose_nothing_and_double_nothing(bot: Served, family: str) -> None:
    chatters = [Chatter(bot.workspace.people[name], family) for name in ("claire", "nathan", "priya")]
    async with asyncio.TaskGroup() as talking:
        tasks = [talking.create_task(chatter.goes_on()) for chatter in chatters]
        for _ in range(KILLS):
            await _is_under_way(chatters)
            await pause(DICE.uniform(0.0, 0.3))
            await bot.kill()
            await bot.start()
        await _is_under_way(chatters)
        for task in tasks:
            task.cancel()
    for chatter in chatters:
        await chatter.hears()
    await bot.workspace.passes(minutes=21)
    await pause(0.3)
    await bot.kill()  # once more, while they are being sent
    await bot.start()
    for chatter in chatters:
        await _has_each_once(chatter)


async def _is_under_way(chatters: list[Chatter]) -> None:
    """Something more is answered."""
    before = sum(len(chatter.done) for chatter in chatters)
    await until(lambda: sum(len(chatter.done) for chatter in chatters) > before)


async def _has_each_once(chatter: Chatter) -> None:
    async def all_there() -> bool | None:
        said = [message.says for message in await chatter.person.reads("dm")]
        times = {title: sum(f"call {title}\n" in each for each in said) for title in chatter.sent}
        assert max(times.values()) <= 1, times
        return all(times[title] for title in chatter.done) or None

    await chatter.person.until(all_there, f"each of {len(chatter.done)} reminders", "dm")


async def test_a_kill_leaves_what_was_saved_and_the_form_that_was_open(bot: Served, family: str) -> None:
    claire, nathan = bot.workspace.people["claire"], bot.workspace.people["nathan"]
    await nathan.opens(f"/contact new Ann {family}")
    await claire.opens("/contact new")
    assert family in await claire.saves(first_name="Anne", last_name=family, tags=["VIP"])
    await bot.kill()
    await bot.start()
    assert f"Anne {family}\nPersonne" in await claire.types(f"/contact {family}")
    assert f"Ann {family}" in await nathan.saves()


async def test_a_kill_loses_no_page_of_a_form_and_offers_what_was_left(bot: Served, family: str) -> None:
    claire, nathan = (bot.workspace.people[name] for name in ("claire", "nathan"))
    await nathan.opens(f"/contact new Ann {family}")
    await turns(nathan, "Phones, e-mails, addresses", shows="Add a phone", comment="typed before")
    await claire.opens(f"/contact nouveau Anne Z{family}")
    await turns(claire, "Commerce et comptabilité", shows="SIREN", job_title="Acheteuse")
    refused = await claire.saves(siren="732 829 321")
    assert [*refused.errors] == ["SIREN"]
    await bot.kill()
    await claire.visitor.close()
    await bot.start()
    saved = await nathan.saves()
    assert f"Ann {family} is saved." in saved
    assert "Comment: typed before" in saved
    form = await claire.opens("/contact nouveau")
    await claire.clicks("Reprendre", on=form)
    form = await claire.form(saying="SIREN", without="sans l’enregistrer")
    assert form.typed("SIREN") == "732 829 321"
    saved = await claire.saves(siren="732 829 320")
    assert f"Contact enregistré : Anne Z{family}." in saved
    assert "Fonction : Acheteuse" in saved


async def test_asked_to_stop_it_answers_what_it_has_begun(bot: Served, family: str) -> None:
    nathan = bot.workspace.people["nathan"]
    await nathan.has(family)
    stranger = await bot.workspace.newcomer(tz="Europe/London")
    await bot.workspace.fails("slow", "users.info", times=1, delay=1.2)
    saying = asyncio.create_task(stranger.types(f"/note {family}: said in time"))
    await bot.workspace.struck()
    await bot.stop()
    assert f"Note added to {family}." in await saying
    await bot.start()
    assert "said in time" in await nathan.types(f"/contact {family}")


async def test_asked_to_stop_while_slow_it_still_sends_the_late_answer(bot: Served, family: str) -> None:
    stranger = await bot.workspace.newcomer(tz="Europe/London")
    await bot.workspace.fails("slow", "users.info", times=1, delay=3.5)
    await stranger.sends("/crm help")
    await bot.stop()
    await stranger.sees("What you can type")
