"""Searches kept under a name: one's own or the team's, run with a click, named in a line."""

from bot.model.members import Role
from tests.journeys._lists import closes_all, lists
from tests.journeys._person import Person
from tests.journeys._slack import Workspace


async def saves_search(person: Person, line: str, name: str, *, shared: str = "private") -> None:
    await person.clicks("Save this search", on=await lists(person, line, saying="Save this search"))
    form = await person.form(saying="Who sees it")
    assert line in form
    assert f"{name} is saved." in await person.saves(name=name, shared=shared)
    await closes_all(person)


async def gone(person: Person, words: str) -> None:
    """The modal on top no longer says so."""

    async def there() -> bool | None:
        form = await person.looks()
        return True if form is not None and words not in form else None

    await person.until(there, f"a form without {words!r}")


async def test_a_search_is_saved_run_and_named_in_a_line(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}", tags="Clients")
    await nathan.has(f"Bea {family}")
    await saves_search(nathan, f"{family} tag:clients", f"Buyers {family}")
    await nathan.sends("/contact searches")
    listed = await nathan.form(saying=f"Buyers {family}")
    assert listed.title == "Saved searches"
    assert f"Buyers {family}\n{family} tag:clients\nfor you alone\n" in listed
    await nathan.clicks("Open", on=listed, beside=f"Buyers {family}")
    found = await nathan.form(saying=f"1 contact matches {family} tag:clients.")
    assert f"Ann {family}" in found
    await closes_all(nathan)
    assert f"Ann {family}\nPerson · #" in await nathan.types(f'/contact search:"buyers {family}" ann')


async def test_a_private_search_is_nobody_else_s_and_a_shared_one_everybody_s(
    nathan: Person, claire: Person, family: str
) -> None:
    await nathan.has(f"Ann {family}")
    await saves_search(nathan, f"ann {family}", f"Mine {family}")
    await saves_search(nathan, family, f"Ours {family}", shared="shared")
    await claire.sends("/contact recherches")
    listed = await claire.form(saying=f"Ours {family}")
    assert f"Ours {family}\n{family}\npartagée par Nathan" in listed
    assert f"Mine {family}" not in listed
    await claire.clicks("Ouvrir", on=listed, beside=f"Ours {family}")
    await claire.form(saying=f"1 contact correspond à {family}.")
    await closes_all(claire)
    assert "Aucune recherche enregistrée ne s’appelle" in await claire.types(f'/contact search:"mine {family}"')
    assert f"Ann {family}" in await claire.types(f'/contact recherche:"ours {family}"')


async def test_a_search_is_renamed_shared_and_deleted(slack: Workspace, claire: Person, family: str) -> None:
    ann = await slack.newcomer(tz="Europe/London", locale="en-GB")
    await saves_search(ann, family, f"First {family}")
    await ann.sends("/contact searches")
    await ann.clicks("Rename or share", on=await ann.form(saying=f"First {family}"))
    form = await ann.form(saying="Who sees it")
    assert form.typed("Name") == f"First {family}"
    await ann.saves(name=f"Second {family}", shared="shared")
    renamed = await ann.form(saying=f"Second {family}", without=f"First {family}")
    assert f"Second {family}\n{family}\nshared with the team" in renamed
    await claire.sends("/contact recherches")
    await claire.form(saying=f"Second {family}")
    await closes_all(claire)
    await ann.clicks("Delete", on=renamed)
    await gone(ann, f"Second {family}")
    await closes_all(ann)
    assert "No saved search is called" in await ann.types(f'/contact search:"second {family}"')


async def test_what_stands_in_the_field_is_what_is_saved(nathan: Person, family: str) -> None:
    listed = await lists(nathan, family, saying="Save this search")
    await nathan.clicks("Save this search", on=listed, query=f"ann {family}")
    assert f"ann {family}" in await nathan.form(saying="Who sees it")
    await closes_all(nathan)
    listed = await lists(nathan, family, saying="Save this search")
    await nathan.clicks("Save this search", on=listed, query="taag:clients")
    await nathan.form(saying="I do not know the filter taag.")
    await closes_all(nathan)


async def test_a_name_that_one_has_already_is_refused(nathan: Person, family: str) -> None:
    await saves_search(nathan, family, f"Twice {family}")
    await nathan.clicks("Save this search", on=await lists(nathan, family, saying="Save this search"))
    await nathan.form(saying="Who sees it")
    refused = await nathan.saves(name=f"twice {family}", shared="private")
    assert refused.errors == {"Name": "You have a saved search of this name already. Write another name."}
    assert f"Thrice {family} is saved." in await nathan.saves(name=f"Thrice {family}", shared="private")
    await closes_all(nathan)


async def test_home_runs_the_saved_searches(slack: Workspace, nathan: Person, family: str) -> None:
    ann = await slack.newcomer(tz="Europe/London", locale="en-GB")
    await nathan.has(f"Bea {family}")
    await saves_search(ann, family, f"Own {family}")
    home = await ann.opens_home()
    assert "Saved searches" in home
    await ann.clicks(f"Own {family}", on=home)
    assert f"Bea {family}" in await ann.form(saying=f"1 contact matches {family}.")
    await closes_all(ann)


async def test_who_only_reads_runs_what_is_shared_and_changes_none(
    slack: Workspace, nathan: Person, family: str
) -> None:
    await nathan.has(f"Ann {family}")
    await saves_search(nathan, family, f"Ours {family}", shared="shared")
    reader = await slack.newcomer(tz="Europe/London", locale="en-GB")
    await slack.gives_role(reader, Role.READER)
    await reader.sends("/contact searches")
    listed = await reader.form(saying=f"Ours {family}")
    assert not {"Rename or share", "Delete"} & set(listed.buttons)
    await reader.clicks("Open", on=listed, beside=f"Ours {family}")
    await reader.form(saying=f"1 contact matches {family}.")
    await closes_all(reader)
