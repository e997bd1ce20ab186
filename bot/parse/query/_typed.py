"""From a line of grammar to the fields of the advanced search."""

from collections.abc import Mapping, Sequence

from bot.model.custom_fields import ANSWERED, CustomField, CustomKind, refitted
from bot.model.errors import QueryInvalid
from bot.model.fields import CUSTOM_KEY, LEFT_OUT, SEARCH
from bot.model.filters import PEOPLE, WANTING, FilterKey
from bot.model.ids import MemberId
from bot.parse._form import lines_of
from bot.parse.custom_values import read_yes_no
from bot.parse.query._form import CONSENTED, DATES, SEVERAL, TEXTS
from bot.parse.query._line import SIGNS, Asked, parts_of
from bot.parse.query._values import NO_PEOPLE, consent_of, is_none, kind_of, member_of

_BY_FILTER = {filter: field for field, filter in TEXTS.items()}
_BY_CONSENT = {line: form for form, line in CONSENTED.items()}


def typed_query(
    text: str, *, people: Mapping[str, MemberId] = NO_PEOPLE, custom: Sequence[CustomField] = ()
) -> dict[str, str]:
    """The form that a line fills; what has no field, or a field that is filled, stays in `words`.

    `people` are those mentioned, and ME for whoever asks. A line that means nothing is all words.
    """
    try:
        parts = tuple(parts_of(text, language="en", people=people, custom=custom))
    except QueryInvalid:
        return {"words": text}
    typed: dict[str, str] = {}
    words: list[str] = []
    taken = False
    for part in parts:
        behind, taken = taken, isinstance(part, Asked) and _fills(part, typed, people)
        if not taken:
            said = text[part.start : part.end]
            words.append(_apart(said) if behind else said)
    return typed | {"words": " ".join(words)}


def _apart(said: str) -> str:
    """A colon that now comes to stand behind another word would make a filter of it."""
    return f";{said[1:]}" if said.translate(SIGNS).startswith(":") else said


def _fills(asked: Asked, typed: dict[str, str], people: Mapping[str, MemberId]) -> bool:
    """Puts a filter into its field, where there is one that says the same and is free."""
    if asked.key.filter is FilterKey.TAG:
        return _fills_tags(asked, typed)
    if asked.excluded:
        return False
    if asked.key.filter is FilterKey.CUSTOM:
        return _fills_custom(asked, typed, people)
    if asked.key.filter in PEOPLE:
        return _fills_people(asked, typed, people)
    if asked.key.filter in SEVERAL.values():
        return _fills_several(asked, typed)
    return len(asked.values) == 1 and _fills_one(asked, typed)


def _fills_one(asked: Asked, typed: dict[str, str]) -> bool:
    field, value = _field_of(asked)
    if not field or not value or field in typed:
        return False
    typed[field] = value
    return True


def _field_of(asked: Asked) -> tuple[str, str]:
    """The field of a filter with one value, and what stands in it."""
    text = asked.values[0].text
    match asked.key.filter:
        case FilterKey.KIND:
            kind = kind_of(text)
            return "kind", "" if kind is None else kind.value
        case FilterKey.CONSENT:
            return "consent", _BY_CONSENT.get(consent_of(text) or "", "")
        case key if key in WANTING and is_none(text):  # for the others no choice of the form
            return ("below", LEFT_OUT[0]) if key is FilterKey.PARENT else ("", "")
        case FilterKey.CREATED:
            for field, operator in DATES.items():
                rest = text.replace("≥", ">=").removeprefix(operator)
                if rest != text and not rest.startswith("="):
                    return field, rest.strip()
            return "", ""
    return _BY_FILTER.get(asked.key.filter, ""), " ".join(text.split())


def _fills_tags(asked: Asked, typed: dict[str, str]) -> bool:
    field = "without" if asked.excluded else "tags"
    if len(asked.values) > 1 and not asked.excluded:  # any of them; the field asks for all
        return False
    held = lines_of(typed.get(field, ""))
    said = [" ".join(value.text.split()) for value in asked.values]
    if len({*held, *said}) > SEARCH.field(field).many:
        return False
    typed[field] = "\n".join(dict.fromkeys((*held, *said)))
    return True


def _fills_several(asked: Asked, typed: dict[str, str]) -> bool:
    field = next(field for field, filter in SEVERAL.items() if filter is asked.key.filter)
    said = dict.fromkeys(" ".join(value.text.split()) for value in asked.values)
    if field in typed or len(said) > SEARCH.field(field).many or any(map(is_none, said)):
        return False
    typed[field] = "\n".join(said)
    return True


def _fills_custom(asked: Asked, typed: dict[str, str], people: Mapping[str, MemberId]) -> bool:
    """The first of the fields that are called so asks for all of them."""
    field = asked.key.custom[0]
    key = f"{CUSTOM_KEY}{field.id}"
    said = [_custom_said(field, " ".join(value.text.split()), people) for value in asked.values]
    is_one = len(said) == 1 or field.kind in ANSWERED
    if key in typed or not is_one or not all(said):
        return False
    typed[key] = "\n".join(dict.fromkeys(said))
    return True


def _custom_said(field: CustomField, text: str, people: Mapping[str, MemberId]) -> str:
    """What stands in the form's input; '' where that cannot say it."""
    if is_none(text):
        return ""
    match field.kind:
        case CustomKind.YES_NO:
            return read_yes_no(text) or ""
        case CustomKind.USER:
            return member_of(text, people) or ""
        case CustomKind.CHOICE | CustomKind.CHOICES:
            return refitted(text, CustomKind.CHOICE, field.answers)
    return text


def _fills_people(asked: Asked, typed: dict[str, str], people: Mapping[str, MemberId]) -> bool:
    field = asked.key.filter.value
    named = [member_of(value.text, people) for value in asked.values]
    many = SEARCH.field(field).many if asked.key.filter is FilterKey.ASSIGNED else 1
    if field in typed or None in named or len(named) > many:
        return False
    typed[field] = "\n".join(dict.fromkeys(str(member) for member in named))
    return True
