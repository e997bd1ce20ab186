"""The messages of one channel in the order of their names, with the threads among them."""

from bisect import bisect_left, bisect_right, insort

from .records import Message

_MOST_EPHEMERAL = 1_000


class MessageLog:
    def __init__(self) -> None:
        self._messages: dict[int, Message] = {}
        self._main: list[int] = []
        self._threads: dict[int, list[int]] = {}
        self._ephemeral: dict[int, Message] = {}

    def free_micros(self, wanted: int) -> int:
        """A name that no message of the channel has: the moment itself, or the next free microsecond."""
        while wanted in self._messages or wanted in self._ephemeral:
            wanted += 1
        return wanted

    def get(self, micros: int) -> Message | None:
        return self._messages.get(micros)

    def ephemeral(self, micros: int) -> Message | None:
        return self._ephemeral.get(micros)

    def put(self, message: Message) -> None:
        if message.only_for:
            self._ephemeral[message.micros] = message
            if len(self._ephemeral) > _MOST_EPHEMERAL:
                del self._ephemeral[next(iter(self._ephemeral))]
            return
        known = self._messages.get(message.micros)
        if known is None:
            self._place(message)
        elif message.broadcast and not known.broadcast:
            insort(self._main, message.micros)
        self._messages[message.micros] = message

    def drop(self, message: Message) -> None:
        if message.only_for:
            self._ephemeral.pop(message.micros, None)
            return
        if self._messages.pop(message.micros, None) is None:
            return
        for names in (self._main, self._threads.get(message.thread or -1, [])):
            at = bisect_left(names, message.micros)
            if at < len(names) and names[at] == message.micros:
                del names[at]

    def between(self, oldest: int, latest: int) -> list[int]:
        """Names outside threads from `oldest` to `latest`, both included, oldest first."""
        return self._main[bisect_left(self._main, oldest) : bisect_right(self._main, latest)]

    def replies(self, thread: int) -> list[int]:
        return list(self._threads.get(thread, ()))

    def count_after(self, micros: int) -> int:
        return len(self._main) - bisect_right(self._main, micros)

    def last(self) -> Message | None:
        return self._messages[self._main[-1]] if self._main else None

    def ephemeral_for(self, user: str) -> list[Message]:
        return [message for message in self._ephemeral.values() if message.only_for == user]

    def all(self) -> list[Message]:
        return list(self._messages.values())

    def _place(self, message: Message) -> None:
        if message.is_reply and message.thread is not None:
            insort(self._threads.setdefault(message.thread, []), message.micros)
        if not message.is_reply or message.broadcast:
            insort(self._main, message.micros)
