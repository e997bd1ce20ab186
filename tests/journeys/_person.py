"""A person at the page of the sandbox: types, clicks, chooses, fills in, and sees."""

from collections.abc import Mapping, Sequence

from bot.sandbox.blocks import STATE, elements_of
from bot.sandbox.delivery.answers import content_of
from bot.sandbox.visitor import filled_in
from tests.journeys._onlooker import Onlooker, edition
from tests.journeys._reading import Json, plain, read
from tests.journeys._shown import Form, Home, Sent, Shown


class Person(Onlooker):
    """Does one thing after the other, and waits for what each brings before the next."""

    async def types(self, line: str, *, in_: str = "sales") -> Shown:
        """Types a command and reads its answer: what its acknowledgement says, or else the next that the app says."""
        before = await self._latest(in_)
        await self.sends(line, in_=in_)
        self._old = frozenset()
        said = await self._acknowledged(line.split(maxsplit=1)[0])

        async def answered() -> Shown | None:
            since = [each for each in await self.reads(in_, latest=20) if before is None or each.ts > before.ts]
            return next((each for each in since if each.is_answer and said in ("", each.says)), None)

        return await self.until(answered, f"an answer to {line[:60]!r}", in_)

    async def sends(self, line: str, *, in_: str = "sales") -> None:
        """Types a command whose answer is no message."""
        await self._begins()
        outcome = await self.visitor.command(await self._seek(in_), line)
        assert outcome["ok"], f"{line[:60]!r}: {outcome['message']}"

    async def opens(self, line: str, *, in_: str = "sales") -> Form:
        await self.sends(line, in_=in_)
        return await self.form()

    async def clicks(self, label: str, *, on: Shown, beside: str = "", **typed: object) -> None:
        """The button of that name, in the block that has the words `beside` where there are several, or read out so.

        In a form, what is typed into its fields before; by block id.
        """
        for block, button in on.elements("button"):
            read_out = f"{read({'blocks': [block]}, self._names)} {button.get('accessibility_label', '')}"
            if plain(button["text"]["text"]) == label and beside in read_out:
                await self._acts(on, block, button, {}, typed)
                return
        raise AssertionError(f"there is no [{label}] beside {beside!r} in {on.says!r}")

    async def chooses(self, label: str, *, on: Shown, beside: str = "", within: str = "", **typed: object) -> None:
        """The option of that name in a menu or among radio buttons, in the block `within`; else as with `clicks`."""
        for block, element, option in on.options(beside=beside):
            if plain(option["text"]["text"]) == label and within in ("", block["block_id"]):
                await self._acts(on, block, element, {"selected_option": option}, typed)
                return
        raise AssertionError(f"there is no option {label!r} beside {beside!r} in {on.says!r}")

    async def seeks(self, words: str, *, on: Form) -> None:
        """The option that the words find in the menu beside the buttons of a view."""
        (block, element), *_ = on.elements("external_select")
        option = next(
            each for each in await self._suggested(on.raw, element, words) if words in plain(each["text"]["text"])
        )
        await self._acts(on, block, element, {"selected_option": option}, {})

    async def ticks(self, *labels: str, on: Shown) -> None:
        """Leaves exactly the boxes ticked whose names hold one of the labels."""
        ((block, element),) = on.elements("checkboxes")
        chosen = [each for each in element["options"] if any(label in plain(each["text"]["text"]) for label in labels)]
        assert len(chosen) >= len(labels), f"{labels} are not all among {on.says!r}"
        await self._acts(on, block, element, {"selected_options": chosen}, {})

    async def offered(self, field: str, words: str) -> list[str]:
        """What a menu of the modal on top offers while the words are typed into it, something at least; by block id."""
        view = await self._modal()
        element = next(block["element"] for block in view["blocks"] if _field(block) == field)
        return [plain(option["text"]["text"]) for option in await self._suggested(view, element, words)]

    async def shortcut(self, callback: str) -> Form:
        """A shortcut of the app, from Slack's own menu."""
        await self._begins()
        outcome = await self.visitor.act("shortcut", callback_id=callback)
        assert outcome["ok"], f"{callback}: {outcome['message']}"
        return await self.form()

    async def shortcut_on(self, message: Shown, callback: str) -> Form:
        """A shortcut of the app, from the menu of a message."""
        await self._begins()
        outcome = await self.visitor.act(
            "message_shortcut", channel=message.raw["channel"], ts=message.ts, callback_id=callback
        )
        assert outcome["ok"], f"{callback}: {outcome['message']}"
        return await self.form()

    async def posts(self, text: str, *, in_: str = "sales", files: Sequence[Json] = ()) -> Shown:
        """Writes a message to everybody in a channel, with files that were uploaded before."""
        outcome = await self.visitor.say(await self._seek(in_), text, files=[file["id"] for file in files])
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

    async def saves(self, **typed: object) -> Sent:
        """Fills in the form on top, sends it and waits until it is saved: on a busy machine that may take a while."""
        sent = await self.submits(**typed)
        form = await self._saved()
        if form is not None and form.raw["callback_id"] == "shell.saved":  # it took long: what lies below is drawn anew
            await self.visitor.close()
            form = await self.looks()
        return Sent(sent.errors, form)

    async def submits(self, **typed: object) -> Sent:
        """Fills in the form on top and sends it; fields by block id, as the form keeps them in every language."""
        view = (await self.top()).raw
        values = await self._values(view, typed)
        below = {edition(each) for each in await self._stack() if each["id"] == view["previous_view_id"]}
        outcome = await self.visitor.act("view_submit", view_id=view["id"], state={"values": values})
        assert outcome["ok"], outcome["message"]
        form = await self.looks()
        # What comes to light under a form that was saved is drawn anew.
        self._old = frozenset(below if form is not None and edition(form.raw) in below else ())
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

    async def _begins(self, *, in_home: bool = False) -> None:
        """Whatever they do now, what it brings is not what lies before them."""
        before = [*(await self._stack())[-1:], await self.visitor.home() if in_home else None]
        self._old = frozenset(edition(each) for each in before if each is not None)

    async def _acknowledged(self, command: str) -> str:
        """What the acknowledgement of the command just typed says; nothing where the answer comes later."""
        since = {"after": str(self._heard), "kind": "command"}
        told: list[Json] = (await self.visitor._get("log", since))["entries"]
        self._heard = told[-1]["n"]
        mine = [each for each in told if each["body"]["user_id"] == self.id]
        ack = next(each["response"]["ack"] for each in reversed(mine) if each["body"]["command"] == command)
        return read(content_of(ack), self._names) if ack else ""

    async def _acts(self, on: Shown, block: Json, element: Json, chosen: Json, typed: Mapping[str, object]) -> None:
        action = {"type": element["type"], "action_id": element["action_id"], **chosen}
        values: Json = {}
        if isinstance(on, Form):
            values = await self._values(await self._modal(), typed)
        if chosen and element["type"] in STATE:
            values.setdefault(block["block_id"], {})[element["action_id"]] = {"type": element["type"], **chosen}
        await self._begins(in_home=isinstance(on, Home))
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
        """Asked again while there is nothing: what a busy machine finds too late is offered the next time."""
        # Two menus of a form may have the same action id: Slack says in which block the words are typed.
        alone = view | {"blocks": [each for each in view["blocks"] if any(one is element for one in elements_of(each))]}

        async def there() -> list[Json] | None:
            outcome = await self.visitor.suggestions(element["action_id"], words, on=alone)
            assert outcome["ok"], outcome["message"]
            return outcome["options"] or None

        return await self.until(there, f"anything offered for {words!r}")

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
