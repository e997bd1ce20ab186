"""Forms in progress: opened, kept while they are wrong, consumed by the save that succeeds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.drafts import Draft
from bot.model.errors import AlreadyDone, DraftGone
from bot.model.ids import DraftId, born
from bot.model.policy import Can

KEPT = timedelta(days=7)


@needs(Can.WRITE)
async def open(
    work: Work, noun: str, typed: dict[str, str], *, subject: int | None = None, selection: Sequence[str] = ()
) -> Draft:
    """A new draft; `typed` is what the form shows when it opens, `selection` what it lets choose from."""
    draft = Draft(
        id=DraftId(work.next_id()),
        member=work.viewer.id,
        noun=noun,
        subject=subject,
        base=typed,
        values=typed,
        selection=list(selection),
        expires=work.now + KEPT,
    )
    await work.drafts.add(draft)
    return draft


@needs(Can.WRITE)
async def keep(work: Work, draft: DraftId, typed: dict[str, str]) -> None:
    """Writes what was typed, for a save that failed; a draft already consumed is left alone."""
    found = await work.drafts.find(draft, member=work.viewer.id, now=work.now)
    if found is not None:
        await work.drafts.save(replace(found, values=found.values | typed))


@needs(Can.WRITE)
async def consume(work: Work, draft: DraftId) -> Draft:
    """Takes the draft in the transaction of its save.

    Raises DraftGone where it has expired, AlreadyDone where a save took it before.
    """
    if work.now - born(draft) > KEPT:
        raise DraftGone
    found = await work.drafts.find(draft, member=work.viewer.id, now=work.now)
    if found is None or not await work.drafts.consume(draft, member=work.viewer.id):
        raise AlreadyDone
    return found
