"""The settings of a workspace: their form, the countries to choose from, what is said once they are saved."""

from collections.abc import Mapping

from bot.model.fields import SETTINGS
from bot.model.members import Workspace
from bot.model.messages import Block
from bot.templates import _blocks as b
from bot.templates._countries import countries, country_name
from bot.templates._form import draw_form
from bot.templates._rich import told
from bot.templates._words import Reader, plain

NOUN = "settings"
FORM = "settings.save"
LISTS = "choices.open"
CUSTOM_FIELDS = "custom_fields.open"
_OFFERED = 100


def form_view(typed: Mapping[str, str], reader: Reader, *, draft: int, example: str) -> Block:
    """`example` is the reference that the pattern makes for the next contact."""
    drawn = draw_form(SETTINGS, typed, reader)
    below = next(place for place, block in enumerate(drawn, start=1) if block["block_id"] == "pattern")
    return b.modal(
        plain(reader, NOUN, "form_title"),
        [_elsewhere(reader), *drawn[:below], told(reader, NOUN, "example", example=example), *drawn[below:]],
        callback=FORM,
        submit=plain(reader, "form", "save"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def _elsewhere(reader: Reader) -> Block:
    """What has a list of its own; what is typed here waits below it."""
    lists = b.button(plain(reader, NOUN, "lists"), action=LISTS, value="lists")
    fields = b.button(plain(reader, NOUN, "custom_fields"), action=CUSTOM_FIELDS, value="fields")
    return b.actions([lists, fields], block_id="elsewhere")


def country_options(words: str, reader: Reader) -> list[b.Element]:
    return [b.option(name, code) for code, name in countries(words, reader)[:_OFFERED]]


def saved_view(workspace: Workspace, reader: Reader) -> Block:
    country = country_name(workspace.country, reader)
    years = "saved_with_years" if workspace.birthday_years else "saved_without_years"
    kinds = "saved_kinds" if workspace.excluded_kinds else "saved_all_kinds"
    return b.modal(
        plain(reader, NOUN, "saved_title"),
        [
            told(reader, NOUN, "saved", country=country, pattern=workspace.pattern),
            told(reader, NOUN, years),
            told(reader, NOUN, kinds, kinds=" ".join(workspace.excluded_kinds)),
            told(reader, NOUN, f"saved_outsiders_{workspace.outsiders.value}"),
        ],
        callback="settings.saved",
        close=plain(reader, "form", "close"),
    )
