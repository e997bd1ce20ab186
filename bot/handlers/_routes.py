"""The shape of the route table: dispatch, /crm help, the reference page and the manifest test all read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.handlers._ask import Access, Answers, Asked, Does
from bot.model.errors import UnknownVerb
from bot.model.folding import fold
from bot.model.nearest import nearest


@dataclass(frozen=True, slots=True)
class Verb:
    """`name` and `fr` are how it is typed; '' is what a command does with any other words.

    `help` names its block in templates/help; `usage` is the rest of the line shown there, in both languages.
    `alone` says that the verb takes no words, `only` that it takes none but these: followed by others, it is read as
    plain words, or it is `otherwise`; so is one with the sign `never_with` in them. `first` is a reading that must go
    well before anything is done in Slack.
    """

    command: str
    name: str
    does: Does | Answers
    access: Access
    fr: str = ""
    help: str = ""
    usage: tuple[str, str] = ("", "")
    alone: bool = False
    only: frozenset[str] = frozenset()
    never_with: str = ""
    otherwise: "Verb | None" = None
    before: Asked | None = None
    first: Does | None = None

    @property
    def title(self) -> str:
        return self.title_in("")

    def title_in(self, language: str) -> str:
        """As it is typed in a language."""
        return f"{self.command} {(language == 'fr' and self.fr) or self.name}".strip()

    def takes(self, rest: str) -> bool:
        """Whether it is this verb that was said, with these words after it."""
        said = fold(rest).split()
        if self.never_with and self.never_with in rest:
            return False
        return not said or (set(said) <= self.only if self.only else not self.alone)


@dataclass(frozen=True, slots=True)
class Button:
    """An action id, of a button, a menu or radio buttons.

    What follows a further dot in the id is the button's own choice. Of an overflow menu whose options are
    'edit:<id>', 'archive:<id>' each may have a route of its own, `contacts.more:edit`.
    """

    action: str
    does: Does
    access: Access
    before: Asked | None = None

    @property
    def title(self) -> str:
        return self.action


@dataclass(frozen=True, slots=True)
class FormSave:
    """A modal's callback id, and what its submit does; `first` as of a verb, and what it finds wrong is the answer."""

    callback: str
    does: Does
    access: Access = Access.WRITES
    before: Asked | None = None
    first: Does | None = None

    @property
    def title(self) -> str:
        return self.callback


class On(StrEnum):
    """Where a shortcut is offered."""

    GLOBAL = "global"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A callback id of the manifest's shortcuts."""

    callback: str
    does: Does
    access: Access = Access.OPENS
    on: On = On.GLOBAL
    before: Asked | None = None

    @property
    def title(self) -> str:
        return self.callback


@dataclass(frozen=True, slots=True)
class Options:
    """The action id of an external select, which asks for its options while somebody types."""

    action: str
    does: Does
    access: Access = Access.READS
    before: Asked | None = None

    @property
    def title(self) -> str:
        return self.action


@dataclass(frozen=True, slots=True)
class HomeOpened:
    """Somebody looks at the Home tab; the view of the reply is published there."""

    does: Does
    access: Access = Access.READS
    before: Asked | None = None

    @property
    def title(self) -> str:
        return "app_home_opened"


Route = Verb | Button | FormSave | Shortcut | Options | HomeOpened


class Routes:
    """Look-ups over the table, made once."""

    def __init__(self, routes: Sequence[Route], *, aliases: dict[str, str]) -> None:
        self.all = tuple(routes)
        self.aliases = aliases
        self._verbs = {(verb.command, name): verb for verb in self.verbs for name in _names(verb)}
        self._buttons = {route.action: route for route in routes if isinstance(route, Button)}
        self._forms = {route.callback: route for route in routes if isinstance(route, FormSave)}
        self._options = {route.action: route for route in routes if isinstance(route, Options)}
        self._shortcuts = {(route.on, route.callback): route for route in self.shortcuts}
        self.home = next((route for route in routes if isinstance(route, HomeOpened)), None)

    @property
    def verbs(self) -> Iterable[Verb]:
        return (route for route in self.all if isinstance(route, Verb))

    @property
    def shortcuts(self) -> Iterable[Shortcut]:
        return (route for route in self.all if isinstance(route, Shortcut))

    @property
    def commands(self) -> frozenset[str]:
        return frozenset(verb.command for verb in self.verbs) | frozenset(self.aliases)

    def verb(self, command: str, text: str) -> tuple[Verb, int]:
        """The verb of a command's text, and how many characters of the text it takes. Raises UnknownVerb."""
        command = self.aliases.get(command, command)
        first = text.split(maxsplit=1)[0] if text.strip() else ""
        said = self._verbs.get((command, fold(first))) if first else None
        if said is not None:
            meant = said if said.takes(text.strip()[len(first) :]) else said.otherwise
            if meant is not None:
                return meant, text.index(first) + len(first)
        default = self._verbs.get((command, ""))
        if default is None or (first and default.alone):
            raise UnknownVerb(word=first, nearest=self.nearest(command, first))
        return default, 0

    def asks_nobody(self, command: str, text: str) -> bool:
        """Whether it is answered without the store and without Slack."""
        first = text.split(maxsplit=1)[0] if text.strip() else ""
        said = self._verbs.get((command, fold(first)))
        return said is not None and said.access is Access.ANSWERS

    def meant(self, command: str, text: str) -> str | None:
        """The verb that the first of some plain words is perhaps a slip for."""
        first = text.split(maxsplit=1)[0] if text.strip() else ""
        return self.nearest(self.aliases.get(command, command), first) if first else None

    def nearest(self, command: str, word: str) -> str | None:
        """The verb that was perhaps meant: of this command, or another command by its name."""
        names = self._titles(command)
        found = nearest(word, names)
        return None if found is None else names[found]

    @cache  # noqa: B019  # there is one table, as long as the process runs
    def _titles(self, command: str) -> dict[str, str]:
        """What may have been meant, by how it is typed: looked through for each search by words."""
        own = {name: f"{command} {name}" for (of, name) in self._verbs if of == command and name}
        others = sorted(each for each in self.commands if self.aliases.get(each, each) != command)
        return own | {name: each for each in others if (name := fold(each.removeprefix("/"))) not in own}

    def button(self, action: str, choice: str = "") -> Button | None:
        """'reminders.snooze.15m' is the button 'reminders.snooze'. `choice` is the chosen option of a menu."""
        name = ".".join(action.split(".")[:2])
        return self._buttons.get(f"{name}:{choice.partition(':')[0]}") or self._buttons.get(name)

    def form(self, callback: str) -> FormSave | None:
        return self._forms.get(callback)

    def options(self, action: str) -> Options | None:
        """'choices.pick.group' is asked of 'choices.pick'."""
        return self._options.get(".".join(action.split(".")[:2]))

    def shortcut(self, callback: str, on: On) -> Shortcut | None:
        return self._shortcuts.get((on, callback))


def _names(verb: Verb) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(name) for name in (verb.name, verb.fr) if name)) or ("",)
