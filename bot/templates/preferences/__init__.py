"""One's own preferences: their form, and what is said once they are saved."""

from collections.abc import Mapping

from bot.model.fields import PREFERENCES
from bot.model.members import Preferences
from bot.model.messages import Block
from bot.templates import _blocks as b
from bot.templates._dates import hour_name
from bot.templates._form import draw_form
from bot.templates._words import Mrkdwn, Reader, mrkdwn, plain, raw

NOUN = "preferences"
FORM = "preferences.save"


def form_view(typed: Mapping[str, str], reader: Reader, *, draft: int, mails: bool) -> Block:
    """`mails` is whether this Carnet can send any."""
    return b.modal(
        plain(reader, NOUN, "form_title"),
        [*draw_form(PREFERENCES, typed, reader), *_without_mail(reader, mails=mails)],
        callback=FORM,
        submit=plain(reader, "form", "save"),
        close=plain(reader, "form", "cancel"),
        metadata=str(draft),
    )


def saved_view(chosen: Preferences, reader: Reader, *, mails: bool) -> Block:
    said = [mrkdwn(reader, NOUN, "saved", tab=raw(reader, NOUN, f"landing_{chosen.landing}")), *_hours(chosen, reader)]
    if mails:
        said.append(mrkdwn(reader, NOUN, "saved_email" if chosen.email else "saved_no_email"))
    return b.modal(
        plain(reader, NOUN, "saved_title"),
        [*(b.section(each) for each in said), *(_without_mail(reader, mails=mails) if chosen.email else [])],
        callback="preferences.saved",
        close=plain(reader, "form", "close"),
    )


def _hours(chosen: Preferences, reader: Reader) -> list[Mrkdwn]:
    said = [mrkdwn(reader, NOUN, "saved_default", hour=hour_name(chosen.default_hour, reader))]
    if chosen.quiet_from is not None and chosen.quiet_until is not None:
        begin, end = hour_name(chosen.quiet_from, reader), hour_name(chosen.quiet_until, reader)
        said.append(mrkdwn(reader, NOUN, "saved_quiet", begin=begin, end=end))
    return said if chosen.weekends else [*said, mrkdwn(reader, NOUN, "saved_weekdays")]


def _without_mail(reader: Reader, *, mails: bool) -> list[Block]:
    return [] if mails else [b.context(mrkdwn(reader, NOUN, "no_mail"))]
