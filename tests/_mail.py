"""A mail server as others run one (aiosmtpd), which can be told to behave badly."""

import asyncio
import email
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(slots=True)
class MailHost:
    """`refusals` are said to the next messages, one each, when their bytes have come; `recipients` at RCPT."""

    port: int = 0
    messages: list[EmailMessage] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    dropping: int = 0  # so many messages are taken, and the line is cut before that is said
    slow: float = 0.0  # seconds before each message is taken
    seen: set[str] = field(default_factory=set)
    is_greylisting: bool = False  # whoever it sees for the first time is to come back

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?from=carnet@carnet.test"

    @property
    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.messages]

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.recipients:
            return self.recipients.pop(0)
        if self.is_greylisting and address not in self.seen:
            self.seen.add(address)
            return "451 4.7.1 Greylisted, please try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.slow)
        if self.refusals:
            return self.refusals.pop(0)
        read = email.message_from_bytes(cast(bytes, envelope.content), policy=default)
        self.messages.append(read)
        if self.dropping:
            self.dropping -= 1
            cast(Any, server).transport.abort()
        return "250 OK"


@asynccontextmanager
async def mail_host() -> AsyncIterator[MailHost]:
    host = MailHost()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(host, hostname="mail.test", loop=loop), "127.0.0.1", 0)
    host.port = server.sockets[0].getsockname()[1]
    try:
        yield host
    finally:
        server.close()
        await server.wait_closed()
