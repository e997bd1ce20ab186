"""The edges of the sandbox's tables of limits: for each rule a value that it still takes and one that it refuses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.sandbox.blocks.rules import (
    Anything,
    Flag,
    Items,
    Kind,
    Nullable,
    Number,
    OneOf,
    Rule,
    Shape,
    Str,
    Text,
    Whole,
)
from bot.sandbox.wire import Json

NOT_SO = "not so"  # written in none of the forms, and no value of any list


@dataclass(frozen=True)
class Edge:
    """`pointer` leads from the value to what is wrong with the refused one; `surfaces` says where both may stand."""

    name: str
    taken: Any
    refused: Any
    problem: str
    pointer: str = ""
    surfaces: str = "MVH"
    place: str = ""  # section.text

    def inside(self, base: Json, name: str) -> "Edge":
        taken, refused = {**base, name: self.taken}, {**base, name: self.refused}
        return replace(self.under(name), taken=taken, refused=refused, pointer=f"/{name}{self.pointer}")

    def under(self, name: str) -> "Edge":
        return replace(self, place=f"{name}.{self.place}" if self.place else name)


def sample(rule: Rule, surfaces: str = "MVH", number: int = 0) -> Any:
    """The least that the rule takes; `number` tells one from another where several stand in a list."""
    match rule:
        case Items():
            return [sample(rule.of, surfaces, index) for index in range(max(rule.low, 1))]
        case OneOf():
            name, kind = next((name, kind) for name, kind in rule.kinds.items() if set(kind.surfaces) & set(surfaces))
            return {**sample(kind.shape, surfaces, number), "type": name}
        case Nullable():
            return sample(rule.of, surfaces, number)
        case Shape():
            names = [*rule.required, *(group[0] for group in rule.either if not set(group) & set(rule.required))]
            return {name: _numbered(rule.properties[name], surfaces, number) for name in names}
        case _:
            return _plain_sample(rule, number)


def _plain_sample(rule: Str | Text | Whole | Number | Flag | Anything, number: int) -> Any:
    match rule:
        case Str():
            text = rule.form.example if rule.form else rule.one_of[0] if rule.one_of else str(number)
            return text.rjust(rule.low, "x")
        case Text():
            return {"type": "plain_text", "text": str(number)}
        case Whole():
            return rule.low
        case Number():
            return 1
        case Flag():
            return True
        case Anything():
            return {}


def _numbered(rule: Rule, surfaces: str, number: int) -> Any:
    return sample(rule, surfaces, number if isinstance(rule, Str | Text) else 0)


def edges(rule: Rule, surfaces: str, seen: set[int]) -> Iterator[Edge]:
    """Every edge of the rule and of what is in it; a shape that was `seen` is not gone through again."""
    match rule:
        case Str():
            yield from _of_string(rule)
        case Text():
            yield from _of_text(rule)
        case Whole() | Number():
            yield from _of_number(rule)
        case Flag():
            yield Edge("is a boolean", True, NOT_SO, "must provide a boolean")
        case Items():
            yield from _of_items(rule, surfaces, seen)
        case OneOf():
            yield from _of_kinds(rule, surfaces, seen)
        case Shape():
            yield from _of_shape(rule, surfaces, seen)
        case Nullable():
            yield from edges(rule.of, surfaces, seen)
        case Anything():
            yield Edge("is an object", {}, 0, "must provide an object")


def _of_string(rule: Str) -> Iterator[Edge]:
    good = sample(rule)
    yield Edge("is a string", good, 0, "must provide a string")
    if rule.high is not None:
        problem = f"must be less than {rule.high + 1} characters"
        yield Edge(f"up to {rule.high}", good.ljust(rule.high, "x"), good.ljust(rule.high + 1, "x"), problem)
    if rule.low:
        yield Edge(f"from {rule.low}", "x" * rule.low, "x" * (rule.low - 1), f"must be more than {rule.low - 1}")
    for value in rule.one_of:
        yield Edge(f"may be {value}", value, NOT_SO, "must be a valid enum value")
    if rule.form:
        yield Edge(f"is {rule.form.name}", rule.form.example, NOT_SO, f"must be {rule.form.name}")


def _of_text(rule: Text) -> Iterator[Edge]:
    for edge in _of_string(Str(rule.high, low=1)):
        yield replace(edge.inside({"type": "plain_text"}, "text"), place="")
    plain, mrkdwn = ({"type": kind, "text": "x"} for kind in ("plain_text", "mrkdwn"))
    other = mrkdwn if rule.is_plain else {"type": "html", "text": "x"}
    yield Edge("has a type", plain if rule.is_plain else mrkdwn, other, "unsupported type", "/type")
    yield Edge("is an object", plain, "x", "must provide an object")
    yield Edge("has a text", plain, {"type": "plain_text"}, "missing required field: text")
    yield Edge("has no more", plain, {**plain, "verbatim": True}, "invalid additional property: verbatim")


def _of_number(rule: Whole | Number) -> Iterator[Edge]:
    name = "integer" if isinstance(rule, Whole) else "number"
    yield Edge(f"is a {name}", sample(rule), NOT_SO, f"must provide a{'n' * (name[0] == 'i')} {name}")
    if isinstance(rule, Number):
        if rule.above is not None:
            yield Edge("has a least", rule.above + 1, rule.above, "must be greater than")
        return
    yield Edge(f"from {rule.low}", rule.low, rule.low - 1, f"must be greater than {rule.low - 1}")
    if rule.high is not None:
        yield Edge(f"up to {rule.high}", rule.high, rule.high + 1, f"must be less than {rule.high + 1}")


def _of_items(rule: Items, surfaces: str, seen: set[int]) -> Iterator[Edge]:
    def some(count: int) -> list[Any]:
        return [sample(rule.of, surfaces, index) for index in range(count)]

    yield Edge("is a list", some(max(rule.low, 1)), 0, "must provide an array", surfaces=surfaces)
    if rule.high is not None:
        problem = f"no more than {rule.high} items allowed"
        yield Edge(f"up to {rule.high}", some(rule.high), some(rule.high + 1), problem, surfaces=surfaces)
    if rule.low:
        problem = f"no fewer than {rule.low} items allowed"
        yield Edge(f"from {rule.low}", some(rule.low), some(rule.low - 1), problem, surfaces=surfaces)
    rest = some(rule.low)[1:]
    for edge in edges(rule.of, surfaces, seen):
        # Last in the list, for the first row of a data table is bound to more than the others.
        taken, refused = [*rest, edge.taken], [*rest, edge.refused]
        yield replace(edge, taken=taken, refused=refused, pointer=f"/{len(rest)}{edge.pointer}")


def _of_kinds(rule: OneOf, surfaces: str, seen: set[int]) -> Iterator[Edge]:
    good = sample(rule, surfaces)
    untyped = {name: value for name, value in good.items() if name != "type"}
    yield Edge("is an object", good, 0, "must provide an object", surfaces=surfaces)
    yield Edge("has a type", good, untyped, "missing required field: type", surfaces=surfaces)
    yield Edge("is of a kind", good, {"type": NOT_SO}, "unsupported type", "/type", surfaces)
    for name, kind in rule.kinds.items():
        there = "".join(surface for surface in surfaces if surface in kind.surfaces)
        if there and not isinstance(kind.shape, Anything):
            yield from _of_kind(name, kind, there, seen)


def _of_kind(name: str, kind: Kind, surfaces: str, seen: set[int]) -> Iterator[Edge]:
    for edge in edges(kind.shape, surfaces, seen):
        there = "".join(surface for surface in surfaces if surface in edge.surfaces)
        yield replace(
            edge.under(name),
            taken={**edge.taken, "type": name},
            refused={**edge.refused, "type": name} if isinstance(edge.refused, dict) else edge.refused,
            surfaces=there,
        )


def _of_shape(shape: Shape, surfaces: str, seen: set[int]) -> Iterator[Edge]:
    good = sample(shape, surfaces)
    if id(shape) in seen:
        yield Edge("is an object", good, 0, "must provide an object", surfaces=surfaces)
        return
    seen.add(id(shape))
    for edge in _between(shape, good):
        yield replace(edge, surfaces=surfaces)
    for name, rule in shape.properties.items():
        if name == "type" and rule == Str():
            continue
        rivals = {rival for group in shape.alone if name in group for rival in group}
        base = {key: value for key, value in good.items() if key not in rivals}
        for edge in edges(rule, surfaces, seen):
            yield _offered(edge.inside(base, name))


def _between(shape: Shape, good: Json) -> Iterator[Edge]:
    def without(*names: str) -> Json:
        return {name: value for name, value in good.items() if name not in names}

    for name in shape.required:
        if name != "type":
            yield Edge(f"has {name}", good, without(name), f"missing required field: {name}")
    for group in shape.either:
        yield Edge(f"has {' or '.join(group)}", good, without(*group), f"missing required field: {group[0]}")
    for group in shape.alone:
        both = {name: sample(shape.properties[name]) for name in group}
        yield Edge(f"has not {' and '.join(group)}", good, {**good, **both}, "only one of")
    for low, high in shape.ordered:
        yield _ordered(shape.properties, good, low, high)
    yield Edge("has no more", good, {**good, "colour": "red"}, "invalid additional property: colour")


def _ordered(properties: Mapping[str, Rule], good: Json, low: str, high: str) -> Edge:
    rule = properties[low]
    one, two = (5, 6) if isinstance(rule, Whole) else ("5", "6")
    taken, refused = {**good, low: one, high: one}, {**good, low: two, high: one}
    return Edge(f"has {low} up to {high}", taken, refused, f"`{low}` must not be greater", f"/{low}")


def _offered(edge: Edge) -> Edge:
    """Options chosen beforehand must be among those offered."""
    chosen = edge.taken.get("initial_options")
    if not edge.pointer.startswith("/initial_options") or "options" not in edge.taken:
        return edge
    return replace(edge, taken={**edge.taken, "options": chosen})
