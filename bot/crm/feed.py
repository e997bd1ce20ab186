"""What a post of the feed says, read at the last moment."""

from dataclasses import dataclass
from datetime import datetime

from bot.crm import activities
from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.follows import Place, Post
from bot.model.ids import PostId
from bot.model.policy import Can
from bot.model.records import Line

MOST_LINES = 20  # of one message; the contact's own list has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPost:
    """`lines` are the newest that the reader may see, the oldest first; `more` how many came before them."""

    post: Post
    place: Place
    name: str  # of its contact
    lines: tuple[Line, ...]
    more: int
    root: PostId | None  # under which it stands, where each contact has a thread


@needs(Can.READ)
async def told(work: Work, key: PostId) -> ToldPost | None:
    """None where the post is gone, with its contact or its place."""
    post = await work.feed.find_post(key)
    if post is None:
        return None
    place = (await work.feed.places([post.place])).get(post.place, Place(id=post.place))
    events = await work.feed.lines(post.id, limit=MOST_LINES)
    seen = [line for event in events if (line := await activities.line(work, event)) is not None]
    root = None
    if place.threads and post.contact is not None:
        first = await work.feed.first_post(post.place, post.contact)
        root = None if first == post.id else first
    return ToldPost(
        post=post,
        place=place,
        name=seen[-1].contact if seen else "",
        lines=tuple(seen),
        more=max(await work.feed.count_lines(post.id) - len(events), 0),
        root=root,
    )


@needs(Can.READ)
async def is_growing(work: Work, key: PostId) -> datetime | None:
    """Until when lines may join it; None where none will."""
    post = await work.feed.find_post(key)
    return post.closes_at if post is not None and post.closes_at > work.now else None
