"""A contact's record, in a modal or in Home: its tabs, and the acts on it that are asked about first."""

from bot.crm import contacts, drafts, files, tags, undo, warnings
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply, ViewType
from bot.handlers._holds import shown_first, told
from bot.handlers.contact_forms import FROM_HOME, origin_of, saved_reply
from bot.handlers.contacts import contact_of
from bot.model.bulk import BulkReport
from bot.model.drafts import Draft
from bot.model.errors import DraftGone
from bot.model.fields import TAGGING
from bot.model.ids import BatchId, ContactId, EventId
from bot.model.jobs import Job
from bot.model.messages import Block, Message
from bot.model.policy import Can, require
from bot.model.records import Record, Tab, View, tab_of
from bot.parse._form import read_form
from bot.parse.tags import read_tags
from bot.templates import bulk as show_bulk
from bot.templates import contacts as show
from bot.templates import files as show_files
from bot.templates import shell as show_shell
from bot.templates import tags as show_tags
from bot.templates._words import Reader, reader_for, reader_of

_DELETION = "deletion"  # the noun of a draft: a deletion that is asked about


async def open(ask: Ask, work: Work) -> Reply:
    """On the tab that this person likes."""
    return Reply(view=await view(work, contact_of(ask.value), landing_of(work)))


def landing_of(work: Work) -> Tab:
    landing = work.viewer.member.preferences.landing
    return Tab(landing) if landing in set(Tab) else Tab.OVERVIEW


async def tab(ask: Ask, work: Work) -> Reply:
    """The tab that the button names, in place of the one that is shown."""
    name = ask.action.rpartition(".")[2]
    chosen = Tab(name) if name in set(Tab) else Tab.OVERVIEW
    record = await contacts.record(work, contact_of(ask.value), chosen)
    return Reply(view=_drawn(record, chosen, work, home=ask.view_type is ViewType.HOME, seen_as=view_in(ask)))


def view_in(ask: Ask) -> View | None:
    """As what the record that was clicked in is looked at."""
    return view_named(ask.metadata)


def view_named(metadata: str) -> View | None:
    """The same, of the metadata of a record's view."""
    return _view(metadata.rpartition(":")[2])


def _view(name: str) -> View | None:
    return View(name) if name in set(View) else None


async def seen_as(ask: Ask, work: Work) -> Reply:
    """As the client or the supplier that it is."""
    record = await contacts.record(work, contact_of(ask.value), Tab.OVERVIEW)
    chosen = _view(ask.action.rpartition(".")[2])
    return Reply(view=_drawn(record, Tab.OVERVIEW, work, home=ask.view_type is ViewType.HOME, seen_as=chosen))


async def older(ask: Ask, work: Work) -> Reply:
    """The lines of the activity tab before the one that the button carries."""
    contact, _, event = ask.value.partition(":")
    before = EventId(int(event)) if event.isascii() and event.isdigit() else EventId(0)
    record = await contacts.older(work, contact_of(contact), before)
    is_home = ask.view_type is ViewType.HOME
    return Reply(view=_drawn(record, Tab.ACTIVITY, work, home=is_home, seen_as=view_in(ask)))


async def details(ask: Ask, work: Work) -> Reply:
    """A further page of the details: 'contact:page'."""
    contact, _, page = ask.value.partition(":")
    number = int(page) if page.isascii() and page.isdigit() else 0
    record = await contacts.record(work, contact_of(contact), Tab.DETAILS)
    is_home = ask.view_type is ViewType.HOME
    return Reply(view=_drawn(record, Tab.DETAILS, work, home=is_home, page=number, seen_as=view_in(ask)))


async def archive(ask: Ask, work: Work) -> Reply:
    saved = await contacts.archive(work, contact_of(ask.value))
    reader = reader_of(work.viewer.member)
    if ask.in_view:
        home = ask.view_type is ViewType.HOME
        return Reply(view=await view(work, saved.contact.id, Tab.OVERVIEW, home=home))
    return Reply(message=show.archived(saved.contact, saved.batch, reader))


async def restore(ask: Ask, work: Work) -> Reply:
    saved = await contacts.restore(work, contact_of(ask.value))
    if ask.in_view:
        home = ask.view_type is ViewType.HOME
        return Reply(view=await view(work, saved.contact.id, Tab.OVERVIEW, home=home))
    return Reply(message=show.restored(saved.contact, saved.batch, reader_of(work.viewer.member)))


async def ask_delete(ask: Ask, work: Work) -> Reply:
    """What goes with it, before it goes; nobody is asked who may not delete."""
    require(work.viewer.member, Can.DELETE)
    record = await contacts.record(work, contact_of(ask.value), Tab.REMINDERS)
    shown = origin_of(ask) | told(record.around.warnings)
    draft = await drafts.open(work, _DELETION, shown, subject=record.contact.id)
    return Reply(view=_deletion(work, record, draft))


