"""A token of the API: a key that an admin gives another program, known by its hash alone."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model.ids import MemberId, TokenId
from bot.model.members import Member, Role, Standing, Viewer, Workspace

PREFIX = "carnet_live_"
SECRET_BYTES = 32
TOKEN_NAME_LENGTH = 80
MOST_TOKENS = 100  # of a workspace, besides those that are revoked
NOTED_EVERY = timedelta(minutes=1)  # when it was last used is written no more often
_MEMBER = "token:"  # no id of Slack's begins so


class Scope(StrEnum):
    """What a token is for; who may write may read."""

    READ = "read"
    WRITE = "write"


_ROLES = {Scope.READ: Role.READER, Scope.WRITE: Role.MEMBER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """`ending` is the last four signs of the secret, by which people tell their tokens apart."""

    id: TokenId
    name: str
    ending: str
    scope: Scope
    created_by: MemberId
    created_at: datetime
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None

    @property
    def member(self) -> MemberId:
        """As whom it acts: in the trace, as an author."""
        return MemberId(f"{_MEMBER}{self.id}")

    def allows(self, scope: Scope) -> bool:
        return self.scope in (scope, Scope.WRITE)

    def is_to_be_noted(self, now: datetime) -> bool:
        """Whether it is time to write down that it was used."""
        return self.last_used_at is None or now - self.last_used_at >= NOTED_EVERY


def digest_of(secret: str) -> str:
    """SHA-256 in hex. The secret is random and long, so nothing slower is needed to keep it from being guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_token(member: str) -> bool:
    """Whether a member's id is that of a token, and so of nobody in Slack."""
    return member.startswith(_MEMBER)


def named_member(token: Token, workspace: Workspace) -> Member:
    """As it stands among the members, so that its name is found wherever actors are named: nobody's to choose."""
    return Member(
        id=token.member,
        name=token.name,
        locale=workspace.locale,
        zone=workspace.zone,
        role=_ROLES[token.scope],
        standing=Standing.BOT,
    )


def viewer_of(token: Token, workspace: Workspace) -> Viewer:
    """Who acts in a request: it reads what everyone may, and no more, in the workspace's language and zone."""
    member = Member(
        id=token.member, name=token.name, locale=workspace.locale, zone=workspace.zone, role=_ROLES[token.scope]
    )
    return Viewer(member=member, workspace=workspace)
