"""The composition root: the rooms meet here and nowhere else."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.api._shell import Api, Enter
from bot.api.table import table as api_table
from bot.app._followed_clock import FollowedClock
from bot.app._metrics import Metrics
from bot.app._shelf import shelf_of, vault_of
from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.crm import channels
from bot.crm._door import Door
from bot.crm._token_door import TokenDoor
from bot.crm._work import Works
from bot.gateway import Gateway, Mailer, MailServer, Receivers, networks_of
from bot.handlers._replies import Replies
from bot.handlers._shell import ReadersChanged, Shell
from bot.handlers._shell_work import Carrier
from bot.handlers._viewers import Caller, Viewers
from bot.handlers.table import table
from bot.model.errors import SlackRefused
from bot.model.ids import ChannelId
from bot.model.members import EVERYONE, Viewer
from bot.model.ports import Shelf
from bot.store import LIMITS, Database, Limits, open_database
from bot.store._jobs_claims import JobClaims
from bot.store._outbox_claims import Claims, WebhookClaims
from bot.worker import LEASE_SECONDS, WebhookWorker, Worker
from bot.worker._messages import Messages
from bot.worker._outsiders import Outsiders
from bot.worker.jobs import JobRunner


@dataclass(frozen=True, slots=True)
class House:
    """Everything that one process runs with."""

    settings: Settings
    clock: Clock
    database: Database
    gateway: Gateway
    receivers: Receivers
    door: Door
    works: Works
    viewers: Viewers
    shell: Shell
    api: Api
    worker: Worker
    webhooks: WebhookWorker
    jobs: JobRunner
    outsiders: Outsiders
    metrics: Metrics
    wake: Callable[[], None]  # what is due, and the jobs: something may have been added


async def bot_token(settings: Settings, team: str) -> str:
    """The one token of a single installation; several workspaces bring a store of them."""
    if settings.slack_bot_token is None:
        raise SlackRefused(error="not_authed")
    return settings.slack_bot_token.get_secret_value()


def clock_of(settings: Settings) -> Clock:
    return FollowedClock(settings.carnet_clock_url) if settings.carnet_clock_url else SystemClock()


def mailer_of(settings: Settings, clock: Clock) -> Mailer | None:
    """None where no mail leaves. The ids of its messages bear the public name of this Carnet."""
    if settings.smtp_url is None:
        return None
    home = urlsplit(settings.carnet_url or "").hostname or "carnet"
    return Mailer(MailServer.read(settings.smtp_url.get_secret_value()), home=home, now=clock.now)


@asynccontextmanager
async def opened(settings: Settings, *, limits: Limits = LIMITS) -> AsyncIterator[House]:
    """The store is open and the gateway started; nothing listens or sends yet.

    Raises SchemaMismatch, StoreInUse, StoreUnavailable.
    """
    clock = clock_of(settings)
    await clock.refresh()
    database = await open_database(settings.database_url, wall=clock.now, limits=limits)
    gateway = Gateway(
        api_url=settings.slack_api_url,
        token=lambda team: bot_token(settings, team),
        clock=clock,
        mailer=mailer_of(settings, clock),
    )
    receivers = Receivers(now=clock.now, trials=networks_of(settings.carnet_webhook_networks or ""))
    try:
        await gateway.start()
        await receivers.start()
        shelf = shelf_of(settings)
        await shelf.tidy()
        yield _build(settings, clock, database, Voices(gateway, receivers), shelf=shelf)
    finally:
        await receivers.close()
        await gateway.close()
        await database.close()


@dataclass(frozen=True, slots=True)
class Voices:
    """What leaves the process: to Slack and by mail, and to other programs."""

    gateway: Gateway
    receivers: Receivers


def _build(settings: Settings, clock: Clock, database: Database, voices: Voices, *, shelf: Shelf) -> House:
    gateway = voices.gateway
    door = Door(database, clock.now, steady=clock.steady)
    waking = _Waking()
    works = Works(database, clock.now, waking, mails=settings.smtp_url is not None, vault=vault_of(settings))
    outsiders = Outsiders(gateway, door, clock)
    messages = Messages(works, door, clock, has_outsiders=outsiders)
    claims = Claims(database, steady=clock.steady, lease=settings.carnet_lease, settle=settings.carnet_settle)
    worker = Worker(claims, gateway, clock, compose=messages, aftermath=messages, expect=messages.expect)
    webhook_claims = WebhookClaims(database, lease=LEASE_SECONDS)
    webhooks = WebhookWorker(webhook_claims, voices.receivers, clock, works=works, door=door)
    jobs = JobRunner(
        JobClaims(database, lease=settings.carnet_lease), works, lease=settings.carnet_lease,
        shelf=shelf, fetcher=gateway, sharer=gateway, rooms=gateway,
    )  # fmt: skip
    waking.calls += [worker.wake, webhooks.wake, jobs.wake]
    if isinstance(clock, FollowedClock):
        clock.on_change(waking)
    metrics = Metrics()
    viewers = Viewers(door, gateway, clock)
    replies = Replies(gateway)
    carrier = Carrier(
        works, viewers, replies, channels=gateway, receivers=voices.receivers, clock=clock, observe=metrics.observe
    )
    heard = _hearing(outsiders, door, works)
    shell = Shell(table(), carrier, replies, viewers=viewers, clock=clock, readers_changed=heard)
    tokens = TokenDoor(database, door, clock.now)
    api = Api(api_table(), works, tokens, clock=clock, observe=metrics.observe, enter=_entering(carrier))
    return House(
        settings=settings,
        clock=clock,
        database=database,
        gateway=gateway,
        receivers=voices.receivers,
        door=door,
        works=works,
        viewers=viewers,
        shell=shell,
        api=api,
        worker=worker,
        webhooks=webhooks,
        jobs=jobs,
        outsiders=outsiders,
        metrics=metrics,
        wake=waking,
    )


def _entering(carrier: Carrier) -> Enter:
    """How a program makes sure that what it has told in a channel is told there."""

    async def enter(viewer: Viewer, channel: ChannelId) -> None:
        home = viewer.workspace
        caller = Caller(home.enterprise, home.team, home.name, viewer.id)
        await carrier.enter(caller, channel, told=home.outsiders)

    return enter


def _hearing(outsiders: Outsiders, door: Door, works: Works) -> ReadersChanged:
    """Whoever comes into a channel is known of at once by whatever is told there."""

    async def hear(caller: Caller, channel: ChannelId) -> None:
        outsiders.forget(channel)
        system = await door.system_in(caller.enterprise, caller.team)
        if system is None:
            return
        async with works.reading(system, sight=EVERYONE) as work:
            is_told = await channels.is_told(work, channel)
        if is_told:
            async with works.writing(system, everything=True) as work:
                await channels.readers_changed(work, channel)

    return hear


class _Waking:
    """Called after each commit and each jump of a followed clock; the worker and the jobs look again."""

    def __init__(self) -> None:
        self.calls: list[Callable[[], None]] = []

    def __call__(self) -> None:
        for call in self.calls:
            call()
