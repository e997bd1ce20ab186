"""The text by which a contact is found: made here once, kept by the store, asked by `matches`."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from operator import attrgetter
from typing import Any

from bot.model.contacts import ContactValues, Coordinate, CoordinateKind, CustomValue
from bot.model.coordinates import national
from bot.model.filters import ANY, EXACT, FRAGMENT, NOBODY, WANTING, WORD_LENGTH, FilterKey, fragment
from bot.model.folding import digits, fold, squeeze, words
from bot.model.short_forms import all_full_forms, in_full, is_full_form, saints
from bot.model.tags import built_in, key_of
from bot.model.tags import said as said_of
from bot.model.wanted import Wanted, value_keys

__all__ = [
    "FRAGMENT",
    "NAME_LENGTH",
    "WORD_LENGTH",
    "Folded",
    "exact_values",
    "filter_token",
    "filter_tokens",
    "fragment",
    "sort_name",
]

NAME_LENGTH = 200  # and a row of its ordered indexes about 2,700
_PIECE_LENGTH = 300

# Thai to Khmer, kana and the Chinese signs: scripts without spaces, in which any sign may begin a word.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
)


class Folded:
    """A contact as it is looked for: each piece of it is folded once, for all the texts that are made of it.

    `words` are those of everything that a person may type to find it, each once; in full too, where written short. A
    name of several words is one more word, so that a slip is found in it, and the initials of a first name are one.
    """

    __slots__ = (
        "_accounts",
        "_company",
        "_initials",
        "_names",
        "_numbers",
        "_reach",
        "_saints",
        "_swapped",
        "_tags",
        "words",
    )

    def __init__(self, values: ContactValues) -> None:
        first, last, company = words(values.first_name), words(values.last_name), words(values.company)
        self._names = [*first, *last, *company, *words(values.nickname)]
        self._company = "".join(company)
        self._swapped = "".join((*last, *first))
        self._initials = "".join([word[0] for word in first]) if len(first) > 1 else ""
        self._saints = list(saints((*last, *company)))
        # What a document names it by.
        self._numbers = [words(values.reference), *map(words, (values.siren, values.siret, values.vat_number))]
        self._accounts = squeeze(values.accounting_account), squeeze(values.analytic_account)
        self._reach = [_Reach(each) for each in values.coordinates]
        self._tags = [words(word) for tag in values.tags for word in said_of(tag)]
        lines = [each.words for each in self._reach if each.kind is not CoordinateKind.EMAIL]
        said = [*self._names, *chain(*self._numbers), *chain(*lines), *chain(*self._tags)]
        if _is_unspaced("".join(said)):  # 王 and 伟 are written 王伟, or the other way round
            said += [self._swapped, "".join((*first, *last))]
        said += all_full_forms(said)
        said += ["".join(name) for name in (first, last) if len(name) > 1]
        said.append(self._initials)
        said += chain(*(each.words for each in self._reach if each.kind is CoordinateKind.EMAIL))  # .ch is no chemin
        self.words = tuple(dict.fromkeys([word[:WORD_LENGTH] for word in said if word]))

    def grams(self) -> str:
        """Each field in one piece, what is written short in full, then how each word begins.

        Two spaces before and after each, see `fragment`: '2345  ' is how a phone ends.

        '  jeandupont  acmesarl  33628230455  0628230455  je  du  ac  sa  06  '
        """
        pieces = ["".join(self._names), self._company, self._swapped]
        for each in self._reach:
            pieces += (each.whole, *each.writings)
        pieces += ["".join(piece) for piece in (*self._numbers, *self._tags)]
        pieces += (*self._accounts, self._initials, *self._saints)
        pieces = [piece[:_PIECE_LENGTH] for piece in pieces if piece]
        pieces += [word for word in self.words if is_full_form(word) and not any(word in piece for piece in pieces)]
        beginnings = [word[: FRAGMENT - 1] for word in self.words]
        parts = "  ".join(dict.fromkeys((*pieces, *beginnings, *_inside(pieces))))
        return f"  {parts}  " if parts else ""

    def texts(self) -> Mapping[str, tuple[str, ...]]:
        """What filters of words compare, by key, as `filters.compared` makes it and as far as the grams have it.

        A key of which there is nothing is left out.
        """
        postal = [each for each in self._reach if each.kind is CoordinateKind.ADDRESS]
        account, analytic = self._accounts
        held: dict[str, Iterable[str]] = {
            "account": (account,),
            "address": [each.whole for each in postal],
            "analytic": (analytic,),
            "city": [each.town for each in postal],
            "company": (self._company,),
            "email": [each.whole for each in self._reach if each.kind is CoordinateKind.EMAIL],
            "phone": [text for each in self._reach if each.kind is CoordinateKind.PHONE for text in each.writings],
            "reference": ("".join(self._numbers[0]),),
        }
        cut = [(key, [text[:_PIECE_LENGTH] for text in some if text]) for key, some in held.items() if some]
        return {key: tuple(dict.fromkeys(some)) for key, some in cut if some}


class _Reach:
    """A coordinate; `whole` is its line in one piece, `writings` are the digits of a phone, or a town's other ones."""

    __slots__ = ("kind", "town", "whole", "words", "writings")

    def __init__(self, coordinate: Coordinate) -> None:
        self.kind = coordinate.kind
        self.words = words(_line(coordinate))
        self.whole = "".join(self.words)
        town = () if coordinate.address is None else words(coordinate.address.city)
        self.town = in_full(town)
        self.writings = _writings(coordinate) if self.kind is CoordinateKind.PHONE else tuple(saints(town))


