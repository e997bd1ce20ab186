"""Whoever follows is told only what they may see when it is told, and a channel what everybody may."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.crm import custom_fields, follows, notes, posts
from bot.model.contacts import CustomValue
from bot.model.custom_fields import Circle, CustomField
from bot.model.follows import Cadence, Only, Place, Wish
from bot.model.ids import ContactId, EventId, FollowId, MemberId, PlaceId, PostId
from bot.model.members import Role
from bot.model.notes import Audience
from bot.model.query import Query
from bot.parse.follows import read_follow
from bot.store.contacts import Contacts
from bot.store.events import EventRow
from bot.store.members import Members
from bot.store.posts import LineRow, PostRow, Posts
from tests import make
from tests._works import OpenStore
from tests.crm._notes import JOHN, act, added, people
from tests.crm.test_contacts import acting

PRIVATE, TEAM = PlaceId(JOHN), PlaceId("C0TEAM")


@pytest.fixture
async def book(store: OpenStore) -> OpenStore:
    await people(store)
    return store


async def has_role(store: OpenStore, role: Role, *, who: MemberId = JOHN) -> None:
    async with store.session() as session:
        await Members(session).save(replace(make.member(who), role=role), at=store.clock.now())


async def told(store: OpenStore, place: PlaceId, role: Role = Role.MEMBER) -> list[int]:
    """How many lines each post of the place says to its reader, and how many more it counts; the oldest first."""
    async with store.looking() as session:
        wanted = list(await session.scalars(select(PostRow.id).where(PostRow.place == place).order_by(PostRow.id)))
    said = []
    async with store.works.reading(make.viewer(JOHN, role=role)) as work:
        for each in wanted:
            post = await posts.told(work, PostId(each))
            assert post is not None
            said.append(len(post.lines) + post.more)
    return said


async def with_field(store: OpenStore, seen_by: Circle) -> tuple[CustomField, ContactId]:
    """A field, and a contact that has 'high' in it."""
    async with acting(store) as work:
        field = await custom_fields.add(work, make.typed_field("Margin", seen_by=seen_by))
    contact = make.contact(3, make.contact_values("Ann", "Margin", custom=(CustomValue(field.id, "high"),)))
    async with store.session() as session:
        await Contacts(session).add(contact)
    return field, contact.id


async def asks(store: OpenStore, line: str, place: PlaceId, *, role: Role) -> None:
    async with acting(store, JOHN, role) as work:
        wish = await follows.to_follow(work, read_follow(line, me=JOHN), place=place)
        assert await follows.start(work, place, wish)


@pytest.mark.parametrize("line", ["margin:high", "-margin:low"])
async def test_who_may_see_a_field_no_more_is_not_told_whom_it_finds_until_they_may_again(
    book: OpenStore, line: str
) -> None:
    _, contact = await with_field(book, Circle.MANAGERS)
    await has_role(book, Role.MANAGER)
    await asks(book, line, PRIVATE, role=Role.MANAGER)
    await added(book, contact=contact)
    assert await told(book, PRIVATE, Role.MANAGER) == [1]
    await has_role(book, Role.MEMBER)
    assert await told(book, PRIVATE) == [0]  # what was gathered while they might
    await added(book, contact=contact)
    assert await told(book, PRIVATE) == [0]
    await has_role(book, Role.MANAGER)
    await added(book, contact=contact)
    assert await told(book, PRIVATE, Role.MANAGER) == [2]


@pytest.mark.parametrize("end", ["hidden", "deleted"])
async def test_a_field_that_is_hidden_or_gone_finds_nobody_for_a_channel_that_asks_about_it(
    book: OpenStore, end: str
) -> None:
    field, contact = await with_field(book, Circle.EVERYONE)
    await asks(book, "-margin:low", TEAM, role=Role.MEMBER)
    await added(book, contact=contact)
    assert await told(book, TEAM) == [1]
    async with acting(book) as work:
        if end == "hidden":
            await custom_fields.change(work, field.id, make.typed_field("Margin", seen_by=Circle.MANAGERS))
        else:
            await custom_fields.delete(work, field.id)
    await added(book, contact=contact)
    assert await told(book, TEAM) == [0]
    async with book.looking() as session:
        assert len((await session.scalars(select(LineRow.post))).all()) == 1


async def test_a_digest_says_nothing_of_what_was_hidden_after_it_was_gathered(book: OpenStore) -> None:
    _, contact = await with_field(book, Circle.MANAGERS)
    await has_role(book, Role.MANAGER)
    await asks(book, "margin:high", PRIVATE, role=Role.MANAGER)
    async with acting(book, JOHN) as work:
        await follows.settle(work, Place(id=PRIVATE, cadence=Cadence.DAILY))
    await added(book, contact=contact)
    await has_role(book, Role.MEMBER)
    assert await told(book, PRIVATE) == [0]


async def test_what_is_for_others_is_not_even_counted(book: OpenStore) -> None:
    """Nor does it take the place of what is not."""
    async with acting(book, JOHN) as work:
        await follows.start(work, PRIVATE, Wish(query=Query(), only=Only()))
    await added(book, "for everybody")
    for n in range(posts.MOST_LINES + 3):
        await added(book, f"secret {n}", audience=Audience.PRIVATE)
    async with book.session() as session:
        post = PostId((await session.scalars(select(PostRow.id).where(PostRow.place == PRIVATE))).one())
        for event in await session.scalars(select(EventRow.id).where(EventRow.audience.is_not(None))):
            await Posts(session).add_line(post, EventId(event), FollowId(7))
    assert await told(book, PRIVATE) == [1]


async def test_a_private_note_is_told_to_nobody_who_follows_everything(book: OpenStore) -> None:
    for place in (PRIVATE, TEAM):
        async with acting(book, JOHN) as work:
            await follows.start(work, place, Wish(query=Query(), only=Only()))
    note = await added(book, "a secret", audience=Audience.PRIVATE)
    await act(book, notes.close, note.id)
    assert (await told(book, PRIVATE), await told(book, TEAM)) == ([], [])
