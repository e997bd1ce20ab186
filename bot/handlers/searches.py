"""Searching field by field, and the searches that are kept under a name."""

from dataclasses import replace

from bot.crm import contacts, drafts, searches
from bot.crm._work import Work
from bot.handlers import lists
from bot.handlers._ask import Ask, Reply
from bot.handlers._lines import line_of, members_in, read_aloud
from bot.handlers._search_form import filled
from bot.handlers._search_form import line_of as line_of_form
from bot.model.drafts import Draft
from bot.model.errors import SearchNotFound
from bot.model.fields import PRIVATE, SAVED, SHARED, search_form
from bot.model.folding import clean_name
from bot.model.ids import SearchId
from bot.model.messages import Block
from bot.model.searches import SavedSearch
from bot.parse._form import check_required, read_form
from bot.templates import searches as show
from bot.templates._words import reader_of

_LINE = "line"  # among the values of a search's draft: what is to be kept


async def open_form(ask: Ask, work: Work) -> Reply:
    """`/contact search dupont city:lyon`: every field, filled with what the line says."""
    return await _form(work, await lists.begun(work, line_of(ask.said)))


async def advanced(ask: Ask, work: Work) -> Reply:
    """The same on top of a list, with what stands in its field."""
    draft = await drafts.write(work, await lists.held(ask, work))
    text = lists.typed_in(ask)
    return await _form(work, draft, text)


async def search_by_form(ask: Ask, work: Work) -> Reply:
    """The list of what the form says, which writes it as a line. Raises QueryInvalid."""
    draft = await lists.held(ask, work)
    custom = await contacts.seen_fields(work)
    text = await line_of_form(work, read_form(search_form(custom), ask.state), custom)
    edition = str(lists.number(draft, lists.EDITION) + 1)
    listed = await lists.redrawn(work, lists.with_values(lists.for_line(draft, text), **{lists.EDITION: edition}))
    if ask.view is not None and ask.view.previous is not None:
        return Reply(below=listed.view, keeps_draft=True)
    return replace(listed, keeps_draft=True)


async def _form(work: Work, draft: Draft, text: str | None = None) -> Reply:
    line = draft.values.get(lists.TEXT, "") if text is None else text
    shown = await filled(work, line)
    reader = reader_of(work.viewer.member)
    view = show.find_view(shown.typed, line, reader, draft=draft.id, form=shown.form, named=shown.named)
    return Reply(view=view)


async def saved(ask: Ask, work: Work) -> Reply:
    """`/contact searches`: one's own and those of the team."""
    return Reply(view=await _saved_view(work))


async def turn(ask: Ask, work: Work) -> Reply:
    page = int(ask.value) if ask.value.isascii() and ask.value.isdigit() else 0
    return Reply(view=await _saved_view(work, page=page))


async def open_saved(ask: Ask, work: Work) -> Reply:
    return await lists.opened(work, (await searches.find(work, search_of(ask.value))).text)


async def new(ask: Ask, work: Work) -> Reply:
    """The form that gives a name to what stands in the list's field. Raises QueryInvalid."""
    listed = await drafts.write(work, await lists.held(ask, work))
    line = lists.typed_in(ask) or listed.values.get(lists.TEXT, "")
    await searches.asked(work, line)
    typed = {"name": "", "shared": PRIVATE}
    draft = await drafts.open(work, SAVED.noun, typed | {_LINE: line})
    return Reply(view=show.save_view(typed, line, reader_of(work.viewer.member), draft=draft.id, is_new=True))


async def edit(ask: Ask, work: Work) -> Reply:
    held = await searches.find(work, search_of(ask.value))
    typed = {"name": held.name, "shared": SHARED if held.shared else PRIVATE}
    draft = await drafts.open(work, SAVED.noun, typed | {_LINE: held.text}, subject=held.id)
    return Reply(view=show.save_view(typed, held.text, reader_of(work.viewer.member), draft=draft.id, is_new=False))


async def save(ask: Ask, work: Work) -> Reply:
    draft = await drafts.find(work, ask.draft)
    typed = read_form(SAVED, ask.state)
    typed["name"] = clean_name(typed["name"])
    check_required(SAVED, typed)
    shared = typed["shared"] == SHARED
    await drafts.consume(work, draft.id)
    if draft.subject is not None:
        await searches.change(work, SearchId(draft.subject), typed["name"], shared=shared)
        return Reply(below=await _saved_view(work))
    kept = await searches.save(work, typed["name"], draft.values[_LINE], shared=shared)
    return Reply(view=show.saved_view(kept.name, reader_of(work.viewer.member)))


async def delete(ask: Ask, work: Work) -> Reply:
    await searches.delete(work, search_of(ask.value))
    return Reply(view=await _saved_view(work))


async def _saved_view(work: Work, *, page: int = 0) -> Block:
    kept = await searches.list_all(work)
    owners = {str(each.owner) for each in kept if each.owner != work.viewer.id}
    names = await lists.names_of(work, owners.union(*(members_in(each.text) for each in kept)))
    shown = [_shown(work, replace(each, text=read_aloud(each.text, names)), names.get(each.owner, "")) for each in kept]
    return show.saved_list_view(shown, reader_of(work.viewer.member), page=page)


def _shown(work: Work, search: SavedSearch, by: str) -> show.SavedShown:
    member = work.viewer.member
    can_change = search.may_be_changed_by(member)
    return show.SavedShown(search, "" if search.owner == member.id else by, can_change=can_change)


def search_of(value: str) -> SearchId:
    """The search that a button carries. Raises SearchNotFound where it is no id."""
    if not (value.isascii() and value.isdigit()):
        raise SearchNotFound(name="")
    return SearchId(int(value))
