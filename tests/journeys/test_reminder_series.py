"""Reminders that repeat: closing one time keeps the series; skipped, put off, handed over, stopped."""

from datetime import timedelta

from tests.journeys._moments import NEW_YORK, PARIS, day_ahead, in_english, in_french, next_weekday
from tests.journeys._person import Person
from tests.journeys._shown import Shown
from tests.journeys._slack import Workspace

TUESDAY = 1


async def test_a_series_in_one_line_goes_on_when_a_time_is_done_and_ends_when_it_is_stopped(
    slack: Workspace, claire: Person, family: str
) -> None:
    now = await slack.begins_at(10, PARIS, weekday=TUESDAY)
    first = day_ahead(now, next_weekday(now, 0), 9)
    second, third = first + timedelta(days=7), first + timedelta(days=14)
    planned = await claire.types(f"/rappel appeler {family} tous les lundis à 9h")
    assert "Revient tous les lundis à 09:00." in planned
    assert f"Prochaines fois : {in_french(first)} ; {in_french(second)} ; {in_french(third)}." in planned
    await slack.moves_to(first)
    message = await claire.dm(f"appeler {family}")
    await claire.clicks("Fait", on=message)
    done = await claire.becomes(message, "Fait par @Claire Moreau")
    assert f"Prochaine fois : {in_french(second)}" in done
    assert done.buttons == []
    await slack.moves_to(second)
    await claire.dms(f"appeler {family}", times=2)
    again = await claire.dm("[Fait]")
    await claire.chooses("Ne plus répéter…", on=again)
    await claire.form(saying="Ensuite il ne revient plus.")
    assert "vient une dernière fois" in await claire.saves()
    await claire.visitor.close()
    await claire.clicks("Fait", on=again)
    await claire.becomes(again, "Fait par @Claire Moreau")
    await slack.moves_to(third + timedelta(hours=1))
    await slack.settles()
    assert await claire.times(f"appeler {family}", in_="dm") == 2


async def test_of_two_ways_to_repeat_the_chosen_one_is_planned(slack: Workspace, claire: Person, family: str) -> None:
    await slack.begins_at(10, PARIS, weekday=TUESDAY)
    asked = await claire.types(f"/rappel appeler {family} tous les quinze jours à 9h")
    weeks, days = asked.buttons
    assert weeks.startswith("toutes les 2 semaines le mardi, à partir du")
    assert days.startswith("tous les 15 jours, à partir du")
    await claire.clicks(days, on=asked)
    await claire.becomes(asked, "Revient tous les 15 jours à 09:00.", in_="sales")


async def test_a_time_is_skipped_and_a_later_one_put_off_no_further_than_the_next(
    slack: Workspace, nathan: Person, family: str
) -> None:
    now = await slack.begins_at(10, NEW_YORK, weekday=TUESDAY)
    planned = await nathan.types(f"/reminder water {family} every day at 9am")
    first = day_ahead(now, 1, 9)
    await nathan.chooses("Skip this time", on=planned)
    second = first + timedelta(days=1)
    skipped = await nathan.becomes(planned, f"comes next: {in_english(second)}", in_="sales")
    await nathan.clicks("Undo", on=skipped)
    await nathan.becomes(planned, "is as it was before", in_="sales")
    listed = await nathan.types("/reminder list")
    assert f"water {family} · {in_english(first)}" in listed
    await nathan.chooses("Skip this time", on=listed, within=listed.below(family))
    await nathan.becomes(listed, f"comes next: {in_english(second)}", in_="sales")
    await slack.moves_to(second)
    message = await nathan.dm(f"water {family}")
    await nathan.chooses("Choose…", on=message)
    await nathan.form()
    await nathan.until(lambda: untouched(nathan, message), "the menu as if nothing had been chosen in it")
    assert "comes again before that" in (await nathan.submits(until="in 3 days")).errors["Until when"]
    assert "already passed" in (await nathan.submits(until="yesterday at 9")).errors["Until when"]
    assert "cannot repeat" in (await nathan.submits(until="every Monday")).errors["Until when"]
    assert "is put off until" in await nathan.saves(until="at 4pm")
    await nathan.visitor.close()
    await nathan.becomes(message, f"Snoozed until {in_english(second.replace(hour=16))}")
    await slack.moves_to(second.replace(hour=16))
    await nathan.dms(f"water {family}", times=2)
    await slack.moves_to(second + timedelta(days=1))
    await nathan.dms(f"water {family}", times=3)
    await nathan.becomes(await nathan.dm("Nobody had done it"), "Nobody had done it when its next time came.")


