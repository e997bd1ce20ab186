"""How what happens reaches the places that follow it: which post a line joins, and when that is sent or written anew.

Called by `Work.end`, inside the transaction of the act itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.crm._speaking import speaking
from bot.model.deliveries import Matter, NewDelivery, Op
from bot.model.events import Happening
from bot.model.follows import (
    FOLD_AFTER,
    LATE_TOGETHER,
    LONGEST_WORK,
    SOONEST_REWRITE,
    Cadence,
    Follow,
    Place,
    Post,
    Telling,
    channel_of,
    member_of,
)
from bot.model.ids import ContactId, EventId, PlaceId, PostId
from bot.model.line_types import type_of
from bot.store.posts import Standing

if TYPE_CHECKING:  # which calls this
    from bot.crm._work import Work


@dataclass(frozen=True, slots=True)
class News:
    """What happened to a contact, to be told wherever that is followed."""

    event: EventId
    contact: ContactId
    happening: Happening


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What was told of these is told no more."""

    events: Sequence[EventId]


async def tell_places(work: "Work", news: Sequence[News | TakenOut]) -> None:
    """All that an act did, at the end of it: places are held at once and in their order, whatever it did first.

    Of two acts at once the second joins what the first has opened, and neither waits for what the other will hold.
    """
    following = [await _following(work, each) if isinstance(each, News) else {} for each in news]
    events = [event for each in news if isinstance(each, TakenOut) for event in each.events]
    posts = await work.posts.posts_of(events) if events else ()
    places = {key for each in following for key in each} | {post.place for post in posts}
    if not places:
        return
    held = await work.posts.hold_places(list(places))
    for each, heard_by in zip(news, following, strict=True):
        if isinstance(each, TakenOut):
            await _take_out(work, each.events)
            continue
        for key in sorted(heard_by):
            place = held.get(key, Place(id=key))
            if await _may_hear(work, place, each.happening):
                await _tell(work, place, each, heard_by[key])


async def _following(work: "Work", news: News) -> dict[PlaceId, Follow]:
    """The follow for which each place is told, once, whichever of its follows wants it."""
    happening = news.happening
    line_type = type_of(happening.kind, happening.note_kind)
    around = await work.follows.around(news.contact)
    wanted = [follow for follow in around if follow.only.lets_in(line_type, work.viewer.id, happening.activity_type)]
    told = await speaking(work, wanted, news.contact)
    return told if told and await says_anything(work, happening) else {}


async def says_anything(work: "Work", happening: Happening) -> bool:
    """What changes nothing that everybody may read is told nowhere: it would be a post that says nothing."""
    from bot.crm.contacts._names import told_to_all  # which reads with a Work

    return not happening.changes or bool(await told_to_all(work, happening.changes))


async def _may_hear(work: "Work", place: Place, happening: Happening) -> bool:
    """A channel hears what is for everyone; a person what they may see, of their own acts only if they want it."""
    member = member_of(place.id)
    if member is None:
        return happening.audience is None
    if member == work.viewer.id and not place.own:
        return False
    return happening.audience is None or await work.audiences.has(happening.audience, member)


async def _tell(work: "Work", place: Place, line: News, follow: Follow) -> None:
    post = await _joined(work, place, line.contact)
    standing = None if post is None else await work.posts.standing(post.id)
    if post is None or standing in (None, Standing.LOST):
        fresh, due = await _opened(work, place, line.contact)
        if place.threads and fresh.telling is Telling.CHANGES:
            fresh = replace(fresh, parent=await _thread(work, place.id, line.contact))
        await _add(work, fresh, due)
        await work.posts.add_line(fresh.id, line.event, follow.id)
        return
    await work.posts.add_line(post.id, line.event, follow.id)
    if standing is Standing.WRITTEN:
        await _write_again(work, post, line.event)


async def _add(work: "Work", post: Post, due: datetime) -> None:
    await work.posts.add_post(post)
    await work.outbox.add_many([_delivery(post, Op.POST, due, key=f"feed-post:{post.id}")])


async def _thread(work: "Work", place: PlaceId, contact: ContactId, *, instead_of: PostId | None = None) -> PostId:
    """The first message of the contact's thread, which leaves before what stands under it: both are in one lane."""
    parent = await work.posts.thread(place, contact)
    standing = None if parent is None else await work.posts.standing(parent.id)
    is_there = standing in (Standing.TO_BE_WRITTEN, Standing.WRITTEN)
    if parent is not None and is_there and parent.id != instead_of:
        return parent.id
    first = Post(
        id=PostId(work.next_id()), place=place, telling=Telling.THREAD, contact=contact,
        opened_at=work.now, closes_at=work.now,
    )  # fmt: skip
    await _add(work, first, work.now)
    return first.id


