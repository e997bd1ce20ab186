"""Reminders: planned in one line and confirmed with their zones, and told at their time to whom they are for."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.journeys._moments import (
    KOLKATA,
    NEW_YORK,
    PARIS,
    date_in_french,
    day_ahead,
    in_english,
    in_french,
    month_in_english,
    next_weekday,
)
from tests.journeys._person import Person
from tests.journeys._slack import Workspace

TUESDAY = 1
Later = Callable[[datetime], datetime]


async def test_a_reminder_is_confirmed_and_told_at_its_time_and_not_before(
    slack: Workspace, claire: Person, family: str
) -> None:
    await claire.has(f"Éléonore {family}")
    now = await slack.begins_at(10, PARIS)
    due = day_ahead(now, 1, 9)
    planned = await claire.types(f"/reminder rappeler {family} demain à 9h")
    assert f"Rappel planifié pour {in_french(due)} (Europe/Paris)." in planned
    assert f"rappeler {family}\nÀ propos de Éléonore {family}" in planned
    assert f"Rappels en cours\nrappeler {family} — {in_french(due)}" in await claire.types(f"/contact {family}")
    await slack.moves_to(due - timedelta(seconds=5))
    await slack.settles()
    assert await claire.times(f"rappeler {family}", in_="dm") == 0
    await slack.moves_to(due)
    told = await claire.dm(f"rappeler {family}")
    assert f"Rappel\nrappeler {family}\nPrévu {in_french(due)}" in told
    assert f"Éléonore {family}" in told
    assert told.buttons == ["Ouvrir", "Fait"]
    assert [option["text"]["text"] for _, _, option in told.options(beside="Fait")] == [
        *("15 minutes", "1 heure", "Ce soir", "Demain 09:00", "Lundi 09:00", "Dans une semaine, 09:00", "Choisir…"),
        *("Modifier…", "Confier à…", "Supprimer…"),
    ]
    assert await claire.times(f"rappeler {family}", in_="dm") == 1


async def test_a_colleague_is_told_in_their_own_language_and_zone(
    slack: Workspace, claire: Person, priya: Person, family: str
) -> None:
    await claire.has(f"Anne {family}")
    now = await slack.begins_at(10, PARIS)
    due = (now + timedelta(minutes=20)).replace(second=0, microsecond=0)
    planned = await claire.types(f"/rappel @priya appeler {family} dans 20 minutes")
    assert f"Rappel planifié pour @Priya Sen (demo), {in_french(due)} (Europe/Paris)." in planned
    assert f"Pour @Priya Sen (demo) : {in_french(due.astimezone(KOLKATA))} (Asia/Kolkata)." in planned
    await slack.passes(minutes=21)
    told = await priya.dm(f"appeler {family}")
    local = due.astimezone(KOLKATA)
    assert f"{local.day} {month_in_english(local)} {local.year} at {local:%H:%M}" in told
    assert "From @Claire Moreau" in told
    assert told.buttons == ["Open", "Done"]
    assert await claire.times(f"appeler {family}", in_="dm") == 0


async def test_several_colleagues_are_each_told_once(
    slack: Workspace, claire: Person, nathan: Person, priya: Person, family: str
) -> None:
    now = await slack.begins_at(10, NEW_YORK)
    planned = await nathan.types(f"/reminder @claire @priya call {family} tomorrow at 4pm")
    due = day_ahead(now, 1, 16)
    assert f"Reminder planned for @Claire Moreau (demo), @Priya Sen (demo), {in_english(due)}" in planned
    assert f"For @Claire Moreau (demo): {in_english(due.astimezone(PARIS))} (Europe/Paris)." in planned
    await slack.moves_to(due)
    assert "De @Nathan Brooks" in await claire.dm(family)
    assert "From @Nathan Brooks" in await priya.dm(family)
    await slack.settles()
    assert [await each.times(family, in_="dm") for each in (claire, priya, nathan)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("words", "later"),
    [
        ("in 20 minutes", lambda now: now + timedelta(minutes=20)),
        ("in 2 hours", lambda now: now + timedelta(hours=2)),
        ("in 3 days", lambda now: day_ahead(now, 3, 9)),
        ("in 2 weeks", lambda now: day_ahead(now, 14, 9)),
        ("today at 4pm", lambda now: day_ahead(now, 0, 16)),
        ("tonight", lambda now: day_ahead(now, 0, 20)),
        ("tomorrow", lambda now: day_ahead(now, 1, 9)),
        ("tomorrow at noon", lambda now: day_ahead(now, 1, 12)),
        ("friday 16:30", lambda now: day_ahead(now, next_weekday(now, 4), 16, 30)),
        ("monday at 9", lambda now: day_ahead(now, next_weekday(now, 0), 9)),
        ("on 15 May 2031 at 2:30pm", lambda now: datetime(2031, 5, 15, 14, 30, tzinfo=NEW_YORK)),
        ("on 12/25/2031 at 8am", lambda now: datetime(2031, 12, 25, 8, tzinfo=NEW_YORK)),
    ],
)
async def test_times_said_in_english(slack: Workspace, nathan: Person, family: str, words: str, later: Later) -> None:
    now = await slack.begins_at(10, NEW_YORK, weekday=TUESDAY)
    planned = await nathan.types(f"/reminder call {family} {words}")
    assert f"Reminder planned for {in_english(later(now))} (America/New_York)." in planned
    assert planned.says.endswith(f"call {family}")


@pytest.mark.parametrize(
    ("words", "later"),
    [
        ("dans 20 minutes", lambda now: now + timedelta(minutes=20)),
        ("dans 2 heures", lambda now: now + timedelta(hours=2)),
        ("dans 3 jours", lambda now: day_ahead(now, 3, 9)),
        ("dans 2 semaines", lambda now: day_ahead(now, 14, 9)),
        ("aujourd’hui à 16:30", lambda now: day_ahead(now, 0, 16, 30)),
        ("ce soir", lambda now: day_ahead(now, 0, 19)),
        ("demain", lambda now: day_ahead(now, 1, 9)),
        ("demain à 9h30", lambda now: day_ahead(now, 1, 9, 30)),
        ("demain midi", lambda now: day_ahead(now, 1, 12)),
        ("vendredi à 16h", lambda now: day_ahead(now, next_weekday(now, 4), 16)),
        ("le 15 mai 2031 à 14h30", lambda now: datetime(2031, 5, 15, 14, 30, tzinfo=PARIS)),
        ("le 25/12/2031 à 8h", lambda now: datetime(2031, 12, 25, 8, tzinfo=PARIS)),
    ],
)
async def test_times_said_in_french(slack: Workspace, claire: Person, family: str, words: str, later: Later) -> None:
    now = await slack.begins_at(10, PARIS, weekday=TUESDAY)
    planned = await claire.types(f"/rappel appeler {family} {words}")
    assert f"Rappel planifié pour {in_french(later(now))} (Europe/Paris)." in planned
    assert planned.says.endswith(f"appeler {family}")


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("appeler {}", "Quand ? Je n’ai trouvé aucun moment"),
        ("appeler {} hier à 9h", "est déjà passé"),
        ("appeler {} le 3 mars 2020", "est déjà passé"),
        ("appeler {} demain à 25:00", "L’heure indiquée"),
        ("appeler {} demain à 25h", "L’heure indiquée"),
        ("appeler {} le 31 février", "La date indiquée"),
        ("appeler {} un de ces jours", "Quand"),
        ("appeler {} 3 jours après clôture", "Quand est la première fois"),
        ("", "Que dois-je vous rappeler, et quand ?"),
    ],
)
async def test_what_cannot_be_understood_is_asked_back_and_nothing_is_planned(
    claire: Person, family: str, words: str, question: str
) -> None:
    answer = await claire.types(f"/rappel {words.format(family)}")
    assert question in answer
    assert "Par exemple : /rappel" in answer
    assert "planifié" not in answer
    assert family not in await claire.types("/reminder liste")


async def test_two_readings_are_both_offered_and_the_chosen_one_is_planned(
    slack: Workspace, nathan: Person, family: str
) -> None:
    now = await slack.begins_at(10, NEW_YORK)
    asked = await nathan.types(f"/reminder call {family} tomorrow at 4")
    readings = [in_english(day_ahead(now, 1, hour)) for hour in (4, 16)]
    assert asked.buttons == readings
    await nathan.clicks(readings[1], on=asked)
    planned = await nathan.becomes(asked, f"Reminder planned for {readings[1]} (America/New_York).", in_="sales")
    assert f"call {family}" in planned
    assert family in await nathan.types("/reminder list")


async def test_where_several_contacts_fit_the_reminder_waits_for_the_choice(
    slack: Workspace, nathan: Person, family: str
) -> None:
    for first in ("Ann", "Bea"):
        await nathan.has(f"{first} {family}")
    await slack.begins_at(10, NEW_YORK)
    asked = await nathan.types(f"/reminder call {family} in 20 minutes")
    assert asked.buttons == ["Choose", "Choose", "None of these"]
    await nathan.clicks("Choose", on=asked, beside="Bea")
    planned = await nathan.becomes(asked, "Reminder planned for", in_="sales")
    assert f"About Bea {family}" in planned
    assert f"call {family}" in await nathan.types(f"/contact Bea {family}")
    await slack.passes(minutes=21)
    assert f"Bea {family}\n[Open]" in await nathan.dm(f"call {family}")


async def test_none_of_these_plans_it_about_nobody(slack: Workspace, nathan: Person, family: str) -> None:
    for first in ("Ann", "Bea"):
        await nathan.has(f"{first} {family}")
    asked = await nathan.types(f"/reminder call {family} tomorrow at 10am")
    await nathan.clicks("None of these", on=asked)
    planned = await nathan.becomes(asked, "Reminder planned for", in_="sales")
    assert "About" not in planned


async def test_one_sees_ones_own_reminders_in_order(slack: Workspace, claire: Person, family: str) -> None:
    now = await slack.begins_at(10, PARIS)
    await claire.types(f"/rappel deux {family} demain à 9h")
    await claire.types(f"/rappel un {family} dans 5 minutes")
    await claire.types(f"/rappel @nathan pas moi {family} dans 6 minutes")
    held = await claire.types("/rappel liste")
    assert f"deux {family} · {in_french(day_ahead(now, 1, 9))}" in held
    assert held.says.index(f"un {family}") < held.says.index(f"deux {family}")
    assert "pas moi" not in held


async def test_a_date_in_numbers_is_read_as_the_person_writes_dates(
    claire: Person, nathan: Person, family: str
) -> None:
    french = await claire.types(f"/rappel appeler {family} le 04/05/2031 à 9h")
    assert date_in_french(datetime(2031, 5, 4, tzinfo=PARIS)) in french
    english = await nathan.types(f"/reminder call {family} on 04/05/2031 at 9am")
    assert "April 5, 2031" in english


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("@gus", "is a guest or from outside"),
        ("@stranger", "is a guest or from outside"),
        ("@robot", "I do not know"),
        ("@left", "I do not know"),
        ("@nobodyatall", "I do not know"),
    ],
)
async def test_who_cannot_be_reminded_is_named_and_nothing_is_planned(
    nathan: Person, family: str, who: str, why: str
) -> None:
    answer = await nathan.types(f"/reminder {who} call {family} in 20 minutes")
    assert why in answer
    assert "planned" not in answer
    assert family not in await nathan.types("/reminder list")


async def test_no_other_verb_is_offered_for_the_one_that_was_typed(claire: Person, family: str) -> None:
    assert "Vouliez-vous dire" not in await claire.types(f"/rappel rappeler {family} un de ces jours")


async def test_somebody_named_in_the_middle_is_only_spoken_of(nathan: Person, family: str) -> None:
    planned = await nathan.types(f"/reminder call @gus about {family} in 20 minutes")
    assert "Reminder planned for" in planned
    assert f"call @gus about {family}" in planned


async def test_a_first_name_typed_small_is_asked_about_and_linked(
    slack: Workspace, claire: Person, family: str
) -> None:
    await claire.has(f"{family} Martin")
    asked = await claire.types(f"/rappel appeler {family.lower()} demain à 9h")
    assert f"{family.lower()}, est-ce ce contact" in asked
    assert "Non, quelqu’un d’autre" in asked.buttons
    await claire.clicks("Choisir", on=asked)
    await claire.becomes(asked, f"À propos de {family} Martin", in_="sales")
    sure = await claire.types(f"/rappel appeler {family} demain à 9h")
    assert f"À propos de {family} Martin" in sure
