"""Webhooks on the wire: signed, to public addresses alone, never led elsewhere; what went wrong has a name."""

import base64
import hashlib
import hmac
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import pytest_asyncio
from aiohttp import web

from bot.clock import SystemClock
from bot.gateway import Receivers, networks_of
from bot.gateway._public import is_public
from bot.model.errors import FieldsInvalid
from bot.model.ids import EventId
from bot.model.webhooks import SECRET_PREFIX, Letter, Told
from tests._receiver import Receiver, receiver

KEY = bytes(range(32))
SECRET = SECRET_PREFIX.encode() + base64.b64encode(KEY)
BODY = b'{"type":"contact.created","name":"Zo\xc3\xa9"}'


def letter(url: str, body: bytes = BODY) -> Letter:
    return Letter(EventId(4711), url, SECRET, body)


@pytest_asyncio.fixture
async def hearing() -> AsyncIterator[Receiver]:
    async with receiver() as hearing:
        yield hearing


@pytest_asyncio.fixture
async def outside() -> AsyncIterator[Receivers]:
    """As in service: to public addresses alone."""
    receivers = Receivers(now=SystemClock().now)
    await receivers.start()
    yield receivers
    await receivers.close()


@pytest_asyncio.fixture
async def trials() -> AsyncIterator[Receivers]:
    """As on a machine that tries itself."""
    receivers = Receivers(now=SystemClock().now, trials=networks_of("127.0.0.0/8, ::1/128"))
    await receivers.start()
    yield receivers
    await receivers.close()


async def test_what_is_sent_is_signed_so_that_its_receiver_can_tell(trials: Receivers, hearing: Receiver) -> None:
    assert await trials.send(letter(hearing.url)) == Told(204)
    (heard,) = hearing.heard
    assert heard.body == BODY
    assert heard.headers["Content-Type"] == "application/json"
    assert heard.id == "4711"
    sent_at = datetime.fromtimestamp(int(heard.headers["webhook-timestamp"]), UTC)
    assert abs(datetime.now(UTC) - sent_at) < timedelta(minutes=5)
    # As the Standard Webhooks specification words it, and by nothing of ours.
    signed = f"{heard.id}.{heard.headers['webhook-timestamp']}.".encode() + heard.body
    version, _, signature = heard.headers["webhook-signature"].partition(",")
    assert version == "v1"
    assert base64.b64decode(signature) == hmac.new(KEY, signed, hashlib.sha256).digest()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_no_redirect_is_followed(trials: Receivers, hearing: Receiver, status: int) -> None:
    hearing.answers.append(web.Response(status=status, headers={"Location": f"{hearing.url}/elsewhere"}))
    told = await trials.send(letter(hearing.url))
    assert (told.status, told.error) == (status, "redirect")
    assert [each.path for each in hearing.heard] == ["/hook"]


@pytest.mark.parametrize("status", [400, 401, 404, 410, 429, 500, 503])
async def test_an_answer_that_is_not_well_has_its_number(trials: Receivers, hearing: Receiver, status: int) -> None:
    hearing.answers.append(web.Response(status=status))
    assert await trials.send(letter(hearing.url)) == Told(status, f"http_{status}")


async def test_a_wait_that_is_asked_for_is_read_in_both_its_writings(trials: Receivers, hearing: Receiver) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    for asked in ("120", soon, "99999999999999999999", "soon", "-5", "Wed, 99 Foo 2026"):
        hearing.answers.append(web.Response(status=503, headers={"Retry-After": asked}))
    waits = [(await trials.send(letter(hearing.url))).wait for _ in range(6)]
    assert waits[0] == 120
    assert waits[1] is not None
    assert 500 < waits[1] <= 600
    assert waits[2] == timedelta(hours=6).total_seconds()
    assert waits[3:] == [None, None, None]


async def test_a_long_answer_is_not_read_to_its_end(trials: Receivers, hearing: Receiver) -> None:
    hearing.answers.append(web.Response(status=200, body=b"x" * 50_000_000))
    assert await trials.send(letter(hearing.url)) == Told(200)


