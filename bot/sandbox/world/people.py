"""People: add, change, find; and how Slack shows one."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ..wire import Json
from . import conversations
from .happenings import PersonChanged
from .records import SLACKBOT, Person
from .world import World
from .zones import zone_label

__all__ = ["SLACKBOT", "add", "change", "named", "shown"]


def add(world: World, person: Person) -> Person:
    """Each newcomer finds the app's direct message, as Slack's sidebar does."""
    person = world.people.put(replace(person, updated=world.wall.seconds()))
    installation = world.installations.get(person.team)
    if installation and installation.is_active and not person.is_bot and person.id != SLACKBOT:
        conversations.open_direct(world, person.team, frozenset({installation.bot_user, person.id}))
    world.tell(PersonChanged(person, is_new=True))
    return person


def change(world: World, person: Person, **what: Any) -> Person:
    changed = world.people.put(replace(person, **what, updated=world.wall.seconds()))
    world.tell(PersonChanged(changed))
    return changed


def named(world: World, team: str, name: str) -> Person | None:
    matching = (one for one in world.people_of(team) if one.name == name and not one.deleted)
    return next(matching, None)


def shown(world: World, person: Person, *, with_locale: bool = False, with_email: bool = True) -> Json:
    """A member as users.info and user_change show it; a deactivated one lacks zone and roles, as in Slack."""
    view: Json = {
        "id": person.id,
        "team_id": person.team,
        "name": person.name,
        "deleted": person.deleted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
        "profile": _profile(person, with_email=with_email) | _pictures(world),
    }
    if not person.deleted:
        view |= _presence(world, person)
    if with_locale:
        view["locale"] = person.locale
    if person.is_stranger:
        view["is_stranger"] = True
    return view


def _presence(world: World, person: Person) -> Json:
    here = datetime.fromtimestamp(world.wall.seconds(), ZoneInfo(person.tz))
    offset = here.utcoffset()
    return {
        "color": person.avatar_colour,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": zone_label(here),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": person.is_admin or person.is_owner,
        "is_owner": person.is_owner,
        "is_primary_owner": False,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }


def _pictures(world: World) -> Json:
    return {f"image_{size}": f"{world.url}/page/icon.svg" for size in (24, 32, 48, 72, 192, 512)}


def _profile(person: Person, *, with_email: bool) -> Json:
    first, _, last = person.real_name.partition(" ")
    profile: Json = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": "" if person.is_bot else person.name,
        "display_name_normalized": "" if person.is_bot else person.name,
        "first_name": first,
        "last_name": last,
        "status_text": "",
        "status_text_canonical": "",
        "status_emoji": "",
        "status_emoji_display_info": [],
        "status_expiration": 0,
        "fields": None,
        "avatar_hash": "",
        "team": person.team,
    }
    if person.bot_id:
        profile |= {"bot_id": person.bot_id, "api_app_id": person.app_id}
    if with_email and person.email and not person.is_bot:
        profile["email"] = person.email
    return profile
