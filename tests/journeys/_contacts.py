"""What a person does with a contact in several steps: the pages of its form, its record, its number."""

from tests.journeys._person import Person
from tests.journeys._shown import Form, Shown

TABS = {
    "fr": ("Vue d’ensemble", "Détails", "Notes", "Fichiers", "Rappels", "Activité"),
    "en": ("Overview", "Details", "Notes", "Files", "Reminders", "Activity"),
}
RECORD = {"fr": "Ouvrir la fiche", "en": "Open the record"}
EDIT = {"fr": "Modifier", "en": "Edit"}


async def turns(person: Person, page: str, *, shows: str, **typed: object) -> Form:
    """To another page of the contact's form, once it shows the words; what is typed stands on the page before."""
    await person.clicks(page, on=await person.top(), beside="", **typed)
    return await person.form(saying=shows)


async def opens_record(person: Person, words: str, *, language: str = "en") -> Form:
    card = await person.types(f"/contact {words}")
    await person.clicks(RECORD[language], on=card)
    return await person.form(saying=TABS[language][0])


async def edits(person: Person, words: str, *, language: str = "en") -> Form:
    """The form of the contact that the words find, from its card."""
    card = await person.types(f"/contact {words}")
    await person.clicks(EDIT[language], on=card)
    return await person.form()


async def looks_at(person: Person, tab: str, *, shows: str) -> Form:
    """That tab of the record on top, once it shows the words."""
    await person.clicks(tab, on=await person.top())
    return await person.form(saying=shows)


async def number_of(person: Person, words: str) -> str:
    """'#12', as the card shows it."""
    return "#" + card_number(await person.types(f"/contact {words}"))


def card_number(card: Shown) -> str:
    return card.says.split("#")[1].split()[0]
