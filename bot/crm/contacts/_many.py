"""Many contacts changed in few statements, each traced as if by hand; for bulk acts and what takes them back."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.crm import reminders
from bot.crm._work import Work
from bot.crm.contacts import _write
from bot.model.bulk import Bulk, BulkReport
from bot.model.changes import differences, flat
from bot.model.consents import Consent, with_answer
from bot.model.contacts import Contact
from bot.model.events import EventKind, Happening
from bot.model.fields import CONTACT, MOST_TAGS
from bot.model.ids import ContactId
from bot.model.tags import canonical, key_of

_MOST_ASSIGNED = CONTACT.field("assigned").many

Pair = tuple[Contact, Contact]  # as it is held, as it is wanted


async def delete_many(work: Work, held: Sequence[Contact]) -> BulkReport:
    return _report(held, await save_many(work, [(each, replace(each, deleted_at=work.now)) for each in held]))


async def tag_many(work: Work, held: Sequence[Contact], bulk: Bulk) -> BulkReport:
    """Unknown tags are made; a contact that would wear too many keeps those it has."""
    off = {key_of(name) for name in bulk.tags_off}
    on = {key_of(name): canonical(name) for name in bulk.tags_on}
    on |= await work.tags.names(list(on)) if on else {}
    wanted: list[Pair] = []
    for each in held:
        kept = {key_of(name): name for name in each.values.tags if key_of(name) not in off}
        tags = tuple((on | kept).values())
        if len(tags) <= max(MOST_TAGS, len(each.values.tags)):
            wanted.append((each, replace(each, values=replace(each.values, tags=tags))))
    return _report(held, await save_many(work, wanted), refused=len(held) - len(wanted))


async def assign_many(work: Work, held: Sequence[Contact], bulk: Bulk) -> BulkReport:
    wanted: list[Pair] = []
    for each in held:
        assigned = tuple(dict.fromkeys((*each.values.assigned, *bulk.assigned)))
        if len(assigned) <= max(_MOST_ASSIGNED, len(each.values.assigned)):
            values = replace(each.values, owner=bulk.owner or each.values.owner, assigned=assigned)
            wanted.append((each, replace(each, values=values)))
    return _report(held, await save_many(work, wanted), refused=len(held) - len(wanted))


async def consent_many(work: Work, held: Sequence[Contact], bulk: Bulk) -> BulkReport:
    """One answer for one channel, in the place of another; who has given the same keeps the day on which they did."""
    wanted: list[Pair] = []
    for each in held:
        if bulk.consent is not None and _is_news(each.values.consents, bulk.consent):
            values = replace(each.values, consents=with_answer(each.values.consents, bulk.consent))
            wanted.append((each, replace(each, values=values)))
    return _report(held, await save_many(work, wanted))


def _is_news(held: Sequence[Consent], given: Consent) -> bool:
    before = next((each for each in held if each.channel is given.channel), None)
    if before is None or before.given is not given.given:
        return True
    return bool(given.source) and given.source != before.source


async def save_many(work: Work, pairs: Sequence[Pair]) -> set[ContactId]:
    """Saves contacts that are held as they are wanted, and says which of them that changed.

    No channel is told: whoever asked is told of the sum.
    """
    saved: list[Contact] = []
    deleted: list[Contact] = []
    told: list[Happening] = []
    for held, wanted in pairs:
        happenings = _happenings(held, wanted)
        if not happenings:
            continue
        told += happenings
        saved.append(replace(wanted, updated_at=work.now, version=held.version + 1))
        if wanted.deleted_at is not None and held.deleted_at is None:
            deleted.append(wanted)
    if saved:
        await work.contacts.save_many(saved)
        await work.tell_quietly(told)
    for each in deleted:  # after their own events, as for one
        await reminders.close_all(work, each.id)
    return {each.id for each in saved}


def _happenings(held: Contact, wanted: Contact) -> list[Happening]:
    """What is told of a contact that was changed, moved, both or neither."""
    told: list[Happening] = []
    if held.values is not wanted.values and (changes := differences(flat(held.values), flat(wanted.values))):
        kind = EventKind.CONTACT_CHANGED
        told.append(Happening(kind=kind, subject=held.id, contact=held.id, changes=changes, quiet=True))
    if moves := differences(_write.state_of(held), _write.state_of(wanted)):
        told.append(replace(_write.move_event(held, moves), quiet=True))
    return told


def _report(held: Sequence[Contact], done: Collection[ContactId], *, refused: int = 0) -> BulkReport:
    return BulkReport(done=len(done), unchanged=len(held) - len(done) - refused, refused=refused)
