"""Notes in one line; in doubt about whom, the note waits for a choice."""

import asyncio

from tests.journeys._person import Person


async def test_a_note_is_added_and_the_card_shows_it(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    added = await nathan.types(f"/note {family}: prefers calls after 4pm")
    assert f"Note added to Ann {family}." in added
    assert "prefers calls after 4pm" in added
    await nathan.clicks("Open the contact", on=added)
    card = await nathan.sees(f"Ann {family}\nPerson")
    assert "Latest note\nprefers calls after 4pm" in card
    assert "@Nathan Brooks" in card


async def test_in_french_with_the_space_before_the_colon(claire: Person, family: str) -> None:
    await claire.has(f"Anne {family}")
    added = await claire.types(f"/note anne {family.lower()} : préfère 16h : pas avant")
    assert f"Note ajoutée à Anne {family}." in added
    assert "préfère 16h : pas avant" in added


async def test_the_card_shows_the_latest_three_and_says_how_many(nathan: Person, family: str) -> None:
    await nathan.has(family)
    for text in ("first of all", "then this", "after that", "in the end"):
        await nathan.types(f"/note {family}: {text}")
    card = await nathan.types(f"/contact {family}")
    assert "Latest notes (4 in all)\nin the end" in card
    assert "first of all" not in card
    assert card.says.index("in the end") < card.says.index("after that") < card.says.index("then this")


async def test_a_note_from_the_card_of_a_contact_just_saved_lies_on_top_of_it(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new {family}")
    saved = await nathan.saves()
    assert saved.form is not None
    await nathan.clicks("Add a note", on=saved.form)
    await nathan.form()
    noted = (await nathan.saves(title="made right away")).form
    assert noted is not None
    assert (noted.title, "made right away" in noted) == ("Note saved", True)
    await nathan.visitor.close()
    assert f"{family} is saved." in await nathan.form(saying="saved")


async def test_where_several_contacts_fit_the_note_waits_for_the_choice(claire: Person, family: str) -> None:
    for first in ("Anne", "Béa"):
        await claire.has(f"{first} {family}")
    asked = await claire.types(f"/note {family}: rappeler vite")
    assert f"Plusieurs contacts correspondent à {family}. Lequel voulez-vous dire ?" in asked
    assert asked.buttons == ["Choisir"] * 2
    await claire.clicks("Choisir", on=asked, beside="Béa")
    added = await claire.becomes(asked, f"Note ajoutée à Béa {family}.", in_="sales")
    assert "rappeler vite" in added
    assert "rappeler vite" in await claire.types(f"/contact Béa {family}")
    assert "rappeler vite" not in await claire.types(f"/contact Anne {family}")


async def test_a_choice_made_twice_adds_one_note(nathan: Person, family: str) -> None:
    for first in ("Ann", "Bea"):
        await nathan.has(f"{first} {family}")
    asked = await nathan.types(f"/note {family}: only once")
    # The later click may find the question answered and its buttons gone: then the stand-in refuses it.
    clicks = (nathan.clicks("Choose", on=asked, beside="Bea") for _ in range(2))
    await asyncio.gather(*clicks, return_exceptions=True)
    await nathan.becomes(asked, "Note added", in_="sales")
    card = await nathan.types(f"/contact Bea {family}")
    assert card.says.count("only once") == 1


async def test_the_full_name_needs_no_choice(nathan: Person, family: str) -> None:
    for first in ("Ann", "Ann-Sophie"):
        await nathan.has(f"{first} {family}")
    assert f"Note added to Ann {family}." in await nathan.types(f"/note ann {family}: hello")


async def test_a_note_for_nobody_offers_to_create_the_contact(nathan: Person, family: str) -> None:
    none = await nathan.types(f"/note {family}: hello")
    assert f"No contact matches {family}." in none
    assert none.buttons == ["Create this contact"]


async def test_a_number_that_no_contact_has_means_nobody(nathan: Person, family: str) -> None:
    await nathan.opens("/contact new")
    await nathan.saves(last_name=family, phones="+33 6 98 76 99 99")
    for line in ("/contact #9999", "/note #9999: for nobody", "/note #0: for nobody"):
        answer = await nathan.types(line)
        assert "No contact matches" in answer, line
        assert not answer.buttons
    assert "Latest note" not in await nathan.types(f"/contact {family}")


async def test_a_note_without_a_contact_or_without_words_gets_an_example(nathan: Person, family: str) -> None:
    await nathan.has(family)
    example = "/note Ann Martin: prefers calls after 4pm"
    for line in ("/note", "/note :", "/note : hello", f"/note {family}", f"/note {family}:", f"/note {family}:   "):
        answer = await nathan.types(line)
        assert example in answer, line
        assert "hello" not in answer
    assert "Latest note" not in await nathan.types(f"/contact {family}")