def sort_name(name: str) -> str:
    """The words of a name by which lists are ordered and beginnings are found; its signs, where it has none."""
    said = " ".join([word[:WORD_LENGTH] for word in words(name)])
    return (said or " ".join(fold(name).split()))[:NAME_LENGTH]


_SIGNS = range(0xE000, 0xF900)  # the private use area: no folded text has them
_TENANTS = 0x100  # of the third sign, left to `tenant_term`


@lru_cache(maxsize=4096)
def filter_token(key: str, value: str) -> str:
    """A value of an exact filter, or a year or month of `created`, as three signs: one word and one trigram.

    Two values may have the same, so it narrows and decides nothing.
    """
    rest = int.from_bytes(blake2b(f"{key}={value}".encode(errors="surrogatepass"), digest_size=8).digest(), "big")
    rest, first = divmod(rest, len(_SIGNS))
    rest, second = divmod(rest, len(_SIGNS))
    third = _TENANTS + rest % (len(_SIGNS) - _TENANTS)
    return "".join(chr(_SIGNS.start + place) for place in (first, second, third))


def filter_tokens(values: ContactValues, created_at: datetime) -> tuple[str, ...]:
    """The tokens of all that filters may ask of a contact exactly, each once; CONTACT needs none.

    Of a key in WANTING there is one for ANY where there are values, and none for NOBODY; of a custom field that is
    filled one for the field itself, under its id.
    """
    born = created_at.astimezone(UTC)
    tokens = _tokens(_ASKED_OF(values), (born.year, born.month))
    if not values.custom:
        return tokens
    own = [filter_token(FilterKey.CUSTOM, value) for each in values.custom for value in _custom_values(each)]
    return tuple(dict.fromkeys((*tokens, *own)))


# What of a contact exact filters ask.
_ASKED = (
    "kind",
    "owner",
    "assigned",
    "tags",
    "employer",
    "parent",
    "states",
    "groups",
    "category",
    "stage",
    "origin",
    "roles",
    "consents",
    "birthday",
)
_ASKED_OF = attrgetter(*_ASKED)


@lru_cache(maxsize=1024)  # many have the same, above all those of one list
def _tokens(asked: tuple[Any, ...], born: tuple[int, int]) -> tuple[str, ...]:
    values = ContactValues(**dict(zip(_ASKED, asked, strict=True)))
    held = [(key, value) for key in sorted(EXACT) for value in _token_values(key, values)]
    year, month = born
    held += [(FilterKey.CREATED, f"{year}"), (FilterKey.CREATED, f"{year}-{month:02}")]
    return tuple(dict.fromkeys(filter_token(key, value) for key, value in held))


def _token_values(key: FilterKey, values: ContactValues) -> list[str]:
    held = sorted(exact_values(key, values))
    if key not in WANTING:
        return held
    return [] if held == [NOBODY] else [*held, ANY]


def _custom_values(each: CustomValue) -> list[str]:
    wanted = (Wanted(field=each.field, text=key) for key in sorted(value_keys(each.text)))
    return [str(each.field), *(str(one) for one in wanted if one.has_token)]


def exact_values(key: FilterKey, values: ContactValues) -> frozenset[str]:
    """What an exact filter compares."""
    match key:
        case FilterKey.TAG:
            return frozenset(map(key_of, values.tags))
        case FilterKey.KIND:
            return frozenset({values.kind.value})
        case FilterKey.OWNER:
            return frozenset({values.owner or NOBODY})
        case FilterKey.ASSIGNED:
            return frozenset(values.assigned or {NOBODY})
    held = _HELD.get(key)
    return frozenset() if held is None else frozenset(map(str, held(values))) or frozenset({NOBODY})


def _states(values: ContactValues) -> list[object]:
    return [*values.states, *(key_of(tag) for tag in values.tags if built_in(tag) is not None)]


def _consents(values: ContactValues) -> list[object]:
    return [each.channel.value if each.given else f"{each.channel.value}=no" for each in values.consents]


def _birthday(values: ContactValues) -> list[object]:
    born = values.birthday
    return [] if born is None else [f"{born.month:02}", f"{born.month:02}-{born.day:02}"]


def _one(*held: object) -> list[object]:
    return [each for each in held if each is not None]


_HELD: Mapping[FilterKey, Callable[[ContactValues], list[object]]] = {
    FilterKey.PARENT: lambda values: _one(values.employer, values.parent),
    FilterKey.EMPLOYER: lambda values: _one(values.employer),
    FilterKey.GROUP: lambda values: list(values.groups),
    FilterKey.STATE: _states,
    FilterKey.CATEGORY: lambda values: _one(values.category),
    FilterKey.STAGE: lambda values: _one(values.stage),
    FilterKey.ORIGIN: lambda values: _one(values.origin),
    FilterKey.ROLE: lambda values: [role.choice for role in values.roles],
    FilterKey.CONSENT: _consents,
    FilterKey.BIRTHDAY: _birthday,
}


def _line(coordinate: Coordinate) -> str:
    return coordinate.typed if coordinate.address is None else coordinate.address.line


def _writings(phone: Coordinate) -> tuple[str, ...]:
    """The digits as typed, as dialled from abroad, and as dialled at home."""
    if phone.parsed is None:
        return (digits(phone.typed),)
    return digits(phone.typed), digits(phone.parsed), national(phone.parsed)


def _is_unspaced(text: str) -> bool:
    return not text.isascii() and _UNSPACED.search(text) is not None


def _inside(pieces: list[str]) -> Iterator[str]:
    for piece in pieces:
        if not piece.isascii():
            yield from (piece[at.start() : at.start() + FRAGMENT - 1] for at in _UNSPACED.finditer(piece))
