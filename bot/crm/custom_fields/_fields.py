"""The fields themselves: looked through, declared, put into another order."""

from dataclasses import dataclass, replace

from bot.crm._followed import follow
from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.choices import ChoiceKind
from bot.model.custom_fields import MOST_FIELDS, CustomField, Scope, field_key, scope_text
from bot.model.errors import CustomFieldNotFound, FieldsInvalid
from bot.model.events import Change, EventKind, Happening
from bot.model.folding import tag_key
from bot.model.ids import ChoiceId, CustomFieldId
from bot.model.ordering import swapped
from bot.model.policy import Can
from bot.model.refits import renamed_answers
from bot.parse.custom_fields import TypedCustomField
from bot.parse.query import with_field

PAGE = 10
_TOLD = ("name", "kind", "answers", "scope", "required", "seen_by", "filled_by")


@dataclass(frozen=True, slots=True)
class FieldPage:
    """`offset` is how many come before; `scope` whose fields alone are shown, None for all."""

    fields: tuple[CustomField, ...]
    total: int
    offset: int = 0
    scope: Scope | ChoiceId | None = None


@needs(Can.SETTINGS)
async def list_all(work: Work, *, scope: Scope | ChoiceId | None = None, offset: int = 0) -> FieldPage:
    """A page of the fields in their order, with how many have a value; behind the end the last page there is."""
    total = await work.custom_fields.total(scope=scope)
    begun = min(offset, max(total - 1, 0)) // PAGE * PAGE
    fields = await work.custom_fields.counted(limit=PAGE, offset=begun, scope=scope)
    return FieldPage(tuple(fields), total, begun, scope)


@needs(Can.SETTINGS)
async def page_of(work: Work, field: CustomFieldId, *, scope: Scope | ChoiceId | None = None) -> FieldPage:
    """The page on which it stands."""
    order = [each.id for each in await work.custom_fields.list(limit=MOST_FIELDS, scope=scope)]
    return await list_all(work, scope=scope, offset=order.index(field) if field in order else 0)


@needs(Can.SETTINGS)
async def find(work: Work, field: CustomFieldId) -> CustomField:
    """With how many have a value. Raises CustomFieldNotFound."""
    found = await work.custom_fields.find(field)
    if found is None:
        raise CustomFieldNotFound
    return found


@needs(Can.SETTINGS)
async def add(work: Work, typed: TypedCustomField) -> CustomField:
    """Behind the others. Raises FieldsInvalid where there is one of that name, no such group, or no place left."""
    (added,) = await add_all(work, [as_typed(CustomField(id=CustomFieldId(work.next_id()), name=""), typed)])
    return added


@needs(Can.SETTINGS)
async def move(work: Work, field: CustomFieldId, places: int, *, scope: Scope | ChoiceId | None = None) -> CustomField:
    """So many places down, or up where it is less than none, among those of a scope where one is looked at.

    Raises CustomFieldNotFound.
    """
    held = await find(work, field)
    listed = await work.custom_fields.list(limit=MOST_FIELDS)
    among = [each for each in listed if scope is None or each.scope == scope]
    order = enumerate(swapped(listed, field, places, among=among), start=1)
    await work.custom_fields.place({each.id: position for position, each in order if each.position != position})
    return held


def as_typed(field: CustomField, typed: TypedCustomField) -> CustomField:
    return replace(
        field,
        name=typed.name,
        kind=typed.kind,
        answers=typed.answers,
        scope=typed.scope,
        required=typed.required,
        seen_by=typed.seen_by,
        filled_by=typed.filled_by,
    )


async def add_all(work: Work, fields: list[CustomField]) -> list[CustomField]:
    """New ones, in this order behind those there are. Raises FieldsInvalid like `add`."""
    others = await work.custom_fields.list(limit=MOST_FIELDS)
    if len(others) + len(fields) > MOST_FIELDS:
        raise FieldsInvalid({"name": "custom_field_too_many"}, most=MOST_FIELDS)
    for scope in {each.scope for each in fields}:
        await hold_group(work, scope)
    last = others[-1].position if others else 0
    added = [replace(each, position=last + place) for place, each in enumerate(fields, start=1)]
    for each in added:
        await refuse_misplaced(work, each)
        await work.custom_fields.add(each)
        kind = EventKind.CUSTOM_FIELD_ADDED
        await work.tell(Happening(kind=kind, subject=each.id, changes=described(None, each)))
    return added


async def hold_group(work: Work, scope: Scope | ChoiceId) -> None:
    """Until the commit, before any field is held: whoever saves a contact holds them in this order too."""
    if not isinstance(scope, Scope):
        await work.choices.find(scope, lock=True)


async def refuse_misplaced(work: Work, field: CustomField) -> None:
    """Of a name that another of its scope has, or in a group that is no more."""
    wrong: dict[str, str] = {}
    same = await work.custom_fields.by_key(field_key(field.name))
    if any(each.scope == field.scope and each.id != field.id for each in same):
        wrong["name"] = "custom_field_taken"
    if not isinstance(field.scope, Scope):
        group = await work.choices.find(field.scope)
        if group is None or group.kind is not ChoiceKind.GROUP:
            wrong["scope"] = "choice_gone"
    if wrong:
        raise FieldsInvalid(wrong)


async def follow_change(work: Work, old: CustomField, new: CustomField) -> None:
    """The saved searches of the whole team ask about it by its new name, and for its answers as they are called now.

    All but what means another field of contacts too that goes by the old name still.
    """
    same = [each for each in await work.custom_fields.by_key(field_key(old.name)) if each.id != new.id]
    others = {tag_key(answer) for each in same for answer in each.answers}
    answers = {was: now for was, now in renamed_answers(old.answers, new.answers).items() if tag_key(was) not in others}
    name = "" if same or field_key(new.name) == field_key(old.name) else new.name
    if name or answers:
        await follow(work, lambda line: with_field(line, old, name=name, answers=answers))


def described(old: CustomField | None, new: CustomField) -> tuple[Change, ...]:
    said = [(name, _text(old, name), _text(new, name)) for name in _TOLD]
    return tuple(Change(name, was, now) for name, was, now in said if was != now)


def _text(field: CustomField | None, name: str) -> str | None:
    if field is None:
        return None
    match getattr(field, name):
        case tuple() as answers:
            return "\n".join(answers) or None
        case bool() as required:
            return "yes" if required else None
        case value:
            return scope_text(value) if name == "scope" else str(value)
