"""The names in the filters of a search turned into the ids by which the store compares: parents, choices of lists."""

from collections.abc import Sequence
from dataclasses import replace

from bot.crm._work import Work
from bot.model.choices import MOST_CHOICES, Choice, ChoiceKind, choice_key, keys_of, state_tag
from bot.model.contacts import ContactKind, Found
from bot.model.errors import QueryInvalid
from bot.model.filters import NOBODY, Filter, FilterKey
from bot.model.folding import fold, squeeze
from bot.model.ids import ContactId
from bot.model.nearest import nearest
from bot.model.query import is_number, number_of, query_of
from bot.model.tags import BuiltIn, called, key_of, said

_NAMED = 20  # contacts that one name may mean
_PUT_AWAY = 500  # contacts that are looked through by name
_SHORTEST_ID = 12  # digits; a contact whose name is a number has fewer
_BEYOND_IDS = 1 << 63
_BELOW = 1000  # contacts of which each is a word of the question
_TOLD = 10  # names of a list, where none of them was meant


async def above(work: Work, each: Filter, text: str) -> Filter:
    """Those directly above who are meant; NOBODY stays."""
    keys = [key for value in each.values for key in await _above(work, value, text)]
    return _with(each, keys)


async def below(work: Work, each: Filter, text: str) -> Filter:
    """Whoever is directly below those that are meant, or below anybody who lies below them."""
    tops = [ContactId(int(key)) for key in (await roots(work, each, text)).values]
    found = await work.contacts.subtree(tops, limit=_BELOW)
    if len(found) == _BELOW:
        raise QueryInvalid("too_many", word=each.value, at=place(text, each.value), limit=_BELOW)
    keys = [str(key) for key in (*tops, *found)]
    return replace(_with(each, keys), key=FilterKey.PARENT)


async def roots(work: Work, each: Filter, text: str) -> Filter:
    """Those that are meant, below whom others are looked for."""
    return _with(each, [str(key) for value in each.values for key in await _parents(work, value, text)])


async def chosen(work: Work, each: Filter, text: str) -> Filter:
    """The choices of that list; a state may be a built-in tag, which goes by its key. NOBODY stays."""
    kind = ChoiceKind(each.key.value)
    choices = await work.choices.list(kind, limit=MOST_CHOICES)
    keys = [_choice(value, kind, choices) for value in each.values]
    wrong = next((value for value, key in zip(each.values, keys, strict=True) if key is None), None)
    if wrong is not None:
        raise _unknown(wrong, kind, choices, text, language=work.viewer.language)
    return _with(each, [key for key in keys if key is not None])


def _choice(value: str, kind: ChoiceKind, choices: Sequence[Choice]) -> str | None:
    if value == NOBODY:
        return NOBODY
    by_key = {key: each for each in choices for key in keys_of(kind, each.name)}
    by_key |= {choice_key(each.name): each for each in choices}
    if (choice := by_key.get(choice_key(value))) is not None:
        return str(choice.id)
    tag = state_tag(value) if kind is ChoiceKind.STATE else None
    return None if tag is None else key_of(tag.value)


def _unknown(value: str, kind: ChoiceKind, choices: Sequence[Choice], text: str, *, language: str) -> QueryInvalid:
    """With the name that is nearest, and the first of those there are."""
    tags = tuple(BuiltIn) if kind is ChoiceKind.STATE else ()
    by_fold = {fold(word): called(tag, language) for tag in tags for word in said(tag.value)}
    names = [each.in_language(language).name for each in choices]
    by_fold |= {fold(name): name for name in names}
    meant = by_fold.get(nearest(value, by_fold) or "", "")
    told = ", ".join([*(called(tag, language) for tag in tags), *names][:_TOLD])
    return QueryInvalid("unknown_choice", word=value, at=place(text, value), nearest=meant, keys=told)


async def _above(work: Work, value: str, text: str) -> list[str]:
    if value == NOBODY:
        return [NOBODY]
    return [str(key) for key in await _parents(work, value, text)]


async def _parents(work: Work, value: str, text: str) -> Sequence[ContactId]:
    """By number, by id as a form gives it, else by name: those that are called just so, or all that fit."""
    found = await _fitting(work, value)
    if not found:
        raise QueryInvalid("unknown_parent", word=value, at=place(text, value))
    exact = [each for each in found if squeeze(each.name) == squeeze(value)]
    return [each.id for each in exact or found]


async def _fitting(work: Work, value: str) -> Sequence[Found]:
    if is_number(value):
        number = number_of(value)
        one = None if number is None else await work.contacts.by_number(number)
        return () if one is None else (one,)
    if value.isascii() and value.isdigit() and len(value) >= _SHORTEST_ID:
        one = await work.contacts.line(ContactId(int(value))) if int(value) < _BEYOND_IDS else None
        return () if one is None else (one,)
    return await _called(work, value)


async def _called(work: Work, value: str) -> Sequence[Found]:
    """Those with all of the words in their name: companies before people, of whom few are above anybody.

    One that is put away has somebody below it all the same.
    """
    asked = query_of(value)

    def so_called(found: Sequence[Found], kind: ContactKind) -> Sequence[Found]:
        fitting = (each for each in found if each.kind is kind)
        return [each for each in fitting if all(term in squeeze(each.name) for term in asked.asked)][:_NAMED]

    named = [Filter(FilterKey.COMPANY, term) for term in asked.asked]
    companies = replace(asked, filters=(Filter(FilterKey.KIND, ContactKind.COMPANY.value), *named))
    people = replace(asked, filters=(Filter(FilterKey.KIND, ContactKind.PERSON.value),))
    if found := (await work.contacts.list(companies, limit=_NAMED)).found:
        return found
    away = await work.contacts.put_away(limit=_PUT_AWAY)
    if closed := so_called(away, ContactKind.COMPANY):
        return closed
    there = (await work.contacts.list(people, limit=_NAMED)).found
    return so_called(there, ContactKind.PERSON) or so_called(away, ContactKind.PERSON)


def _with(each: Filter, values: Sequence[str]) -> Filter:
    first, *more = dict.fromkeys(values)
    return replace(each, value=first, more=tuple(more))


def place(text: str, word: str) -> int:
    """Where in the line it stands."""
    return max(text.casefold().find(word.casefold()), 0)
