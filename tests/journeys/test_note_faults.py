"""The form of a note says all that is wrong at once and loses no file; who is told what of a note, in which words."""

from tests.journeys._moments import NEW_YORK, PARIS, day_ahead, in_english, in_french
from tests.journeys._person import Person
from tests.journeys._slack import Workspace

SAID = {
    "fr": {
        "attach": "/note joindre", "url": "Ou une adresse web", "people": "Pour qui", "when": "Quand les prévenir",
        "kind": "Cette adresse mène à un fichier .exe, d’un type que cet espace de travail n’accepte pas.",
        "whom": "Choisissez qui prévenir.", "some": "Certaines personnes", "these": "Ces personnes",
        "once": "Par exemple : demain à 9h, vendredi 16h, 12 mars à 10h",
        "new": "/note nouvelle", "needed": "Un titre, un texte ou un fichier : l’un d’eux au moins.",
        "limit": "Jusqu’à 10 fichiers en tout, de 50 Mio au plus chacun.", "one": "Un fichier de 50 Mio au plus",
        "title": "Titre en quelques mots", "empty": "Écrivez un titre ou un texte, ou ajoutez un fichier.",
        "resume": "Reprendre", "kept": "Fichiers à garder", "size": "12 octets",
    },
    "en": {
        "attach": "/note attach", "url": "Or a web address", "people": "For whom", "when": "When to tell them",
        "kind": "This leads to a .exe file, a kind that this workspace does not take.",
        "whom": "Choose whom to tell.", "some": "Some people", "these": "These people",
        "once": "For example: tomorrow at 9, Friday 4pm, 12 March at 10",
        "new": "/note new", "needed": "A title, a text or a file: at least one of them.",
        "limit": "Up to 10 files in all, of up to 50 MiB each.", "one": "One file of at most 50 MiB",
        "title": "Title in a few words", "empty": "Write a title or a text, or add a file.",
        "resume": "Continue the draft", "kept": "Files to keep", "size": "12 bytes",
    },
}  # fmt: skip


async def test_all_that_is_wrong_is_said_at_once_and_the_form_says_what_it_needs(
    nathan: Person, claire: Person, family: str, language: str
) -> None:
    person, said = claire if language == "fr" else nathan, SAID[language]
    await nathan.has(family)
    form = await person.opens(f"{said['attach']} {family}")
    assert said["one"] in form
    wrong = (await person.submits(url="https://acme.example/Setup.EXE?v=2", when="every monday")).errors
    assert (wrong[said["url"]], wrong[said["people"]]) == (said["kind"], said["whom"])
    assert said["once"] in wrong[said["when"]].replace("\N{NO-BREAK SPACE}", " ")
    await person.visitor.close(is_cleared=True)
    form = await person.opens(f"{said['new']} {family}")
    assert said["needed"] in form.says.replace("\N{NO-BREAK SPACE}", " ")
    assert said["limit"] in form.says.replace("\N{NO-BREAK SPACE}", " ")
    assert (await person.submits()).errors == {said["title"]: said["empty"]}


async def test_files_chosen_before_the_form_is_drawn_anew_are_kept_though_it_is_left(
    slack: Workspace, nathan: Person, claire: Person, family: str, language: str
) -> None:
    person, said = claire if language == "fr" else nathan, SAID[language]
    await nathan.has(family)
    form = await person.opens(f"{said['new']} {family}")
    offer = await person.visitor.upload("offer.txt", b"ten euros ok", "text/plain")
    await person.chooses(said["some"], on=form, title=f"price of {family}", files=[offer])
    redrawn = await person.form(saying=said["these"])
    assert offer["id"] in str(redrawn.raw["state"]["values"])
    await person.visitor.close(is_cleared=True)
    await person.clicks(said["resume"], on=await person.opens(said["new"]))
    again = await person.form(saying="offer.txt")
    assert again.typed(said["kept"]) == offer["id"]
    saved = (await person.saves(members=[person.id])).form
    assert saved is not None
    assert said["kept"] not in saved.fields
    await person.visitor.close()
    await slack.settles()
    listed = await person.types(f"/note list {family}")
    await person.clicks("Ouvrir" if language == "fr" else "Open", on=listed)
    read = await person.form(saying="offer.txt")
    assert said["size"] in read.says.replace("\N{NO-BREAK SPACE}", " ")


async def test_whom_a_note_is_for_reads_who_else_sees_it_and_when_on_both_clocks(
    slack: Workspace, nathan: Person, claire: Person, priya: Person, family: str
) -> None:
    await nathan.has(f"Ann {family}")
    now = await slack.begins_at(10, NEW_YORK)
    form = await nathan.opens(f"/note new {family}")
    await nathan.chooses("Some people", on=form)
    await nathan.form(saying="These people")
    saved = await nathan.saves(
        title=f"price of {family}", members=[priya.id], assignees=[claire.id], when="tomorrow at 9am"
    )
    at = day_ahead(now, 1, 9)
    assert f"When to tell them: {in_english(at)} (America/New_York)" in saved
    assert f"For @Claire Moreau (demo): {in_english(at.astimezone(PARIS))} (Europe/Paris)" in saved
    await slack.moves_to(at)
    told = await claire.dm(f"price of {family}")
    says = told.says.replace("\N{NO-BREAK SPACE}", " ")
    assert f"{in_french(at.astimezone(PARIS))} (Europe/Paris) · {in_french(at)} (America/New_York)" in says
    assert "Visible par : 👥 @Nathan Brooks (demo), @Claire Moreau (demo), @Priya Sen (demo)" in says
    assert [each for each in told.buttons if each.startswith("Ouvrir")] == ["Ouvrir le contact", "Ouvrir la note"]


async def test_whoever_widens_who_sees_a_note_reads_of_it_in_one_line(
    slack: Workspace, nathan: Person, claire: Person, family: str, language: str
) -> None:
    person = claire if language == "fr" else nathan
    await nathan.has(family)
    await person.opens(f"{SAID[language]['new']} {family}")
    saved = (await person.saves(title="price", audience="private")).form
    assert saved is not None
    await person.clicks("Modifier" if language == "fr" else "Edit", on=saved)
    await person.form()
    await person.saves(audience="everyone")
    await person.visitor.close(is_cleared=True)
    told = await person.types(f"/activity {family}")
    words = "visible par tout le monde" if language == "fr" else "visible to everyone"
    assert told.says.count(words) == 1
    changed = "a modifié une note" if language == "fr" else "changed a note"
    assert changed not in told


async def test_its_author_hears_of_a_line_that_could_not_be_taken_out_of_a_channel(
    slack: Workspace, nathan: Person, claire: Person, family: str, language: str
) -> None:
    person, room = claire if language == "fr" else nathan, await slack.channel(members=["claire", "nathan"])
    await nathan.has(family)
    await person.types(f"/activity {'suivre' if language == 'fr' else 'follow'} {family}", in_=room)
    await slack.settles()
    await slack.fails("error", "conversations.history", error="missing_scope")
    await slack.fails("reset_after", "chat.postMessage", times=1)
    added = await person.types(f"/note {family}: price of {family}")
    await slack.struck()
    await person.chooses("Modifier…" if language == "fr" else "Edit…", on=added)
    await person.form()
    await person.saves(audience="private")
    await person.visitor.close()
    told = await person.dm("n’a pas pu être retiré" if language == "fr" else "could not be taken back")
    assert f"price of {family}" in told
    await slack.recovers()
