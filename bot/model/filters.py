"""A filter of a query: what it may be asked of, and the one form in which its values are compared."""

import re
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers

from bot.model.folding import digits, squeeze, words
from bot.model.kept import kept
from bot.model.short_forms import in_full, writings

ME = "@me"  # whoever asks, as the value of an owner or of somebody assigned
NOBODY = "none"
ANY = "any"  # beside the values of WANTING, so that who has none is known by the want of it
MOST_FILTERS = 50
FRAGMENT = 3  # letters of a trigram, the shortest thing that both engines look for
WORD_LENGTH = 60  # a word of PostgreSQL's index has at most 2,046 bytes

# A phone among words: in one run of digits, or behind a country's code; five pairs; behind a +, a 0 or a bracket; in
# three short groups and more.
DIALLED = re.compile(
    r"(?<![\w+])(?:\+?\d{8,15}"
    r"|(?:\+|00)[1-9]\d{0,2}[\s.-]{1,3}(?:\d{1,3}[\s.-])?\d{5,10}(?!\d)"
    r"|0\d(?:[\s.-]?\d\d){4}"
    r"|(?:\+\d{1,4}|\(\d{1,5}\)|0\d{0,4})(?:[\s.()/-]{1,3}\d{1,4}(?!\d)){1,7}"
    r"|\d{2,4}(?:[\s./-]\d{2,4}){2,6}(?![./-]))(?!\w)"
)


class FilterKey(StrEnum):
    CONTACT = "contact"
    TAG = "tag"
    KIND = "kind"
    OWNER = "owner"
    ASSIGNED = "assigned"
    CITY = "city"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    COMPANY = "company"
    PARENT = "parent"
    EMPLOYER = "employer"
    UNDER = "under"
    GROUP = "group"
    STATE = "state"
    CATEGORY = "category"
    STAGE = "stage"
    ORIGIN = "origin"
    ROLE = "role"
    CONSENT = "consent"
    BIRTHDAY = "birthday"
    CUSTOM = "custom"
    ACCOUNT = "account"
    ANALYTIC = "analytic"
    REFERENCE = "reference"
    CREATED = "created"
    SEARCH = "search"
    WORD = "word"


# How a value holds: as it is, at the beginning of a field, anywhere in it.
CHOSEN = frozenset(
    {FilterKey.GROUP, FilterKey.STATE, FilterKey.CATEGORY, FilterKey.STAGE, FilterKey.ORIGIN, FilterKey.ROLE}
)
# Of which few contacts have any: NOBODY finds those that have none.
WANTING = CHOSEN | {FilterKey.PARENT, FilterKey.EMPLOYER, FilterKey.CONSENT, FilterKey.BIRTHDAY}
EXACT = WANTING | {FilterKey.CONTACT, FilterKey.TAG, FilterKey.KIND, FilterKey.OWNER, FilterKey.ASSIGNED}
BEGINNING = frozenset({FilterKey.CITY, FilterKey.ACCOUNT, FilterKey.ANALYTIC, FilterKey.REFERENCE})
WITHIN = frozenset({FilterKey.ADDRESS, FilterKey.PHONE, FilterKey.EMAIL, FilterKey.COMPANY})
PEOPLE = frozenset({FilterKey.OWNER, FilterKey.ASSIGNED})
_WRITTEN_SHORT = frozenset({FilterKey.ADDRESS, FilterKey.COMPANY})


@dataclass(frozen=True)  # without slots: what is sought is asked many times a search, and kept
class Filter:
    """Any of `values` holds; `excluded` turns it round.

    A value is an id, a `tags.key_of`, a `ContactKind`, a member's id or ME, words as typed, for CREATED a range
    "2026-01-01T00:00:00+00:00/" in UTC whose end is left out and either side may be empty, for CUSTOM a `Wanted`, for
    CONSENT a channel, 'email', or what it refuses, 'email=no', for BIRTHDAY a month, '03', or a day of it, '03-12'.
    PARENT is an employer or the contact above; STATE a choice, or the `tags.key_of` of a tag that is a state. NOBODY is
    who has none of a key in WANTING, no owner, nobody assigned. WORD holds where a term would: it is asked of whom it
    may not find.

    `crm` puts ids in the place of names, before the store sees them: of CHOSEN, PARENT, EMPLOYER, and of UNDER, which
    becomes a PARENT among all that lie below; and in the place of SEARCH, a saved search's name, what that asks.
    """

    key: FilterKey
    value: str
    excluded: bool = False
    more: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        return (self.value, *self.more)

    @kept
    def sought(self) -> tuple[str, ...]:
        """The values as they are compared, each once; of words in which nothing can be looked for, none."""
        return tuple(dict.fromkeys(text for each in self.values for text in _written(self.key, each) if text))


def _written(key: FilterKey, text: str) -> tuple[str, ...]:
    """As it is compared, and as else it may be written."""
    return writings(words(text)) if key in _WRITTEN_SHORT else (compared(key, text),)


def compared(key: FilterKey, text: str) -> str:
    """One form for a field of a contact and for what is asked of it."""
    if key is FilterKey.PHONE:
        return dialled(text)
    if key is FilterKey.CITY:
        return in_full(words(text))
    if key is FilterKey.WORD:
        return fragment(squeeze(text))
    return squeeze(text) if key in BEGINNING or key in WITHIN else text


def fragment(term: str) -> str:
    """What must stand in `Folded.grams`: a term anywhere, one of one or two letters where a word begins."""
    return term[:WORD_LENGTH].rjust(FRAGMENT) if term else ""


def dialled(text: str) -> str:
    """The digits of a phone in any writing, without the sign or the zeros that lead out of a country."""
    number = digits(text.replace("(0)", ""))  # +33 (0)6 28… is dialled +33 6 28…
    abroad = number.startswith("00") and len(number) > 8
    number = number[2:] if abroad else number
    return _without_trunk(number) if abroad or "+" in text else number


def _without_trunk(number: str) -> str:
    """'+33 06 28…' is dialled +33 6 28…; in Italy the zero is a part of the number."""
    try:
        read = phonenumbers.parse(f"+{number}")
    except phonenumbers.NumberParseException:
        return number
    return f"{read.country_code}{phonenumbers.national_significant_number(read)}"
