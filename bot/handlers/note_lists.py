"""Lists of notes: from a command, from Home or a record, and from one list to another."""

from dataclasses import replace

from bot.crm import contacts
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply, ViewType
from bot.handlers._note_lists import Place, list_message, list_view, place_of
from bot.model.errors import ContactNotFound, ManyContacts, PeriodUnknown, TextMissing, TextTooLong
from bot.model.notes import NoteKind, NoteList
from bot.parse.note_lists import read_note_list
from bot.parse.period_signs import period_in
from bot.parse.query import Asker
from bot.templates import notes as show
from bot.templates._words import reader_of

_WORDS_LENGTH = 200


async def open(ask: Ask, work: Work) -> Reply:
    """`/note list`, `/note list Dupont last week mine`; where several contacts fit, the list of each is offered.

    Raises ContactNotFound, PeriodUnknown.
    """
    member = work.viewer.member
    asker = Asker(work.now, member.zone, member.locale, {})
    asked = read_note_list(ask.words, asker)
    which = NoteList(
        days=asked.days,
        mine=asked.mine,
        closed=asked.closed,
        deleted=asked.deleted,
        kind=None if asked.files is None else NoteKind.FILE if asked.files else NoteKind.NOTE,
    )
    if not asked.contact:
        return Reply(message=await list_message(work, Place(which)))
    try:
        contact = await contacts.named(work, asked.contact)
    except ManyContacts as many:
        doors = {each.id: str(Place(replace(which, contact=each.id))) for each in many.contacts}
        return Reply(message=show.whose(many.contacts, asked.contact, reader_of(member), doors=doors))
    except ContactNotFound as missing:
        if period := period_in(asked.contact):
            raise PeriodUnknown(words=period) from missing
        raise
    return Reply(message=await list_message(work, Place(replace(which, contact=contact.id))))


async def find(ask: Ask, work: Work) -> Reply:
    """`/note find words`: those that have them in their title, their text or the name of a file. Raises TextMissing,
    TextTooLong: the buttons of the list carry them along."""
    if not ask.words:
        raise TextMissing(example="note_find")
    if len(ask.words) > _WORDS_LENGTH:
        raise TextTooLong(limit=_WORDS_LENGTH)
    return Reply(message=await list_message(work, Place(NoteList(closed=None, words=ask.words))))


async def turn(ask: Ask, work: Work) -> Reply:
    """To the list that the button carries, or another page of the same."""
    place = place_of(ask.value)
    if ask.view_type is ViewType.MODAL:
        return Reply(view=await list_view(work, place))
    return Reply(message=await list_message(work, place), replace=True)


async def show_all(ask: Ask, work: Work) -> Reply:
    """From Home or a record, over it."""
    return Reply(view=await list_view(work, place_of(ask.value)))
