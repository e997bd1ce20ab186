"""Creating, changing, archiving and deleting a contact; each act is traced field by field, so that it can be undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.crm import _files, reminders
from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.contacts._around import other_main, parent_refusal, take_turn, without_second_main
from bot.crm.contacts._given import as_lists_are, with_known
from bot.crm.contacts._people import refuse_others
from bot.crm.contacts._references import holder, references
from bot.model.changes import Conflict, Flat, differences, flat, merge, values_of
from bot.model.contacts import Contact, ContactKind, ContactValues, with_mains
from bot.model.errors import ContactNotFound, FieldsInvalid
from bot.model.events import Change, EventKind, Happening
from bot.model.fields import MOST_TAGS, NAME_LENGTH
from bot.model.files import Given
from bot.model.ids import BatchId, ContactId, CoordinateId, FileId, MemberId
from bot.model.policy import Can
from bot.model.tags import canonical, key_of

ARCHIVED, DELETED = "archived", "deleted"  # as fields of the trace: 'yes' or nothing
YES = "yes"


@dataclass(frozen=True, slots=True)
class Saved:
    """A contact as an act left it, and the batch by which the act is undone; None where nothing changed."""

    contact: Contact
    batch: BatchId | None


@dataclass(frozen=True, slots=True)
class Clash:
    """What somebody else changed meanwhile, field by field; nothing was saved.

    `stored` is the contact as it is now, `authors` who changed a field last and when.
    """

    contact: Contact
    stored: Flat
    conflicts: tuple[Conflict, ...]
    authors: Mapping[str, tuple[MemberId, datetime]]


@needs(Can.WRITE)
async def create(work: Work, values: ContactValues, *, photo: str | None = None) -> Saved:
    """`photo` is Slack's id of a picture just given. Raises FieldsInvalid."""
    key = ContactId(work.next_id())
    await take_turn(work, values, ContactValues())
    await refuse_others(work, values)
    values = await with_known(work, values)
    complete = await _checked(work, key, await _with_known_tags(work, _tidy(with_ids(work, values))))
    number = await work.contacts.next_numbers()
    if not complete.reference:
        complete = replace(complete, reference=(await references(work, [number]))[0])
    contact = Contact(
        id=key,
        number=number,
        values=complete,
        created_at=work.now,
        updated_at=work.now,
        created_by=work.viewer.id,
    )
    contact = await _with_photo(work, contact, photo)
    await unmark_main(work, key, complete)
    await work.contacts.add(contact)
    await _keep_photo(work, contact, photo)
    await work.tell(created_event(contact, values=flat(contact.values)))
    return Saved(contact, work.batch)


@needs(Can.WRITE)
async def change(
    work: Work, contact: ContactId, values: ContactValues, *, base: Flat, photo: str | None = None
) -> Saved | Clash:
    """Saves what was typed on top of what is stored; `base` is what the form showed when it opened.

    Raises ContactNotFound, FieldsInvalid.
    """
    await take_turn(work, values, values_of(base))
    await _hold_with_main(work, contact, values)
    held = await _held(work, contact)
    stored = flat(held.values)
    values = await with_known(work, values, shown=values_of(base))
    typed = flat(await _with_known_tags(work, _tidy(with_ids(work, values)), held=len(held.values.tags)))
    if "reference" not in typed and "reference" in stored:
        typed["reference"] = stored["reference"]  # emptied: it has one for ever
    merged = merge(base, stored, typed)
    if merged.conflicts:
        return await _clash(work, held, stored, merged.conflicts)
    complete = await _checked(work, contact, values_of(merged.fields), held=held.values)
    await refuse_others(work, complete, held=held.values)
    if held.archived_at is None:  # nobody's main person until it is back
        await unmark_main(work, contact, complete)
    return await _save(work, await _with_photo(work, replace(held, values=complete), photo), held, photo=photo)


@needs(Can.WRITE)
async def tag(work: Work, contact: ContactId, tags: Sequence[str], *, shown: Sequence[str]) -> Saved:
    """Puts on and takes off what differs from `shown`; unknown tags are made. Raises ContactNotFound."""
    held = await _held(work, contact)
    left = {key_of(name) for name in shown} - {key_of(name) for name in tags}
    kept = [name for name in held.values.tags if key_of(name) not in left]
    fresh = [name for name in tags if key_of(name) not in {key_of(each) for each in shown}]
    worn = replace(held.values, tags=(*kept, *fresh))
    values = await _with_known_tags(work, _tidy(worn), held=len(held.values.tags))
    return await _save(work, replace(held, values=values), held)


@needs(Can.DELETE)
async def archive(work: Work, contact: ContactId) -> Saved:
    """Out of searches and lists, and back at any time. Raises ContactNotFound."""
    held = await _held(work, contact)
    return await put(work, held, state_of(held) | {ARCHIVED: YES})


