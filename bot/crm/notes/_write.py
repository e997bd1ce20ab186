"""Writing a note: from its form, or a line."""

from dataclasses import replace

from bot.crm import _files
from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.notes import _deliveries as deliveries
from bot.crm.notes._faults import faults
from bot.crm.notes._told import told_new
from bot.model.contacts import Found
from bot.model.errors import TextMissing, TextTooLong
from bot.model.ids import AudienceId, FileId, NoteId
from bot.model.notes import NOTE_LENGTH, Audience, Note, Wanted, planned
from bot.model.policy import Can
from bot.model.recurrence import wall_of
from bot.model.rich_text import Mention, RichText, plain


@needs(Can.WRITE)
async def add(work: Work, wanted: Wanted) -> Note:
    """Raises FieldsInvalid with all that is wrong."""
    if (wrong := await faults(work, wanted)) is not None:
        raise wrong
    return await _keep(work, wanted, await plain_words(work, wanted.body))


@needs(Can.WRITE)
async def jot(work: Work, contact: Found, text: str) -> Note:
    """A line, for everyone, of today, on a contact that was just found. Raises TextMissing, TextTooLong."""
    if not text:
        raise TextMissing(example="note")
    if len(text) > NOTE_LENGTH:
        raise TextTooLong(limit=NOTE_LENGTH)
    today = wall_of(work.now, work.viewer.member.zone).date()
    return await _keep(work, Wanted(contact=contact.id, on=today), text)


async def _keep(work: Work, wanted: Wanted, text: str) -> Note:
    number = await work.notes.next_number()
    key = NoteId(work.next_id())
    bare = planned(wanted, id=key, number=number, author=work.viewer.id, at=work.now, text=text)
    note = replace(bare, audience=await audience_of(work, bare))
    await work.notes.add(note)
    kept = await take_files(work, note, wanted)
    await work.tell(told_new(kept))
    await deliveries.plan_all(work, kept)
    return kept


async def audience_of(work: Work, note: Note) -> AudienceId | None:
    """A new set of those who may see it; None for everyone."""
    if note.seen_by is Audience.EVERYONE:
        return None
    return await work.audiences.make(note.audience_members)


async def take_files(work: Work, note: Note, wanted: Wanted) -> Note:
    """With those that were just given, which are found by their names at once."""
    if not wanted.files:
        return note
    keys = [FileId(key) for key in work.next_ids(len(wanted.files))]
    for key, given in zip(keys, wanted.files, strict=True):
        await _files.take(work, key, given, contact=note.contact, note=note.id, audience=note.audience)
    await work.notes.reindex(note)
    return replace(note, files=(*note.files, *keys))


async def plain_words(work: Work, body: RichText | None) -> str:
    if body is None:
        return ""
    people = sorted({run.member for run in body.runs if isinstance(run, Mention)})
    known = await work.members.find_many(people) if people else {}
    return plain(body, {str(each.id): each.name for each in known.values()})
