"""The lists that an admin keeps: states, categories, stages, origins, groups, what a person is for, kinds of relations
and of activities.

A contact holds ids, so that a choice may be renamed at any time; one that is deleted is kept, retired, for the trace.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.model.contacts import ContactValues, Role
from bot.model.folding import tag_key
from bot.model.ids import ChoiceId
from bot.model.members import language_of
from bot.model.tags import BuiltIn, built_in

CHOICE_LENGTH = 75  # letters of an option of Slack
MOST_CHOICES = 500  # of one kind


class ChoiceKind(StrEnum):
    STATE = "state"
    CATEGORY = "category"
    STAGE = "stage"
    ORIGIN = "origin"
    GROUP = "group"
    ROLE = "role"
    RELATION = "relation"
    ACTIVITY = "activity"


# Of which a contact has one at most, by the name of its value.
ONE_OF = {ChoiceKind.CATEGORY: "category", ChoiceKind.STAGE: "stage", ChoiceKind.ORIGIN: "origin"}
SEVERAL_OF = {ChoiceKind.STATE: "states", ChoiceKind.GROUP: "groups"}
WORN = (*SEVERAL_OF, *ONE_OF, ChoiceKind.ROLE)  # what a contact may have; a relation is between two


class BuiltInRole(StrEnum):
    """What Carnet itself asks people for: they may be called otherwise, and are not deleted."""

    PAYABLE = "payable"
    PURCHASES = "purchases"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """`inverse` is a relation as it is seen from its other end, `worn` how many have it, or are of it, where that was
    counted.

    Names are as they are stored, see `in_language`.
    """

    id: ChoiceId
    kind: ChoiceKind
    name: str
    inverse: str = ""
    built_in: BuiltInRole | None = None
    position: int = 0
    worn: int = 0
    retired: bool = False

    def in_language(self, language: str) -> "Choice":
        """As whoever speaks it calls it: what Carnet itself has named has a name in each."""
        name, inverse = (called_in(self.kind, each, language) for each in (self.name, self.inverse))
        return self if (name, inverse) == (self.name, self.inverse) else replace(self, name=name, inverse=inverse)

    @property
    def known_as(self) -> tuple[str, ...]:
        """Its names, and those of its other end, in every language."""
        said = (called_in(self.kind, name, language) for language in _STARTS for name in (self.name, self.inverse))
        return tuple(dict.fromkeys(name for name in said if name))

    @property
    def is_mutual(self) -> bool:
        """Of a relation: 'partner of' says the same whoever is named first."""
        return choice_key(self.said_from(other_end=True)) == choice_key(self.name)

    def said_from(self, *, other_end: bool) -> str:
        """What a relation is called on the record of whom it is told of, or on that of whom it tells."""
        return (self.inverse or self.name) if other_end else self.name


@dataclass(frozen=True, slots=True)
class Start:
    """A choice that every workspace begins with."""

    kind: ChoiceKind
    name: str
    inverse: str = ""
    built_in: BuiltInRole | None = None


_STARTS = {
    "en": (
        Start(ChoiceKind.STATE, "Partner"),
        Start(ChoiceKind.ROLE, "Accounts payable", built_in=BuiltInRole.PAYABLE),
        Start(ChoiceKind.ROLE, "Purchases", built_in=BuiltInRole.PURCHASES),
        Start(ChoiceKind.RELATION, "employee of", "employs"),
        Start(ChoiceKind.RELATION, "partner of", "partner of"),
        Start(ChoiceKind.RELATION, "member of", "has as member"),
        Start(ChoiceKind.ACTIVITY, "call"),
        Start(ChoiceKind.ACTIVITY, "meeting"),
        Start(ChoiceKind.ACTIVITY, "e-mail"),
        Start(ChoiceKind.ACTIVITY, "visit"),
    ),
    "fr": (
        Start(ChoiceKind.STATE, "Partenaire"),
        Start(ChoiceKind.ROLE, "Comptabilité fournisseurs", built_in=BuiltInRole.PAYABLE),
        Start(ChoiceKind.ROLE, "Achats", built_in=BuiltInRole.PURCHASES),
        Start(ChoiceKind.RELATION, "salarié de", "emploie"),
        Start(ChoiceKind.RELATION, "partenaire de", "partenaire de"),
        Start(ChoiceKind.RELATION, "membre de", "a pour membre"),
        Start(ChoiceKind.ACTIVITY, "appel"),
        Start(ChoiceKind.ACTIVITY, "rendez-vous"),
        Start(ChoiceKind.ACTIVITY, "e-mail"),
        Start(ChoiceKind.ACTIVITY, "visite"),
    ),
}


def starts(locale: str) -> tuple[Start, ...]:
    """What a new workspace begins with, in its language and in their order."""
    return _STARTS[language_of(locale)]


def called_in(kind: ChoiceKind, name: str, language: str) -> str:
    """What every workspace begins with is called so in each language, as long as nobody has given it another name."""
    return next((names[language] for names in _SAID[kind] if name in names.values()), name)


def keys_of(kind: ChoiceKind, name: str) -> tuple[str, ...]:
    """By which a choice of that name is known, in whatever language it is said."""
    own = choice_key(name)
    said = ({choice_key(each): None for each in names.values()} for names in _SAID[kind])
    return tuple({own: None} | next((keys for keys in said if own in keys), {}))


def is_same(kind: ChoiceKind, name: str, other: str) -> bool:
    """Whether the two are one name, or what Carnet calls the same in two languages."""
    return called_in(kind, name, "en") == called_in(kind, other, "en")


def choice_key(name: str) -> str:
    """By which a choice is known again among those of its kind: without regard to case, accents and punctuation."""
    return tag_key(name)


def _said(kind: ChoiceKind) -> Iterator[dict[str, str]]:
    """What is meant by each start of that kind, and by the other end of a relation, by language."""
    for place, start in enumerate(_STARTS["en"]):
        if start.kind is kind:
            yield {language: begun[place].name for language, begun in _STARTS.items()}
            yield {language: begun[place].inverse for language, begun in _STARTS.items() if start.inverse}


_SAID = {kind: tuple(_said(kind)) for kind in ChoiceKind}


def state_tag(name: str) -> BuiltIn | None:
    """The built-in tag that a state means: prospect, client and supplier are tags and never choices."""
    return built_in(name)


def worn(values: ContactValues) -> Iterator[tuple[ChoiceKind, ChoiceId]]:
    """All that a contact has of the lists."""
    for kind, name in SEVERAL_OF.items():
        yield from ((kind, choice) for choice in getattr(values, name))
    for kind, name in ONE_OF.items():
        if (one := getattr(values, name)) is not None:
            yield kind, one
    yield from ((ChoiceKind.ROLE, role.choice) for role in values.roles)


def only(kind: ChoiceKind, *choices: ChoiceId, rank: int | None = None) -> ContactValues:
    """A contact that has these of a list, and nothing else; of a list of which there is one alone, the first."""
    given: dict[str, Any]
    if kind is ChoiceKind.ROLE:
        given = {"roles": tuple(Role(each, rank) for each in choices)}
    elif kind in ONE_OF:
        given = {ONE_OF[kind]: choices[0]}
    else:
        given = {SEVERAL_OF[kind]: choices}
    return ContactValues(**given)


def moved(values: ContactValues, kind: ChoiceKind, choice: ChoiceId, to: ChoiceId | None) -> ContactValues:
    """As it is once `choice` is no more: with `to` in its place, or with nothing. A rank goes along."""
    if kind is ChoiceKind.ROLE:
        return replace(values, roles=_other_roles(values.roles, choice, to))
    changed: dict[str, Any]
    if kind in ONE_OF:
        changed = {ONE_OF[kind]: to} if getattr(values, ONE_OF[kind]) == choice else {}
    else:
        name = SEVERAL_OF[kind]
        put = (to if each == choice else each for each in getattr(values, name))
        changed = {name: tuple(dict.fromkeys(each for each in put if each is not None))}
    return replace(values, **changed)


def _other_roles(held: tuple[Role, ...], choice: ChoiceId, to: ChoiceId | None) -> tuple[Role, ...]:
    """Who has both keeps the rank of the one that stays."""
    others = {role.choice: role for role in held if role.choice != choice}
    gone = [role for role in held if role.choice == choice]
    if not gone or to is None or to in others:
        return tuple(others.values())
    return tuple(Role(to, role.rank) if role.choice == choice else role for role in held)
