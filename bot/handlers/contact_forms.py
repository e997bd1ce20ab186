"""The form of a contact: opened empty, filled from a line or a message, or on what is stored; turned page by page."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from bot.crm import contacts, drafts
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply, ViewType
from bot.handlers._contact_form import (
    EDITION,
    PAGE,
    REACH_PAGE,
    SURE,
    UNLIKE,
    Questions,
    asking_of,
    called_anew,
    edition_of,
    kind_of,
    mark_of,
    new_edition,
    taken_up,
    view_of,
    warned_of,
)
from bot.handlers._employer import LINKED, UNLINKED, is_linked, linked, unlinked, with_employer
from bot.handlers._holds import WARNED, shown_first, told
from bot.handlers.contacts import contact_of
from bot.model.changes import Flat, flat
from bot.model.contacts import ContactValues
from bot.model.drafts import Draft
from bot.model.errors import DraftGone, FieldsInvalid
from bot.model.events import Change
from bot.model.fields import CONTACT, ESSENTIALS, page_asking
from bot.model.ids import ContactId, DraftId
from bot.model.records import Record, Tab
from bot.parse._form import Typed, read_choices
from bot.parse.contacts import Asking, opened, read_contact, typed_from_line, typed_from_message
from bot.templates import contacts as show
from bot.templates._words import reader_for, reader_of

FROM_HOME = "from_home"  # among a draft's values: that it was opened from there, which is then drawn anew
_BEHIND = "behind"  # and from whose record, on which tab: 'contact:tab'
_SHOWN = (PAGE, REACH_PAGE, EDITION, FROM_HOME, _BEHIND, WARNED, LINKED, UNLINKED)


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
        return Reply(view=show.record_view(record, Tab.OVERVIEW, reader_for(work.viewer)))
    base = flat(held.values)
    asking = await asking_of(work)
    shown = origin_of(ask) | told(record.around.warnings)
    draft = await drafts.open(work, CONTACT.noun, opened(base, asking) | shown, subject=held.id, base=base)
    return Reply(view=await view_of(work, draft, offers=True))


async def turn(ask: Ask, work: Work) -> Reply:
    """To the page that the button names, or the same one for another kind of contact."""
    before = await drafts.find(work, ask.draft)
    draft = called_anew(taken_up(ask, work, before), before)
    page = ask.action.rpartition(".")[2]
    asked = await Questions.of(work, draft.values)
    if page in asked.form.pages and page != asked.page_of(draft.values):
        draft = new_edition(replace(draft, values=draft.values | {PAGE: page}))
    warned = await warned_of(work, draft.values, draft.subject)
    draft = replace(draft, values=draft.values | told(warned))
    return Reply(view=await view_of(work, await drafts.write(work, draft), asked=asked, warned=warned))


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


async def create_anyway(ask: Ask, work: Work) -> Reply:
    """A new contact that is none of those who were shown, nor of the others who are alike, unless something else is
    typed before it is saved."""
    draft = await drafts.find(work, ask.draft)
    known = {UNLIKE: " ".join((draft.values.get(UNLIKE, ""), *draft.selection))}
    with suppress(FieldsInvalid):  # what is wrong by now is shown by the form
        known[SURE] = mark_of(_read(work, draft, await asking_of(work)))
    return await _finish(ask, work, replace(draft, values=draft.values | known))


async def works_for(ask: Ask, work: Work) -> Reply:
    """Of several companies of one name, the one that was chosen."""
    draft = await drafts.find(work, ask.draft)
    company = await contacts.found(work, contact_of(ask.value))
    return await _finish(ask, work, linked(draft, company))


async def works_for_none(ask: Ask, work: Work) -> Reply:
    """None of them: the name stays in words."""
    return await _finish(ask, work, unlinked(await drafts.find(work, ask.draft)))


async def resolve(ask: Ask, work: Work) -> Reply:
    """What was chosen between two people's changes, saved on top of what both were shown as stored."""
    draft = await drafts.find(work, ask.draft)
    asking = await asking_of(work)
    try:
        base, mine = dict(draft.base), flat(_read(work, draft, asking))
    except FieldsInvalid as wrong:  # a field was changed since
        return await _turned_to(work, draft, wrong)
    chosen = read_choices(ask.state, len(draft.selection))
    for (field, stored), choice in zip(map(_stored, draft.selection), chosen, strict=True):
        _put(base, field, stored)
        if choice == show.THEIRS:
            _put(mine, field, stored)
    kept = {name: draft.values[name] for name in _SHOWN if name in draft.values}
    given = _given_photo(draft)
    if given is not None:
        kept["photo"] = given
    return await _finish(ask, work, replace(draft, base=base, values=opened(mine, asking) | kept))


