"""A closed note is struck through wherever it is read, whether somebody gave it a title or not."""

from collections.abc import Iterator

from tests.journeys._person import Person
from tests.journeys._reading import formatted
from tests.journeys._shown import Shown
from tests.journeys._slack import Workspace

SAID = {
    "en": {
        "list": "/note list", "new": "/note new", "open": "Open", "read": "Open the note", "done": "Done",
        "close": "Mark as closed", "by": "Note closed by",
    },
    "fr": {
        "list": "/note liste", "new": "/note nouvelle", "open": "Ouvrir", "read": "Ouvrir la note", "done": "Fait",
        "close": "Clôturer", "by": "Note clôturée par",
    },
}  # fmt: skip


def struck(shown: Shown) -> str:
    return " ".join(_struck(shown.raw["blocks"]))


def _struck(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if part.get("type") == "text" and (part.get("style") or {}).get("strike"):
            yield part["text"]
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from _struck(each)


async def test_a_closed_note_without_a_title_is_struck_through_in_lists_and_where_it_is_read(
    nathan: Person, claire: Person, family: str, language: str
) -> None:
    person, said = claire if language == "fr" else nathan, SAID[language]
    await person.has(family)
    await person.types(f"/note {family}: prefers calls")
    listed = await person.types(f"{said['list']} {family}")
    assert "prefers calls" not in struck(listed)
    await person.chooses(said["close"], on=listed)
    listed = await person.types(f"{said['list']} {family}")
    assert "prefers calls" in struck(listed)
    await person.clicks(said["open"], on=listed)
    assert "prefers calls" in struck(await person.form(saying=f"{said['by']}"))


async def test_a_closed_note_is_struck_through_in_the_message_to_whom_it_was_for(
    slack: Workspace, nathan: Person, claire: Person, family: str, language: str
) -> None:
    person, other = (claire, nathan) if language == "fr" else (nathan, claire)
    said = SAID[language]
    await other.has(family)
    await other.opens(f"/note new {family}")
    await other.saves(body=formatted(f"Gently with {family}"), assignees=[person.id])
    await other.visitor.close()
    told = await person.dm(f"with {family}")
    assert struck(told) == ""
    await person.clicks(said["done"], on=told)
    told = await person.becomes(told, said["by"])
    assert f"with {family}" in struck(told)
    await person.clicks(said["read"], on=told)
    assert f"with {family}" in struck(await person.form(saying=said["by"]))
