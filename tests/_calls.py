"""The call log of a sandbox, of which each line is read once however often somebody looks."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.sandbox.wire import Json


class Calls:
    """What the app has called and was answered with, as {"method", "body", "response"}; nobody changes them."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._end = 0  # of what was read
        self._lines: list[Json] = []
        self._by_method: defaultdict[str, list[Json]] = defaultdict(list)

    def of(self, method: str) -> Sequence[Json]:
        self._read_on()
        return tuple(self._by_method[method])

    def __iter__(self) -> Iterator[Json]:
        self._read_on()
        return iter(tuple(self._lines))

    def _read_on(self) -> None:
        if not self._file.exists():
            return
        with self._file.open("rb") as file:
            file.seek(self._end)
            fresh = file.read()
        whole = fresh[: fresh.rfind(b"\n") + 1]
        self._end += len(whole)
        for line in whole.splitlines():
            call: Json = json.loads(line)
            self._lines.append(call)
            self._by_method[call["method"]].append(call)
