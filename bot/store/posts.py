"""How places want to be told, the posts that tell them, and which lines stand in each."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta
from enum import Enum, auto
from typing import Any

from sqlalchemy import Index, Select, UniqueConstraint, bindparam, false, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.deliveries import DeliveryState, Matter, Op
from bot.model.follows import Cadence, Place, Post, Telling
from bot.model.ids import ContactId, EventId, FollowId, PlaceId, PostId
from bot.store._base import Base, Tenanted, TenantRow, columns_of, owned
from bot.store._outbox import OutboxRow
from bot.store._session import StoreSession, one_of
from bot.store.events import EventRow


class PlaceRow(Tenanted, Base):
    """Kept from its first follow on; whoever tells it something holds it meanwhile."""

    __tablename__ = "feed_places"

    id: Mapped[str] = mapped_column(primary_key=True)
    cadence: Mapped[str]
    window: Mapped[int]  # seconds
    at: Mapped[str]
    weekday: Mapped[int]
    zone: Mapped[str]
    budget: Mapped[int]
    own: Mapped[bool]
    threads: Mapped[bool] = mapped_column(server_default=false())


class PostRow(TenantRow, Base):
    __tablename__ = "feed_posts"
    __table_args__ = (
        owned("contact", "contacts"),
        Index("ix_feed_posts_tenant_place_telling_closes_at", "tenant", "place", "telling", "closes_at"),
        Index("ix_feed_posts_tenant_contact_place_closes_at", "tenant", "contact", "place", "closes_at"),
        Index("ix_feed_posts_tenant_place_opened_at", "tenant", "place", "opened_at"),
    )

    place: Mapped[str]
    telling: Mapped[str]
    contact: Mapped[int | None]
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    parent: Mapped[int | None]


class LineRow(Tenanted, Base):
    """An event in a post, and for which follow it is there; the follow may be gone since. `taken_out`: it is told no
    more, though the post may still show it until it is written anew."""

    __tablename__ = "feed_lines"
    __table_args__ = (
        owned("post", "feed_posts"),
        owned("event", "events"),
        UniqueConstraint("tenant", "event", "post"),
    )

    post: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    follow: Mapped[int]
    taken_out: Mapped[bool]


class Standing(Enum):
    """Whether what joins a post now is read as it is: it is yet to be composed, or it must be written anew; a lost one
    may lie somewhere."""

    TO_BE_WRITTEN = auto()
    WRITTEN = auto()
    LOST = auto()


_ON_THE_WAY = (DeliveryState.CLAIMED.value, DeliveryState.SENDING.value)
_ENDED = (DeliveryState.CANCELLED.value, DeliveryState.DEAD.value)  # a rewriting that Slack refused, too
_MOST = 10_000  # posts that tell of one thing
_OF_FEED = (Matter.FEED_POST.value, Matter.FEED_DIGEST.value)


class Posts:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def places(self, places: Sequence[PlaceId]) -> Mapping[PlaceId, Place]:
        """How those want to be told that follow something, or have."""
        rows = await self._session.fetch_each(_PLACES, sorted(set(places)))
        return {PlaceId(row.id): _place(row) for row in rows}

    async def hold_places(self, places: Sequence[PlaceId]) -> Mapping[PlaceId, Place]:
        """`places`, which nobody else tells anything until the end of the transaction."""
        held = select(PlaceRow).where(PlaceRow.id.in_(places)).order_by(PlaceRow.id).with_for_update()
        return {PlaceId(row.id): _place(row) for row in await self._session.scalars(held)}

    async def add_place(self, place: Place) -> None:
        """One that is known stays as it is."""
        await self._session.add_missing(PlaceRow, [_place_columns(place)])

    async def close(self, post: PostId, *, at: datetime) -> None:
        """Nothing joins it any more."""
        await self._session.execute(update(PostRow).where(PostRow.id == post).values(closes_at=at))

    async def save_place(self, place: Place) -> None:
        await self._session.replace_many(PlaceRow, [_place_columns(place)])

    async def open_post(self, place: PlaceId, contact: ContactId, *, now: datetime) -> Post | None:
        """Which what happens to the contact now joins."""
        return await self._one(_OPEN_POST, {"place": place, "contact": contact, "now": now})

    async def open_digest(self, place: PlaceId, *, now: datetime) -> Post | None:
        return await self._one(_OPEN_DIGEST, {"place": place, "now": now})

    async def thread(self, place: PlaceId, contact: ContactId) -> Post | None:
        """The first message of the contact's latest thread there."""
        return await self._one(_THREAD, {"place": place, "contact": contact})

    async def posts_since(self, place: PlaceId, since: datetime) -> int:
        """How many were opened, digests not counted."""
        rows = await self._session.fetch(_SINCE, {"place": place, "since": since})
        return int(rows[0].posts)

    async def add_post(self, post: Post) -> None:
        columns = {
            "id": post.id,
            "place": post.place,
            "telling": post.telling.value,
            "contact": post.contact,
            "opened_at": post.opened_at,
            "closes_at": post.closes_at,
            "parent": post.parent,
        }
        await self._session.add_many(PostRow, [columns])

    async def add_line(self, post: PostId, event: EventId, follow: FollowId) -> None:
        await self._session.add_missing(LineRow, [{"post": post, "event": event, "follow": follow, "taken_out": False}])

    async def find_post(self, post: PostId) -> Post | None:
        row = (await self._session.execute(select(PostRow).where(PostRow.id == post))).scalar_one_or_none()
        return None if row is None else _post(row)

    async def lines(self, post: PostId, *, limit: int, without: Collection[FollowId] = ()) -> Sequence[EventId]:
        """Its newest lines that the viewer may see, the oldest of them first; `without` those of some follows."""
        wanted = _seen_in(LineRow.event, post, without).order_by(LineRow.event.desc()).limit(limit)
        return [EventId(event) for event in reversed((await self._session.scalars(wanted)).all())]

    async def count_seen(self, post: PostId, *, without: Collection[FollowId] = ()) -> int:
        """How many `lines` there are."""
        return int(await self._session.scalar(_seen_in(func.count(), post, without)) or 0)

    async def count_lines(self, post: PostId) -> int:
        return int(await self._session.scalar(_standing_in(func.count(), post)) or 0)

    async def follows(self, post: PostId) -> Sequence[FollowId]:
        """For which it is there, each once."""
        wanted = _standing_in(LineRow.follow, post).distinct().order_by(LineRow.follow).limit(100)
        return [FollowId(follow) for follow in await self._session.scalars(wanted)]

    async def posts_of(self, events: Sequence[EventId]) -> Sequence[Post]:
        """The posts in which these stand."""
        wanted = select(PostRow).join(LineRow, (LineRow.tenant == PostRow.tenant) & (LineRow.post == PostRow.id))
        rows = await self._session.scalars(
            wanted.where(LineRow.event.in_(events), ~LineRow.taken_out).distinct().order_by(PostRow.id)
        )
        return [_post(row) for row in rows]

    async def take_out(self, events: Sequence[EventId]) -> None:
        """They are told no more."""
        await self._session.execute(update(LineRow).where(LineRow.event.in_(events)).values(taken_out=True))

    async def move_lines(self, post: PostId, to: PostId) -> None:
        """They are told there instead."""
        await self._session.execute(update(LineRow).where(LineRow.post == post).values(post=to))

    async def taken_out(self, post: PostId) -> Sequence[EventId]:
        """What the post may still show, and shall no more."""
        wanted = select(LineRow.event).where(LineRow.post == post, LineRow.taken_out).order_by(LineRow.event)
        return [EventId(event) for event in await self._session.scalars(wanted.limit(1000))]

    async def standing(self, post: PostId) -> Standing | None:
        """How its message stands, and what rewrites it; None where it was taken back before it was sent.

        What waits is held until the end of the transaction, so that whoever is about to claim it waits for what is told
        here.
        """
        rows = (await self._session.execute(_standing(post))).all()
        if any(row.state == DeliveryState.DUE.value for row in rows):
            return Standing.TO_BE_WRITTEN
        posted = next((row for row in rows if row.op == Op.POST.value), None)
        if posted is None or posted.state == DeliveryState.CANCELLED.value:
            return None
        is_known = posted.state in _ON_THE_WAY or posted.ts is not None
        is_refused = any(row.state in _ENDED for row in rows)
        return Standing.WRITTEN if is_known and not is_refused else Standing.LOST

    async def _one(self, statement: Any, values: Mapping[str, Any]) -> Post | None:
        rows = await self._session.fetch(statement, values)
        return _post(rows[0]) if rows else None


