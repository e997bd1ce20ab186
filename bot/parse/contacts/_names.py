"""A person's name taken apart, and what an e-mail's local part tells of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.folding import squeeze
from bot.parse.contacts._words import GIVEN, PARTICLES, SHARED

_LOCAL = re.compile(r"[._-]+")


@dataclass(frozen=True, slots=True)
class PersonName:
    first: str
    last: str


def split_words(words: Sequence[str], *, local: str = "") -> PersonName:
    """The family name is the word in capitals, else what a particle begins, else the last one.

    `local` is the local part of the person's e-mail: jean.dupont@ tells the order of 'Dupont Jean'.
    """
    if len(words) < 2:
        return PersonName("", " ".join(words))
    shouted = [_is_shouted(word) for word in words]
    if any(shouted) and not all(shouted):
        last = [word for word, loud in zip(words, shouted, strict=True) if loud]
        if sum(len(squeeze(word)) for word in last) > 2:
            return _with_particles(words, shouted)
    for place, word in enumerate(words[1:], start=1):
        if squeeze(word) in PARTICLES and place < len(words) - 1:
            return PersonName(" ".join(words[:place]), " ".join(words[place:]))
    *first, last_word = words
    if len(words) == 2 and _is_written_turned(words, local):
        return PersonName(words[1], words[0])
    return PersonName(" ".join(first), last_word)


def from_local(local: str) -> PersonName | None:
    """jean.dupont@ is Jean Dupont; contact@ and jd@ are nobody."""
    parts = [part for part in _LOCAL.split(local.partition("+")[0]) if part]
    if len(parts) != 2 or any(not part.isalpha() or len(part) < 2 or part.lower() in SHARED for part in parts):
        return None
    return PersonName(*(part.capitalize() for part in parts))


def is_named(words: Sequence[str], local: str) -> bool:
    """Whether an e-mail's local part holds the name, or its initial and the family name."""
    named = squeeze(local)
    return any(len(squeeze(word)) > 2 and squeeze(word) in named for word in words)


def is_turned(family: Sequence[str], given: Sequence[str]) -> bool:
    """Whether two pieces are 'Smith, John', and not a person and a firm as 'Jean Dupont, Acme' are."""
    if len(family) > 1 and squeeze(family[0]) not in PARTICLES:
        return False
    first, *more = given
    if more:
        return _is_given(first) and all(_is_given(word) or _is_initial(word) for word in more)
    if all(map(_is_shouted, family)) and not _is_shouted(first):
        return first[0].isupper() and squeeze(first) not in SHARED  # 'ACME, Facturation'
    return _is_given(first) or (_is_initial(first) and first.isupper())


def _is_given(word: str) -> bool:
    return squeeze(word) in GIVEN or squeeze(word.partition("-")[0]) in GIVEN


def _is_initial(word: str) -> bool:
    return len(squeeze(word)) == 1


def _is_shouted(word: str) -> bool:
    return word.isupper() and len(squeeze(word)) > 1 and not word.endswith(".")


def _with_particles(words: Sequence[str], shouted: Sequence[bool]) -> PersonName:
    """'Jean de LA TOUR': a particle in front of the capitals belongs to them."""
    first_loud = shouted.index(True)
    own = list(shouted)
    while first_loud > 0 and squeeze(words[first_loud - 1]) in PARTICLES:
        first_loud -= 1
        own[first_loud] = True
    first = " ".join(word for word, loud in zip(words, own, strict=True) if not loud)
    return PersonName(first, " ".join(word for word, loud in zip(words, own, strict=True) if loud))


def _is_written_turned(words: Sequence[str], local: str) -> bool:
    parts = [squeeze(part) for part in _LOCAL.split(local)]
    return len(parts) == 2 and parts == [squeeze(words[1]), squeeze(words[0])] and parts[0] != parts[1]
