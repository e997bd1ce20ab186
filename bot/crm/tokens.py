"""The tokens of the API: made and shown once, listed, revoked, by admins."""

import secrets
from dataclasses import dataclass, field

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.errors import FieldsInvalid, TokenNotFound
from bot.model.events import Change, EventKind, Happening
from bot.model.folding import squeeze
from bot.model.ids import TokenId
from bot.model.policy import Can
from bot.model.tokens import MOST_TOKENS, PREFIX, SECRET_BYTES, Scope, Token, digest_of, named_member

PAGE = 10
_ENDING = 4


@dataclass(frozen=True, slots=True)
class TokenPage:
    """`offset` is how many come before."""

    tokens: tuple[Token, ...]
    total: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """A new token with its secret, which is known here for the last time."""

    token: Token
    secret: str = field(repr=False)


@needs(Can.SETTINGS)
async def list_all(work: Work, *, offset: int = 0) -> TokenPage:
    """A page of those that are in use, the newest first."""
    return TokenPage(tuple(await work.tokens.list(limit=PAGE, offset=offset)), await work.tokens.total(), offset)


@needs(Can.SETTINGS)
async def make(work: Work, name: str, scope: Scope) -> Made:
    """Its name is among the members from now on, for the lines of what it does. Raises FieldsInvalid."""
    known = await work.tokens.list(limit=MOST_TOKENS)
    if len(known) >= MOST_TOKENS:
        raise FieldsInvalid({"name": "token_too_many"})
    if squeeze(name) in {squeeze(each.name) for each in known}:
        raise FieldsInvalid({"name": "token_taken"})
    secret = f"{PREFIX}{secrets.token_urlsafe(SECRET_BYTES)}"
    token = Token(
        id=TokenId(work.next_id()),
        name=name,
        ending=secret[-_ENDING:],
        scope=scope,
        created_by=work.viewer.id,
        created_at=work.now,
    )
    await work.tokens.add(token, digest=digest_of(secret))
    await work.members.add(named_member(token, work.viewer.workspace), at=work.now)
    changes = (Change("name", None, name), Change("scope", None, scope.value))
    await work.tell(Happening(kind=EventKind.TOKEN_MADE, subject=token.id, changes=changes))
    return Made(token, secret)


@needs(Can.SETTINGS)
async def revoke(work: Work, token: TokenId) -> Token:
    """From the next request on it opens nothing; what it did keeps its name. Raises TokenNotFound."""
    held = await work.tokens.find(token, lock=True)
    if held is None or held.revoked_at is not None:
        raise TokenNotFound
    await work.tokens.revoke(token, at=work.now)
    await work.tell(
        Happening(kind=EventKind.TOKEN_REVOKED, subject=held.id, changes=(Change("name", held.name, None),))
    )
    return held
