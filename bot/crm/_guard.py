"""`@needs(Can.X)`: who may call a function of this room; a house test fails on one without it."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.crm._work import Work
from bot.model.policy import Can, require

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Guarded = Callable[Concatenate[Work, Given], Coroutine[Any, Any, Answer]]


def needs(can: Can) -> Callable[[Guarded[Given, Answer]], Guarded[Given, Answer]]:
    """Raises GuestRefused or RoleRefused before the function begins."""

    def guard(function: Guarded[Given, Answer]) -> Guarded[Given, Answer]:
        @wraps(function)
        async def guarded(work: Work, /, *given: Given.args, **named: Given.kwargs) -> Answer:
            require(work.viewer.member, can)
            return await function(work, *given, **named)

        guarded.__dict__["needs"] = can
        return guarded

    return guard
