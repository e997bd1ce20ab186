"""Notes as acts leave them, what others see of them, and what is to be sent about them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import select

from bot.crm import feed, notes
from bot.crm._work import Work
from bot.model.deliveries import DeliveryState, Matter, Op
from bot.model.events import Event
from bot.model.feed import FeedList
from bot.model.ids import ContactId, MemberId, NoteId
from bot.model.members import EVERYONE, Role
from bot.model.notes import Note, NoteList
from bot.model.rich_text import written
from bot.store._outbox import OutboxRow
from bot.store.contacts import Contacts
from bot.store.follows import Follows
from bot.store.members import Members
from tests import make
from tests._works import OpenStore
from tests.crm.test_contacts import acting

Answer = TypeVar("Answer")
MARIE, ACME = ContactId(1), ContactId(2)
CLAIRE, JOHN, ANN = make.CLAIRE, make.JOHN, MemberId("UANN")
CHANNEL = "C0SALES"


async def people(store: OpenStore) -> None:
    """John and Ann beside Claire, two contacts, and a channel that follows the first."""
    async with store.session() as session:
        for member in (JOHN, ANN):
            await Members(session).add(make.member(member), at=make.NOW)
        await Contacts(session).add(make.contact(MARIE))
        await Contacts(session).add(make.contact(ACME, make.company_values()))
        await Follows(session).add(make.follow(7, MARIE, CHANNEL))


async def added(store: OpenStore, text: str = "", *, who: str = CLAIRE, **chosen: Any) -> Note:
    wanted = make.wanted_note(**{"contact": MARIE, "body": written(text) if text else None} | chosen)
    async with acting(store, who, Role.MEMBER) as work:
        return await notes.add(work, wanted)


async def act(
    store: OpenStore, does: Callable[..., Awaitable[Answer]], *given: Any, who: str = CLAIRE, **named: Any
) -> Answer:
    async with acting(store, who, Role.ADMIN if who == ANN else Role.MEMBER) as work:
        return await does(work, *given, **named)


async def edited(store: OpenStore, note: Note, *, who: str = CLAIRE, **chosen: Any) -> notes.Settled | notes.Clash:
    """By somebody whose form shows the note as it is given."""

    async def change(work: Work) -> notes.Settled | notes.Clash:
        base = note.wanted
        return await notes.edit(work, note.id, replace(base, **chosen), base=base)

    return await act(store, change, who=who)


async def seen(store: OpenStore, who: str = CLAIRE, **which: Any) -> list[NoteId]:
    async with store.works.reading(make.viewer(who, role=Role.ADMIN)) as work:
        page = await notes.listed(work, NoteList(**{"closed": None} | which))
    return [note.id for note in page.notes]


async def trace(store: OpenStore, who: str | None) -> list[Event]:
    """The latest lines of the contact for somebody, or for a channel, with what they say; the oldest first."""
    viewer = make.viewer(who or CLAIRE, role=Role.ADMIN)
    async with store.works.reading(viewer, sight=None if who else EVERYONE) as work:
        shown = await feed.page(work, FeedList(contact=MARIE))
    return [line.event for line in reversed(shown.lines)]


async def outbox(store: OpenStore, matter: Matter, state: DeliveryState = DeliveryState.DUE) -> list[tuple[Any, ...]]:
    """(op, reader or channel, occurrence, due) of what is in a state, by when it was planned."""
    wanted = select(OutboxRow).where(OutboxRow.matter == matter.value, OutboxRow.state == state.value)
    async with store.looking() as session:
        rows = list(await session.scalars(wanted.order_by(OutboxRow.seq)))
    return [(Op(row.op), row.reader or row.channel, row.occurrence, f"{row.due_at:%d %H:%M}") for row in rows]
