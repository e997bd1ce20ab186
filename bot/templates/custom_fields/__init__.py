"""The fields that an admin adds to contacts, as blocks: their list, the form of one, what becomes of values."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.model.custom_fields import ANSWERED, Circle, CustomField, Scope, scope_text
from bot.model.errors import FieldsInvalid
from bot.model.fields import CUSTOM_COPY, CUSTOM_DELETE, CUSTOM_FIELD
from bot.model.folding import squeeze
from bot.model.ids import ChoiceId
from bot.model.messages import Block
from bot.templates import _blocks as b
from bot.templates._form import draw_fields, draw_form
from bot.templates._pages import turning
from bot.templates._rich import told
from bot.templates._words import Raw, Reader, mrkdwn, plain, plain_value, raw, value_raw
from bot.templates.custom_fields._fate import fate_view
from bot.templates.errors import field_errors

__all__ = ["NOUN", "copied_view", "copy_view", "delete_view", "fate_view", "form_view", "list_view", "options"]

NOUN = "custom_fields"
OPEN = "custom_fields.open"
SCOPE = "custom_fields.scope"
PAGE = "custom_fields.page"  # followed by a dot and the number of the page
NEW = "custom_fields.new"
ROW = "custom_fields.row"
COPY_ALL = "custom_fields.copy_all"
FORM = "custom_fields.save"
DELETE_FORM = "custom_fields.confirm_delete"
COPY_FORM = "custom_fields.copy"
ON_A_PAGE = 10
_ANSWERS = 200
_NAME = 100
_LINE = 600
_NAMES = 500
_OFFERED = 100

Groups = Mapping[ChoiceId, str]  # the names of those that fields are asked of
Asked = Scope | ChoiceId


def list_view(
    fields: Sequence[CustomField],
    reader: Reader,
    *,
    groups: Groups,
    scope: Asked | None = None,
    total: int,
    page: int = 0,
) -> Block:
    """Ten a page, counted from 0; of one scope alone where one is looked at."""
    first, last = page * ON_A_PAGE, total - 1
    rows = [
        _row(each, groups, reader, is_first=first + place == 0, is_last=first + place == last)
        for place, each in enumerate(fields[:ON_A_PAGE])
    ]
    count = plain(reader, NOUN, "total", total=total) if total else plain(reader, NOUN, "empty")
    of = "" if scope is None else scope_text(scope)
    return b.modal(
        plain(reader, NOUN, "list_title"),
        [
            b.actions(_acts(scope, groups, reader, has_any=total > 0), block_id="fields"),
            *rows,
            b.plain_context(count),
            *turning(page, -(-total // ON_A_PAGE), reader, action=PAGE, of=f"{of}:"),
        ],
        callback="custom_fields.list",
        close=plain(reader, "form", "close"),
        metadata=f"{of}:{page}",
    )


def form_view(
    typed: Mapping[str, str],
    reader: Reader,
    *,
    groups: Groups,
    draft: int,
    is_new: bool,
    wrong: FieldsInvalid | None = None,
) -> Block:
    """The answers are asked where the kind has some. `wrong` is what could not be said under an input."""
    has_answers = typed.get("kind") in ANSWERED
    asked = [replace(each, required=each.required or each.key == "answers") for each in CUSTOM_FIELD.fields]
    fields = [each for each in asked if has_answers or each.key != "answers"]
    named = {"scope": [(scope_text(scope), name) for scope, name in _scopes(groups, reader).items()]}
    return b.modal(
        plain(reader, NOUN, "form_title" if is_new else "form_title_edit"),
        [*_refused(wrong, reader), *draw_fields(CUSTOM_FIELD, fields, typed, reader, named=named)],
        callback=FORM,
        submit=plain(reader, "form", "save"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def _refused(wrong: FieldsInvalid | None, reader: Reader) -> list[Block]:
    sentences = {} if wrong is None else field_errors(wrong.fields, reader, **wrong.values)
    return [b.alert(plain_value(each), level="error") for each in sentences.values()]


def delete_view(field: CustomField, reader: Reader, *, draft: int) -> Block:
    noun = CUSTOM_DELETE.noun
    return b.modal(
        plain(reader, noun, "form_title"),
        [
            told(reader, noun, "filled", n=field.filled, name=field.name),
            *draw_form(CUSTOM_DELETE, {}, reader),
            b.plain_context(plain(reader, noun, "cannot_undo")),
        ],
        callback=DELETE_FORM,
        submit=plain(reader, noun, "submit"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def copy_view(fields: Sequence[CustomField], reader: Reader, *, draft: int) -> Block:
    noun = CUSTOM_COPY.noun
    return b.modal(
        plain(reader, noun, "form_title"),
        [told(reader, noun, "about", n=len(fields), names=_names(fields)), *draw_form(CUSTOM_COPY, {}, reader)],
        callback=COPY_FORM,
        submit=plain(reader, noun, "submit"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def copied_view(added: Sequence[CustomField], skipped: Sequence[CustomField], group: str, reader: Reader) -> Block:
    done = told(reader, NOUN, "copied", n=len(added), group=group) if added else _none_copied(group, reader)
    left = [told(reader, NOUN, "copied_skipped", names=_names(skipped))] if added and skipped else []
    return b.modal(
        plain(reader, NOUN, "copied_title"),
        [done, *left],
        callback="custom_fields.copied",
        close=plain(reader, "form", "close"),
    )


def options(words: str, groups: Groups, reader: Reader, *, with_all: bool) -> list[b.Element]:
    """Of whom a field may be asked, those that are meant; `with_all` offers to look at all of them."""
    scopes = {scope_text(scope): name for scope, name in _scopes(groups, reader).items()}
    offered = ({"all": raw(reader, NOUN, "scope_all")} if with_all else {}) | scopes
    fitting = [(value, name) for value, name in offered.items() if squeeze(words) in squeeze(name)]
    return [b.option(name, value) for value, name in fitting[:_OFFERED]]


def _scopes(groups: Groups, reader: Reader) -> dict[Asked, Raw]:
    own: dict[Asked, Raw] = {scope: raw(reader, NOUN, f"scope_{scope.value}") for scope in Scope}
    return own | {group: raw(reader, NOUN, "scope_group", name=name) for group, name in groups.items()}


def _scope_name(scope: Asked, groups: Groups, reader: Reader) -> Raw:
    return _scopes(groups, reader).get(scope) or raw(reader, NOUN, "scope_gone")


def _acts(scope: Asked | None, groups: Groups, reader: Reader, *, has_any: bool) -> list[b.Element]:
    """The menu of whose fields are shown, and what may be done beside what a row offers."""
    name = raw(reader, NOUN, "scope_all") if scope is None else _scope_name(scope, groups, reader)
    value = "all" if scope is None else scope_text(scope)
    menu: b.Element = {
        "type": "external_select",
        "action_id": SCOPE,
        "placeholder": b.plain_text(plain(reader, NOUN, "which"), b.OPTION),
        "min_query_length": 0,
        "initial_option": b.option(name, value),
    }
    new = b.button(plain(reader, NOUN, "new"), action=NEW, value=value)
    copy = b.button(plain(reader, NOUN, "copy_all"), action=COPY_ALL, value=value)
    return [menu, new, *([copy] if scope is not None and has_any else [])]


def _row(field: CustomField, groups: Groups, reader: Reader, *, is_first: bool, is_last: bool) -> Block:
    left_out = {"up": is_first, "down": is_last}
    acts = [act for act in ("edit", "up", "down", "copy", "delete") if not left_out.get(act)]
    menu = b.overflow(*(b.option(raw(reader, NOUN, act), f"{act}:{field.id}") for act in acts), action=ROW)
    name, about = b.cut(value_raw(field.name), _NAME), _about(field, groups, reader)
    return b.section(mrkdwn(reader, NOUN, "row", name=name, about=about), accessory=menu)


def _about(field: CustomField, groups: Groups, reader: Reader) -> Raw:
    """All that is decided of it."""
    kind = raw(reader, NOUN, f"kind_{field.kind.value}")
    if field.kind in ANSWERED:
        answers = b.cut(", ".join(field.answers), _ANSWERS)
        kind = raw(reader, NOUN, "answers", kind=kind, answers=answers)
    filled = raw(reader, NOUN, "filled", filled=field.filled) if field.filled else raw(reader, NOUN, "filled_nowhere")
    parts = [kind, _scope_name(field.scope, groups, reader)]
    parts += [raw(reader, NOUN, "is_required")] if field.required else []
    parts += [raw(reader, NOUN, "seen_by_managers_short")] if field.seen_by is Circle.MANAGERS else []
    parts += [raw(reader, NOUN, "filled_by_managers_short")] if field.filled_by is Circle.MANAGERS else []
    return b.cut(" · ".join((*parts, filled)), _LINE)


def _names(fields: Sequence[CustomField]) -> Raw:
    return b.cut(", ".join(each.name for each in fields), _NAMES)


def _none_copied(group: str, reader: Reader) -> Block:
    return told(reader, NOUN, "copied_none", group=group)
