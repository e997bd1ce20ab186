"""The form of a note as its draft stands: what it holds, what was typed into it, and the note that it asks for."""

from collections.abc import Mapping
from dataclasses import replace

from bot.crm import contacts, drafts, notes, warnings
from bot.crm._work import Work
from bot.handlers._ask import Ask
from bot.handlers._contact_form import edition_of
from bot.handlers._given_files import LOST, chosen_files, given_in, still_kept, waiting_in
from bot.handlers._meanwhile import redrawn
from bot.handlers._times import one_moment
from bot.model.drafts import Draft
from bot.model.errors import FieldsInvalid
from bot.model.faults import together
from bot.model.fields import KEPT, NOTE, field_of
from bot.model.ids import ContactId, NoteId
from bot.model.messages import Block
from bot.model.note_changes import AUDIENCE, FILES, WHEN, flat, wanted_of
from bot.model.notes import Note, NoteKind, Wanted
from bot.model.reminders import Due
from bot.model.warnings import Warning
from bot.parse._form import read_present
from bot.parse.notes import read_wanted, source_of, typed_of
from bot.templates import notes as show
from bot.templates import reminders as show_reminders
from bot.templates._words import Plain, reader_of

NOUN = "note_form"  # of its drafts: those of a line that waits are no forms
# Among a draft's values, beside what is typed: what is to be said of its message, which words several contacts fit, who
# wrote the note.
KIND, CUT, SOURCE, SOUGHT = "kind", "cut", "source", "sought"
SHOWN, AUTHOR = "when_shown", "author"
_FIELDS = frozenset(field.key for field in (*NOTE.fields, KEPT))


def kind_of(draft: Draft) -> NoteKind:
    return NoteKind(draft.values.get(KIND, NoteKind.NOTE))


def typed_into(draft: Draft, ask: Ask) -> Draft:
    """With what stands in the inputs. A file stays where it was given: see `_given_files`."""
    typed = read_present(ask.state, lambda key: field_of(key) in _FIELDS and key != "files")
    return replace(draft, values=draft.values | typed | chosen_files(ask))


def shown_of(work: Work, wanted: Wanted) -> dict[str, str]:
    """What the form shows of a note that is stored."""
    said = "" if wanted.due is None else show_reminders.moment_said(wanted.due, reader_of(work.viewer.member))
    return typed_of(wanted) | {"when": said, SHOWN: said}


def on_top_of(work: Work, draft: Draft, mine: Wanted, note: Note) -> Draft:
    """The form on what somebody else made of the note meanwhile. Files that they added stay, whatever was ticked."""
    before, stored = [[*map(str, kept)] for kept in (wanted_of(draft.base).kept, note.wanted.kept)]
    shown = shown_of(work, note.wanted) | {"kept": still_kept(draft, before=before, stored=stored)}
    inputs = {AUDIENCE: ("audience", "members"), FILES: (), WHEN: ("when",)}
    return redrawn(draft, mine=flat(mine), stored=flat(note.wanted), shown=shown, inputs=inputs)


async def wanted_in(work: Work, draft: Draft, ask: Ask) -> Wanted:
    """What the form says. Raises FieldsInvalid with all that is wrong, not with one thing after the other."""
    due, of_time = _due(work, draft)
    wanted, unread = read_wanted(
        draft.values,
        kind=kind_of(draft),
        due=due,
        files=given_in(draft, ask),
        source=source_of(draft.values.get(SOURCE, "")),
    )
    held = None if draft.subject is None else wanted_of(draft.base)
    wrong = together(of_time, unread, await notes.faults(work, wanted, held=held))
    if wrong is not None:
        raise wrong
    return wanted


def _due(work: Work, draft: Draft) -> tuple[Due | None, FieldsInvalid | None]:
    """The time that was typed, or that which is stored where nobody touched its words; or what is wrong with it."""
    said = draft.values.get("when", "")
    if draft.subject is not None and said == draft.values.get(SHOWN):
        return wanted_of(draft.base).due, None
    try:
        return one_moment(work, said, field="when") if said else None, None
    except FieldsInvalid as unread:
        return None, unread


async def warned_of(work: Work, values: Mapping[str, str]) -> tuple[Warning, ...]:
    contact = contact_in(values)
    return () if contact is None else tuple(await warnings.of(work, contact))


def contact_in(values: Mapping[str, str]) -> ContactId | None:
    contact = values.get("contact", "")
    return ContactId(int(contact)) if contact.isascii() and contact.isdigit() else None


async def form_of(work: Work, draft: Draft, *, alert: Plain | None = None, offers: bool = False) -> Block:
    """The form as the draft stands. `offers` looks for one that was left unfinished."""
    values: Mapping[str, str] = draft.values
    chosen_one = contact_in(values)
    guesses = [ContactId(int(each)) for each in draft.selection]
    keys = [*guesses, *(() if chosen_one is None else (chosen_one,))]
    names = await contacts.names(work, keys) if keys else {}
    shown = show.FormShown(
        typed=values,
        draft=draft.id,
        kind=kind_of(draft),
        edit=draft.subject is not None,
        edition=edition_of(draft),
        contact=None if chosen_one is None else names.get(chosen_one),
        held=await _held(work, draft),
        lost=int(values.get(LOST, "0")),
        is_cut=bool(values.get(CUT)),
        guesses=[(each, names[each]) for each in guesses if each in names],
        sought=values.get(SOUGHT, ""),
        is_authors=values.get(AUTHOR, work.viewer.id) == work.viewer.id,
        source=source_of(values.get(SOURCE, "")),
        alert=alert,
        warnings=await warned_of(work, values),
        unfinished=await drafts.unfinished(work, NOUN, subject=draft.subject) if offers else None,
    )
    return show.form_view(shown, reader_of(work.viewer.member))


async def _held(work: Work, draft: Draft) -> list[tuple[str, str]]:
    """The files that it has, or that its message has: by what stands for them in the form, and by name."""
    held = waiting_in(draft)
    if draft.subject is None:
        return held
    note = await notes.find(work, NoteId(draft.subject))
    stored = (await notes.files(work, [note])).get(note.id, ())
    return [*((str(each.id), each.name) for each in stored), *held]
