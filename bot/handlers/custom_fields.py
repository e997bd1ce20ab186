"""Fields that an admin adds to contacts: looked through, declared, changed, put into order, copied, deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.crm import choices, custom_fields, drafts
from bot.crm._work import Work
from bot.crm.custom_fields import FieldPage
from bot.handlers._ask import Ask, Reply
from bot.model.choices import ChoiceKind
from bot.model.custom_fields import CustomField, Scope, scope_of, scope_text
from bot.model.drafts import Draft
from bot.model.errors import CustomFieldNotFound, FieldsInvalid
from bot.model.fields import CUSTOM_COPY, CUSTOM_DELETE, CUSTOM_FIELD
from bot.model.ids import ChoiceId, CustomFieldId
from bot.model.messages import Block
from bot.parse._form import check_required, read_form, read_present
from bot.parse.custom_fields import read_copy_to, read_custom_field, typed_custom_field
from bot.templates import custom_fields as show
from bot.templates._words import reader_of

_SHOWN = "shown"  # among a draft's values: the metadata of the list from which its form was opened


async def open(ask: Ask, work: Work) -> Reply:
    return Reply(view=await _list(work, await custom_fields.list_all(work)))


async def look(ask: Ask, work: Work) -> Reply:
    """At the fields of those whom the menu names."""
    return Reply(view=await _list(work, await custom_fields.list_all(work, scope=_scope(ask.selected))))


async def turn(ask: Ask, work: Work) -> Reply:
    """To the page that the button carries."""
    return Reply(view=await _list(work, await _page(work, ask.value)))


async def new(ask: Ask, work: Work) -> Reply:
    typed = typed_custom_field(None)
    scope = _scope(ask.value)
    typed |= {} if scope is None else {"scope": scope_text(scope)}
    draft = await drafts.open(work, CUSTOM_FIELD.noun, typed | {_SHOWN: ask.metadata})
    return Reply(view=await _form(work, draft))


async def edit(ask: Ask, work: Work) -> Reply:
    field = await custom_fields.find(work, field_of(ask.value))
    typed = typed_custom_field(field) | {_SHOWN: ask.metadata}
    return Reply(view=await _form(work, await drafts.open(work, CUSTOM_FIELD.noun, typed, subject=field.id)))


async def redraw(ask: Ask, work: Work) -> Reply:
    """For another kind: with its answers, or without."""
    return Reply(view=await _form(work, await drafts.write(work, _taken_up(ask, await drafts.find(work, ask.draft)))))


async def back(ask: Ask, work: Work) -> Reply:
    """From what would become of the values to the form as it was typed."""
    return Reply(view=await _form(work, await drafts.find(work, ask.draft)))


async def save(ask: Ask, work: Work) -> Reply:
    """Where values would change with the field, that is said first."""
    draft = _taken_up(ask, await drafts.find(work, ask.draft))
    typed = read_custom_field(draft.values)
    if draft.subject is None:
        return await _saved(work, draft, await custom_fields.add(work, typed))
    field = CustomFieldId(draft.subject)
    fate = await custom_fields.fate(work, field, typed)
    if fate is None:
        return await _saved(work, draft, await custom_fields.change(work, field, typed))
    await drafts.write(work, draft)
    held = await custom_fields.find(work, field)
    view = show.fate_view(held, fate, reader_of(work.viewer.member), draft=draft.id)
    return Reply(view=view, keeps_draft=True)


async def confirm(ask: Ask, work: Work) -> Reply:
    """What is wrong by now is shown in the form again: this view asks for nothing."""
    draft = await drafts.find(work, ask.draft)
    try:
        typed = read_custom_field(draft.values)
        changed = await custom_fields.change(work, CustomFieldId(draft.subject or 0), typed)
    except FieldsInvalid as wrong:
        return Reply(view=await _form(work, draft, wrong=wrong), keeps_draft=True)
    return await _saved(work, draft, changed)


async def up(ask: Ask, work: Work) -> Reply:
    return await _moved(ask, work, -1)


async def down(ask: Ask, work: Work) -> Reply:
    return await _moved(ask, work, 1)


async def ask_delete(ask: Ask, work: Work) -> Reply:
    field = await custom_fields.find(work, field_of(ask.value))
    draft = await drafts.open(work, CUSTOM_DELETE.noun, {_SHOWN: ask.metadata}, subject=field.id)
    return Reply(view=show.delete_view(field, reader_of(work.viewer.member), draft=draft.id))


async def delete(ask: Ask, work: Work) -> Reply:
    check_required(CUSTOM_DELETE, read_form(CUSTOM_DELETE, ask.state))
    draft = await drafts.find(work, ask.draft)
    await custom_fields.delete(work, CustomFieldId(draft.subject or 0))
    await drafts.consume(work, draft.id)
    return Reply(below=await _list(work, await _page(work, draft.values.get(_SHOWN, ""))))


async def ask_copy(ask: Ask, work: Work) -> Reply:
    """Of one field."""
    return await _copying(ask, work, [await custom_fields.find(work, field_of(ask.value))])


async def ask_copy_all(ask: Ask, work: Work) -> Reply:
    """Of all that are asked of those that the list shows."""
    return await _copying(ask, work, await custom_fields.of_scope(work, _scope(ask.value)))


async def copy(ask: Ask, work: Work) -> Reply:
    to = read_copy_to(read_form(CUSTOM_COPY, ask.state))
    draft = await drafts.find(work, ask.draft)
    copied = await custom_fields.copy(work, [field_of(each) for each in draft.selection], to)
    group = await choices.find(work, to)
    await drafts.consume(work, draft.id)
    view = show.copied_view(copied.added, copied.skipped, group.name, reader_of(work.viewer.member))
    return Reply(view=view, below=await _list(work, await _page(work, draft.values.get(_SHOWN, ""))))


async def offer_scopes(ask: Ask, work: Work) -> Reply:
    """Of whom a field is asked: all contacts, people, or a group."""
    return await _offered(ask, work, with_all=False)


async def offer_lists(ask: Ask, work: Work) -> Reply:
    """Whose fields the list may show."""
    return await _offered(ask, work, with_all=True)


async def _offered(ask: Ask, work: Work, *, with_all: bool) -> Reply:
    groups = await choices.offered(work, ChoiceKind.GROUP, "")
    meant = groups if len(groups) < choices.OFFERED else await choices.offered(work, ChoiceKind.GROUP, ask.value)
    names = {each.id: each.name for each in meant}
    return Reply(options=show.options(ask.value, names, reader_of(work.viewer.member), with_all=with_all))


async def _copying(ask: Ask, work: Work, fields: Sequence[CustomField]) -> Reply:
    chosen = [str(each.id) for each in fields]
    draft = await drafts.open(work, CUSTOM_COPY.noun, {_SHOWN: ask.metadata}, selection=chosen)
    return Reply(view=show.copy_view(fields, reader_of(work.viewer.member), draft=draft.id))


async def _moved(ask: Ask, work: Work, places: int) -> Reply:
    scope = _scope(ask.metadata.partition(":")[0])
    moved = await custom_fields.move(work, field_of(ask.value), places, scope=scope)
    return Reply(view=await _list(work, await custom_fields.page_of(work, moved.id, scope=scope)))


async def _saved(work: Work, draft: Draft, field: CustomField) -> Reply:
    """The list shows the field, and where it shows those of others alone all of them."""
    await drafts.consume(work, draft.id)
    scope = _scope(draft.values.get(_SHOWN, "").partition(":")[0])
    scope = scope if scope == field.scope else None
    return Reply(below=await _list(work, await custom_fields.page_of(work, field.id, scope=scope)))


async def _form(work: Work, draft: Draft, *, wrong: FieldsInvalid | None = None) -> Block:
    groups = await _groups(work, [draft.values.get("scope", "")])
    reader, is_new = reader_of(work.viewer.member), draft.subject is None
    return show.form_view(draft.values, reader, groups=groups, draft=draft.id, is_new=is_new, wrong=wrong)


async def _list(work: Work, page: FieldPage) -> Block:
    scopes = [*(each.scope for each in page.fields), *([] if page.scope is None else [page.scope])]
    return show.list_view(
        page.fields,
        reader_of(work.viewer.member),
        groups=await _groups(work, [scope_text(each) for each in scopes]),
        scope=page.scope,
        total=page.total,
        page=page.offset // custom_fields.PAGE,
    )


async def _groups(work: Work, scopes: Sequence[str]) -> Mapping[ChoiceId, str]:
    """The names of the groups among them."""
    groups = {scope for each in scopes if (scope := _scope(each)) is not None and not isinstance(scope, Scope)}
    return await choices.names(work, sorted(groups)) if groups else {}


async def _page(work: Work, shown: str) -> FieldPage:
    """'people:2', as the list's metadata and its buttons say it."""
    scope, _, page = shown.partition(":")
    offset = int(page) * custom_fields.PAGE if page.isascii() and page.isdigit() else 0
    return await custom_fields.list_all(work, scope=_scope(scope), offset=offset)


def _taken_up(ask: Ask, draft: Draft) -> Draft:
    """The draft with what stands in the inputs that are shown."""
    return replace(draft, values=draft.values | read_present(ask.state, _is_asked))


def _is_asked(key: str) -> bool:
    return any(key == each.key for each in CUSTOM_FIELD.fields)


def _scope(text: str) -> Scope | ChoiceId | None:
    """None for all of them."""
    try:
        return scope_of(text)
    except ValueError:
        return None


def field_of(value: str) -> CustomFieldId:
    """The field that a button carries. Raises CustomFieldNotFound where it is no id."""
    if not (value.isascii() and value.isdigit()):
        raise CustomFieldNotFound
    return CustomFieldId(int(value))
