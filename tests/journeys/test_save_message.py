"""Any message becomes a note: what it says now, its author, the way back to it, its files; of whom it is is guessed."""

from tests.journeys._person import Person
from tests.journeys._slack import Workspace


async def test_a_message_is_saved_with_its_author_its_link_and_the_files_that_are_wanted(
    slack: Workspace, nathan: Person, claire: Person, family: str
) -> None:
    await nathan.has(f"Ann {family}")
    await nathan.types(f"/activity follow {family}")
    offer = await claire.visitor.upload("offer.pdf", b"%PDF-1.7 ten euros", "application/pdf")
    other = await claire.visitor.upload("menu.pdf", b"%PDF-1.7 soup", "application/pdf")
    message = await claire.posts(f"Ann {family} wants the *offer* by Friday\nsee below", files=[offer, other])
    form = await nathan.shortcut_on(message, "save_note")
    assert "The message of @Claire Moreau (demo)" in form
    assert "The contact is guessed from the message." in form
    assert (form.title, form.typed("Files to keep")) == ("New note", f"{offer['id']}\n{other['id']}")
    assert form.typed("Visible to") == "everyone"
    saved = (await nathan.saves(kept=[offer["id"]])).form
    assert saved is not None
    for words in ("by Friday", "see below", f"Contact: Ann {family}", "From a message of: @Claire", "offer.pdf"):
        assert words in saved
    assert "menu.pdf" not in saved
    assert f"/archives/{message.raw['channel']}/p{message.ts.replace('.', '')}" in str(saved.raw["blocks"])
    await nathan.visitor.close()
    await slack.settles()
    listed = await nathan.types(f"/note list {family}")
    await nathan.clicks("Open", on=listed)
    read = await nathan.form(saying="Send it to me")
    before = len(await nathan.reads("dm"))
    await nathan.clicks("Send it to me", on=read)
    await nathan.form(saying="offer.pdf is on its way")
    await nathan.visitor.close(is_cleared=True)
    sent = await nathan.next_dm(before)
    assert [file["name"] for file in sent.raw["files"]] == ["offer.pdf"]


async def test_of_a_message_that_names_nobody_those_whom_its_channel_follows_are_offered(
    slack: Workspace, claire: Person, nathan: Person, family: str
) -> None:
    room = await slack.channel(members=["claire", "nathan"], is_private=True)
    await slack.invites(room)
    for first in ("Anne", "Béa"):
        await claire.has(f"{first} {family}")
        await claire.types(f"/activity suivre {first} {family}", in_=room)
    scan = await nathan.visitor.upload("scan.png", b"no picture", "image/png")
    message = await nathan.posts("", in_=room, files=[scan])
    form = await claire.shortcut_on(message, "save_note")
    assert (form.title, form.typed("Visible par")) == ("Nouveau fichier", "private")
    assert "Le message parle peut-être d’un de ces contacts" in form
    assert [*(await claire.submits()).errors] == ["Contact"]
    await claire.clicks(f"Béa {family}", on=await claire.top())
    await claire.form(without="peut-être")
    saved = (await claire.saves(title="Le bon de commande")).form
    assert saved is not None
    assert (saved.title, f"Contact : Béa {family}" in saved, "scan.png" in saved) == ("Fichier enregistré", True, True)
