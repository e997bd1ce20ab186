"""How long a search takes through the whole service, beside the statement that one would write for it by hand.

Ten thousand to a million contacts, and a thousand workspaces of a thousand. Filling the databases takes most of the
time: about half an hour in all, a third less where the files of an earlier run are still there. `--small` takes two
minutes.
"""

import asyncio
import gc
import json
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, nullcontext
from dataclasses import dataclass, field

from bot.app._house import House
from bot.crm import contacts
from bot.model.contacts import Page
from bot.model.folding import squeeze, words
from bot.model.members import Viewer
from bot.model.search import sort_name
from tests import damage, people
from tests._postgres import Postgres, binaries, durable_cluster
from tests.bench._crowds import Crowd, Size, colleagues, crowd, forgotten, viewer_in
from tests.bench._figures import Figure, middle, quantile, remark
from tests.bench._homes import Home, house_in
from tests.bench._load import Line, command
from tests.bench._machine import free_port, in_its_place, running
from tests.bench._raw import Asked, Kind, Raw, raw_postgres, raw_sqlite, similar_names
from tests.damage import Known
from tests.people import Dice

_ON_SQLITE = (Size(10_000), Size(100_000), Size(1_000_000), Size(1_000, workspaces=1_000))
_ON_POSTGRES = (Size(100_000), Size(1_000, workspaces=1_000))
_SMALL = (Size(10_000), Size(100, workspaces=50))
_EACH = 200
_PAUSE = 0.001  # seconds
_ROUNDS = 5
_KEYSTROKE_MS = 100.0
_TYPISTS = 40

Ask = Callable[[Asked], Awaitable[Page]]
Names = Callable[[Asked], Awaitable[list[str]]]


def of_contacts(home: Home) -> Iterator[Figure]:
    yield from _of_sizes(home, _ON_SQLITE if home.cluster is None else _ON_POSTGRES)


def of_few_contacts(home: Home) -> Iterator[Figure]:
    yield from _of_sizes(home, _SMALL)


def _of_sizes(home: Home, sizes: Sequence[Size]) -> Iterator[Figure]:
    peer = durable_cluster() if home.cluster is None and binaries() else nullcontext(home.cluster)
    with peer as cluster:
        for size in sizes:
            full = crowd(home, size)
            with in_its_place():
                took = asyncio.run(_measured(full, cluster))
            for each in took:
                yield from each.figures(str(full))
            yield _keystrokes(full)
            forgotten(full)


@dataclass(slots=True)
class _Took:
    """Milliseconds of each question by round, and the share of questions that found whom they were written from."""

    kind: Kind
    found: float = 0.0
    raw_found: float | None = None
    ours: list[list[float]] = field(default_factory=list)
    raw: list[list[float]] = field(default_factory=list)

    def figures(self, where: str) -> Iterator[Figure]:
        ours, raw = _usual(self.ours), _usual(self.raw)
        for name, share in (("p50", 0.5), ("p99", 0.99)):
            floor = quantile(raw, share) if raw else None
            yield Figure(f"search, {where}, {self.kind}, {name}", quantile(ours, share), "ms", floor)
        if self.kind is Kind.TYPO:
            yield Figure(f"search, {where}, {self.kind}, found among ten", self.found, "share", self.raw_found)


def _usual(rounds: Sequence[Sequence[float]]) -> list[float]:
    """What each question takes as a rule: the slow ones are looked for, not the machine's hiccups."""
    return [middle(each) for each in zip(*rounds, strict=True)]


async def _measured(crowd: Crowd, cluster: Postgres | None) -> list[_Took]:
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(house_in(crowd.home))
        by_hand = raw_sqlite if crowd.home.cluster is None else raw_postgres
        raw: Raw = await stack.enter_async_context(by_hand(crowd))
        similar: Raw | None = raw
        if crowd.home.cluster is None:
            similar = await stack.enter_async_context(similar_names(crowd, cluster)) if cluster else None
        viewers = {place: await viewer_in(house, place) for place in _workspaces(crowd)}
        ours = _through(house, viewers)
        return [await _of_kind(crowd, kind, ours, similar if kind is Kind.TYPO else raw) for kind in Kind]


async def _of_kind(crowd: Crowd, kind: Kind, ours: Ask, raw: Raw | None) -> _Took:
    asked, took = _questions(crowd, kind), _Took(kind)
    took.found = await _share_found(asked, _names_through(ours))
    if raw is None:
        remark(f"{kind}: PostgreSQL is not installed, nothing to compare with")
    else:
        took.raw_found = await _share_found(asked, _names_by_hand(raw))
    if kind is not Kind.TYPO:
        _agree(crowd, took)
    gc.collect()
    for _ in range(_ROUNDS):
        await _round(took, asked, ours, raw)
    return took


async def _round(took: _Took, asked: Sequence[Asked], ours: Ask, raw: Raw | None) -> None:
    """The statement by hand and ours take turns at each question, each once what the other left to be done is done.

    Whatever else the machine does is paid by both, and neither runs from a processor that has nothing else in mind, as
    no person's question does.
    """
    by_hand: list[float] = []
    took.ours.append([])
    for each in asked:
        if raw is not None:
            await asyncio.sleep(_PAUSE)
            by_hand.append(await _milliseconds(raw.ask(each)))
        await asyncio.sleep(_PAUSE)
        took.ours[-1].append(await _milliseconds(ours(each)))
    if by_hand:
        took.raw.append(by_hand)


