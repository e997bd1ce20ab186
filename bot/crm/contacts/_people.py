"""The members that a contact names: whoever is in charge of one, or assigned, uses Carnet."""

from bot.crm._work import Work
from bot.model.contacts import ContactValues
from bot.model.errors import FieldsInvalid, MemberIsGuest, MemberNotFound
from bot.model.ids import MemberId
from bot.model.members import Member, Standing

_ABSENT = {Standing.GONE, Standing.BOT}


async def refuse_others(work: Work, values: ContactValues, *, held: ContactValues | None = None) -> None:
    """Raises FieldsInvalid where somebody newly named is a guest, a stranger, or has left.

    A page of the form that is turned is not asked about at the door again, so this is where all of it is.
    """
    before = set() if held is None else _named(held)
    fresh = _named(values) - before
    if not fresh:
        return
    known = await work.members.find_many(sorted(fresh))
    refused = {member: why for member in fresh if (why := _refusal(known.get(member)))}
    wrong: dict[str, str] = {}
    if values.owner in refused:
        wrong["owner"] = refused[values.owner]
    for member in refused.keys() & set(values.assigned):
        wrong["assigned"] = refused[member]
    if wrong:
        raise FieldsInvalid(wrong)


def _named(values: ContactValues) -> set[MemberId]:
    return {*values.assigned, *([] if values.owner is None else [values.owner])}


def is_of_the_team(member: Member | None) -> bool:
    return not _refusal(member)


def _refusal(member: Member | None) -> str:
    """The message id; '' for a member."""
    if member is None or member.standing in _ABSENT:
        return MemberNotFound.id
    return "" if member.standing is Standing.FULL else MemberIsGuest.id
