"""What the ids in the trace stand for, as far as whoever reads may know: contacts, members, choices, custom fields."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.crm._work import Work
from bot.model.changes import ASSIGNED, CHOSEN, CUSTOM, GROUP, ROLE, STATE
from bot.model.custom_fields import Circle, CustomField, CustomKind
from bot.model.events import Change, Event
from bot.model.ids import ChoiceId, ContactId, CustomFieldId, MemberId
from bot.model.members import Member
from bot.model.records import Names, custom_names
from bot.model.relations import OTHER, TURNED, TYPE

_CONTACTS = ("employer", "parent", OTHER)
_MEMBERS = ("owner", ASSIGNED)
_LISTED = (*CHOSEN, STATE, GROUP)
_OF_SIGHT = (CUSTOM, OTHER, TYPE)
_OF_IDS = (*_CONTACTS, *_MEMBERS, *_LISTED, ROLE, TYPE, CUSTOM)
_WARNINGS = ("flag", "hold", "hold_reach", "blocked")


async def names_of(work: Work, changes: Sequence[Change]) -> Names:
    """Of the ids among the old and new values of some changes. A custom field that one may not see has no name."""
    changes = [each for each in changes if each.field.startswith(_OF_IDS)]
    if not changes:  # as of most lines
        return ()
    fields = await _fields(work, changes, work.viewer.member)
    keys = {ContactId(int(text)) for text in _values(changes, _CONTACTS)}
    people = {MemberId(text) for text in (*_values(changes, _MEMBERS), *_values(changes, _of_users(fields)))}
    listed = {ChoiceId(int(text)) for text in (*_values(changes, _LISTED), *_ends(changes, ROLE))}
    listed |= {ChoiceId(int(text.removesuffix(TURNED))) for text in _values(changes, (TYPE,))}
    contacts = await work.contacts.names(sorted(keys)) if keys else {}
    members = await work.members.find_many(sorted(people)) if people else {}
    choices = await work.choices.names(sorted(listed)) if listed else {}
    return (
        *((str(key), name) for key, name in contacts.items()),
        *((str(key), member.name) for key, member in members.items()),
        *((str(key), choice.name) for key, choice in choices.items()),
        *((f"{key}{TURNED}", choice.said_from(other_end=True)) for key, choice in choices.items()),
        *custom_names(fields),
    )


def seen_changes(changes: tuple[Change, ...], names: Names) -> tuple[Change, ...]:
    """Without those of custom fields that have no name here: they are not for whoever reads. A relation is named."""
    if not any(each.field.startswith(_OF_SIGHT) for each in changes):
        return changes
    known = dict(names)
    return tuple(_named(each, known) for each in changes if not each.field.startswith(CUSTOM) or each.field in known)


def _named(change: Change, names: Mapping[str, str]) -> Change:
    if change.field not in (OTHER, TYPE):
        return change
    old, new = (None if text is None else names.get(text, "") for text in (change.old, change.new))
    return replace(change, old=old, new=new)


async def actor_names(work: Work, events: Sequence[Event]) -> dict[str, str]:
    """Who did what happened, by what events call them."""
    actors = {event.actor for event in events}
    members = await work.members.find_many([MemberId(each) for each in sorted(actors)]) if actors else {}
    return {each: members[MemberId(each)].name if MemberId(each) in members else each for each in actors}


async def told_to_all(work: Work, changes: Sequence[Change]) -> tuple[Change, ...]:
    """What of some changes a channel may read, where anybody of the team may be; warnings are for who acts alone."""
    return (await each_told_to_all(work, [changes]))[0]


async def each_told_to_all(work: Work, changes: Sequence[Sequence[Change]]) -> list[tuple[Change, ...]]:
    """`told_to_all` for the changes of several events, asked about in one go."""
    told = [[each for each in of_one if each.field not in _WARNINGS] for of_one in changes]
    both = [each for of_one in told for each in of_one]
    related = [each for each in both if each.field in (OTHER, TYPE)]
    names = await names_of(work, related) if related else ()
    known = (*names, *custom_names(await _fields(work, both, None)))
    return [seen_changes(tuple(of_one), known) for of_one in told]


async def _fields(work: Work, changes: Sequence[Change], member: Member | None) -> list[CustomField]:
    """The custom fields that are meant and may be seen by this member, or by anybody; deleted ones have been, too."""
    keys = [CustomFieldId(int(text)) for text in dict.fromkeys(_ends(changes, CUSTOM))]
    found = await work.custom_fields.names(keys) if keys else {}
    return [field for field in found.values() if _may_see(replace(field, retired=False), member)]


def _may_see(field: CustomField, member: Member | None) -> bool:
    return field.seen_by is Circle.EVERYONE if member is None else field.seen_by_member(member)


def _of_users(fields: Iterable[CustomField]) -> tuple[str, ...]:
    return tuple(f"{CUSTOM}{field.id}" for field in fields if field.kind is CustomKind.USER)


def _values(changes: Iterable[Change], beginnings: tuple[str, ...]) -> Iterator[str]:
    return (text for each in changes if each.field.startswith(beginnings) for text in (each.old, each.new) if text)


def _ends(changes: Iterable[Change], beginning: str) -> Iterator[str]:
    """The ids in the names of fields that begin so."""
    return (each.field.removeprefix(beginning) for each in changes if each.field.startswith(beginning))
