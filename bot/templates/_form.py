"""Draws the fields that model/fields declares; block ids are field keys, so typing stays when a view is updated."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from babel.lists import format_list

from bot.model.changes import NO, YES
from bot.model.drafts import Draft
from bot.model.fields import Field, FieldKind, Form
from bot.model.ids import born
from bot.model.messages import Block
from bot.model.rich_text import kept_tree
from bot.model.tags import built_in
from bot.templates import _blocks as b
from bot.templates._blocks import Element
from bot.templates._countries import country_name
from bot.templates._dates import babel_locale, when
from bot.templates._formatted import drawn
from bot.templates._rich import said
from bot.templates._tags import tag_name
from bot.templates._words import Plain, Raw, Reader, blocks_of, mrkdwn, plain, plain_value, raw, value_raw

ACTION = "value"
# Slack's question for options names the action and the block alone, so these say who answers.
PICK_TAGS = "contacts.pick_tags"
PICK_CONTACT = "contacts.pick_employer"
PICK_COUNTRY = "settings.pick_country"
PICK_CHOICE = "choices.pick"  # followed by a dot and the list; a field that is of none names itself
_TEXT_INPUT = 3000
_LABEL = 2000
_FILES = 10  # of one input
_BOXES = 10  # to be ticked, that Slack shows together
_LONG = frozenset({FieldKind.LONG_TEXT, FieldKind.FREE_TEXT, FieldKind.LINES})
_FREE = frozenset({FieldKind.FREE_TEXT, FieldKind.RICH_TEXT})

Named = Mapping[str, Sequence[tuple[str, str]]]  # field key → value and text of what is chosen


@dataclass(frozen=True, slots=True)
class _Drawing:
    form: Form
    field: Field
    typed: str
    reader: Reader
    named: Sequence[tuple[str, str]]
    hint: str  # the block of its noun, where there is one

    @property
    def lines(self) -> list[str]:
        """The several values of a field, each once, as many as it may have."""
        said = dict.fromkeys(line.strip() for line in self.typed.splitlines() if line.strip())
        return list(said)[: min(self.field.many, b.CHOSEN)]


def question(
    title: Plain, blocks: Sequence[Block], reader: Reader, *, callback: str, submit: Plain, draft: int
) -> Block:
    """A modal that asks something and can be left; what it is about stands in its draft."""
    return b.modal(
        title,
        blocks,
        callback=callback,
        submit=submit,
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def left_unfinished(
    draft: Draft, reader: Reader, *, noun: str, resume: str, afresh: str, block: str = "unfinished"
) -> list[Block]:
    """The offer to go on with what was typed before, or to forget it; by its title, in the words of the noun."""
    at = b.date(born(draft.id), when(born(draft.id), reader))
    title = b.cut(draft.values.get("title", ""), b.HEADER)
    sentence = said(reader, noun, block if title else f"{block}_nameless", title=title, when=at)
    going_on = b.button(plain(reader, "contacts", "resume"), action=resume, value=str(draft.id))
    anew = b.button(plain(reader, "contacts", "afresh"), action=afresh, value=str(draft.id))
    return [b.rich_text(b.line(*sentence)), b.actions([going_on, anew], block_id="unfinished")]


def changed_meanwhile(noun: str, fields: Sequence[str], reader: Reader) -> Plain:
    """What somebody else changed while a form was open."""
    return plain(reader, "form", "changed_meanwhile", what=_named(noun, fields, reader))


def left_as_it_is(noun: str, fields: Sequence[str], reader: Reader) -> list[Block]:
    """What somebody has changed since, so that taking an act back leaves it; nothing where there is none."""
    return [b.context(mrkdwn(reader, "form", "left", what=_named(noun, fields, reader)))] if fields else []


def _named(noun: str, fields: Sequence[str], reader: Reader) -> Raw:
    """The blocks `conflict_<field>` of the noun."""
    names = [raw(reader, noun, block) for each in fields if (block := f"conflict_{each}") in blocks_of(noun)]
    return Raw(format_list(names, locale=babel_locale(reader)))


def draw_form(form: Form, typed: Mapping[str, str], reader: Reader) -> list[Block]:
    """One input a field, filled with what was typed. Labels are the blocks `field_<key>` of the noun's words."""
    return draw_fields(form, form.fields, typed, reader)


def draw_fields(
    form: Form,
    fields: Sequence[Field],
    typed: Mapping[str, str],
    reader: Reader,
    *,
    named: Named | None = None,
    labels: Mapping[str, str] | None = None,
    hints: Mapping[str, str] | None = None,
) -> list[Block]:
    """Some of the fields of a form. `labels` are the blocks of those that go by another name here, `hints` of those
    under which something else is said."""
    own = {each.key: (hints or {}).get(each.key, f"hint_{each.key}") for each in fields}
    drawings = [
        _Drawing(form, each, typed.get(each.key, ""), reader, (named or {}).get(each.key, ()), own[each.key])
        for each in fields
    ]
    return [_draw(each, (labels or {}).get(each.field.key, f"field_{each.field.key}")) for each in drawings]


