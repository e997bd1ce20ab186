"""The relations of a kind that is deleted, and the activities of a type: of another from now on, or none."""

from collections.abc import Iterator
from dataclasses import replace

from bot.crm._work import Work
from bot.model.choices import Choice, ChoiceKind
from bot.model.events import Change, EventKind, Happening
from bot.model.ids import ChoiceId, ContactId, RelationId
from bot.model.relations import OTHER, TURNED, TYPE, Relation

_FIRST = RelationId(0)


async def is_in_use(work: Work, type: ChoiceId) -> bool:
    related = await work.relations.of_type(type, after=_FIRST, limit=1)
    return bool(related) or bool(await work.activities.of_type(type, limit=1))


async def retype(work: Work, type: Choice, to: ChoiceId | None, *, limit: int) -> int:
    """Of how many relations, or activities, it was; the feed is told of each."""
    if type.kind is ChoiceKind.RELATION:
        return await _relate(work, type, to, limit=limit)
    return await _reclassify(work, type, to, limit=limit) if type.kind is ChoiceKind.ACTIVITY else 0


async def _reclassify(work: Work, type: Choice, to: ChoiceId | None, *, limit: int) -> int:
    some = await work.activities.of_type(type.id, limit=limit)
    for each in some:
        await work.activities.save(replace(each, type=to))
    moved = (Change(TYPE, str(type.id), None if to is None else str(to)),)
    kind = EventKind.ACTIVITY_CHANGED
    await work.tell_quietly(
        [Happening(kind=kind, subject=each.id, contact=each.contact, changes=moved, quiet=True) for each in some]
    )
    return len(some)


async def _relate(work: Work, type: Choice, to: ChoiceId | None, *, limit: int) -> int:
    """Both ends are told. Two that say the same from then on become one."""
    some = await work.relations.of_type(type.id, after=_FIRST, limit=limit)
    if to is None:
        await work.relations.delete(*(each.id for each in some))
    else:
        target = (await work.choices.names([to])).get(to) if some else None
        mutual = target is not None and target.is_mutual
        for each in some:
            await work.relations.save(replace(each, type=to), mutual=mutual)
    await work.tell_quietly([happening for each in some for happening in _told(each, to)])
    return len(some)


def _told(relation: Relation, to: ChoiceId | None) -> Iterator[Happening]:
    """Each end is told that it is no more, and of the one that takes its place."""
    for end, side in ((relation.subject, ""), (relation.object, TURNED)):
        other = str(relation.other(end))
        gone = (Change(TYPE, f"{relation.type}{side}", None), Change(OTHER, other, None))
        yield _happening(EventKind.RELATION_REMOVED, relation, end, gone)
        if to is not None:
            fresh = (Change(TYPE, None, f"{to}{side}"), Change(OTHER, None, other))
            yield _happening(EventKind.RELATION_ADDED, relation, end, fresh)


def _happening(kind: EventKind, relation: Relation, end: ContactId, changes: tuple[Change, ...]) -> Happening:
    return Happening(kind=kind, subject=relation.id, contact=end, changes=changes, quiet=True)