async def _finish(ask: Ask, work: Work, draft: Draft) -> Reply:
    draft, several = await with_employer(work, draft)
    if several:
        written = await drafts.write(work, new_edition(draft))
        view = show.employers_view(several, reader_of(work.viewer.member), draft=written.id)
        return Reply(view=view, keeps_draft=True)
    warned = await warned_of(work, draft.values, draft.subject)
    if (again := await shown_first(work, draft, warned)) is not None:
        return Reply(view=await view_of(work, again, warned=warned), keeps_draft=True)
    try:
        values = _read(work, draft, await asking_of(work))
        if likely := await _likely(work, draft, values):
            return await _asked_first(work, draft, likely)
        saved = await _write(work, draft, values)
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
    reader = reader_for(work.viewer)
    behind, tab = await _behind(work, draft, record)
    below = None
    if ask.view is not None and ask.view.previous is not None:
        below = show.record_view(behind, tab, reader)
    from_home = FROM_HOME in draft.values
    home = show.record_home(behind, tab, reader) if from_home else None
    view = show.saved_view(record, reader, batch=saved.batch, home=from_home, is_linked=is_linked(draft))
    return Reply(view=view, below=below, home=home)


async def _behind(work: Work, draft: Draft, saved: Record) -> tuple[Record, Tab]:
    """The record from which the form was opened: of a company, where one of its people was added or edited there."""
    contact, _, tab = draft.values.get(_BEHIND, "").partition(":")
    if contact in ("", str(saved.contact.id)):
        return saved, Tab.OVERVIEW
    return await contacts.record(work, ContactId(int(contact)), Tab(tab)), Tab(tab)


def origin_of(ask: Ask) -> dict[str, str]:
    """For the values of a draft: whether its form is opened from Home, and from which record."""
    home = {FROM_HOME: "yes"} if ask.view_type is ViewType.HOME else {}
    behind = show.shown_in(ask.metadata)
    return home if behind is None else home | {_BEHIND: f"{behind[0]}:{behind[1].value}"}


def origin_in(values: Mapping[str, str]) -> dict[str, str]:
    """The same, for a form that follows another one."""
    return {key: values[key] for key in (FROM_HOME, _BEHIND) if key in values}


async def _likely(work: Work, draft: Draft, values: ContactValues) -> Sequence[contacts.Likely]:
    """Who may be the same as somebody new, of those about whom nobody was asked yet."""
    if draft.subject is not None or draft.values.get(SURE) == mark_of(values):
        return ()
    others = [ContactId(int(key)) for key in draft.values.get(UNLIKE, "").split()]
    return await contacts.likely(work, values, but=others)


async def _asked_first(work: Work, draft: Draft, likely: Sequence[contacts.Likely]) -> Reply:
    """What was typed stays a draft, which the form of a new contact offers again."""
    shown = [str(each.contact.id) for each in likely]
    written = await drafts.write(work, new_edition(replace(draft, selection=shown)))
    found = [(each.contact, each.likeness) for each in likely]
    view = show.likely_view(found, reader_of(work.viewer.member), draft=written.id)
    return Reply(view=view, keeps_draft=True)


async def _write(work: Work, draft: Draft, values: ContactValues) -> contacts.Saved | contacts.Clash:
    photo = _given_photo(draft)
    if draft.subject is None:
        return await contacts.create(work, values, photo=photo)
    return await contacts.change(work, ContactId(draft.subject), values, base=draft.base, photo=photo)


def _read(work: Work, draft: Draft, asking: Asking) -> ContactValues:
    """What the draft says."""
    return read_contact(draft.values, base=draft.base, country=work.viewer.workspace.country, asking=asking)


def _given_photo(draft: Draft) -> str | None:
    """Slack's id of a picture that was just given: one that is kept already is named by its number."""
    photo = draft.values.get("photo", "")
    return photo if photo and not photo.isdigit() else None


async def _turned_to(work: Work, draft: Draft, wrong: FieldsInvalid) -> Reply:
    """The page on which the first wrong field stands, with what is wrong above it; all that was typed is kept."""
    asked, kind = await Questions.of(work, draft.values), kind_of(draft.values)
    page = next(filter(None, (page_asking(field, kind, asked.form) for field in wrong.fields)), ESSENTIALS)
    turned = new_edition(replace(draft, values=draft.values | {PAGE: page}))
    return Reply(view=await view_of(work, await drafts.write(work, turned), wrong=wrong, asked=asked), keeps_draft=True)


async def _asked_back(work: Work, draft: Draft, clash: contacts.Clash) -> Reply:
    """Theirs and mine, field by field; those that do not fit the view are asked next.

    The draft keeps its base: what the other changed and this form did not stays theirs.
    """
    conflicts = clash.conflicts[: show.CONFLICTS]
    selection = [_shown_as(conflict.field, conflict.stored) for conflict in conflicts]
    written = await drafts.write(work, new_edition(replace(draft, selection=selection)))
    names = await contacts.value_names(work, [Change(each.field, each.stored, each.typed) for each in conflicts])
    asked_back = [show.ConflictShown(each, *clash.authors.get(each.field, (None, None))) for each in conflicts]
    reader = reader_for(work.viewer)
    view = show.conflict_view(asked_back, dict(names), reader, draft=written.id, edition=edition_of(written))
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


async def _opened(work: Work, typed: Typed) -> Reply:
    draft = await drafts.open(work, CONTACT.noun, typed, base={})
    return Reply(view=await view_of(work, draft, offers=True))


def draft_of(value: str) -> DraftId:
    """The draft that a button carries. Raises DraftGone where it is no id."""
    if not (value.isascii() and value.isdigit()):
        raise DraftGone
    return DraftId(int(value))