async def test_what_breaks_has_a_name(trials: Receivers) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        assert await trials.send(letter(closed)) == Told(error="unreachable")
        assert await trials.send(letter(closed.replace("http:", "https:"))) == Told(error="unreachable")
    assert await trials.send(letter("https://nobody.invalid/")) == Told(error="unknown_name")
    assert await trials.send(letter("https://[::1/")) == Told(error="address")
    assert await trials.send(letter("not an address")) == Told(error="address")


async def test_where_there_is_no_tls_it_is_said(trials: Receivers, hearing: Receiver) -> None:
    told = await trials.send(letter(hearing.url.replace("http:", "https:")))
    assert told.error in {"tls", "unreachable"}
    assert not hearing.heard


# Each leads to this machine or its network, by another way of writing it.
INWARD = [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0", "0.0.0.0",  # noqa: S104
    "10.0.0.5", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8", "198.18.0.1", "224.0.0.1",
    "255.255.255.255", "240.0.0.1", "192.88.99.1", "168.63.129.16", "[::1]", "[::]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::a00:1]", "[2002:7f00:1::]", "[2002:a00:5::1]", "[2001::1]",
    "[fe80::1]", "[fec0::1]", "[fc00::1]", "[fd12:3456::1]", "[ff02::1]", "[2001:db8::1]", "[100::1]", "localhost",
    "localhost.", "LOCALHOST",
]  # fmt: skip


@pytest.mark.parametrize("host", INWARD)
async def test_nothing_of_our_own_network_is_reached(outside: Receivers, hearing: Receiver, host: str) -> None:
    told = await outside.send(letter(f"https://{host}:{hearing.port}/hook"))
    assert told.status == 0
    assert told.error in {"private", "address", "unknown_name"}
    assert not hearing.heard
    with pytest.raises(FieldsInvalid) as refused:
        await outside.check(f"https://{host}:{hearing.port}/hook")
    assert refused.value.fields["url"] in {"webhook_private", "webhook_unknown_name", "webhook_address"}


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
async def test_what_is_ours_is_said_to_be_so_when_it_is_added(outside: Receivers, host: str) -> None:
    with pytest.raises(FieldsInvalid) as refused:
        await outside.check(f"https://{host}/hook")
    assert refused.value.fields == {"url": "webhook_private"}


async def test_a_name_that_leads_inward_only_later_is_refused_then(
    outside: Receivers, hearing: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name server is somebody else's, and answers each time as it likes."""
    answers = [["93.184.215.14"], ["93.184.215.14", "127.0.0.1"], ["127.0.0.1"], ["::ffff:10.0.0.1"]]
    monkeypatch.setattr(socket, "getaddrinfo", _resolving(answers))
    await outside.check("https://rebinding.example/hook")
    for _ in range(3):
        told = await outside.send(letter(f"https://rebinding.example:{hearing.port}/hook"))
        assert told == Told(error="private")
    assert not hearing.heard


async def test_the_last_wall_stands_behind_the_look_up(outside: Receivers, hearing: Receiver) -> None:
    """Were the look-up ever passed by, the socket is not made."""
    address = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", hearing.port))
    with pytest.raises(OSError):  # noqa: PT011  # its type is the gateway's own
        outside._socket(address)


@pytest.mark.parametrize("url", [
    "http://example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "javascript:alert(1)",
    "https://", "https:///x", "//example.com/x", "example.com", "https://user:secret@example.com/",
    "https://exa mple.com/", "https://example.com\\@127.0.0.1/", "https://example.com:0/", "https://example.com:99999/",
    "https://example.com/\r\nHost: x", "https://[::1", "",
])  # fmt: skip
async def test_what_is_no_address_of_a_webhook_is_refused(outside: Receivers, url: str) -> None:
    with pytest.raises(FieldsInvalid) as refused:
        await outside.check(url)
    assert set(refused.value.fields) == {"url"}


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::6810:84e5", "::ffff:8.8.8.8"])
def test_the_internet_is_public(address: str) -> None:
    assert is_public(address)


def _resolving(answers: list[list[str]]):  # type: ignore[no-untyped-def]  # the shape is the library's
    def getaddrinfo(host: str, port: int, **rest: object) -> list[object]:
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(_family(each), socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    return getaddrinfo


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET
