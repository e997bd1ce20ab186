"""Strings, text objects and numbers against their rules."""

from collections.abc import Iterator

from .rules import Number, Str, Text, Whole

_TEXT_PROPERTIES = {"plain_text": {"type", "text", "emoji"}, "mrkdwn": {"type", "text", "verbatim"}}
_FLAGS = ("emoji", "verbatim")


def at(problem: str, path: str) -> str:
    return f"{problem} [json-pointer:{path}]"


def string_problems(value: object, rule: Str, path: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield at("must provide a string", path)
    elif rule.one_of and value not in rule.one_of:
        yield at("must be a valid enum value", path)
    elif rule.high is not None and len(value) > rule.high:
        yield at(f"must be less than {rule.high + 1} characters", path)
    elif len(value) < rule.low:
        yield at(f"must be more than {rule.low - 1} characters", path)
    elif rule.form and not rule.form.fits(value):
        yield at(f"must be {rule.form.name}", path)


def text_problems(value: object, rule: Text, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield at("must provide an object", path)
        return
    kind = value.get("type")
    if not isinstance(kind, str) or kind not in _TEXT_PROPERTIES or (rule.is_plain and kind != "plain_text"):
        yield at(f"unsupported type: {kind}", f"{path}/type")
        return
    for name in value:
        if name not in _TEXT_PROPERTIES[kind]:
            yield at(f"invalid additional property: {name}", path)
        elif name in _FLAGS and not isinstance(value[name], bool):
            yield at("must provide a boolean", f"{path}/{name}")
    if "text" not in value:
        yield at("missing required field: text", path)
    else:
        yield from string_problems(value["text"], Str(rule.high, low=1), f"{path}/text")


def whole_problems(value: object, rule: Whole, path: str) -> Iterator[str]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield at("must provide an integer", path)
    elif value < rule.low:
        yield at(f"must be greater than {rule.low - 1}", path)
    elif rule.high is not None and value > rule.high:
        yield at(f"must be less than {rule.high + 1}", path)


def number_problems(value: object, rule: Number, path: str) -> Iterator[str]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield at("must provide a number", path)
    elif rule.above is not None and value <= rule.above:
        yield at(f"must be greater than {rule.above:g}", path)
