"""Sentences from templates/<noun>/*.j2, one named block each, with Slack's three escapes and no others."""

import html
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import NewType

from babel.numbers import format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from jinja2.runtime import Context
from markupsafe import Markup, escape

from bot.i18n import catalogue
from bot.model.members import Member, Viewer, Workspace

Mrkdwn = NewType("Mrkdwn", str)  # escaped; marks such as *bold* mean something
Plain = NewType("Plain", str)  # escaped; for plain_text
Raw = NewType("Raw", str)  # not escaped; for rich text, options, initial values

# Slack reads these as formatting; a word joiner beside them leaves the look and takes the meaning away.
_MARKS = str.maketrans({mark: f"\u2060{mark}\u2060" for mark in "*_~`"})
_ISOLATE = ("\u2068", "\u2069")
MARK = "\0"  # in no text of anybody's: it is refused at the door
_ECHOED = 300  # of a value inside a sentence: what follows it is to be read too


@dataclass(frozen=True, slots=True)
class Reader:
    """Who will read: Slack's locale (fr-FR) and an IANA zone; whether birthdays are shown with their years."""

    locale: str
    zone: str
    birthday_years: bool = True

    @property
    def language(self) -> str:
        return "fr" if self.locale.lower().startswith("fr") else "en"


def reader_of(member: Member) -> Reader:
    return Reader(member.locale, member.zone)


def reader_for(viewer: Viewer) -> Reader:
    """Of a record, on which birthdays are as the workspace has them."""
    return replace(reader_of(viewer.member), birthday_years=viewer.workspace.birthday_years)


def channel_reader(workspace: Workspace) -> Reader:
    """A channel is spoken to in the workspace's language and zone."""
    return Reader(workspace.locale, workspace.zone)


def mrkdwn(reader: Reader, noun: str, block: str, **values: object) -> Mrkdwn:
    return Mrkdwn(_slack(_render(reader.language, noun, block, values)))


def naming(reader: Reader, noun: str, block: str, **value: str) -> Mrkdwn:
    """`mrkdwn` of a sentence in which one value stands, a person's own: of what is sent by thousands."""
    ((name, text),) = value.items()
    return Mrkdwn(_slack(_around(reader.language, noun, block, name).replace(MARK, str(_value(text)))))


def plain(reader: Reader, noun: str, block: str, **values: object) -> Plain:
    return Plain(_slack(_render(reader.language, noun, block, values)))


def raw(reader: Reader, noun: str, block: str, **values: object) -> Raw:
    return Raw(html.unescape(_render(reader.language, noun, block, values)))


def plain_value(text: str) -> Plain:
    """A person's value on its own, for plain_text."""
    return Plain(_slack(str(escape(text))))


def value_raw(text: str) -> Raw:
    return Raw(text)


@cache
def blocks_of(noun: str) -> frozenset[str]:
    """The names of a noun's sentences."""
    return frozenset(_environment("en").get_template(f"{noun}/words.j2").blocks)


class Kept(str):
    """A person's value that stands as `mark` in the sentence, to be put in its place later."""

    __slots__ = ("mark",)

    def __new__(cls, value: str, mark: str) -> "Kept":
        kept = super().__new__(cls, value)
        kept.mark = mark
        return kept

    mark: str


def isolated(text: str) -> str:
    """A person's value inside a sentence: not too long, and its direction its own."""
    opening, closing = _ISOLATE
    return f"{opening}{text if len(text) <= _ECHOED else text[: _ECHOED - 1] + '…'}{closing}"


def rendered(reader: Reader, noun: str, block: str, values: dict[str, object]) -> str:
    """Escaped as for HTML."""
    return _render(reader.language, noun, block, values)


def _value(text: object) -> Markup:
    """A person's value inside a sentence: escaped, its marks broken."""
    if isinstance(text, Kept):
        return Markup(text.mark)  # noqa: S704  # ours
    return Markup(str(escape(isolated(str(text)))).translate(_MARKS))  # noqa: S704  # escaped just here


def _number(language: str, count: int) -> str:
    """With the signs between thousands that the language writes."""
    return format_decimal(count, locale=language)


def _render(language: str, noun: str, block: str, values: dict[str, object]) -> str:
    return _filled(language, noun, block, values) if values else _constant(language, noun, block)


@cache
def _constant(language: str, noun: str, block: str) -> str:
    """A label is the same each time, and there are a few hundred; a sentence with somebody's name in it is not kept."""
    return _filled(language, noun, block, {})


@cache
def _around(language: str, noun: str, block: str, name: str) -> str:
    """The sentence, with a mark where the value belongs."""
    return _filled(language, noun, block, {name: Kept("", MARK)})


def _filled(language: str, noun: str, block: str, values: dict[str, object]) -> str:
    template = _template(language, noun)
    # As `template.new_context` makes it, but without a list of all the blocks, of which no block of ours calls another.
    context = Context(template.environment, {**template.globals, **values}, template.name, {})
    return "".join(template.blocks[block](context)).strip()


@cache
def _template(language: str, noun: str) -> Template:
    return _environment(language).get_template(f"{noun}/words.j2")


def _slack(escaped: str) -> str:
    return escaped.replace("&#39;", "'").replace("&#34;", '"')


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("bot", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.filters["value"] = _value
    environment.filters["number"] = partial(_number, language)
    environment.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    return environment
