"""Whoever changes something through `bot.crm` leaves a line of it in the feed, or it is said here why not."""

import ast
import inspect
from collections.abc import Iterator, Mapping
from functools import cache

from bot.crm._work import Work
from tests.house._source import Module, modules, sentence
from tests.store import _beside, test_tenants

_TELLS = ("work.tell", "work.tell_quietly")
# What is kept of forms in progress, of messages to send, of jobs and of requests is no act on anything.
_OF_THE_HOUSE = frozenset({"Drafts", "Outbox", "Jobs", "Seen", "Audiences", "Events"})
# The functions that change something without a line, and why that is right.
QUIET: Mapping[str, str] = {
    "bot.crm.channels.ask": "the channel that comes of it is told by the follow that begins in it",
    "bot.crm.channels.ask_another": "the same",
    "bot.crm.choices._lists.move": "in which order a list stands is told of no contact",
    "bot.crm.custom_fields._fields.move": "in which order fields are asked is told of no contact",
    "bot.crm.follows.settle": "how a place wants to be told is its own",
    "bot.crm.members.prefer": "what somebody likes to see is their own",
    "bot.crm.posts.fold": "what it puts together has been told",
    "bot.crm.posts.unthread": "where it stands changes nothing of what is told",
    "bot.crm.searches.change": "a question that somebody keeps changes nothing of what it finds",
    "bot.crm.searches.delete": "the same",
    "bot.crm.searches.save": "the same",
    "bot.crm.settings.example": "it only shows what a reference would look like",
    "bot.crm.webhooks._letters.arrived": "how a program fares is in its own list",
    "bot.crm.webhooks._sendings.send_again": "what it tells again has been told",
    "bot.crm.tags.rewrite": "it goes on with what the change of the tag has told",
}


def test_every_act_leaves_a_line_in_the_feed() -> None:
    acts = {name for name in _guarded() if _writes(name)}
    assert len(acts) > 40, "the acts of bot.crm are not found: this test looks in the wrong place"
    silent = sorted(name for name in acts if not _tells(name))
    missing = [name for name in silent if name not in QUIET]
    assert not missing, sentence("Tell an event where these change something, or say here why not.", missing)
    gone = sorted(QUIET.keys() - set(silent))
    assert not gone, sentence("These tell by now, or are gone.", gone)


def _writes(name: str) -> bool:
    return any(call in _writing() for call in _reached(name))


def _tells(name: str) -> bool:
    return any(call in _TELLS for call in _reached(name))


@cache
def _writing() -> frozenset[str]:
    """As `work.notes.save`: what the tests of tenants know to write, of the stores that a Work has."""
    stores = {
        name: str(each.func.__annotations__["return"].__name__)
        for name, each in vars(Work).items()
        if hasattr(each, "func") and inspect.isclass(each.func.__annotations__.get("return"))
    }
    told = (test_tenants.WRITES, test_tenants.CHILDREN, _beside.WRITES, _beside.CHILDREN)
    known = {key.split()[0] for calls in told for key in calls if "." in key.split()[0]}
    return frozenset(
        f"work.{name}.{method.partition('.')[2]}"
        for name, store in stores.items()
        if store not in _OF_THE_HOUSE
        for method in known
        if method.startswith(f"{store}.")
    )


@cache
def _guarded() -> frozenset[str]:
    """The functions of crm that stand behind `@needs`."""
    return frozenset(
        f"{_dotted(module)}.{function.name}"
        for module in modules("bot/crm")
        for function in module.functions
        if any(isinstance(each, ast.Call) and _name(each.func) == "needs" for each in function.decorator_list)
    )


@cache
def _reached(name: str) -> frozenset[str]:
    """All that it calls, and what these call within crm."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        for call in _calls().get(waiting.pop(), ()):
            if call not in seen:
                seen.add(call)
                waiting.append(_at_home(call))
    return frozenset(seen)


@cache
def _calls() -> Mapping[str, frozenset[str]]:
    """By function, what is called in it or handed on, spelt out."""
    return {
        f"{_dotted(module)}.{function.name}": frozenset(_named(module, function))
        for module in modules("bot/crm")
        for function in module.functions
    }


def _named(module: Module, function: ast.AST) -> Iterator[str]:
    known = module._aliases()
    own = {each.name for each in module.functions}
    for node in ast.walk(function):
        if isinstance(node, ast.Name | ast.Attribute) and (name := _name(node)):
            first, dot, rest = name.partition(".")
            if not dot and first in own:
                yield f"{_dotted(module)}.{first}"
            else:
                yield f"{known.get(first, first)}{dot}{rest}"


def _at_home(name: str) -> str:
    """Where a function stands that its package hands on: bot.crm.notes.add in bot.crm.notes._write."""
    package, _, function = name.rpartition(".")
    return _handed_on().get(package, {}).get(function, name)


@cache
def _handed_on() -> Mapping[str, Mapping[str, str]]:
    return {_dotted(module): module._aliases() for module in modules("bot/crm") if module.path.endswith("/__init__.py")}


def _dotted(module: Module) -> str:
    return module.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := _name(node.value)):
        return f"{before}.{node.attr}"
    return ""