def _draw(drawing: _Drawing, label: str) -> Block:
    form, field = drawing.form, drawing.field
    block: Block = {
        "type": "input",
        "block_id": field.key,
        "optional": not field.required,
        "label": b.plain_text(_label(drawing, label), _LABEL),
        "element": _DRAWN[field.kind](drawing),
    }
    if field.redraws:
        block["dispatch_action"] = True
        listed = "" if field.of is None else f".{field.of.value}"  # by which its options are found
        block["element"]["action_id"] = f"{form.noun}.{field.key}{listed}"
    return block | _hint(drawing)


def _label(drawing: _Drawing, block: str) -> Plain:
    """What people call the field, else what its noun does."""
    if drawing.field.label:
        return plain_value(drawing.field.label)
    return plain(drawing.reader, drawing.form.noun, block)


def _hint(drawing: _Drawing) -> Block:
    """The field's own, in the words of its noun, or that of its kind; of a free text both."""
    own, usual = drawing.hint, f"hint_{drawing.field.kind.value}"
    said = [
        plain(drawing.reader, noun, block, limit=drawing.field.many)
        for noun, block in ((drawing.form.noun, own), ("form", usual))
        if block in blocks_of(noun)
    ]
    said = said if drawing.field.kind in _FREE else said[:1]
    return {"hint": b.plain_text(Plain(" ".join(said)), _LABEL)} if said else {}


def _text(drawing: _Drawing) -> Element:
    limit = min(drawing.field.limit, _TEXT_INPUT)
    element: Element = {"type": "plain_text_input", "action_id": ACTION, "max_length": limit}
    if drawing.field.kind in _LONG:
        element["multiline"] = True
    return element | _initial("initial_value", drawing.typed[:limit])


def _choice(drawing: _Drawing) -> Element:
    """One is always chosen: the first, where nothing was."""
    options = _options(drawing)
    chosen = next((option for option in options if option["value"] == drawing.typed), options[0])
    return {"type": "radio_buttons", "action_id": ACTION, "options": options, "initial_option": chosen}


def _menu(drawing: _Drawing) -> Element:
    """None is chosen where nothing was, and Slack lets a chosen one be taken back where the field is optional."""
    options = _told_apart(_options(drawing), drawing.typed)
    chosen = [option for option in options if option["value"] == drawing.typed]
    element: Element = {"type": "static_select", "action_id": ACTION, "options": options}
    return element | _initial("initial_option", *chosen)


def _yes_no(drawing: _Drawing) -> Element:
    options = [b.option(raw(drawing.reader, "form", said), said) for said in (YES, NO)]
    chosen = [option for option in options if option["value"] == drawing.typed]
    return {"type": "static_select", "action_id": ACTION, "options": options} | _initial("initial_option", *chosen)


def _date(drawing: _Drawing) -> Element:
    return {"type": "datepicker", "action_id": ACTION} | _initial("initial_date", _day(drawing.typed))


def _time(drawing: _Drawing) -> Element:
    return {"type": "timepicker", "action_id": ACTION} | _initial("initial_time", _hour(drawing.typed))


def _hour(typed: str) -> str:
    """'' for what Slack takes for no time of day."""
    try:
        return f"{time.fromisoformat(typed):%H:%M}"
    except ValueError:
        return ""


def _rich_text(drawing: _Drawing) -> Element:
    tree = kept_tree(drawing.typed)
    element: Element = {"type": "rich_text_input", "action_id": ACTION}
    return element | (_initial("initial_value", drawn(tree)) if tree.parts else {})


def _day(typed: str) -> str:
    """'' for what Slack takes for no date."""
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        return ""


def _listed(drawing: _Drawing) -> Element:
    chosen = _initial("initial_option", *_chosen(drawing, [drawing.typed]))
    if drawing.field.options:
        return {"type": "static_select", "action_id": ACTION, "options": _answers(drawing)} | chosen
    return {"type": "external_select", "action_id": _picking(drawing), "min_query_length": 0} | chosen


def _choices(drawing: _Drawing) -> Element:
    several = {"max_selected_items": min(drawing.field.many, b.CHOSEN)}
    chosen = several | _initial("initial_options", _chosen(drawing, drawing.lines))
    if drawing.field.options:
        return {"type": "multi_static_select", "action_id": ACTION, "options": _answers(drawing)} | chosen
    return {"type": "multi_external_select", "action_id": _picking(drawing), "min_query_length": 0} | chosen


