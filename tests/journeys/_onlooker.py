"""What a person sees at the page of the sandbox, as soon as it is there: messages, modals, the Home tab."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TypeVar

from bot.sandbox import Visitor
from bot.sandbox.clock import pause, steady
from tests.journeys._reading import Json, Names
from tests.journeys._shown import Form, Home, Shown

PATIENCE_SECONDS = 60.0  # on a machine that has much else to do
_GLANCE_SECONDS = 0.015

Seen = TypeVar("Seen")


class Onlooker:
    """`channels` are the ids of the channels by name."""

    def __init__(self, visitor: Visitor, names: Names, channels: Mapping[str, str]) -> None:
        self.visitor = visitor
        self._names = names
        self._channels = channels
        self._old: frozenset[str] = frozenset()  # what their last act is to change or to cover, as it was before
        self._dm = ""  # the channel of the app's messages to this person, once there is one
        self._heard = 0  # of the exchanges between Slack and the app

    @property
    def id(self) -> str:
        return self.visitor.user

    async def form(self, *, saying: str = "", without: str = "\0") -> Form:
        """The modal on top, once it has something to fill in or says the words, and no longer the others.

        Never the one that was there when they last acted, as it was then: their act changes or covers it.
        """

        async def there() -> Form | None:
            form = await self.looks()
            if form is None or edition(form.raw) in self._old or without in form:
                return None
            return form if (saying in form if saying else form.is_fillable) else None

        found = await self.until(there, f"a form{f' that says {saying!r}' if saying else ''}")
        self._old = frozenset()
        return found

    async def top(self) -> Form:
        """The modal on top, whatever it shows, once it shows what their last act brought."""

        async def there() -> Form | None:
            form = await self.looks()
            assert form is not None, "no modal is open"
            return None if edition(form.raw) in self._old else form

        return await self.until(there, "what their last act brought")

    async def looks(self) -> Form | None:
        """The modal on top, whatever it shows."""
        view = await self.visitor.view()
        return None if view is None else Form(view, self._names)

    async def home(self, *words: str) -> Home:
        """The Home tab, once it says all the words, and no longer as it was when they clicked in it."""

        async def there() -> Home | None:
            raw = await self.visitor.home()
            home = None if raw is None or edition(raw) in self._old else Home(raw, self._names)
            return home if home is not None and all(each in home for each in words) else None

        found = await self.until(there, f"a Home tab that says {words}")
        self._old = frozenset()
        return found

    async def sees(self, words: str, *, in_: str = "sales") -> Shown:
        """The latest message of the channel that says the words, as soon as there is one."""

        async def there() -> Shown | None:
            return next((each for each in reversed(await self.reads(in_)) if words in each), None)

        return await self.until(there, f"{words!r} in {in_}", in_)

    async def dm(self, words: str) -> Shown:
        """The message of the app to this person that says the words."""
        return await self.sees(words, in_="dm")

    async def sees_posts(self, channel: str, count: int) -> list[Shown]:
        """The app's posts in a channel, as soon as there are so many."""

        async def there() -> list[Shown] | None:
            posts = [each for each in await self.reads(channel) if each.raw.get("metadata")]
            return posts if len(posts) >= count else None

        return await self.until(there, f"{count} posts in {channel}", channel)

    async def dms(self, words: str, *, times: int) -> None:
        """So many messages of the app to this person say the words."""

        async def there() -> bool | None:
            return await self.times(words, in_="dm") == times or None

        await self.until(there, f"{words!r} {times} times", "dm")

    async def loses(self, words: str, *, in_: str = "sales") -> None:
        """No message of the channel says the words any more."""

        async def gone() -> bool | None:
            return not await self.times(words, in_=in_) or None

        await self.until(gone, f"{in_} without {words!r}", in_)

    async def next_dm(self, before: int) -> Shown:
        """The app's message that comes after so many."""

        async def there() -> Shown | None:
            held = await self.reads("dm")
            return held[before] if len(held) > before else None

        return await self.until(there, f"message {before + 1}", "dm")

    async def becomes(self, shown: Shown, words: str = "", *, without: str = "\0", in_: str = "dm") -> Shown:
        """The same message, once it says the words, and no longer the others."""

        async def there() -> Shown | None:
            now = next((each for each in await self.reads(in_) if each.ts == shown.ts), None)
            return now if now is not None and words in now and without not in now else None

        return await self.until(there, f"{words!r} in the place of {shown.says!r}", in_)

    async def reads(self, in_: str = "sales", *, latest: int = 200) -> list[Shown]:
        """What this person sees of a channel, oldest first; an empty list where nobody has written yet."""
        place = await self._seek(in_)
        seen = await self.visitor.messages(place, latest=latest) if place else []
        return [Shown(each, self._names) for each in seen]

    async def times(self, words: str, *, in_: str = "sales") -> int:
        return sum(words in each for each in await self.reads(in_))

    async def until(self, look: Callable[[], Awaitable[Seen | None]], what: str, in_: str = "") -> Seen:
        """What `look` finds, as soon as it finds something; `what` and `in_` are for a complaint that it never did."""
        end = steady() + PATIENCE_SECONDS
        while True:
            seen = await look()
            if seen is not None:
                return seen
            if steady() > end:
                there = [each.says for each in (await self.reads(in_))[-5:]] if in_ else await self.looks()
                raise AssertionError(f"{self.id} never saw {what}; there is {there}")
            await pause(_GLANCE_SECONDS)

    async def _latest(self, in_: str) -> Shown | None:
        return next(reversed(await self.reads(in_, latest=1)), None)

    async def _stack(self) -> list[Json]:
        views: list[Json] = (await self.visitor._get("views", {"as": self.id}))["views"]
        return views

    async def _seek(self, in_: str) -> str:
        if in_ != "dm":
            return self._channels[in_]
        if not self._dm:  # once there, it is always the same; to find it one reads the whole world
            with suppress(StopIteration, RuntimeError):  # the latter is a StopIteration that crossed a coroutine
                self._dm = await self.visitor.app_channel()
        return self._dm


def edition(view: Json) -> str:
    """A view as it is until the app changes it."""
    return f"{view['id']} {view['hash']}"
