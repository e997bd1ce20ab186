"""Lists of reminders: overdue, today, coming and done, one's own or everyone's, in a message and on Home."""

import re
from datetime import timedelta

from tests.journeys._moments import NEW_YORK, PARIS, day_ahead, in_english
from tests.journeys._person import Person
from tests.journeys._slack import Workspace


async def test_each_list_has_what_belongs_there_and_done_takes_it_out(
    slack: Workspace, priya: Person, claire: Person, family: str
) -> None:
    now = await slack.begins_at(10, PARIS)
    await priya.types(f"/reminder overdue {family} in 5 minutes")
    await slack.passes(minutes=6)
    await priya.types(f"/reminder soon {family} in 1 hour")
    await priya.types(f"/reminder later {family} in 5 days")
    held = await priya.types("/reminder list")
    assert [words for words in ("Overdue (1)", "Today (1)", "Coming (1)") if words in held] == [
        "Overdue (1)", "Today (1)", "Coming (1)"
    ]  # fmt: skip
    await priya.clicks("Overdue", on=held)
    overdue = await priya.becomes(held, "1 reminder is overdue.", in_="sales")
    assert f"soon {family}" not in overdue
    await priya.clicks("Done", on=overdue, beside=f"overdue {family}")
    await priya.becomes(held, "0 reminders are overdue.", in_="sales")
    done = await priya.types("/reminder list done")
    await priya.clicks("Reopen", on=done, beside=f"overdue {family}")
    await priya.becomes(done, without=f"overdue {family}", in_="sales")
    theirs = await claire.types("/rappel liste aujourd'hui tous")
    assert re.search(f"soon {family} · .* · Priya Sen", theirs.says)
    assert f"soon {family}" not in await claire.types("/rappel liste du jour")
    assert now < await slack.now()


async def test_a_long_list_is_turned_page_by_page(slack: Workspace, marguerite: Person, family: str) -> None:
    now = await slack.begins_at(10, PARIS)
    for minute in range(2, 14):
        await marguerite.types(f"/rappel n{minute:02} {family} demain à 10h{minute:02}")
    held = await marguerite.types("/rappel liste à venir")
    assert "12 rappels viennent après aujourd’hui." in held
    assert f"n11 {family}" in held
    assert f"n12 {family}" not in held
    await marguerite.clicks("Page suivante", on=held)
    last = await marguerite.becomes(held, f"n12 {family}", in_="sales")
    assert f"n11 {family}" not in last
    await marguerite.clicks("Première page", on=last)
    await marguerite.becomes(held, f"n02 {family}", in_="sales")
    assert now < await slack.now()


async def test_home_shows_what_is_to_do_plans_and_closes(slack: Workspace, nathan: Person, family: str) -> None:
    now = await slack.begins_at(10, NEW_YORK)
    home = await nathan.opens_home()
    await nathan.clicks("New reminder", on=home)
    await nathan.form()
    assert "Reminder planned for" in await nathan.saves(title=f"water {family}", when="in 20 minutes")
    await nathan.visitor.close()
    home = await nathan.home(f"water {family}")
    due = in_english((now + timedelta(minutes=20)).replace(second=0, microsecond=0))
    assert f"water {family} · {due}" in home
    await nathan.clicks("All reminders", on=home)
    listed = await nathan.form(saying=f"water {family}")
    await nathan.chooses("Edit…", on=listed, within=listed.below(family))
    await nathan.form()
    assert "tomorrow" not in await nathan.saves(when="tomorrow at 9am")
    await nathan.visitor.close()
    moved = await nathan.form(saying=in_english(day_ahead(now, 1, 9)))
    await nathan.visitor.close(is_cleared=True)
    assert f"water {family}" in moved
    home = await nathan.opens_home()
    await nathan.clicks("Done", on=home, beside=f"water {family}")

    async def gone() -> bool | None:
        seen = await nathan.home("Latest activity")
        return None if f"water {family}" in seen.says.partition("Latest activity")[0] else True

    await nathan.until(gone, "a Home without it")
