"""What an app says back to a command or a click: in its acknowledgement, or later through the response_url."""

from typing import Any

from ..blocks import check_attachments, check_blocks, with_ids
from ..errors import SlackError
from ..response_urls import Answerable, wants_in_channel
from ..slack import Slack
from ..wire import Json, loads, micros_of
from ..world import Message, Person
from ..world.messages import delete, post_as, touch
from .text import as_posted
from .typed import rich_text_of

_CANNOT_DISPLAY = "This content can't be displayed."
_NO_PREVIEW = "[no preview available]"


def answer(slack: Slack, target: Answerable, body: Json) -> None:
    """Raises SlackError for what Slack would not show."""
    if not slack.world.bot_of(target.team).is_active:
        raise SlackError("invalid_url")
    original = _original(slack, target)
    if body.get("delete_original"):
        if original is None:
            raise SlackError("message_not_found")
        delete(slack.world, original)
        return
    content = content_of(body)
    if body.get("replace_original") and original is not None:
        touch(slack.world, original, **content)
        return
    _post(slack, target, body, content)


def says_something(body: Json) -> bool:
    """Raises SlackError for what Slack would not show; nothing at all is no mistake here."""
    if body.get("delete_original"):
        return True
    try:
        content_of(body)
    except SlackError as refusal:
        if refusal.code != "no_text":
            raise
        return False
    return True


def content_of(body: Json) -> dict[str, Any]:
    """Text, blocks and attachments, checked and ready for a message."""
    return written(checked(body))


def written(content: dict[str, Any]) -> dict[str, Any]:
    """As Slack keeps it: the text with its escapes and links, and as rich text where it came without blocks."""
    text = as_posted(content["text"])
    is_bare = text.strip() and not content["blocks"]
    blocks = tuple(with_ids([rich_text_of(text)])) if is_bare else content["blocks"]
    return {**content, "text": text, "blocks": blocks}


def checked(body: Json) -> dict[str, Any]:
    """The same as the app wrote it."""
    text = body.get("text")
    blocks = _listed(body.get("blocks"))
    attachments = _listed(body.get("attachments"), "invalid_attachments")
    if body.get("markdown_text"):
        return _markdown(body)
    if not text and not blocks and not attachments:
        raise SlackError("no_text")
    if text is not None and not isinstance(text, str):
        text = str(text)
    blocks = check_blocks(blocks) if blocks else []
    attachments = check_attachments(attachments, blocks)
    return {
        "text": text or ("" if attachments and not blocks else _CANNOT_DISPLAY),
        "attachments": tuple(_numbered(attachment, n) for n, attachment in enumerate(attachments, start=1)),
        "blocks": tuple(with_ids(blocks)),
    }


def _numbered(attachment: Json, number: int) -> Json:
    """A click in it names it by its number, which is its place in the message."""
    named = {"fallback": _NO_PREVIEW, **attachment, "id": number}
    return named | {"blocks": with_ids(attachment["blocks"])} if attachment.get("blocks") else named


def _markdown(body: Json) -> dict[str, Any]:
    text = str(body["markdown_text"])
    if body.get("text") or body.get("blocks"):
        raise SlackError("markdown_text_conflict")
    if len(text) > 12_000:
        raise SlackError("msg_too_long")
    block = {"type": "markdown", "text": text}
    return {"text": text, "blocks": tuple(with_ids([block])), "attachments": ()}


def _listed(value: object, error: str = "invalid_blocks_format") -> list[Json]:
    """Blocks come as a list, or in a form as the JSON text of one."""
    if value in (None, ""):
        return []
    if isinstance(value, str):
        try:
            value = loads(value)
        except ValueError as problem:
            raise SlackError(error) from problem
    if not isinstance(value, list):
        raise SlackError(error)
    return value


def _original(slack: Slack, target: Answerable) -> Message | None:
    """The message that was acted on, where it is the app's own: another's it may not change."""
    if target.message is None:
        return None
    log = slack.world.log(target.channel)
    message = log.get(target.message) or log.ephemeral(target.message)
    is_own = message is not None and message.user == slack.world.bot_of(target.team).bot_user
    return message if is_own else None


def _post(slack: Slack, target: Answerable, body: Json, content: dict[str, Any]) -> None:
    channel = slack.world.channels.get(target.channel)
    if channel is None or channel.team != target.team:
        raise SlackError("channel_not_found")
    bot: Person = slack.world.people[slack.world.bot_of(target.team).bot_user]
    thread = _thread(body, target)
    only_for = "" if wants_in_channel(body) else target.user
    if channel.is_archived and not only_for:
        raise SlackError("is_archived")
    post_as(slack.world, channel, bot, **content, thread=thread, only_for=only_for)


def _thread(body: Json, target: Answerable) -> int | None:
    if not body.get("thread_ts"):
        return target.thread
    try:
        return micros_of(str(body["thread_ts"]))
    except ValueError as problem:
        raise SlackError("invalid_thread_ts") from problem
