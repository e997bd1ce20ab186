"""Writing a note, and what is looked at before one is kept."""

from dataclasses import replace

from bot.crm import _files
from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.notes import _deliveries as deliveries
from bot.crm.notes._told import told_new
from bot.model.contacts import Found
from bot.model.errors import (
    ContactNotFound,
    FieldsInvalid,
    MemberIsGuest,
    MemberNotFound,
    TextMissing,
    TextTooLong,
    TooManyPeople,
)
from bot.model.ids import AudienceId, ContactId, FileId, MemberId, NoteId
from bot.model.members import Standing
from bot.model.notes import (
    MOST_READERS,
    NOTE_LENGTH,
    TITLE_LENGTH,
    URL_LENGTH,
    Audience,
    Note,
    NoteKind,
    Wanted,
    planned,
)
from bot.model.policy import Can
from bot.model.recurrence import wall_of
from bot.model.reminders import MOST_PEOPLE
from bot.model.rich_text import LETTERS, Mention, RichText, plain


@needs(Can.WRITE)
async def add(work: Work, wanted: Wanted) -> Note:
    """Raises TextMissing, TextTooLong, TooManyPeople, MemberNotFound, MemberIsGuest, ContactNotFound, FieldsInvalid."""
    await check(work, wanted)
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
        await _files.take(work, key, note.contact, given, note=note.id, audience=note.audience)
    await work.notes.reindex(note)
    return replace(note, files=(*note.files, *keys))


async def plain_words(work: Work, body: RichText | None) -> str:
    if body is None:
        return ""
    people = sorted({run.member for run in body.runs if isinstance(run, Mention)})
    known = await work.members.find_many(people) if people else {}
    return plain(body, {str(each.id): each.name for each in known.values()})


async def check(work: Work, wanted: Wanted, *, held: Wanted | None = None) -> None:
    """Of what is `held` already only what is new is looked at. Raises what `add` does."""
    _check_filled(wanted)
    if len(wanted.title) > TITLE_LENGTH or len(wanted.url) > URL_LENGTH:
        raise TextTooLong(limit=TITLE_LENGTH if len(wanted.title) > TITLE_LENGTH else URL_LENGTH)
    is_new_body = held is None or held.body != wanted.body
    if is_new_body and wanted.body is not None and wanted.body.is_too_long:
        raise TextTooLong(limit=LETTERS)
    if len(wanted.assignees) > MOST_PEOPLE:
        raise TooManyPeople(limit=MOST_PEOPLE)
    if len(wanted.members) > MOST_READERS:
        raise TooManyPeople(limit=MOST_READERS)
    _files.check(work, wanted.files, held=len(wanted.kept))
    _files.check_address(wanted.url)
    if held is None or held.contact != wanted.contact:
        await _check_contact(work, wanted.contact)
    known = set() if held is None else {*held.assignees, *held.members}
    await _check_people(work, [each for each in (*wanted.members, *wanted.assignees) if each not in known])


def _check_filled(wanted: Wanted) -> None:
    files = len(wanted.files) + len(wanted.kept)
    if wanted.kind is NoteKind.FILE:
        if not files and not wanted.url:
            raise FieldsInvalid({"files": "file_or_address"})
        if files + bool(wanted.url) > 1:
            raise FieldsInvalid({"url": "file_or_address"})
    elif not (wanted.title or files or _says_anything(wanted.body)):
        raise TextMissing(example="note")


def _says_anything(body: RichText | None) -> bool:
    return body is not None and bool(plain(body))


async def _check_contact(work: Work, contact: ContactId) -> None:
    if await work.contacts.line(contact) is None:
        raise ContactNotFound(words="")


async def _check_people(work: Work, people: list[MemberId]) -> None:
    known = await work.members.find_many(list(dict.fromkeys(people))) if people else {}
    for member in people:
        if member not in known:
            raise MemberNotFound(name=member)
        if known[member].standing is not Standing.FULL:
            raise MemberIsGuest(name=known[member].name)
