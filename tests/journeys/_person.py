"""A person at the page of the sandbox: types, clicks, fills in, and sees."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.sandbox import Visitor
from bot.sandbox.blocks import elements_of
from bot.sandbox.clock import pause, steady
from tests.journeys._reading import Json, Names, plain, read

PATIENCE_SECONDS = 20.0  # on a machine that has much else to do
_GLANCE_SECONDS = 0.015

Seen = TypeVar("Seen")


@dataclass(frozen=True)
class Shown:
    """A message as one person sees it."""

    raw: Json
    names: Names

    @property
    def says(self) -> str:
        return read(self.raw, self.names)

    @property
    def ts(self) -> str:
        return str(self.raw["ts"])

    @property
    def buttons(self) -> list[str]:
        return [plain(element["text"]["text"]) for _, element in self.elements("button")]

    @property
    def is_for_one(self) -> bool:
        return bool(self.raw["ephemeral"])

    def elements(self, kind: str) -> list[tuple[Json, Json]]:
        """Each element of that kind with its block."""
        blocks = self.raw.get("blocks") or ()
        return [(block, one) for block in blocks for one in elements_of(block) if one["type"] == kind]

    def __contains__(self, words: str) -> bool:
        return words in self.says

    def __repr__(self) -> str:
        return f"Shown({self.says!r})"


class Form(Shown):
    """A modal as one person sees it; fields go by the label above them."""

    @property
    def title(self) -> str:
        return plain(self.raw["title"]["text"])

    @property
    def is_fillable(self) -> bool:
        return bool(self.fields)

    @property
    def fields(self) -> dict[str, Json]:
        """The input blocks by their labels."""
        return {plain(block["label"]["text"]): block for block in self.raw["blocks"] if block["type"] == "input"}

    def typed(self, label: str) -> str:
        """What stands in the field now: what was typed, or what it was opened with."""
        block = self.fields[label]
        element = block["element"]
        held = (self.raw["state"]["values"].get(block["block_id"]) or {}).get(element["action_id"])
        if held is None:
            return str(element.get("initial_value") or (element.get("initial_option") or {}).get("value") or "")
        return str(held.get("value") or (held.get("selected_option") or {}).get("value") or "")


@dataclass(frozen=True)
class Sent:
    """What became of a form: the sentences under its fields, by label, or the view that took its place."""

    errors: dict[str, str]
    form: Form | None

    def __contains__(self, words: str) -> bool:
        return self.form is not None and words in self.form


class Person:
    """`channels` are the ids of the channels by name."""

    def __init__(self, visitor: Visitor, names: Names, channels: Mapping[str, str]) -> None:
        self.visitor = visitor
        self._names = names
        self._channels = channels

    @property
    def id(self) -> str:
        return self.visitor.user

    async def types(self, line: str, *, in_: str = "sales") -> Shown:
        """Types a command and reads its answer, which is there once the command was acknowledged."""
        before = await self._latest(in_)
        await self.sends(line, in_=in_)

        async def answered() -> Shown | None:
            latest = await self._latest(in_)
            return latest if latest is not None and (before is None or latest.ts > before.ts) else None

        return await self._until(answered, f"an answer to {line[:60]!r}")

    async def sends(self, line: str, *, in_: str = "sales") -> None:
        """Types a command whose answer is no message."""
        outcome = await self.visitor.command(await self._seek(in_), line)
        assert outcome["ok"], f"{line[:60]!r}: {outcome['message']}"

    async def opens(self, line: str, *, in_: str = "sales") -> Form:
        await self.sends(line, in_=in_)
        return await self.form()

    async def clicks(self, label: str, *, on: Shown, beside: str = "") -> None:
        """The button of that name, in the block that has the words `beside` where there are several."""
        for block, button in on.elements("button"):
            if plain(button["text"]["text"]) != label or beside not in read({"blocks": [block]}, self._names):
                continue
            action = {"type": "button", "action_id": button["action_id"]}
            outcome = await self.visitor.act(
                "block_action", container=self._container(on), block_id=block["block_id"], action=action
            )
            assert outcome["ok"], f"[{label}]: {outcome['message']}"
            return
        raise AssertionError(f"there is no [{label}] beside {beside!r} in {on.says!r}")

    async def form(self, *, saying: str = "") -> Form:
        """The modal on top, once it has something to fill in or says the words."""

        async def there() -> Form | None:
            form = await self.looks()
            return form if form and (saying in form if saying else form.is_fillable) else None

        return await self._until(there, f"a form{f' that says {saying!r}' if saying else ''}")

    async def looks(self) -> Form | None:
        """The modal on top, whatever it shows."""
        view = await self.visitor.view()
        return None if view is None else Form(view, self._names)

    async def saves(self, **typed: object) -> Sent:
        """Fills in the form on top, sends it and waits until it is saved: on a busy machine that may take a while."""
        sent = await self.submits(**typed)
        return Sent(sent.errors, await self._saved())

    async def submits(self, **typed: object) -> Sent:
        """Fills in the form on top and sends it; fields by block id, as the form keeps them in every language."""
        outcome = await self.visitor.submit(typed)
        assert outcome["ok"], outcome["message"]
        form = await self.looks()
        labels = {} if form is None else {block["block_id"]: label for label, block in form.fields.items()}
        errors = {labels[key]: sentence for key, sentence in (outcome.get("errors") or {}).items()}
        return Sent(errors, form)

    async def _saved(self) -> Form | None:
        async def there() -> tuple[Form | None] | None:
            form = await self.looks()
            waits = form is not None and any(
                block["type"] == "section" and block["block_id"] == "shell" for block in form.raw["blocks"]
            )
            return None if waits else (form,)

        return (await self._until(there, "a form that was saved"))[0]

    async def has(self, name: str, **typed: object) -> None:
        """Makes a contact of that name, through the form."""
        await self.opens(f"/contact new {name}")
        saved = await self.saves(**typed)
        assert name in saved, saved
        await self.visitor.close()

    async def sees(self, words: str, *, in_: str = "sales") -> Shown:
        """The latest message of the channel that says the words, as soon as there is one."""

        async def there() -> Shown | None:
            return next((each for each in reversed(await self.reads(in_)) if words in each), None)

        return await self._until(there, f"{words!r} in {in_}", in_)

    async def dm(self, words: str) -> Shown:
        """The message of the app to this person that says the words."""
        return await self.sees(words, in_="dm")

    async def sees_posts(self, channel: str, count: int) -> list[Shown]:
        """The app's posts in a channel, as soon as there are so many."""

        async def there() -> list[Shown] | None:
            posts = [each for each in await self.reads(channel) if each.raw.get("metadata")]
            return posts if len(posts) >= count else None

        return await self._until(there, f"{count} posts in {channel}", channel)

    async def dms(self, words: str, *, times: int) -> None:
        """So many messages of the app to this person say the words."""

        async def there() -> bool | None:
            return await self.times(words, in_="dm") == times or None

        await self._until(there, f"{words!r} {times} times", "dm")

    async def next_dm(self, before: int) -> Shown:
        """The app's message that comes after so many."""

        async def there() -> Shown | None:
            held = await self.reads("dm")
            return held[before] if len(held) > before else None

        return await self._until(there, f"message {before + 1}", "dm")

    async def becomes(self, shown: Shown, words: str, *, in_: str = "dm") -> Shown:
        """The same message, once it says the words."""

        async def there() -> Shown | None:
            return next((each for each in await self.reads(in_) if each.ts == shown.ts and words in each), None)

        return await self._until(there, f"{words!r} in the place of {shown.says!r}", in_)

    async def reads(self, in_: str = "sales") -> list[Shown]:
        """All that this person sees of a channel, oldest first; an empty list where nobody has written yet."""
        place = await self._seek(in_)
        return [Shown(each, self._names) for each in await self.visitor.messages(place)] if place else []

    async def times(self, words: str, *, in_: str = "sales") -> int:
        return sum(words in each for each in await self.reads(in_))

    async def _latest(self, in_: str) -> Shown | None:
        return next(reversed(await self.reads(in_)), None)

    async def _seek(self, in_: str) -> str:
        if in_ != "dm":
            return self._channels[in_]
        try:
            return await self.visitor.app_channel()
        except StopIteration:
            return ""
        except RuntimeError:  # a StopIteration that crossed a coroutine
            return ""

    def _container(self, on: Shown) -> Json:
        if isinstance(on, Form):
            return {"type": "view", "view_id": on.raw["id"]}
        return {"type": "message", "channel": on.raw["channel"], "ts": on.ts}

    async def _until(self, look: Callable[[], Awaitable[Seen | None]], what: str, in_: str = "") -> Seen:
        end = steady() + PATIENCE_SECONDS
        while True:
            seen = await look()
            if seen is not None:
                return seen
            if steady() > end:
                there = [each.says for each in (await self.reads(in_))[-5:]] if in_ else await self.looks()
                raise AssertionError(f"{self.id} never saw {what}; there is {there}")
            await pause(_GLANCE_SECONDS)
