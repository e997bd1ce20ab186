"""The tokens of the API, for admins: listed, made and shown once, revoked."""

from bot.crm import drafts, tokens
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.model.errors import TokenNotFound
from bot.model.fields import TOKEN
from bot.model.ids import TokenId
from bot.model.messages import Block
from bot.model.tokens import Scope
from bot.parse._form import read_form
from bot.parse.tokens import read_token
from bot.templates import tokens as show
from bot.templates._words import reader_of


async def open(ask: Ask, work: Work) -> Reply:
    return Reply(view=await _list_view(work))


async def turn(ask: Ask, work: Work) -> Reply:
    """To the page that the button carries."""
    page = int(ask.value) if ask.value.isascii() and ask.value.isdigit() else 0
    return Reply(view=await _list_view(work, page=page))


async def new(ask: Ask, work: Work) -> Reply:
    await tokens.list_all(work)  # refuses whoever may make none before they type
    typed = {"name": "", "scope": Scope.READ.value}
    draft = await drafts.open(work, TOKEN.noun, typed)
    return Reply(view=show.form_view(typed, reader_of(work.viewer.member), draft=draft.id))


async def save(ask: Ask, work: Work) -> Reply:
    """The secret takes the place of the form, for the one time that it is shown."""
    draft = await drafts.find(work, ask.draft)
    made = await tokens.make(work, *read_token(read_form(TOKEN, ask.state)))
    await drafts.consume(work, draft.id)
    view = show.made_view(made.token, made.secret, reader_of(work.viewer.member))
    return Reply(view=view, below=await _list_view(work))


async def revoke(ask: Ask, work: Work) -> Reply:
    if not (ask.value.isascii() and ask.value.isdigit()):
        raise TokenNotFound
    await tokens.revoke(work, TokenId(int(ask.value)))
    return Reply(view=await _list_view(work))


async def _list_view(work: Work, *, page: int = 0) -> Block:
    found = await tokens.list_all(work, offset=page * tokens.PAGE)
    return show.list_view(found.tokens, reader_of(work.viewer.member), total=found.total, page=page)
