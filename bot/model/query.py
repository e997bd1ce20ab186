"""A question about contacts as a value: written by parse, run by the store, asked of one contact by follows."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.contacts import Contact
from bot.model.folding import digits, words
from bot.model.search import FRAGMENT, WORD_LENGTH, fragment, search_grams
from bot.model.tags import key_of

VERSION = 1
MOST_TERMS = 20


class FilterKey(StrEnum):
    CONTACT = "contact"
    TAG = "tag"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Filter:
    """`value` is an id, a `tags.key_of` or a `ContactKind`, by the key; `excluded` turns it round."""

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
    def asked(self) -> tuple[str, ...]:
        """What is looked for: the distinct terms, as many as narrow an answer; a whole page of text has more."""
        return tuple(dict.fromkeys(self._said))[:MOST_TERMS]

    @property
    def fragments(self) -> tuple[str, ...]:
        """What must stand in a contact's `search_grams`, all of it."""
        return tuple(fragment(term) for term in self.asked)

    @property
    def together(self) -> str:
        """All the terms as one fragment, enough by itself: 'du po' finds 'dupont'.

        Empty where it finds no more than the terms do: long ones stand in it each.
        """
        joined = "".join(self._said)
        if FRAGMENT <= len(joined) <= WORD_LENGTH and any(len(term) < FRAGMENT for term in self._said):
            return joined
        return ""

    @property
    def whole(self) -> str:
        """The `sort_name` of a contact that is called just so."""
        return " ".join(self._said)

    @property
    def _said(self) -> tuple[str, ...]:
        return tuple(word[:WORD_LENGTH] for term in self.terms for word in words(term))


def is_number(text: str) -> bool:
    """'#12' means that contact and no other: one with a 12 in its phone is not it."""
    return text.startswith("#") and text[1:].strip().isdecimal()


def query_of(text: str) -> Query:
    """The question that plain words ask. A phone in any writing is one term: its digits."""
    number = digits(text.replace("(0)", ""))  # +33 (0)6 28… is dialled +33 6 28…
    if len(number) >= 4 and not any(sign.isalpha() for sign in text):
        return Query(text=text, terms=(_without_exit_code(number),))
    return Query(text=text, terms=tuple(words(text)))


def _without_exit_code(number: str) -> str:
    return number[2:] if number.startswith("00") and len(number) > 8 else number


def matches(contact: Contact, query: Query) -> bool:
    """Whether the store would find this contact by this query (a test holds both to the same answer).

    A query that asks nothing finds nothing; nothing finds an archived contact.
    """
    if contact.deleted_at or contact.archived_at or not (query.asked or query.filters):
        return False
    return _terms_hold(contact, query) and all(_filter_holds(contact, each) for each in query.filters)


def _terms_hold(contact: Contact, query: Query) -> bool:
    if not query.asked:
        return True
    grams = search_grams(contact.values)
    return all(part in grams for part in query.fragments) or bool(query.together and query.together in grams)


def _filter_holds(contact: Contact, each: Filter) -> bool:
    match each.key:
        case FilterKey.CONTACT:
            held = str(contact.id) == each.value
        case FilterKey.TAG:
            held = each.value in {key_of(tag) for tag in contact.values.tags}
        case FilterKey.KIND:
            held = contact.values.kind.value == each.value
    return held is not each.excluded
