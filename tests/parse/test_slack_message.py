"""What a message says, whoever wrote it: its text, its blocks, its attachments, each word once."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.ids import MemberId
from bot.parse.slack_message import said_in
from bot.parse.slack_text import COMMAND_LENGTH

Json = dict[str, Any]


def heard(text: object = "", *, blocks: object = None, attachments: object = None) -> str:
    return said_in({"text": text, "blocks": blocks, "attachments": attachments}).text


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def words(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, "style": style}


def link(url: str, text: str = "") -> Json:
    return {"type": "link", "url": url} | ({"text": text} if text else {})


def line(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def test_a_text_alone_is_what_it_says() -> None:
    assert heard("Écrivez à <mailto:jean@acme.fr|jean@acme.fr> &amp; <https://acme.fr>") == (
        "Écrivez à jean@acme.fr & https://acme.fr"
    )


def test_a_lead_posted_by_a_form_is_read_field_by_field() -> None:
    fields = [
        mrkdwn("*Name*\nJane Roe"),
        mrkdwn("*Email:*\n<mailto:jane@globex.example|jane@globex.example>"),
        mrkdwn("*Company:* Globex"),
        plain("Phone\n(212) 555-0123"),
    ]
    blocks = [
        {"type": "header", "text": plain("New <lead> & more")},
        {"type": "divider"},
        {"type": "section", "text": mrkdwn("From *our* site"), "fields": fields},
        {"type": "context", "elements": [{"type": "image", "alt_text": "a logo"}, mrkdwn("sent at `9:00`")]},
        {"type": "actions", "elements": [{"type": "button", "text": plain("Claim it")}]},
    ]
    assert heard(blocks=blocks).splitlines() == [
        "New <lead> & more",
        "From our site",
        "Name: Jane Roe",
        "Email: jane@globex.example",
        "Company: Globex",
        "Phone: (212) 555-0123",
        "sent at 9:00",
    ]


def test_rich_text_is_read_line_by_line_with_its_links_and_whom_it_names() -> None:
    block = rich(
        line(words("Name:", bold=True), words(" Jane <Roe> & co, "), {"type": "user", "user_id": "U1"}),
        {"type": "rich_text_list", "elements": [line(link("https://a.example/?b=1&c=2", "their site")), line()]},
        {"type": "rich_text_quote", "elements": [link("mailto:jane@globex.example?subject=Hi", "Write to her")]},
        line({"type": "emoji", "name": "tada"}, {"type": "date", "timestamp": 1, "fallback": " Monday"}),
        line(link("tel:+12125550123", "(212) 555-0123"), words(" "), {"type": "channel", "channel_id": "C1"}),
    )  # fmt: skip
    said = said_in({"blocks": [block]})
    assert said.text.splitlines() == [
        "Name: Jane <Roe> & co, @U1",
        "their site https://a.example/?b=1&c=2",
        "Write to her jane@globex.example",
        ":tada: Monday",
        "(212) 555-0123 #C1",
    ]
    assert [mention.member for mention in said.people] == [MemberId("U1")]


def test_the_cells_of_a_table_stand_side_by_side() -> None:
    cells = [{"type": "raw_text", "text": "Name"}, rich(line(words("Jane & co")))]
    counted = [
        {"type": "raw_text", "text": "a"},
        {"type": "raw_number", "value": 3, "text": "3"},
        rich(line(words("c"))),
    ]
    assert heard(blocks=[{"type": "table", "rows": [cells, counted]}]) == "Name: Jane & co\na | 3 | c"


def test_attachments_are_read_and_their_fallback_only_where_they_say_nothing() -> None:
    lead = {
        "pretext": "Nouveau prospect",
        "title": "Formulaire",
        "text": "Reçu de <https://acme.example/contact|la page>",
        "fields": [{"title": "Nom", "value": "Dupont"}, {"title": "Prénom :", "value": "Marie"}],
        "fallback": "unread",
    }
    others = [{"fallback": "Jean <mailto:j@acme.example|j@acme.example>"}, {"fallback": "[no preview available]"}]
    inside = {"blocks": [{"type": "section", "text": mrkdwn("in a block")}], "fallback": "unread"}
    assert heard("Title", attachments=[lead, *others, inside]).splitlines() == [
        "Title",
        "Nouveau prospect",
        "Formulaire",
        "Reçu de la page https://acme.example/contact",
        "Nom: Dupont",
        "Prénom: Marie",
        "Jean j@acme.example",
        "in a block",
    ]


def test_other_blocks_say_what_they_show() -> None:
    blocks = [
        {"type": "markdown", "text": "**Name:** Jane"},
        {"type": "image", "title": plain("The shop"), "alt_text": "a shop"},
        {"type": "section", "text": mrkdwn("*Email:*\njane@globex.example\n*Note*: calls\nback")},
    ]
    assert heard(blocks=blocks).splitlines() == [
        "Name: Jane", "The shop", "Email: jane@globex.example", "Note: calls", "back",
    ]  # fmt: skip


def test_what_the_text_says_is_not_said_again_by_its_block() -> None:
    text = "*Hi* <@U1>, see <https://acme.fr|our site> :wave:\n• one\n• two"
    first = line(
        words("Hi", bold=True), words(" "), {"type": "user", "user_id": "U1"}, words(", see "),
        link("https://acme.fr", "our site"), words(" "), {"type": "emoji", "name": "wave"},
    )  # fmt: skip
    items = {"type": "rich_text_list", "elements": [line(words("one")), line(words("two"))]}
    assert heard(text, blocks=[rich(first, items)]) == "Hi @U1, see our site https://acme.fr :wave:\n• one\n• two"


def test_a_word_inside_another_is_said_all_the_same() -> None:
    assert heard("News from Annecy", blocks=[{"type": "section", "text": mrkdwn("Ann")}]) == "News from Annecy\nAnn"


def test_what_slack_says_of_a_message_without_a_text_is_no_text() -> None:
    assert heard("This content can't be displayed.", blocks=[rich(line(words("Jane")))]) == "Jane"


def test_a_long_message_is_cut_where_a_command_would_be_too_long() -> None:
    long = "wörd &amp; <https://acme.fr|x> " * 500
    assert 0 < len(heard(long, blocks=[rich(line(words("y" * 9000)))] * 50)) <= COMMAND_LENGTH
    read = heard("lead", blocks=[{"type": "section", "text": mrkdwn(f"{number} {'a' * 300}")} for number in range(99)])
    assert 7_500 < len(read) <= COMMAND_LENGTH


HOSTILE: list[object] = [
    None, 7, "x", [], {}, [None], [[]], {"type": 3}, {"type": []}, [{"type": "rich_text", "elements": 5}],
    [{"type": "section", "text": 7, "fields": {"a": 1}}], [{"type": "table", "rows": [None, 3, [[[]]]]}],
    [line({"type": "link", "url": None}, {"type": "user"}, {"type": {}}, words("", bold=True))],
    [line({"type": "text", "text": "a\0b\ud800", "style": "bold"})], [{"fields": [{"title": 1, "value": None}]}],
]  # fmt: skip


@pytest.mark.parametrize("shape", HOSTILE, ids=repr)
def test_no_shape_is_refused(shape: object) -> None:
    assert "\0" not in heard(shape, blocks=shape, attachments=shape)


def test_a_nest_of_any_depth_is_read_no_deeper_than_blocks_go() -> None:
    nest: object = "deep"
    for _ in range(900):
        nest = [{"elements": nest}]
    assert heard("top", blocks=nest, attachments=nest) == "top"


KEYS = st.sampled_from(("type", "text", "fields", "elements", "rows", "title", "value", "style", "url", "fallback"))
TYPES = st.sampled_from(("section", "rich_text", "rich_text_section", "table", "mrkdwn", "plain_text", "link", "text"))
ANYTHING = st.recursive(
    st.none() | st.integers() | TYPES | st.text(alphabet=st.characters() | st.sampled_from("<>|&*`:@"), max_size=20),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(KEYS, inside, max_size=5),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(("text", "blocks", "attachments")), ANYTHING))
def test_whatever_an_app_posts_is_read(message: Mapping[str, object]) -> None:
    assert len(said_in(message).text) <= COMMAND_LENGTH
