"""A person as users.info describes them, read into the trade's words."""

from collections.abc import Mapping
from typing import Any

from bot.model.ids import MemberId
from bot.model.members import Standing
from bot.model.ports import SlackPerson

_SLACKBOT = "USLACKBOT"


def person_of(user: Mapping[str, Any], *, team: str) -> SlackPerson:
    """`team` is the workspace that asks: whoever belongs to another one is a stranger there."""
    profile: Mapping[str, Any] = user.get("profile") or {}
    # The full name first: lines of the trace outlive a nickname.
    names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"), user.get("name"))
    return SlackPerson(
        id=MemberId(str(user["id"])),
        team=str(user.get("team_id") or team),
        name=next((str(name) for name in names if name), str(user["id"])),
        locale=str(user.get("locale") or "en-US"),
        zone=str(user.get("tz") or "UTC"),
        standing=_standing(user, team),
        is_admin=bool(user.get("is_admin") or user.get("is_owner") or user.get("is_primary_owner")),
        email=str(profile.get("email") or ""),
    )


def _standing(user: Mapping[str, Any], team: str) -> Standing:
    if user.get("deleted"):
        return Standing.GONE
    if user.get("is_bot") or user["id"] == _SLACKBOT:
        return Standing.BOT
    if user.get("is_stranger") or not _belongs(user, team):
        return Standing.STRANGER
    if user.get("is_ultra_restricted"):
        return Standing.SINGLE_CHANNEL_GUEST
    if user.get("is_restricted"):
        return Standing.MULTI_CHANNEL_GUEST
    return Standing.FULL


def _belongs(user: Mapping[str, Any], team: str) -> bool:
    """On Enterprise Grid a person has one home team and is in several: `teams` lists them."""
    grid: Mapping[str, Any] = user.get("enterprise_user") or {}
    home = str(user.get("team_id") or team)
    return team in {home, grid.get("enterprise_id"), *(grid.get("teams") or ())}
