"""A question about contacts as a value: written by parse, run by the store, asked of one contact by follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz.distance import OSA

from bot.model.contacts import Contact
from bot.model.custom_fields import value_key
from bot.model.filters import EXACT, ME, MOST_FILTERS, NOBODY, PEOPLE, WITHIN, Filter, FilterKey
from bot.model.folding import squeeze, words
from bot.model.ids import MemberId
from bot.model.kept import kept
from bot.model.search import FRAGMENT, WORD_LENGTH, Folded, exact_values, fragment
from bot.model.short_forms import full_forms
from bot.model.span import Span
from bot.model.terms import is_number, number_of, terms_of
from bot.model.wanted import Wanted

__all__ = [
    "ALL_CONTACTS",
    "ME",
    "MOST_FILTERS",
    "MOST_TERMS",
    "NOBODY",
    "SLIP",
    "VERSION",
    "Filter",
    "FilterKey",
    "Query",
    "Sort",
    "for_member",
    "is_number",
    "is_slip",
    "is_spelling",
    "matches",
    "may_be_misspelt",
    "may_stand_inside",
    "number_of",
    "query_of",
    "terms_of",
]

VERSION = 2  # the first had neither typos, nor an order, nor several values of a filter
MOST_TERMS = 20
SLIP = 1  # one letter too many, missing, another, or two neighbours the wrong way round
_MISSPELT = range(4, 40)  # letters of a term in which a slip is looked for
_LONG_ENOUGH = 5  # letters of the longer of the two: a slip in a short word makes another one


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NAME = "name"
    COMPANY = "company"
    CREATED = "created"  # newest first
    UPDATED = "updated"  # latest first


@dataclass(frozen=True)  # without slots: what follows from the terms is asked many times a search, and kept
class Query:
    """`text` is what was typed, for people; `terms` are its folded words; every term and filter must hold.

    A term with an @ is one piece of an e-mail. With `typos` a term that may have a slip has one or begins a word, any
    other stands anywhere; `spellings` are what such terms may have meant, where somebody knows.
    """

    text: str = ""
    terms: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    version: int = VERSION
    typos: bool = False
    sort: Sort = Sort.RELEVANCE
    spellings: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @kept
    def asks(self) -> bool:
        """Whether it asks anything: what asks nothing finds nothing."""
        return bool(self.asked or self.filters)

    @kept
    def asked(self) -> tuple[str, ...]:
        """What is looked for: the distinct terms, as many as narrow an answer; a whole page of text has more."""
        return tuple(dict.fromkeys(self._said))[:MOST_TERMS]

    @kept
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """For each term asked, it and what it may be short for: any of them will do."""
        return tuple((term, *full_forms(term)) for term in self.asked)

    @kept
    def choices(self) -> tuple[tuple[str, ...], ...]:
        """The same as fragments: of each term one must stand in a contact's `grams`, or one of its spellings."""
        meant = dict(self.spellings)
        return tuple(tuple(_distinct_fragments((*forms, *meant.get(forms[0], ())))) for forms in self.forms)

    @kept
    def fragments(self) -> tuple[str, ...]:
        """The choices that are none: what must stand in a contact's `grams`, all of it."""
        return tuple(choice[0] for choice in self.choices if len(choice) == 1)

    @kept
    def fuzzy(self) -> tuple[str, ...]:
        """The terms that may have a slip."""
        return tuple(term for term in self.asked if may_be_misspelt(term))

    @kept
    def together(self) -> str:
        """All the terms as one fragment, enough by itself: 'du po' finds 'dupont'.

        Empty where it finds no more than the terms do: long ones stand in it each.
        """
        joined = "".join(self._said)
        if FRAGMENT <= len(joined) <= WORD_LENGTH and any(len(term) < FRAGMENT for term in self._said):
            return joined
        return ""

    @kept
    def whole(self) -> str:
        """The `sort_name` of a contact that is called just so."""
        return " ".join(self._said)

    @kept
    def reversed(self) -> str:
        """The same with the first word last: 'dupont marie' for who is asked for as 'marie dupont'."""
        return " ".join((*self._said[1:], *self._said[:1]))

    @kept
    def with_slips(self) -> "Query":
        """The wider question, in which an e-mail is its words."""
        said = tuple(word for term in self.terms for word in words(term))
        return replace(self, terms=said, typos=True)

    @kept
    def may_have_slips(self) -> bool:
        return any(map(_has_letters, self.terms)) and bool(self.with_slips.fuzzy)

    @kept
    def is_of_address(self) -> bool:
        """Whether an e-mail is among what is asked: who has it is surely meant."""
        return any("@" in term for term in self.terms)

    def spelt(self, meant: Mapping[str, Sequence[str]]) -> "Query":
        """With what its terms may have meant, where some stand inside words: those are found by fragments alone."""
        if not (any(map(may_stand_inside, self.asked)) and any(meant.values())):
            return self
        return replace(self, spellings=tuple((term, tuple(known)) for term, known in meant.items()))

    @kept
    def _said(self) -> tuple[str, ...]:
        return tuple(word[:WORD_LENGTH] for term in self.terms for word in _words_of(term))


