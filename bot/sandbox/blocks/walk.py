"""Goes through a value with its rule and says, in Slack's words, what is wrong and where."""

from collections.abc import Iterable, Iterator

from .plain import at, number_problems, string_problems, text_problems, whole_problems
from .rules import Anything, Flag, Items, Kind, Nullable, Number, OneOf, Rule, Shape, Str, Text, Whole


def problems(value: object, rule: Rule, path: str, surface: str) -> list[str]:
    """`surface` is M, V or H, as in `Kind`."""
    return list(_problems(value, rule, path, surface))


def _problems(value: object, rule: Rule, path: str, surface: str) -> Iterable[str]:
    match rule:
        case Items():
            return _items(value, rule, path, surface)
        case Shape():
            return _shape(value, rule, path, surface)
        case OneOf():
            return _one_of(value, rule, path, surface)
        case Nullable():
            return () if value is None else _problems(value, rule.of, path, surface)
        case _:
            return _plain(value, rule, path)


def _plain(value: object, rule: Str | Text | Whole | Number | Flag | Anything, path: str) -> Iterable[str]:
    match rule:
        case Anything():
            return () if isinstance(value, dict) else [at("must provide an object", path)]
        case Flag():
            return () if isinstance(value, bool) else [at("must provide a boolean", path)]
        case Str():
            return string_problems(value, rule, path)
        case Text():
            return text_problems(value, rule, path)
        case Whole():
            return whole_problems(value, rule, path)
        case Number():
            return number_problems(value, rule, path)


def _items(value: object, rule: Items, path: str, surface: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield at("must provide an array", path)
    elif rule.high is not None and len(value) > rule.high:
        yield at(f"no more than {rule.high} items allowed", path)
    elif len(value) < rule.low:
        yield at(f"no fewer than {rule.low} items allowed", path)
    else:
        for index, part in enumerate(value):
            yield from _problems(part, rule.of, f"{path}/{index}", surface)


def _one_of(value: object, rule: OneOf, path: str, surface: str) -> Iterable[str]:
    if not isinstance(value, dict):
        return [at("must provide an object", path)]
    if "type" not in value:
        return [at("missing required field: type", path)]
    name = value["type"]
    kind: Kind | None = rule.kinds.get(name) if isinstance(name, str) else None
    if kind is None or surface not in kind.surfaces:
        return [at(f"unsupported type: {name}", f"{path}/type")]
    return _problems(value, kind.shape, path, surface)


def _shape(value: object, shape: Shape, path: str, surface: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield at("must provide an object", path)
        return
    for name in shape.required:
        if name not in value:
            yield at(f"missing required field: {name}", path)
    for name, part in value.items():
        if (rule := shape.properties.get(name)) is None:
            yield at(f"invalid additional property: {name}", path)
        else:
            # A null is no absence to Slack: the property must not be there at all.
            yield from _problems(part, rule, f"{path}/{name}", surface)
    yield from _between(value, shape, path)


def _between(value: dict[str, object], shape: Shape, path: str) -> Iterator[str]:
    for names in shape.either:
        if not any(name in value for name in names):
            yield at(f"missing required field: {names[0]}", path)
    for names in shape.alone:
        given = [name for name in names if name in value]
        if len(given) > 1:
            yield at(f"only one of {', '.join(f'`{name}`' for name in given)} may be provided", path)
    for low, high in shape.ordered:
        bounds = [_as_number(value.get(name)) for name in (low, high)]
        if bounds[0] is not None and bounds[1] is not None and bounds[0] > bounds[1]:
            yield at(f"`{low}` must not be greater than `{high}`", f"{path}/{low}")


def _as_number(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, str | int | float) else None
    except (ValueError, OverflowError):
        return None
