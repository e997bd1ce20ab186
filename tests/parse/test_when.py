"""What a person meets when saying a time: the rules that no single phrase shows."""

import subprocess
import sys
import time as clock
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.model.when import AskCode, Grain, Rolled, When
from bot.parse.when import moment_of, read_when, run_lines, to_json

THURSDAY = datetime(2026, 11, 19, 13, 30, tzinfo=UTC)  # 14:30 in Paris


def read(text: str, locale: str = "fr", default_hour: time = time(9)) -> When:
    return read_when(text, now=THURSDAY, zone="Europe/Paris", locale=locale, default_hour=default_hour)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_an_hour_already_past_today_is_tomorrow_s_and_says_so() -> None:
    when = read("rappeler Dupont à 9h")
    assert (when.text, when.wall, when.rolled) == ("rappeler Dupont", wall("2026-11-20T09:00"), Rolled.DAY)


def test_the_moment_comes_with_the_wall_time_as_said_and_its_zone() -> None:
    when = read("demain à 9h")
    assert when.at == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert (when.wall, when.zone, when.grain) == (wall("2026-11-20T09:00"), "Europe/Paris", Grain.HOUR)


def test_a_day_without_an_hour_is_at_the_person_s_own_hour() -> None:
    assert read("demain", default_hour=time(8, 15)).wall == wall("2026-11-20T08:15")


def test_the_default_hour_does_not_move_the_parts_of_the_day() -> None:
    assert read("demain soir", default_hour=time(8, 15)).wall == wall("2026-11-20T19:00")


def test_a_skipped_hour_keeps_the_time_as_it_was_said() -> None:
    when = read("le 28 mars 2027 à 2h30")
    assert when.wall == wall("2027-03-28T02:30")
    assert when.at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_next_friday_said_on_a_thursday_offers_both_in_the_person_s_language() -> None:
    ask = read("vendredi prochain").ask
    assert ask is not None
    assert ask.code is AskCode.AMBIGUOUS
    assert [choice.label for choice in ask.choices] == [
        "ven. 20 novembre 2026 à 09:00",
        "ven. 27 novembre 2026 à 09:00",
    ]


def test_a_habit_or_a_day_is_offered_as_a_date_and_as_a_rule() -> None:
    ask = read("le lundi à 9h").ask
    assert ask is not None
    assert [choice.rrule for choice in ask.choices] == [None, "FREQ=WEEKLY;BYDAY=MO"]


def test_a_length_is_told_from_an_hour_among_the_choices() -> None:
    ask = read("1h30").ask
    assert ask is not None
    assert [choice.label for choice in ask.choices] == [
        "dans 1 h 30, jeu. 19 novembre 2026 à 16:00",
        "ven. 20 novembre 2026 à 01:30",
    ]
    assert [choice.wait for choice in ask.choices] == [timedelta(minutes=90), None]


def test_the_first_of_a_month_is_counted_in_french() -> None:
    ask = read("le mardi 1er décembre ou mercredi 2 décembre").ask
    assert ask is not None
    assert ask.choices[0].label == "mar. 1er décembre 2026 à 09:00"


def test_the_same_moment_is_offered_once() -> None:
    ask = read("vendredi ou demain").ask
    assert ask is not None
    assert [choice.at for choice in ask.choices] == [datetime(2026, 11, 20, 8, tzinfo=UTC)]


def test_an_hour_said_in_another_zone_is_kept_in_that_zone() -> None:
    when = read("lundi à 9h, heure de New York")
    assert (when.wall, when.zone) == (wall("2026-11-23T09:00"), "America/New_York")
    assert when.at == datetime(2026, 11, 23, 14, tzinfo=UTC)


def test_the_other_language_is_understood_but_the_person_s_dates_hold() -> None:
    assert read("call Dupont on 3/12 at 4pm").wall == wall("2026-12-03T16:00")


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "🎉", "،", "'", "-", "@", "9", "à", "le", "12:", "h", "\u200f", "\ufeff"]
)
def test_next_to_nothing_is_asked(text: str) -> None:
    ask = read(text).ask
    assert ask is not None
    assert not ask.choices


HOSTILE = ["a", "a.", "9 ", "at ", "lundi ", "à 9 ", "1-", "'", "a'", "a-", "@", "in 3 ", "dans trois ", "1 2 ", "un "]
HOSTILE += ["9h ", "2h", "every monday and ", "the first of ", "🎉 ", "שלום ", "a week on ", "jusqu'", "\u0301", "J+3 "]
HOSTILE += ["9:", "1h30 et ", "le 15 ", "demain "]


@pytest.mark.parametrize("unit", HOSTILE)
def test_eight_thousand_hostile_characters_are_answered_at_once(unit: str) -> None:
    text = (unit * 8000)[:8000]
    read("tous les lundis")
    best = min(_seconds(text + tail) for tail in ("", " demain à 9h") for _ in range(3))
    assert best < 0.05


