"""Tags: words that a team puts on contacts and on the people inside them."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.folding import tag_key
from bot.model.ids import TagId

TAG_LENGTH = 50


class TagColour(StrEnum):
    GREY = "grey"
    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PURPLE = "purple"
    BROWN = "brown"


class TagScope(StrEnum):
    """Whom a tag is for: contacts, the people inside companies, or both."""

    CONTACTS = "contacts"
    PEOPLE = "people"
    BOTH = "both"


class BuiltIn(StrEnum):
    """Tags that every workspace has and nobody changes. The value is the name by which they are kept."""

    PROSPECTS = "Prospects"
    CLIENTS = "Clients"
    SUPPLIERS = "Suppliers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """`worn` is how many contacts have it, where it was counted."""

    id: TagId
    name: str
    colour: TagColour = TagColour.GREY
    scope: TagScope = TagScope.BOTH
    built_in: BuiltIn | None = None
    worn: int = 0


_BUILT_IN_COLOURS = {
    BuiltIn.PROSPECTS: TagColour.ORANGE,
    BuiltIn.CLIENTS: TagColour.GREEN,
    BuiltIn.SUPPLIERS: TagColour.BLUE,
}

# How they are said: in a file, in a form, in either language.
_SAID = {
    BuiltIn.PROSPECTS: ("Prospects", "Prospect"),
    BuiltIn.CLIENTS: ("Clients", "Client", "Cliente", "Customer", "Customers"),
    BuiltIn.SUPPLIERS: ("Suppliers", "Supplier", "Fournisseurs", "Fournisseur", "Fournisseuse"),
}
_IN_FRENCH = {BuiltIn.SUPPLIERS: "Fournisseurs"}  # the others are called the same
_BY_KEY = {tag_key(word): built_in for built_in, said in _SAID.items() for word in said}


def built_in(name: str) -> BuiltIn | None:
    """The built-in tag that a word means, whatever its language, case or number."""
    return _BY_KEY.get(tag_key(name))


def canonical(name: str) -> str:
    """The name by which a tag is kept: a built-in one has a single name."""
    found = built_in(name)
    return name if found is None else found.value


def key_of(name: str) -> str:
    """By which a tag is known again; all the names of a built-in tag have the same."""
    return tag_key(canonical(name))


def colour_of(built: BuiltIn) -> TagColour:
    return _BUILT_IN_COLOURS[built]


def called(built: BuiltIn, language: str) -> str:
    """Its name among those of a list, in the words of whoever reads it."""
    return _IN_FRENCH.get(built, built.value) if language == "fr" else built.value


def said(name: str) -> tuple[str, ...]:
    """The words by which a tag is found: of a built-in one, those of both languages."""
    found = built_in(name)
    return (name,) if found is None else _SAID[found]
