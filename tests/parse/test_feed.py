"""Which lines of the feed a line asks for, in either language, whatever the order of what it says."""

import pytest

from bot.model.choices import ChoiceKind
from bot.model.errors import LineTypeUnknown, MemberNotFound
from bot.model.ids import ChoiceId
from bot.model.line_types import LineType
from bot.model.span import Span
from bot.parse.feed import About, AskedFeed, read_feed_list
from bot.parse.query import Asker
from bot.parse.slack_text import unwrap
from tests import make

TYPES = [make.choice(7, ChoiceKind.ACTIVITY, "appel"), make.choice(8, ChoiceKind.ACTIVITY, "coup de fil")]
ASKER = Asker(make.NOW, "Europe/Paris", "fr-FR", {})
TODAY = "2026-11-19T23:00:00+00:00/2026-11-20T23:00:00+00:00"


def asked(line: str) -> AskedFeed:
    return read_feed_list(unwrap(line), ASKER, me=make.CLAIRE, types=TYPES)


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("type:note", About(LineType.NOTE)),
        ("TYPE: Fichiers", About(LineType.FILE)),
        ("type:rappel", About(LineType.REMINDER)),
        ("type:main", About(LineType.ACTIVITY)),
        ('type:"à la main"', About(LineType.ACTIVITY)),
        ("type:hand", About(LineType.ACTIVITY)),
        ("type:api", About(api=True)),
        ("type:call", About(activity=ChoiceId(7))),
        ('type:"coup de fil"', About(activity=ChoiceId(8))),
        ("type:« coup de fil »", About(activity=ChoiceId(8))),
        ("notes", About(LineType.NOTE)),
        ("fichiers", About(LineType.FILE)),
        ("", About()),
    ],
)
def test_a_type_is_said_in_either_language(said: str, about: About) -> None:
    assert asked(said).about == about
    assert asked(f"Ann Martin {said}") == AskedFeed("Ann Martin", about)


def test_all_may_be_said_together_in_any_order() -> None:
    wanted = AskedFeed("Ann Martin", About(LineType.NOTE), make.JOHN, Span.read(TODAY))
    for line in (
        "Ann Martin type:note by:<@UJOHN|john> aujourd'hui",
        "type:note Ann Martin aujourd'hui par:<@UJOHN|John Doe (Sales)>",
        "par: <@UJOHN> aujourd'hui Ann Martin type:note",
    ):
        assert asked(line) == wanted, line


@pytest.mark.parametrize("line", ["by:me", "par:moi", "mine", "à moi"])
def test_ones_own_lines_are_asked_for(line: str) -> None:
    assert asked(line) == AskedFeed(actor=make.CLAIRE)


def test_what_is_not_known_is_said() -> None:
    with pytest.raises(LineTypeUnknown) as unknown:
        asked("type:remindr")
    assert unknown.value.values == {"word": "remindr", "nearest": "reminder", "followed": False}
    with pytest.raises(MemberNotFound):
        asked("by:nobody")
