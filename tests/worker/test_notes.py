"""What the messages about a note say: to whom it is for and is no more, to its author in their place, by mail."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.crm import contacts, notes, undo
from bot.crm._door import Door
from bot.model.deliveries import Delivery, DeliveryState, Matter, Op
from bot.model.files import Given
from bot.model.ids import MemberId
from bot.model.members import Preferences, Role, Standing
from bot.model.messages import Mail, Message, Posted
from bot.model.notes import Audience
from bot.model.rich_text import Mention, Paragraph, RichText, Text
from bot.store._outbox import OutboxRow
from bot.store.members import Members
from bot.worker._messages import Messages
from bot.worker._ports import Later
from tests import make
from tests._works import OpenStore
from tests.crm._notes import ANN, CLAIRE, JOHN, MARIE, act, added, edited, people
from tests.crm._reminders import kept

DONE, OPEN = "notes.close", "notes.open"


@pytest.fixture
async def book(store: OpenStore) -> OpenStore:
    await people(store)
    return store


async def composed(store: OpenStore, delivery: Delivery) -> Posted | Mail | Later | None:
    door = Door(store.database, store.clock.now, steady=store.clock.steady)
    return await Messages(store.works, door, store.clock)(delivery)


async def said(store: OpenStore, delivery: Delivery) -> str:
    """The message as it is written now; '' where it is no longer wanted."""
    message = await composed(store, delivery)
    return str(message.blocks) if isinstance(message, Message) else ""


async def to(store: OpenStore, reader: MemberId, *, op: Op = Op.POST) -> Delivery:
    """The latest about a note."""
    about = [each for each in await kept(store) if each.matter is Matter.NOTE]
    return [each for each in about if (each.reader, each.op) == (reader, op)][-1]


async def was_sent(store: OpenStore) -> None:
    async with store.session() as session:
        due = update(OutboxRow).where(OutboxRow.state == DeliveryState.DUE.value)
        await session.execute(due.values(state=DeliveryState.SENT.value, channel="D1", ts="1.5"))


async def test_whom_it_is_for_reads_all_of_it_and_what_becomes_of_it(book: OpenStore) -> None:
    files = (Given(origin="F1", name="plan.pdf", size=3),)
    note = await added(book, "the words", assignees=(JOHN,), files=files, url="https://acme.test")
    post = await to(book, JOHN)
    message = await said(book, post)
    assert all(part in message for part in ("Visit", "the words", "plan.pdf", "acme.test", "Marie Dupont", DONE, OPEN))
    await was_sent(book)
    await act(book, notes.close, note.id, who=JOHN)
    assert await said(book, post) == ""
    closed = await said(book, await to(book, JOHN, op=Op.UPDATE))
    assert ("the words" in closed, DONE in closed) == (True, False)
    batch = await act(book, notes.delete, note.id)
    gone = await said(book, await to(book, JOHN, op=Op.UPDATE))
    assert ("supprimée" in gone, "the words" in gone, OPEN in gone) == (True, False, False)
    await act(book, undo.take_back_note, batch)
    assert "the words" in await said(book, await to(book, JOHN, op=Op.UPDATE))


@pytest.mark.parametrize("audience", [Audience.EVERYONE, Audience.PRIVATE])
async def test_whom_it_is_no_more_for_reads_so_and_not_a_word_of_it(book: OpenStore, audience: Audience) -> None:
    note = await added(book, "the words", assignees=(JOHN,), audience=audience)
    post = await to(book, JOHN)
    await was_sent(book)
    await edited(book, note, assignees=(ANN,), title="Other")
    rewritten = await said(book, await to(book, JOHN, op=Op.UPDATE))
    assert "ne vous est plus destiné" in rewritten
    assert not any(part in rewritten for part in ("Visit", "Other", "the words", OPEN))
    assert await said(book, replace(post, state=DeliveryState.DUE)) == ""
    assert "Other" in await said(book, await to(book, ANN))


async def test_what_it_is_about_is_deleted_and_nobody_is_told(book: OpenStore) -> None:
    await added(book, assignees=(JOHN,), due=make.due())
    await act(book, contacts.delete, MARIE)
    assert await composed(book, await to(book, JOHN)) is None


async def test_it_waits_until_its_reader_wants_to_hear_of_anything(book: OpenStore) -> None:
    await added(book, assignees=(JOHN,))
    quiet = Preferences(quiet_from=make.NOW.time(), quiet_until=(make.NOW + timedelta(hours=5)).time())
    async with book.session() as session:
        await Members(session).save(make.member(JOHN, preferences=quiet), at=make.NOW)
    assert isinstance(await composed(book, await to(book, JOHN)), Later)


async def test_a_mail_says_the_same(book: OpenStore) -> None:
    body = RichText((Paragraph((Text("ask "), Mention(ANN))),))
    files = (Given(origin="F1", name="plan.pdf", size=3),)
    await added(book, body=body, assignees=(JOHN,), due=make.due(), files=files, url="https://acme.test")
    mail = await composed(book, replace(await to(book, JOHN), op=Op.EMAIL))
    assert isinstance(mail, Mail)
    assert mail.subject == "Note\u00a0: Visit"
    assert mail.text.startswith("Visit\n\nDe Claire\n")
    for text in (mail.text, mail.html):
        assert all(part in text for part in ("Marie Dupont", "plan.pdf", "https://acme.test", "ask", "@Ann"))


async def lost(store: OpenStore, reader: MemberId) -> list[tuple[Matter, MemberId | None]]:
    """What is told to whom, after the message to a reader was given up."""
    failed, before = await to(store, reader), {each.id for each in await kept(store)}
    door = Door(store.database, store.clock.now, steady=store.clock.steady)
    for _ in range(2):
        await Messages(store.works, door, store.clock).undelivered(failed, "user_not_visible")
    return [(each.matter, each.reader) for each in await kept(store) if each.id not in before]


async def test_what_does_not_reach_somebody_comes_to_its_author_who_is_told_why(book: OpenStore) -> None:
    await added(book, "the words", assignees=(JOHN,), audience=Audience.PRIVATE)
    async with book.session() as session:
        await Members(session).save(make.member(JOHN, standing=Standing.GONE), at=make.NOW)
        await Members(session).save(make.member(ANN, role=Role.ADMIN), at=make.NOW)
    assert await lost(book, JOHN) == [(Matter.NOTE, CLAIRE)]
    message = await said(book, await to(book, CLAIRE))
    assert "the words" in message
    assert f"<@{JOHN}>" in message


async def test_who_has_it_anyway_hears_whom_it_did_not_reach_and_an_admin_nothing(book: OpenStore) -> None:
    async with book.session() as session:
        await Members(session).save(make.member(ANN, role=Role.ADMIN), at=make.NOW)
    await added(book, assignees=(CLAIRE, JOHN), audience=Audience.PRIVATE, due=make.due())
    assert await lost(book, JOHN) == [(Matter.UNDELIVERED, CLAIRE)]
    (notice,) = [each for each in await kept(book) if each.matter is Matter.UNDELIVERED]
    assert "Visit" in await said(book, notice)
    assert await lost(book, CLAIRE) == []
