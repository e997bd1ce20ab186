"""A rule of repetition in words: whatever was said, the words mean the same when they are read again."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.model.recurrence import occurrences
from bot.parse.when import moment_of, read_when
from bot.templates._repeats import after_done, is_moved, repeats
from bot.templates._words import Reader
from bot.templates.reminders import time_said
from tests import make
from tests.journeys._reading import plain
from tests.parse.test_when_phrases import phrases

PLACES = [("en-GB", "phrases_en.txt"), ("fr", "phrases_fr.txt")]
WALL = datetime(2026, 11, 23, 9)  # noqa: DTZ001  # on the clock of a wall


@pytest.mark.parametrize(("locale", "file"), PLACES)
def test_the_words_are_read_back_as_the_same_rule(locale: str, file: str) -> None:
    read_again = 0
    for phrase in phrases(file):
        now = moment_of(phrase.now, phrase.zone)
        when = read_when(phrase.said, now=now, zone=phrase.zone, locale=phrase.locale)
        if when.rrule is None or when.wall is None or "UNTIL" in when.rrule:  # of which the day alone is said
            continue
        said = repeats(when.rrule, Reader(phrase.locale, phrase.zone), wall=when.wall, zone=when.zone)
        again = read_when(said, now=now, zone=phrase.zone, locale=phrase.locale)
        assert (again.rrule, again.text) == (when.rrule, ""), f"{phrase.said}: {said}"
        assert again.wall is not None
        assert again.wall.time() == when.wall.time(), f"{phrase.said}: {said}"
        read_again += 1
    assert read_again > 40


@pytest.mark.parametrize(
    ("rule", "english", "french"),
    [
        ("FREQ=DAILY", "every day", "tous les jours"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday", "tous les jours ouvrés"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "every Monday and Thursday", "tous les lundis et jeudis"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every 2 weeks on Tuesday", "toutes les 2 semaines le mardi"),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "on the 1st of every month", "le 1er de chaque mois"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "on the last day of every month", "le dernier jour de chaque mois"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", "every 3 months on the first Monday", "tous les 3 mois le premier lundi"),
        (
            "FREQ=MONTHLY;BYDAY=1MO,3MO",
            "on the first and third Monday of every month",
            "le premier et troisième lundi de chaque mois",
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "on the last weekday of every month",
            "le dernier jour ouvré de chaque mois",
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=10",
            "on the 10th weekday of every month",
            "le 10e jour ouvré de chaque mois",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "on the 1st and 15th of every month", "le 1er et 15 de chaque mois"),
        (
            "FREQ=YEARLY;BYMONTH=3;BYDAY=-1FR",
            "every year on the last Friday of March",
            "chaque année le dernier vendredi de mars",
        ),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1", "every year on 1 March", "chaque année le 1er mars"),
        ("FREQ=WEEKLY;COUNT=2", "regularly, 2 times", "régulièrement, 2 fois"),
        ("FREQ=DAILY;COUNT=5", "every day, 5 times", "tous les jours, 5 fois"),
        ("FREQ=DAILY;UNTIL=20270331T215959Z", "every day until 31 March 2027", "tous les jours jusqu’au 31 mars 2027"),
    ],
)
def test_a_rule_is_said_as_people_say_it(rule: str, english: str, french: str) -> None:
    assert repeats(rule, Reader("en-GB", "Europe/Paris"), zone="Europe/Paris") == english
    assert repeats(rule, Reader("fr-FR", "Europe/Paris"), zone="Europe/Paris") == french


def test_after_done_is_said_as_a_length() -> None:
    assert after_done("P3D", Reader("en-GB", "UTC")) == "3 days after it is done"
    assert plain(after_done("P1MT2H", Reader("fr-FR", "UTC"))) == "1 mois et 2 heures après l’avoir fait"


@pytest.mark.parametrize(
    ("rule", "moved"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", True),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1", True),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", False),
        ("FREQ=MONTHLY;BYMONTHDAY=28", False),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", False),
    ],
)
def test_a_day_that_some_months_have_not_is_told_of(rule: str, moved: bool) -> None:
    assert is_moved(rule) is moved
    days = {slot.wall.day for slot in occurrences(rule, WALL, ZoneInfo("UTC").key, count=12, after=WALL)}
    assert days


def test_a_time_of_another_zone_is_said_so_that_it_can_be_read_by_the_reader_s_own_clock() -> None:
    mondays = make.wanted(rrule="FREQ=WEEKLY;BYDAY=MO")
    for locale, once, weekly in (
        ("en-US", "Friday, November 20, 2026 at 5:00 AM", "every Monday at 11:00 AM Paris time"),
        ("fr-FR", "vendredi 20 novembre 2026 à 05:00", "tous les lundis à 11:00, heure de Paris"),
    ):
        reader = Reader(locale, "America/New_York")
        assert plain(time_said(make.wanted(), reader)) == once
        assert plain(time_said(mondays, reader)) == weekly
        again = read_when(plain(weekly), now=make.NOW, zone="America/New_York", locale=locale)
        assert (again.rrule, again.zone, again.text) == (mondays.rrule, "Europe/Paris", "")
