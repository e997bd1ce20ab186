"""conversations.*: the questions: info, list, members, history, replies; and users.conversations."""

from ..errors import SlackError, bad_argument
from ..wire import END_OF_TIME, Json, micros_of
from ..world import Channel, Message
from ..world.conversations import kind_of, last_read, shown
from ..world.messages import shown as shown_message
from ._call import Call, done, from_cursor, to_cursor, with_cursor

_TYPES = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}
MOST = 999


def info(call: Call) -> Json:
    channel = call.channel()
    call.need_scope_for(channel)
    view = shown(call.world, channel, call.bot.id, with_count=call.flag("include_num_members"))
    if call.flag("include_locale"):
        view["locale"] = "en-US"
    if call.bot.id in channel.members:
        view["last_read"] = last_read(call.world, channel, call.bot.id)
    return done(channel=view)


def listed(call: Call) -> Json:
    kinds = _kinds(call)
    channels = [channel for channel in call.world.channels_of(call.team) if _is_listed(call, channel, kinds)]
    page, cursor = call.page(channels, default=100, most=1000)
    views = [_without("is_open", shown(call.world, channel, call.bot.id, with_count=True)) for channel in page]
    return with_cursor(done(channels=views), cursor)


def listed_of(call: Call) -> Json:
    """users.conversations: where somebody is, or the app itself, as far as the app may see it."""
    kinds = _kinds(call)
    user = call.person(call.text("user", call.bot.id)).id
    channels = [
        channel
        for channel in call.world.channels_of(call.team)
        if user in channel.members and _is_listed(call, channel, kinds)
    ]
    page, cursor = call.page(channels, default=100, most=1000)
    views = [_without("is_member", shown(call.world, channel, user)) for channel in page]
    return with_cursor(done(channels=views), cursor)


def members(call: Call) -> Json:
    channel = call.channel()
    call.need_scope_for(channel)
    page, cursor = call.page(sorted(channel.members), default=100, most=1000)
    return with_cursor(done(members=list(page)), cursor)


def history(call: Call) -> Json:
    channel = _readable(call)
    oldest, latest = _bounds(call)
    latest = min(latest, _horizon(call, channel))
    limit = _limit(call)
    names = call.world.log(channel.id).between(oldest, latest)
    forward = bool(call.text("oldest")) and not call.text("latest")
    page, cursor = _page(call, names, limit, forward=forward)
    log = call.world.log(channel.id)
    messages = [_shown(call, message) for name in page if (message := log.get(name))]
    answer = done(
        messages=messages,
        has_more=bool(cursor),
        pin_count=0,
        channel_actions_ts=None,
        channel_actions_count=0,
    )
    if call.text("latest"):
        answer["latest"] = call.text("latest")
    return with_cursor(answer, cursor) if cursor else answer


def replies(call: Call) -> Json:
    channel = _readable(call)
    wanted = call.required("ts")
    log = call.world.log(channel.id)
    try:
        asked = log.get(micros_of(wanted))
    except ValueError:
        asked = None
    if asked is None:
        raise SlackError("thread_not_found")
    root = asked.thread if asked.thread is not None else asked.micros
    oldest, latest = _bounds(call)
    latest = min(latest, _horizon(call, channel))
    names = [root, *(name for name in log.replies(root) if oldest <= name <= latest)]
    page, cursor = call.page(names, default=1000, most=1000)
    messages = [_shown(call, message) for name in page if (message := log.get(name))]
    answer = done(messages=messages, has_more=bool(cursor))
    return with_cursor(answer, cursor) if cursor else answer


def _without(name: str, view: Json) -> Json:
    """The lists say a little less than conversations.info."""
    return {key: value for key, value in view.items() if key != name}


def _kinds(call: Call) -> set[str]:
    types = call.listed("types") or ["public_channel"]
    if any(name not in _TYPES for name in types):
        raise SlackError("invalid_types")
    for name in types:
        call.need_scope(f"{_TYPES[name]}:read")
    return {_TYPES[name] for name in types}


def _is_listed(call: Call, channel: Channel, kinds: set[str]) -> bool:
    if kind_of(channel) not in kinds:
        return False
    if channel.is_archived and call.flag("exclude_archived"):
        return False
    return channel.is_open_to_all or call.bot.id in channel.members


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.need_scope_for(channel)
    if call.bot.id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _bounds(call: Call) -> tuple[int, int]:
    """Both ends included: Slack leaves them out unless `inclusive` is set."""
    step = 0 if call.flag("inclusive") else 1
    try:
        oldest = micros_of(call.text("oldest")) + step if call.text("oldest") else 0
        latest = micros_of(call.text("latest")) - step if call.text("latest") else END_OF_TIME
    except ValueError as error:
        which = "oldest" if not _is_ts(call.text("oldest")) else "latest"
        raise SlackError(f"invalid_ts_{which}") from error
    return oldest, latest


def _is_ts(text: str) -> bool:
    try:
        micros_of(text or "0")
    except ValueError:
        return False
    return True


def _horizon(call: Call, channel: Channel) -> int:
    """With a lagging history, messages younger than the lag are not there yet."""
    lag = call.slack.faults.history_lag(call.method, channel.id)
    return END_OF_TIME if lag == 0 else call.world.wall.micros() - int(lag * 1_000_000)


def _limit(call: Call) -> int:
    limit = call.whole("limit", 100)
    if limit < 0 or limit > MOST + 1:
        raise bad_argument("must be between 1 and 999 [json-pointer:/limit]")
    return min(limit, MOST) or 100


def _page(call: Call, names: list[int], limit: int, *, forward: bool) -> tuple[list[int], str]:
    """Newest first. With `oldest` alone, pages go forward in time from there; else back from the end.

    A cursor names the next message to show, so that messages that arrive meanwhile move nothing.
    """
    cursor = call.text("cursor")
    start = from_cursor(cursor) if cursor else None
    if forward:
        left = [name for name in names if start is None or name >= start]
        page, rest = left[:limit], left[limit : limit + 1]
        return page[::-1], to_cursor(rest[0]) if rest else ""
    left = [name for name in names if start is None or name <= start]
    page, rest = left[-limit:], left[-limit - 1 : -limit]
    return page[::-1], to_cursor(rest[0]) if rest else ""


def _shown(call: Call, message: Message) -> Json:
    return shown_message(call.world, message, with_metadata=call.flag("include_all_metadata"))
