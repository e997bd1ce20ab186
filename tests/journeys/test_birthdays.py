"""A birthday is told in the morning to whoever looks after the contact; one outside the hours of a contact is said."""

from datetime import timedelta

from tests.journeys._contacts import turns
from tests.journeys._moments import KOLKATA, NEW_YORK, PARIS, date_in_french, day_ahead, next_weekday
from tests.journeys._person import Person
from tests.journeys._slack import Workspace

SATURDAY = 5


async def born(person: Person, name: str, birthday: str, *, language: str = "en") -> None:
    """A contact of one's own, of whom that birthday is written down."""
    business, details = {"en": ("Sales and accounting", "More details"), "fr": _FRENCH}[language]
    await person.opens(f"/contact {'nouveau' if language == 'fr' else 'new'} {name}")
    await turns(person, business, shows="SIREN")
    await turns(person, details, shows={"en": "Birthday", "fr": "Anniversaire"}[language], owner=person.id)
    assert name in await person.saves(birthday=birthday)
    await person.visitor.close(is_cleared=True)


_FRENCH = ("Commerce et comptabilité", "Plus de détails")


async def test_the_owner_is_told_at_nine_with_the_age_and_a_way_to_the_contact(
    slack: Workspace, claire: Person, family: str
) -> None:
    now = await slack.begins_at(10, PARIS)
    nine = day_ahead(now, 1, 9)
    await born(claire, f"Éléonore {family}", f"{nine:%d/%m}/1980", language="fr")
    await slack.moves_to(nine - timedelta(seconds=5))
    await slack.settles()
    assert await claire.times(family, in_="dm") == 0
    await slack.moves_to(nine)
    told = await claire.dm(family)
    assert f"Éléonore {family} a {nine.year - 1980} ans aujourd’hui." in told
    assert told.buttons == ["Ouvrir"]
    await slack.passes(hours=2)
    await slack.settles()
    assert await claire.times(family, in_="dm") == 1


async def test_it_is_nine_of_the_readers_own_zone_and_no_age_is_said_without_a_year(
    slack: Workspace, priya: Person, family: str
) -> None:
    now = await slack.begins_at(10, KOLKATA)
    nine = day_ahead(now, 1, 9)
    await born(priya, f"Ann {family}", f"--{nine:%m-%d}")
    await slack.moves_to(nine)
    assert f"Today is the birthday of Ann {family}." in await priya.dm(family)


async def test_nobody_is_told_of_a_birthday_that_was_taken_out_in_the_evening(
    slack: Workspace, nathan: Person, family: str
) -> None:
    now = await slack.begins_at(10, NEW_YORK)
    nine = day_ahead(now, 1, 9)
    await born(nathan, f"Ann {family}", f"1990-{nine:%m-%d}")
    await slack.passes(hours=1)
    await slack.settles()
    await nathan.clicks("Edit", on=await nathan.types(f"/contact {family}"))
    await nathan.form(saying="Essentials")
    await turns(nathan, "More details", shows="Birthday")
    await nathan.saves(birthday="")
    await nathan.visitor.close(is_cleared=True)
    await slack.moves_to(nine + timedelta(hours=1))
    await slack.settles()
    assert await nathan.times(family, in_="dm") == 0


async def test_a_reminder_outside_the_opening_hours_says_so_and_is_planned(
    slack: Workspace, claire: Person, nathan: Person, family: str
) -> None:
    now = await slack.begins_at(10, PARIS)
    await claire.opens(f"/contact nouveau Éva {family}")
    await turns(claire, "Plus de détails", shows="Surnom")
    assert f"Éva {family}" in await claire.saves(hours="lun-ven 9h-12h")
    await claire.visitor.close(is_cleared=True)
    closed = day_ahead(now, next_weekday(now, SATURDAY), 10)
    planned = await claire.types(f"/rappel appeler Éva {family} le {date_in_french(closed)} à 10h")
    assert "Rappel planifié pour" in planned
    assert f"Éva {family} sera alors en dehors de ses horaires d’ouverture : lun-ven 9h-12h" in planned
    told = await nathan.types(f"/reminder call {family} {closed:%Y-%m-%d} at 10am")
    assert f"Éva {family} is closed then. Opening hours: Mon-Fri 9:00-12:00" in told
    working = closed + timedelta(days=2)
    assert "closed" not in await nathan.types(f"/reminder call {family} {working:%Y-%m-%d} at 10am")


async def test_a_reminder_put_off_to_outside_the_opening_hours_says_so(
    slack: Workspace, nathan: Person, family: str
) -> None:
    now = await slack.begins_at(10, NEW_YORK)
    await nathan.opens(f"/contact new Ann {family}")
    await turns(nathan, "More details", shows="Nickname")
    assert f"Ann {family}" in await nathan.saves(hours="10:00-12:00")
    await nathan.visitor.close(is_cleared=True)
    assert "closed" not in await nathan.types(f"/reminder call {family} in 20 minutes")
    await slack.moves_to(now + timedelta(minutes=21))
    message = await nathan.dm(family)
    await nathan.chooses("Tomorrow 9:00 AM", on=message)
    assert f"Ann {family} is closed then." in await nathan.becomes(message, "Snoozed until")