def _seconds(text: str) -> float:
    start = clock.process_time()
    read(text)
    return clock.process_time() - start


def test_a_long_sentence_is_understood_by_its_end_and_comes_back_whole() -> None:
    story = "la cliente de Lyon a rappelé au sujet de la facture, " * 150
    when = read(story + "rappeler demain à 9h")
    assert when.wall == wall("2026-11-20T09:00")
    assert when.text == story + "rappeler"


def test_reading_loads_no_library_of_dates_but_dateutil() -> None:
    code = "import sys, bot.parse.when; print(sorted(m for m in sys.modules if m in {'dateparser', 'regex', 'babel'}))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_a_line_of_json_says_all_that_was_understood() -> None:
    now = moment_of("2026-11-21T10:00", "Europe/Paris")
    when = read_when("mardi prochain à 9h", now=now, zone="Europe/Paris", locale="fr")
    assert to_json(when) == {
        "text": "",
        "at": "2026-11-24T09:00:00+01:00",
        "grain": "hour",
        "rrule": None,
        "after": None,
        "ask": None,
    }


def test_a_question_in_json_has_its_choices_and_no_moment() -> None:
    shown = to_json(read("rappeler Dupont vendredi prochain"))
    assert (shown["text"], shown["at"], shown["rrule"]) == ("rappeler Dupont", None, None)
    assert shown["ask"] == {
        "code": "ambiguous",
        "choices": [
            {"at": "2026-11-20T09:00:00+01:00", "rrule": None, "label": "ven. 20 novembre 2026 à 09:00"},
            {"at": "2026-11-27T09:00:00+01:00", "rrule": None, "label": "ven. 27 novembre 2026 à 09:00"},
        ],
    }


def test_many_phrases_give_one_line_each() -> None:
    lines = list(run_lines(["demain à 9h\n", "\n", "rappeler Dupont\r\n"], read))
    assert [line.count("\n") for line in lines] == [0, 0, 0]
    assert '"at": "2026-11-20T09:00:00+01:00"' in lines[0]
    assert '"no-time"' in lines[1]
    assert '"text": "rappeler Dupont"' in lines[2]


def test_now_without_an_offset_is_the_wall_time_of_the_zone() -> None:
    assert moment_of("2026-11-21T10:00", "America/New_York") == datetime(2026, 11, 21, 15, tzinfo=UTC)
    assert moment_of("2026-11-21T10:00Z", "America/New_York") == datetime(2026, 11, 21, 10, tzinfo=UTC)


def test_a_phrase_takes_less_than_two_milliseconds_once_warm() -> None:
    text = "rappeler la cliente de Lyon au sujet de la facture mardi prochain à 9h"
    read(text)
    assert min(_seconds(text) for _ in range(20)) < 0.002


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ("appeler Paul tous les lundis jusqu’à l’été", "no-end", "jusqu’à l’été"),
        ("jusqu'à nouvel ordre, appeler Paul tous les lundis à 9h", "no-end", "jusqu'à nouvel ordre"),
        ("every monday till the deal is signed", "no-end", "till the deal is signed"),
        ("relever le courrier 2 fois par jour svp", "too-often", "2 fois par jour"),
        ("check the oven every 20 minutes", "too-often", "every 20 minutes"),
    ],
)
def test_what_cannot_be_planned_as_it_was_said_is_named(text: str, code: str, part: str) -> None:
    when = read(text)
    assert when.ask is not None
    assert (when.ask.code.value, when.ask.part, when.text) == (code, part, text)


def test_a_series_without_an_understood_end_is_offered_without_one() -> None:
    ask = read("tous les lundis jusqu'à la rentrée").ask
    assert ask is not None
    assert [choice.rrule for choice in ask.choices] == ["FREQ=WEEKLY;BYDAY=MO"]


def test_what_a_thing_is_called_offers_no_repetition() -> None:
    ask = read("envoyer le rapport mensuel").ask
    assert ask is not None
    assert ask.choices == ()


def test_the_french_day_of_mothers_is_not_on_pentecost() -> None:
    assert read("fête des mères 2028").wall == wall("2028-05-28T09:00")
    assert read("fête des mères 2031").wall == wall("2031-05-25T09:00")
    assert read("fête des mères 2039").wall == wall("2039-06-05T09:00")  # Pentecost is on 29 May


def test_a_time_that_stands_apart_from_what_comes_too_often_is_offered() -> None:
    ask = read("nager deux fois par semaine, voir le médecin demain à 9h").ask
    assert ask is not None
    assert ask.code is AskCode.TOO_OFTEN
    assert [choice.at for choice in ask.choices] == [datetime(2026, 11, 20, 8, tzinfo=UTC)]
