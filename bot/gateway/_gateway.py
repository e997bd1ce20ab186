"""The calls to Slack, and mail, each by its name in the trade; `Gateway` is built once by app and shared by all."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp

from bot.gateway._addresses import Addresses
from bot.gateway._files import UNSEEN, described, download
from bot.gateway._mail import Mailer
from bot.gateway._outcomes import Failure, Outcome, Paused, Reach, Refused, Sent
from bot.gateway._people import person_of
from bot.gateway._posts import post
from bot.gateway._wire import PATIENCE_SECONDS, Answer, Json, Steady, Wire
from bot.model.errors import (
    ChannelHasGuests,
    ChannelUnreachable,
    FileRefused,
    MemberNotFound,
    SlackRefused,
    SlackUnavailable,
)
from bot.model.ids import ChannelId, DeliveryId, MemberId
from bot.model.members import Standing
from bot.model.messages import TEXT_LENGTH, Encoded, Mail, Message, Posted
from bot.model.ports import Parcel, SlackFile, SlackPerson

DELIVERY = "carnet_delivery"  # the type of our messages' metadata
_PAGE = 200
_UPLOAD = aiohttp.ClientTimeout(total=120, sock_read=30)  # seconds
_NO_PREVIEWS = {"unfurl_links": False, "unfurl_media": False}


@dataclass(frozen=True, slots=True)
class OpenView:
    """A view that is open in front of a person; `hash` changes with each of its updates."""

    id: str
    hash: str


class Gateway:
    """The only voice that calls Slack. Posts answer with an outcome; the rest raises SlackRefused, SlackUnavailable.

    `token` gives a team's bot token, or raises SlackRefused. `patience` is how many seconds a call may take.
    """

    def __init__(
        self,
        *,
        api_url: str,
        token: Callable[[str], Awaitable[str]],
        clock: Steady,
        patience: float = PATIENCE_SECONDS,
        mailer: Mailer | None = None,
    ) -> None:
        self._addresses = Addresses(api_url)
        self._wire = Wire(self._addresses, token, clock, patience=patience)
        self._mailer = mailer

    async def start(self) -> None:
        await self._wire.start()

    async def close(self) -> None:
        await self._wire.close()

    async def post(self, team: str, channel: str, message: Posted, *, delivery: DeliveryId) -> Outcome:
        """The metadata is for everybody's eyes: it holds an id that says nothing, so that a copy is known again."""
        under = {"thread_ts": message.thread} if isinstance(message, Message) and message.thread else {}
        metadata = {"event_type": DELIVERY, "event_payload": {"id": str(delivery)}}
        answer = await self._wire.write(
            team, "chat.postMessage", channel=channel, metadata=metadata, **_NO_PREVIEWS, **under, **_body(message)
        )
        return _sent(answer)

    async def update(self, team: str, channel: str, ts: str, message: Posted) -> Outcome:
        return _sent(await self._wire.write(team, "chat.update", channel=channel, ts=ts, **_body(message)))

    async def delete(self, team: str, channel: str, ts: str) -> Outcome:
        """A message that is gone already counts as deleted."""
        answer = await self._wire.write(team, "chat.delete", channel=channel, ts=ts)
        if isinstance(answer, Refused) and answer.error == "message_not_found":
            return Sent(channel, ts)
        return _sent(answer)

    async def pin(self, team: str, channel: str, ts: str) -> Outcome:
        """A message that is pinned already stays so; where there are as many pins as may be, it stays without."""
        answer = await self._wire.write(team, "pins.add", channel=channel, timestamp=ts)
        if isinstance(answer, Answer) or (isinstance(answer, Refused) and answer.error == "already_pinned"):
            return Sent(channel, ts)
        return answer

    async def mail(self, to: str, mail: Mail, *, delivery: DeliveryId) -> Outcome:
        if self._mailer is None:  # the server was there when it was planned
            return Refused("no_mail_server", Reach.PASSING)
        return await self._mailer.send(to, mail, delivery=delivery)

    async def open_dm(self, team: str, member: MemberId) -> str:
        answer = _done(await self._wire.write(team, "conversations.open", users=member))
        return str(answer["channel"]["id"])

    async def find_delivery(
        self,
        team: str,
        channel: str,
        deliveries: Collection[DeliveryId],
        oldest: datetime,
        *,
        thread: str | None = None,
    ) -> dict[DeliveryId, list[str]]:
        """Where each delivery lies in the channel's history since `oldest`: its `ts`, the first copy first.

        A channel's history does not tell what stands in a `thread`: then its answers are asked for.
        """
        method, under = ("conversations.replies", {"ts": thread}) if thread else ("conversations.history", {})
        wanted = {str(delivery): delivery for delivery in deliveries}
        found: dict[DeliveryId, list[str]] = {}
        cursor = ""
        while True:
            page = _done(
                await self._wire.read(
                    team, method, channel=channel, oldest=f"{oldest.timestamp():.6f}", limit=_PAGE,
                    include_all_metadata="true", cursor=cursor or None, **under,
                )
            )  # fmt: skip
            for ts, key in _marks(page):
                if key in wanted:
                    found.setdefault(wanted[key], []).append(ts)
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return {delivery: sorted(copies) for delivery, copies in found.items()}

    async def open_view(self, team: str, trigger: str, view: Mapping[str, Any]) -> OpenView:
        return _view(await self._wire.write(team, "views.open", trigger_id=trigger, view=view))

    async def push_view(self, team: str, trigger: str, view: Mapping[str, Any]) -> OpenView:
        return _view(await self._wire.write(team, "views.push", trigger_id=trigger, view=view))

    async def update_view(self, team: str, view_id: str, hash: str | None, view: Mapping[str, Any]) -> OpenView:
        """With `hash`, refused as `hash_conflict` where the view has changed since."""
        guard = {"hash": hash} if hash else {}
        return _view(await self._wire.write(team, "views.update", view_id=view_id, view=view, **guard))

    async def publish_view(self, team: str, member: MemberId, view: Mapping[str, Any]) -> OpenView:
        """On the Home tab of that person."""
        return _view(await self._wire.write(team, "views.publish", user_id=member, view=view))

    async def respond(self, response_url: str, payload: Mapping[str, Any]) -> None:
        """Once and no more: slack_sdk's own client for response addresses repeats what may have arrived."""
        if not self._addresses.takes_responses(response_url):
            raise SlackRefused(error="response_url_elsewhere")
        await post(self._wire.session, response_url, json=payload)

    async def person(self, team: str, member: MemberId) -> SlackPerson:
        answer = await self._wire.read(team, "users.info", user=member, include_locale="true")
        if isinstance(answer, Refused) and answer.reach is Reach.READER:
            raise MemberNotFound(name=member)
        return person_of(_done(answer)["user"], team=team)

    async def people_of(self, team: str) -> list[SlackPerson]:
        """Everybody of a workspace but the bots and those who left, as users.list names them."""
        users = await self._pages(team, "users.list", "members", include_locale="true")
        people = [person_of(user, team=team) for user in users]
        return [person for person in people if person.standing not in {Standing.BOT, Standing.GONE}]

    async def _pages(self, team: str, method: str, field: str, **query: object) -> list[Any]:
        listed: list[Any] = []
        cursor = ""
        while True:
            page = _done(await self._wire.read(team, method, limit=_PAGE, cursor=cursor or None, **query))
            listed += page[field]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return listed

    async def enter(self, team: str, channel: ChannelId, *, even_shared: bool = False) -> None:
        answer = await self._wire.read(team, "conversations.info", channel=channel)
        if isinstance(answer, Refused) and answer.reach is Reach.CHANNEL:
            raise ChannelUnreachable(channel=channel, error=answer.error)
        place: Mapping[str, Any] = _done(answer)["channel"]
        if place.get("is_archived"):
            raise ChannelUnreachable(channel=channel, error="is_archived")
        if _is_shared(place) and not even_shared:
            raise ChannelHasGuests(error="is_ext_shared")
        # Of a direct conversation Slack describes only those that the app is in.
        if place.get("is_member") or place.get("is_im"):
            return
        if place.get("is_private") or place.get("is_mpim"):
            raise ChannelUnreachable(channel=channel, error="not_in_channel")
        joined = await self._wire.write(team, "conversations.join", channel=channel)
        if isinstance(joined, Refused) and joined.reach is not Reach.WORKSPACE:
            raise ChannelUnreachable(channel=channel, error=joined.error)
        _done(joined)

    async def is_shared(self, team: str, channel: ChannelId) -> bool:
        return _is_shared(_done(await self._wire.read(team, "conversations.info", channel=channel))["channel"])

    async def members(self, team: str, channel: ChannelId) -> list[MemberId]:
        return [
            MemberId(str(member))
            for member in await self._pages(team, "conversations.members", "members", channel=channel)
        ]

    async def is_gone(self, team: str, channel: ChannelId) -> bool:
        answer = await self._wire.read(team, "conversations.info", channel=channel)
        if isinstance(answer, Refused) and answer.reach is Reach.CHANNEL:
            return True
        return bool(_done(answer)["channel"].get("is_archived"))

    async def make_channel(self, team: str, name: str) -> ChannelId:
        return ChannelId(str(_done(await self._wire.write(team, "conversations.create", name=name))["channel"]["id"]))

    async def own_channel(self, team: str, name: str, *, since: datetime) -> ChannelId | None:
        me = (await self.auth_test(team)).get("user_id")
        listed = await self._pages(team, "conversations.list", "channels", types="public_channel")
        for each in listed:
            is_mine = each.get("creator") == me and float(each.get("created") or 0) >= since.timestamp()
            if each.get("name") == name and is_mine and not each.get("is_archived"):
                return ChannelId(str(each["id"]))
        return None

    async def invite(self, team: str, channel: ChannelId, member: MemberId) -> None:
        answer = await self._wire.write(team, "conversations.invite", channel=channel, users=member)
        if not (isinstance(answer, Refused) and answer.error == "already_in_channel"):
            _done(answer)

    async def describe(self, team: str, file: str) -> SlackFile:
        answer = await self._wire.read(team, "files.info", file=file)
        if isinstance(answer, Refused) and answer.error in UNSEEN:
            raise FileRefused(reason=UNSEEN[answer.error])
        return described(_done(answer)["file"])

    async def bytes_of(self, team: str, file: SlackFile, limit: int) -> AsyncGenerator[bytes]:
        token = await self._wire.token(team)
        chunks = download(self._wire.session, file, addresses=self._addresses, token=token, limit=limit)
        async with aclosing(chunks):
            async for chunk in chunks:
                yield chunk

    async def upload(self, team: str, parcel: Parcel, *, channel: str | None = None) -> str:
        """Slack's id of the file, shared in the channel; without one, none but the app can see it."""
        begun = _done(
            await self._wire.read(team, "files.getUploadURLExternal", filename=parcel.name, length=parcel.size)
        )
        url = str(begun["upload_url"])
        if not self._addresses.holds_files(url):
            raise SlackRefused(error="file_elsewhere")
        # Its length is said, so that it goes out as it comes from the shelf and not in chunks.
        length = {"Content-Length": str(parcel.size)}
        await post(self._wire.session, url, data=parcel.pieces, headers=length, timeout=_UPLOAD)
        file = {"id": str(begun["file_id"]), "title": parcel.title}
        shared = {"channel_id": channel} if channel else {}
        _done(await self._wire.write(team, "files.completeUploadExternal", files=[file], **shared))
        return file["id"]

    async def team_info(self, team: str) -> Mapping[str, Any]:
        """Slack's own description: id, name, domain, enterprise_id."""
        described: Mapping[str, Any] = _done(await self._wire.read(team, "team.info"))["team"]
        return described

    async def auth_test(self, team: str = "") -> Mapping[str, Any]:
        """Whose token it is: team_id, user_id, bot_id, enterprise_id."""
        return _done(await self._wire.write(team, "auth.test"))


