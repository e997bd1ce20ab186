"""users.* and bots.info: who is here, with which language and zone."""

from ..errors import SlackError
from ..wire import Json
from ..world import Person
from ..world.people import shown
from ._call import Call, done, with_cursor


def info(call: Call) -> Json:
    person = call.person(call.required("user"))
    return done(user=_shown(call, person))


def listed(call: Call) -> Json:
    people = list(call.world.people_of(call.team))
    page, cursor = call.page(people, default=1000, most=1000)
    answer = done(members=[_shown(call, person) for person in page], cache_ts=call.world.wall.seconds())
    return with_cursor(answer, cursor)


def lookup_by_email(call: Call) -> Json:
    """Whoever has left is not found any more."""
    email = call.required("email").strip().lower()
    matching = (person for person in call.world.people_of(call.team) if person.email.lower() == email)
    person = next((one for one in matching if not one.deleted), None)
    if person is None:
        raise SlackError("users_not_found")
    return done(user=_shown(call, person))


def bot_info(call: Call) -> Json:
    wanted = call.text("bot") or call.bot.bot_id
    matching = (person for person in call.world.people_of(call.team) if person.bot_id and person.bot_id == wanted)
    bot = next(matching, None)
    if bot is None:
        raise SlackError("bot_not_found")
    view = {
        "id": bot.bot_id,
        "deleted": bot.deleted,
        "name": bot.real_name,
        "updated": bot.updated,
        "app_id": bot.app_id,
        "user_id": bot.id,
        "icons": {},
    }
    return done(bot=view)


def _shown(call: Call, person: Person) -> Json:
    return shown(
        call.world,
        person,
        with_locale=call.flag("include_locale"),
        with_email="users:read.email" in call.token.scopes,
    )
