"""A file that cannot be kept: refused under its field as far as Slack tells, else said in a direct message."""

from dataclasses import replace

from bot.model.files import FILE_SIZE
from tests.journeys._person import Person
from tests.journeys._slack import Workspace

REFUSED = {
    "en": "blank.txt is empty. film.mov is too large: a file has at most 50 MiB. "
    "setup.exe, run.bat are of kinds that this workspace does not take.",
    "fr": "blank.txt est vide. film.mov est trop volumineux : un fichier a au plus 50 Mio. "
    "setup.exe, run.bat sont de types que cet espace de travail n’accepte pas.",
}


async def test_a_file_that_cannot_be_kept_is_refused_in_the_form_or_told_later(
    slack: Workspace, claire: Person, family: str
) -> None:
    room = await slack.channel(members=["claire"])
    await claire.has(family)
    await claire.types(f"/activity suivre {family}", in_=room)
    program = await claire.visitor.upload("facture.pdf.exe", b"MZ", "application/octet-stream")
    await claire.opens(f"/note nouvelle {family}")
    (refused,) = (await claire.submits(title="Facture", files=[program])).errors.values()
    assert refused == "facture.pdf.exe est d’un type que cet espace de travail n’accepte pas."
    await claire.visitor.close(is_cleared=True)

    film = await claire.visitor.upload("film.mov", b"a few frames", "video/quicktime")
    files = slack.sandbox.slack.world.files
    files.put(replace(files[film["id"]], size=FILE_SIZE + 1, access="check_file_info"))
    before = len(await claire.reads("dm"))
    await claire.shortcut_on(await claire.posts("Le film de la visite", in_=room, files=[film]), "save_note")
    await claire.saves()
    told = await claire.next_dm(before)
    assert f"film.mov, que vous avez donné pour {family}, n’a pas pu être conservé" in told
    assert "il dépasse 50 Mio." in told


async def test_every_file_that_is_refused_is_named_at_once(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    person = claire if language == "fr" else nathan
    await person.has(family)
    program = await person.visitor.upload("setup.exe", b"MZ", "application/octet-stream")
    other = await person.visitor.upload("run.bat", b"echo", "text/plain")
    fine = await person.visitor.upload("fine.txt", b"ten euros", "text/plain")
    film = await person.visitor.upload("film.mov", b"a few frames", "video/quicktime")
    blank = await person.visitor.upload("blank.txt", b"-", "text/plain")
    files = slack.sandbox.slack.world.files
    files.put(replace(files[film["id"]], size=FILE_SIZE + 1))
    files.put(replace(files[blank["id"]], size=0))
    await person.opens(f"/note new {family}")
    (refused,) = (await person.submits(title="Visit", files=[program, fine, film, blank, other])).errors.values()
    assert refused.replace("\N{NO-BREAK SPACE}", " ") == REFUSED[language]
