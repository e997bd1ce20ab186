"""Files of a reminder: given in its form or with a message, told with it, sent to whoever opens them."""

from tests.journeys._moments import PARIS
from tests.journeys._person import Person
from tests.journeys._slack import Workspace


async def test_files_given_with_a_reminder_are_opened_from_its_message_by_whom_it_was_handed_to(
    slack: Workspace, nathan: Person, claire: Person, family: str
) -> None:
    await slack.begins_at(10, PARIS)
    await nathan.opens(f"/reminder new call {family} in 20 minutes")
    program = await nathan.visitor.upload("offer.pdf.exe", b"MZ", "application/octet-stream")
    (refused,) = (await nathan.submits(files=[program])).errors.values()
    assert refused == "offer.pdf.exe is of a kind that this workspace does not take."
    offer = await nathan.visitor.upload("offer.pdf", b"%PDF-1.7 ten euros", "application/pdf")
    saved = await nathan.saves(files=[offer])
    assert "offer.pdf" in saved
    await nathan.visitor.close()
    await slack.settles()
    listed = await nathan.types("/reminder list")
    assert "1 file" in listed
    await nathan.chooses("Hand over…", on=listed, within=listed.below(family))
    await nathan.form()
    await nathan.saves(to=claire.id)
    await nathan.visitor.close()
    await slack.passes(minutes=20)
    told = await claire.dm(f"call {family}")
    assert "offer.pdf" in told
    before = len(await claire.reads("dm"))
    await claire.clicks("Me l’envoyer", on=told)
    await claire.form(saying="offer.pdf arrive dans vos messages avec Carnet.")
    await claire.visitor.close(is_cleared=True)
    sent = await claire.next_dm(before)
    assert [file["name"] for file in sent.raw["files"]] == ["offer.pdf"]


async def test_a_message_gives_the_reminder_the_files_that_are_wanted(
    slack: Workspace, nathan: Person, claire: Person, family: str
) -> None:
    await nathan.has(family)
    await nathan.types(f"/activity follow {family}")
    offer = await claire.visitor.upload("offer.pdf", b"%PDF-1.7 ten euros", "application/pdf")
    menu = await claire.visitor.upload("menu.pdf", b"%PDF-1.7 soup", "application/pdf")
    message = await claire.posts(f"Answer {family}", files=[offer, menu])
    form = await nathan.shortcut_on(message, "remind_message")
    assert form.typed("Files to keep") == f"{offer['id']}\n{menu['id']}"
    saved = await nathan.saves(when="in 5 minutes", kept=[offer["id"]])
    assert "offer.pdf" in saved
    assert "menu.pdf" not in saved
    await nathan.visitor.close()
    await slack.settles()
    await slack.passes(minutes=6)
    told = await nathan.dm(f"Answer {family}")
    assert "offer.pdf" in told
    await nathan.chooses("Edit…", on=told)
    form = await nathan.form()
    assert "Send it to me" in form.buttons
    plan = await nathan.visitor.upload("plan.txt", b"a house", "text/plain")
    await nathan.saves(kept=[], files=[plan])
    await nathan.visitor.close()
    await nathan.becomes(told, "plan.txt")
    assert "offer.pdf" not in await nathan.dm(f"Answer {family}")
