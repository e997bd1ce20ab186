"""The form of a contact, new or edited: pages of fields, the essential ones first, one draft behind them all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as default

from bot.model.changes import COORDINATE
from bot.model.contacts import ContactKind, Coordinate, CoordinateKind
from bot.model.drafts import Draft
from bot.model.fields import (
    CONTACT,
    CUSTOM,
    DETAILS,
    ESSENTIALS,
    RANK,
    REACH,
    Field,
    Form,
    asked,
    block_of,
    page_asking,
)
from bot.model.ids import born
from bot.model.messages import Block
from bot.model.warnings import Warning
from bot.templates import _blocks as b
from bot.templates._dates import when
from bot.templates._fields import NOUN, coordinate_text
from bot.templates._form import Named, draw_fields
from bot.templates._rich import said
from bot.templates._warnings import alerts, submit
from bot.templates._words import Plain, Raw, Reader, plain, plain_value, raw, value_raw
from bot.templates.contacts._coordinates import rows

FORM = "contacts.save"
PAGE = "contacts.page"  # followed by a dot and the page
RESUME = "contacts.resume"
AFRESH = "contacts.afresh"
DROP_PHOTO = "contacts.drop_photo"
_ERRORS = 10
_ECHOED = 60
_LINES = {"phones": CoordinateKind.PHONE, "emails": CoordinateKind.EMAIL}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormShown:
    """What the form shows.

    `typed` as `parse.contacts.shown` gives it, for this `form`; `subject_name` and `subject_number` are of the contact
    edited, `options` the names of what `typed` has as ids, by field. `errors` are message ids by field, for what cannot
    stand under its input because another page is shown; `error_values` is what their sentences need. `unfinished` is a
    draft of the same contact that was never saved. Of another `edition` the inputs show `typed`, whatever stood there.
    """

    typed: Mapping[str, str]
    form: Form = CONTACT
    page: str = ESSENTIALS
    edition: int = 0
    draft: int
    subject_name: str | None = None
    subject_number: int | None = None
    options: Named = default(default_factory=dict)
    coordinates: tuple[Coordinate, ...] = ()
    coordinates_page: int = 0
    birthday_years: bool = True
    alert: Plain | None = None
    warnings: Sequence[Warning] = ()
    errors: Mapping[str, str] = default(default_factory=dict)
    error_values: Mapping[str, object] = default(default_factory=dict)
    unfinished: Draft | None = None

    @property
    def kind(self) -> ContactKind:
        chosen = self.typed.get("kind", "")
        return ContactKind(chosen) if chosen in set(ContactKind) else ContactKind.PERSON

    def edited(self, block: Block) -> Block:
        """An input of this edition."""
        return block | {"block_id": block_of(block["block_id"], self.edition)} if block["type"] == "input" else block


def form_view(shown: FormShown, reader: Reader) -> Block:
    title = "form_title" if shown.subject_name is None else "form_title_edit"
    return b.modal(
        plain(reader, NOUN, title),
        [*_above(shown, reader), _pages(shown, reader), *map(shown.edited, _page(shown, reader))],
        callback=FORM,
        submit=submit(shown.warnings, reader),
        close=plain(reader, "form", "cancel"),
        metadata=str(shown.draft),
    )


def _above(shown: FormShown, reader: Reader) -> list[Block]:
    """What is wrong, who is edited, what was left unfinished."""
    blocks = alerts(shown.warnings, reader) + ([b.alert(shown.alert, level="error")] if shown.alert else [])
    blocks += [_error(key, message, shown, reader) for key, message in list(shown.errors.items())[:_ERRORS]]
    if shown.subject_name is not None:
        number = "" if shown.subject_number is None else f" · #{shown.subject_number}"
        blocks.append(b.plain_context(Plain(plain_value(b.cut(shown.subject_name, b.HEADER)) + number)))
    if shown.unfinished is not None:
        blocks += _unfinished(shown.unfinished, reader)
    return blocks


def _error(key: str, message: str, shown: FormShown, reader: Reader) -> Block:
    sentence = raw(reader, "form", message, **shown.error_values)
    name = _named(key, shown, reader)
    told = f"{raw(reader, NOUN, 'labelled', name=name)} {sentence}" if name else sentence
    return b.alert(plain_value(told), level="error")


def _named(key: str, shown: FormShown, reader: Reader) -> Raw:
    """Which field, or which of the coordinates, is wrong."""
    field = next((each for each in shown.form.fields if each.key == key), None)
    if field is not None:
        return value_raw(_with_label(field, reader).label) or raw(reader, NOUN, _label(key, shown.kind))
    wrong = (each for each in shown.coordinates if key == f"{COORDINATE}{each.id}")
    return Raw(", ".join(b.cut(coordinate_text(each), _ECHOED) for each in wrong))


def _label(key: str, kind: ContactKind) -> str:
    """A person's company is the employer in words."""
    return "field_company_of_person" if key == "company" and kind is ContactKind.PERSON else f"field_{key}"


