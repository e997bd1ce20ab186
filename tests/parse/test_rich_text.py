"""Slack's rich text: read as it was drawn, and never refused whatever stands in it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.rich_text import Listing, Paragraph, Quote, RichText, Text, kept_tree, plain, to_json, written
from bot.parse.rich_text import read_rich_text
from bot.sandbox.blocks.check import check_blocks
from bot.templates._formatted import drawn, html
from tests._rich_texts import TREES

_LEAVES = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["text", "link", "rich_text"])
)
_KEYS = st.sampled_from(["type", "elements", "text", "url", "style", "user_id", "name", "timestamp", "indent", "range"])
_ANYTHING = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4), max_leaves=20
)


@given(TREES)
def test_what_is_drawn_is_read_as_it_was(tree: RichText) -> None:
    block = drawn(tree)
    check_blocks([block])
    assert read_rich_text(block) == tree


@given(_ANYTHING)
def test_nothing_is_refused(node: Any) -> None:
    tree = read_rich_text({"type": "rich_text", "elements": [node, {"type": "rich_text_section", "elements": [node]}]})
    assert kept_tree(to_json(tree)) == tree


@pytest.mark.parametrize(
    ("element", "says"),
    [
        ({"type": "broadcast", "range": "here"}, "@here"),
        ({"type": "usergroup", "usergroup_id": "S1", "text": "@sales"}, "@sales"),
        ({"type": "color", "value": "#ff0000"}, "#ff0000"),
        ({"type": "canvas", "title": "Plan"}, "Plan"),
        ({"type": "user", "user_id": "not an id", "text": "@ann"}, "@ann"),
        ({"type": "text", "text": "a\x00b\ud800"}, "ab"),
        ({"type": "citation", "elements": [{"type": "text", "text": "as said"}]}, "as said"),
    ],
)
def test_what_is_not_known_is_its_plain_words(element: dict[str, Any], says: str) -> None:
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [element]}]}
    assert read_rich_text(block) == written(says)


def test_words_from_before_anybody_formatted_them_are_kept() -> None:
    assert kept_tree("call *Ann*") == written("call *Ann*")
    assert kept_tree("") == RichText(())


def test_as_html_nothing_that_was_typed_becomes_a_tag_and_no_link_runs_a_script() -> None:
    tree = read_rich_text(
        {
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "<b>&\n", "style": {"bold": True}},
                        {"type": "link", "url": "javascript:alert(1)", "text": "here"},
                        {"type": "link", "url": 'https://a.example/"', "text": "there"},
                        {"type": "user", "user_id": "U123"},
                    ],
                }
            ]
        }
    )
    assert html(tree, {"U123": "Ann"}) == (
        "<p><strong>&lt;b&gt;&amp;<br></strong>here (javascript:alert(1))"
        '<a href="https://a.example/&#34;">there</a>@Ann</p>'
    )


def test_lists_and_quotes_keep_their_shape() -> None:
    tree = RichText((Listing(((Text("one"),),), ordered=True, indent=1, offset=3), Quote((Text("said"),))))
    assert plain(tree) == "4. one\nsaid"
    assert html(tree, {}) == '<ol start="4" style="margin-left:2em"><li>one</li></ol>\n<blockquote>said</blockquote>'
    assert html(RichText((Paragraph((Text("x"),)),)), {}) == "<p>x</p>"