def _body(message: Posted) -> dict[str, object]:
    """With its blocks even where there are none: an update that leaves them out keeps the old ones."""
    blocks = Json(message.blocks) if isinstance(message, Encoded) else message.blocks
    return {"text": message.text[:TEXT_LENGTH], "blocks": blocks, "link_names": False}


def _sent(answer: Answer | Failure) -> Outcome:
    if not isinstance(answer, Answer):
        return answer
    return Sent(str(answer.fields.get("channel", "")), str(answer.fields.get("ts", "")))


def _done(answer: Answer | Failure) -> Mapping[str, Any]:
    """What came with the answer; a failure is raised with Slack's code as `error`."""
    if isinstance(answer, Answer):
        return answer.fields
    if isinstance(answer, Paused):
        raise SlackUnavailable(error="ratelimited", scope=answer.scope, seconds=answer.seconds)
    if isinstance(answer, Refused) and answer.error != "unreachable":
        raise SlackRefused(error=answer.error, reach=answer.reach, needed=answer.needed, method=answer.method)
    raise SlackUnavailable(error=answer.error)


def _is_shared(place: Mapping[str, Any]) -> bool:
    return bool(place.get("is_ext_shared") or place.get("is_pending_ext_shared"))


def _view(answer: Answer | Failure) -> OpenView:
    view = _done(answer)["view"]
    return OpenView(str(view["id"]), str(view.get("hash", "")))


def _marks(page: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(ts, delivery's id) of each message of ours on a page of history."""
    ours = [each for each in page.get("messages", ()) if (each.get("metadata") or {}).get("event_type") == DELIVERY]
    return [(str(each["ts"]), str((each["metadata"].get("event_payload") or {}).get("id", ""))) for each in ours]