@needs(Can.DELETE)
async def delete(work: Work, contact: ContactId) -> Saved:
    """Takes it away with its open reminders; what was there stays in the trace. Raises ContactNotFound."""
    held = await _held(work, contact)
    return await put(work, held, state_of(held) | {DELETED: YES})


@needs(Can.DELETE)
async def restore(work: Work, contact: ContactId) -> Saved:
    """Back from the archive or from a deletion; the reminders that a deletion closed stay closed, unlike after an undo.

    Raises ContactNotFound.
    """
    await work.contacts.take_turn()
    return await put(work, await held_even_deleted(work, contact), {})


def state_of(contact: Contact) -> Flat:
    """Where it is, as fields of the trace."""
    state = {ARCHIVED: contact.archived_at, DELETED: contact.deleted_at}
    return {field: YES for field, at in state.items() if at is not None}


async def put(work: Work, held: Contact, state: Flat) -> Saved:
    """Puts a contact into the archive, among the deleted, or back."""
    changes = differences(state_of(held), state)
    if not changes:
        return Saved(held, None)
    values = held.values if state else await without_second_main(work, held)
    moved = replace(with_state(work, held, state), updated_at=work.now, version=held.version + 1)
    await work.contacts.save(moved)
    await work.tell(move_event(held, changes))
    if DELETED in state and held.deleted_at is None:  # after its own event, however many they are
        await reminders.close_all(work, held.id)
    return Saved((await put_values(work, moved, values)).contact, work.batch)


def with_state(work: Work, held: Contact, state: Flat) -> Contact:
    return replace(
        held,
        archived_at=(held.archived_at or work.now) if ARCHIVED in state else None,
        deleted_at=(held.deleted_at or work.now) if DELETED in state else None,
    )


def move_event(held: Contact, moves: Sequence[Change]) -> Happening:
    """`moves` are the changes of its state."""
    name = Change("name", held.name, held.name)
    return Happening(kind=_end_of(moves), subject=held.id, contact=held.id, changes=(name, *moves))


def _end_of(changes: Sequence[Change]) -> EventKind:
    made = {change.field for change in changes if change.new is not None}
    if DELETED in made:
        return EventKind.CONTACT_DELETED
    return EventKind.CONTACT_ARCHIVED if made else EventKind.CONTACT_RESTORED


def created_event(contact: Contact, *, quiet: bool = False, values: Flat | None = None) -> Happening:
    """`values` are traced each; an import traces the name alone, its rows are in the file."""
    given = (Change(field, None, text) for field, text in (values or {}).items())
    return Happening(
        kind=EventKind.CONTACT_CREATED,
        subject=contact.id,
        contact=contact.id,
        changes=(Change("name", None, contact.name), *given),
        quiet=quiet,
    )


def with_ids(work: Work, values: ContactValues) -> ContactValues:
    """Each coordinate gets an id of its own, by which it can later be changed or removed alone."""
    kept = tuple(replace(each, id=each.id or CoordinateId(work.next_id())) for each in values.coordinates)
    return replace(values, coordinates=kept)


async def put_back(work: Work, contact: Contact, held: Contact) -> tuple[Saved, tuple[str, ...]]:
    """Saves a contact as an undo makes it, and says which fields could not go back: what was deleted since from an
    admin's lists and custom fields, or fits them no more, a reference taken since, a parent that stands below it by
    now, the mark of the main person that another has.
    """
    ((values, gone),) = await as_lists_are(work, [(held.values, contact.values)])
    left, parent = list(gone), values.parent
    if await _taken(work, contact.id, values, held.values) is not None:
        values = replace(values, reference=held.values.reference)
        left.append("reference")
    if parent is not None and parent != held.values.parent and (await parent_refusal(work, contact.id, parent))[0]:
        values = replace(values, parent=held.values.parent)
        left.append("parent")
    if not held.values.main_person and await other_main(work, contact.id, values) is not None:
        values = replace(values, main_person=False)
        left.append("main_person")
    return await put_values(work, held, values), tuple(left)


async def put_values(work: Work, held: Contact, values: ContactValues) -> Saved:
    """What an act of its own makes of a contact that is held."""
    return await _save(work, replace(held, values=values), held)


async def unmark_main(work: Work, contact: ContactId, values: ContactValues) -> None:
    """Who was the company's main person until now is no more. From then on both are held."""
    if (other := await _hold_with_main(work, contact, values)) is not None:
        before = await held_even_deleted(work, other)
        await put_values(work, before, replace(before.values, main_person=False))


async def _hold_with_main(work: Work, contact: ContactId, values: ContactValues) -> ContactId | None:
    """Both at once, in the order of their ids, as whoever holds many does; the other one, where there is one."""
    if (other := await other_main(work, contact, values)) is not None:
        await work.contacts.hold([contact, other])
    return other