def _agree(crowd: Crowd, took: _Took) -> None:
    """A figure of a search that finds less would be worth nothing."""
    if took.raw_found is not None and took.found < took.raw_found - 0.01:
        remark(f"{crowd}, {took.kind}: found {took.found:.3f}, by hand {took.raw_found:.3f}")


async def _share_found(asked: Sequence[Asked], names: Names) -> float:
    found = [each.name in await names(each) for each in asked]
    return sum(found) / len(found)


def _through(house: House, viewers: dict[int, Viewer]) -> Ask:
    async def ask(asked: Asked) -> Page:
        async with house.works.reading(viewers[asked.workspace]) as work:
            return await contacts.search(work, asked.typed)

    return ask


def _names_through(ours: Ask) -> Names:
    async def names(asked: Asked) -> list[str]:
        return [sort_name(each.name) for each in (await ours(asked)).found]

    return names


def _names_by_hand(raw: Raw) -> Names:
    async def names(asked: Asked) -> list[str]:
        return [row["sort_name"] if hasattr(row, "keys") else row[-1] for row in await raw.ask(asked)]

    return names


async def _milliseconds(asking: Awaitable[object]) -> float:
    begun = time.perf_counter()
    await asking
    return (time.perf_counter() - begun) * 1000


def _workspaces(crowd: Crowd) -> set[int]:
    return {crowd.workspace_of(number) for kind in Kind for number in _numbers(crowd, kind)}


def _questions(crowd: Crowd, kind: Kind) -> list[Asked]:
    asked = (_question(crowd, kind, number) for number in _numbers(crowd, kind))
    return [each for each in asked if each is not None][:_EACH]


def _numbers(crowd: Crowd, kind: Kind) -> list[int]:
    """More than are asked: not everybody has an e-mail, a tag or a long name."""
    dice = Dice(list(Kind).index(kind))
    return [dice.below(crowd.size.contacts) + 1 for _ in range(_EACH * 3)]


def _question(crowd: Crowd, kind: Kind, number: int) -> Asked | None:
    workspace, dice = crowd.workspace_of(number), Dice(number)
    known = Known.of(people.contact(number, owners=colleagues(workspace)).values)
    values = known.values
    if kind is Kind.FILTERED:
        if not values.tags or not values.owner or not values.last_name.isalpha():
            return None
        typed = f'tag:"{values.tags[0]}" owner:{values.owner} {values.last_name}'
        return Asked(
            kind, workspace, typed, sort_name(values.name), (known.last,), owner=values.owner, tag=values.tags[0]
        )
    typed = _typed(kind, known, dice)
    return Asked(kind, workspace, typed, sort_name(values.name), _folded(kind, typed)) if typed else None


def _typed(kind: Kind, known: Known, dice: Dice) -> str:
    match kind:
        case Kind.PREFIX:
            return known.last[:3] if len(known.last) > 3 else ""
        case Kind.EMAIL:
            question = damage.mailbox(known, dice)
        case Kind.PHONE:
            question = damage.phone_ending(known, dice)
        case Kind.TYPO:
            question = damage.mistyped(known, dice) if known.is_person else None
        case _:
            question = damage.exact(known, dice)
    return question.typed if question else ""


def _folded(kind: Kind, typed: str) -> tuple[str, ...]:
    if kind is Kind.TYPO:
        return (" ".join(words(typed)),)
    return (squeeze(typed),) if kind in {Kind.EMAIL, Kind.PHONE} else tuple(words(typed))


def _keystrokes(crowd: Crowd) -> Figure:
    """A name typed letter by letter into the choice of a contact; Slack asks at each."""
    port, names = free_port(), [people.company_name(index).lower()[:8] for index in range(_TYPISTS)]
    with running("-m", "bot", "serve", home=crowd.home.folder, surroundings=crowd.home.surroundings(port)):
        line = Line(port, wanted='"options"')
        took = [line.milliseconds([_typing(name[:end]) for end in range(1, len(name) + 1)]) for name in names]
    every = [each for name in took[2:] for each in name]  # what is loaded on first use is loaded
    return Figure(f"contact picker, {crowd}, a keystroke, p99", quantile(every, 0.99), "ms", _KEYSTROKE_MS)


def _typing(begun: str) -> dict[str, str]:
    form = command("/contact")
    asking = {
        "type": "block_suggestion", "action_id": "contacts.pick_employer", "block_id": "employer", "value": begun,
        "team": {"id": form["team_id"], "domain": "bench"}, "user": {"id": form["user_id"], "team_id": form["team_id"]},
        "api_app_id": form["api_app_id"], "container": {"type": "view", "view_id": "V0BENCH"},
        "view": {"id": "V0BENCH", "type": "modal", "state": {"values": {}}},
    }  # fmt: skip
    return {"payload": json.dumps(asking)}
