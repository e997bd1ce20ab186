"""What is asked before it is done, as the forms ask: a hold on a contact, somebody who may be there already."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from bot.api._refusals import ContactLikely
from bot.crm import contacts, warnings
from bot.crm._work import Work
from bot.model.contacts import ContactValues
from bot.model.errors import OnHold
from bot.model.ids import ContactId
from bot.model.warnings import Warning, needs_confirming, of_others

Confirmed = Annotated[bool, Field(description="Goes on where a hold, or somebody like this, is answered with 409.")]


async def check_hold(work: Work, contact: ContactId, *, confirmed: bool) -> None:
    """Before anything is started for a contact. Raises OnHold."""
    if not confirmed:
        await _refuse_held(work, contact, await warnings.of(work, contact))


async def check_new(work: Work, values: ContactValues, *, confirmed: bool) -> None:
    """Raises OnHold for whoever stands above and is on hold, ContactLikely."""
    if confirmed:
        return
    for key in dict.fromkeys(each for each in (values.employer, values.parent) if each is not None):
        await _refuse_held(work, key, of_others(await warnings.of(work, key)))
    if found := await contacts.likely(work, values):
        raise ContactLikely(beside={"candidates": [_candidate(each) for each in found]})


async def _refuse_held(work: Work, contact: ContactId, warned: Sequence[Warning]) -> None:
    if needs_confirming(warned):
        raise OnHold(contact=await contacts.found(work, contact), warnings=tuple(warned))


def _candidate(likely: contacts.Likely) -> dict[str, object]:
    """`score` is the probability that it is the same."""
    return {
        "contact": str(likely.contact.id),
        "name": likely.contact.name,
        "score": round(likely.likeness.score, 3),
        "reasons": [each.value for each in likely.likeness.reasons],
    }
