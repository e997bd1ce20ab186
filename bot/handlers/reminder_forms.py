"""The form of a reminder: opened empty, from a line, a contact or a message, or on what is stored; saved."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.crm import contacts, drafts, reminders, warnings
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.handlers._contact_form import edition_of, new_edition
from bot.handlers._given_files import (
    LOST,
    chosen_files,
    given_in,
    left_in,
    of_message,
    still_kept,
    taken_up,
    waiting_in,
)
from bot.handlers._holds import shown_first, told
from bot.handlers._meanwhile import redrawn
from bot.handlers._origin import behind, origin_of
from bot.handlers._reminder_shown import contact_name, planned_of, reminder_of
from bot.handlers.contact_forms import draft_of
from bot.handlers.contacts import contact_of
from bot.handlers.notes import draft_and_contact
from bot.model.drafts import Draft
from bot.model.errors import FieldsInvalid, RepeatNeverComes, TimeGone
from bot.model.fields import KEPT, REMINDER
from bot.model.files import File
from bot.model.ids import ContactId, MemberId, ReminderId
from bot.model.members import Member, Standing
from bot.model.messages import Block
from bot.model.reminder_changes import ESCALATION, FILES, WHEN, flat, wanted_of
from bot.model.reminders import Wanted
from bot.model.rich_text import to_json
from bot.model.warnings import Warning
from bot.model.when import When
from bot.parse._form import Typed, check_required, read_form, read_present
from bot.parse.reminders import excerpt_of, read_reminder, read_time, read_wanted, typed_of
from bot.templates import reminders as show
from bot.templates._form import changed_meanwhile
from bot.templates._words import Reader, reader_of

NOUN = "reminder_form"  # of its drafts: those of a line that is asked back are no forms
_SHOWN = "when_shown"  # among a draft's values: the time in words, as the form showed it
_ASKED = "asked"  # and that it was asked whom the title speaks of


async def new(ask: Ask, work: Work) -> Reply:
    """With what the line after the verb says, or about the contact whose button was clicked."""
    member = work.viewer.member
    if not ask.words:
        return await _opened(ask, work, {"assignees": member.id, "contact": ask.value})
    asked = read_reminder(ask.said, author=member, now=work.now)
    title = asked.title if asked.when.said else ask.words
    typed = {"title": title, "when": asked.when.said, "assignees": "\n".join(asked.assignees)}
    return await _opened(ask, work, typed)


async def from_message(ask: Ask, work: Work) -> Reply:
    """About a message: its beginning is the title, the details lead back to it, and its files go with it."""
    if ask.message is None:
        return await _opened(ask, work, {"assignees": work.viewer.id})
    excerpt = excerpt_of(ask.message.said.text)
    text = show.about_message(excerpt.text, ask.message.permalink, reader_of(work.viewer.member))
    typed = {"title": excerpt.title, "text": to_json(text), "assignees": work.viewer.id}
    return await _opened(ask, work, typed | of_message(ask.message.held))


async def _opened(ask: Ask, work: Work, typed: Typed) -> Reply:
    contact = contact_of(typed["contact"]) if typed.get("contact") else None
    shown = origin_of(ask) | told(await _warned(work, contact))
    draft = await drafts.open(work, NOUN, typed | shown, base={})
    return Reply(view=await _view(work, draft, offers=True))


async def edit(ask: Ask, work: Work) -> Reply:
    """On what is stored now."""
    held = await reminders.find(work, reminder_of(ask.value)[0])
    wanted = held.wanted
    warned = await _warned(work, wanted.contact)
    typed = _shown_of(work, wanted) | origin_of(ask) | told(warned)
    draft = await drafts.open(work, NOUN, typed, subject=held.id, base=flat(wanted))
    return Reply(view=await _view(work, draft, offers=True))


def _shown_of(work: Work, wanted: Wanted) -> Typed:
    said = show.time_said(wanted, reader_of(work.viewer.member))
    return typed_of(wanted) | {"when": said, _SHOWN: said}


async def resume(ask: Ask, work: Work) -> Reply:
    """Takes up the form that was left; the one that was just opened goes."""
    if ask.draft is not None:
        await work.drafts.consume(ask.draft, member=work.viewer.id)
    left = left_in(await drafts.find(work, draft_of(ask.value)))
    return Reply(view=await _view(work, await drafts.write(work, left)))


async def forget(ask: Ask, work: Work) -> Reply:
    """Throws the form that was left away; what stands in this one stays."""
    await work.drafts.consume(draft_of(ask.value), member=work.viewer.id)
    draft = await drafts.find(work, ask.draft)
    draft = replace(draft, values=draft.values | _typed_in(ask))
    return Reply(view=await _view(work, await drafts.write(work, draft)))


async def save(ask: Ask, work: Work) -> Reply:
    typed = _typed_in(ask)
    check_required(REMINDER, typed)
    draft = await drafts.find(work, ask.draft)
    return await _saved(ask, work, replace(draft, values=draft.values | typed))


def _typed_in(ask: Ask) -> Typed:
    """Of the files only which are ticked: those that are chosen stay in their input. A box is there for some alone."""
    typed = {key: text for key, text in read_form(REMINDER, ask.state).items() if key != "files"}
    return typed | chosen_files(ask) | read_present(ask.state, lambda key: key == KEPT.key)


async def choose_contact(ask: Ask, work: Work) -> Reply:
    """Whom the title speaks of, or nobody of those offered."""
    draft_id, contact = draft_and_contact(ask.value)
    draft = await drafts.find(work, draft_id)
    values = draft.values | {"contact": str(contact) if contact else "", _ASKED: "yes"}
    draft = new_edition(replace(draft, values=values))
    try:
        return await _saved(ask, work, draft)
    except FieldsInvalid:  # the hour has gone by meanwhile, somebody has left
        return Reply(view=await _view(work, await drafts.write(work, draft)))


async def _saved(ask: Ask, work: Work, draft: Draft) -> Reply:
    when = _when(work, draft)
    wanted = read_wanted(draft.values, when, files=given_in(draft, ask))
    await _check_people(work, wanted, held=wanted_of(draft.base) if draft.base else None)
    if wanted.contact is None and draft.subject is None and _ASKED not in draft.values:
        spoken_of = await contacts.mentioned(work, wanted.title)
        if not spoken_of.is_sure:
            kept = await drafts.write(work, taken_up(draft, ask))
            reader = reader_of(work.viewer.member)
            view = show.contact_view(spoken_of.found, spoken_of.words, reader, draft=kept.id)
            return Reply(view=view, keeps_draft=True)
        wanted = replace(wanted, contact=spoken_of.found[0].id if spoken_of.found else None)
    warned = await _warned(work, wanted.contact)
    if (again := await shown_first(work, draft, warned, _linked(draft, wanted))) is not None:
        return Reply(view=await _view(work, await drafts.write(work, taken_up(again, ask))), keeps_draft=True)
    return await _written(work, taken_up(draft, ask), wanted, when=when, warned=warned)


def _linked(draft: Draft, wanted: Wanted) -> Typed:
    return {**draft.values, "contact": "" if wanted.contact is None else str(wanted.contact)}


async def _written(
    work: Work, draft: Draft, wanted: Wanted, *, when: When | Wanted, warned: tuple[Warning, ...]
) -> Reply:
    try:
        if draft.subject is None:
            reminder = await reminders.plan(work, wanted)
        else:
            base = wanted_of(draft.base)
            settled = await reminders.edit(work, ReminderId(draft.subject), wanted, base=base)
            if isinstance(settled, reminders.Clash):
                return await _asked_back(work, draft, wanted, settled)
            reminder = settled.reminder
    except TimeGone as gone:
        raise FieldsInvalid({"when": "when_past"}) from gone
    except RepeatNeverComes as never:
        raise FieldsInvalid({"when": "repeat_never_comes"}) from never
    await drafts.consume(work, draft.id)
    rolled = when.rolled if isinstance(when, When) else None
    shown = await planned_of(work, reminder, rolled=rolled, warned=warned)
    reader = reader_of(work.viewer.member)
    view = show.saved_view(shown, reader, new=draft.subject is None)
    return await behind(work, draft.values, Reply(view=view), told=show.planned(shown, reader))


async def _asked_back(work: Work, draft: Draft, mine: Wanted, clash: reminders.Clash) -> Reply:
    """What somebody else changed meanwhile is shown first; saved once more, what was typed here takes its place."""
    theirs = clash.reminder.wanted
    is_same_time = draft.values["when"] == draft.values.get(_SHOWN)  # though whose clock it goes by may be another
    inputs: dict[str, tuple[str, ...]] = {
        WHEN: ("each_own",) if is_same_time else ("when", "each_own"),
        ESCALATION: ("escalate_to", "escalate_after"),
        FILES: (),
    }
    before, stored = [[*map(str, kept)] for kept in (wanted_of(draft.base).kept, theirs.kept)]
    shown = _shown_of(work, theirs) | {"kept": still_kept(draft, before=before, stored=stored)}
    ours = redrawn(draft, mine=flat(mine), stored=flat(theirs), shown=shown, inputs=inputs)
    fresh = await drafts.write(work, new_edition(ours))
    return Reply(view=await _view(work, fresh, clash=clash), keeps_draft=True)


def _when(work: Work, draft: Draft) -> When | Wanted:
    """The time that was typed, or that which is stored where nobody touched its words. Raises FieldsInvalid."""
    said = draft.values["when"]
    if draft.base and said == draft.values.get(_SHOWN):
        return wanted_of(draft.base)
    member = work.viewer.member
    when = read_time(said, member=member, now=work.now)
    if when.ask is not None:
        readings = show.readings(when.ask.choices, reader_of(member), zone=member.zone)
        raise FieldsInvalid({"when": show.fault_of(when.ask.code, readings)}, readings=readings, words=when.ask.part)
    if when.at is None:
        raise FieldsInvalid({"when": "when_first_missing"})
    if when.text:
        raise FieldsInvalid({"when": "when_rest"}, words=when.text)
    return when


async def _check_people(work: Work, wanted: Wanted, *, held: Wanted | None) -> None:
    """Raises FieldsInvalid naming the field with somebody who cannot be reminded, but for whoever it was for already:
    in their place its author is told."""
    known = {None} if held is None else {None, *held.assignees, held.escalate_to}
    wrong = {
        field: fault
        for field, people in (("assignees", wanted.assignees), ("escalate_to", (wanted.escalate_to,)))
        if (fault := await _fault(work, [each for each in people if each not in known])) is not None
    }
    if wrong:
        raise FieldsInvalid(wrong)


async def _fault(work: Work, fresh: list[MemberId | None]) -> str | None:
    people = [each for each in fresh if each is not None]
    known = await work.members.find_many(people)
    standings = {known[each].standing if each in known else Standing.GONE for each in people} - {Standing.FULL}
    if standings & {Standing.GONE, Standing.BOT}:
        return "member_not_found"
    return "member_is_guest" if standings else None


async def _warned(work: Work, contact: ContactId | None) -> tuple[Warning, ...]:
    return () if contact is None else tuple(await warnings.of(work, contact))


async def _view(work: Work, draft: Draft, *, clash: reminders.Clash | None = None, offers: bool = False) -> Block:
    """The form as the draft stands. `offers` looks for one that was left unfinished."""
    values: Mapping[str, str] = draft.values
    contact = ContactId(int(values["contact"])) if values.get("contact", "").isdigit() else None
    unfinished = await drafts.unfinished(work, NOUN, subject=draft.subject) if offers else None
    files = [] if draft.subject is None else await _files(work, ReminderId(draft.subject))
    reader = reader_of(work.viewer.member)
    shown = show.FormShown(
        typed=values,
        draft=draft.id,
        edit=draft.subject is not None,
        edition=edition_of(draft),
        contact=None if contact is None else (await contacts.names(work, [contact])).get(contact),
        alert=None if clash is None else changed_meanwhile(show.NOUN, _fields(clash), reader),
        theirs=None if clash is None else await _theirs(work, clash, reader),
        warnings=await _warned(work, contact),
        unfinished=unfinished,
        files=files,
        held=[*((str(each.id), each.name) for each in files), *waiting_in(draft)],
        lost=int(values.get(LOST, "0")),
        unreached=await _unreached(work, draft),
    )
    return show.form_view(shown, reader)


async def _unreached(work: Work, draft: Draft) -> Sequence[Member]:
    """Of those whom a stored reminder is for: who has left or become a guest since."""
    if not draft.base:
        return ()
    held = wanted_of(draft.base)
    people = [*held.assignees, *(() if held.escalate_to is None else (held.escalate_to,))]
    known = await work.members.find_many(people)
    return [each for each in known.values() if each.standing is not Standing.FULL]


async def _files(work: Work, reminder: ReminderId) -> Sequence[File]:
    return await reminders.files(work, await reminders.find(work, reminder))


async def _theirs(work: Work, clash: reminders.Clash, reader: Reader) -> Block:
    wanted = clash.reminder.wanted
    contact = await contact_name(work, clash.reminder)
    return show.theirs(wanted, _fields(clash), reader, contact=contact)


def _fields(clash: reminders.Clash) -> list[str]:
    return [each.field for each in clash.conflicts]
