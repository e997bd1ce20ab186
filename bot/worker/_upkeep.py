"""What runs beside the deliveries must not end them: a side task that fails is begun again."""

from collections.abc import Awaitable, Callable

from bot.log import logger
from bot.model.errors import StoreUnavailable
from bot.worker._ports import Clock

_AGAIN_SECONDS = 5.0


async def kept_apart(name: str, run: Callable[[], Awaitable[None]], **about: int) -> None:
    """What fails for one is logged and left, and the others come next. Raises StoreUnavailable, which is for all."""
    try:
        await run()
    except StoreUnavailable:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the others come next
        logger().error(name, outcome="left_out", error=type(error).__name__, **about)


async def kept_up(name: str, run: Callable[[], Awaitable[None]], clock: Clock) -> None:
    """Until `run` returns, or until cancelled."""
    while True:
        try:
            await run()
        except Exception as error:  # noqa: BLE001 - whatever it is, reminders go on
            logger().error(name, outcome="again", error=type(error).__name__)
        else:
            return
        await clock.sleep(_AGAIN_SECONDS)
