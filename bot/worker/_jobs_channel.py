"""Makes a channel in Slack for a contact. Slack would make a second one as gladly: what is asked of it is written down
first, and where its answer was lost it is asked whether the channel is there before it is asked for again."""

from dataclasses import replace
from datetime import timedelta

from bot.crm import channels
from bot.crm._work import Work, Works
from bot.model.channels import MOST_NAMES, ContactChannel, channel_name
from bot.model.errors import ChannelNotMade, SlackRefused
from bot.model.ids import ChannelId, ContactChannelId
from bot.model.jobs import Job, JobState
from bot.model.members import SYSTEM, Viewer
from bot.model.ports import Rooms
from bot.worker._jobs_followed import as_began
from bot.worker._jobs_held import held

_TRIED = "tried"  # Slack was asked for the channel by this name, or was just about to be
UNINVITED = "uninvited"  # why Slack did not let whoever asked into it
_TAKEN = "name_taken"
_CLOCKS_APART = timedelta(hours=1)  # Slack's clock and ours


class ChannelSteps:
    """A step a call to Slack: first the channel, by one name after another, then whoever asked for it is invited."""

    def __init__(self, works: Works, rooms: Rooms) -> None:
        self._works = works
        self._rooms = rooms

    async def step(self, job: Job, viewer: Viewer) -> Job:
        """Raises JobTaken, ChannelNotMade, SlackUnavailable, StoreUnavailable."""
        async with self._works.reading(viewer, sight=SYSTEM) as work:
            made = await work.channels.find(_link(job))
        if made is None:  # with everything of its contact
            return await self._ended(job, viewer)
        if made.channel is None:
            return await self._make(job, viewer, made)
        why = await self._invite(viewer, made.channel)
        return await self._ended(job, viewer, why)

    async def failed(self, work: Work, job: Job) -> None:
        """Whoever asked is told why."""
        work.viewer = as_began(work.viewer)
        await channels.give_up(work, _link(job))
        await work.outbox.add_many([channels.report_delivery(job, work)])

    async def _make(self, job: Job, viewer: Viewer, made: ContactChannel) -> Job:
        team = viewer.workspace.team
        is_doubtful, job, made = await self._intended(job, viewer, made)
        if is_doubtful and (own := await self._own(viewer, made)) is not None:
            return await self._found(job, viewer, own)
        try:
            channel = await self._rooms.make_channel(team, made.name)
        except SlackRefused as error:
            code = str(error.values["error"])
            if code != _TAKEN or job.cursor + 1 >= MOST_NAMES:
                raise ChannelNotMade(reason=code) from error
            # By somebody else; or it was ours that came late.
            own = await self._own(viewer, made) if is_doubtful else None
            return await (self._found(job, viewer, own) if own else self._next(job, viewer))
        return await self._found(job, viewer, channel)

    async def _own(self, viewer: Viewer, made: ContactChannel) -> ChannelId | None:
        since = made.created_at - _CLOCKS_APART
        own = await self._rooms.own_channel(viewer.workspace.team, made.name, since=since)
        if own is None:
            return None
        async with self._works.reading(viewer, sight=SYSTEM) as work:
            return None if await work.channels.is_known(own) else own

    async def _intended(self, job: Job, viewer: Viewer, made: ContactChannel) -> tuple[bool, Job, ContactChannel]:
        """What Slack is about to be asked, kept; and whether it was asked before, by the name that this then stays.

        The job is looked at as it is kept: a try whose answer was lost is begun again with the job of before.
        """
        async with held(self._works, job, viewer) as (work, mine):
            names = await work.contacts.names([made.contact])
            name = channel_name(names.get(made.contact, ""), mine.cursor + 1)
            is_doubtful = bool(mine.result.get(_TRIED))
            named = made if is_doubtful else replace(made, name=name)
            asked = replace(mine, result=mine.result | {_TRIED: True})
            await work.channels.save(named)
            await work.jobs.save(asked)
        return is_doubtful, asked, named

    async def _next(self, job: Job, viewer: Viewer) -> Job:
        async with held(self._works, job, viewer) as (work, mine):
            later = replace(mine, cursor=mine.cursor + 1, result=mine.result | {_TRIED: False})
            await work.jobs.save(later)
        return later

    async def _found(self, job: Job, viewer: Viewer, channel: ChannelId) -> Job:
        async with held(self._works, job, viewer) as (work, mine):
            made = await work.channels.find(_link(mine))
            if made is not None:
                await work.channels.save(replace(made, channel=channel))
            await work.jobs.save(mine)
        return mine

    async def _invite(self, viewer: Viewer, channel: ChannelId) -> str:
        """'' where they are in it, else why not; they can come in by themselves. Raises SlackUnavailable."""
        try:
            await self._rooms.invite(viewer.workspace.team, channel, viewer.id)
        except SlackRefused as error:
            return str(error.values["error"])
        return ""

    async def _ended(self, job: Job, viewer: Viewer, uninvited: str = "") -> Job:
        async with held(self._works, job, as_began(viewer)) as (work, mine):
            done = replace(mine, state=JobState.DONE, result=mine.result | {UNINVITED: uninvited})
            made = await work.channels.find(_link(mine))
            if made is not None:
                await channels.open(work, made)
                await work.outbox.add_many([channels.report_delivery(done, work)])
            await work.jobs.save(done)
        return done


def _link(job: Job) -> ContactChannelId:
    return ContactChannelId(int(job.input[channels.LINK]))
