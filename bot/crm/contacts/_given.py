"""What a contact is given of an admin's lists and of the custom fields: only what is there, by who may give it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.crm._work import Work
from bot.crm.contacts._people import is_of_the_team
from bot.model.changes import CHOSEN, CUSTOM, GROUP, ROLE, STATE, Flat, flat, values_of
from bot.model.choices import ONE_OF, SEVERAL_OF, ChoiceKind, worn
from bot.model.contacts import ContactValues, CustomValue
from bot.model.custom_fields import CustomField, CustomKind, fits
from bot.model.errors import FieldsInvalid
from bot.model.fields import CUSTOM_KEY
from bot.model.ids import ChoiceId, CustomFieldId, MemberId

_NOTHING = ContactValues()
_CHOICES = (STATE, GROUP, ROLE)  # how fields begin whose rest is a choice's id


async def with_known(work: Work, values: ContactValues, *, shown: ContactValues = _NOTHING) -> ContactValues:
    """Without choices that are not there, nor of that kind; custom values as far as this person may fill them in.

    `shown` is what the form showed: what is the same was not given now. Raises FieldsInvalid for somebody in a custom
    field who is none of the team.
    """
    return await _with_custom(work, await _with_choices(work, values, shown), shown)


async def _with_choices(work: Work, values: ContactValues, shown: ContactValues) -> ContactValues:
    before = set(worn(shown))
    fresh = {choice for kind, choice in worn(values) if (kind, choice) not in before}
    if not fresh:
        return values
    known = {(each.kind, each.id) for each in (await work.choices.names(sorted(fresh))).values() if not each.retired}
    kept = before | known
    changed: dict[str, Any] = {
        name: tuple(choice for choice in getattr(values, name) if (kind, choice) in kept)
        for kind, name in SEVERAL_OF.items()
    }
    changed |= {name: _kept(kind, getattr(values, name), kept) for kind, name in ONE_OF.items()}
    roles = tuple(role for role in values.roles if (ChoiceKind.ROLE, role.choice) in kept)
    return replace(values, **changed, roles=roles)


def _kept(kind: ChoiceKind, choice: ChoiceId | None, kept: set[tuple[ChoiceKind, ChoiceId]]) -> ChoiceId | None:
    return choice if choice is not None and (kind, choice) in kept else None


async def _with_custom(work: Work, values: ContactValues, shown: ContactValues) -> ContactValues:
    given, before = _texts(values), _texts(shown)
    changed = [field for field in dict.fromkeys((*before, *given)) if given.get(field) != before.get(field)]
    if not changed:
        return values
    fields = await work.custom_fields.names(changed)
    refused = [field for field in changed if not _takes(fields.get(field), given.get(field, ""), work)]
    kept = {field: text for field, text in given.items() if field not in refused}
    kept |= {field: before[field] for field in refused if field in before}
    await _refuse_strangers(
        work, {fields[field]: given[field] for field in changed if field in kept and field in given}
    )
    return replace(values, custom=tuple(CustomValue(field, text) for field, text in kept.items()))


def _texts(values: ContactValues) -> dict[CustomFieldId, str]:
    return {each.field: each.text for each in values.custom if each.text}


def _takes(field: CustomField | None, text: str, work: Work) -> bool:
    """Whether it is there, this person may fill it in, and the text is one of its own."""
    if field is None or not field.filled_by_member(work.viewer.member):
        return False
    return not text or fits(text, field.kind, field.answers)


async def _refuse_strangers(work: Work, given: Mapping[CustomField, str]) -> None:
    named = {field: MemberId(text) for field, text in given.items() if field.kind is CustomKind.USER}
    if not named:
        return
    known = await work.members.find_many(sorted(set(named.values())))
    wrong = {field for field, member in named.items() if not is_of_the_team(known.get(member))}
    if wrong:
        raise FieldsInvalid({f"{CUSTOM_KEY}{field.id}": "field_user_wrong" for field in wrong})


Back = tuple[ContactValues, ContactValues]  # as a contact is held, as it would be again


async def as_lists_are(work: Work, backs: Sequence[Back]) -> list[tuple[ContactValues, tuple[str, ...]]]:
    """Contacts as an undo makes them, each with the fields that stay as they are held: a choice that would reappear was
    deleted since, a custom field too, or it is of another kind by now. At most two statements, however many they are.
    """
    fields = [(flat(held), flat(wanted)) for held, wanted in backs]
    again = [{field: text for field, text in wanted.items() if held.get(field) != text} for held, wanted in fields]
    choices = await _staying_choices(work, again)
    customs = await _staying_customs(work, again)
    told: list[tuple[ContactValues, tuple[str, ...]]] = []
    for (_, values), (held, wanted), some in zip(backs, fields, again, strict=True):
        left = tuple(field for field, text in some.items() if not _may_be(field, text, choices, customs))
        told.append((values_of(_without(wanted, left, held)) if left else values, left))
    return told


async def _staying_choices(work: Work, again: Iterable[Flat]) -> set[ChoiceId]:
    asked = {choice for some in again for field, text in some.items() if (choice := _choice_of(field, text))}
    found = await work.choices.names(sorted(asked)) if asked else {}
    return {key for key, each in found.items() if not each.retired}


async def _staying_customs(work: Work, again: Iterable[Flat]) -> dict[CustomFieldId, CustomField]:
    asked = {custom for some in again for field in some if (custom := _custom_of(field))}
    found = await work.custom_fields.names(sorted(asked)) if asked else {}
    return {key: each for key, each in found.items() if not each.retired}


def _choice_of(field: str, text: str) -> ChoiceId | None:
    if field in CHOSEN:
        return ChoiceId(int(text))
    return ChoiceId(int(field.partition(":")[2])) if field.startswith(_CHOICES) else None


def _custom_of(field: str) -> CustomFieldId | None:
    return CustomFieldId(int(field.removeprefix(CUSTOM))) if field.startswith(CUSTOM) else None


def _may_be(field: str, text: str, choices: set[ChoiceId], customs: Mapping[CustomFieldId, CustomField]) -> bool:
    if (custom := _custom_of(field)) is not None:
        return custom in customs and fits(text, customs[custom].kind, customs[custom].answers)
    choice = _choice_of(field, text)
    return choice is None or choice in choices


def _without(wanted: Flat, left: Sequence[str], held: Flat) -> Flat:
    """Those that are left are as they are held."""
    kept = {field: text for field, text in wanted.items() if field not in left}
    return kept | {field: held[field] for field in left if field in held}
