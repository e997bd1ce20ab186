"""A formatted text: kept as it was written, read aloud, and measured."""

import pytest
from hypothesis import given

from bot.model.ids import MemberId
from bot.model.rich_text import (
    RUNS,
    Code,
    Emoji,
    Link,
    Listing,
    Mention,
    Moment,
    Paragraph,
    Quote,
    RichText,
    Style,
    Text,
    from_json,
    plain,
    struck,
    to_json,
    written,
)
from tests._rich_texts import TREES

BOLD = Style(bold=True)


@given(TREES)
def test_what_is_kept_is_read_as_it_was(tree: RichText) -> None:
    assert from_json(to_json(tree)) == tree


@pytest.mark.parametrize("text", ["", "call Ann", "[]", "{}", '{"parts":[{"kind":"drum"}]}', '{"parts":[1]}', "null"])
def test_what_is_no_formatted_text_is_told_apart(text: str) -> None:
    with pytest.raises(ValueError, match=r"no formatted text|Expecting value|Extra data"):
        from_json(text)


def test_it_is_read_aloud_line_by_line() -> None:
    tree = RichText(
        (
            Paragraph((Text("Ask "), Mention(MemberId("U1")), Text(" now", BOLD), Emoji("wave", "1f44b"))),
            Listing(((Text("price"),), (Link("https://a.example", "terms"),)), ordered=True, offset=2),
            Listing(((Link("https://b.example"),),), indent=1),
            Quote((Emoji("ours"), Moment(1_800_000_000, "{date}", "15 January"))),
            Code("x = 1"),
        )
    )
    assert plain(tree, {"U1": "Ann"}) == (
        "Ask @Ann now👋\n3. price\n4. terms (https://a.example)\n  • https://b.example\n:ours:15 January\nx = 1"
    )


@pytest.mark.parametrize(
    ("tree", "too_long"),
    [
        (written("x" * 3000), False),
        (written("x" * 3001), True),
        (RichText((Paragraph((Link("https://a.example/" + "x" * 3000),)),)), True),
        (RichText((Paragraph((Text("x"),) * RUNS),)), False),
        (RichText((Paragraph((Text("x"),) * (RUNS + 1)),)), True),
    ],
)
def test_it_is_too_long_by_its_letters_or_by_its_pieces(tree: RichText, too_long: bool) -> None:
    assert tree.is_too_long is too_long


@given(TREES)
def test_struck_through_it_reads_the_same_and_nothing_of_it_is_left_out(tree: RichText) -> None:
    assert all(run.style.strike for run in struck(tree).runs)
    assert plain(struck(tree)) == plain(tree)
