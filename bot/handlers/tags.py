"""The workspace's tags: looked through, made, changed; and offered while somebody types."""

from bot.crm import drafts, tags
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.handlers.contact_forms import draft_of
from bot.model.errors import TagNotFound
from bot.model.fields import TAG
from bot.model.ids import TagId
from bot.model.messages import Block
from bot.model.policy import Can, allows
from bot.model.tags import Tag
from bot.parse._form import read_form
from bot.parse.tags import read_tag, read_words, typed_tag
from bot.templates import tags as show
from bot.templates._words import reader_of


async def list_all(ask: Ask, work: Work) -> Reply:
    """All of them, or those whose name holds the words after the verb."""
    return Reply(view=await _list_view(work, ask.words))


async def search(ask: Ask, work: Work) -> Reply:
    """What was typed into the list's own field."""
    return Reply(view=await _list_view(work, read_words(ask.state)))


async def submit(ask: Ask, work: Work) -> Reply:
    """The same, by the button below."""
    return Reply(view=await _list_view(work, read_words(ask.state)), keeps_draft=True)


async def turn(ask: Ask, work: Work) -> Reply:
    """To the page that the button carries."""
    page = int(ask.value) if ask.value.isascii() and ask.value.isdigit() else 0
    return Reply(view=await _list_view(work, read_words(ask.state), page=page))


async def new(ask: Ask, work: Work) -> Reply:
    return await _form(work, None)


async def edit(ask: Ask, work: Work) -> Reply:
    return await _form(work, await tags.find(work, tag_of(ask.value)))


async def save(ask: Ask, work: Work) -> Reply:
    draft = await drafts.find(work, ask.draft)
    typed = read_tag(read_form(TAG, ask.state))
    if draft.subject is None:
        await tags.add(work, typed.name, colour=typed.colour, scope=typed.scope)
    else:
        await tags.change(work, TagId(draft.subject), typed.name, colour=typed.colour, scope=typed.scope)
    await drafts.consume(work, draft.id)
    return Reply(below=await _list_view(work, ""))


async def delete(ask: Ask, work: Work) -> Reply:
    """From the form of the tag, which the list takes the place of."""
    draft = await drafts.consume(work, draft_of(ask.value))
    await tags.delete(work, TagId(draft.subject or 0))
    return Reply(view=await _list_view(work, ""))


async def offer(ask: Ask, work: Work) -> Reply:
    """Options while somebody types; a word that is no tag yet makes one."""
    found = await tags.choices(work, ask.value)
    return Reply(options=show.options(found, ask.value, reader_of(work.viewer.member)))


async def _form(work: Work, tag: Tag | None) -> Reply:
    typed = typed_tag(tag)
    draft = await drafts.open(work, TAG.noun, typed, subject=None if tag is None else tag.id)
    worn = 0 if tag is None else tag.worn
    reader = reader_of(work.viewer.member)
    return Reply(view=show.form_view(typed, reader, draft=draft.id, can_delete=tag is not None, worn=worn))


async def _list_view(work: Work, words: str, *, page: int = 0) -> Block:
    found = await tags.list_all(work, words, offset=page * tags.PAGE)
    can_manage = allows(work.viewer.member, Can.MANAGE_TAGS)
    reader = reader_of(work.viewer.member)
    return show.list_view(found.tags, reader, total=found.total, page=page, words=words, can_manage=can_manage)


def tag_of(value: str) -> TagId:
    """The tag that a button carries. Raises TagNotFound where it is no id."""
    if not (value.isascii() and value.isdigit()):
        raise TagNotFound
    return TagId(int(value))