async def held_even_deleted(work: Work, contact: ContactId) -> Contact:
    """Locked until the commit. Raises ContactNotFound."""
    return await _held(work, contact, deleted=True)


async def _held(work: Work, contact: ContactId, *, deleted: bool = False) -> Contact:
    found = await work.contacts.find(contact, lock=True, deleted=deleted)
    if found is None:
        raise ContactNotFound(words="")
    return found


async def _save(work: Work, contact: Contact, held: Contact, *, photo: str | None = None) -> Saved:
    changes = differences(flat(held.values), flat(contact.values))
    if not changes:
        return Saved(held, None)
    saved = replace(contact, updated_at=work.now, version=held.version + 1)
    await _keep_photo(work, saved, photo)
    await work.contacts.save(saved, held=held)
    await work.tell(Happening(kind=EventKind.CONTACT_CHANGED, subject=saved.id, contact=saved.id, changes=changes))
    return Saved(saved, work.batch)


async def _clash(work: Work, held: Contact, stored: Flat, conflicts: tuple[Conflict, ...]) -> Clash:
    fields = [conflict.field for conflict in conflicts]
    authors = await work.events.last_changes(held.id, fields)
    return Clash(held, stored, conflicts, {field: (MemberId(by), at) for field, (by, at) in authors.items()})


def _tidy(values: ContactValues) -> ContactValues:
    """Tags by the names under which they are kept, each once; one main coordinate of each kind."""
    tags: dict[str, str] = {}
    for name in values.tags:
        tags.setdefault(key_of(name), canonical(name))
    return replace(values, tags=tuple(tags.values()), coordinates=with_mains(values.coordinates))


async def _with_known_tags(work: Work, values: ContactValues, *, held: int = 0) -> ContactValues:
    """A tag that exists is written as it is, however it was typed. `held` is how many there were.

    Raises FieldsInvalid where there are too many.
    """
    if not values.tags:
        return values
    if len(values.tags) > max(MOST_TAGS, held):
        raise FieldsInvalid({"tags": "field_too_many"})
    known = await work.tags.names([key_of(name) for name in values.tags])
    return replace(values, tags=tuple(known.get(key_of(name), name) for name in values.tags))


async def _checked(
    work: Work, contact: ContactId, values: ContactValues, *, held: ContactValues | None = None
) -> ContactValues:
    """What only the store can tell of what is new: whether the reference is free, who is above and the employer is
    there."""
    wrong: dict[str, str] = {}
    named: dict[str, object] = {}
    if other := await _taken(work, contact, values, held):
        wrong["reference"] = "reference_taken"
        named["holder"] = (await work.contacts.names([other])).get(other, "")
    before = None if held is None else held.employer
    if values.employer is not None and values.employer != before:
        employer = await work.contacts.line(values.employer)
        if employer is None or employer.kind is not ContactKind.COMPANY or employer.id == contact:
            wrong["employer"] = "employer_gone"
        elif values.company in await _names_of(work, before):
            values = replace(values, company=employer.name[:NAME_LENGTH])
    if values.parent is not None and values.parent != (None if held is None else held.parent):
        refusal, parent = await parent_refusal(work, contact, values.parent)
        wrong |= {"parent": refusal} if refusal else {}
        named |= {"child": values.name, "parent": parent}
    if values.employer is None:
        wrong |= _placeless(values, held)
        values = replace(values, main_person=False)
    if wrong:
        raise FieldsInvalid(wrong, **named)
    return values


def _placeless(values: ContactValues, held: ContactValues | None) -> dict[str, str]:
    """What is said anew of a person's place in a company, though they have none."""
    if values.kind is ContactKind.COMPANY:
        return {}
    before = ContactValues() if held is None else held
    known = {role.choice for role in before.roles}
    roles = {"roles": "employer_needed"} if any(role.choice not in known for role in values.roles) else {}
    return roles | ({"main_person": "employer_needed"} if values.main_person and not before.main_person else {})


async def _taken(work: Work, contact: ContactId, values: ContactValues, held: ContactValues | None) -> ContactId | None:
    """Whose the reference is, where it is new here and another's."""
    if not values.reference or (held is not None and held.reference == values.reference):
        return None
    other = await holder(work, values.reference)
    return None if other == contact else other


async def _names_of(work: Work, employer: ContactId | None) -> set[str]:
    """What the company field says without anybody having typed it."""
    if employer is None:
        return {""}
    return {"", (await work.contacts.names([employer])).get(employer, "")[:NAME_LENGTH]}


async def _with_photo(work: Work, contact: Contact, photo: str | None) -> Contact:
    if photo is None:
        return contact
    return replace(contact, values=replace(contact.values, photo=FileId(work.next_id())))


async def _keep_photo(work: Work, contact: Contact, photo: str | None) -> None:
    if photo is not None and contact.values.photo is not None:
        await _files.take(work, contact.values.photo, Given(origin=photo), contact=contact.id)
