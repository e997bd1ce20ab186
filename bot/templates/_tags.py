"""How a tag is shown: its name in the reader's language behind a circle of its colour, which is never there alone."""

from bot.model.tags import Tag, TagColour, built_in
from bot.templates._words import Raw, Reader, raw, value_raw

CIRCLES = {
    TagColour.GREY: "⚪",
    TagColour.RED: "🔴",
    TagColour.ORANGE: "🟠",
    TagColour.YELLOW: "🟡",
    TagColour.GREEN: "🟢",
    TagColour.BLUE: "🔵",
    TagColour.PURPLE: "🟣",
    TagColour.BROWN: "🟤",
}


def tag_name(name: str, reader: Reader) -> Raw:
    """A built-in tag speaks the reader's language; the others are as people named them."""
    built = built_in(name)
    return value_raw(name) if built is None else raw(reader, "tags", f"built_in_{built.name.lower()}")


def coloured(tag: Tag, reader: Reader) -> Raw:
    return Raw(f"{CIRCLES[tag.colour]} {tag_name(tag.name, reader)}")
