"""A contact said in words, in front of what is said about it."""

from dataclasses import dataclass

from bot.model.errors import NoContactNamed


@dataclass(frozen=True, slots=True)
class NamedContact:
    """A contact said in words, and what was said about it."""

    words: str
    rest: str


def split_named(text: str) -> NamedContact:
    """'Marie Dupont: prefers calls' is a contact and a text; the first colon parts them.

    Raises NoContactNamed without a colon or without a name before it.
    """
    name, colon, rest = text.partition(":")
    if not colon or not name.strip():
        raise NoContactNamed(example="note")
    return NamedContact(words=name.strip(), rest=rest.strip())
