"""A person at the page of the sandbox: types, clicks, chooses, fills in, and sees."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from bot.sandbox import Visitor
from bot.sandbox.blocks import STATE, elements_of
from bot.sandbox.clock import pause, steady
from bot.sandbox.visitor import filled_in
from tests.journeys._reading import Json, Names, plain, read
from tests.journeys._shown import Form, Home, Sent, Shown

PATIENCE_SECONDS = 20.0  # on a machine that has much else to do
_GLANCE_SECONDS = 0.015

Seen = TypeVar("Seen")


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

        return await self.until(answered, f"an answer to {line[:60]!r}")

    async def sends(self, line: str, *, in_: str = "sales") -> None:
        """Types a command whose answer is no message."""
        outcome = await self.visitor.command(await self._seek(in_), line)
        assert outcome["ok"], f"{line[:60]!r}: {outcome['message']}"

    async def opens(self, line: str, *, in_: str = "sales") -> Form:
        await self.sends(line, in_=in_)
        return await self.form()

    async def clicks(self, label: str, *, on: Shown, beside: str = "", **typed: object) -> None:
        """The button of that name, in the block that has the words `beside` where there are several.

        In a form, what is typed into its fields before; by block id.
        """
        for block, button in on.elements("button"):
            if plain(button["text"]["text"]) == label and beside in read({"blocks": [block]}, self._names):
                await self._acts(on, block, button, {}, typed)
                return
        raise AssertionError(f"there is no [{label}] beside {beside!r} in {on.says!r}")

    async def chooses(self, label: str, *, on: Shown, beside: str = "", **typed: object) -> None:
        """The option of that name in a menu or among radio buttons; the rest as with `clicks`."""
        for block, element, option in on.options(beside=beside):
            if plain(option["text"]["text"]) == label:
                await self._acts(on, block, element, {"selected_option": option}, typed)
                return
        raise AssertionError(f"there is no option {label!r} beside {beside!r} in {on.says!r}")

    async def offered(self, field: str, words: str) -> list[str]:
        """What a menu of the modal on top offers while the words are typed into it; by block id."""
        view = await self._modal()
        element = next(block["element"] for block in view["blocks"] if _field(block) == field)
        return [plain(option["text"]["text"]) for option in await self._suggested(view, element, words)]

    async def shortcut(self, callback: str) -> Form:
        """A shortcut of the app, from Slack's own menu."""
        outcome = await self.visitor.act("shortcut", callback_id=callback)
        assert outcome["ok"], f"{callback}: {outcome['message']}"
        return await self.form()

    async def shortcut_on(self, message: Shown, callback: str) -> Form:
        """A shortcut of the app, from the menu of a message."""
        outcome = await self.visitor.act(
            "message_shortcut", channel=message.raw["channel"], ts=message.ts, callback_id=callback
        )
        assert outcome["ok"], f"{callback}: {outcome['message']}"
        return await self.form()

    async def posts(self, text: str, *, in_: str = "sales") -> Shown:
        """Writes a message to everybody in a channel."""
        outcome = await self.visitor.say(await self._seek(in_), text)
        assert outcome["ok"], outcome["message"]
        return Shown(outcome["message"], self._names)

    async def opens_home(self) -> Home:
        """Looks at the Home tab, which the app then draws afresh."""
        before = await self.visitor.home()
        outcome = await self.visitor.act("home_opened", tab="home")
        assert outcome["ok"], outcome["message"]

        async def drawn() -> Home | None:
            home = await self.visitor.home()
            is_fresh = home is not None and (before is None or home["hash"] != before["hash"])
            return Home(home, self._names) if home is not None and is_fresh else None

        return await self.until(drawn, "a Home tab")

    async def home(self, words: str) -> Home:
        """The Home tab, once it says the words."""

        async def there() -> Home | None:
            raw = await self.visitor.home()
            home = None if raw is None else Home(raw, self._names)
            return home if home is not None and words in home else None

        return await self.until(there, f"a Home tab that says {words!r}")

    async def form(self, *, saying: str = "", without: str = "\0") -> Form:
        """The modal on top, once it has something to fill in or says the words, and no longer the others."""

        async def there() -> Form | None:
            form = await self.looks()
            shows = form is not None and (saying in form if saying else form.is_fillable)
            return form if form and shows and without not in form else None

        return await self.until(there, f"a form{f' that says {saying!r}' if saying else ''}")

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
        view = await self._modal()
        values = await self._values(view, typed)
        outcome = await self.visitor.act("view_submit", view_id=view["id"], state={"values": values})
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

        return (await self.until(there, "a form that was saved"))[0]

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

    async def next_dm(self, before: int) -> Shown:
        """The app's message that comes after so many."""

        async def there() -> Shown | None:
            held = await self.reads("dm")
            return held[before] if len(held) > before else None

        return await self.until(there, f"message {before + 1}", "dm")

    async def becomes(self, shown: Shown, words: str, *, in_: str = "dm") -> Shown:
        """The same message, once it says the words."""

        async def there() -> Shown | None:
            return next((each for each in await self.reads(in_) if each.ts == shown.ts and words in each), None)

        return await self.until(there, f"{words!r} in the place of {shown.says!r}", in_)

    async def reads(self, in_: str = "sales") -> list[Shown]:
        """All that this person sees of a channel, oldest first; an empty list where nobody has written yet."""
        place = await self._seek(in_)
        return [Shown(each, self._names) for each in await self.visitor.messages(place)] if place else []

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

    async def _acts(self, on: Shown, block: Json, element: Json, chosen: Json, typed: Mapping[str, object]) -> None:
        action = {"type": element["type"], "action_id": element["action_id"], **chosen}
        values: Json = {}
        if isinstance(on, Form):
            values = await self._values(await self._modal(), typed)
        if chosen and element["type"] in STATE:
            values.setdefault(block["block_id"], {})[element["action_id"]] = {"type": element["type"], **chosen}
        outcome = await self.visitor.act(
            "block_action",
            container=self._container(on),
            block_id=block["block_id"],
            action=action,
            state={"values": values},
        )
        assert outcome["ok"], f"{element['action_id']}: {outcome['message']}"

    async def _values(self, view: Json, typed: Mapping[str, object]) -> Json:
        """The inputs as they stand, with what is typed now; a menu that searches is searched for it."""
        state = view["state"]["values"]
        answers = dict(typed)
        for block in view["blocks"]:
            for element in elements_of(block):
                if (key := _field(block)) in typed:
                    answers[block["block_id"]] = answers.pop(key)
                said = answers.get(block.get("block_id", ""))
                if said and element["type"].endswith("external_select"):
                    several = [said] if element["type"].startswith("multi_") and not isinstance(said, list) else said
                    answers[block["block_id"]] = await self._picked(view, element, several)
        unknown = answers.keys() - {block.get("block_id") for block in view["blocks"]}
        assert not unknown, f"there is no field {sorted(unknown)} in this form"
        given = filled_in(view["blocks"], answers)
        return {block: {**state.get(block, {}), **given.get(block, {})} for block in {**state, **given}}

    async def _picked(self, view: Json, element: Json, said: object) -> object:
        """The options whose names hold what is said, one or several."""
        if isinstance(said, list):
            return [await self._picked(view, element, each) for each in said]
        if isinstance(said, dict):
            return said
        offered = await self._suggested(view, element, str(said))
        found = next((option for option in offered if plain(str(said)) in plain(option["text"]["text"])), None)
        assert found is not None, f"{said!r} is not among {offered}"
        return found

    async def _suggested(self, view: Json, element: Json, words: str) -> list[Json]:
        outcome = await self.visitor.suggestions(element["action_id"], words, on=view)
        assert outcome["ok"], outcome["message"]
        options: list[Json] = outcome["options"]
        return options

    async def _modal(self) -> Json:
        view = await self.visitor.view()
        assert view is not None, "no modal is open"
        return view

    def _container(self, on: Shown) -> Json:
        if isinstance(on, Form | Home):
            return {"type": "view", "view_id": on.raw["id"]}
        return {"type": "message", "channel": on.raw["channel"], "ts": on.ts}


def _field(block: Json) -> str:
    """What the block asks for, whatever the edition of its form."""
    return str(block.get("block_id", "")).partition("~")[0]
