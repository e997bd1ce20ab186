"""The way back for what was deleted once its answer is closed; and files in lists, those of notes among them."""

from tests.journeys._person import Person

SAID = {
    "en": {
        "deleted": "/note list deleted", "restore": "Restore", "restored": "Note sweet {0} restored.",
        "gone": "It can be restored for 30 days, in /note list deleted.", "files": "/note list files",
        "find": "/note find", "two": "2 files", "none": "No files.", "attach": "Attach a file", "form": "New file",
        "menu": "Delete…", "list": "/note list", "new": "/note new",
    },
    "fr": {
        "deleted": "/note liste supprimées", "restore": "Restaurer", "restored": "Note sweet {0} restaurée.",
        "gone": "Restauration possible pendant 30 jours avec /note liste supprimées.", "files": "/note liste fichiers",
        "find": "/note chercher", "two": "2 fichiers", "none": "Aucun fichier.", "attach": "Joindre un fichier",
        "form": "Nouveau fichier", "menu": "Supprimer…", "list": "/note liste", "new": "/note nouvelle",
    },
}  # fmt: skip


async def test_what_was_deleted_is_restored_from_its_list(
    claire: Person, nathan: Person, priya: Person, family: str, language: str
) -> None:
    person, other, said = (claire, nathan, SAID["fr"]) if language == "fr" else (nathan, claire, SAID["en"])
    await person.has(family)
    added = await person.types(f"/note {family}: sweet {family}")
    await person.opens(f"{said['new']} {family}")
    await person.saves(title=f"secret {family}", audience="private")
    await person.visitor.close()
    await person.chooses(said["menu"], on=added)
    assert said["gone"] in await person.saves()
    await person.visitor.close()
    listed = await person.types(f"{said['list']} {family}")
    await person.chooses(said["menu"], on=listed, within=listed.below(f"secret {family}"))
    await person.saves()
    await person.visitor.close()

    mine = await person.types(f"{said['deleted']} {family}")
    assert f"secret {family}" in mine
    theirs = await other.types(f"{SAID['en' if language == 'fr' else 'fr']['deleted']} {family}")
    assert f"sweet {family}" in theirs
    assert "secret" not in theirs
    await person.clicks(said["restore"], on=mine, beside=f"sweet {family}")
    left = await person.becomes(mine, said["restored"].format(family), in_="sales")
    assert f"secret {family}" in left
    await other.clicks(SAID["en" if language == "fr" else "fr"]["restore"], on=theirs, beside=f"sweet {family}")
    await other.becomes(theirs, f"sweet {family}", in_="sales", without=f"[{said['restore']}]")
    again = await priya.types(f"/note list {family}")
    assert f"sweet {family}" in again
    assert "secret" not in again


async def test_files_of_notes_are_listed_counted_and_found_with_their_names_and_sizes(
    claire: Person, nathan: Person, family: str, language: str
) -> None:
    person, said = (claire, SAID["fr"]) if language == "fr" else (nathan, SAID["en"])
    await person.has(family)
    assert said["none"] in await person.types(f"{said['files']} {family}")
    files = [
        await person.visitor.upload(name, b"x" * 2048, "application/pdf")
        for name in (f"plan-{family}.pdf", f"tarif-{family}.pdf")
    ]
    await person.opens(f"{said['new']} {family}")
    await person.saves(title="Visit", files=files)
    await person.visitor.close()
    listed = await person.types(f"{said['files']} {family}")
    assert said["two"] in listed
    assert f"plan-{family}.pdf · 2 Ki" in listed
    found = await person.types(f"{said['find']} tarif-{family}")
    assert found.says.index(f"tarif-{family}.pdf") < found.says.index(f"plan-{family}.pdf")
    await person.clicks(said["attach"], on=listed)
    await person.form()
    assert family in await person.saves(url="https://acme.test/offer")
