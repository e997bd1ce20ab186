"""The form of an activity: opened empty, about a contact, from a message, or on what is stored; saved."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.crm import activities, contacts, drafts, warnings
from bot.crm._work import Work
from bot.handlers._activity_shown import activity_in, activity_of, activity_view, type_called, under
from bot.handlers._ask import Ask, Reply
from bot.handlers._contact_form import edition_of, new_edition
from bot.handlers._holds import shown_first, told
from bot.handlers._meanwhile import redrawn
from bot.handlers._note_form import contact_in, warned_of
from bot.handlers._origin import behind, origin_in, origin_of, shown_anew
from bot.handlers._quoted import source_of_message, spoken_of
from bot.handlers._times import past_moment
from bot.handlers.contact_forms import draft_of
from bot.handlers.contacts import contact_of
from bot.model.activities import WantedActivity
from bot.model.activity_changes import flat, wanted_of
from bot.model.drafts import Draft
from bot.model.errors import ChoiceNotFound, FieldsInvalid, ManyContacts, TextTooLong
from bot.model.fields import ACTIVITY, field_of
from bot.model.ids import ActivityId, ChoiceId, ContactId
from bot.model.messages import Block
from bot.model.rich_text import to_json
from bot.parse._form import Typed, read_present
from bot.parse.activities import read_log, read_wanted, typed_of
from bot.parse.notes import quoted, source_of, source_text
from bot.templates import activities as show
from bot.templates._dates import when
from bot.templates._form import changed_meanwhile
from bot.templates._words import Plain, reader_of

NOUN = "activity_form"  # of its drafts: those of a line that waits are no forms
# Among a draft's values, beside what is typed: what is to be said of its message, and how its moment was shown.
CUT, SOURCE, SHOWN, LINK, VIEW = "cut", "source", "at_shown", "link", "view"
_FIELDS = frozenset(field.key for field in ACTIVITY.fields)


async def new(ask: Ask, work: Work) -> Reply:
    """Empty, about the contact whose button was clicked, or of the type and contact that the line after the verb
    names."""
    if ask.value:
        found = await contacts.found(work, contact_of(ask.value))
        return await _opened(ask, work, {"contact": str(found.id)})
    if not ask.words:
        return await _opened(ask, work, {})
    line = read_log(ask.words, await activities.types(work))
    typed = {} if line.type is None else {"type": str(line.type.id)}
    if not line.name:
        return await _opened(ask, work, typed)
    try:
        named = [(await contacts.named(work, line.name)).id]
    except ManyContacts as many:
        named = [each.id for each in many.contacts]
    contact = str(named[0]) if len(named) == 1 else ""
    return await _opened(ask, work, typed | {"contact": contact}, guesses=named if not contact else [])


async def from_message(ask: Ask, work: Work) -> Reply:
    """What a message says as of now, when it was said, with the way back to it; whom it is about is guessed."""
    if ask.message is None:
        return await _opened(ask, work, {})
    message = ask.message
    body, is_cut = quoted(message.formatted, message.said.text)
    guesses = await spoken_of(work, message)
    said = when(message.at, reader_of(work.viewer.member))
    typed = {
        "contact": str(guesses[0]) if len(guesses) == 1 else "",
        "body": to_json(body) if body.parts else "",
        "at": said,
        SHOWN: said,
        "at_moment": message.at.isoformat(),
        CUT: "yes" if is_cut else "",
        LINK: message.permalink,
        SOURCE: source_text(await source_of_message(work, message)),
    }
    return await _opened(ask, work, typed, guesses=guesses)


async def _opened(ask: Ask, work: Work, given: Typed, *, guesses: Sequence[ContactId] = ()) -> Reply:
    typed = {VIEW: _view_of(ask)} | given | origin_of(ask)
    warned = await warned_of(work, typed)
    selection = [str(each) for each in guesses]
    draft = await drafts.open(work, NOUN, typed | told(warned), selection=selection, base={})
    return Reply(view=await _form(work, draft, offers=True))


async def edit(ask: Ask, work: Work) -> Reply:
    """On what is stored now."""
    held = await activities.find(work, activity_of(ask.value))
    typed = _shown_of(work, held.wanted) | {VIEW: _view_of(ask)} | origin_of(ask)
    warned = await warned_of(work, typed)
    draft = await drafts.open(work, NOUN, typed | told(warned), subject=held.id, base=flat(held.wanted))
    return Reply(view=await _form(work, draft, offers=True))


def _shown_of(work: Work, wanted: WantedActivity) -> dict[str, str]:
    said = when(wanted.at, reader_of(work.viewer.member))
    moment = {"at": said, SHOWN: said, "at_moment": wanted.at.isoformat()}
    return typed_of(wanted) | moment | {LINK: wanted.link}


def _view_of(ask: Ask) -> str:
    return "" if ask.view is None else ask.view.id


async def resume(ask: Ask, work: Work) -> Reply:
    """Takes up the form that was left; the one that was just opened goes."""
    if ask.draft is not None:
        await work.drafts.consume(ask.draft, member=work.viewer.id)
    left = await drafts.find(work, draft_of(ask.value))
    return Reply(view=await _form(work, await drafts.write(work, new_edition(left))))


async def forget(ask: Ask, work: Work) -> Reply:
    """Throws the form that was left away; what stands in this one stays."""
    await work.drafts.consume(draft_of(ask.value), member=work.viewer.id)
    draft = _typed_into(await drafts.find(work, ask.draft), ask)
    return Reply(view=await _form(work, await drafts.write(work, draft)))


async def choose_guess(ask: Ask, work: Work) -> Reply:
    """One of those whom the message may be about."""
    draft = _typed_into(await drafts.find(work, ask.draft), ask)
    contact = await contacts.found(work, contact_of(ask.value))
    values = draft.values | {"contact": str(contact.id)}
    values |= told(await warned_of(work, values))
    draft = new_edition(replace(draft, values=values, selection=[]))
    return Reply(view=await _form(work, await drafts.write(work, draft)))


async def save(ask: Ask, work: Work) -> Reply:
    draft = _typed_into(await drafts.find(work, ask.draft), ask)
    wanted = _wanted(work, draft)
    warned = await warned_of(work, draft.values)
    if (again := await shown_first(work, draft, warned, draft.values)) is not None:
        return Reply(view=await _form(work, await drafts.write(work, again)), keeps_draft=True)
    try:
        key = await _written(work, draft, wanted)
    except ChoiceNotFound as gone:
        raise FieldsInvalid({"type": "choice_gone"}) from gone
    except TextTooLong as long:
        raise FieldsInvalid({"body": "field_too_long"}) from long
    if isinstance(key, activities.Clash):
        return await _asked_back(work, draft, wanted, key)
    await drafts.consume(work, draft.id)
    return await _saved(ask, work, draft, key)


def _typed_into(draft: Draft, ask: Ask) -> Draft:
    typed = read_present(ask.state, lambda key: field_of(key) in _FIELDS)
    return replace(draft, values=draft.values | {field_of(key): text for key, text in typed.items()})


def _wanted(work: Work, draft: Draft) -> WantedActivity:
    """What the form says; a moment that nobody touched stays as it is, to the second. Raises FieldsInvalid."""
    values = draft.values
    said = values.get("at", "")
    moment = values.get("at_moment") if said and said == values.get(SHOWN) else None
    at = past_moment(work, said, field="at", stored=moment)
    return read_wanted(values, at=at, link=values.get(LINK, ""))


async def _written(work: Work, draft: Draft, wanted: WantedActivity) -> ActivityId | activities.Clash:
    if draft.subject is None:
        return (await activities.log(work, wanted)).id
    settled = await activities.change(work, ActivityId(draft.subject), wanted, base=wanted_of(draft.base))
    return settled if isinstance(settled, activities.Clash) else settled.activity.id


async def _asked_back(work: Work, draft: Draft, mine: WantedActivity, clash: activities.Clash) -> Reply:
    """What somebody else changed meanwhile is shown first; saved once more, what was typed here takes its place."""
    stored = clash.activity.wanted
    inputs = {"at": ("at", SHOWN, "at_moment")}
    fresh = redrawn(draft, mine=flat(mine), stored=flat(stored), shown=_shown_of(work, stored), inputs=inputs)
    alert = changed_meanwhile(show.NOUN, [each.field for each in clash.conflicts], reader_of(work.viewer.member))
    view = await _form(work, await drafts.write(work, new_edition(fresh)), alert=alert)
    return Reply(view=view, keeps_draft=True)


async def _saved(ask: Ask, work: Work, draft: Draft, activity: ActivityId) -> Reply:
    """In full, in the place of the form; where it was read before, the form closes over it."""
    metadata = origin_in(draft.values)
    if activity_in(metadata) is None:
        view = await activity_view(work, activity, f"activity:{activity}:{metadata}", saved=True)
        return await behind(work, draft.values, Reply(view=view))
    view, lower = await activity_view(work, activity, metadata), await shown_anew(work, under(metadata))
    if ask.view is not None and ask.view.id == draft.values.get(VIEW):  # it took its place: Slack piles up three
        return Reply(view=view, below=lower)
    return Reply(below=view, root=lower)


async def _form(work: Work, draft: Draft, *, alert: Plain | None = None, offers: bool = False) -> Block:
    """The form as the draft stands. `offers` looks for one that was left unfinished."""
    values: Mapping[str, str] = draft.values
    chosen = contact_in(values)
    guesses = [ContactId(int(each)) for each in draft.selection]
    keys = [*guesses, *(() if chosen is None else (chosen,))]
    names = await contacts.names(work, keys) if keys else {}
    type = values.get("type", "")
    shown = show.FormShown(
        typed=values,
        draft=draft.id,
        edit=draft.subject is not None,
        edition=edition_of(draft),
        contact=None if chosen is None else names.get(chosen),
        type=await type_called(work, ChoiceId(int(type))) if type.isdigit() else None,
        guesses=[(each, names[each]) for each in guesses if each in names],
        is_cut=bool(values.get(CUT)),
        source=source_of(values.get(SOURCE, "")),
        alert=alert,
        warnings=() if chosen is None else await warnings.of(work, chosen),
        unfinished=await drafts.unfinished(work, NOUN, subject=draft.subject) if offers else None,
    )
    return show.form_view(shown, reader_of(work.viewer.member))
