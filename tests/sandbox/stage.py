"""A workspace in which every method of the Web API has something to act upon."""

from dataclasses import dataclass, replace

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox, Visitor

from .conftest import CLAIRE, GENERAL, GUS, NATHAN, SALES


@dataclass(frozen=True, slots=True)
class Stage:
    """The app is in #sales and #general; #old is archived, #own is its own and private; Gus has left."""

    sandbox: Sandbox
    client: AsyncWebClient
    names: dict[str, str]

    def filled(self, args: dict[str, object]) -> dict[str, object]:
        """`{mine}` and the like stand for what has a name only once it is there."""
        return {
            name: value.format(**self.names) if isinstance(value, str) and "{" in value else value
            for name, value in args.items()
        }


async def set_stage(sandbox: Sandbox, client: AsyncWebClient, claire: Visitor) -> Stage:
    for channel in (SALES, GENERAL):
        await client.conversations_join(channel=channel)
    mine = (await client.chat_postMessage(channel=SALES, text="mine"))["ts"]
    theirs = (await claire.say(SALES, "theirs"))["message"]["ts"]
    old = (await client.conversations_create(name="old"))["channel"]["id"]
    kept = (await client.chat_postMessage(channel=old, text="kept"))["ts"]
    await client.conversations_archive(channel=old)
    own = (await client.conversations_create(name="own", is_private=True))["channel"]["id"]
    dm = await claire.app_channel()
    group = (await client.conversations_open(users=[CLAIRE, NATHAN]))["channel"]["id"]
    file = (await claire.upload("theirs.csv", b"a"))["id"]
    people = sandbox.slack.world.people
    people.put(replace(people[GUS], deleted=True))
    names = {"mine": mine, "theirs": theirs, "old": old, "kept": kept, "own": own}
    return Stage(sandbox, client, names | {"dm": dm, "group": group, "file": file})


async def arrived(client: AsyncWebClient, http: aiohttp.ClientSession) -> str:
    """A file whose bytes are there and which nobody has completed yet."""
    ticket = await client.files_getUploadURLExternal(filename="a.txt", length=1)
    await http.post(ticket["upload_url"], data=b"x")
    return str(ticket["file_id"])
