"""What a post of the feed says, read at the last moment."""

from dataclasses import dataclass

from bot.crm import _feed, activities
from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.follows import Post, Telling
from bot.model.ids import PostId
from bot.model.policy import Can
from bot.model.records import Line

MOST_LINES, MOST_OF_DIGEST = 20, 60  # of one message; the contact's own list has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPost:
    """`lines` are the newest that the reader may see, the oldest first; `more` how many came before them."""

    post: Post
    name: str  # of its contact
    lines: tuple[Line, ...]
    more: int


@needs(Can.READ)
async def told(work: Work, key: PostId) -> ToldPost | None:
    """None where the post is gone, with its contact or its place."""
    post = await work.posts.find_post(key)
    if post is None:
        return None
    limit = MOST_OF_DIGEST if post.telling is Telling.DIGEST else MOST_LINES
    events = await work.posts.lines(post.id, limit=limit)
    seen = [line for event in events if (line := await activities.line(work, event)) is not None]
    return ToldPost(
        post=post,
        name=seen[-1].contact if seen else "",
        lines=tuple(seen),
        more=max(await work.posts.count_lines(post.id) - len(events), 0),
    )


@needs(Can.FOLLOW)
async def fold(work: Work, key: PostId) -> None:
    """Its lines are told in a digest; one that is a digest, or is gone, stays as it is."""
    post = await work.posts.find_post(key)
    if post is not None and post.telling is Telling.CHANGES:
        await _feed.fold(work, post)
