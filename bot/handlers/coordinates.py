"""The coordinates of a contact while its form is open: each added, changed, made the main one or removed by itself."""

from dataclasses import replace

from bot.crm import drafts
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.handlers._contact_form import REACH_PAGE, taken_up, view_of
from bot.handlers.contact_forms import draft_of
from bot.model.changes import COORDINATE, coordinate_of, coordinate_text
from bot.model.contacts import Coordinate, CoordinateKind
from bot.model.drafts import Draft
from bot.model.errors import DraftGone
from bot.model.fields import COORDINATES
from bot.parse._form import read_form
from bot.parse.contacts import read_coordinate, typed_coordinate
from bot.templates import contacts as show
from bot.templates._words import reader_of

_NEW = "new"


async def add(ask: Ask, work: Work) -> Reply:
    """An empty form for one of the kind that the button names."""
    kind = CoordinateKind(ask.action.rpartition(".")[2])
    draft = taken_up(ask, work, await drafts.find(work, draft_of(ask.value)))
    await drafts.write(work, replace(draft, selection=[f"{_NEW}:{kind.value}"]))
    typed = typed_coordinate(Coordinate(kind=kind, typed=""))
    return Reply(view=show.coordinate_view(kind, typed, reader_of(work.viewer.member), draft=draft.id, is_new=True))


async def edit(ask: Ask, work: Work) -> Reply:
    draft, key = await _chosen(ask, work)
    held = coordinate_of(draft.values[key])
    await drafts.write(work, replace(draft, selection=[key]))
    typed = typed_coordinate(held)
    reader = reader_of(work.viewer.member)
    return Reply(view=show.coordinate_view(held.kind, typed, reader, draft=draft.id, is_new=False))


async def remove(ask: Ask, work: Work) -> Reply:
    draft, key = await _chosen(ask, work)
    values = {name: text for name, text in draft.values.items() if name != key}
    return await _shown(work, replace(draft, values=values))


async def make_main(ask: Ask, work: Work) -> Reply:
    draft, key = await _chosen(ask, work)
    held = replace(coordinate_of(draft.values[key]), main=True)
    return await _shown(work, replace(draft, values=_with(draft, key, held)))


async def turn(ask: Ask, work: Work) -> Reply:
    """To another ten of them: 'draft:page'."""
    value, _, page = ask.value.partition(":")
    draft = taken_up(ask, work, await drafts.find(work, draft_of(value)))
    number = page if page.isascii() and page.isdigit() else "0"
    return await _shown(work, replace(draft, values=draft.values | {REACH_PAGE: number}))


async def save(ask: Ask, work: Work) -> Reply:
    """Into the draft; the contact itself is saved with the form below."""
    draft = await drafts.find(work, ask.draft)
    key = draft.selection[0] if draft.selection else ""
    is_new = key.startswith(f"{_NEW}:")
    if not is_new and key not in draft.values:
        raise DraftGone
    held = None if is_new else coordinate_of(draft.values[key])
    kind = CoordinateKind(key.partition(":")[2]) if held is None else held.kind
    typed = read_form(COORDINATES[kind], ask.state)
    country = work.viewer.workspace.country
    coordinate = read_coordinate(kind, typed, country=country, key=None, held=held)
    place = f"{COORDINATE}{work.next_id()}" if is_new else key
    written = await drafts.write(work, replace(draft, values=_with(draft, place, coordinate), selection=[]))
    return Reply(below=await view_of(work, written), keeps_draft=True)


async def _chosen(ask: Ask, work: Work) -> tuple[Draft, str]:
    """'draft:coordinate' of a row's menu. Raises DraftGone."""
    value, _, coordinate = ask.value.partition(":")
    draft = taken_up(ask, work, await drafts.find(work, draft_of(value)))
    key = f"{COORDINATE}{coordinate}"
    if key not in draft.values:
        raise DraftGone
    return draft, key


def _with(draft: Draft, key: str, coordinate: Coordinate) -> dict[str, str]:
    """With one coordinate written; a new main one takes the mark from the others of its kind."""
    values = dict(draft.values)
    if coordinate.main:
        for name, text in draft.values.items():
            if name.startswith(COORDINATE) and (other := coordinate_of(text)).kind is coordinate.kind and other.main:
                values[name] = coordinate_text(replace(other, main=False))
    return values | {key: coordinate_text(coordinate)}


async def _shown(work: Work, draft: Draft) -> Reply:
    return Reply(view=await view_of(work, await drafts.write(work, draft)))
