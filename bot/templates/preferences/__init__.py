"""One's own preferences: their form, and what is said once they are saved."""

from collections.abc import Mapping

from bot.model.fields import PREFERENCES
from bot.model.messages import Block
from bot.model.records import Tab
from bot.templates import _blocks as b
from bot.templates._form import draw_form
from bot.templates._words import Reader, mrkdwn, plain, raw

NOUN = "preferences"
FORM = "preferences.save"


def form_view(typed: Mapping[str, str], reader: Reader, *, draft: int) -> Block:
    return b.modal(
        plain(reader, NOUN, "form_title"),
        draw_form(PREFERENCES, typed, reader),
        callback=FORM,
        submit=plain(reader, "form", "save"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def saved_view(landing: Tab, reader: Reader) -> Block:
    tab = raw(reader, NOUN, f"landing_{landing.value}")
    return b.modal(
        plain(reader, NOUN, "saved_title"),
        [b.section(mrkdwn(reader, NOUN, "saved", tab=tab))],
        callback="preferences.saved",
        close=plain(reader, "form", "close"),
    )
