"""Relations between two contacts: told once, seen from both ends."""

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.choices import ChoiceKind
from bot.model.errors import ContactNotFound, FieldsInvalid, RelationNotFound
from bot.model.events import Change, EventKind, Happening
from bot.model.ids import ChoiceId, ContactId, RelationId
from bot.model.policy import Can
from bot.model.relations import OTHER, TURNED, TYPE, Relation


@needs(Can.WRITE)
async def add(work: Work, subject: ContactId, object: ContactId, type: ChoiceId) -> Relation:
    """`subject` is `type` of `object`; what is told already stays as it is. Raises ContactNotFound, FieldsInvalid."""
    if subject == object:
        raise FieldsInvalid({"other": "relation_itself"})
    for end in (subject, object):
        if await work.contacts.line(end) is None:
            raise ContactNotFound(words="")
    kind = (await work.choices.names([type])).get(type)
    if kind is None or kind.retired or kind.kind is not ChoiceKind.RELATION:
        raise FieldsInvalid({"type": "field_missing"})
    relation = Relation(id=RelationId(work.next_id()), type=type, subject=subject, object=object)
    if kind.is_mutual:  # two may say it at once, each from their own end
        await work.contacts.many([subject, object])
    if (held := await work.relations.saying(relation, mutual=kind.is_mutual)) is not None:
        return held
    await work.relations.add(relation)
    told = await work.relations.between(subject, object, type)
    if told is not None and told.id != relation.id:  # somebody else's, who said it at the same moment
        return told
    await _tell(work, relation, EventKind.RELATION_ADDED)
    return relation


@needs(Can.WRITE)
async def remove(work: Work, relation: RelationId) -> Relation:
    """Raises RelationNotFound."""
    held = await work.relations.find(relation)
    if held is None:
        raise RelationNotFound
    await work.relations.delete(relation)
    await _tell(work, held, EventKind.RELATION_REMOVED)
    return held


async def _tell(work: Work, relation: Relation, kind: EventKind) -> None:
    """Each end is told of the other."""
    is_new = kind is EventKind.RELATION_ADDED
    for end, side in ((relation.subject, ""), (relation.object, TURNED)):
        beside = {TYPE: f"{relation.type}{side}", OTHER: str(relation.other(end))}
        changes = [Change(field, *((None, text) if is_new else (text, None))) for field, text in beside.items()]
        await work.tell(Happening(kind=kind, subject=relation.id, contact=end, changes=tuple(changes)))
