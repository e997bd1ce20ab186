"""What a person does with a list of contacts in several steps: opened, asked, chosen from, done with."""

from bot.sandbox.clock import pause
from tests.journeys._person import Person
from tests.journeys._shown import Form, Shown
from tests.journeys.test_imports import imports, people_like_us_500

LIST = {"en": "/contact list", "fr": "/contact liste"}
_UNDER_WAY = (
    "Deleting", "Changing", "Assigning", "Recording", "Undoing",
    "Suppression", "Modification", "Assignation", "Enregistrement", "Annulation :",
)  # fmt: skip


async def lists(person: Person, line: str, *, saying: str, language: str = "en") -> Form:
    """The list of that line, once it says so."""
    await person.sends(f"{LIST[language]} {line}")
    return await person.form(saying=saying)


async def has_many(person: Person, family: str, count: int) -> None:
    """So many contacts of that family name, who are called by their numbers."""
    await imports(person, people_like_us_500(family, count))


async def chooses_all(person: Person, family: str, count: int) -> Form:
    """All results of a line, ready for what is to be done to them."""
    listed = await lists(person, family, saying=f"{count} contacts match {family}.")
    await person.clicks("Select…", on=listed)
    choosing = await person.form(saying="Nobody is selected yet.")
    await person.clicks(f"Select all {count} results", on=choosing)
    return await person.form(saying=f"All {count} contacts are selected")


async def report(person: Person, before: int) -> Shown:
    """What came of it, by direct message; longer work tells how far it is first."""
    while True:
        told = await person.next_dm(before)
        if not told.says.startswith(_UNDER_WAY):
            return told
        await pause(0.05)


async def closes_all(person: Person) -> None:
    await person.visitor.close(is_cleared=True)
