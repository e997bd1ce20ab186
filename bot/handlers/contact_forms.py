"""The form of a contact: opened empty, filled from a line or a message, or on what is stored; turned page by page."""

from collections.abc import Mapping
from dataclasses import replace

from bot.crm import contacts, drafts
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply, ViewType
from bot.handlers.contacts import contact_of
from bot.model.changes import COORDINATE, Flat, coordinate_of, flat
from bot.model.contacts import ContactKind, ContactValues, Coordinate
from bot.model.drafts import Draft
from bot.model.errors import DraftGone, FieldsInvalid
from bot.model.events import Change
from bot.model.fields import CONTACT, ESSENTIALS, page_asking
from bot.model.ids import ContactId, DraftId
from bot.model.messages import Block
from bot.model.records import Tab
from bot.parse._form import Typed, read_choices, read_present
from bot.parse.contacts import absorb, opened, read_contact, shown, typed_from_line, typed_from_message
from bot.templates import contacts as show
from bot.templates._words import reader_of

PAGE, REACH_PAGE, EDITION = "page", "reach_page", "edition"  # among a draft's values: what the form shows
FROM_HOME = "from_home"  # and that it was opened from there, which is then drawn anew
_SHOWN = (PAGE, REACH_PAGE, EDITION, FROM_HOME)


async def new(ask: Ask, work: Work) -> Reply:
    """The form with what the line after the verb says, or the name that a search did not find."""
    line = ask.value or ask.words
    typed = typed_from_line(line, country=work.viewer.workspace.country, next_id=work.next_id)
    return await _opened(work, typed | origin_of(ask))


async def from_message(ask: Ask, work: Work) -> Reply:
    """With the name, the addresses and the numbers that stand in a message."""
    text = "" if ask.message is None else ask.message.said.text
    return await _opened(work, typed_from_message(text, country=work.viewer.workspace.country, next_id=work.next_id))


async def edit(ask: Ask, work: Work) -> Reply:
    """On what is stored now; of one that was deleted, its record."""
    record = await contacts.record(work, contact_of(ask.value), Tab.OVERVIEW)
    held = record.contact
    if held.deleted_at is not None:
        return Reply(view=show.record_view(record, Tab.OVERVIEW, reader_of(work.viewer.member)))
    base = flat(held.values)
    draft = await drafts.open(work, CONTACT.noun, opened(base) | origin_of(ask), subject=held.id, base=base)
    return Reply(view=await view_of(work, draft, offers=True))


async def turn(ask: Ask, work: Work) -> Reply:
    """To the page that the button names, or the same one for another kind of contact."""
    draft = taken_up(ask, work, await drafts.find(work, ask.draft))
    page = ask.action.rpartition(".")[2]
    if page in CONTACT.pages and page != draft.values.get(PAGE, ESSENTIALS):
        draft = new_edition(replace(draft, values=draft.values | {PAGE: page}))
    return Reply(view=await view_of(work, await drafts.write(work, draft)))


async def resume(ask: Ask, work: Work) -> Reply:
    """Takes up the form that was left; the one that was just opened goes."""
    if ask.draft is not None:
        await work.drafts.consume(ask.draft, member=work.viewer.id)
    left = new_edition(await drafts.find(work, draft_of(ask.value)))
    return Reply(view=await view_of(work, await drafts.write(work, left)))


async def forget(ask: Ask, work: Work) -> Reply:
    """Throws the form that was left away."""
    await work.drafts.consume(draft_of(ask.value), member=work.viewer.id)
    draft = taken_up(ask, work, await drafts.find(work, ask.draft))
    return Reply(view=await view_of(work, await drafts.write(work, draft)))


async def drop_photo(ask: Ask, work: Work) -> Reply:
    draft = taken_up(ask, work, await drafts.find(work, ask.draft))
    dropped = new_edition(replace(draft, values=draft.values | {"photo": ""}))
    return Reply(view=await view_of(work, await drafts.write(work, dropped)))


