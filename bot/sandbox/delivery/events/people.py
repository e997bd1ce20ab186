"""user_*, team_join and the farewells: people who come and change, and the app's own leaving."""

from collections.abc import Iterator

from ...world import World
from ...world import happenings as did
from ...world.people import shown as shown_person
from .event import Event, event


def person_events(world: World, told: did.PersonChanged) -> Iterator[Event]:
    person = told.person
    view = shown_person(world, person, with_locale=True)
    for kind in ("team_join",) if told.is_new else ("user_change", "user_profile_changed"):
        yield event(person.team, {"type": kind, "user": view, "cache_ts": person.updated})


def uninstalled_events(world: World, told: did.AppUninstalled) -> Iterator[Event]:
    yield event(told.team, {"type": "app_uninstalled"})


def revoked_events(world: World, told: did.TokensRevoked) -> Iterator[Event]:
    yield event(told.team, {"type": "tokens_revoked", "tokens": {"bot": [told.bot_user]}})
