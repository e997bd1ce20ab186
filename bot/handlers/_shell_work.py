"""What happens between a payload and its reply: who is asking, what Slack must be asked first, the Work, the errors."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Protocol, cast

from bot.crm import drafts
from bot.crm._work import Works
from bot.handlers import _payloads as payloads
from bot.handlers._ask import Access, Answers, Ask, Asked, Does, Reply
from bot.handlers._payloads import Request
from bot.handlers._replies import Replies
from bot.handlers._routes import FormSave, Route, Verb
from bot.handlers._shell_run import Run
from bot.handlers._viewers import Caller, Viewers
from bot.log import logger
from bot.model.errors import (
    AlreadyDone,
    ChannelHasGuests,
    CrmError,
    GuestRefused,
    MemberIsGuest,
    MemberNotFound,
    SlackFault,
    SlackRefused,
    StoreUnavailable,
)
from bot.model.ids import ChannelId, MemberId
from bot.model.members import OUTSIDE, Member, Standing, ToOutsiders, Viewer
from bot.model.ports import Channels, Receivers
from bot.parse._form import read_state
from bot.parse.follows import is_private
from bot.templates import shell as show

_AT_ONCE = 10  # questions to Slack about the members of a channel

Observe = Callable[[str, str, str, float], None]
Routed = Callable[[], tuple[Route, Ask] | None]


class Steady(Protocol):
    def steady(self) -> float: ...


class Carrier:
    """Carries a request out; whatever happens, the answer is a `Reply`.

    `observe(kind, route, outcome, seconds)` is told of each request.
    """

    def __init__(
        self,
        works: Works,
        viewers: Viewers,
        replies: Replies,
        *,
        channels: Channels,
        receivers: Receivers,
        clock: Steady,
        observe: Observe,
    ) -> None:
        self._works = works
        self._viewers = viewers
        self._replies = replies
        self._channels = channels
        self._receivers = receivers
        self._clock = clock
        self._observe = observe

    async def carry(self, request: Request, routed: Routed) -> Reply:
        begun = self._clock.steady()
        run = Run(request)
        try:
            reply = await self._answered(run, routed)
        except Exception as error:  # noqa: BLE001  # even the answer to an error failed
            self._record(run, error)
            reply = Reply()
        self._told(run, self._clock.steady() - begun)
        return reply

    async def _answered(self, run: Run, routed: Routed) -> Reply:
        try:
            return await self._carry(run, routed)
        except CrmError as error:
            run.outcome = error.id
            return await self._refusal(run, error)
        except Exception as error:  # noqa: BLE001  # the one place: Bolt never sees one
            self._record(run, error)
            return await self._failure(run)

    def _record(self, run: Run, error: Exception) -> None:
        run.outcome = "unexpected"
        kind, verb = run.request.kind, run.title
        logger().error("unexpected", kind=kind, verb=verb, error=type(error).__name__, path=_place(error))

    async def _carry(self, run: Run, routed: Routed) -> Reply:
        run.viewer = viewer = await self._viewers.get(run.request.caller)
        if viewer.member.standing is not Standing.FULL:
            raise GuestRefused
        found = routed()
        if found is None:  # a button or form of an older version of ours
            run.outcome = "unknown"
            return Reply()
        run.route, run.ask = found
        if run.route.before is Asked.FOLLOWED:
            await self._make_known(run.request.caller, payloads.chosen_people(run.ask.state))
        if isinstance(run.route, Verb | FormSave) and run.route.first is not None:
            async with self._works.reading(viewer) as work:
                first = await run.route.first(run.ask, work)
            if first.errors:
                return first
            if run.route.before is Asked.LINKED and first.linked is not None:
                run.ask = replace(run.ask, gone=await self._gone(run.request.caller, first.linked))
            if run.route.before is Asked.FOLLOWED:
                run.ask = replace(run.ask, channel=first.linked)
        run.ask = await self._ask_slack(viewer, run.request.caller, run)
        if run.route.access is not Access.OPENS:
            return await self._work(run, viewer)
        opening = asyncio.ensure_future(self._replies.open(run.request, show.loading(run.reader)))
        try:
            reply = await self._work(run, viewer)
        finally:
            run.opened = await opening
        if reply.view is None:
            return reply
        await self._replies.fill(run.request, run.opened, reply.view)
        return replace(reply, view=None)

    async def _ask_slack(self, viewer: Viewer, caller: Caller, run: Run) -> Ask:
        """With what Slack said."""
        route, ask = run.known
        if route.before is Asked.PEOPLE:
            for member in ask.said.without_leading_people()[0]:
                _refuse_others((await self._viewers.get(replace(caller, user=member))).member)
        if route.before is Asked.MEMBERS:
            await self._make_known(caller, payloads.chosen_people(ask.state))
        if route.before is Asked.ADDRESS:
            await self._receivers.check(payloads.typed_in(ask.state, "url"))
        if route.before in {Asked.CHANNEL, Asked.FOLLOWED} and _is_for_channel(ask) and ask.channel is not None:
            return replace(ask, names_only=await self.enter(caller, ask.channel, told=viewer.workspace.outsiders))
        return ask

    async def enter(self, caller: Caller, channel: ChannelId, *, told: ToOutsiders) -> bool:
        """Before anything is told there; whether people from outside read along, who are told as the setting says.

        Raises ChannelUnreachable, ChannelHasGuests, SlackUnavailable.
        """
        await self._channels.enter(caller.team, channel, even_shared=told is not ToOutsiders.NOTHING)
        has_outsiders = await self._has_outsiders(caller, channel)
        if has_outsiders and told is ToOutsiders.NOTHING:
            raise ChannelHasGuests
        return has_outsiders

    async def _gone(self, caller: Caller, channel: ChannelId) -> ChannelId | None:
        """The channel where Slack has it no more; as long as Slack does not say so it is taken as there."""
        with suppress(SlackFault):
            return channel if await self._channels.is_gone(caller.team, channel) else None
        return None

    async def _has_outsiders(self, caller: Caller, channel: ChannelId) -> bool:
        """Where Slack does not say who reads along, somebody from outside does."""
        try:
            if await self._channels.is_shared(caller.team, channel):
                return True
            members = await self._channels.members(caller.team, channel)
            for start in range(0, len(members), _AT_ONCE):
                some = [replace(caller, user=member) for member in members[start : start + _AT_ONCE]]
                viewers = await asyncio.gather(*(self._viewers.get(one) for one in some))
                if any(viewer.member.standing in OUTSIDE for viewer in viewers):
                    return True
        except (SlackRefused, MemberNotFound):
            return True
        return False

    async def _make_known(self, caller: Caller, members: Sequence[MemberId]) -> None:
        """Those whom a form chooses are written down; whether they may be chosen, the work says."""
        for member in members:
            with suppress(MemberNotFound):
                await self._viewers.get(replace(caller, user=member))

    async def _work(self, run: Run, viewer: Viewer) -> Reply:
        try:
            return await self._once(run, viewer)
        except StoreUnavailable:
            # A lost connection leaves a commit in doubt; the key makes doing it again one change.
            if not run.request.key:
                raise
        try:
            return await self._once(run, viewer)
        except AlreadyDone:  # it was committed, and its answer was ready
            return run.reply

    async def _once(self, run: Run, viewer: Viewer) -> Reply:
        route, ask = run.known
        if route.access is Access.ANSWERS:
            return await cast(Answers, route.does)(ask, viewer)
        does = cast(Does, route.does)
        if route.access is Access.READS:
            async with self._works.reading(viewer) as work:
                return await does(ask, work)
        async with self._works.writing(viewer, key=run.request.key or None) as work:
            reply = await does(ask, work)
            run.reply = replace(reply, is_saved=not (reply.keeps_draft or reply.errors))
        if reply.alters_workspace:
            self._viewers.forget(run.request.caller.team)
        return run.reply

    async def _refusal(self, run: Run, error: CrmError) -> Reply:
        if isinstance(error, AlreadyDone):
            return Reply()
        await self._keep_typing(run)
        return await self._told_in(run, run.refused(error))

    async def _failure(self, run: Run) -> Reply:
        await self._keep_typing(run)
        return await self._told_in(run, run.failed())

    async def _told_in(self, run: Run, reply: Reply) -> Reply:
        """A view that was opened for the answer is told what went wrong instead."""
        if run.opened is None or reply.view is None:
            return reply
        try:
            await self._replies.fill(run.request, run.opened, reply.view)
        except CrmError as error:
            logger().warning("reply_lost", kind=run.request.kind, error=error.id)
        return Reply()

    async def _keep_typing(self, run: Run) -> None:
        """What was typed into a form that failed stays in its draft, in a transaction of its own."""
        if run.viewer is None or run.ask is None or run.ask.draft is None or not run.holds_typing:
            return
        try:
            async with self._works.writing(run.viewer) as work:
                await drafts.keep(work, run.ask.draft, read_state(run.ask.state))
        except CrmError as error:
            logger().warning("draft_not_kept", kind=run.request.kind, error=error.id)

    def _told(self, run: Run, seconds: float) -> None:
        self._observe(run.request.kind, run.title, run.outcome, seconds)
        logger().info(
            "request",
            kind=run.request.kind,
            verb=run.title,
            tenant=None if run.viewer is None else run.viewer.tenant,
            member=run.request.caller.user,
            ms=round(seconds * 1000, 1),
            outcome=run.outcome,
        )


def _is_for_channel(ask: Ask) -> bool:
    """What is to be told in private needs no channel entered."""
    return ask.channel is not None and not ask.channel.startswith("D") and not is_private(ask.words or ask.value)


def _refuse_others(member: Member) -> None:
    if member.standing in OUTSIDE:
        raise MemberIsGuest(name=member.name)
    if member.standing is not Standing.FULL:
        raise MemberNotFound(name=member.name)


def _place(error: BaseException) -> str:
    """File and line where an error arose, without its message, which may quote what a person typed."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/bot/')[2]}:{trace.tb_lineno}"
