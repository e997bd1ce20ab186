"""What a person has before them in the page of the sandbox: a message, a modal, the Home tab."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.sandbox.blocks import STATE, elements_of
from tests.journeys._reading import Json, Names, plain, read

_CHOICES = ("overflow", "static_select", "radio_buttons", "checkboxes")


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

    @property
    def is_answer(self) -> bool:
        """The app's, to what was typed or clicked: what it posts of itself it marks."""
        return bool(self.raw.get("bot_id")) and not self.raw.get("metadata")

    def elements(self, *kinds: str) -> list[tuple[Json, Json]]:
        """Each element of those kinds with its block."""
        blocks = self.raw.get("blocks") or ()
        return [(block, one) for block in blocks for one in elements_of(block) if one["type"] in kinds]

    def options(self, *, beside: str = "") -> Iterator[tuple[Json, Json, Json]]:
        """What menus, radio buttons and ticks let choose, in the blocks that have the words: block, element, option."""
        for block, element in self.elements(*_CHOICES):
            if beside in read({"blocks": [block]}, self.names):
                yield from ((block, element, option) for option in element["options"])

    def below(self, words: str) -> str:
        """The id of the block under the one that has the words: what may be done about it."""
        blocks = self.raw["blocks"]
        place = next(place for place, block in enumerate(blocks) if words in read({"blocks": [block]}, self.names))
        return str(blocks[place + 1]["block_id"])

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
        """What stands in the field, typed or there from the start: a text, an option's value, several one a line."""
        block = self.fields[label]
        element = block["element"]
        name, initial, empty = STATE[element["type"]]
        held = (self.raw["state"]["values"].get(block["block_id"]) or {}).get(element["action_id"])
        value = element.get(initial, empty) if held is None else held.get(name)
        return "\n".join(_told(each) for each in (value if isinstance(value, list) else [value]))


class Home(Shown):
    """The Home tab as one person sees it."""


@dataclass(frozen=True)
class Sent:
    """What became of a form: the sentences under its fields, by label, or the view that took its place."""

    errors: dict[str, str]
    form: Form | None

    def __contains__(self, words: str) -> bool:
        return self.form is not None and words in self.form


def _told(value: object) -> str:
    """A text, a date or an id as it is; of an option its value, of a file its id."""
    if isinstance(value, dict):
        return str(value["value"] if "value" in value else value["id"])
    return str(value or "")
