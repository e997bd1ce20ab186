"""What becomes of a mail: taken, refused for good or for now, or nobody knows."""

import socket
from datetime import UTC, datetime

import pytest

from bot.gateway import Doubtful, Mailer, MailServer, Outcome, Reach, Refused, Sent
from bot.model.ids import DeliveryId
from bot.model.messages import Mail
from tests._mail import MailHost, mail_host

MAIL = Mail("Reminder:\ncall   back", "Call back\n", "<p>Call back</p>")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


async def sent(host: MailHost, *, to: str = "claire@demo.example") -> Outcome:
    mailer = Mailer(MailServer.read(host.url), home="carnet.example.com", now=lambda: NOW)
    return await mailer.send(to, MAIL, delivery=DeliveryId(77))


async def test_a_mail_is_one_message_in_two_forms_known_by_its_delivery() -> None:
    async with mail_host() as host:
        assert await sent(host) == Sent("", "")
    (message,) = host.messages
    assert (message["From"], message["To"]) == ("Carnet <carnet@carnet.test>", "claire@demo.example")
    assert (message["Message-ID"], message["Subject"]) == ("<77@carnet.example.com>", "Reminder: call back")
    assert message["Auto-Submitted"] == "auto-generated"
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert (text.get_content().strip(), html.get_content().strip()) == ("Call back", "<p>Call back</p>")


@pytest.mark.parametrize(
    ("said", "to", "reach"),
    [
        ("550 5.1.1 No such user", "recipients", Reach.READER),
        ("451 4.7.1 Greylisted", "recipients", Reach.PASSING),
        ("554 5.7.1 Spam", "refusals", Reach.READER),
        ("452 4.3.1 Out of space", "refusals", Reach.PASSING),
    ],
)
async def test_what_the_server_refuses_is_refused_for_now_or_for_good(said: str, to: str, reach: Reach) -> None:
    async with mail_host() as host:
        getattr(host, to).append(said)
        assert await sent(host) == Refused(f"smtp_{said[:3]}", reach)
        assert not host.messages
        assert isinstance(await sent(host), Sent)


async def test_a_line_cut_after_the_mail_was_taken_is_a_doubt() -> None:
    async with mail_host() as host:
        host.dropping = 1
        assert isinstance(await sent(host), Doubtful)


async def test_nobody_at_the_address_is_no_doubt() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        outcome = await sent(MailHost(port=taken.getsockname()[1]))
    assert outcome == Refused("mail_unreachable", Reach.PASSING)


async def test_a_password_never_goes_in_clear() -> None:
    async with mail_host() as host:
        mailer = Mailer(MailServer.read(f"smtp://me:pw@127.0.0.1:{host.port}"), home="carnet.test", now=lambda: NOW)
        outcome = await mailer.send("claire@demo.example", MAIL, delivery=DeliveryId(77))
    assert outcome == Refused("mail_unready", Reach.PASSING)
    assert not host.messages


async def test_what_is_no_address_is_refused_for_good() -> None:
    outcome = await sent(MailHost(port=1), to="claire@\nBcc: all@demo.example")
    assert outcome == Refused("bad_address", Reach.READER)


def test_a_server_is_read_from_its_address() -> None:
    clear = MailServer.read("smtp://mail.example.com")
    assert (clear.port, clear.user, clear.is_tls, clear.sender) == (25, None, False, "carnet@mail.example.com")
    named = MailServer.read("smtps://me%40example.com:p%3Aw@mail.example.com")
    assert (named.port, named.user, named.password, named.is_tls) == (465, "me@example.com", "p:w", True)
    assert named.sender == "me@example.com"
    assert MailServer.read("smtp://me:pw@mail.example.com?from=crm@example.com").sender == "crm@example.com"
    with pytest.raises(ValueError, match="SMTP_URL"):
        MailServer.read("mail.example.com:25")