async def test_it_is_handed_to_a_colleague_who_is_told_at_once_where_its_time_has_come(
    slack: Workspace, nathan: Person, claire: Person, family: str
) -> None:
    await nathan.types(f"/reminder call {family} in 20 minutes")
    await slack.passes(minutes=20)
    message = await nathan.dm(f"call {family}")
    await nathan.chooses("Hand over…", on=message)
    await nathan.form()
    assert "is now for @Claire Moreau" in await nathan.saves(to=claire.id)
    await nathan.visitor.close()
    told = await claire.dm(f"call {family}")
    assert "Confié par @Nathan Brooks" in told
    assert family not in await nathan.types("/reminder list")
    assert family in await nathan.types("/reminder list overdue all")
    await claire.clicks("Fait", on=told)
    await claire.becomes(told, "Fait par @Claire Moreau")
    assert family in await claire.types("/rappel liste faits")


async def test_quiet_hours_and_weekends_are_said_and_kept(slack: Workspace, priya: Person, family: str) -> None:
    form = await priya.opens("/crm preferences")
    assert form.typed("Hour of a day named without one") == "09:00"
    assert "fill in this field" in (await priya.submits(quiet_from="20:00")).errors["Quiet hours until"]
    saved = await priya.saves(default_hour="08:30", quiet_from="20:00", quiet_until="08:00", told=[])
    assert "Nothing is told to you from 20:00 to 08:00." in saved
    assert "Nothing is told to you on Saturdays and Sundays." in saved
    await priya.visitor.close()
    planned = await priya.types(f"/reminder call {family} tomorrow at 9pm")
    assert "after their quiet hours" in planned
    assert "08:30" in await priya.types(f"/reminder call {family} tomorrow")
    await priya.opens("/crm preferences")
    await priya.saves(default_hour="09:00", quiet_from=None, quiet_until=None, told=["weekends", "email"])
    await priya.visitor.close()


async def untouched(person: Person, message: Shown) -> Shown | None:
    """The message once its menu has another name, without which Slack goes on showing what was chosen."""
    now = next(each for each in await person.reads("dm") if each.ts == message.ts)
    return now if now.raw["blocks"][-1]["block_id"] != message.raw["blocks"][-1]["block_id"] else None


async def test_a_time_that_was_skipped_from_its_message_or_from_home_is_there_again(
    slack: Workspace, claire: Person, family: str
) -> None:
    now = await slack.begins_at(10, PARIS, weekday=TUESDAY)
    await claire.types(f"/rappel appeler {family} tous les jours à 11h")
    await slack.moves_to(now.replace(hour=11, minute=0))
    message = await claire.dm(f"appeler {family}")
    await claire.chooses("Sauter cette fois", on=message)
    told = await claire.dm("Sauté.")
    await claire.becomes(message, "Sauté cette fois par @Claire Moreau")
    await claire.clicks("Annuler l’action", on=told)
    await claire.dms(f"appeler {family}", times=3)  # the first, which says that it comes again, and one of its own
    first = await claire.becomes(message, f"Revient {in_french(now.replace(hour=11, minute=0))}")
    assert "Reporté" not in first
    home = await claire.opens_home()
    await claire.chooses("Sauter cette fois", on=home, within=home.below(family))
    home = await claire.home("Sauté.", family)
    await claire.clicks("Annuler l’action", on=home)
    await claire.home(f"appeler {family}")
    assert in_french(now.replace(hour=11, minute=0)) in await claire.types("/rappel liste")
