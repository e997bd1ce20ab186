"""Forms in progress: opened, kept while they are wrong, consumed by the save that succeeds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.drafts import TOUCHED, Draft
from bot.model.errors import AlreadyDone, DraftGone
from bot.model.fields import CONTACT, is_of_contact
from bot.model.ids import DraftId, born
from bot.model.policy import Can
from bot.parse.contacts import absorb

KEPT = timedelta(days=7)
_LOOKED_THROUGH = 10


@needs(Can.WRITE)
async def open(
    work: Work,
    noun: str,
    typed: dict[str, str],
    *,
    subject: int | None = None,
    selection: Sequence[str] = (),
    base: dict[str, str] | None = None,
) -> Draft:
    """A new draft; `typed` is what the form shows when it opens, `selection` what it lets choose from.

    `base` is what is stored of its subject, where that is said in other words.
    """
    draft = replace(_new(work, noun, typed), subject=subject, selection=list(selection))
    draft = draft if base is None else replace(draft, base=base)
    await work.drafts.add(draft)
    return draft


@needs(Can.READ)
async def browse(work: Work, noun: str, shown: dict[str, str]) -> Draft:
    """Where somebody who only looks has come to: what they asked, the page, what they chose."""
    draft = _new(work, noun, shown)
    await work.drafts.add(draft)
    return draft


@needs(Can.READ)
async def keep(work: Work, draft: DraftId, typed: dict[str, str]) -> None:
    """Writes what was typed, for a save that failed; a draft already consumed is left alone."""
    found = await work.drafts.find(draft, member=work.viewer.id, now=work.now, lock=True)
    if found is not None:
        await work.drafts.save(_touched(replace(found, values=_with(work, found, typed))))


@needs(Can.READ)
async def find(work: Work, draft: DraftId | None) -> Draft:
    """One's own draft, held: of two clicks on it the second sees what the first has written.

    Raises DraftGone where it has expired, AlreadyDone where a save took it before.
    """
    if draft is None or work.now - born(draft) > KEPT:
        raise DraftGone
    found = await work.drafts.find(draft, member=work.viewer.id, now=work.now, lock=True)
    if found is None:
        raise AlreadyDone
    return found


@needs(Can.READ)
async def look(work: Work, draft: DraftId | None) -> Draft:
    """`find` for whoever only asks what it is about, and holds nothing. Raises DraftGone."""
    found = None if draft is None else await work.drafts.find(draft, member=work.viewer.id, now=work.now)
    if found is None:
        raise DraftGone
    return found


@needs(Can.READ)
async def write(work: Work, draft: Draft) -> Draft:
    """Keeps a form as it stands: what was typed on the page left, what is chosen next."""
    written = _touched(draft)
    await work.drafts.save(written)
    return written


@needs(Can.WRITE)
async def unfinished(work: Work, noun: str, *, subject: int | None) -> Draft | None:
    """The latest form of this kind that one typed into and neither saved nor threw away."""
    latest = await work.drafts.latest(work.viewer.id, noun, subject=subject, now=work.now, limit=_LOOKED_THROUGH)
    return next((draft for draft in latest if TOUCHED in draft.values), None)


@needs(Can.WRITE)
async def consume(work: Work, draft: DraftId) -> Draft:
    """Takes the draft in the transaction of its save.

    Raises DraftGone where it has expired, AlreadyDone where a save took it before.
    """
    found = await find(work, draft)
    if not await work.drafts.consume(draft, member=work.viewer.id):
        raise AlreadyDone
    return found


def _new(work: Work, noun: str, typed: dict[str, str]) -> Draft:
    return Draft(
        id=DraftId(work.next_id()),
        member=work.viewer.id,
        noun=noun,
        base=typed,
        values=typed,
        expires=work.now + KEPT,
    )


def _touched(draft: Draft) -> Draft:
    return replace(draft, values=draft.values | {TOUCHED: "yes"})


def _with(work: Work, draft: Draft, typed: dict[str, str]) -> dict[str, str]:
    """Of a contact, the lines of phones and e-mails become coordinates; what lies on its form is no field of it."""
    if draft.noun != CONTACT.noun:
        return draft.values | typed
    present = {key: text for key, text in typed.items() if is_of_contact(key)}
    return absorb(draft.values, present, country=work.viewer.workspace.country, next_id=work.next_id)
