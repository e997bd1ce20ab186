"""The addresses through which an app answers a command or a click later: five uses, thirty minutes."""

from collections import OrderedDict
from dataclasses import dataclass, replace

from .clock import WallClock
from .errors import SlackError
from .ids import short_token
from .wire import Json

USES = 5
MINUTES = 30
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Answerable:
    team: str
    channel: str
    user: str
    born: int  # wall seconds
    message: int | None = None  # the message that was clicked, by its micros
    thread: int | None = None
    uses: int = 0


class ResponseUrls:
    def __init__(self, wall: WallClock) -> None:
        self._wall = wall
        self._open: OrderedDict[str, Answerable] = OrderedDict()

    def issue(self, kind: str, answerable: Answerable) -> str:
        """The path of the new address; `kind` is commands or actions, as in Slack's own."""
        path = f"/{kind}/{answerable.team}/{self._wall.micros()}/{short_token()}"
        self._open[path] = answerable
        if len(self._open) > _REMEMBERED:
            self._open.popitem(last=False)
        return path

    def use(self, path: str) -> Answerable:
        found = self._open.get(path)
        if found is None:
            raise SlackError("invalid_url")
        if self._wall.seconds() - found.born > MINUTES * 60:
            raise SlackError("expired_url")
        if found.uses >= USES:
            raise SlackError("used_url")
        self._open[path] = replace(found, uses=found.uses + 1)
        return found


def wants_in_channel(answer: Json) -> bool:
    return answer.get("response_type") == "in_channel"
