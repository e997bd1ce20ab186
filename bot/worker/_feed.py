"""What a post of the feed says: to a channel what all its members may see, to a person what they may."""

from dataclasses import replace
from datetime import timedelta

from bot.crm import posts
from bot.crm._door import Door
from bot.crm.posts import ToldPost
from bot.model.deliveries import Delivery, Matter, Op
from bot.model.errors import SlackUnavailable
from bot.model.follows import FOLD_AFTER, Telling
from bot.model.ids import PostId
from bot.model.members import EVERYONE, ToOutsiders, Viewer
from bot.model.messages import Message
from bot.templates import posts as show
from bot.templates._words import Reader, channel_reader, reader_of
from bot.worker._outsiders import HasOutsiders
from bot.worker._ports import Clock, Later
from bot.worker._share import Share
from bot.worker._turns import Turns

_ASKED_AGAIN = timedelta(seconds=10)
_ASKED_FOR = timedelta(minutes=2)


class FeedPosts:
    """Composes posts, one a second in each place: what comes sooner waits at the head of its lane."""

    def __init__(self, works: Share, door: Door, clock: Clock, turns: Turns, *, has_outsiders: HasOutsiders) -> None:
        self._works = works
        self._door = door
        self._clock = clock
        self._turns = turns
        self._has_outsiders = has_outsiders

    async def __call__(self, delivery: Delivery, viewer: Viewer | None) -> Message | Later | None:
        """`viewer` is who is told in private, None for a channel."""
        if (later := self._turns.later(delivery)) is not None:
            return later
        if self._is_late(delivery):
            await self._fold(delivery)
            return None
        told = await (self._to_channel(delivery) if viewer is None else self._in_private(delivery, viewer))
        if isinstance(told, Message):
            self._turns.took(delivery)
        return told

    def _is_late(self, delivery: Delivery) -> bool:
        is_first = delivery.op is Op.POST and delivery.matter is Matter.FEED_POST
        return is_first and self._clock.now() - delivery.due_at > FOLD_AFTER

    async def _fold(self, delivery: Delivery) -> None:
        system = await self._door.system_viewer(delivery.tenant)
        async with self._works.writing(system, patient=True, everything=True) as work:
            await posts.fold(work, PostId(delivery.subject))

    async def _in_private(self, delivery: Delivery, viewer: Viewer) -> Message | None:
        async with self._works.reading(viewer) as work:
            post = await posts.told(work, PostId(delivery.subject))
        return _message(post, delivery, reader_of(viewer.member))

    async def _to_channel(self, delivery: Delivery) -> Message | Later | None:
        """As the setting says where somebody from outside reads along; also of what was told before they came."""
        try:
            has_outsiders = await self._has_outsiders(delivery.tenant, delivery.channel or "")
        except SlackUnavailable:
            if self._clock.now() - delivery.due_at < _ASKED_FOR:
                return Later(self._clock.now() + _ASKED_AGAIN)
            has_outsiders = True  # the place waits no longer for who reads along
        system = await self._door.system_viewer(delivery.tenant)
        async with self._works.reading(system, sight=EVERYONE) as work:
            # As it is now: the workspace that is kept in memory may be a minute old.
            outside = (await work.workspaces.of_tenant(delivery.tenant)).outsiders if has_outsiders else None
            post = await posts.told(work, PostId(delivery.subject))
        return _message(post, delivery, channel_reader(system.workspace), outside=outside)


def _message(
    post: ToldPost | None, delivery: Delivery, reader: Reader, *, outside: ToOutsiders | None = None
) -> Message | None:
    """`outside` is what is told where somebody from outside reads along, None where nobody does."""
    if outside is ToOutsiders.NOTHING:
        return show.held_back(reader) if delivery.op is Op.UPDATE else None
    if post is not None and post.post.telling is Telling.THREAD:
        return show.thread(post.name, reader, post=post.post) if post.name else None
    if post is None or not post.lines:
        return show.taken_back(reader) if delivery.op is Op.UPDATE else None
    tell = show.digest if post.post.telling is Telling.DIGEST else show.changes
    tell = show.names_only if outside is ToOutsiders.NAMES else tell
    told = tell(post.lines, reader, post=post.post.id, more=post.more)
    return replace(told, thread=post.thread) if delivery.op is Op.POST else told
