"""Activities over HTTP: calls, meetings, visits, logged, read, changed, deleted."""

from collections.abc import Sequence
from dataclasses import replace

from bot.api._activity_shapes import ActivityChange, ActivityShape, ActivityTypeShape, NewActivity
from bot.api._confirming import check_hold
from bot.api._refusals import ChangedMeanwhile, RequestInvalid, Wrong, said_at
from bot.api._routes import Answered, Asked, Route
from bot.api._shapes import Page
from bot.crm import activities
from bot.crm._work import Work
from bot.model.activities import Activity, WantedActivity, type_name
from bot.model.choices import Choice
from bot.model.errors import ContactNotFound
from bot.model.ids import ActivityId, ChoiceId, ContactId
from bot.model.members import language_of
from bot.model.rich_text import written
from bot.model.tokens import Scope
from bot.parse.activities import type_said


async def types(asked: Asked, work: Work) -> Answered:
    language = language_of(work.viewer.workspace.locale)
    known = [each.in_language(language) for each in await activities.types(work)]
    listed = [ActivityTypeShape(id=str(each.id), name=each.name) for each in known]
    return Answered(body=Page[ActivityTypeShape].model_construct(data=listed, next=None))


async def find(asked: Asked, work: Work) -> Answered:
    held = await activities.find(work, _id(asked))
    return Answered(body=shown(held, await activities.types(work), work))


async def log(asked: Asked, work: Work) -> Answered:
    given = asked.sent(NewActivity)
    known = await activities.types(work)
    wanted = WantedActivity(
        contact=ContactId(int(given.contact)),
        at=given.at or work.now,
        type=_type(given.type, known),
        body=written(given.text) if given.text else None,
    )
    await check_hold(work, wanted.contact, confirmed=given.confirmed)
    with said_at("/contact", "contact_unknown", ContactNotFound):
        logged = await activities.log(work, wanted)
    return Answered(body=shown(logged, known, work), location=f"/activities/{logged.id}")


async def change(asked: Asked, work: Work) -> Answered:
    known = await activities.types(work)
    held = await _expected(asked, work, known)
    wanted = _on_top(held.wanted, asked.sent(ActivityChange), known)
    with said_at("/contact", "contact_unknown", ContactNotFound):
        settled = await activities.change(work, held.id, wanted, base=held.wanted)
    if isinstance(settled, activities.Clash):
        raise ChangedMeanwhile
    return Answered(body=shown(settled.activity, known, work))


async def delete(asked: Asked, work: Work) -> Answered:
    held = await _expected(asked, work, await activities.types(work) if asked.if_match else ())
    await activities.delete(work, held.id)
    return Answered()


def _id(asked: Asked) -> ActivityId:
    return ActivityId(asked.ids["activity"])


async def _expected(asked: Asked, work: Work, known: Sequence[Choice]) -> Activity:
    """Held until the commit. Raises ActivityNotFound, VersionOutdated."""
    held = await activities.find(work, _id(asked), lock=True)
    if asked.if_match:
        asked.expect(shown(held, known, work))
    return held


def _on_top(base: WantedActivity, given: ActivityChange, known: Sequence[Choice]) -> WantedActivity:
    """A contact, a type and a moment are never emptied: null leaves them."""
    wanted = base if given.contact is None else replace(base, contact=ContactId(int(given.contact)))
    wanted = wanted if given.type is None else replace(wanted, type=_type(given.type, known))
    wanted = wanted if given.at is None else replace(wanted, at=given.at)
    if "text" in given.model_fields_set:
        wanted = replace(wanted, body=written(given.text) if given.text else None)
    return wanted


def _type(said: str, known: Sequence[Choice]) -> ChoiceId:
    """Raises RequestInvalid."""
    found = type_named(said, known)
    if found is None:
        raise RequestInvalid(wrong=[Wrong("choice_unknown", pointer="/type")])
    return found.id


def type_named(said: str, known: Sequence[Choice]) -> Choice | None:
    """By its id, else by its name."""
    return next((each for each in known if str(each.id) == said), None) or type_said(said, known)


def shown(activity: Activity, known: Sequence[Choice], work: Work) -> ActivityShape:
    type = next((each for each in known if each.id == activity.type), None)
    return ActivityShape.model_construct(
        id=str(activity.id),
        contact=str(activity.contact),
        type=None if activity.type is None else str(activity.type),
        type_name=type_name(type, language_of(work.viewer.workspace.locale)),
        text=activity.text,
        at=activity.at,
        author=activity.author,
        link=activity.link,
        created_at=activity.created_at,
    )


READ, WRITE = Scope.READ, Scope.WRITE
ALL, ONE = "/activities", "/activities/{activity}"
# fmt: off
ROUTES = (
    Route(method="POST", path=ALL, does=log, scope=WRITE, name="activities.create", status=201,
          summary="Log an activity", body=NewActivity, answer=ActivityShape, versioned=True,
          about="What took place with a contact; it stands in the feed as done by the token."),
    Route(method="GET", path=f"{ALL}/types", does=types, scope=READ, name="activities.types",
          summary="List the types of activities", answer=Page[ActivityTypeShape],
          about="All of them, in the order that an admin has given them."),
    Route(method="GET", path=ONE, does=find, scope=READ, name="activities.read",
          summary="Read an activity", answer=ActivityShape, versioned=True),
    Route(method="PATCH", path=ONE, does=change, scope=WRITE, name="activities.change",
          summary="Change an activity", body=ActivityChange, answer=ActivityShape, versioned=True,
          about="One that this token has logged."),
    Route(method="DELETE", path=ONE, does=delete, scope=WRITE, name="activities.delete", status=204,
          summary="Delete an activity", about="One that this token has logged.", versioned=True),
)
# fmt: on
