"""Opening hours as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.hours import OpeningHours
from bot.parse.hours import read_hours
from tests.model.test_hours import HOURS

WORKING = "Mo-Fr 09:00-12:00,14:00-18:00"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Mon-Fri 9:00-12:00, 14:00-18:00; Sat closed", WORKING),
        ("lun-ven 9h-12h, 14h-18h", WORKING),
        ("du lundi au vendredi de 9h à 12h et de 14h à 18h", WORKING),
        ("Monday to Friday: 9am-12pm, 2-6pm", WORKING),
        ("Lu-Ve 09:00 – 12:00 / 14:00 – 18:00", WORKING),
        ("lun-ven\n9 h 00 à 17 h 30", "Mo-Fr 09:00-17:30"),
        ("lun, mar et jeu 9h-midi", "Mo-Tu 09:00-12:00; Th 09:00-12:00"),
        ("lun-ven 9h-18h, sam 10h-12h", "Mo-Fr 09:00-18:00; Sa 10:00-12:00"),
        ("9:00-18:00 Mon-Fri, 10:00-12:00 Sat", "Mo-Fr 09:00-18:00; Sa 10:00-12:00"),
        ("9-5", "Mo-Su 09:00-17:00"),
        ("2-5pm", "Mo-Su 14:00-17:00"),
        ("from 9 a.m. to 5 p.m.", "Mo-Su 09:00-17:00"),
        ("8.30-17.00", "Mo-Su 08:30-17:00"),
        ("tous les jours 8h-20h", "Mo-Su 08:00-20:00"),
        ("weekdays 9-17; week-end 10h–16h", "Mo-Fr 09:00-17:00; Sa-Su 10:00-16:00"),
        ("7j/7 9h-18h", "Mo-Su 09:00-18:00"),
        ("ven-sam 22h-2h", "Fr-Sa 22:00-02:00"),
        ("ven 18h-minuit", "Fr 18:00-24:00"),
        ("dim minuit-6h", "Su 00:00-06:00"),
        ("sam-lun 9h-midi", "Mo 09:00-12:00; Sa-Su 09:00-12:00"),
        ("lun-sam 9h-18h; mer fermé", "Mo-Tu 09:00-18:00; Th-Sa 09:00-18:00"),
        ("lun-ven 9h-18h; ven 9h-17h", "Mo-Th 09:00-18:00; Fr 09:00-17:00"),
        ("lun 9h-12h; lun 14h-18h", "Mo 09:00-12:00,14:00-18:00"),
        ("lun 9h-12h, 12h-14h", "Mo 09:00-14:00"),
        (WORKING, WORKING),
        ("fermé", "off"),
        ("lun 0h-0h", "Mo 00:00-24:00"),
        ("Mon 9-9pm", "Mo 09:00-21:00"),
    ],
)
def test_hours_are_read_in_both_languages(text: str, read: str) -> None:
    assert str(read_hours(text)) == read


@pytest.mark.parametrize(
    "text", ["", "  ", "24/7", "24h/24", "24h/24 7j/7", "24/24, 7/7", "0h-24h", "tous les jours 0h-24h"]
)
def test_round_the_clock_is_nothing_to_record(text: str) -> None:
    assert read_hours(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "bonjour",
        "lun",
        "9h",
        "lun 25h-26h",
        "-",
        "lun-",
        "lun 9h-",
        "9h-12h lun 14h",
        "lun 9:75-10:00",
        "lun ou mar 9h-10h",
        "lun 9h-9h",
        "Mon 9-9",
        "Mon 9am-9am",
        "lun 9h-21h, 21h-9h",
    ],
)
def test_what_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_hours(text)


@given(HOURS, st.sampled_from(["fr", "en"]))
def test_hours_are_read_as_they_are_said(hours: OpeningHours, language: str) -> None:
    always = all(day and (day[0].start, day[0].end) == (0, 1440) for day in hours.week)
    assert read_hours(hours.said(language)) == (None if always else hours)


@given(st.text(st.sampled_from("lunmarve9h-12,;: à/samdi0 pm."), max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        hours = read_hours(text)
    except ValueError:
        return
    assert hours is None or OpeningHours.read(str(hours)) == hours
