"""Checks blocks and views against the table of limits and says, as Slack does, what is wrong and where."""

from collections.abc import Sequence

from ..errors import BadPayload, SlackError
from ..wire import Json, dumps
from .limits import (
    BLOCKS,
    ELEMENTS,
    HOME,
    MARKDOWN_TOTAL,
    MESSAGE_BLOCKS,
    MODAL,
    TABLES_PER_MESSAGE,
    VIEW_BLOCKS,
    VIEW_BYTES,
)
from .rules import Anything, Flag, Items, Named, Nested, Rule, Shape, Str, Text, Whole
from .wholes import whole_problems

_NAMES = {"M": "messages", "V": "modals", "H": "home"}


def check_blocks(blocks: object) -> list[Json]:
    """The blocks of a message; raises `invalid_blocks` naming the paths."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SlackError("invalid_blocks_format")
    problems = _Check("M").blocks(blocks, "/blocks", MESSAGE_BLOCKS)
    if problems:
        raise BadPayload("invalid_blocks", problems)
    _refuse_totals(blocks)
    return blocks


def check_view(view: object, expected: str) -> Json:
    """A modal or home view; raises `invalid_arguments` naming the paths, `view_too_large`."""
    if not isinstance(view, dict):
        raise BadPayload("invalid_arguments", ["must provide an object [json-pointer:/view]"])
    if view.get("type") != expected:
        raise BadPayload("invalid_arguments", [f'must be "{expected}" [json-pointer:/view/type]'])
    check = _Check("V" if expected == "modal" else "H")
    problems = check.value(view, MODAL if expected == "modal" else HOME, "/view")
    blocks = view.get("blocks")
    if isinstance(blocks, list) and all(isinstance(block, dict) for block in blocks):
        problems += check.blocks(blocks, "/view/blocks", VIEW_BLOCKS)
        problems += _submit_problems(view, blocks)
    elif "blocks" in view:
        problems.append("must provide an array of objects [json-pointer:/view/blocks]")
    if problems:
        raise BadPayload("invalid_arguments", problems)
    if len(dumps(view).encode()) > VIEW_BYTES:
        raise SlackError("view_too_large")
    return view


def _submit_problems(view: Json, blocks: Sequence[Json]) -> list[str]:
    has_input = any(block.get("type") == "input" for block in blocks)
    if view["type"] == "modal" and has_input and not view.get("submit"):
        return ["missing required field: submit [json-pointer:/view]"]
    return []


def _refuse_totals(blocks: Sequence[Json]) -> None:
    markdown = sum(len(block.get("text", "")) for block in blocks if block["type"] == "markdown")
    if markdown > MARKDOWN_TOTAL:
        raise SlackError("msg_too_long")
    if sum(block["type"] == "table" for block in blocks) > TABLES_PER_MESSAGE:
        problem = "only_one_table_allowed [json-pointer:/blocks]"
        raise BadPayload("invalid_attachments", [problem])


class _Check:
    """One pass over one payload, on one surface: M, V or H."""

    def __init__(self, surface: str) -> None:
        self._surface = surface

    def blocks(self, blocks: Sequence[Json], path: str, most: int) -> list[str]:
        if len(blocks) > most:
            return [f"no more than {most} items allowed [json-pointer:{path}]"]
        problems = [problem for at, block in enumerate(blocks) for problem in self._block(block, f"{path}/{at}")]
        return problems or whole_problems(blocks, path)

    def value(self, value: object, rule: Rule, path: str) -> list[str]:
        match rule:
            case Str() | Text() | Whole() | Flag():
                return _plain(value, rule, path)
            case Items():
                return self._items(value, rule, path)
            case Shape():
                return self._shape(value, rule, path)
            case Named():
                return self._named(value, rule, path)
            case Nested():
                return self._nested(value, rule, path)
            case Anything():
                return []

    def _block(self, block: Json, path: str) -> list[str]:
        kind = block.get("type")
        known = BLOCKS.get(kind) if isinstance(kind, str) else None
        if known is None:
            return [_at(f"unsupported type: {kind}", f"{path}/type")]
        if self._surface not in known.surfaces:
            return [_at(f"unsupported type: {kind} in {_NAMES[self._surface]}", f"{path}/type")]
        return self._shape(block, known.shape, path)

    def _shape(self, value: object, shape: Shape, path: str) -> list[str]:
        if not isinstance(value, dict):
            return [_at("must provide an object", path)]
        problems = [_at(f"missing required field: {name}", path) for name in shape.required if value.get(name) is None]
        for name, part in value.items():
            rule = shape.properties.get(name)
            if rule is None:
                problems.append(_at(f"invalid additional property: {name}", path))
            elif part is not None:  # Slack takes null for a property that is not there
                problems += self.value(part, rule, f"{path}/{name}")
        return problems

    def _items(self, value: object, rule: Items, path: str) -> list[str]:
        if not isinstance(value, list):
            return [_at("must provide an array", path)]
        if len(value) > rule.high:
            return [_at(f"no more than {rule.high} items allowed", path)]
        if len(value) < rule.low:
            return [_at(f"no fewer than {rule.low} items allowed", path)]
        return [problem for at, part in enumerate(value) for problem in self.value(part, rule.of, f"{path}/{at}")]

    def _named(self, value: object, rule: Named, path: str) -> list[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind not in rule.kinds:
            return [_at(f"unsupported type: {kind}", f"{path}/type")]
        if kind in ("mrkdwn", "plain_text"):
            return _text(value, Text(2000), path)
        known = ELEMENTS.get(str(kind)) or BLOCKS[str(kind)].shape
        return self._shape(value, known, path)

    def _nested(self, value: object, rule: Nested, path: str) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(block, dict) for block in value):
            return [_at("must provide an array of objects", path)]
        return self.blocks(value, path, rule.high)


def _plain(value: object, rule: Str | Text | Whole | Flag, path: str) -> list[str]:
    match rule:
        case Str():
            return _string(value, rule, path)
        case Text():
            return _text(value, rule, path)
        case Whole():
            return _whole(value, rule, path)
        case Flag():
            return [] if isinstance(value, bool) else [_at("must provide a boolean", path)]


def _string(value: object, rule: Str, path: str) -> list[str]:
    if not isinstance(value, str):
        return [_at("must provide a string", path)]
    if rule.one_of and value not in rule.one_of:
        return [_at(f"must be one of: {', '.join(rule.one_of)}", path)]
    if len(value) > rule.high:
        return [_at(f"must be less than {rule.high + 1} characters", path)]
    if len(value) < rule.low:
        return [_at(f"must be more than {rule.low - 1} characters", path)]
    return []


_TEXT_PROPERTIES = {"plain_text": {"type", "text", "emoji"}, "mrkdwn": {"type", "text", "verbatim"}}


def _text(value: object, rule: Text, path: str) -> list[str]:
    if not isinstance(value, dict):
        return [_at("must provide an object", path)]
    kind = value.get("type")
    if kind != "plain_text" and (rule.is_plain or kind != "mrkdwn"):
        return [_at("must be plain_text" if rule.is_plain else f"unsupported type: {kind}", f"{path}/type")]
    extra = [name for name in value if name not in _TEXT_PROPERTIES[str(kind)]]
    if extra:
        return [_at(f"invalid additional property: {name}", path) for name in extra]
    return _string(value.get("text"), Str(rule.high, rule.low), f"{path}/text")


def _whole(value: object, rule: Whole, path: str) -> list[str]:
    if not isinstance(value, int) or isinstance(value, bool):
        return [_at("must provide an integer", path)]
    if not rule.low <= value <= rule.high:
        return [_at(f"must be between {rule.low} and {rule.high}", path)]
    return []


def _at(problem: str, path: str) -> str:
    return f"{problem} [json-pointer:{path}]"
