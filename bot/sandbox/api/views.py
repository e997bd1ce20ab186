"""views.*: open, push, update, publish."""

from ..blocks import check_view
from ..errors import SlackError, bad_argument
from ..wire import Json
from ._call import Call, done


def open_view(call: Call) -> Json:
    trigger_id = _trigger_id(call)
    trigger = call.slack.triggers.peek(trigger_id, call.team)
    view = _view(call, "modal")
    shown = call.slack.views.open(call.team, trigger.user, view, channel=trigger.channel)
    call.slack.triggers.exchange(trigger_id, call.team)
    return done(view=shown)


def push(call: Call) -> Json:
    trigger_id = _trigger_id(call)
    trigger = call.slack.triggers.peek(trigger_id, call.team)
    view = _view(call, "modal")
    shown = call.slack.views.push(call.team, call.slack.views.top(trigger.user), view)
    call.slack.triggers.exchange(trigger_id, call.team)
    return done(view=shown)


def update(call: Call) -> Json:
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if not view_id and not external_id:
        raise bad_argument("either `view_id` or `external_id` must be provided")
    wanted = _view(call, "modal")
    view = call.slack.views.find_for_update(call.team, view_id, external_id)
    return done(view=call.slack.views.update(call.team, view, wanted, _hash(call)))


def publish(call: Call) -> Json:
    person = call.person(call.required("user_id"))
    if not call.world.app.has_home_tab:
        raise SlackError("not_enabled")
    return done(view=call.slack.views.publish(call.team, person.id, _view(call, "home"), _hash(call)))


def _trigger_id(call: Call) -> str:
    name = call.text("trigger_id") or call.text("interactivity_pointer")
    if not name:
        raise bad_argument("missing required field: trigger_id")
    return name


def _view(call: Call, expected: str) -> Json:
    if not call.args.get("view"):
        raise bad_argument("missing required field: view")
    try:
        view = call.parsed("view")
    except ValueError as error:
        raise bad_argument("must be valid json [json-pointer:/view]") from error
    return check_view(view, expected)


def _hash(call: Call) -> str | None:
    return call.text("hash") or None
