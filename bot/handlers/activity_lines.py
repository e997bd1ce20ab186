"""Activities logged in one line; where it is unclear with whom or of what type one was, it waits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.crm import activities, contacts, drafts, warnings
from bot.crm._work import Work
from bot.handlers._activity_shown import type_called
from bot.handlers._ask import Ask, Reply
from bot.handlers.notes import draft_and_contact
from bot.model.choices import Choice
from bot.model.contacts import Found
from bot.model.drafts import Draft
from bot.model.errors import ContactNotFound, FieldsInvalid, ManyContacts, NoContactNamed, TextMissing
from bot.model.folding import squeeze
from bot.model.ids import ChoiceId, ContactId
from bot.model.messages import Message
from bot.model.warnings import Warning, needs_confirming
from bot.parse.activities import read_log, type_in, type_nearly_in
from bot.parse.past import split_past
from bot.templates import activities as show
from bot.templates import contacts as show_contacts
from bot.templates._warnings import question
from bot.templates._words import reader_of

_NOUN = "activities"  # of the drafts of lines that wait
_TEXT, _TYPE, _AT, _CONTACT, _SURE = "text", "type", "at", "contact", "sure"  # among their values


async def jot(ask: Ask, work: Work) -> Reply:
    """`/activity log call Ann Martin: asked for a quote`; where several contacts or types fit, it waits."""
    types = await activities.types(work)
    line = read_log(ask.words, types)
    if not line.text:
        raise TextMissing(example="activity")
    if not line.name:
        raise NoContactNamed(example="activity")
    name, at = await _parted(work, line.name)
    if at is not None and at > work.now:
        raise FieldsInvalid({"at": "activity_to_come"})  # before anything is asked
    type, name = (line.type, name) if line.type is not None or at is None else type_in(name, types)
    if type is None:
        type, name = await _nearly_typed(work, name, types)
    values = _values(line.text, type, at)
    reader = reader_of(work.viewer.member)
    try:
        contact = await contacts.named(work, name)
    except ManyContacts as many:
        draft = await drafts.open(work, _NOUN, values)
        return Reply(message=show_contacts.choices(many.contacts, name, reader, action=show.PICK, draft=draft.id))
    except ContactNotFound as missing:
        if missing.values.get("number"):
            raise
        return Reply(message=show_contacts.none_found(name, reader, kept=line.text))
    return await _gone_on(work, None, values | {_CONTACT: str(contact.id)})


def _values(text: str, type: Choice | None, at: datetime | None) -> dict[str, str]:
    known = {_TYPE: None if type is None else str(type.id), _AT: None if at is None else at.isoformat()}
    return {_TEXT: text} | {key: value for key, value in known.items() if value is not None}


async def _parted(work: Work, words: str) -> tuple[str, datetime | None]:
    """A name, and the moment behind it; a name that ends like one, as Jean Mardi's does, is a name."""
    name, at = split_past(words, member=work.viewer.member, now=work.now)
    if at is None:
        return words, None
    try:
        whole = await contacts.named(work, words)
    except (ContactNotFound, ManyContacts):
        return name, at
    return (words, None) if squeeze(whole.name) == squeeze(words) else (name, at)


async def _nearly_typed(work: Work, words: str, types: Sequence[Choice]) -> tuple[Choice | None, str]:
    """With a type that has a slip in it, where the words name nobody with it and somebody without."""
    near, name = type_nearly_in(words, types)
    if near is not None and not await _names_somebody(work, words) and await _names_somebody(work, name):
        return near, name
    return None, words


async def _names_somebody(work: Work, words: str) -> bool:
    try:
        await contacts.named(work, words)
    except ContactNotFound:
        return False
    except ManyContacts:
        return True
    return True


async def pick(ask: Ask, work: Work) -> Reply:
    """The contact chosen for a line that waited."""
    draft_id, contact = draft_and_contact(ask.value)
    return await _chosen(work, await drafts.find(work, draft_id), {_CONTACT: str(contact)})


async def pick_type(ask: Ask, work: Work) -> Reply:
    draft_id, type = draft_and_contact(ask.value)
    return await _chosen(work, await drafts.find(work, draft_id), {_TYPE: str(type)})


async def confirm(ask: Ask, work: Work) -> Reply:
    """The line that waited because of a hold."""
    draft_id, contact = draft_and_contact(ask.value)
    return await _chosen(work, await drafts.find(work, draft_id), {_CONTACT: str(contact), _SURE: str(contact)})


async def _chosen(work: Work, draft: Draft, chosen: dict[str, str]) -> Reply:
    return replace(await _gone_on(work, draft, draft.values | chosen), replace=True)


async def _gone_on(work: Work, draft: Draft | None, values: dict[str, str]) -> Reply:
    """Asks what is still in doubt, the contact's hold and then the type; else logs it."""
    contact = await contacts.found(work, ContactId(int(values[_CONTACT])))
    warned = await warnings.of(work, contact.id)
    reader = reader_of(work.viewer.member)
    if needs_confirming(warned) and values.get(_SURE) != str(contact.id):
        return Reply(message=_question(work, await _kept(work, draft, values), contact, warned))
    types = await activities.types(work)
    if not values.get(_TYPE) and types:
        waiting = await _kept(work, draft, values)
        return Reply(message=show.ask_type(contact.name, types, reader, draft=waiting.id, text=values[_TEXT]))
    if draft is not None:
        await drafts.consume(work, draft.id)
    type = ChoiceId(int(values[_TYPE])) if values.get(_TYPE) else None
    at = datetime.fromisoformat(values[_AT]) if values.get(_AT) else None
    logged = await activities.jot(work, contact.id, values[_TEXT], type=type, at=at)
    named = await type_called(work, type)
    return Reply(message=show.logged(logged, contact.name, named, reader, warnings=warned))


async def _kept(work: Work, draft: Draft | None, values: dict[str, str]) -> Draft:
    if draft is None:
        return await drafts.open(work, _NOUN, values)
    return await drafts.write(work, replace(draft, values=values))


def _question(work: Work, draft: Draft, contact: Found, warned: Sequence[Warning]) -> Message:
    value = f"{draft.id}:{contact.id}"
    reader = reader_of(work.viewer.member)
    return question(contact.name, warned, reader, action=show.CONFIRM, value=value, typed=draft.values[_TEXT])
