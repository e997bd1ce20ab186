"""api.test, auth.test, team.info and apps.connections.open: who is calling, where, and the way to a socket."""

from ..errors import SlackError
from ..wire import Json
from ._call import Call, done


def echo(args: Json) -> Json:
    """api.test needs no token: it says what it was told, and fails with the error that it was given."""
    told: Json = {"args": args} if args else {}
    return {**SlackError(str(args["error"])).answer(), **told} if args.get("error") else done(**told)


def auth_test(call: Call) -> Json:
    workspace = call.world.workspaces[call.team]
    if call.token.kind == "app":
        return done(app_name=call.world.app.name, app_id=call.world.app.id)
    bot = call.bot
    return done(
        url=f"https://{workspace.domain}.slack.com/",
        team=workspace.name,
        user=bot.name,
        team_id=workspace.id,
        user_id=bot.id,
        bot_id=bot.bot_id,
        is_enterprise_install=False,
    )


def team_info(call: Call) -> Json:
    """An app sees its own workspace alone; by domain one asks within an Enterprise organisation."""
    workspace = call.world.workspaces[call.team]
    if call.text("team", workspace.id) != workspace.id:
        raise SlackError("team_not_found")
    if call.text("domain") and not call.text("team"):
        raise SlackError("team_not_on_enterprise")
    return done(
        team={
            "id": workspace.id,
            "name": workspace.name,
            "url": f"https://{workspace.domain}.slack.com/",
            "domain": workspace.domain,
            "email_domain": workspace.email_domain,
            "icon": {"image_default": True},
            "avatar_base_url": "https://ca.slack-edge.com/",
            "is_verified": False,
        }
    )


def open_connection(call: Call) -> Json:
    address = call.world.url.replace("http", "ws", 1)
    ticket = call.slack.outbound.sockets.ticket()
    return done(url=f"{address}/link/?ticket={ticket}&app_id={call.world.app.id}")