def _picking(drawing: _Drawing) -> str:
    """Who answers with the options: an admin's list, or the form itself."""
    form, field = drawing.form, drawing.field
    return f"{form.noun}.pick_{field.key}" if field.of is None else f"{PICK_CHOICE}.{field.of.value}"


def _answers(drawing: _Drawing) -> list[Element]:
    return [b.option(value_raw(answer), answer) for answer in drawing.field.options]


def _chosen(drawing: _Drawing, values: Sequence[str]) -> list[Element]:
    """Those that have a name still: an answer is its own, a built-in tag goes by the one of the reader's language."""
    names = {value: value_raw(text) for value, text in drawing.named} | {
        each: Raw(each) for each in drawing.field.options
    }
    named = {value: names.get(value) or _state(value, drawing) for value in values}
    return [b.option(name, value) for value, name in named.items() if name]


def _state(value: str, drawing: _Drawing) -> Raw:
    return Raw("") if built_in(value) is None else tag_name(value, drawing.reader)


def _ticks(drawing: _Drawing) -> Element:
    options = _options(drawing) or [b.option(value_raw(text), value) for value, text in drawing.named]
    ticked = [option for option in options if option["value"] in drawing.lines]
    kind = "checkboxes" if len(options) <= _BOXES else "multi_static_select"
    return {"type": kind, "action_id": ACTION, "options": options} | _initial("initial_options", ticked)


def _tags(drawing: _Drawing) -> Element:
    worn = [b.option(tag_name(name, drawing.reader), name) for name in drawing.lines]
    searched = {"type": "multi_external_select", "action_id": PICK_TAGS, "min_query_length": 0}
    return searched | {"max_selected_items": drawing.field.many} | _initial("initial_options", worn)


def _contact(drawing: _Drawing) -> Element:
    chosen = [b.option(value_raw(text), value) for value, text in drawing.named if value == drawing.typed and text]
    searched = {"type": "external_select", "action_id": PICK_CONTACT, "min_query_length": 1}
    return searched | _initial("initial_option", *chosen)


def _country(drawing: _Drawing) -> Element:
    code = drawing.typed
    chosen = [b.option(country_name(code, drawing.reader), code)] if code else []
    searched = {"type": "external_select", "action_id": PICK_COUNTRY, "min_query_length": 1}
    return searched | _initial("initial_option", *chosen)


def _person(drawing: _Drawing) -> Element:
    return {"type": "users_select", "action_id": ACTION} | _initial("initial_user", drawing.typed)


def _people(drawing: _Drawing) -> Element:
    several = {"type": "multi_users_select", "action_id": ACTION, "max_selected_items": drawing.field.many}
    return several | _initial("initial_users", drawing.lines)


def _file(drawing: _Drawing) -> Element:
    element: Element = {"type": "file_input", "action_id": ACTION, "max_files": min(drawing.field.many, _FILES)}
    return element | _initial("filetypes", list(drawing.field.files))


def _options(drawing: _Drawing) -> list[Element]:
    """The blocks `<key>_<choice>` of the noun's words."""
    form, field, reader = drawing.form, drawing.field, drawing.reader
    return [b.option(raw(reader, form.noun, f"{field.key}_{choice}"), choice) for choice in field.choices]


def _told_apart(options: Sequence[Element], chosen: str) -> list[Element]:
    """Of choices that a language says alike (Mrs and Ms are both Mme), the chosen one, else the first."""
    by_text: dict[str, Element] = {}
    for option in options:
        text = option["text"]["text"]
        if text not in by_text or option["value"] == chosen:
            by_text[text] = option
    return list(by_text.values())


def _initial(name: str, *values: object) -> Element:
    """Nothing where there is nothing: Slack takes no empty one."""
    return {name: values[0]} if values and values[0] else {}


_DRAWN: Mapping[FieldKind, Callable[[_Drawing], Element]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.FREE_TEXT: _text,
    FieldKind.RICH_TEXT: _rich_text,
    FieldKind.LINES: _text,
    FieldKind.DATE: _date,
    FieldKind.TIME: _time,
    FieldKind.CHOICE: _choice,
    FieldKind.MENU: _menu,
    FieldKind.YES_NO: _yes_no,
    FieldKind.LISTED: _listed,
    FieldKind.CHOICES: _choices,
    FieldKind.TAGS: _tags,
    FieldKind.CONTACT: _contact,
    FieldKind.PERSON: _person,
    FieldKind.PEOPLE: _people,
    FieldKind.COUNTRY: _country,
    FieldKind.TICKS: _ticks,
    FieldKind.FILE: _file,
}
