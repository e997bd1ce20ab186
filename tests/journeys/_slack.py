"""A workspace with the real bot in it: the sandbox plays Slack, everything else is what `carnet serve` runs."""

import json
import os
import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import aiohttp
from pydantic import SecretStr

from bot.app._house import House, opened
from bot.app._serve import _following, _listening, _working
from bot.config import Settings
from bot.model.ids import MemberId
from bot.model.members import SYSTEM, Role
from bot.sandbox import Sandbox, SandboxOptions, Visitor
from bot.sandbox.clock import pause, steady
from bot.sandbox.delivery import payloads
from bot.sandbox.delivery.parcel import Ack, Parcel
from bot.sandbox.delivery.sockets import Socket
from bot.sandbox.wire import Json
from bot.store.members import Members
from tests._calls import Calls
from tests._works import PATIENT, shell_waits
from tests.journeys._onlooker import PATIENCE_SECONDS
from tests.journeys._person import Person
from tests.journeys._reading import pings
from tests.journeys._shown import Shown

# A Tuesday in winter; each file begins there, whatever the day of the machine.
BEGIN = datetime(2027, 1, 12, 9, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
# Slack's three seconds are the shell's to keep; a busy machine is no slow bot.
ACK_SECONDS = 30.0
Kind = Literal["slash_commands", "interactive", "events_api"]
Way = Literal["sockets", "http"]

PEOPLE = {
    "claire": "U0CLAIRE001",  # Paris, French
    "nathan": "U0NATHAN001",  # New York, English
    "marguerite": "U0MARGUER01",  # Montréal, French; the admin
    "priya": "U0PRIYA0001",  # Kolkata, English
    "guest": "U0GUEST0001",
    "left": "U0LEFT00001",
    "robot": "U0ROBOT0001",
    "stranger": "U0STRANGER1",
}
_OTHERS: tuple[Json, ...] = (
    {"id": PEOPLE["left"], "name": "left", "real_name": "Leo Left", "locale": "en-US", "deleted": True},
    {"id": PEOPLE["robot"], "name": "robot", "real_name": "Some Robot", "locale": "en-US", "is_bot": True},
    {"id": PEOPLE["stranger"], "name": "stranger", "real_name": "Sam Stranger", "locale": "en-US", "is_stranger": True},
)


def world() -> Json:
    """The sandbox's own, and three more who are refused; everybody is in #sales."""
    described: Json = json.loads((ROOT / "bot/sandbox/default_world.json").read_text())
    (workspace,) = described["workspaces"]
    workspace["people"] += _OTHERS
    sales = next(channel for channel in workspace["channels"] if channel["name"] == "sales")
    sales["members"] = list(PEOPLE.values())
    return described


@dataclass
class Workspace:
    """The running whole. `log` is every call of the app and every answer to it, one JSON line each."""

    sandbox: Sandbox
    http: aiohttp.ClientSession
    log: Path
    inside: House | None = None  # of a bot in this process
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    all_calls: Calls = field(init=False)

    def __post_init__(self) -> None:
        self.all_calls = Calls(self.log)
        channels = self.sandbox.slack.world.channels
        self.channels |= {channel.name: channel.id for channel in channels if not channel.is_im}

    @property
    def house(self) -> House:
        assert self.inside is not None, "the bot of this workspace is another process"
        return self.inside

    @property
    def secret(self) -> str:
        return self.sandbox.signing_secret

    def calls(self, method: str) -> Sequence[Json]:
        """The app's calls of a method, as {"method", "body", "response"}."""
        return self.all_calls.of(method)

    def called_by_name(self) -> set[str]:
        """Every mention in what the app has sent so far, by whatever way."""
        return {ping for line in self.all_calls for ping in pings(line["body"])}

    async def passes(self, *, hours: float = 0, minutes: float = 0) -> None:
        """Time goes by, for Slack and the bot together."""
        await self._post("/_clock", {"advance": hours * 3600 + minutes * 60})

    async def moves_to(self, moment: datetime) -> None:
        await self._post("/_clock", {"now": moment.isoformat()})

    async def begins_at(self, hour: int, zone: ZoneInfo, *, weekday: int | None = None) -> datetime:
        """Time goes on to the next such hour in the zone, on that day of the week (Monday is 0); it then is."""
        now = (await self.now()).astimezone(zone)
        begin = now.replace(hour=hour, minute=0, second=0, microsecond=0)
        while begin <= now or weekday not in {None, begin.weekday()}:
            begin += timedelta(days=1)
        await self.moves_to(begin)
        return begin

    async def settles(self) -> None:
        """Long enough for the worker to send what it would send."""
        await pause(1.2)

    async def now(self) -> datetime:
        async with self.http.get("/_clock") as answer:
            return datetime.fromisoformat((await answer.json())["now"])

    async def fails(self, kind: str, method: str, **more: object) -> None:
        """The next calls of the method fail in one of Slack's ways."""
        await self._post("/_faults", {"kind": kind, "method": method, **more})

    async def struck(self) -> None:
        """Until every fault that was to come so many times has come: the app is then in the midst of such a call."""
        await until(lambda: not any(rule.times for rule in self.sandbox.slack.faults.rules))

    async def recovers(self) -> None:
        async with self.http.delete("/_faults") as answer:
            answer.raise_for_status()

    async def changes(self, person: Person, **profile: object) -> None:
        """The person's profile; the bot has heard of it when this returns."""
        heard = len(self.calls("ack:user_change"))
        await self._post("/_world/person", {"id": person.id, **profile})
        await until(lambda: len(self.calls("ack:user_change")) > heard)

    async def newcomer(self, **profile: object) -> Person:
        """Somebody whom the bot has never heard of, in #sales."""
        name = f"new{secrets.token_hex(3)}"
        made = await self._post("/_world/person", {"name": name, "real_name": name.title(), **profile})
        user = str(made["person"]["id"])
        await self._post("/_world/member", {"channel": self.channels["sales"], "user": user})
        return await self._enter(user)

    async def gives_role(self, person: Person, role: Role) -> None:
        """What an admin gives somebody; who is new is heard of first."""
        await person.types("/crm help")
        (workspace,) = await self.house.door.workspaces()
        member = await self.house.door.member(workspace.tenant, MemberId(person.id))
        assert member is not None
        async with self.house.database.turn(), self.house.database.writer(workspace.tenant, SYSTEM) as session:
            await Members(session).save(replace(member, role=role), at=await self.now())
            await session.commit()
        self.house.viewers.forget(workspace.team)

    async def channel(self, *, members: list[str], is_private: bool = False) -> str:
        """A new channel without the app in it; its name."""
        name = f"team-{secrets.token_hex(4)}"
        row = {"name": name, "is_private": is_private, "members": [PEOPLE[each] for each in members]}
        made = await self._post("/_world/channel", row)
        self.channels[name] = str(made["channel"])
        return name

    async def invites(self, channel: str) -> None:
        """The app is now in the channel."""
        await self._post("/_world/member", {"channel": self.channels[channel]})

    async def lets_in(self, who: str, channel: str) -> None:
        """Somebody is invited into the channel: a guest or a stranger perhaps."""
        await self._post("/_world/member", {"channel": self.channels[channel], "user": PEOPLE[who]})

    async def archives(self, channel: str) -> None:
        await self._post("/_world/channel", {"id": self.channels[channel], "is_archived": True})

    def members(self, channel: str) -> set[str]:
        """The real names of those in the channel."""
        world = self.sandbox.slack.world
        return {world.people[member].real_name for member in world.channels[self.channels[channel]].members}

    def command(self, line: str, *, who: str = "nathan", in_: str = "sales") -> Json:
        """The payload of a command as Slack would send it, its text taken as it is."""
        slack = self.sandbox.slack
        person, channel = slack.world.people[PEOPLE[who]], slack.world.channels[self.channels[in_]]
        word, _, text = line.partition(" ")
        return payloads.command(slack, person, channel, word=word, text=text)

    async def delivers(self, kind: Kind, payload: Json) -> Ack:
        """Sends a payload by the way of this workspace, as often as it is called."""
        return await self.sandbox.slack.outbound.send(Parcel(kind, kind, payload, accepts_response=True))

    async def answer(self, payload: Json) -> Shown:
        """What the acknowledgement of a command shows."""
        ack = await self.delivers("slash_commands", payload)
        assert ack.is_ok, ack.problem
        return Shown(ack.body or {}, self._names())

    async def cut(self, how: str) -> None:
        """The sockets: drop, silent, or one of Slack's reasons."""
        await self._post("/_sockets/disconnect", {"reason": how})

    async def renews(self, how: str) -> None:
        """The same, until others have taken the place of those that there were."""
        before = self.sockets()
        await self.cut(how)
        await until(lambda: len(self.sockets()) == len(before) and not self.sockets() & before)

    def sockets(self) -> set[Socket]:
        """Those that are open."""
        return set(self.sandbox.slack.outbound.sockets._sockets)

    async def has_sockets(self, count: int) -> None:
        await until(lambda: len(self.sockets()) == count)

    async def quiet(self) -> None:
        """Everybody has closed their forms and Slack is well: between tests."""
        await self.recovers()
        for person in self.people.values():
            if self.sandbox.slack.views.stack(person.id):
                await person.visitor.close(is_cleared=True)

    async def enter(self) -> None:
        for name, user in PEOPLE.items():
            self.people[name] = await self._enter(user)
        # Whoever comes first lends the workspace language, zone and country.
        for name in ("claire", "marguerite"):
            await self.people[name].types("/crm help")

    async def leave(self) -> None:
        for person in self.people.values():
            await person.visitor.__aexit__(None, None, None)

    async def _enter(self, user: str) -> Person:
        visitor = await Visitor(self.sandbox.url, user).__aenter__()
        person = Person(visitor, self._names(), self.channels)
        self.people.setdefault(user, person)
        return person

    def _names(self) -> Mapping[str, str]:
        return {person.id: person.real_name for person in self.sandbox.slack.world.people}

    async def _post(self, path: str, row: Json) -> Json:
        async with self.http.post(path, json=row) as answer:
            told: Json = await answer.json()
            assert answer.status == 200, told
            return told


def settings_for(sandbox: Sandbox, database_url: str, *, way: Way, files: Path) -> Settings:
    return Settings.model_construct(
        database_url=database_url,
        slack_bot_token=SecretStr(sandbox.bot_token),
        slack_app_token=SecretStr(sandbox.app_token) if way == "sockets" else None,
        slack_signing_secret=SecretStr(sandbox.signing_secret),
        slack_api_url=sandbox.api_url,
        carnet_clock_url=f"{sandbox.url}/_clock",
        carnet_files=files,
        carnet_lease=3,
        carnet_settle=3,
        carnet_webhook_networks="127.0.0.0/8",
        port=0,
    )


@asynccontextmanager
async def at_work(database_url: str, *, way: Way, folder: Path) -> AsyncIterator[Workspace]:
    """Sandbox and bot, started and connected."""
    log = call_log(folder)
    options = SandboxOptions(log=log, manifest=ROOT / "manifest.yml", ack_seconds=ACK_SECONDS, trigger_seconds=60.0)
    async with AsyncExitStack() as running:
        running.enter_context(shell_waits())
        sandbox = await running.enter_async_context(Sandbox.start(options, world=world()))
        sandbox.slack.wall.move_to(BEGIN)
        settings = settings_for(sandbox, database_url, way=way, files=folder / "files")
        house = await running.enter_async_context(opened(settings, limits=PATIENT))
        await running.enter_async_context(_following(house))
        address = await running.enter_async_context(_listening(house))
        await running.enter_async_context(_working(house))
        http = await running.enter_async_context(aiohttp.ClientSession(sandbox.url))
        workspace = Workspace(sandbox, http, log, house)
        if way == "http":
            sandbox.slack.outbound.request_url = f"{address}/slack/events"
        await workspace.enter()
        running.push_async_callback(workspace.leave)
        yield workspace


def call_log(folder: Path) -> Path:
    """In the folder, or in the one that PAYLOADS names: there tests/node reads what every journey has sent."""
    kept = os.environ.get("PAYLOADS")
    return Path(kept) / f"{folder.name}-{secrets.token_hex(4)}.jsonl" if kept else folder / "calls.jsonl"


async def until(is_so: Callable[[], bool]) -> None:
    """Waits for something to be so."""
    end = steady() + PATIENCE_SECONDS
    while not is_so():
        assert steady() < end, "it never came"
        await pause(0.02)
