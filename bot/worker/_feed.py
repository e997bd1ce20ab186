"""What a post of the feed says: to a channel what all its members may see, to a person what they may."""

from bot.crm import feed
from bot.crm._door import Door
from bot.crm._work import Works
from bot.crm.feed import ToldPost
from bot.model.deliveries import Delivery, Op
from bot.model.follows import Telling
from bot.model.ids import PostId
from bot.model.members import EVERYONE, Viewer
from bot.model.messages import Message
from bot.templates import feed as show
from bot.templates._words import Reader, channel_reader, reader_of
from bot.worker._ports import Later


async def told(works: Works, door: Door, delivery: Delivery, viewer: Viewer | None) -> Message | Later | None:
    """`viewer` is who is told in private, None for a channel."""
    if viewer is not None:
        async with works.reading(viewer) as work:
            post = await feed.told(work, PostId(delivery.subject))
        return _message(post, delivery, reader_of(viewer.member))
    system = await door.system_viewer(delivery.tenant)
    async with works.reading(system, sight=EVERYONE) as work:
        post = await feed.told(work, PostId(delivery.subject))
        growing = await feed.is_growing(work, PostId(delivery.subject))
    message = _message(post, delivery, channel_reader(system.workspace))
    if message is None and growing is not None:
        return Later(growing)  # what joins it until then may be for everyone
    return message


def _message(post: ToldPost | None, delivery: Delivery, reader: Reader) -> Message | None:
    if post is None or not post.lines:
        return show.taken_back(reader) if delivery.op is Op.UPDATE else None
    tell = show.digest if post.post.telling is Telling.DIGEST else show.changes
    return tell(post.lines, reader, post=post.post.id, more=post.more)
