"""docs/reference/sandbox-limits.md, written from the sandbox's tables of limits for tests/house/_reference.py."""

from collections.abc import Iterator, Mapping

from bot.sandbox.blocks import limits, rules
from bot.sandbox.blocks.rules import Items, Kind, OneOf, Rule, Shape, Str

_HEAD = """# What the sandbox checks

Written by `make docs` from `bot/sandbox/blocks/limits`, where the source of each table stands beside it. Every line
has its test in `tests/sandbox/test_limits_edges.py`: the value at the limit passes, one past it is refused with Slack's
code and the path. Lengths are Unicode code points. Properties that are not listed are refused, and so is null.

What is not checked, and what only a real workspace can tell, is in [sandbox-not-checked.md](sandbox-not-checked.md).
"""
_SURFACES = {"M": "messages", "V": "modals", "H": "Home tabs"}
_SECTIONS: tuple[tuple[str, Mapping[str, Kind]], ...] = (
    ("Blocks", limits.BLOCKS),
    ("Elements", limits.ELEMENTS),
    ("Rich text", limits.PARTS | limits.INLINE),
    ("Cells of tables", limits.CELLS),
    ("Charts", limits.CHARTS),
)
_NAMES = {id(shape): name for name, shape in (limits.OBJECTS | limits.TABLE_OBJECTS).items()}


def limits_page() -> str:
    kinds = "\n".join(f"## {title}\n\n{''.join(_kinds(table))}" for title, table in _SECTIONS)
    objects = "".join(_object(name, shape) for name, shape in (limits.OBJECTS | limits.TABLE_OBJECTS).items())
    views = _object("modal", limits.MODAL) + _object("home", limits.HOME)
    return "\n".join((_HEAD, _wholes(), kinds, f"## Objects\n\n{objects}", f"## Views\n\n{views}")).rstrip() + "\n"


def _wholes() -> str:
    lines = (
        f"{limits.MESSAGE.high} blocks a message; a modal and a Home tab have theirs below",
        f"{limits.MARKDOWN_TOTAL:,} code points in all the markdown blocks of a message: `msg_too_long`",
        f"{limits.TABLES} table or data table a message, those in containers counted: `invalid_attachments`",
        f"{limits.TABLE_TOTAL:,} code points in all the cells of a table",
        f"{limits.CHARTS_PER_MESSAGE} charts a message",
        f"{limits.VIEW_BYTES:,} bytes a view: `view_too_large`",
        f"{limits.ATTACHMENTS} legacy attachments a message: `too_many_attachments`",
        "a `block_id` once in a message or view, an `action_id` once in its block, a `task_id` once in its plan",
        "initial options that are among the options; one element with `focus_on_load`; a `submit` where inputs are",
        "rows of a data table of one width, without rich text in the first; a data point for each category of a chart",
    )
    return "## Wholes\n\n" + "".join(f"- {line}\n" for line in lines)


def _kinds(table: Mapping[str, Kind]) -> Iterator[str]:
    for name, kind in table.items():
        if isinstance(kind.shape, Shape):
            where = ", ".join(_SURFACES[surface] for surface in kind.surfaces)
            yield _heading(name, kind.shape) + f"In {where}.\n" + _rows(kind.shape)


def _object(name: str, shape: Shape) -> str:
    return _heading(name, shape) + _rows(shape)


def _heading(name: str, shape: Shape) -> str:
    return f"### {name}\n\n[Slack's reference]({shape.source}).\n"


def _rows(shape: Shape) -> str:
    named = [(name, rule) for name, rule in shape.properties.items() if name != "type" or rule != Str()]
    if not named:
        return "It has no properties of its own.\n\n"
    rows = "".join(
        f"| `{name}` | {'yes' if name in shape.required else ''} | {_words(rule)} |\n" for name, rule in named
    )
    return f"\n| property | required | what it takes |\n|---|---|---|\n{rows}\n" + _between(shape)


def _between(shape: Shape) -> str:
    lines = [
        *(f"One of {_listed(names)} must be there." for names in shape.either),
        *(f"Only one of {_listed(names)} may be there." for names in shape.alone),
        *(f"`{low}` is not greater than `{high}`." for low, high in shape.ordered),
    ]
    return " ".join(lines) + "\n\n" if lines else ""


def _words(rule: Rule) -> str:
    match rule:
        case Items():
            return f"{_count(rule)} of: {_words(rule.of)}"
        case OneOf():
            return _listed(tuple(rule.kinds))
        case Shape():
            return _NAMES.get(id(rule), "an object of " + _listed(tuple(rule.properties)))
        case rules.Nullable():
            return _words(rule.of) + ", or null"
        case _:
            return _plain_words(rule)


def _count(rule: Items) -> str:
    if rule.high is None:
        return "a list" if not rule.low else f"{rule.low} or more"
    return f"{rule.low} to {rule.high}" if rule.low else f"up to {rule.high}"


def _plain_words(rule: Rule) -> str:
    match rule:
        case Str():
            return _string_words(rule)
        case rules.Text():
            return f"{'plain text' if rule.is_plain else 'text'} object of 1 to {rule.high:,}"
        case rules.Whole():
            return f"integer from {rule.low:,}" + (f" to {rule.high:,}" if rule.high is not None else "")
        case rules.Number():
            return "number" if rule.above is None else f"number greater than {rule.above:g}"
        case rules.Flag():
            return "boolean"
        case _:
            return "object that is not looked into"


def _string_words(rule: Str) -> str:
    if rule.one_of:
        return _listed(rule.one_of)
    form = f", {rule.form.name}" if rule.form else ""
    if rule.high is None:
        return ("string that is not empty" if rule.low else "string") + form
    return f"string of {f'{rule.low} to' if rule.low else 'up to'} {rule.high:,}{form}"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
