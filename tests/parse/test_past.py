"""When something took place, in words: what was last is meant, and what is to come is known as such."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.model.when import AskCode
from bot.parse.past import read_past, split_past
from tests import make

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 20, 14, 0, tzinfo=PARIS)  # a Friday


def said(text: str, *, locale: str = "fr-FR") -> str:
    past = read_past(text, member=make.member(locale=locale), now=NOW)
    assert past.at is not None, past
    return f"{past.at.astimezone(PARIS):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("english", "french", "moment"),
    [
        ("", "", "2026-11-20 14:00"),
        ("just now", "maintenant", "2026-11-20 14:00"),
        ("yesterday", "hier", "2026-11-19 09:00"),
        ("yesterday at 3pm", "hier à 15h", "2026-11-19 15:00"),
        ("at 3pm yesterday", "à 15h hier", "2026-11-19 15:00"),
        ("yesterday evening", "hier soir", "2026-11-19 19:00"),
        ("the day before yesterday at 10", "avant-hier à 10h", "2026-11-18 10:00"),
        ("2 hours ago", "il y a 2 heures", "2026-11-20 12:00"),
        ("half an hour ago", "il y a une demi-heure", "2026-11-20 13:30"),
        ("3 days ago at 10", "il y a 3 jours à 10h", "2026-11-17 10:00"),
        ("a week ago", "il y a une semaine", "2026-11-13 09:00"),
        ("at 9", "à 9h", "2026-11-20 09:00"),
        ("this morning", "ce matin", "2026-11-20 09:00"),
        ("today at 9", "aujourd'hui à 9h", "2026-11-20 09:00"),
        ("today at 9", "aujourd’hui à 9h", "2026-11-20 09:00"),
        ("monday at 10", "lundi à 10h", "2026-11-16 10:00"),
        ("last monday", "lundi dernier", "2026-11-16 09:00"),
        ("friday at 9", "vendredi à 9h", "2026-11-20 09:00"),
        ("november 12 at 15:00", "le 12 novembre à 15h", "2026-11-12 15:00"),
        ("2026-02-03 10:00", "3 février 2026 à 10h", "2026-02-03 10:00"),
        ("december 24", "24 décembre", "2025-12-24 09:00"),
    ],
)
def test_what_was_last_is_meant(english: str, french: str, moment: str) -> None:
    assert (said(english, locale="en-GB"), said(french)) == (moment, moment)


@pytest.mark.parametrize("text", ["demain à 9h", "dans 2 heures", "lundi prochain", "ce soir"])
def test_what_is_to_come_is_later_than_now(text: str) -> None:
    past = read_past(text, member=make.member(), now=NOW)
    assert past.at is not None
    assert past.at > NOW


@pytest.mark.parametrize(
    "text", ["un de ces jours", "tous les lundis à 9h", "hier à 99h", "il y a 3 lunes", "::", "hier bla"]
)
def test_what_is_no_moment_is_asked(text: str) -> None:
    past = read_past(text, member=make.member(), now=NOW)
    assert past.at is None
    assert past.ask is not None


def test_an_hour_that_may_be_of_the_night_is_asked() -> None:
    assert read_past("at 3", member=make.member(locale="en-US"), now=NOW).ask is AskCode.AMBIGUOUS


def test_a_moment_behind_a_name_is_told_from_it() -> None:
    member = make.member()
    assert split_past("Ann Martin", member=member, now=NOW) == ("Ann Martin", None)
    name, at = split_past("Ann Martin, hier à 15h", member=member, now=NOW)
    assert (name, at is not None) == ("Ann Martin", True)
    assert split_past("hier", member=member, now=NOW) == ("hier", None)


@pytest.mark.parametrize("text", ["Ann demain à 9h", "Ann tomorrow at 9", "Ann dans 2 heures"])
def test_a_moment_to_come_is_told_from_a_name_and_not_taken_for_the_same_hour_of_a_day_gone(text: str) -> None:
    name, at = split_past(text, member=make.member(), now=NOW)
    assert name == "Ann"
    assert at is not None
    assert at > NOW
