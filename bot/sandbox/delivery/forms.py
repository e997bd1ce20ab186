"""Forms: submitted, answered with errors, another view or nothing; closed, with or without the app being told."""

from ..blocks import check_view, missing_answers
from ..errors import BadPayload, SlackError
from ..response_urls import Answerable
from ..slack import Slack
from ..views import OpenView
from ..wire import Json
from ..world import Person
from . import payloads
from .interactions import Refused, note, send_interactive

_TROUBLE = "We had some trouble connecting. Try again?"


async def submit(slack: Slack, person: Person, view: OpenView, values: Json) -> Json:
    """What the form does next: {"response_action": …, "errors"?}."""
    slack.views.remember(view, values)
    state = view.shown["state"]["values"]
    problems = missing_answers(view.shown["blocks"], state)
    if problems:
        return {"response_action": "errors", "errors": problems}
    payload = payloads.interaction(slack, "view_submission", person)
    payload |= {
        "trigger_id": slack.triggers.issue(person.team, person.id, view.id, channel=view.channel),
        "view": view.shown,
        "response_urls": _response_urls(slack, person, view),
    }
    parcel, ack = await send_interactive(slack, "view_submission", payload)
    if not ack.is_ok:
        note(slack, parcel, ack, {"ok": False, "error": ack.problem})
        raise Refused(ack.problem, _TROUBLE)
    try:
        outcome = _apply(slack, person, view, ack.body or {})
    except SlackError as refusal:
        note(slack, parcel, ack, refusal.answer())
        raise Refused(refusal.code, _TROUBLE) from refusal
    note(slack, parcel, ack, {"ok": True})
    return outcome


async def close(slack: Slack, person: Person, view: OpenView, *, is_cleared: bool) -> None:
    """One view, or with `is_cleared` the whole stack; only those that asked are told of."""
    closed = [view]
    if is_cleared or view.shown["clear_on_close"]:
        closed = slack.views.clear(person.id)
        is_cleared = True
    else:
        slack.views.close(view)
    for one in reversed(closed):
        if one.shown["notify_on_close"]:
            await _tell_closed(slack, person, one, is_cleared=is_cleared)


async def _tell_closed(slack: Slack, person: Person, view: OpenView, *, is_cleared: bool) -> None:
    payload = payloads.interaction(slack, "view_closed", person)
    payload |= {"view": view.shown, "is_cleared": is_cleared}
    parcel, ack = await send_interactive(slack, "view_closed", payload)
    note(slack, parcel, ack, {"ok": True} if ack.is_ok else {"ok": False, "error": ack.problem})


def _apply(slack: Slack, person: Person, view: OpenView, body: Json) -> Json:
    action = body.get("response_action")
    match action:
        case None if body:
            raise BadPayload("invalid_arguments", ["missing required field: response_action [json-pointer:/]"])
        case None:
            slack.views.close(view)
        case "clear":
            slack.views.clear(person.id)
        case "errors":
            return {"response_action": "errors", "errors": _errors(view, body.get("errors"))}
        case "update":
            slack.views.update(person.team, view, check_view(body.get("view"), "modal"), None)
        case "push":
            slack.views.push(person.team, view, check_view(body.get("view"), "modal"))
        case _:
            problem = "must be one of: clear, errors, push, update [json-pointer:/response_action]"
            raise BadPayload("invalid_arguments", [problem])
    return {"response_action": action}


def _errors(view: OpenView, errors: object) -> Json:
    inputs = {block["block_id"] for block in view.shown["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise BadPayload("invalid_arguments", ["missing required field: errors [json-pointer:/]"])
    stray = [block_id for block_id in errors if block_id not in inputs]
    if stray:
        problems = [f"no input block has this `block_id` [json-pointer:/errors/{block_id}]" for block_id in stray]
        raise BadPayload("invalid_arguments", problems)
    wordless = [block_id for block_id, words in errors.items() if not isinstance(words, str) or not words]
    if wordless:
        problems = [f"must be a string with words [json-pointer:/errors/{block_id}]" for block_id in wordless]
        raise BadPayload("invalid_arguments", problems)
    return errors


def _response_urls(slack: Slack, person: Person, view: OpenView) -> list[Json]:
    """One address for each conversation that was chosen in an input with `response_url_enabled`."""
    urls = []
    for block in view.shown["blocks"]:
        element = block.get("element") or {}
        if block["type"] != "input" or not element.get("response_url_enabled"):
            continue
        chosen = view.shown["state"]["values"][block["block_id"]][element["action_id"]]
        channel = slack.world.channels.get(str(chosen.get("selected_conversation") or chosen.get("selected_channel")))
        if channel and person.id in channel.members:
            answerable = Answerable(person.team, channel.id, person.id, slack.wall.seconds())
            urls.append(
                {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": channel.id,
                    "response_url": slack.world.url + slack.response_urls.issue("app", answerable),
                }
            )
    return urls
