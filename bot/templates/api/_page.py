"""The page that describes the API, from its OpenAPI description. English, like the description itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from bot.templates._words import Reader, rendered

Json = Mapping[str, Any]

NOUN = "api_page"
_ENGLISH = Reader("en", "UTC")
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class _Field:
    """`beside` is what else is said of it: where it stands, whether it is always there."""

    name: str
    kind: Markup
    beside: str
    about: Markup


@dataclass(frozen=True, slots=True)
class _Operation:
    """`refused` are the statuses of its problems."""

    name: str
    noun: str
    method: str
    path: str
    summary: str
    about: Markup
    parameters: Sequence[_Field]
    body: Markup
    status: str
    answer: Markup
    refused: str


@dataclass(frozen=True, slots=True)
class _Model:
    name: str
    about: Markup
    fields: Sequence[_Field]
    kind: Markup


def style() -> str:
    """The style sheet of the page, whose hash its security policy names."""
    return rendered(_ENGLISH, NOUN, "style", {})


def page(api: Json, problems: Mapping[str, int]) -> str:
    """`problems` are the statuses of the kinds of problems, by name."""
    operations = list(_operations(api))
    said: dict[str, object] = {
        "title": api["info"]["title"],
        "about": [_prose(each) for each in api["info"]["description"].split("\n\n")],
        "server": api["servers"][0]["url"],
        "nouns": [tag["name"] for tag in api["tags"]],
        "operations": operations,
        "models": list(_models(api)),
        "problems": problems,
        "style": Markup(style()),  # noqa: S704  # ours
    }
    return rendered(_ENGLISH, NOUN, "page", said)


def _operations(api: Json) -> Iterator[_Operation]:
    for path, methods in api["paths"].items():
        for method, each in methods.items():
            answers: Json = each["responses"]
            status = next(code for code in answers if code.startswith("2"))
            yield _Operation(
                name=each["operationId"],
                noun=each["tags"][0],
                method=method.upper(),
                path=path,
                summary=each["summary"],
                about=_prose(each.get("description", "")),
                parameters=[_parameter(one) for one in each["parameters"]],
                body=_content(each.get("requestBody", {})),
                status=status,
                answer=_content(answers[status]),
                refused=", ".join(code for code in answers if code[0] in "345"),
            )


def _content(part: Json) -> Markup:
    content = part.get("content")
    return Markup() if content is None else _kind(content[_JSON]["schema"])


def _parameter(one: Json) -> _Field:
    about = one.get("description") or about_of(one["schema"])
    return _Field(one["name"], _kind(one["schema"]), one["in"], _prose(about))


def _models(api: Json) -> Iterator[_Model]:
    for name, shape in api["components"]["schemas"].items():
        required = shape.get("required", ())
        fields = [
            _Field(key, _kind(each), _beside(each, is_always=key in required), _prose(about_of(each)))
            for key, each in shape.get("properties", {}).items()
        ]
        yield _Model(name, _prose(shape.get("description", "")), fields, Markup() if fields else _kind(shape))


def about_of(shape: Json) -> str:
    """Its own description, else that of what it may be."""
    each = (shape, *shape.get("anyOf", ()))
    return next((said for one in each if (said := one.get("description"))), "")


def _beside(shape: Json, *, is_always: bool) -> str:
    limits = [each.get("maxLength") for each in (shape, *shape.get("anyOf", ())) if each.get("maxLength")]
    said = ["always"] if is_always else []
    return ", ".join([*said, *(f"at most {limit} characters" for limit in limits[:1])])


def _prose(text: str) -> Markup:
    """What stands between backquotes is code."""
    parts = " ".join(text.split()).split("`")
    code = Markup("<code>{}</code>")
    return Markup().join(code.format(part) if place % 2 else escape(part) for place, part in enumerate(parts))


def _kind(shape: Json) -> Markup:
    """What a value is, with a way to the model where it is one."""
    if "$ref" in shape:
        return Markup('<a href="#{0}">{0}</a>').format(shape["$ref"].rpartition("/")[2])
    if "anyOf" in shape:
        return Markup(" or ").join(_kind(each) for each in shape["anyOf"])
    if "enum" in shape:
        return Markup(" ").join(Markup("<code>{}</code>").format(each) for each in shape["enum"])
    if shape.get("type") == "array":
        return Markup("list of {}").format(_kind(shape["items"]))
    return escape(shape.get("format") or shape.get("type") or "any")
