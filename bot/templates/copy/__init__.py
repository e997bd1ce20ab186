"""The small form before a contact is copied."""

from collections.abc import Sequence

from bot.model.contacts import Found
from bot.model.fields import COPY
from bot.model.messages import Block
from bot.model.warnings import Warning, needs_confirming
from bot.templates import _blocks as b
from bot.templates._form import draw_form
from bot.templates._rich import told
from bot.templates._warnings import alerts
from bot.templates._words import Reader, mrkdwn, plain

NOUN = "copy"
FORM = "copies.fill"


def form_view(contact: Found, warnings: Sequence[Warning], reader: Reader, *, draft: int, less: bool = False) -> Block:
    """`less`: there are custom fields that this person's copy goes without."""
    about = told(reader, NOUN, "about", name=contact.name)
    without = [mrkdwn(reader, NOUN, "without"), *([mrkdwn(reader, NOUN, "without_managers")] if less else [])]
    return b.modal(
        plain(reader, NOUN, "form_title"),
        [*alerts(warnings, reader), about, *draw_form(COPY, {}, reader), b.context(*without)],
        callback=FORM,
        submit=plain(reader, NOUN, "submit_anyway" if needs_confirming(warnings) else "submit"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )
