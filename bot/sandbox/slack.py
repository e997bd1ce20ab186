"""All that a Web API method, a delivery or a person's click may touch, in one place."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass, field

from .call_log import CallLog
from .clock import WallClock
from .delivery.outbound import Outbound
from .faults import Faults
from .options import SandboxOptions
from .response_urls import ResponseUrls
from .triggers import Triggers
from .views import Views
from .world import World
from .world.files import FileBytes

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Slack:
    options: SandboxOptions
    wall: WallClock
    world: World
    triggers: Triggers
    response_urls: ResponseUrls
    views: Views
    bytes: FileBytes
    log: CallLog
    faults: Faults
    outbound: Outbound
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log.error("a delivery broke", exc_info=error)
