"""Between the fields of the advanced search, which hold ids, and the line of grammar, which holds names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.crm import choices, contacts
from bot.crm._work import Work
from bot.model.choices import ChoiceKind, choice_key, keys_of
from bot.model.custom_fields import CustomField, CustomKind
from bot.model.errors import ContactNotFound
from bot.model.fields import CUSTOM_KEY, SEARCH, FieldKind, Form, search_form
from bot.model.folding import squeeze
from bot.model.ids import ChoiceId, ContactId
from bot.model.query import ME
from bot.model.tags import built_in
from bot.parse._form import Typed, lines_of
from bot.parse.query import typed_query, written

_PEOPLE = ("owner", "assigned")
_CONTACTS = tuple(each.key for each in SEARCH.fields if each.kind is FieldKind.CONTACT)
_LISTED: Mapping[str, ChoiceKind] = {each.key: each.of for each in SEARCH.fields if each.of is not None}

Chosen = Sequence[tuple[str, str]]  # an id, and what it stands for


@dataclass(frozen=True, slots=True)
class Filled:
    """The form with what a line says, and what the ids in it stand for, by field."""

    form: Form
    typed: Typed
    named: dict[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


async def line_of(work: Work, typed: Typed, custom: Sequence[CustomField]) -> str:
    """As the line says it: oneself as @me, a contact by its number, choices by their names."""
    me, said = str(work.viewer.id), dict(typed)
    for key in (*_PEOPLE, *_of_users(custom)):
        said[key] = "\n".join(ME if each == me else each for each in lines_of(typed.get(key, "")))
    for key in _CONTACTS:
        if typed.get(key):
            said[key] = f"#{(await contacts.found(work, ContactId(int(typed[key])))).number}"
    known = await contacts.choices(work, [ChoiceId(int(each)) for each in _listed(typed) if each.isdigit()])
    names = {key: each.in_language(work.viewer.language).name for key, each in known.items()}
    for key in _LISTED:
        said[key] = "\n".join(_name(each, names) for each in lines_of(typed.get(key, "")))
    return written(said, work.viewer.language, custom=custom)


def _of_users(custom: Sequence[CustomField]) -> list[str]:
    return [f"{CUSTOM_KEY}{each.id}" for each in custom if each.kind is CustomKind.USER]


def _listed(typed: Typed) -> list[str]:
    return [line for key in _LISTED for line in lines_of(typed.get(key, ""))]


def _name(chosen: str, names: Mapping[ChoiceId, str]) -> str:
    """A state that is a tag goes by its name as it is."""
    return names.get(ChoiceId(int(chosen)), chosen) if chosen.isdigit() else chosen


async def filled(work: Work, line: str) -> Filled:
    """The form's fields; names by which nothing is found, or several, stay in the words."""
    custom = await contacts.seen_fields(work)
    form = search_form(custom)
    shown = Filled(form, dict(typed_query(line, people={ME: work.viewer.id}, custom=custom)))
    _keep_whole(shown, work, custom)
    for key in _CONTACTS:
        if said := shown.typed.pop(key, ""):
            _put(shown, key, said, work, chosen=await _contact(work, said))
    for key, kind in _LISTED.items():
        if said := shown.typed.pop(key, ""):
            _put(shown, key, said, work, chosen=await _choices(work, kind, lines_of(said)))
    return shown


def _keep_whole(shown: Filled, work: Work, custom: Sequence[CustomField]) -> None:
    """What is longer than its field stands in the words, so that nothing is cut off."""
    texts = (each for each in shown.form.fields if each.kind is FieldKind.TEXT and each.key != "words")
    long = {each.key: shown.typed.pop(each.key) for each in texts if len(shown.typed.get(each.key, "")) > each.limit}
    _put_in_words(shown, written(long, work.viewer.language, custom=custom))


def _put(shown: Filled, key: str, said: str, work: Work, *, chosen: Chosen) -> None:
    if chosen:
        shown.typed[key] = "\n".join(each for each, _ in chosen)
        shown.named[key] = chosen
        return
    _put_in_words(shown, written({key: said}, work.viewer.language))


def _put_in_words(shown: Filled, said: str) -> None:
    """Filters written behind the words, where no field says them."""
    if words := " ".join(part for part in (shown.typed.get("words", ""), said) if part):
        shown.typed["words"] = words


async def _contact(work: Work, said: str) -> Chosen:
    """The one that is called so, or has that number."""
    if said.startswith("#"):
        try:
            fitting = [await contacts.named(work, said)]
        except ContactNotFound:
            return ()
    else:
        fitting = [each for each in await contacts.pick(work, said) if squeeze(each.name) == squeeze(said)]
    return ((str(fitting[0].id), fitting[0].name),) if len(fitting) == 1 else ()


async def _choices(work: Work, kind: ChoiceKind, said: Sequence[str]) -> Chosen:
    """All of them, or none where one is not there."""
    named = [each.in_language(work.viewer.language) for each in await choices.all_of(work, kind)]
    names = {key: (str(each.id), each.name) for each in named for key in keys_of(kind, each.name)}
    names |= {choice_key(each.name): (str(each.id), each.name) for each in named}
    if kind is ChoiceKind.STATE:
        names |= {choice_key(name): (tag.value, tag.value) for name in said if (tag := built_in(name)) is not None}
    chosen = [names.get(choice_key(name)) for name in said]
    return [each for each in chosen if each is not None] if None not in chosen else ()
