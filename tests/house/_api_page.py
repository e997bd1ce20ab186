"""The page of docs/reference on the REST API, from its OpenAPI description."""

from collections.abc import Iterator
from typing import Any

from bot.api._openapi import description, kinds_of_problems
from bot.api._problems import title_of
from bot.api.table import table
from bot.templates.api import about_of

Json = dict[str, Any]

_HEAD = """# REST API

Written by `make docs` from the route table and the models of `bot/api`. A running Carnet serves the same as
`/api/v1/openapi.json` (OpenAPI 3.1) and, to be read, as `/api/v1/docs`. How to begin:
[use the API](../how-to/use-the-api.md).

All paths are below `/api/v1`. What stands in braces is an id.
"""
_PROBLEMS = """
## Problems

The `type` of a problem is `/api/v1/docs#` and one of these names.

| name | title | status |
|---|---|---|
"""


def api_page() -> str:
    described = description(table())
    nouns = [_noun(tag["name"], described) for tag in described["tags"]]
    models = [_model(name, shape) for name, shape in sorted(described["components"]["schemas"].items())]
    problems = [f"| `{name}` | {title_of(name)} | {status} |\n" for name, status in kinds_of_problems().items()]
    return "".join((_HEAD, *nouns, "\n## Models\n", *models, _PROBLEMS, *problems))


def _noun(noun: str, described: Json) -> str:
    head = f"\n## {noun.capitalize()}\n\n| | | what it does | sent | answered |\n|---|---|---|---|---|\n"
    return head + "".join(_rows(noun, described))


def _rows(noun: str, described: Json) -> Iterator[str]:
    for path, methods in described["paths"].items():
        for method, each in methods.items():
            if each["tags"] == [noun]:
                about = " ".join(filter(None, (f"{each['summary']}.", each.get("description", ""))))
                yield f"| `{method.upper()}` | `{path}` | {about} | {_sent(each)} | {_answered(each)} |\n"


def _sent(operation: Json) -> str:
    named = [f"`{one['name']}`" for one in operation["parameters"] if one["in"] == "query"]
    body = operation.get("requestBody")
    return ", ".join([*named, *([] if body is None else [_kind(body["content"]["application/json"]["schema"])])])


def _answered(operation: Json) -> str:
    status, answer = next((code, each) for code, each in operation["responses"].items() if code.startswith("2"))
    content = answer.get("content")
    return " ".join([f"`{status}`", *([] if content is None else [_kind(content["application/json"]["schema"])])])


def _model(name: str, shape: Json) -> str:
    about = " ".join(shape.get("description", "").split())
    head = f"\n### {name}\n\n{about}\n" if about else f"\n### {name}\n"
    if "properties" not in shape:
        return f"{head}\n{_kind(shape)}\n"
    required = shape.get("required", ())
    rows = [
        f"| `{key}` | {_kind(each)} | {_about(each, is_required=key in required)} |\n"
        for key, each in shape["properties"].items()
    ]
    return f"{head}\n| field | kind | |\n|---|---|---|\n" + "".join(rows)


def _about(shape: Json, *, is_required: bool) -> str:
    said = " ".join(about_of(shape).split())
    return " ".join(filter(None, ("*always*" if is_required else "", said)))


def _kind(shape: Json) -> str:
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in shape:
        return " or ".join(map(_kind, shape["anyOf"]))
    if "enum" in shape:
        return " ".join(f"`{each}`" for each in shape["enum"])
    if shape.get("type") == "array":
        return f"list of {_kind(shape['items'])}"
    return str(shape.get("format") or shape.get("type") or "any")
