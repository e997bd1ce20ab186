"""Who stands around a contact: its parents, those below it, its relations; a relation is added and removed."""

from collections.abc import Sequence

from bot.crm import choices, contacts, drafts, relations, warnings
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.handlers._holds import shown_first, told
from bot.handlers.contacts import contact_of
from bot.model.choices import ChoiceKind
from bot.model.drafts import Draft
from bot.model.errors import RelationNotFound
from bot.model.fields import RELATION
from bot.model.ids import BatchId, ContactId, RelationId
from bot.model.messages import Block
from bot.model.records import Tab
from bot.model.warnings import Warning, of_others
from bot.parse._form import read_form
from bot.parse.query import written
from bot.parse.relations import TypedRelation, read_relation, sides_of
from bot.templates import contacts as show
from bot.templates._words import reader_of


async def open(ask: Ask, work: Work) -> Reply:
    return Reply(view=await _view(work, contact_of(ask.value)))


async def add(ask: Ask, work: Work) -> Reply:
    record = await contacts.record(work, contact_of(ask.value), Tab.NOTES)
    typed, warned = {"type": "", "other": ""}, record.around.warnings
    draft = await drafts.open(work, RELATION.noun, typed | told(warned), subject=record.contact.id)
    reader = reader_of(work.viewer.member)
    return Reply(view=show.relation_view(record.contact.name, typed, reader, draft=draft.id, warnings=warned))


async def save(ask: Ask, work: Work) -> Reply:
    """From whichever end the kind was chosen. A hold on the other end is shown first, too."""
    draft = await drafts.find(work, ask.draft)
    fields = read_form(RELATION, ask.state)
    typed = read_relation(fields)
    contact = ContactId(draft.subject or 0)
    others = of_others(await warnings.of(work, typed.other))
    warned = list(dict.fromkeys((*await warnings.of(work, contact), *others)))
    if (again := await shown_first(work, draft, warned, fields)) is not None:
        return Reply(view=await _asked_first(work, again, typed, warned), keeps_draft=True)
    subject, object = (typed.other, contact) if typed.turned else (contact, typed.other)
    await relations.add(work, subject, object, typed.type)
    await drafts.consume(work, draft.id)
    return Reply(below=await _view(work, contact))


async def _asked_first(work: Work, draft: Draft, typed: TypedRelation, warned: Sequence[Warning]) -> Block:
    """The form as it was filled in, below the hold."""
    contact = await contacts.found(work, ContactId(draft.subject or 0))
    other = await contacts.found(work, typed.other)
    kinds = await contacts.choices(work, [typed.type])
    return show.relation_view(
        contact.name,
        draft.values,
        reader_of(work.viewer.member),
        draft=draft.id,
        sides=[side for kind in kinds.values() for side in sides_of(kind.in_language(work.viewer.language))],
        named=[(str(other.id), other.name)],
        warnings=warned,
    )


async def remove(ask: Ask, work: Work) -> Reply:
    """'relation:contact' of a row's menu."""
    relation, _, contact = ask.value.partition(":")
    if not (relation.isascii() and relation.isdigit()):
        raise RelationNotFound
    await relations.remove(work, RelationId(int(relation)))
    return Reply(view=await _view(work, contact_of(contact), removed=work.batch))


async def offer_types(ask: Ask, work: Work) -> Reply:
    """Each kind as it is said from either end."""
    found = await choices.offered(work, ChoiceKind.RELATION, ask.value)
    named = (each.in_language(work.viewer.language) for each in found)
    return Reply(options=show.side_options([side for each in named for side in sides_of(each)]))


async def _view(work: Work, contact: ContactId, *, removed: BatchId | None = None) -> Block:
    record = await contacts.record(work, contact, Tab.NOTES)
    line = written({"under": f"#{record.contact.number}"}, work.viewer.language)
    return show.links_view(record, reader_of(work.viewer.member), line=line, removed=removed)
