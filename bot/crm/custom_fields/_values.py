"""A field that is changed or deleted, and the values that contacts have in it: many of them are left to a job."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.crm._guard import needs
from bot.crm._jobs import job
from bot.crm._work import Work
from bot.crm.custom_fields._fields import as_typed, described, find, follow_change, hold_group, refuse_misplaced
from bot.model.changes import CUSTOM
from bot.model.custom_fields import CustomField
from bot.model.errors import Busy, CustomFieldNotFound
from bot.model.events import Change, EventKind, Happening
from bot.model.ids import BatchId, ContactId, CustomFieldId, EventId
from bot.model.jobs import JobKind
from bot.model.policy import Can
from bot.model.refits import Fate, Refit, fate_of, refit_between, renamed_answers
from bot.parse.custom_fields import TypedCustomField

CHUNK = 100  # values seen to with the change itself; the writer is for everybody
_TEXTS = 2000  # different values of which is said what becomes
_NOBODY = ContactId(0)


@needs(Can.SETTINGS)
async def fate(work: Work, field: CustomFieldId, typed: TypedCustomField) -> Fate | None:
    """What would become of the values; None where all stay where they are and as they are, and of the same kind.

    Raises CustomFieldNotFound, FieldsInvalid.
    """
    held = await find(work, field)
    changed = as_typed(held, typed)
    await refuse_misplaced(work, changed)
    is_of_others = changed.scope != held.scope
    if not (held.filled and (is_of_others or _refits(held, changed))):
        return None
    texts = await work.custom_fields.texts(field, limit=_TEXTS)
    becomes = fate_of(texts, refit_between(held, changed), filled=held.filled)
    if is_of_others:
        becomes = replace(becomes, unasked=await work.custom_fields.unasked(field, changed.scope))
    return None if becomes.stays and held.kind is changed.kind else becomes


@needs(Can.SETTINGS)
async def change(work: Work, field: CustomFieldId, typed: TypedCustomField) -> CustomField:
    """A value that does not fit any more is dropped, traced with its contact.

    Raises CustomFieldNotFound, FieldsInvalid, and Busy while values are still brought to the change before.
    """
    seen_to = await _held_values(work, field, after=_NOBODY, limit=CHUNK)
    await hold_group(work, typed.scope)
    held = await work.custom_fields.find(field, lock=True)
    if held is None:
        raise CustomFieldNotFound
    changed = as_typed(held, typed)
    changes = described(held, changed)
    if not changes:
        return held
    await refuse_misplaced(work, changed)
    if _refits(held, changed) and await _is_under_way(work, field):
        raise Busy
    await work.custom_fields.save(changed)
    await follow_change(work, held, changed)
    event = await work.tell(Happening(kind=EventKind.CUSTOM_FIELD_CHANGED, subject=field, changes=changes))
    if _refits(held, changed):
        values = await work.custom_fields.values(field, after=_NOBODY, limit=CHUNK + 1)
        mine = {contact: text for contact, text in values.items() if contact in seen_to}
        await _put(work, field, mine, refit_between(held, changed))
        await _leave_to_job(work, field, [contact for contact in values if contact not in seen_to], event=event)
    return changed


@needs(Can.SETTINGS)
async def delete(work: Work, field: CustomFieldId) -> CustomField:
    """Gone at once for everybody, and its name free; each value goes, traced with its contact.

    Raises CustomFieldNotFound.
    """
    seen_to = await _held_values(work, field, after=_NOBODY, limit=CHUNK)
    held = await work.custom_fields.find(field, lock=True)
    if held is None:
        raise CustomFieldNotFound
    await _retire(work, held)
    values = await work.custom_fields.values(field, after=_NOBODY, limit=CHUNK + 1)
    await _put(work, field, {contact: text for contact, text in values.items() if contact in seen_to}, None)
    await _leave_to_job(work, field, [contact for contact in values if contact not in seen_to])
    return held


async def retire(work: Work, field: CustomField) -> None:
    """As `delete`, of whoever holds other rows than contacts already: all its values are left to the job."""
    await _retire(work, field)
    await _leave_to_job(work, field.id, list(await work.custom_fields.values(field.id, after=_NOBODY, limit=1)))


@needs(Can.SETTINGS)
async def refit(
    work: Work, field: CustomFieldId, event: EventId, *, after: ContactId, batch: BatchId, limit: int
) -> ContactId | None:
    """Brings some values behind `after` to what the field has become: the last of them, or None at the end.

    `event` told of the change, in `batch`.
    """
    work.batch = batch
    seen_to = await _held_values(work, field, after=after, limit=limit)
    held = await work.custom_fields.find(field, lock=True)
    if held is None:  # deleted meanwhile: its values go by that
        return None
    values = await work.custom_fields.values(field, after=after, limit=limit)
    mine = {contact: text for contact, text in values.items() if contact in seen_to}
    await _put(work, field, mine, Refit(held.kind, held.answers, await _renamed(work, event)))
    return seen_to[-1] if len(seen_to) == limit else None


@needs(Can.SETTINGS)
async def drop(work: Work, field: CustomFieldId, *, batch: BatchId, limit: int) -> bool:
    """Takes away some values of a field that is going; with the last of them it is gone, and the answer is True."""
    work.batch = batch
    if await work.custom_fields.going(field) is None:
        return True
    seen_to = await _held_values(work, field, after=_NOBODY, limit=limit)
    values = await work.custom_fields.values(field, after=_NOBODY, limit=limit)
    await _put(work, field, {contact: text for contact, text in values.items() if contact in seen_to}, None)
    return not values


def _refits(old: CustomField, new: CustomField) -> bool:
    return (old.kind, old.answers) != (new.kind, new.answers)


async def _held_values(work: Work, field: CustomFieldId, *, after: ContactId, limit: int) -> Sequence[ContactId]:
    """The next who have a value, held before the field is: whoever saves a contact holds them in this order too."""
    contacts = list(await work.custom_fields.values(field, after=after, limit=limit))
    await work.contacts.hold(contacts)
    return contacts


async def _is_under_way(work: Work, field: CustomFieldId) -> bool:
    return any(each.input.get("field") == str(field) for each in await work.jobs.pending(JobKind.REFIT))


async def _retire(work: Work, field: CustomField) -> None:
    await work.custom_fields.retire(field.id)
    gone = (Change("name", field.name, None),)
    await work.tell(Happening(kind=EventKind.CUSTOM_FIELD_DELETED, subject=field.id, changes=gone))


async def _put(work: Work, field: CustomFieldId, values: Mapping[ContactId, str], refit: Refit | None) -> None:
    """The values as they become, each contact told of its own; without a refit they are dropped."""
    becoming = {contact: "" if refit is None else refit.text(text) for contact, text in values.items()}
    changed = {contact: text for contact, text in becoming.items() if text != values[contact]}
    if not changed:
        return
    await work.custom_fields.put(field, changed)
    name = f"{CUSTOM}{field}"
    told = [
        Happening(
            kind=EventKind.CONTACT_CHANGED,
            subject=contact,
            contact=contact,
            changes=(Change(name, values[contact], text or None),),
            quiet=True,
        )
        for contact, text in changed.items()
    ]
    await work.tell_quietly(told)
    await work.contacts.reindex_many(list(changed))


async def _leave_to_job(
    work: Work, field: CustomFieldId, others: Sequence[ContactId], *, event: EventId | None = None
) -> None:
    """What was not held: there were more, or somebody was given a value before the field was held."""
    if others:
        given = {"field": str(field), "batch": str(work.batch), "after": str(min(others) - 1)}
        given |= {} if event is None else {"event": str(event)}
        await work.jobs.add(job(work, JobKind.REFIT, given))


async def _renamed(work: Work, event: EventId) -> dict[str, str]:
    """The answers that a change wrote anew, as long as the trace knows."""
    told = await work.events.find(event)
    answers = next((each for each in told.changes if each.field == "answers"), None) if told else None
    if answers is None or not (answers.old and answers.new):
        return {}
    return renamed_answers(tuple(answers.old.split("\n")), tuple(answers.new.split("\n")))
