"""The text by which a contact is found: made here once, kept by the store, asked by `matches`."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b

from bot.model.contacts import ContactValues, Coordinate, CoordinateKind
from bot.model.coordinates import national
from bot.model.filters import EXACT, NOBODY, FilterKey, compared
from bot.model.folding import digits, fold, squeeze, words
from bot.model.short_forms import full_forms
from bot.model.tags import key_of
from bot.model.tags import said as said_of

__all__ = [
    "FRAGMENT",
    "NAME_LENGTH",
    "WORD_LENGTH",
    "exact_values",
    "filter_token",
    "filter_tokens",
    "fragment",
    "search_grams",
    "search_words",
    "sort_name",
    "texts",
]

FRAGMENT = 3  # letters of a trigram, the shortest thing that both engines look for
WORD_LENGTH = 60  # a word of PostgreSQL's index has at most 2,046 bytes
NAME_LENGTH = 200  # and a row of its ordered indexes about 2,700
_PIECE_LENGTH = 300

# Thai to Khmer, kana and the Chinese signs: scripts without spaces, in which any sign may begin a word.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
)


def search_words(values: ContactValues) -> str:
    """The folded words of everything that a person may type to find it, each once; in full too, where written short."""
    tags = [word for tag in values.tags for word in said_of(tag)]
    text = " ".join((_names(values), *_numbers(values), *map(_line, values.coordinates), *tags))
    said = words(text)
    if _UNSPACED.search(text):  # 王 and 伟 are written 王伟, or the other way round
        said += [squeeze(values.last_name + values.first_name), squeeze(values.first_name + values.last_name)]
    said += [full for word in said for full in full_forms(word)]
    return " ".join(dict.fromkeys(word[:WORD_LENGTH] for word in said if word))


def search_grams(values: ContactValues, said: str | None = None) -> str:
    """Each field in one piece, what is written short in full, then how each word begins.

    Two spaces before and after each, see `fragment`: '2345  ' is how a phone ends. `said` are its `search_words`,
    where they are known already.

    '  jeandupont  acmesarl  33628230455  0628230455  je  du  ac  sa  06  '
    """
    said = search_words(values) if said is None else said
    pieces = [squeeze(_names(values)), squeeze(values.company), squeeze(values.last_name + values.first_name)]
    for coordinate in values.coordinates:
        pieces += _fragments(coordinate)
    pieces += [squeeze(number) for number in _numbers(values)]
    pieces += [squeeze(word) for tag in values.tags for word in said_of(tag)]
    pieces += [squeeze(values.accounting_account), squeeze(values.analytic_account)]
    pieces += [full for word in said.split() for full in full_forms(word)]
    pieces = [piece[:_PIECE_LENGTH] for piece in pieces if piece]
    beginnings = [word[: FRAGMENT - 1] for word in said.split()]
    parts = dict.fromkeys((*pieces, *beginnings, *_inside(pieces)))
    return "".join(f"  {part}" for part in parts) + "  " * bool(parts)


def fragment(term: str) -> str:
    """What must stand in `search_grams`: a term anywhere, one of one or two letters where a word begins."""
    return term[:WORD_LENGTH].rjust(FRAGMENT)


def sort_name(name: str) -> str:
    """The words of a name by which lists are ordered and beginnings are found; its signs, where it has none."""
    said = " ".join(word[:WORD_LENGTH] for word in words(name))
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
    """The tokens of all that exact filters may ask of a contact, each once; CONTACT needs none."""
    born = created_at.astimezone(UTC)
    held = [(key, value) for key in sorted(EXACT) for value in sorted(exact_values(key, values))]
    held += [(FilterKey.CREATED, f"{born:%Y}"), (FilterKey.CREATED, f"{born:%Y-%m}")]
    return tuple(dict.fromkeys(filter_token(key, value) for key, value in held))


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
        case FilterKey.PARENT if values.employer is not None:
            return frozenset({str(values.employer)})
    return frozenset()


def texts(key: FilterKey, values: ContactValues) -> tuple[str, ...]:
    """What a filter of words compares, as `filters.compared` makes it, as far as the grams have it; no empty ones."""
    match key:
        case FilterKey.PHONE:
            held = [writing for phone in values.phones for writing in _writings(phone)]
        case FilterKey.EMAIL:
            held = [squeeze(email.typed) for email in values.emails]
        case FilterKey.CITY | FilterKey.ADDRESS:
            postal = [each for each in values.of_kind(CoordinateKind.ADDRESS)]
            held = [compared(key, _town(each) if key is FilterKey.CITY else _line(each)) for each in postal]
        case FilterKey.COMPANY:
            held = [squeeze(values.company)]
        case FilterKey.ACCOUNT:
            held = [squeeze(values.accounting_account)]
        case FilterKey.ANALYTIC:
            held = [squeeze(values.analytic_account)]
        case FilterKey.REFERENCE:
            held = [squeeze(values.reference)]
        case _:
            held = []
    return tuple(dict.fromkeys(text[:_PIECE_LENGTH] for text in held if text))


def _town(coordinate: Coordinate) -> str:
    return "" if coordinate.address is None else coordinate.address.city


def _names(values: ContactValues) -> str:
    return f"{values.first_name} {values.last_name} {values.company} {values.nickname}".strip()


def _numbers(values: ContactValues) -> tuple[str, ...]:
    """What a document names it by."""
    return tuple(text for text in (values.reference, values.siren, values.siret, values.vat_number) if text)


def _line(coordinate: Coordinate) -> str:
    return coordinate.typed if coordinate.address is None else coordinate.address.line


def _fragments(coordinate: Coordinate) -> list[str]:
    whole = squeeze(_line(coordinate))
    return [whole, *_writings(coordinate)] if coordinate.kind is CoordinateKind.PHONE else [whole]


def _writings(phone: Coordinate) -> list[str]:
    """The digits as typed, as dialled from abroad, and as dialled at home."""
    if phone.parsed is None:
        return [digits(phone.typed)]
    return [digits(phone.typed), digits(phone.parsed), national(phone.parsed)]


def _inside(pieces: list[str]) -> list[str]:
    return [piece[at.start() : at.start() + FRAGMENT - 1] for piece in pieces for at in _UNSPACED.finditer(piece)]
