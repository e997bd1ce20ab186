"""The phrase files, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.model.when import When
from bot.parse.when import moment_of, read_when

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Phrase:
    now: str
    zone: str
    locale: str
    said: str
    text: str
    expected: str


def phrases(name: str) -> Iterator[Phrase]:
    now = zone = locale = ""
    for line in (HERE / name).read_text(encoding="utf-8").split("\n"):
        if line.startswith("@"):
            now, zone, locale = line[1:].split()
        elif line and not line.startswith("#"):
            said, text, expected = (part.strip(" ") for part in line.split("|"))
            yield Phrase(now, zone, locale, said, text, expected)


def wall(when: datetime | None, zone: str) -> str:
    return when.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") if when else "-"


def shown(when: When, home: str) -> str:
    """In the notation of the phrase files, all choices given; `home` is the person's zone."""
    if when.ask:
        return f"? {when.ask.code} " + ", ".join(wall(choice.at, when.zone) for choice in when.ask.choices)
    parts = [wall(when.at, when.zone), when.grain.value, when.rrule or ""]
    parts += [f"after {when.after}" if when.after else "", f"rolled {when.rolled}" if when.rolled else ""]
    parts += [f"in {when.zone}" if when.zone != home else ""]
    return ", ".join(part for part in parts if part)


ALL = [*phrases("phrases_fr.txt"), *phrases("phrases_en.txt")]
SOME = 100  # in a test: five thousand of their own take longer to begin and to tell than to be read
PARTS = [ALL[begin : begin + SOME] for begin in range(0, len(ALL), SOME)]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"from {part[0].locale}: {part[0].said}")
def test_a_phrase_means_what_people_mean_by_it(part: list[Phrase]) -> None:
    wrong = [(phrase.locale, phrase.said, *found) for phrase in part if (found := misread(phrase)) is not None]
    assert wrong == []


def misread(phrase: Phrase) -> tuple[str, str] | None:
    """What was found and what was left of the text, where either is not as the file says."""
    now = moment_of(phrase.now, phrase.zone)
    when = read_when(phrase.said, now=now, zone=phrase.zone, locale=phrase.locale)
    found = shown(when, phrase.zone).strip()
    if phrase.expected.count(" ") == 1 and when.ask:
        found = f"? {when.ask.code}"  # its choices are not written down
    is_text_said = bool(phrase.text) or not when.ask
    is_right = found == phrase.expected and (when.text == phrase.text or not is_text_said)
    return None if is_right else (found, when.text)


@pytest.mark.parametrize("name", ["phrases_fr.txt", "phrases_en.txt"])
def test_each_language_has_its_phrases(name: str) -> None:
    said = [(p.now, p.zone, p.locale, p.said) for p in phrases(name)]
    assert len(said) == len(set(said))
    assert len(said) >= 400
