"""A choice that is deleted: whoever has it is given another one, or none, and the trace says so of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.crm import custom_fields
from bot.crm._guard import needs
from bot.crm._jobs import job
from bot.crm._work import Work
from bot.crm.choices._lists import find
from bot.crm.choices._related import is_in_use, retype
from bot.model.changes import differences, flat
from bot.model.choices import ONE_OF, WORN, Choice, ChoiceKind, moved, only
from bot.model.custom_fields import CustomField
from bot.model.errors import ChoiceBuiltIn, ChoiceNotFound, FieldsInvalid
from bot.model.events import Change, EventKind, Happening
from bot.model.ids import BatchId, ChoiceId, ContactId
from bot.model.jobs import JobKind
from bot.model.policy import Can

CHUNK = 100  # wearers seen to with the deletion itself; the writer is for everybody
_NOBODY = ContactId(0)


@dataclass(frozen=True, slots=True)
class Fate:
    """What a deletion touches: how many have the choice, and what custom fields are asked of a group."""

    choice: Choice
    fields: tuple[CustomField, ...] = ()


@needs(Can.SETTINGS)
async def fate(work: Work, choice: ChoiceId) -> Fate:
    """Raises ChoiceNotFound, ChoiceBuiltIn."""
    held = await find(work, choice)
    _refuse_built_in(work, held)
    return Fate(held, tuple(await custom_fields.of_scope(work, choice)) if held.kind is ChoiceKind.GROUP else ())


@needs(Can.SETTINGS)
async def delete(work: Work, choice: ChoiceId, *, to: ChoiceId | None) -> Choice:
    """Gone at once for everybody, and its name free; whoever has it is given `to`, by a job where they are many.

    The custom fields of a group go to `to` with its contacts, or are deleted too. Raises ChoiceNotFound, ChoiceBuiltIn,
    and FieldsInvalid where `to` is none of the same list.
    """
    wearers = await _held_wearers(work, choice, CHUNK)
    held = await _deletable(work, choice, to)
    await work.choices.retire(choice)
    moves = Change("to", None, None if to is None else str(to))
    changes = (Change("name", held.name, None), *((moves,) if to is not None else ()))
    await work.tell(Happening(kind=EventKind.CHOICE_DELETED, subject=choice, changes=changes))
    if held.kind is ChoiceKind.GROUP:
        await custom_fields.leave_group(work, choice, to)
    await _give(work, held, to, wearers)
    await retype(work, held, to, limit=CHUNK)
    if await _has_others(work, choice, wearers):
        given = {"choice": str(choice), "batch": str(work.batch)} | ({} if to is None else {"to": str(to)})
        await work.jobs.add(job(work, JobKind.MOVE_CHOICE, given))
    else:
        await work.choices.delete(choice)
    return held


@needs(Can.SETTINGS)
async def pass_on(work: Work, choice: ChoiceId, to: ChoiceId | None, *, batch: BatchId, limit: int) -> bool:
    """Gives some who have a choice that is going another one; with the last of them the answer is True.

    Where the other one was deleted meanwhile they are given none. `batch` is of the deletion.
    """
    work.batch = batch
    held = await work.choices.going(choice)
    if held is None:
        return True
    wearers = await _held_wearers(work, choice, limit)
    stays = None if to is None else await work.choices.find(to, lock=True)
    target = None if stays is None else stays.id
    await _give(work, held, target, wearers)
    left = await retype(work, held, target, limit=limit)
    if wearers or left:
        return False
    await work.choices.delete(choice)
    return True


async def _held_wearers(work: Work, choice: ChoiceId, limit: int) -> Sequence[ContactId]:
    """The first who have it, held before the choice is: whoever saves a contact holds them in this order too."""
    wearers = await work.choices.contacts(choice, after=_NOBODY, limit=limit)
    await work.contacts.hold(wearers)
    return wearers


async def _has_others(work: Work, choice: ChoiceId, seen_to: Sequence[ContactId]) -> bool:
    """Whether there were more, or somebody was given it before it was held."""
    wearers = await work.choices.contacts(choice, after=_NOBODY, limit=CHUNK + 1)
    return not set(wearers) <= set(seen_to) or await is_in_use(work, choice)


async def _deletable(work: Work, choice: ChoiceId, to: ChoiceId | None) -> Choice:
    """Held until the commit, both in the order of their ids: two who delete one into the other never cross."""
    ids = [choice] if to is None else sorted({choice, to})
    both = {key: await work.choices.find(key, lock=True) for key in ids}
    held, target = both[choice], None if to is None else both[to]
    if held is None:
        raise ChoiceNotFound(name="")
    _refuse_built_in(work, held)
    if to is not None and (target is None or target.kind is not held.kind or to == choice):
        raise FieldsInvalid({"to": "choice_gone"})
    return held


def _refuse_built_in(work: Work, choice: Choice) -> None:
    if choice.built_in is not None:
        raise ChoiceBuiltIn(name=choice.in_language(work.viewer.language).name)


async def _give(work: Work, choice: Choice, to: ChoiceId | None, wearers: Sequence[ContactId]) -> None:
    """Whoever was given another of a list of which there is one alone keeps that, and of them nothing is told."""
    if choice.kind not in WORN or not wearers:
        return
    ranks = await work.choices.ranks(choice.id, wearers)
    kept = await work.choices.having(choice.kind, wearers) if choice.kind in ONE_OF else set()
    moving = [contact for contact in wearers if contact not in kept]
    had = {} if to is None else await work.choices.ranks(to, moving)
    told: list[Happening] = []
    for contact in moving:
        changes = _changes(choice, ranks.get(contact), to, has_both=contact in had)
        kind = EventKind.CONTACT_CHANGED
        told.append(Happening(kind=kind, subject=contact, contact=contact, changes=changes, quiet=True))
    if to is not None:
        await work.choices.put_on(to, {contact: ranks.get(contact) for contact in moving})
    await work.choices.take_off(choice.id, wearers)
    await work.tell_quietly(told)
    await work.contacts.reindex_many(wearers)


def _changes(choice: Choice, rank: int | None, to: ChoiceId | None, *, has_both: bool) -> tuple[Change, ...]:
    """What the trace says of one contact."""
    beside = (to,) if has_both and to is not None else ()
    before = only(choice.kind, choice.id, *beside, rank=rank)
    return differences(flat(before), flat(moved(before, choice.kind, choice.id, to)))