async def save(ask: Ask, work: Work) -> Reply:
    """From any page. What is wrong on another page, and what somebody else changed meanwhile, is shown first."""
    return await _finish(ask, work, taken_up(ask, work, await drafts.find(work, ask.draft)))


async def resolve(ask: Ask, work: Work) -> Reply:
    """What was chosen between two people's changes, saved on top of what both were shown as stored."""
    draft = await drafts.find(work, ask.draft)
    base, mine = dict(draft.base), flat(_read(work, draft)[0])
    chosen = read_choices(ask.state, len(draft.selection))
    for (field, stored), choice in zip(map(_stored, draft.selection), chosen, strict=True):
        _put(base, field, stored)
        if choice == show.THEIRS:
            _put(mine, field, stored)
    kept = {name: draft.values[name] for name in _SHOWN if name in draft.values}
    given = _given_photo(draft)
    if given is not None:
        kept["photo"] = given
    return await _finish(ask, work, replace(draft, base=base, values=opened(mine) | kept))


async def _finish(ask: Ask, work: Work, draft: Draft) -> Reply:
    try:
        saved = await _write(work, draft)
    except FieldsInvalid as wrong:
        if ask.state and all(field in ask.state for field in wrong.fields):
            raise
        return await _turned_to(work, draft, wrong)
    if isinstance(saved, contacts.Clash):
        return await _asked_back(work, draft, saved)
    await drafts.consume(work, draft.id)
    return await saved_reply(ask, work, saved, draft)


async def saved_reply(ask: Ask, work: Work, saved: contacts.Saved, draft: Draft) -> Reply:
    """The card with its undo; the record from which the form was opened is drawn anew."""
    record = await contacts.card(work, saved.contact.id)
    reader = reader_of(work.viewer.member)
    below = None
    if ask.view is not None and ask.view.previous is not None:
        below = show.record_view(record, Tab.OVERVIEW, reader)
    from_home = FROM_HOME in draft.values
    home = show.record_home(record, Tab.OVERVIEW, reader) if from_home else None
    return Reply(view=show.saved_view(record, reader, batch=saved.batch, home=from_home), below=below, home=home)


def origin_of(ask: Ask) -> dict[str, str]:
    """For the values of a draft: whether its form is opened from Home."""
    return {FROM_HOME: "yes"} if ask.view_type is ViewType.HOME else {}


async def _write(work: Work, draft: Draft) -> contacts.Saved | contacts.Clash:
    values, photo = _read(work, draft)
    if draft.subject is None:
        return await contacts.create(work, values, photo=photo)
    return await contacts.change(work, ContactId(draft.subject), values, base=draft.base, photo=photo)


def _read(work: Work, draft: Draft) -> tuple[ContactValues, str | None]:
    """What the draft says, and the picture that was just given."""
    return read_contact(draft.values, base=draft.base, country=work.viewer.workspace.country), _given_photo(draft)


def _given_photo(draft: Draft) -> str | None:
    """Slack's id of a picture that was just given: one that is kept already is named by its number."""
    photo = draft.values.get("photo", "")
    return photo if photo and not photo.isdigit() else None


async def _turned_to(work: Work, draft: Draft, wrong: FieldsInvalid) -> Reply:
    """The page on which the first wrong field stands, with what is wrong above it; all that was typed is kept."""
    kind = ContactKind.COMPANY if draft.values.get("kind") == ContactKind.COMPANY else ContactKind.PERSON
    page = next(filter(None, (page_asking(field, kind) for field in wrong.fields)), ESSENTIALS)
    turned = new_edition(replace(draft, values=draft.values | {PAGE: page}))
    return Reply(view=await view_of(work, await drafts.write(work, turned), wrong=wrong), keeps_draft=True)


