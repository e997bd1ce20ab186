"""What a post of the feed says, read at the last moment."""

from dataclasses import dataclass

from bot.crm import _feed, activities
from bot.crm._guard import needs
from bot.crm._speaking import hidden
from bot.crm._work import Work
from bot.model.deliveries import Delivery, DeliveryState, Matter
from bot.model.follows import Post, Telling
from bot.model.ids import PostId
from bot.model.policy import Can
from bot.model.records import Line

_GONE = ("thread_not_found", "invalid_thread_ts")
MOST_LINES, MOST_OF_DIGEST = 20, 60  # of one message; the contact's own list has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPost:
    """`lines` are the newest that the reader may see, the oldest first; `more` how many came before them."""

    post: Post
    name: str  # of its contact
    lines: tuple[Line, ...]
    more: int
    thread: str | None = None  # where the message lies under which it is to stand


@needs(Can.READ)
async def told(work: Work, key: PostId) -> ToldPost | None:
    """None where the post is gone, with its contact or its place."""
    post = await work.posts.find_post(key)
    if post is None:
        return None
    limit = MOST_OF_DIGEST if post.telling is Telling.DIGEST else MOST_LINES
    refused = await hidden(work, await work.follows.wide_of(post.id))
    events = await work.posts.lines(post.id, limit=limit, without=refused)
    seen = await activities.lines(work, events)
    if post.telling is Telling.THREAD and post.contact is not None:
        name = (await work.contacts.names([post.contact])).get(post.contact, "")
    else:
        name = seen[-1].contact if seen else ""
    return ToldPost(
        post=post,
        thread=await _thread_of(work, post),
        name=name,
        lines=tuple(seen),
        more=await work.posts.count_seen(post.id, without=refused) - limit if len(events) == limit else 0,
    )


async def _thread_of(work: Work, post: Post) -> str | None:
    """None too where its first message never arrived: then it stands in the open, and nothing is lost."""
    first = None if post.parent is None else await work.outbox.latest_post(Matter.FEED_POST, post.parent)
    return None if first is None or first.state is not DeliveryState.SENT else first.ts


@needs(Can.FOLLOW)
async def unthread(work: Work, refused: Delivery) -> None:
    """Slack takes nothing under its first message: gone, it is posted anew, else what follows stands in the open."""
    post = await work.posts.find_post(PostId(refused.subject))
    if post is not None:
        is_gone = (refused.error or "").endswith(_GONE)
        await _feed.move(work, post, in_thread=is_gone)


@needs(Can.FOLLOW)
async def fold(work: Work, key: PostId) -> None:
    """Its lines are told in a digest; one that is a digest, or is gone, stays as it is."""
    post = await work.posts.find_post(key)
    if post is not None and post.telling is Telling.CHANGES:
        await _feed.fold(work, post)
