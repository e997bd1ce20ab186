"""What the worker is handed by app: a clock, the words of a message, and what follows when nobody can be reached."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model.deliveries import Claimed, Delivery
from bot.model.messages import Mail, Posted

# Called at each numbered step of a delivery, so that a test can end the process just there.
At = Callable[[str], Awaitable[None]]


class Steady(Protocol):
    def steady(self) -> float: ...


class Clock(Steady, Protocol):
    def now(self) -> datetime: ...

    async def sleep(self, seconds: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Later:
    """Its reader wants to be left alone until then."""

    until: datetime


Expect = Callable[[Sequence[Delivery]], Awaitable[None]]


class Compose(Protocol):
    async def __call__(self, delivery: Delivery) -> Posted | Mail | Later | None:
        """What to say, read at the last moment; None where it is no longer wanted."""
        ...


class Aftermath(Protocol):
    """What follows from a delivery, in the store as a rule. Each may be called twice for the same delivery."""

    def left(self, delivery: Delivery) -> None:
        """It was just sent, or may have been: what has to keep its distance counts from now."""
        ...

    async def advance(self, delivery: Delivery) -> None:
        """The series comes to the occurrence after the delivery's, if it has not done so."""
        ...

    async def undelivered(self, delivery: Delivery, error: str) -> None:
        """The delivery is given up; `error` is Slack's code."""
        ...

    async def channel_gone(self, delivery: Delivery, error: str) -> None:
        """The channel of this delivery takes no more posts of ours."""
        ...


class Guard(Protocol):
    async def __call__(self, step: Callable[[], Awaitable[object]], claimed: Claimed | None = None) -> str:
        """Takes a step, about `claimed`; answers with the name of the error that ended it, which is logged, or ''."""
        ...


async def nothing(deliveries: Sequence[Delivery]) -> None:
    """The `Expect` of whoever reads each by itself."""


async def nowhere(step: str) -> None:
    """The usual `At`: it does not stop."""