async def _asked_back(work: Work, draft: Draft, clash: contacts.Clash) -> Reply:
    """Theirs and mine, field by field; those that do not fit the view are asked next.

    The draft keeps its base: what the other changed and this form did not stays theirs.
    """
    conflicts = clash.conflicts[: show.CONFLICTS]
    selection = [_shown_as(conflict.field, conflict.stored) for conflict in conflicts]
    written = await drafts.write(work, new_edition(replace(draft, selection=selection)))
    names = await contacts.value_names(work, [Change(each.field, each.stored, each.typed) for each in conflicts])
    asked_back = [show.ConflictShown(each, *clash.authors.get(each.field, (None, None))) for each in conflicts]
    reader = reader_of(work.viewer.member)
    view = show.conflict_view(asked_back, dict(names), reader, draft=written.id, edition=_edition(written))
    return Reply(view=view, keeps_draft=True)


def _shown_as(field: str, stored: str | None) -> str:
    """A field in a draft's selection, and below it what was shown of it; no field's name has a line end."""
    return field if stored is None else f"{field}\n{stored}"


def _put(fields: Flat, field: str, text: str | None) -> None:
    if text is None:
        fields.pop(field, None)
    else:
        fields[field] = text


def _stored(selected: str) -> tuple[str, str | None]:
    field, end, stored = selected.partition("\n")
    return field, stored if end else None


def new_edition(draft: Draft) -> Draft:
    """Whose inputs show what the draft holds: see `model.fields.block_of`."""
    return replace(draft, values=draft.values | {EDITION: str(_edition(draft) + 1)})


def _edition(draft: Draft) -> int:
    return int(draft.values.get(EDITION, "0"))


async def view_of(work: Work, draft: Draft, *, wrong: FieldsInvalid | None = None, offers: bool = False) -> Block:
    """The form as the draft stands. `offers` looks for one that was left unfinished."""
    values = draft.values
    subject = None if draft.subject is None else await contacts.found(work, ContactId(draft.subject))
    unfinished = await drafts.unfinished(work, CONTACT.noun, subject=draft.subject) if offers else None
    form = show.FormShown(
        typed=shown(values),
        page=values.get(PAGE, ESSENTIALS),
        edition=_edition(draft),
        draft=draft.id,
        subject_name=None if subject is None else subject.name,
        subject_number=None if subject is None else subject.number,
        options={"employer": await _employer(work, values.get("employer", ""))},
        coordinates=coordinates_of(values),
        coordinates_page=int(values.get(REACH_PAGE, "0")),
        errors={} if wrong is None else wrong.fields,
        error_values={} if wrong is None else wrong.values,
        unfinished=unfinished,
    )
    return show.form_view(form, reader_of(work.viewer.member))


def coordinates_of(values: Mapping[str, str]) -> tuple[Coordinate, ...]:
    return tuple(
        coordinate_of(text, int(field.removeprefix(COORDINATE)))
        for field, text in values.items()
        if field.startswith(COORDINATE)
    )


def taken_up(ask: Ask, work: Work, draft: Draft) -> Draft:
    """The draft with what stands in the inputs of the page that is shown."""
    present = read_present(CONTACT, ask.state)
    values = absorb(draft.values, present, country=work.viewer.workspace.country, next_id=work.next_id)
    return replace(draft, values=values)


async def _opened(work: Work, typed: Typed) -> Reply:
    draft = await drafts.open(work, CONTACT.noun, typed, base={})
    return Reply(view=await view_of(work, draft, offers=True))


async def _employer(work: Work, key: str) -> tuple[tuple[str, str], ...]:
    if not key.isdigit():
        return ()
    names = await contacts.names(work, [ContactId(int(key))])
    return tuple((str(each), name) for each, name in names.items())


def draft_of(value: str) -> DraftId:
    """The draft that a button carries. Raises DraftGone where it is no id."""
    if not (value.isascii() and value.isdigit()):
        raise DraftGone
    return DraftId(int(value))