def _words_of(term: str) -> list[str]:
    return [squeeze(term)] if "@" in term and squeeze(term) else words(term)


ALL_CONTACTS = Query(filters=(Filter(FilterKey.KIND, "person", more=("company",)),))


def for_member(query: Query, member: MemberId) -> Query:
    """The question as this member asks it: ME is put to a name."""
    filters = tuple(_for_member(each, member) for each in query.filters)
    return query if filters == query.filters else replace(query, filters=filters)


def _for_member(each: Filter, member: MemberId) -> Filter:
    if each.key is FilterKey.CUSTOM:
        values = [_custom_for_member(value, member) for value in each.values]
    elif each.key in PEOPLE:
        values = [member if value == ME else value for value in each.values]
    else:
        return each
    return each if values == [*each.values] else replace(each, value=values[0], more=tuple(values[1:]))


def _custom_for_member(value: str, member: MemberId) -> str:
    wanted = Wanted.read(value)
    return str(replace(wanted, text=value_key(member))) if wanted.text == ME else value


def query_of(text: str) -> Query:
    """The question that plain words ask."""
    return Query(text=text, terms=terms_of(text))


def may_be_misspelt(term: str) -> bool:
    """A number is meant as it is, and a short word with a slip is another one."""
    return len(term) in _MISSPELT and term.isalpha()


def may_stand_inside(term: str) -> bool:
    """Whether it may be a part of a word even beside a misspelt one: four digits are the end of a phone."""
    return len(term) >= FRAGMENT and not may_be_misspelt(term)


def _has_letters(term: str) -> bool:
    return not term.isdecimal()


def is_spelling(word: str) -> bool:
    """Whether a contact's word may be what a misspelt term meant: letters alone, about as many as such a term has."""
    return _MISSPELT.start <= len(word) < _MISSPELT.stop + SLIP and word.isalpha()


def is_slip(term: str, word: str) -> bool:
    """Whether the one is the other but for a slip: of four letters one may be missing, none be wrong."""
    if max(len(term), len(word)) < _LONG_ENOUGH:
        return term == word
    return OSA.distance(term, word, score_cutoff=SLIP) <= SLIP


def matches(contact: Contact, query: Query) -> bool:
    """Whether the store would find this contact by this query (a test holds both to the same answer).

    A query that asks nothing finds nothing; nothing finds an archived contact. ME, UNDER and SEARCH hold for nobody:
    they are put to names before.
    """
    if contact.deleted_at or contact.archived_at or not query.asks:
        return False
    return _terms_hold(contact, query) and all(_holds(contact, each) is not each.excluded for each in query.filters)


def _terms_hold(contact: Contact, query: Query) -> bool:
    if not query.asked:
        return True
    folded = Folded(contact.values)
    grams = folded.grams()
    if all(any(part in grams for part in choice) for choice in query.choices):
        return True
    if query.together and query.together in grams:
        return True
    if not query.typos:
        return False
    pairs = zip(query.forms, query.choices, strict=True)
    return all(_is_meant(forms, choice, folded.words, grams) for forms, choice in pairs)


def _is_meant(forms: tuple[str, ...], choice: tuple[str, ...], said: tuple[str, ...], grams: str) -> bool:
    """Whether one of a contact's words begins with the term or its full form, or is the term but for a slip."""
    term = forms[0]
    if may_stand_inside(term):
        return any(part in grams for part in choice)
    if any(word.startswith(forms) for word in said):
        return True
    return may_be_misspelt(term) and any(is_spelling(word) and is_slip(term, word) for word in said)


def _holds(contact: Contact, each: Filter) -> bool:
    if each.key is FilterKey.CREATED:
        return any(Span.read(value).has(contact.created_at) for value in each.values)
    if each.key is FilterKey.CONTACT:
        return str(contact.id) in each.sought
    if each.key is FilterKey.CUSTOM:
        return any(_custom_holds(contact, Wanted.read(value)) for value in each.values)
    if each.key in EXACT:
        return not exact_values(each.key, contact.values).isdisjoint(each.sought)
    folded = Folded(contact.values)
    is_word = each.key is FilterKey.WORD
    held = (folded.grams(),) if is_word else folded.texts().get(each.key, ())
    if is_word or each.key in WITHIN:
        return any(value in text for value in each.sought for text in held)
    return any(text.startswith(each.sought) for text in held)


def _custom_holds(contact: Contact, wanted: Wanted) -> bool:
    return wanted.holds(next((each.text for each in contact.values.custom if each.field == wanted.field), ""))


def _distinct_fragments(forms: tuple[str, ...]) -> list[str]:
    """A form that begins with the term is found by the term's own fragment."""
    term, *others = forms
    return [fragment(term), *(fragment(form) for form in others if not form.startswith(term))]
