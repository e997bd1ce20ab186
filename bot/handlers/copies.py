"""A contact copied: as what or into which group is asked first, then the form of a new contact opens, filled in."""

from collections.abc import Sequence

from bot.crm import contacts, drafts, warnings
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.handlers._contact_form import UNLIKE, asking_of, view_of, warned_of
from bot.handlers._holds import shown_first, told
from bot.handlers.contact_forms import origin_in, origin_of
from bot.handlers.contacts import contact_of
from bot.model.changes import flat
from bot.model.contacts import Found
from bot.model.drafts import Draft
from bot.model.fields import CONTACT, COPY
from bot.model.ids import ContactId
from bot.model.messages import Block
from bot.model.policy import Can, require
from bot.model.warnings import Warning
from bot.parse._form import read_form
from bot.parse.bulk import read_copy
from bot.parse.contacts import opened
from bot.templates import copy as show
from bot.templates._words import reader_of


async def begin(ask: Ask, work: Work) -> Reply:
    """A hold on the contact is shown above what is asked. Nobody is asked who may not write."""
    require(work.viewer.member, Can.WRITE)
    found = await contacts.found(work, contact_of(ask.value))
    warned = await warnings.of(work, found.id)
    draft = await drafts.open(work, COPY.noun, origin_of(ask) | told(warned), subject=found.id)
    return Reply(view=await _form(work, found, warned, draft))


async def _form(work: Work, found: Found, warned: Sequence[Warning], draft: Draft) -> Block:
    less = await contacts.copies_less(work)
    return show.form_view(found, warned, reader_of(work.viewer.member), draft=draft.id, less=less)


async def fill(ask: Ask, work: Work) -> Reply:
    """The form of a new contact with all that is not the other's own. That one is no doubt about this one."""
    asked = await drafts.find(work, ask.draft)
    wanted = read_copy(read_form(COPY, ask.state))
    original = ContactId(asked.subject or 0)
    warned = await warnings.of(work, original)
    if (again := await shown_first(work, asked, warned)) is not None:
        return Reply(view=await _form(work, await contacts.found(work, original), warned, again), keeps_draft=True)
    values = await contacts.copy_of(work, original, wanted.tags, wanted.group)
    shown = {UNLIKE: str(original)} | origin_in(asked.values)
    await drafts.consume(work, asked.id)
    begun = opened(flat(values), await asking_of(work))
    shown |= told(await warned_of(work, begun))
    draft = await drafts.open(work, CONTACT.noun, begun | shown, base={})
    return Reply(view=await view_of(work, draft))
