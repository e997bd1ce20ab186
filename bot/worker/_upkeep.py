"""What runs beside the deliveries must not end them: a side task that fails is begun again."""

from collections.abc import Awaitable, Callable

from bot.log import logger
from bot.worker._ports import Clock

_AGAIN_SECONDS = 5.0


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
