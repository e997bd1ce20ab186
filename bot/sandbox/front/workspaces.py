"""The handles on a workspace: found or rename one, install the app or take it away, revoke its token."""

from dataclasses import replace

from ..errors import SlackError
from ..ids import new_id
from ..slack import Slack
from ..wire import Json
from ..world import Person, Token, Workspace, people, workspaces
from ..world import conversations as talks
from .turning import Turning, listed, refuse_missing, refuse_unknown, team_of

_WORKSPACE = frozenset({"id", "name", "domain", "email_domain", "is_installed"})


class WorkspaceHandles:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def turnings(self) -> dict[str, Turning]:
        return {"workspace": self.workspace, "app": self.app, "token": self.token}

    def workspace(self, row: Json) -> Json:
        """A new one with its owner and #general, or with the id of one that exists, another name or domain."""
        refuse_unknown(row, _WORKSPACE)
        world = self._slack.world
        known = world.workspaces.get(str(row.get("id")))
        if known:
            texts = {name: str(row[name]) for name in ("name", "domain", "email_domain") if name in row}
            workspaces.change(world, known, **texts)
        else:
            known = self._founded(row)
        if "is_installed" in row:
            self._turn_app(known.id, row)
        return {"workspace": workspace_shown(self._slack, world.workspaces[known.id])}

    def app(self, row: Json) -> Json:
        """{"team"?, "is_installed": bool, "token"?: its value, else a new one} or {"request_url": for HTTP}"""
        refuse_unknown(row, frozenset({"team", "is_installed", "token", "request_url"}))
        team = team_of(self._slack, row)
        if "request_url" in row:
            self._slack.outbound.request_url = str(row["request_url"] or "")
        if "is_installed" in row:
            self._turn_app(team, row)
        token = self._slack.world.bot_token_of(team)
        shown = app_shown(self._slack, team)
        living = token.value if token and shown["is_installed"] else ""
        return {"app": shown, "token": living, "request_url": self._slack.outbound.request_url}

    def token(self, row: Json) -> Json:
        """{"value"? or "team"?, "is_revoked"?: bool, "scopes"?: […]}"""
        refuse_unknown(row, frozenset({"value", "team", "is_revoked", "scopes", "is_installed"}))
        world, token = self._slack.world, self._token(row)
        if "scopes" in row:
            token = world.tokens.put(replace(token, scopes=frozenset(listed(row, "scopes"))))
        if row.get("is_revoked") is True:
            token = workspaces.revoke(world, token)
        elif "is_revoked" in row:
            token = world.tokens.put(replace(token, is_revoked=False))
        if "is_installed" in row:
            self._turn_app(token.team, {"is_installed": row["is_installed"], "token": token.value})
        return {"is_revoked": token.is_revoked, "scopes": sorted(token.scopes)}

    def _founded(self, row: Json) -> Workspace:
        world = self._slack.world
        refuse_missing(row, "name")
        name = str(row["name"]).strip()
        if not name:
            raise ValueError("a workspace has a name")
        domain = str(row.get("domain") or workspaces.handle_of(name))
        if any(other.domain == domain for other in world.workspaces):
            raise SlackError("domain_taken", message=f"There is a workspace at {domain} already.")
        team = str(row.get("id") or new_id("T"))
        founded = workspaces.found(world, Workspace(team, name, domain, str(row.get("email_domain") or "")))
        owner = Person(new_id("U"), team, "owner", f"Owner of {name}", is_admin=True, is_owner=True)
        people.add(world, owner)
        general = talks.create(world, team=team, name="general", creator=owner.id, is_private=False)
        world.channels.put(replace(general, is_general=True))
        return founded

    def _turn_app(self, team: str, row: Json) -> None:
        if row["is_installed"]:
            workspaces.install(self._slack.world, team, token=str(row.get("token") or ""))
        else:
            workspaces.uninstall(self._slack.world, team)

    def _token(self, row: Json) -> Token:
        if row.get("value"):
            known = self._slack.world.tokens.get(str(row["value"]))
            if known is None:
                raise SlackError("no_token", message="There is no such token.")
            return known
        token = self._slack.world.bot_token_of(team_of(self._slack, row))
        if token is None:
            raise SlackError("no_token", message="The app was never installed there.")
        return token


def workspace_shown(slack: Slack, workspace: Workspace) -> Json:
    return {
        "id": workspace.id,
        "name": workspace.name,
        "domain": workspace.domain,
        "email_domain": workspace.email_domain,
        "app": app_shown(slack, workspace.id),
    }


def app_shown(slack: Slack, team: str) -> Json:
    installation = slack.world.bot_of(team)
    return {
        "is_installed": installation.is_active,
        "bot_user": installation.bot_user,
        "bot_id": installation.bot_id,
    }
