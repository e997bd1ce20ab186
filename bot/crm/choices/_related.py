"""The relations of a kind that is deleted: of another kind from now on, or none."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.crm._work import Work
from bot.model.choices import Choice, ChoiceKind
from bot.model.events import Change, EventKind, Happening
from bot.model.ids import ChoiceId, ContactId, RelationId
from bot.model.relations import OTHER, TURNED, TYPE, Relation

_FIRST = RelationId(0)


async def related(work: Work, type: ChoiceId, *, limit: int) -> Sequence[Relation]:
    return await work.relations.of_type(type, after=_FIRST, limit=limit)


async def retype(work: Work, type: Choice, to: ChoiceId | None, *, limit: int) -> int:
    """Of how many relations it was; both ends are told. Two that say the same from then on become one."""
    if type.kind is not ChoiceKind.RELATION:
        return 0
    some = await related(work, type.id, limit=limit)
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
