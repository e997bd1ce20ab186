"""Fills an empty world from a description: the default one beside this package, or a file of the same shape."""

from pathlib import Path

from ..scopes import ALL_BOT_SCOPES
from ..wire import Json, loads_object
from . import people
from .records import Channel, Installation, Person, Token, Workspace, record_of
from .world import World

_DEFAULT = Path(__file__).parent.parent / "default_world.json"


def describe(path: Path | None) -> Json:
    """Raises ValueError when the file is not a JSON object."""
    return loads_object((path or _DEFAULT).read_bytes())


def fill(world: World, description: Json) -> None:
    world.set("signing_secret", description.get("signing_secret", "sandbox-signing-secret"))
    for row in description["workspaces"]:
        _workspace(world, row)
    app_token = str(description.get("app_token", "xapp-sandbox"))
    team = str(description["workspaces"][0]["id"])
    world.tokens.put(Token(app_token, "app", team, frozenset({"connections:write"})))


def install(world: World) -> None:
    """What the manifest grants now, as after a reinstallation; run at each start."""
    scopes = ALL_BOT_SCOPES if world.app.scopes is None else world.app.scopes
    for token in world.tokens:
        if token.kind == "bot":
            world.tokens.put(Token(token.value, "bot", token.team, scopes, token.is_revoked))
    for installation in world.installations:
        bot = world.people.get(installation.bot_user)
        if bot and bot.real_name != world.app.bot_name:
            people.change(world, bot, real_name=world.app.bot_name, name=_handle(world.app.bot_name))


def _workspace(world: World, row: Json) -> None:
    team = str(row["id"])
    world.workspaces.put(Workspace(team, row["name"], row["domain"], row.get("email_domain", "")))
    bot = row["bot"]
    world.installations.put(Installation(team, world.app.id, bot["user"], bot["id"]))
    world.tokens.put(Token(bot["token"], "bot", team))
    people.add(world, _bot_person(world, team, bot))
    # Slack counts its own Slackbot among the people, not among the bots.
    people.add(world, Person(people.SLACKBOT, team, "slackbot", "Slackbot", avatar_colour="757575"))
    for person in row.get("people", ()):
        people.add(world, record_of(Person, {"team": team, **person}))
    for channel in row.get("channels", ()):
        created = world.wall.seconds()
        world.channels.put(record_of(Channel, {"team": team, "created": created, **channel}))


def _bot_person(world: World, team: str, bot: Json) -> Person:
    name = world.app.bot_name
    return Person(
        id=bot["user"],
        team=team,
        name=_handle(name),
        real_name=name,
        is_bot=True,
        bot_id=bot["id"],
        app_id=world.app.id,
    )


def _handle(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum()) or "bot"
