"""What happens between a payload and its reply: who is asking, what Slack must be asked first, the Work, the errors."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol, cast

from bot.crm import drafts
from bot.crm._work import Works
from bot.handlers._ask import Access, Answers, Ask, Asked, Does, Reply
from bot.handlers._payloads import Request
from bot.handlers._replies import Opened, Replies
from bot.handlers._routes import Route, Verb
from bot.handlers._viewers import Caller, Viewers
from bot.log import logger
from bot.model.errors import (
    AlreadyDone,
    ChannelHasGuests,
    CrmError,
    FieldsInvalid,
    GuestRefused,
    MemberIsGuest,
    MemberNotFound,
    StoreUnavailable,
)
from bot.model.ids import ChannelId
from bot.model.members import Standing, Viewer
from bot.model.ports import Channels
from bot.parse._form import read_state
from bot.templates import errors as show_errors
from bot.templates import shell as show
from bot.templates._words import Reader, reader_of

NOBODY = Reader("en", "UTC")
_SOON_TYPED = 20  # characters
_AT_ONCE = 10  # questions to Slack about the members of a channel
_OUTSIDERS = {Standing.MULTI_CHANNEL_GUEST, Standing.SINGLE_CHANNEL_GUEST, Standing.STRANGER}

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
        clock: Steady,
        observe: Observe,
    ) -> None:
        self._works = works
        self._viewers = viewers
        self._replies = replies
        self._channels = channels
        self._clock = clock
        self._observe = observe

    async def carry(self, request: Request, routed: Routed) -> Reply:
        begun = self._clock.steady()
        run = _Run(request)
        try:
            reply = await self._answered(run, routed)
        except Exception as error:  # noqa: BLE001  # even the answer to an error failed
            self._record(run, error)
            reply = Reply()
        self._told(run, self._clock.steady() - begun)
        return reply

    async def _answered(self, run: "_Run", routed: Routed) -> Reply:
        try:
            return await self._carry(run, routed)
        except CrmError as error:
            run.outcome = error.id
            return await self._refusal(run, error)
        except Exception as error:  # noqa: BLE001  # the one place: Bolt never sees one
            self._record(run, error)
            return await self._failure(run)

    def _record(self, run: "_Run", error: Exception) -> None:
        run.outcome = "unexpected"
        kind, verb = run.request.kind, run.title
        logger().error("unexpected", kind=kind, verb=verb, error=type(error).__name__, path=_place(error))

    async def _carry(self, run: "_Run", routed: Routed) -> Reply:
        run.viewer = viewer = await self._viewers.get(run.request.caller)
        if viewer.member.standing is not Standing.FULL:
            raise GuestRefused
        found = routed()
        if found is None:  # a button or form of an older version of ours
            run.outcome = "unknown"
            return Reply()
        run.route, run.ask = found
        if isinstance(run.route, Verb) and run.route.first is not None:
            async with self._works.reading(viewer) as work:
                await run.route.first(run.ask, work)
        await self._ask_slack(run.request.caller, run.route, run.ask)
        if run.route.access is not Access.OPENS:
            return await self._work(run, viewer)
        opening = asyncio.ensure_future(
            self._replies.open(run.request, show.loading(run.reader), in_view=run.ask.in_view)
        )
        try:
            reply = await self._work(run, viewer)
        finally:
            run.opened = await opening
        if reply.view is None:
            return reply
        await self._replies.fill(run.request, run.opened, reply.view)
        return Reply()

    async def _ask_slack(self, caller: Caller, route: Route, ask: Ask) -> None:
        if route.before is Asked.PEOPLE:
            for member in ask.said.without_leading_people()[0]:
                other = Caller(caller.enterprise, caller.team, caller.team_name, member)
                person = await self._viewers.get(other)
                if person.member.standing in _OUTSIDERS:
                    raise MemberIsGuest(name=person.member.name)
                if person.member.standing is not Standing.FULL:
                    raise MemberNotFound(name=person.member.name)
        if route.before is Asked.CHANNEL and ask.channel is not None and not ask.channel.startswith("D"):
            await self._channels.enter(caller.team, ask.channel)
            await self._refuse_outsiders(caller, ask.channel)

    async def _refuse_outsiders(self, caller: Caller, channel: ChannelId) -> None:
        """What is posted in a channel is seen by all its members, and contacts are for none but ours."""
        members = await self._channels.members(caller.team, channel)
        for start in range(0, len(members), _AT_ONCE):
            some = [replace(caller, user=member) for member in members[start : start + _AT_ONCE]]
            viewers = await asyncio.gather(*(self._viewers.get(one) for one in some))
            if any(viewer.member.standing in _OUTSIDERS for viewer in viewers):
                raise ChannelHasGuests

    async def _work(self, run: "_Run", viewer: Viewer) -> Reply:
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

    async def _once(self, run: "_Run", viewer: Viewer) -> Reply:
        route, ask = run.known
        if route.access is Access.ANSWERS:
            return await cast(Answers, route.does)(ask, viewer)
        does = cast(Does, route.does)
        if route.access is Access.READS:
            async with self._works.reading(viewer) as work:
                return await does(ask, work)
        async with self._works.writing(viewer, key=run.request.key or None) as work:
            run.reply = replace(await does(ask, work), is_saved=True)
        return run.reply

    async def _refusal(self, run: "_Run", error: CrmError) -> Reply:
        if isinstance(error, AlreadyDone):
            return Reply()
        await self._keep_typing(run)
        if isinstance(error, FieldsInvalid):
            return Reply(errors=show_errors.field_errors(error.fields, run.reader))
        if run.request.view is not None and run.is_form:
            return Reply(view=show.with_error(run.request.view, show_errors.alert_text(error, run.reader)))
        if run.opened is not None:
            await self._tell_in(run, show.told(show_errors.alert_text(error, run.reader), run.reader))
            return Reply()
        return Reply(message=show_errors.message(error, run.reader, typed=run.typed))

    async def _failure(self, run: "_Run") -> Reply:
        await self._keep_typing(run)
        sentence = show_errors.unexpected_alert(run.reader)
        if run.request.view is not None and run.is_form:
            return Reply(view=show.with_error(run.request.view, sentence))
        if run.opened is not None:
            await self._tell_in(run, show.told(sentence, run.reader))
            return Reply()
        return Reply(message=show_errors.unexpected(run.reader, typed=run.typed))

    async def _tell_in(self, run: "_Run", view: dict[str, Any]) -> None:
        if run.opened is None:
            return
        try:
            await self._replies.fill(run.request, run.opened, view)
        except CrmError as error:
            logger().warning("reply_lost", kind=run.request.kind, error=error.id)

    async def _keep_typing(self, run: "_Run") -> None:
        """What was typed into a form that failed stays in its draft, in a transaction of its own."""
        if run.viewer is None or run.ask is None or run.ask.draft is None:
            return
        try:
            async with self._works.writing(run.viewer) as work:
                await drafts.keep(work, run.ask.draft, read_state(run.ask.state))
        except CrmError as error:
            logger().warning("draft_not_kept", kind=run.request.kind, error=error.id)

    def _told(self, run: "_Run", seconds: float) -> None:
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


class _Run:
    """What is known of one request so far, for its answer and its line in the log."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.viewer: Viewer | None = None
        self.route: Route | None = None
        self.ask: Ask | None = None
        self.opened: Opened | None = None
        self.reply = Reply()
        self.outcome = "done"

    @property
    def known(self) -> tuple[Route, Ask]:
        if self.route is None or self.ask is None:
            raise RuntimeError("routed before the work")
        return self.route, self.ask

    @property
    def reader(self) -> Reader:
        return NOBODY if self.viewer is None else reader_of(self.viewer.member)

    @property
    def typed(self) -> str:
        """What a command was to write down, where nobody would want to type it again: Slack has taken it away."""
        if self.route is None or self.ask is None or self.route.access is not Access.WRITES:
            return ""
        return f"{self.title} {self.ask.words}" if len(self.ask.words) > _SOON_TYPED else ""

    @property
    def title(self) -> str:
        return "" if self.route is None else self.route.title

    @property
    def is_form(self) -> bool:
        return self.request.kind == "view_submission"


def _place(error: BaseException) -> str:
    """File and line where an error arose, without its message, which may quote what a person typed."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/bot/')[2]}:{trace.tb_lineno}"
