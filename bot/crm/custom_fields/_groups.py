"""The fields that are asked of one group: copied to another, and what becomes of them when the group is deleted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.custom_fields._fields import add_all, described, find
from bot.crm.custom_fields._values import retire
from bot.model.custom_fields import FIELD_NAME_LENGTH, MOST_FIELDS, CustomField, Scope, field_key
from bot.model.errors import FieldsInvalid
from bot.model.events import EventKind, Happening
from bot.model.ids import ChoiceId, CustomFieldId
from bot.model.policy import Can


@dataclass(frozen=True, slots=True)
class Copied:
    """`skipped` are those of which the group has one of that name already."""

    added: tuple[CustomField, ...]
    skipped: tuple[CustomField, ...] = ()


@needs(Can.SETTINGS)
async def of_scope(work: Work, scope: Scope | ChoiceId | None) -> Sequence[CustomField]:
    """All that are asked of these contacts, in their order and uncounted; None: of anybody."""
    return await work.custom_fields.list(limit=MOST_FIELDS, scope=scope)


@needs(Can.SETTINGS)
async def copy(work: Work, fields: Sequence[CustomFieldId], to: ChoiceId) -> Copied:
    """Asks the same of another group; no value is copied. Raises CustomFieldNotFound, FieldsInvalid."""
    names = {field_key(each.name) for each in await of_scope(work, to)}
    copies: list[CustomField] = []
    skipped: list[CustomField] = []
    for each in [await find(work, field) for field in fields]:
        if field_key(each.name) in names:
            skipped.append(each)
        else:
            copies.append(replace(each, id=CustomFieldId(work.next_id()), scope=to, filled=0))
        names.add(field_key(each.name))
    try:
        added = await add_all(work, copies)
    except FieldsInvalid as refused:  # it has one input: the group
        raise FieldsInvalid({"to": next(iter(refused.fields.values()))}, **refused.values) from refused
    return Copied(tuple(added), tuple(skipped))


@needs(Can.SETTINGS)
async def leave_group(work: Work, group: ChoiceId, to: ChoiceId | None) -> None:
    """Of a group that is deleted: its fields are asked of another group, or of nobody and are deleted.

    Whoever has a value keeps it with the field; one of a name that is there already says which group it was of.
    """
    names = set() if to is None else {field_key(each.name) for each in await of_scope(work, to)}
    await work.custom_fields.hold([each.id for each in await of_scope(work, group)])
    for field in await of_scope(work, group):  # as they are by now
        if to is None:
            await retire(work, field)
            continue
        moved = replace(field, scope=to, name=_free(field.name, names))
        names.add(field_key(moved.name))
        await work.custom_fields.save(moved)
        kind = EventKind.CUSTOM_FIELD_CHANGED
        await work.tell(Happening(kind=kind, subject=field.id, changes=described(field, moved)))


def _free(name: str, taken: set[str]) -> str:
    """'Sector', or 'Sector 2' where there is one."""
    free, number = name, 1
    while field_key(free) in taken:
        number += 1
        free = f"{name[: FIELD_NAME_LENGTH - len(str(number)) - 1]} {number}"
    return free