def _unfinished(draft: Draft, reader: Reader) -> list[Block]:
    """The offer to go on with what was typed before, or to forget it."""
    names = [str(draft.values.get(name, "")) for name in ("first_name", "last_name")]
    named = " ".join(part for part in names if part) or str(draft.values.get("company", ""))
    at = b.date(born(draft.id), when(born(draft.id), reader))
    block = "unfinished" if named.strip() else "unfinished_nameless"
    sentence = said(reader, NOUN, block, name=named, when=at)
    resume = b.button(plain(reader, NOUN, "resume"), action=RESUME, value=str(draft.id))
    afresh = b.button(plain(reader, NOUN, "afresh"), action=AFRESH, value=str(draft.id))
    return [b.rich_text(b.line(*sentence)), b.actions([resume, afresh], block_id="unfinished")]


def _pages(shown: FormShown, reader: Reader) -> Block:
    """A click on one sends along what the page before it holds."""
    return b.actions([_page_button(page, shown, reader) for page in shown.form.pages], block_id="pages")


def _page_button(page: str, shown: FormShown, reader: Reader) -> b.Element:
    name = _page_name(page, reader)
    if any(page_asking(key, shown.kind, shown.form) == page for key in shown.errors):
        name = plain(reader, "form", "page_wrong", name=name)
    if page != shown.page:
        return b.button(name, action=f"{PAGE}.{page}", value=str(shown.draft))
    here = plain(reader, "form", "shown_now", name=name)
    return b.button(name, action=f"{PAGE}.{page}", value=str(shown.draft), style="primary", label=here)


def _page_name(page: str, reader: Reader) -> Plain:
    """Custom fields may take several pages."""
    number = page.removeprefix(CUSTOM)
    if page.startswith(CUSTOM) and number:
        return plain(reader, NOUN, f"page_{CUSTOM}_more", n=number)
    return plain(reader, NOUN, f"page_{page}")


def _page(shown: FormShown, reader: Reader) -> list[Block]:
    if shown.page == REACH:
        return rows(shown.coordinates, reader, draft=shown.draft, page=shown.coordinates_page)
    drawn: list[Block] = []
    for each in asked(shown.page, shown.kind, shown.form):
        if _is_left_out(each.key, shown):
            drawn.append(_elsewhere(each.key, reader))
        else:
            drawn += _input(each, shown, reader)
    return drawn + (_photo(shown, reader) if shown.page == DETAILS and shown.typed.get("photo") else [])


def _input(field: Field, shown: FormShown, reader: Reader) -> list[Block]:
    fields, labels = (_as_asked(field, shown.kind, reader),), {field.key: _label(field.key, shown.kind)}
    drawn = draw_fields(shown.form, fields, shown.typed, reader, named=shown.options, labels=labels)
    hint = _hint(field, shown)
    return [block | {"hint": b.plain_text(plain(reader, NOUN, hint), b.SECTION)} for block in drawn] if hint else drawn


def _hint(field: Field, shown: FormShown) -> str:
    """What stands below a field whose key does not tell it."""
    if field.key.startswith(RANK):
        return "hint_rank"
    return "hint_birthday_day" if field.key == "birthday" and not shown.birthday_years else ""


def _as_asked(field: Field, kind: ContactKind, reader: Reader) -> Field:
    """A company has to have its own name."""
    if field.key == "company" and kind is ContactKind.COMPANY:
        return replace(field, required=True)
    return _with_label(field, reader)


def _with_label(field: Field, reader: Reader) -> Field:
    """A rank says of which role it is."""
    if not field.key.startswith(RANK):
        return field
    return replace(field, label=raw(reader, NOUN, "rank_of", role=field.label))


def _is_left_out(key: str, shown: FormShown) -> bool:
    """More lines than an input takes: they are changed on the page of the coordinates."""
    kind = _LINES.get(key)
    return kind is not None and key not in shown.typed and any(each.kind is kind for each in shown.coordinates)


def _elsewhere(key: str, reader: Reader) -> Block:
    return b.plain_context(plain(reader, NOUN, f"elsewhere_{key}", page=raw(reader, NOUN, f"page_{REACH}")))


def _photo(shown: FormShown, reader: Reader) -> list[Block]:
    """An input cannot show what it holds already."""
    drop = b.button(plain(reader, NOUN, "drop_photo"), action=DROP_PHOTO, value=str(shown.draft))
    return [b.plain_section(plain(reader, NOUN, "photo_held"), accessory=drop)]
