"""Reminders as they are told."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model.ids import ContactId, MemberId
from bot.model.reminders import ReminderState
from bot.model.rich_text import written
from bot.templates import reminders as show
from bot.templates._words import Reader
from tests import make

ROOT = Path(__file__).parents[2]
READERS = (Reader("fr-FR", "Europe/Paris"), Reader("en-US", "America/New_York"))
TITLES = (
    'Dis "oui" \\ non',
    "Été à l'Œuvre 🎉",
    "a < b & <!channel>",
    "*fat* _thin_ `code`",
    "-1000000000000000000:1",
    "x" * 4000,
)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.locale)
def test_one_of_many_alike_says_what_it_would_say_by_itself(reader: Reader) -> None:
    plain = make.reminder(5)
    handed = replace(plain, handed_by=MemberId("UHAND"), occurrence=3)
    for title in TITLES:
        for kind in (plain, handed, replace(plain, rrule="FREQ=WEEKLY;BYDAY=MO"), replace(plain, after="P3D")):
            reminder = replace(kind, title=title)
            alike = show.due_alike(reminder, reader, morning="9:00")
            by_itself = show.due(reminder, reader, contact=None, morning="9:00", occurrence=reminder.occurrence)
            assert alike is not None
            assert (alike.text, tuple(json.loads(alike.blocks))) == (by_itself.text, by_itself.blocks)


_FIRST_OF_A_MORNING = """
from bot.templates import _words, reminders
from tests import make

reminders.rehearse()
read = _words._template.cache_info().misses
for locale in ("fr-FR", "en-US"):
    assert reminders.due_alike(make.reminder(5), _words.Reader(locale, "Europe/Paris"), morning="8:00")
assert _words._template.cache_info().misses == read > 0
"""


def test_after_a_rehearsal_the_first_reminder_reads_no_words() -> None:
    """In a process of its own: this one has read them."""
    subprocess.run([sys.executable, "-c", _FIRST_OF_A_MORNING], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=True)


def test_what_has_more_of_its_own_is_not_taken_for_one_of_many() -> None:
    reminder = make.reminder(5)
    for own in (
        replace(reminder, contact=ContactId(7)),
        replace(reminder, text=written("bring the *plans*")),
        replace(reminder, state=ReminderState.DONE),
    ):
        assert show.due_alike(own, READERS[0], morning="9:00") is None
