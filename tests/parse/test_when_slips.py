"""The phrase files with one letter wrong, or with words around: the same moment, or a question, never another one."""

import random
import re
from collections.abc import Iterator

import pytest

from bot.model.when import When
from bot.parse.when import moment_of, read_when
from bot.parse.when._doubts import SMALL_WORDS
from bot.parse.when._slips import ORDINARY, OWNERS
from bot.parse.when._tokens import fold
from bot.parse.when._words_en import ENGLISH
from bot.parse.when._words_fr import FRENCH
from tests.parse.test_when_phrases import Phrase, phrases

pytestmark = pytest.mark.slow

WORD = re.compile(r"[^\W\d_]+")
WORDS_OF_THEIR_OWN = ENGLISH.known | FRENCH.known | ORDINARY | OWNERS | SMALL_WORDS
FILES = ["phrases_fr.txt", "phrases_en.txt"]
AROUND = {
    "en": ("{} zzz", "{} xyz abc", "{} if possible", "{} at the latest", "zzz {}", "ask Bob {}"),
    "fr": ("{} zzz", "{} xyz abc", "{} si possible", "{} au plus tard", "zzz {}", "voir Paul {}"),
}
ELSEWHERE = {"en": "{} Gotham time", "fr": "{}, heure de Gotham"}


def read(phrase: Phrase, said: str) -> When:
    return read_when(said, now=moment_of(phrase.now, phrase.zone), zone=phrase.zone, locale=phrase.locale)


def understood(name: str) -> Iterator[tuple[Phrase, When]]:
    for phrase in phrases(name):
        when = read(phrase, phrase.said)
        if not when.ask:
            yield phrase, when


def meant(when: When) -> tuple[object, ...]:
    return (when.at, when.wall, when.rrule, when.after)


def slipped(word: str) -> set[str]:
    """A letter left out, one doubled, one changed, two that changed places; each once, at a place drawn by lot."""
    lot = random.Random(word)  # noqa: S311  # the same letters at every run
    out, twice, changed, first = (lot.randrange(len(word)) for _ in range(4))
    first = min(first, len(word) - 2)
    letter = lot.choice("aeimnrstxz")
    return {
        word[:out] + word[out + 1 :],
        word[:twice] + word[twice] + word[twice:],
        word[:changed] + letter + word[changed + 1 :],
        word[:first] + word[first + 1] + word[first] + word[first + 2 :],
    }


def misspelt(phrase: Phrase) -> Iterator[str]:
    slippery = (FRENCH if phrase.locale.startswith("fr") else ENGLISH).slippery
    for word in WORD.finditer(phrase.said):
        if fold(word[0]) in slippery:
            for wrong in sorted(slipped(word[0])):
                if fold(wrong) not in WORDS_OF_THEIR_OWN:
                    yield phrase.said[: word.start()] + wrong + phrase.said[word.end() :]


@pytest.mark.parametrize("name", FILES)
def test_a_word_of_time_with_a_letter_wrong_never_gives_another_moment(name: str) -> None:
    wrong = []
    for phrase, when in understood(name):
        for said in misspelt(phrase):
            found = read(phrase, said)
            if not found.ask and meant(found) != meant(when):
                wrong.append((said, found.wall, when.wall))
    assert wrong == []


@pytest.mark.parametrize("name", FILES)
def test_what_was_asked_is_not_settled_by_a_letter_wrong(name: str) -> None:
    wrong = []
    for phrase in phrases(name):
        asked = read(phrase, phrase.said).ask
        for said in misspelt(phrase) if asked else ():
            found = read(phrase, said)
            choices = [(choice.at, choice.rrule) for choice in asked.choices] if asked else []
            if not found.ask and (found.at, found.rrule) not in choices:
                wrong.append((said, found.wall))
    assert wrong == []


@pytest.mark.parametrize("name", FILES)
def test_words_around_an_expression_never_move_it(name: str) -> None:
    wrong = []
    for phrase, when in understood(name):
        for around in AROUND[phrase.locale[:2]]:
            found = read(phrase, around.format(phrase.said))
            if not found.ask and meant(found) != meant(when):
                wrong.append((around.format(phrase.said), found.wall, when.wall))
    assert wrong == []


@pytest.mark.parametrize("name", FILES)
def test_an_hour_of_an_unknown_zone_is_asked(name: str) -> None:
    hours = re.compile(r"\d(?:am|pm|h|:\d\d)$")
    said = [
        (phrase, ELSEWHERE[phrase.locale[:2]].format(phrase.said))
        for phrase, when in understood(name)
        if hours.search(phrase.said)
        and not hours.search(when.text)  # there it is no hour of the time
        and not re.search(r"(?:dans|ds|in|sous) \S+$", phrase.said)
    ]
    assert len(said) > 50
    assert [words for phrase, words in said if read(phrase, words).ask is None] == []


@pytest.mark.parametrize("name", ["Frida", "Mardy", "Lundy", "Friday's", "Jeudy"])
def test_a_name_like_a_weekday_is_left_alone_beside_a_day(name: str) -> None:
    phrase = Phrase("2026-11-19T14:30", "Europe/London", "en-GB", "", "", "")
    when = read(phrase, f"call {name} about the offer tomorrow")
    assert when.text == f"call {name} about the offer"
