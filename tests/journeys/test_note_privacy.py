"""A private note is seen by nobody else, an admin among them: not in an answer, a list, a record, Home or a channel."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.handlers._ask import Access
from bot.handlers.table import table
from tests.journeys._person import Person
from tests.journeys._shown import Form
from tests.journeys._slack import Workspace

WORD = "zebra"  # beside each secret, so that it can be looked for without saying it


@dataclass(frozen=True)
class Secrets:
    """Words of what is kept from others, each by where it stands; whatever shows one of them shows too much."""

    said: dict[str, str] = field(default_factory=dict)

    def new(self, place: str) -> str:
        self.said[place] = f"q{secrets.token_hex(6)}"
        return f"{WORD} {self.said[place]}"

    def in_(self, shown: object) -> list[str]:
        text = json.dumps(shown, ensure_ascii=False, default=str)
        return [place for place, word in self.said.items() if word in text]


async def test_nobody_else_meets_a_word_of_a_note_that_is_not_for_them(
    slack: Workspace, claire: Person, priya: Person, nathan: Person, marguerite: Person, family: str
) -> None:
    planted, room = Secrets(), await slack.channel(members=["claire", "priya", "nathan", "marguerite"])
    await claire.has(f"Anne {family}")
    await nathan.types(f"/activity follow {family}", in_=room)
    await _plant(slack, planted, claire, priya, family)
    before = len(list(slack.all_calls))
    await _asks_for_everything(slack, marguerite, family)
    for person in (nathan, marguerite):
        await _looks_around(slack, person, family)
    await slack.passes(hours=2, minutes=1)
    assert planted.said["title for priya"] in await priya.dm(WORD)
    dms = {await each.visitor.app_channel() for each in (claire, priya)}
    told = [call for call in list(slack.all_calls)[before:] if _channel(call["body"]) not in dms]
    assert len(told) > 100  # of all that was answered meanwhile
    assert not [(call["method"], places) for call in told if (places := planted.in_(call))]
    for person in (nathan, marguerite):
        assert not planted.in_([each.raw for each in await person.reads(room)])
    own = await claire.types(f"/note cherche {WORD}")
    assert {"title", "text", "title of a link", "text made private"} <= set(planted.in_(own.raw))


async def _plant(slack: Workspace, planted: Secrets, claire: Person, priya: Person, family: str) -> None:
    name, other = planted.new("name of a file"), planted.new("name of a file for priya")
    kept = await claire.visitor.upload(f"{name}.txt", b"secret", "text/plain")
    await _writes(claire, family, title=planted.new("title"), body=_plain(planted.new("text")), files=[kept])
    link = f"https://{planted.new('link').split()[1]}.example.com/"
    await _writes(claire, family, verb="joindre", url=link, title=planted.new("title of a link"))
    shared = await claire.visitor.upload(f"{other}.txt", b"secret too", "text/plain")
    await _writes(
        claire, family, title=planted.new("title for priya"), body=_plain(planted.new("text for priya")),
        files=[shared], assignees=[priya.id], when="dans 2 heures",
    )  # fmt: skip
    added = await claire.types(f"/note {family}: {planted.new('text made private')}")
    await slack.settles()  # the channel is told of it first
    await claire.chooses("Modifier…", on=added)
    await claire.form()
    await claire.saves(audience="private")
    await claire.visitor.close()
    gone = await _writes(claire, family, title=planted.new("title of a deleted one"))
    await claire.clicks("Supprimer…", on=gone)
    await claire.form(saying="annuler pendant 30 jours")
    await claire.saves()
    await claire.visitor.close(is_cleared=True)
    await slack.settles()


async def _writes(person: Person, family: str, *, verb: str = "nouvelle", **typed: object) -> Form:
    await person.opens(f"/note {verb} {family}")
    saved = (await person.saves(audience="private", **typed)).form
    assert saved is not None
    return saved


def _channel(body: object) -> object:
    return body.get("channel") if isinstance(body, dict) else None


def _plain(text: str) -> dict[str, object]:
    said = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [said]}


async def _asks_for_everything(slack: Workspace, person: Person, family: str) -> None:
    """Every command that reads, with and without words."""
    channel = person._channels["sales"]
    for line in _lines(family):
        outcome = await person.visitor.command(channel, line)
        assert outcome["ok"], line
        await _leaves(slack, person)


async def _looks_around(slack: Workspace, person: Person, family: str) -> None:
    """Home, the record on each of its tabs, a menu that searches, and what is found by the word itself."""
    for line in (f"/note find {WORD}", f"/contact {WORD}", f"/activity {family}", f"/activity find {WORD}"):
        listed = await person.types(line)
    await person.clicks("Filtrer…" if "Filtrer…" in listed.buttons else "Filter…", on=listed)
    await _leaves(slack, person)
    await person.opens_home()
    card = await person.types(f"/contact {family}")
    await person.clicks(card.buttons[0], on=card)
    record = await person.form(saying=family)
    for tab in _tabs(record.raw):
        await person.clicks(tab, on=await person.top())
    await _leaves(slack, person)
    form = await person.opens("/note new")
    await person.visitor.suggestions("contacts.pick_employer", WORD, on=form.raw)
    await _leaves(slack, person)


def _lines(family: str) -> Iterator[str]:
    for verb in table().verbs:
        if verb.access in {Access.READS, Access.OPENS} and verb.name != "import":
            words = [""] if verb.alone else ["", family]
            yield from (f"{verb.title} {each}".strip() for each in words)
    theirs = ("by:@claire", "by:@priya", f"{family} type:note by:@claire")
    feed = ("type:note", "type:file", "type:hand", "this year", *theirs)
    yield from (f"/activity list {which}" for which in feed)
    yield from (f"/note list {family} {which}" for which in ("closed", "open", "mine", "files", "this year"))


def _tabs(view: dict[str, object]) -> list[str]:
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    row = next(block for block in blocks if block.get("block_id") == "tabs")
    return [element["text"]["text"] for element in row["elements"]]


async def _leaves(slack: Workspace, person: Person) -> None:
    if slack.sandbox.slack.views.stack(person.id):
        await person.visitor.close(is_cleared=True)
