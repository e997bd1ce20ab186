"""Logging an activity, and what is looked at before one is kept."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.activities._told import told_new
from bot.crm.notes._write import plain_words
from bot.model.activities import ACTIVITY_LENGTH, Activity, WantedActivity
from bot.model.choices import ChoiceKind
from bot.model.errors import ChoiceNotFound, ContactNotFound, FieldsInvalid, TextMissing, TextTooLong
from bot.model.ids import ActivityId, ChoiceId, ContactId, EventId
from bot.model.policy import Can
from bot.model.rich_text import LETTERS

_UNTOLD = EventId(0)
_AHEAD = timedelta(minutes=1)  # another clock may be ahead by so much


@needs(Can.WRITE)
async def log(work: Work, wanted: WantedActivity) -> Activity:
    """Raises TextTooLong, ContactNotFound, ChoiceNotFound, FieldsInvalid where it is still to come."""
    await check(work, wanted)
    return await _keep(work, wanted, await plain_words(work, wanted.body))


@needs(Can.WRITE)
async def jot(
    work: Work, contact: ContactId, text: str, *, type: ChoiceId | None, at: datetime | None = None
) -> Activity:
    """A line, of now unless a moment is named. Raises TextMissing and what `log` raises."""
    if not text:
        raise TextMissing(example="activity")
    if len(text) > ACTIVITY_LENGTH:
        raise TextTooLong(limit=ACTIVITY_LENGTH)
    wanted = WantedActivity(contact=contact, type=type, at=at or work.now)
    await check(work, wanted)
    return await _keep(work, wanted, text)


async def _keep(work: Work, wanted: WantedActivity, text: str) -> Activity:
    bare = Activity(
        id=ActivityId(work.next_id()),
        contact=wanted.contact,
        author=work.viewer.id,
        at=wanted.at,
        created_at=work.now,
        told=_UNTOLD,
        type=wanted.type,
        text=text,
        body=wanted.body,
        link=wanted.link,
    )
    activity = replace(bare, told=await work.tell(told_new(bare)))
    await work.activities.add(activity)
    return activity


async def check(work: Work, wanted: WantedActivity, *, held: WantedActivity | None = None) -> None:
    """Of what is `held` already only what is new is looked at. Raises what `log` does."""
    is_new_body = held is None or held.body != wanted.body
    if is_new_body and wanted.body is not None and wanted.body.is_too_long:
        raise TextTooLong(limit=LETTERS)
    if (held is None or held.at != wanted.at) and wanted.at > work.now + _AHEAD:
        raise FieldsInvalid({"at": "activity_to_come"})
    if held is None or held.contact != wanted.contact:
        await _check_contact(work, wanted.contact)
    if wanted.type is not None and (held is None or held.type != wanted.type):
        await _check_type(work, wanted.type)


async def _check_contact(work: Work, contact: ContactId) -> None:
    if await work.contacts.line(contact) is None:
        raise ContactNotFound(words="")


async def _check_type(work: Work, type: ChoiceId) -> None:
    found = await work.choices.hold(type)
    if found is None or found.kind is not ChoiceKind.ACTIVITY:
        raise ChoiceNotFound(name="")
