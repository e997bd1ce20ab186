"""The lists that an admin keeps: looked through, added to, renamed, ordered; and offered while somebody types."""

from bot.crm import choices, drafts
from bot.crm._work import Work
from bot.crm.choices import ChoicePage
from bot.handlers._ask import Ask, Reply
from bot.model.choices import ChoiceKind
from bot.model.errors import ChoiceNotFound
from bot.model.fields import CHOICE_DELETE
from bot.model.ids import ChoiceId
from bot.model.messages import Block
from bot.parse._form import read_form
from bot.parse.choices import form_of, read_choice, read_move, typed_choice
from bot.templates import choices as show
from bot.templates._words import reader_of

_KIND = "kind"  # among a draft's values: in which list it is


async def open(ask: Ask, work: Work) -> Reply:
    return Reply(view=_view(work, await choices.list_all(work, ChoiceKind.STATE)))


async def look(ask: Ask, work: Work) -> Reply:
    """At the list that the menu names."""
    return Reply(view=_view(work, await choices.list_all(work, kind_of(ask.selected))))


async def turn(ask: Ask, work: Work) -> Reply:
    """To the page that the button carries."""
    kind, _, page = ask.value.partition(":")
    offset = int(page) * choices.PAGE if page.isascii() and page.isdigit() else 0
    return Reply(view=_view(work, await choices.list_all(work, kind_of(kind), offset=offset)))


async def new(ask: Ask, work: Work) -> Reply:
    kind = kind_of(ask.value)
    typed = typed_choice(None)
    draft = await drafts.open(work, form_of(kind).noun, typed | {_KIND: kind.value})
    return Reply(view=show.form_view(kind, typed, reader_of(work.viewer.member), draft=draft.id, is_new=True))


async def rename(ask: Ask, work: Work) -> Reply:
    held = await choices.find(work, choice_of(ask.value))
    typed = typed_choice(held.in_language(work.viewer.language))
    kept = typed | {_KIND: held.kind.value}
    draft = await drafts.open(work, form_of(held.kind).noun, kept, subject=held.id)
    reader = reader_of(work.viewer.member)
    return Reply(view=show.form_view(held.kind, typed, reader, draft=draft.id, is_new=False))


async def save(ask: Ask, work: Work) -> Reply:
    draft = await drafts.find(work, ask.draft)
    kind = kind_of(draft.values.get(_KIND, ""))
    typed = read_choice(kind, read_form(form_of(kind), ask.state))
    if draft.subject is None:
        choice = await choices.add(work, kind, typed.name, inverse=typed.inverse)
    else:
        choice = await choices.rename(work, ChoiceId(draft.subject), typed.name, inverse=typed.inverse)
    await drafts.consume(work, draft.id)
    return Reply(below=_view(work, await choices.page_of(work, choice)))


async def up(ask: Ask, work: Work) -> Reply:
    return await _moved(ask, work, -1)


async def down(ask: Ask, work: Work) -> Reply:
    return await _moved(ask, work, 1)


async def ask_delete(ask: Ask, work: Work) -> Reply:
    fate = await choices.fate(work, choice_of(ask.value))
    draft = await drafts.open(work, CHOICE_DELETE.noun, {}, subject=fate.choice.id)
    return Reply(view=show.delete_view(fate.choice, fate.fields, reader_of(work.viewer.member), draft=draft.id))


async def delete(ask: Ask, work: Work) -> Reply:
    draft = await drafts.find(work, ask.draft)
    choice = ChoiceId(draft.subject or 0)
    shown = await choices.page_of(work, await choices.find(work, choice))
    await choices.delete(work, choice, to=read_move(read_form(CHOICE_DELETE, ask.state)))
    await drafts.consume(work, draft.id)
    return Reply(below=_view(work, await choices.list_all(work, shown.kind, offset=shown.offset)))


async def offer(ask: Ask, work: Work) -> Reply:
    """Of the list that the action names last, found while somebody types; states begin with the tags that are some."""
    kind = kind_of(ask.action.rpartition(".")[2])
    found = await choices.offered(work, kind, ask.value)
    reader = reader_of(work.viewer.member)
    if kind is ChoiceKind.STATE:
        return Reply(options=show.states(found, ask.value, reader))
    return Reply(options=show.options(found, reader))


async def offer_instead(ask: Ask, work: Work) -> Reply:
    """The others of the list from which one is being deleted."""
    draft = await drafts.look(work, ask.draft)
    held = await choices.find(work, ChoiceId(draft.subject or 0))
    found = await choices.offered(work, held.kind, ask.value)
    others = [each for each in found if each.id != held.id]
    return Reply(options=show.options(others, reader_of(work.viewer.member)))


async def _moved(ask: Ask, work: Work, places: int) -> Reply:
    moved = await choices.move(work, choice_of(ask.value), places)
    return Reply(view=_view(work, await choices.page_of(work, moved)))


def _view(work: Work, page: ChoicePage) -> Block:
    reader = reader_of(work.viewer.member)
    return show.list_view(page.kind, page.choices, reader, total=page.total, page=page.offset // choices.PAGE)


def kind_of(text: str) -> ChoiceKind:
    """Raises ChoiceNotFound for the name of no list."""
    if text not in set(ChoiceKind):
        raise ChoiceNotFound(name="")
    return ChoiceKind(text)


def choice_of(value: str) -> ChoiceId:
    """The choice that a button carries. Raises ChoiceNotFound where it is no id."""
    if not (value.isascii() and value.isdigit()):
        raise ChoiceNotFound(name="")
    return ChoiceId(int(value))
