"""A question about contacts as a value: written by parse, run by the store, asked of one contact by follows."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.contacts import Contact
from bot.model.folding import digits, squeeze, words
from bot.model.search import search_grams, search_words

VERSION = 1


class FilterKey(StrEnum):
    CONTACT = "contact"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Filter:
    """`value` is an id or a folded text, by the key; `excluded` turns it round."""

    key: FilterKey
    value: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """`text` is what was typed, for people; `terms` are its folded words; every term and filter must hold."""

    text: str = ""
    terms: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    version: int = VERSION

    @property
    def together(self) -> str:
        """All the terms as one fragment: 'du pont' looks for 'dupont' as well."""
        return "".join(self.terms)


def query_of(text: str) -> Query:
    """The question that plain words ask. A phone in any writing is one term: its digits."""
    number = digits(text)
    if len(number) >= 4 and not any(sign.isalpha() for sign in text):
        return Query(text=text, terms=(number,))
    return Query(text=text, terms=tuple(words(text)))


def matches(contact: Contact, query: Query) -> bool:
    """Whether the store would find this contact by this query (a test holds both to the same answer)."""
    return _terms_hold(contact, query) and all(_filter_holds(contact, each) for each in query.filters)


def _terms_hold(contact: Contact, query: Query) -> bool:
    if not query.terms:
        return True
    kept = search_words(contact.values).split()
    grams = search_grams(contact.values)
    if all(_term_holds(term, kept, grams) for term in query.terms):
        return True
    return len(query.together) >= 3 and query.together in grams


def _term_holds(term: str, kept: list[str], grams: str) -> bool:
    if len(term) >= 3 and term in grams:
        return True
    return any(word.startswith(term) for word in kept)


def _filter_holds(contact: Contact, each: Filter) -> bool:
    if each.key is FilterKey.CONTACT:
        held = str(contact.id) == each.value
    else:
        held = each.value in {squeeze(tag) for tag in contact.values.tags}
    return held is not each.excluded
