"""The payloads of commands, clicks, forms and shortcuts, field by field as Slack sends them."""

from ..response_urls import Answerable
from ..slack import Slack
from ..wire import Json
from ..world import Channel, Message, Person
from ..world.messages import UNASKED
from ..world.messages import shown as shown_message
from .parcel import VERIFICATION

# The kinds that name the person once; the others do so twice.
_WITHOUT = {"shortcut": "name", "block_suggestion": "username"}


def command(slack: Slack, person: Person, channel: Channel, *, word: str, text: str) -> Json:
    workspace = slack.world.workspaces[person.team]
    answerable = Answerable(person.team, channel.id, person.id, slack.wall.seconds())
    return {
        "token": VERIFICATION,
        "team_id": workspace.id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": word,
        "text": text,
        "api_app_id": slack.world.app.id,
        "is_enterprise_install": "false",
        "response_url": slack.world.url + slack.response_urls.issue("commands", answerable),
        "trigger_id": slack.triggers.issue(person.team, person.id, channel=channel.id),
    }


def interaction(slack: Slack, kind: str, person: Person) -> Json:
    """What every interactive payload has; the trigger is added by those that carry one."""
    workspace = slack.world.workspaces[person.team]
    user = {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team}
    return {
        "type": kind,
        "team": {"id": workspace.id, "domain": workspace.domain},
        "user": {name: value for name, value in user.items() if name != _WITHOUT.get(kind)},
        "api_app_id": slack.world.app.id,
        "token": VERIFICATION,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def message_context(slack: Slack, person: Person, channel: Channel, message: Message, *, attachment: int = 0) -> Json:
    """Where a click on a message happened. An ephemeral message is not sent along: Slack keeps none.

    `attachment` is the number of the one that was clicked in, 0 for the message itself.
    """
    of_attachment: Json = {"type": "message_attachment", "attachment_id": attachment, "is_app_unfurl": False}
    container: Json = {
        **(of_attachment if attachment else {"type": "message"}),
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.only_for),
    }
    context: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "response_url": message_response_url(slack, person, channel, message),
    }
    if not message.only_for:
        context["message"] = shown_message(slack.world, message, kept_back=UNASKED)
        if thread := context["message"].get("thread_ts"):
            container["thread_ts"] = thread
    return context


def message_response_url(slack: Slack, person: Person, channel: Channel, message: Message) -> str:
    answerable = Answerable(
        person.team,
        channel.id,
        person.id,
        slack.wall.seconds(),
        message=message.micros,
        thread=message.thread if message.is_reply else None,
    )
    return slack.world.url + slack.response_urls.issue("actions", answerable)


def channel_name(channel: Channel) -> str:
    if channel.is_im:
        return "directmessage"
    return "privategroup" if channel.is_private and not channel.is_mpim else channel.name
