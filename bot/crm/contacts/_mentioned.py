"""Whom a sentence speaks of: by number, by name, or by a first name alone, which is seldom beyond doubt."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.contacts import ContactKind, Found
from bot.model.legal_forms import LEGAL_FORMS
from bot.model.policy import Can
from bot.model.query import Query, number_of, query_of

_MOST = 10
_LOOKED_AT = 50
_SHORTEST = 3  # letters of a name that stands for the whole
_AFTER_NUMBER = ".,;:!?)"
_APART = re.compile(r"[\s'’]+")
_AROUND = '.,;:!?()[]«»"“”'
# Before a word that is no name: "acheter une rose", "the grace period".
_ARTICLES = frozenset({
    "un", "une", "le", "la", "les", "des", "mon", "ma", "mes", "ton", "ta", "son", "sa", "ses", "notre", "nos", "votre",
    "vos", "leur", "leurs", "ce", "cette", "ces", "a", "an", "the", "my", "your", "our", "his", "her", "their", "this",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The contacts that a sentence may speak of, and its `words` that name them.

    `by_first_name` says that no more than that names them; it `is_sure` where whoever wrote it cannot mean anybody
    else, as far as the sentence tells.
    """

    found: tuple[Found, ...] = ()
    words: str = ""
    by_first_name: bool = False
    is_sure: bool = True


@needs(Can.READ)
async def mentioned(work: Work, sentence: str) -> Mentioned:
    """The fullest mention first.

    'rappeler marie dupont' names Marie Dupont, and a company Dupont only where no fuller name fits; '#12' names the
    contact of that number; 'appeler Marie' the one person whose first name that is.
    """
    numbered = [await work.contacts.by_number(number) for number in dict.fromkeys(_numbers(sentence))]
    if known := [each for each in numbered if each is not None]:
        return Mentioned(tuple(known), _numbers_in(sentence), is_sure=len(known) == 1)
    said = query_of(sentence).with_slips.terms
    candidates = await work.contacts.any_of(Query(text=sentence, terms=said), limit=_LOOKED_AT)
    scored = [(_mention(each, said), each) for each in candidates]
    best = max((score for score, _ in scored), default=0)
    if best:
        found = tuple(each for score, each in scored if score == best)[:_MOST]
        return Mentioned(found, _naming(sentence, found), is_sure=len(found) == 1)
    return _by_first_name(sentence, [each for each in candidates if _is_called(each, said)][:_MOST])


def _by_first_name(sentence: str, found: Sequence[Found]) -> Mentioned:
    """Surely the one of that name where it is written as a name, and not as what any sentence begins with."""
    firsts = {word for each in found for word in _words(each)[:-1]}
    tokens = [each.strip(_AROUND) for each in _APART.split(sentence)]
    named = [place for place, token in enumerate(tokens) if _terms(token) and _terms(token) <= firsts]
    as_names = [place for place in named if _may_be_name(tokens, place)]
    if not as_names:
        return Mentioned()
    is_sure = len(found) == 1 and any(_is_name_alone(tokens, place, firsts) for place in as_names)
    return Mentioned(tuple(found), " ".join(tokens[place] for place in as_names), by_first_name=True, is_sure=is_sure)


def _may_be_name(tokens: Sequence[str], place: int) -> bool:
    is_after_article = place > 0 and tokens[place - 1].casefold() in _ARTICLES
    return tokens[place][:1].isupper() or not is_after_article


def _is_name_alone(tokens: Sequence[str], place: int, firsts: Set[str]) -> bool:
    """Not 'Marie Durand', who is another one, nor the first word, which is written large whatever it is."""
    beside = [tokens[at] for at in (place - 1, place + 1) if 0 < at < len(tokens)]
    others = [token for token in beside if token[:1].isupper() and not _terms(token) <= firsts]
    return place > 0 and tokens[place][:1].isupper() and not others


def _numbers(sentence: str) -> list[int]:
    found = (number_of(word.rstrip(_AFTER_NUMBER)) for word in sentence.split() if word.startswith("#"))
    return [number for number in found if number is not None][:_MOST]


def _numbers_in(sentence: str) -> str:
    return " ".join(word.rstrip(_AFTER_NUMBER) for word in sentence.split() if word.startswith("#"))


def _mention(contact: Found, said: Sequence[str]) -> int:
    """How much of a sentence names this contact: the letters of its whole name, or of its last word."""
    words = _words(contact)
    if words and all(word in said for word in words):
        return sum(len(word) for word in words)
    if words and words[-1] in said and len(words[-1]) >= _SHORTEST:
        return len(words[-1])
    return 0


def _is_called(contact: Found, said: Sequence[str]) -> bool:
    firsts = _words(contact)[:-1]
    is_long = sum(map(len, firsts)) >= _SHORTEST
    return contact.kind is ContactKind.PERSON and is_long and all(word in said for word in firsts)


def _words(contact: Found) -> tuple[str, ...]:
    """Of its name; what a firm is in law is seldom said."""
    words = query_of(contact.name).with_slips.terms
    return tuple(word for word in words if word not in LEGAL_FORMS) or words


def _naming(sentence: str, found: Iterable[Found]) -> str:
    """Those words of the sentence that stand in their names, as they were written."""
    names = {word for each in found for word in _words(each)}
    return " ".join(bare for token in _APART.split(sentence) if _terms(bare := token.strip(_AROUND)) & names)


def _terms(token: str) -> frozenset[str]:
    return frozenset(query_of(token).with_slips.terms) if token else frozenset()
