"""What the card of a contact says in its channel: what all its members may see, in the workspace's language."""

from bot.crm import channels
from bot.crm._door import Door
from bot.model.deliveries import Delivery, Op
from bot.model.errors import SlackUnavailable
from bot.model.ids import ContactChannelId
from bot.model.members import EVERYONE, ToOutsiders
from bot.model.messages import Message
from bot.templates import channels as show
from bot.templates import posts as show_posts
from bot.templates._words import channel_reader
from bot.worker._outsiders import HasOutsiders
from bot.worker._ports import Later
from bot.worker._share import Share
from bot.worker._turns import Turns


class Cards:
    def __init__(self, works: Share, door: Door, turns: Turns, *, has_outsiders: HasOutsiders) -> None:
        self._works = works
        self._door = door
        self._turns = turns
        self._has_outsiders = has_outsiders

    async def __call__(self, delivery: Delivery) -> Message | Later | None:
        if delivery.op is Op.POST and (later := self._turns.later(delivery)) is not None:
            return later
        is_read_outside = await self._is_read_outside(delivery)
        system = await self._door.system_viewer(delivery.tenant)
        async with self._works.reading(system, sight=EVERYONE) as work:
            record = await channels.card(work, ContactChannelId(delivery.subject))
            # As it is now: the workspace that is kept in memory may be a minute old.
            outside = (await work.workspaces.of_tenant(delivery.tenant)).outsiders if is_read_outside else None
        if record is None:
            return None
        if delivery.op is Op.POST:
            self._turns.took(delivery)
        reader = channel_reader(system.workspace)
        if outside is ToOutsiders.NOTHING:
            return show_posts.held_back(reader)
        return show.card(record, reader, names_only=outside is ToOutsiders.NAMES)

    async def _is_read_outside(self, delivery: Delivery) -> bool:
        """Where nobody knows who reads along, somebody does; the next change shows the whole again."""
        try:
            return await self._has_outsiders(delivery.tenant, delivery.channel or "")
        except SlackUnavailable:
            return True
