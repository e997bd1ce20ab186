"""The pages of docs/reference, written from the code that they describe: `make docs` runs this."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.config import Settings
from bot.handlers._ask import Access
from bot.handlers._routes import Button, FormSave, HomeOpened, Options, Shortcut, Verb
from bot.handlers.table import table
from bot.templates._words import Reader, raw
from tests.house._api_page import api_page
from tests.house._limits import limits_page
from tests.house._source import ROOT, modules
from tests.sandbox.methods_page import methods_page

_ENGLISH = Reader("en", "UTC")
_KINDS: dict[type, str] = {
    Button: "button or menu",
    FormSave: "form",
    Shortcut: "shortcut",
    Options: "menu that is filled while somebody types",
    HomeOpened: "event",
}
_SETTING = re.compile(r"^#? ?([A-Z][A-Z0-9_]+)=")
_WORK = {
    Access.ANSWERS: "answers at once",
    Access.READS: "reads",
    Access.WRITES: "writes",
    Access.OPENS: "opens a form or a view",
}

_COMMANDS = """# Commands

Written by `make docs` from `bot/handlers/table.py`; `/crm help` lists the same in Slack, in the reader's language.

Both languages are understood from everybody. Accents and capitals do not matter, and a word that is not a verb is read
as what the command looks for: `/contact new` opens a form, `/contact Newman` searches. Guests and people of other
companies are refused, whatever they type.
"""
_ROUTES = """
## Buttons, forms and shortcuts

The names by which the log (`verb`) and `/metrics` (`route`) tell them apart. A verb stands there as it is typed in
English, without what follows it: `/contact new`, `/note`.

| name | what it is | what it does |
|---|---|---|
"""
_SETTINGS = """# Settings

Written by `make docs` from `bot/config.py` and `.env.example`. A setting is an environment variable, or a line of the
file `.env` in the folder where Carnet is started; the environment wins, and an empty value counts as none. What has no
default is shown as –. `carnet check` says what is missing or wrong.

| setting | where it is not set | what it is |
|---|---|---|
"""


@dataclass(frozen=True)
class Page:
    """A page of docs/reference: its place, its text as the code has it, and the code that decides."""

    name: str
    written: Callable[[], str]
    source: str

    @property
    def path(self) -> Path:
        return ROOT / "docs" / "reference" / self.name


def commands_page() -> str:
    routes = table()
    verbs = [verb for verb in routes.verbs if verb.help]
    sections = [_section(command, verbs) for command in dict.fromkeys(verb.command for verb in verbs)]
    also = [f"`{alias}` is another name of `{command}`.\n" for alias, command in routes.aliases.items()]
    others = [f"| `{each.title}` | {_kind(each)} | {_WORK[each.access]} |" for each in routes.all if not _is_verb(each)]
    return "\n".join((_COMMANDS, *sections, *also)) + _ROUTES + "\n".join(others) + "\n"


def settings_page() -> str:
    paragraphs = (ROOT / ".env.example").read_text(encoding="utf-8").split("\n\n")
    return _SETTINGS + "\n".join(row for paragraph in paragraphs for row in _rows(paragraph)) + "\n"


PAGES = (
    Page("api.md", api_page, "bot/api"),
    Page("commands.md", commands_page, "bot/handlers/table.py"),
    Page("settings.md", settings_page, "bot/config.py and .env.example"),
    Page("sandbox-limits.md", limits_page, "bot/sandbox/blocks/limits"),
    Page("sandbox-methods.md", methods_page, "bot/sandbox/api and bot/sandbox/scopes.py"),
)


def _section(command: str, verbs: list[Verb]) -> str:
    head = f"## {command}\n\n| in English | in French | what it does | |\n|---|---|---|---|\n"
    return head + "".join(_verb_row(verb) for verb in verbs if verb.command == command)


def _verb_row(verb: Verb) -> str:
    english, french = (
        " ".join(part for part in (verb.command, name, usage) if part)
        for name, usage in zip((verb.name, verb.fr or verb.name), verb.usage, strict=True)
    )
    return f"| `{english}` | `{french}` | {raw(_ENGLISH, 'help', verb.help)} | {_WORK[verb.access]} |\n"


def _is_verb(route: object) -> bool:
    return isinstance(route, Verb)


def _kind(route: object) -> str:
    return _KINDS[type(route)]


def _rows(paragraph: str) -> Iterator[str]:
    """One row for the settings of a paragraph; none for the paragraph that speaks of the file itself."""
    lines = paragraph.strip().splitlines()
    names = [found[1] for line in lines if (found := _SETTING.match(line))]
    said = " ".join(line.removeprefix("#").strip() for line in lines if not _SETTING.match(line))
    if not any(_is_used(name) for name in names):
        said = f"*Read, and used by nothing yet.* {said}"
    if names:
        yield f"| {', '.join(f'`{name}`' for name in names)} | {', '.join(map(_default, names))} | {said} |"


def _default(name: str) -> str:
    value = Settings.model_fields[name.lower()].default
    if value is None:
        return "–"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def _is_used(name: str) -> bool:
    """Whether the code takes it from its settings anywhere; every room but `config` is handed them."""
    asked = re.compile(rf"settings(\(\))?\.{name.lower()}\b")
    return any(asked.search(module.text) for module in modules("bot"))


def main() -> None:
    for page in PAGES:
        page.path.write_text(page.written(), encoding="utf-8")


if __name__ == "__main__":
    main()
