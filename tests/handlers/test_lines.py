"""A line of search between people and filters: mentions become ids in it, and ids names again."""

from bot.handlers._lines import line_of, members_in, read_aloud
from bot.parse.slack_text import unwrap


def test_whom_a_filter_mentions_goes_by_an_id() -> None:
    assert line_of(unwrap("dupont owner:<@U0CLAIRE01|claire>")) == "dupont owner:U0CLAIRE01"
    assert line_of(unwrap("owner:<@U0CLAIRE01>,<@U0NATHAN01|nathan> lyon")) == "owner:U0CLAIRE01,U0NATHAN01 lyon"


def test_a_mention_stands_behind_spaces_and_the_signs_of_any_keyboard() -> None:
    for typed in ("commercial : ", "owner: ", "owner：", "owner:“", "-assigné：  "):
        assert line_of(unwrap(f"x {typed}<@U0CLAIRE01|claire>")) == f"x {typed}U0CLAIRE01", typed
    assert line_of(unwrap("owner:<@U1A|claire>, <@U2B|bob> lyon")) == "owner:U1A, U2B lyon"
    assert line_of(unwrap("Note : <@U1A|claire>")) == "Note : @claire"
    assert read_aloud("commercial : U0CLAIRE01, U0NATHAN01", {"U0CLAIRE01": "Claire"}) == (
        "commercial : @Claire, U0NATHAN01"
    )


def test_a_mention_that_is_no_value_stays_as_it_is_read() -> None:
    assert line_of(unwrap("<@U0CLAIRE01|claire> dupont")) == "@claire dupont"
    assert line_of(unwrap("dupont")) == "dupont"


def test_an_id_is_read_as_a_name() -> None:
    line = "lyon owner:U0CLAIRE01 -assigned:U0NATHAN01,U0NOBODY01"
    assert members_in(line) == {"U0CLAIRE01", "U0NATHAN01", "U0NOBODY01"}
    assert read_aloud(line, {"U0CLAIRE01": "Claire", "U0NATHAN01": "Nathan"}) == (
        "lyon owner:@Claire -assigned:@Nathan,U0NOBODY01"
    )


def test_a_word_in_capitals_is_nobody() -> None:
    assert members_in("URSSAF UNESCO city:Ulm U0CLAIRE01") == frozenset()
