"""What the form of a new contact is filled with when another one is copied."""

from collections.abc import Sequence
from dataclasses import replace

from bot.crm._asked import filled_fields
from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.contacts._write import with_ids
from bot.model.contacts import ContactValues
from bot.model.copies import copied
from bot.model.custom_fields import MOST_FIELDS, asked_of
from bot.model.errors import ContactNotFound
from bot.model.ids import ChoiceId, ContactId
from bot.model.policy import Can
from bot.model.tags import BuiltIn


@needs(Can.WRITE)
async def copy_of(work: Work, contact: ContactId, tags: Sequence[BuiltIn], group: ChoiceId | None) -> ContactValues:
    """Of custom fields, those that the copy is asked for and this person may fill in: nobody writes, by a copy either,
    what they may not. Raises ContactNotFound."""
    held = await work.contacts.find(contact)
    if held is None:
        raise ContactNotFound(words="")
    values = with_ids(work, copied(held.values, tuple(tags), group))
    asked = {field.id for field in asked_of(await filled_fields(work), values, work.viewer.member)}
    return replace(values, custom=tuple(each for each in values.custom if each.field in asked))


@needs(Can.READ)
async def copies_less(work: Work) -> bool:
    """Whether there are fields that this person's copies go without, whichever contact it is."""
    fields = await work.custom_fields.list(limit=MOST_FIELDS)
    return any(not field.filled_by_member(work.viewer.member) for field in fields)