def _standing_in(column: Any, post: PostId) -> Select[Any]:
    return select(column).where(LineRow.post == post, ~LineRow.taken_out)


def _seen_in(column: Any, post: PostId, without: Collection[FollowId]) -> Select[Any]:
    """The session leaves out the events that are not for its viewer."""
    seen = select(EventRow.id).where(EventRow.id == LineRow.event).exists()
    return _standing_in(column, post).where(seen, LineRow.follow.not_in(without))


def _standing(post: PostId) -> Any:
    return (
        select(OutboxRow.op, OutboxRow.state, OutboxRow.ts)
        .where(OutboxRow.matter.in_(_OF_FEED), OutboxRow.subject == post)
        .where(or_(OutboxRow.state.in_((DeliveryState.DUE.value, *_ENDED)), OutboxRow.op == Op.POST.value))
        .order_by(OutboxRow.id + 0)
        .with_for_update()
    )


def _PLACES(size: int) -> Any:  # noqa: N802  # a constant but for its size
    return select(*columns_of(PlaceRow)).where(one_of(PlaceRow.id, size))


_NOW = bindparam("now", type_=PostRow.closes_at.type)
_POSTS = select(*columns_of(PostRow)).where(PostRow.place == bindparam("place"), PostRow.closes_at > _NOW)
_OPEN_POST = (
    _POSTS.where(PostRow.contact == bindparam("contact"), PostRow.telling == Telling.CHANGES.value)
    .order_by(PostRow.closes_at.desc())
    .limit(1)
)
_THREAD = (
    select(*columns_of(PostRow))
    .where(PostRow.place == bindparam("place"), PostRow.contact == bindparam("contact"))
    .where(PostRow.telling == Telling.THREAD.value)
    .order_by(PostRow.id.desc())
    .limit(1)
)
_OPEN_DIGEST = _POSTS.where(PostRow.telling == Telling.DIGEST.value).order_by(PostRow.closes_at.desc()).limit(1)
_SINCE = select(func.count().label("posts")).where(
    PostRow.place == bindparam("place"),
    PostRow.opened_at > bindparam("since", type_=PostRow.opened_at.type),
    PostRow.telling == Telling.CHANGES.value,
)


def _place_columns(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "cadence": place.cadence.value,
        "window": int(place.window.total_seconds()),
        "at": place.at.isoformat("minutes"),
        "weekday": place.weekday,
        "zone": place.zone,
        "budget": place.budget,
        "own": place.own,
        "threads": place.threads,
    }


def _place(row: Any) -> Place:
    return Place(
        id=PlaceId(row.id),
        cadence=Cadence(row.cadence),
        window=timedelta(seconds=row.window),
        at=time.fromisoformat(row.at),
        weekday=row.weekday,
        zone=row.zone,
        budget=row.budget,
        own=bool(row.own),
        threads=bool(row.threads),
    )


def _post(row: Any) -> Post:
    return Post(
        id=PostId(row.id),
        place=PlaceId(row.place),
        telling=Telling(row.telling),
        contact=None if row.contact is None else ContactId(row.contact),
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        parent=None if row.parent is None else PostId(row.parent),
    )