def _deletion(work: Work, record: Record, draft: Draft) -> Block:
    reader, count = reader_of(work.viewer.member), len(record.reminders)
    warned = record.around.warnings
    return show.confirm_delete_view(record.contact, count, reader, draft=draft.id, warnings=warned)


async def delete(ask: Ask, work: Work) -> Reply:
    draft = await drafts.find(work, ask.draft)
    contact = ContactId(draft.subject or 0)
    if (again := await shown_first(work, draft, await warnings.of(work, contact))) is not None:
        record = await contacts.record(work, contact, Tab.REMINDERS)
        return Reply(view=_deletion(work, record, again), keeps_draft=True)
    await drafts.consume(work, draft.id)
    saved = await contacts.delete(work, contact)
    from_home = FROM_HOME in draft.values
    reader = reader_of(work.viewer.member)
    answer = show.deleted(saved.contact, saved.batch, reader, home=from_home)
    return await _with_views(ask, work, saved.contact.id, show_shell.as_view(answer, reader), from_home=from_home)


async def take_back(ask: Ask, work: Work) -> Reply:
    """Undoes the act whose batch the button carries: 'batch' or 'batch:home'."""
    batch, _, origin = ask.value.partition(":")
    undone = await undo.take_back(work, batch_of(batch))
    reader = reader_of(work.viewer.member)
    if not isinstance(undone, undo.Undone):
        return Reply(message=_taken_back(undone, reader), replace=True)
    message = show.undone([undone.contact.name], undone.left, reader)
    if not ask.in_view:
        return Reply(message=message, replace=True)
    from_home = origin == show.FROM_HOME
    return await _with_views(ask, work, undone.contact.id, show_shell.as_view(message, reader), from_home=from_home)


def batch_of(value: str) -> BatchId:
    """The act that a button takes back. Raises DraftGone where it carries none."""
    if not (value.isascii() and value.isdigit()):
        raise DraftGone
    return BatchId(int(value))


def _taken_back(undone: BulkReport | Job, reader: Reader) -> Message:
    """Of an act on many: what came of it, or that it takes a while."""
    if isinstance(undone, Job):
        return show_bulk.being_taken_back(reader)
    return show_bulk.taken_back(undone, reader)


async def _with_views(ask: Ask, work: Work, contact: ContactId, answer: Block, *, from_home: bool) -> Reply:
    """The answer, and the record as it is now wherever else it stands."""
    below = home = None
    if ask.view is not None and ask.view.previous is not None:
        below = await view(work, contact, Tab.OVERVIEW)
    if from_home:
        home = await view(work, contact, Tab.OVERVIEW, home=True)
    return Reply(view=answer, below=below, home=home)


async def photo(ask: Ask, work: Work) -> Reply:
    """Sends the picture to whoever asks, in their direct messages with Carnet."""
    await files.send_photo(work, contact_of(ask.value))
    reader = reader_of(work.viewer.member)
    return Reply(view=show_shell.as_view(show_files.on_its_way(reader), reader))


async def tagging(ask: Ask, work: Work) -> Reply:
    """A small form for the tags alone."""
    found = await contacts.record(work, contact_of(ask.value), Tab.DETAILS)
    held = found.contact
    typed = {"tags": "\n".join(held.values.tags)}
    shown = origin_of(ask) | told(found.around.warnings)
    draft = await drafts.open(work, TAGGING.noun, typed | shown, subject=held.id)
    reader, warned = reader_of(work.viewer.member), found.around.warnings
    return Reply(view=show_tags.tagging_view(held.name, typed, reader, draft=draft.id, warnings=warned))


async def retag(ask: Ask, work: Work) -> Reply:
    """Exactly the tags that were chosen, but for those that somebody else put on or took off meanwhile."""
    draft = await drafts.find(work, ask.draft)
    shown, typed = read_tags(draft.base["tags"]), read_form(TAGGING, ask.state)
    contact = await contacts.found(work, ContactId(draft.subject or 0))
    warned = await warnings.of(work, contact.id)
    if await shown_first(work, draft, warned, typed) is not None:
        reader = reader_of(work.viewer.member)
        view = show_tags.tagging_view(contact.name, typed, reader, draft=draft.id, warnings=warned)
        return Reply(view=view, keeps_draft=True)
    saved = await tags.put_on(work, contact.id, read_tags(typed["tags"]), shown=shown)
    await drafts.consume(work, draft.id)
    return await saved_reply(ask, work, saved, draft)


async def view(work: Work, contact: ContactId, tab: Tab, *, home: bool = False, seen_as: View | None = None) -> Block:
    """The record as a modal, or as Home."""
    return _drawn(await contacts.record(work, contact, tab), tab, work, home=home, seen_as=seen_as)


def _drawn(record: Record, tab: Tab, work: Work, *, home: bool, page: int = 0, seen_as: View | None = None) -> Block:
    draw = show.record_home if home else show.record_view
    shown = tab_of(record.contact.values, tab)
    return draw(record, shown, reader_for(work.viewer), page=page, view=seen_as)
