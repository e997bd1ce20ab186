"""A worker of its own process, to be killed: `python -m tests.delivery._carrier DOOR` forks one for each line it reads.

DOOR is a listening socket, by its number; one test after another connects to it. The parent has everything imported, so
that a restart takes as long as a restart of the work and no longer. It says `{"started": pid}`, the child `{"up": pid}`
once it works, and the parent `{"frozen": pid}` and `{"ended": pid}`. It ends with its standard input.
"""

import asyncio
import gc
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from types import FrameType

from bot import log
from bot.clock import SystemClock
from bot.crm._door import Door
from bot.crm._work import Works
from bot.gateway import Gateway, Mailer, MailServer
from bot.model.deliveries import Delivery
from bot.model.messages import Message
from bot.store import open_database
from bot.store._outbox_claims import Claims, listen
from bot.worker import At, Worker, _loop
from bot.worker._messages import Messages
from bot.worker._ports import nothing

NEVER_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Orders:
    """`step` is where the process gets `signal`, the first time that it comes there."""

    database: str
    api_url: str
    token: str
    lease: float
    settle: float
    step: str = ""
    signal: str = "SIGKILL"
    only_woken: bool = False  # it never looks by itself
    is_whole: bool = False  # it composes, advances and tells as Carnet does, and not as these tests
    smtp: str = ""

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"


class Nobody:
    """Nobody has to be told in these tests."""

    def left(self, delivery: Delivery) -> None:
        """Nothing keeps a distance here."""

    async def advance(self, delivery: Delivery) -> None:
        raise AssertionError("there is no series")

    async def undelivered(self, delivery: Delivery, error: str) -> None:
        raise AssertionError(f"given up: {error}")

    async def channel_gone(self, delivery: Delivery, error: str) -> None:
        raise AssertionError(f"channel gone: {error}")


async def compose(delivery: Delivery) -> Message:
    return Message(f"{delivery.matter.value} {delivery.subject}")


async def carry(orders: Orders) -> None:
    """Works until SIGTERM."""
    clock = SystemClock()
    if orders.only_woken:
        _loop._LONGEST_SECONDS = NEVER_SECONDS

    async def token(team: str) -> str:
        await at("in_a_call")
        return orders.token

    at = _at(orders)
    database = await open_database(orders.database, wall=clock.now)
    mailer = Mailer(MailServer.read(orders.smtp), home="carnet.test", now=clock.now) if orders.smtp else None
    gateway = Gateway(api_url=orders.api_url, token=token, clock=clock, mailer=mailer)
    await gateway.start()
    claims = Claims(database, steady=clock.steady, lease=orders.lease, settle=orders.settle)
    waking: list[Callable[[], None]] = []
    works = Works(database, clock.now, partial(_wake, waking), mails=bool(orders.smtp))
    whole = Messages(works, Door(database, clock.now, steady=clock.steady), clock)
    worker = Worker(
        claims,
        gateway,
        clock,
        compose=whole if orders.is_whole else compose,
        aftermath=whole if orders.is_whole else Nobody(),
        expect=whole.expect if orders.is_whole else nothing,
        at=at,
    )
    waking.append(worker.wake)
    ears = asyncio.create_task(listen(database, worker.wake, clock.sleep, readers_changed=lambda _: None))
    stopping: list[asyncio.Task[None]] = []
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, lambda: stopping.append(loop.create_task(worker.stop())))
    _say(up=os.getpid())
    await worker.run()
    ears.cancel()
    await gateway.close()
    await database.close()


def _wake(waking: list[Callable[[], None]]) -> None:
    for wake in waking:
        wake()


def _at(orders: Orders) -> At:
    """`in_the_call` is the first call after `before_send`: the intent stands, the last look at the lease is over."""
    seen: set[str] = set()

    async def at(step: str) -> None:
        here = "in_the_call" if step == "in_a_call" and "before_send" in seen else step
        first = here not in seen
        seen.add(here)
        if first and here == orders.step:
            os.kill(os.getpid(), signal.Signals[orders.signal])

    return at


_alive: set[int] = set()
_client: list[socket.socket] = []  # to whom is spoken


def main() -> None:
    gc.freeze()  # what is loaded is shared with the children, and not copied for each when it looks for garbage
    with socket.socket(fileno=int(sys.argv[1])) as door:
        while door in select.select([door, sys.stdin], [], [])[0]:
            with door.accept()[0] as client:
                _client[:] = [client]
                _serve(client)


def _serve(client: socket.socket) -> None:
    signal.signal(signal.SIGCHLD, _see_to)
    with client.makefile("rb") as lines:
        for line in lines:
            child = os.fork()
            if child == 0:
                _be(Orders(**json.loads(line)))
            _alive.add(child)
            _say(started=child)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    while _alive:  # whoever gave the orders is gone
        child = _alive.pop()
        with suppress(ProcessLookupError, ChildProcessError):  # it came to its own end just now
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _be(orders: Orders) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log.set_up("CRITICAL")
    failed = 1
    try:
        asyncio.run(carry(orders))
        failed = 0
    finally:
        os._exit(failed)  # what follows belongs to the parent


def _see_to(number: int, frame: FrameType | None) -> None:
    while True:
        try:
            child, status = os.waitpid(-1, os.WNOHANG | os.WUNTRACED)
        except ChildProcessError:
            return
        if not child:
            return
        if os.WIFSTOPPED(status):
            _say(frozen=child)
        else:
            _alive.discard(child)
            _say(ended=child)


def _say(**told: int) -> None:
    with suppress(BrokenPipeError):  # nobody listens any more
        os.write(_client[0].fileno(), json.dumps(told).encode() + b"\n")


if __name__ == "__main__":
    main()
