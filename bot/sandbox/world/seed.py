"""Fills an empty world from a description: the two workspaces beside this package, or a file of the same shape."""

from collections.abc import Iterable
from pathlib import Path

from ..wire import Json, loads_object
from . import people, workspaces
from .records import Channel, Person, Token, Workspace, record_of
from .world import World

_FOLDER = Path(__file__).parent.parent
_DEFAULT = _FOLDER / "default_world.json"
_NEIGHBOUR = _FOLDER / "second_workspace.json"


def describe(path: Path | None) -> Json:
    """Raises ValueError when the file is not a JSON object."""
    if path:
        return loads_object(path.read_bytes())
    world, neighbour = loads_object(_DEFAULT.read_bytes()), loads_object(_NEIGHBOUR.read_bytes())
    return world | {"workspaces": [*world["workspaces"], neighbour]}


def fill(world: World, description: Json) -> None:
    world.set("signing_secret", description.get("signing_secret", "sandbox-signing-secret"))
    for row in description["workspaces"]:
        _workspace(world, row)
    app_token = str(description.get("app_token", "xapp-sandbox"))
    team = str(description["workspaces"][0]["id"])
    world.tokens.put(Token(app_token, "app", team, frozenset({"connections:write"})))


def is_filled(rows: Iterable[tuple[tuple[str, str], Json]]) -> bool:
    """Whether `fill` came to its end: the app's own token is the last that it writes."""
    return any(kind == "Token" and row.get("kind") == "app" for (kind, _), row in rows)


def install(world: World) -> None:
    """What the manifest grants now, as after a reinstallation; run at each start."""
    scopes = workspaces.granted_scopes(world)
    for token in world.tokens:
        if token.kind == "bot":
            world.tokens.put(Token(token.value, "bot", token.team, scopes, token.is_revoked))
    for installation in world.installations:
        bot = world.people.get(installation.bot_user)
        if bot and bot.real_name != world.app.bot_name:
            name = workspaces.handle_of(world.app.bot_name)
            people.change(world, bot, real_name=world.app.bot_name, name=name)


def _workspace(world: World, row: Json) -> None:
    """Without a `bot` nobody has installed the app there."""
    team = str(row["id"])
    workspaces.found(world, Workspace(team, row["name"], row["domain"], row.get("email_domain", "")))
    if bot := row.get("bot"):
        workspaces.install(world, team, token=bot["token"], bot_user=bot["user"], bot_id=bot["id"])
    for person in row.get("people", ()):
        people.add(world, record_of(Person, {"team": team, **person}))
    for channel in row.get("channels", ()):
        created = world.wall.seconds()
        world.channels.put(record_of(Channel, {"team": team, "created": created, **channel}))