async def move(work: "Work", post: Post, *, in_thread: bool) -> None:
    """What could not be posted under its first message is told in another post: under a new one, or in the open.

    Done twice it is done once.
    """
    await work.posts.hold_places([post.place])
    if post.contact is None or not await work.posts.count_lines(post.id):
        return
    parent = await _thread(work, post.place, post.contact, instead_of=post.parent) if in_thread else None
    fresh = replace(post, id=PostId(work.next_id()), parent=parent)
    await work.posts.close(post.id, at=work.now)
    await _add(work, fresh, work.now)
    await work.posts.move_lines(post.id, fresh.id)


async def _take_out(work: "Work", events: Sequence[EventId]) -> None:
    """Wherever they stand by now, for lines move on to other posts of their place; a post of nothing else goes."""
    posts = await work.posts.posts_of(events)
    await work.posts.take_out(events)
    for post in posts:
        is_empty = not await work.posts.count_lines(post.id)
        if is_empty:
            await work.outbox.cancel(_matter(post), post.id)
        standing = await work.posts.standing(post.id)
        if is_empty:
            await work.posts.close(post.id, at=work.now)  # what happens next is told in another
        if is_empty and standing is not None:
            gone = _delivery(post, Op.DELETE, work.now, key=f"feed-delete:{post.id}:{work.next_id()}")
            await work.outbox.add_many([gone])
        elif standing in (Standing.WRITTEN, Standing.LOST):
            await _write_again(work, post, work.next_id())


async def fold(work: "Work", post: Post) -> None:
    """What comes too late to be told by itself is told together with whatever else does. Done twice it is done once."""
    await work.posts.hold_places([post.place])
    digest = await work.posts.open_digest(post.place, now=work.now)
    if digest is None:
        due = work.now + LATE_TOGETHER
        digest = Post(
            id=PostId(work.next_id()), place=post.place, telling=Telling.DIGEST, contact=None,
            opened_at=work.now, closes_at=due - LONGEST_WORK,
        )  # fmt: skip
        await work.posts.add_post(digest)
        await work.outbox.add_many([_delivery(digest, Op.POST, due, key=f"feed-post:{digest.id}")])
    await work.posts.move_lines(post.id, digest.id)


async def _joined(work: "Work", place: Place, contact: ContactId) -> Post | None:
    """What is open already: the post of this contact, else the digest that holds back what a noisy hour brought."""
    if place.cadence is Cadence.EACH:
        open_post = await work.posts.open_post(place.id, contact, now=work.now)
        if open_post is not None:
            return open_post
    return await work.posts.open_digest(place.id, now=work.now)


async def _opened(work: "Work", place: Place, contact: ContactId) -> tuple[Post, datetime]:
    """And when it is sent. What joins a digest is committed before that, however long its transaction takes."""
    key, now = PostId(work.next_id()), work.now
    if place.cadence is Cadence.EACH and not await _is_noisy(work, place):
        closes = now + place.window
        return Post(
            id=key, place=place.id, telling=Telling.CHANGES, contact=contact, opened_at=now, closes_at=closes
        ), now  # fmt: skip
    due = place.next_digest(now + LONGEST_WORK)
    return Post(
        id=key, place=place.id, telling=Telling.DIGEST, contact=None, opened_at=now, closes_at=due - LONGEST_WORK
    ), due  # fmt: skip


async def _is_noisy(work: "Work", place: Place) -> bool:
    return await work.posts.posts_since(place.id, work.now - FOLD_AFTER) >= place.budget


async def _write_again(work: "Work", post: Post, cause: int) -> None:
    """After a moment, for what else is just being done."""
    key = f"feed-update:{post.id}:{cause}"
    await work.outbox.add_many([_delivery(post, Op.UPDATE, work.now + SOONEST_REWRITE, key=key)])


def _delivery(post: Post, op: Op, due: datetime, *, key: str) -> NewDelivery:
    return NewDelivery(
        op=op,
        matter=_matter(post),
        subject=post.id,
        lane=_lane(post.place),
        dedupe_key=key,
        due_at=due,
        reader=member_of(post.place),
        channel=channel_of(post.place),
    )


def _matter(post: Post) -> Matter:
    return Matter.FEED_DIGEST if post.telling is Telling.DIGEST else Matter.FEED_POST


def _lane(place: PlaceId) -> str:
    return f"channel:{place}"
