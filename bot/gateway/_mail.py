"""E-mail by SMTP, one message at a time: sent at least once, known by the delivery's id."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib
from aiosmtplib import (
    SMTPConnectError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from bot.gateway._outcomes import Doubtful, Outcome, Reach, Refused, Sent
from bot.model.ids import DeliveryId
from bot.model.messages import Mail

_NAME = "Carnet"
_SUBJECT = 200
_PATIENCE = 30.0  # seconds for each answer of the server
# Nobody answers what a program wrote: no "I am on holiday" for each reminder.
_BY_A_PROGRAM = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """`smtp://` speaks in clear and goes over to TLS where the server offers it, `smtps://` is TLS from the start.

    A password never goes in clear: with one, a server that offers no TLS is not used.
    """

    host: str
    port: int
    is_tls: bool
    user: str | None
    password: str | None
    sender: str

    @classmethod
    def read(cls, url: str) -> Self:
        """`?from=` names the sender; else the user where that is an address, else carnet@ the server's host.

        Raises ValueError.
        """
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("SMTP_URL is smtp://user:password@host:port or smtps://…")
        user = unquote(parts.username) if parts.username else None
        named = (parse_qs(parts.query).get("from") or [""])[0]
        is_tls = parts.scheme == "smtps"
        return cls(
            host=parts.hostname,
            port=parts.port or (465 if is_tls else 587 if user else 25),
            is_tls=is_tls,
            user=user,
            password=unquote(parts.password) if parts.password else None,
            sender=named or (user if user and "@" in user else f"carnet@{parts.hostname}"),
        )


class Mailer:
    """`home` is the host in the ids of its messages."""

    def __init__(self, server: MailServer, *, home: str, now: Callable[[], datetime]) -> None:
        self._server = server
        self._home = home
        self._now = now

    async def send(self, to: str, mail: Mail, *, delivery: DeliveryId) -> Outcome:
        server = self._server
        try:
            message = self._message(to, mail, delivery)
        except ValueError:  # not an address
            return Refused("bad_address", Reach.READER)
        try:
            await aiosmtplib.send(
                message, hostname=server.host, port=server.port, use_tls=server.is_tls, timeout=_PATIENCE,
                start_tls=True if server.password and not server.is_tls else None,
                username=server.user, password=server.password, sender=server.sender, recipients=[to],
            )  # fmt: skip
        except (SMTPException, OSError, TimeoutError) as error:
            return _read(error)
        return Sent("", "")

    def _message(self, to: str, mail: Mail, delivery: DeliveryId) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        message["From"] = Address(_NAME, addr_spec=self._server.sender)
        message["To"] = Address(addr_spec=to)
        message["Subject"] = " ".join(mail.subject.split())[:_SUBJECT]
        message["Date"] = format_datetime(self._now())
        message["Message-ID"] = f"<{delivery}@{self._home}>"
        for name, value in _BY_A_PROGRAM.items():
            message[name] = value
        message.set_content(mail.text)
        message.add_alternative(mail.html, subtype="html")
        return message


def _read(error: Exception) -> Outcome:
    """What the server says of this address or this message is final where it begins with 5; of ourselves it may
    change, for somebody may put the settings right."""
    if isinstance(error, SMTPRecipientsRefused) and error.recipients:
        return _refused(error.recipients[0])
    if isinstance(error, SMTPResponseException):
        return _refused(error)
    if isinstance(error, SMTPConnectError | ConnectionRefusedError):
        return Refused("mail_unreachable", Reach.PASSING)  # not a byte has left
    if type(error) is SMTPException:
        return Refused("mail_unready", Reach.PASSING)  # no TLS, or no way to log in: not a word of the mail has left
    return Doubtful(type(error).__name__)


def _refused(error: SMTPResponseException) -> Refused:
    of_this_mail = isinstance(error, SMTPRecipientRefused | aiosmtplib.SMTPDataError)
    is_final = of_this_mail and error.code >= 500
    return Refused(f"smtp_{error.code}", Reach.READER if is_final else Reach.PASSING)
