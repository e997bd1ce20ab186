"""Workspaces: found one, rename it, install the app there or take it away, revoke its token."""

import secrets
from dataclasses import replace

from ..errors import SlackError
from ..ids import new_id
from ..scopes import ALL_BOT_SCOPES
from . import conversations, people
from .happenings import AppUninstalled, TokensRevoked, WorkspaceChanged
from .records import SLACKBOT, Installation, Person, Token, Workspace
from .world import World


def found(world: World, workspace: Workspace) -> Workspace:
    """Slackbot is there from the first moment; the app comes when somebody installs it."""
    if SLACKBOT not in world.people:
        # Slack counts its own Slackbot among the people, not among the bots.
        world.people.put(Person(SLACKBOT, "", "slackbot", "Slackbot", avatar_colour="757575"))
    world.workspaces.put(workspace)
    world.tell(WorkspaceChanged(workspace.id))
    return workspace


def change(world: World, workspace: Workspace, **what: str) -> Workspace:
    changed = world.workspaces.put(replace(workspace, **what))
    world.tell(WorkspaceChanged(workspace.id))
    return changed


def install(world: World, team: str, *, token: str = "", bot_user: str = "", bot_id: str = "") -> Token:
    """A bot and a token for the workspace. Once more, the same bot comes back with another token, in no channel."""
    before = world.bot_of(team)
    taken = world.tokens.get(token)
    if taken and taken.team != team:
        raise SlackError("token_taken", message="Another workspace has that token.")
    if before.is_active:
        return world.tokens.put(_token(world, team, token)) if token else _living(world, team)
    installation = Installation(
        team,
        world.app.id,
        bot_user=before.bot_user or bot_user or new_id("U"),
        bot_id=before.bot_id or bot_id or new_id("B"),
    )
    _retire_tokens(world, team)
    granted = world.tokens.put(_token(world, team, token or f"xoxb-{team}-{secrets.token_hex(12)}"))
    # The bot first: an app is not told of its own arrival.
    _wake_bot(world, installation)
    world.installations.put(installation)
    for person in list(world.people_of(team)):
        if not (person.is_bot or person.deleted or person.id == SLACKBOT):
            conversations.open_direct(world, team, frozenset({installation.bot_user, person.id}))
    world.tell(WorkspaceChanged(team))
    return granted


def uninstall(world: World, team: str) -> None:
    """The bot is deactivated and leaves its channels; its direct messages stay to be read."""
    installation = world.bot_of(team)
    if not installation.is_active:
        return
    world.installations.put(replace(installation, is_active=False))
    bot = world.people[installation.bot_user]
    people.change(world, bot, deleted=True)
    for channel in list(world.channels_of(team)):
        if bot.id in channel.members and not channel.is_direct:
            world.channels.put(replace(channel, members=channel.members - {bot.id}))
    world.tell(AppUninstalled(team))
    world.tell(TokensRevoked(team, bot.id))


def revoke(world: World, token: Token) -> Token:
    revoked = world.tokens.put(replace(token, is_revoked=True))
    world.tell(TokensRevoked(token.team, world.bot_of(token.team).bot_user))
    return revoked


def granted_scopes(world: World) -> frozenset[str]:
    return ALL_BOT_SCOPES if world.app.scopes is None else world.app.scopes


def handle_of(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum()) or "bot"


def _living(world: World, team: str) -> Token:
    token = world.bot_token_of(team)
    if token is None:
        raise ValueError("the app is there without a token")
    return token


def _token(world: World, team: str, value: str) -> Token:
    return Token(value, "bot", team, granted_scopes(world))


def _retire_tokens(world: World, team: str) -> None:
    for token in world.tokens:
        if token.team == team and token.kind == "bot":
            world.tokens.put(replace(token, is_revoked=True))


def _wake_bot(world: World, installation: Installation) -> None:
    known = world.people.get(installation.bot_user)
    if known:
        people.change(world, known, deleted=False)
        return
    name = world.app.bot_name
    bot = Person(
        id=installation.bot_user,
        team=installation.team,
        name=handle_of(name),
        real_name=name,
        is_bot=True,
        bot_id=installation.bot_id,
        app_id=world.app.id,
    )
    people.add(world, bot)
