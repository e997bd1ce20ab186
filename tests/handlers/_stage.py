"""The shell with a route table of the test's own, between a sandbox that plays Slack and a real store."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import aiohttp

from bot.app._house import House, opened
from bot.app._serve import _listening
from bot.crm._work import Work
from bot.handlers._ask import Access, Ask, Asked, Does, Reply
from bot.handlers._replies import Replies
from bot.handlers._routes import Button, FormSave, HomeOpened, On, Options, Routes, Shortcut, Verb
from bot.handlers._shell import Shell
from bot.handlers._shell_work import Carrier
from bot.handlers._viewers import Caller
from bot.model.ids import ChannelId, DraftId, MemberId
from bot.model.messages import Block, Message
from bot.sandbox import Sandbox, SandboxOptions
from tests._works import PATIENT
from tests.conftest import Database
from tests.journeys._person import Person
from tests.journeys._slack import PEOPLE, ROOT, Workspace, call_log, settings_for, world

READS, WRITES, OPENS = Access.READS, Access.WRITES, Access.OPENS


@dataclass
class Stage:
    """`does` is what each route does, by its name; `asks` what they were asked."""

    slack: Workspace
    house: House
    does: dict[str, Does] = field(default_factory=dict)
    asks: list[Ask] = field(default_factory=list)

    @property
    def asked(self) -> Ask:
        return self.asks[-1]

    def person(self, name: str) -> Person:
        return self.slack.people[name]

    def replies(self, **given: Reply) -> None:
        """Routes that always answer the same."""
        for name, reply in given.items():
            self.does[name] = _always(reply)

    async def kept(self, draft: DraftId, *, whose: str = "nathan") -> dict[str, str]:
        """What a draft holds."""
        (workspace,) = await self.house.door.workspaces()
        viewer = await self.house.door.viewer_in(workspace.tenant, MemberId(PEOPLE[whose]))
        assert viewer is not None
        async with self.house.works.reading(viewer) as work:
            found = await work.drafts.find(draft, member=viewer.id, now=work.now)
        assert found is not None, "the draft is consumed"
        return found.values


async def _nobody_heeds(caller: Caller, channel: ChannelId) -> None:
    return


def _always(reply: Reply) -> Does:
    async def answer(ask: Ask, work: Work) -> Reply:
        return reply

    return answer


def section(text: str) -> Block:
    return {"type": "section", "text": {"type": "plain_text", "text": text}}


def field_of(key: str, **element: object) -> Block:
    shape = {"type": "plain_text_input", "action_id": "value", **element}
    label = {"type": "plain_text", "text": key.title()}
    return {"type": "input", "block_id": key, "optional": True, "label": label, "element": shape}


def button(text: str, action: str, value: str = "") -> Block:
    element = {"type": "button", "action_id": action, "text": {"type": "plain_text", "text": text}}
    return {"type": "actions", "block_id": action, "elements": [element | ({"value": value} if value else {})]}


def menu(action: str, **options: str) -> Block:
    """An overflow menu; its options' values by their names."""
    shown = [{"text": {"type": "plain_text", "text": name}, "value": value} for name, value in options.items()]
    return section("Menu") | {"accessory": {"type": "overflow", "action_id": action, "options": shown}}


def modal(title: str, *blocks: Block, callback: str = "test.view", metadata: str = "") -> Block:
    words = {"type": "plain_text", "text": title}
    shown = list(blocks) or [section(title)]
    submit = {"submit": words} if any(block["type"] == "input" for block in shown) else {}
    return {
        "type": "modal", "title": words, "blocks": shown, "callback_id": callback, "private_metadata": metadata,
        **submit,
    }  # fmt: skip


def home(*blocks: Block, metadata: str = "") -> Block:
    return {"type": "home", "blocks": list(blocks), "private_metadata": metadata}


def _routes(stage: Stage) -> Routes:
    def does(name: str) -> Does:
        async def do(ask: Ask, work: Work) -> Reply:
            stage.asks.append(ask)
            return await stage.does[name](ask, work)

        return do

    return Routes(
        (
            Verb("/contact", "", does("open"), OPENS),
            Verb("/crm", "", does("say"), READS),
            Button("test.read", does("read"), READS),
            Button("test.write", does("write"), WRITES),
            Button("test.open", does("top"), OPENS),
            Button("test.menu:first", does("first"), READS),
            Button("test.menu", does("rest"), READS),
            FormSave("test.save", does("save")),
            FormSave("test.people", does("people"), before=Asked.MEMBERS),
            Shortcut("new_contact", does("shortcut")),
            Shortcut("contact_from_message", does("message_shortcut"), on=On.MESSAGE),
            Options("test.pick", does("options")),
            HomeOpened(does("home")),
        ),
        aliases={},
    )


@asynccontextmanager
async def on_stage(database: Database, folder: Path) -> AsyncIterator[Stage]:
    """Sandbox, store and shell, by HTTP; the worker sleeps."""
    log = call_log(folder)
    options = SandboxOptions(log=log, manifest=ROOT / "manifest.yml", ack_seconds=10.0, trigger_seconds=30.0)
    async with AsyncExitStack() as running:
        sandbox = await running.enter_async_context(Sandbox.start(options, world=world()))
        settings = settings_for(sandbox, database.url, way="http", files=folder / "files")
        house = await running.enter_async_context(opened(settings, limits=PATIENT))
        http = await running.enter_async_context(aiohttp.ClientSession(sandbox.url))
        stage = Stage(Workspace(sandbox, http, log, house), house)
        replies = Replies(house.gateway)
        gateway, clock, viewers = house.gateway, house.clock, house.viewers
        carrier = Carrier(
            house.works, viewers, replies, channels=gateway, receivers=house.receivers, clock=clock,
            observe=_unobserved,
        )  # fmt: skip
        shell = Shell(_routes(stage), carrier, replies, viewers=viewers, clock=clock, readers_changed=_nobody_heeds)
        address = await running.enter_async_context(_listening(replace(house, shell=shell)))
        sandbox.slack.outbound.request_url = f"{address}/slack/events"
        stage.replies(say=Reply(message=Message("Hello.")))
        await stage.slack.enter()
        running.push_async_callback(stage.slack.leave)
        yield stage


def _unobserved(kind: str, route: str, outcome: str, seconds: float) -> None:
    """Nobody counts."""
