"""Formatted texts of every shape, for properties."""

from hypothesis import strategies as st

from bot.model.ids import ChannelId, MemberId
from bot.model.rich_text import (
    DEEPEST,
    ChannelName,
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
)

_flag = st.booleans()
_STYLES = st.builds(Style, bold=_flag, italic=_flag, strike=_flag, underline=_flag, code=_flag)
_SIGNS = st.sampled_from("aé <>&*_~`@|:\"'\\\n\t\u2068𐍈👋")  # NFC, as Slack's texts become when they are read
_TEXTS = st.text(_SIGNS, min_size=1, max_size=12)
_MAYBE = st.just("") | _TEXTS
_RUNS = st.one_of(
    st.builds(Text, _TEXTS, _STYLES),
    st.builds(
        Link, st.sampled_from(["https://a.example/?q=<b>&c", "mailto:a@b.example", "javascript:x"]), _MAYBE, _STYLES
    ),
    st.builds(Mention, st.sampled_from([MemberId("U1A"), MemberId("W2B")]), _STYLES),
    st.builds(ChannelName, st.just(ChannelId("C123")), _STYLES),
    st.builds(Emoji, st.just("wave"), st.sampled_from(["", "1f44b", "1f44b-1f3fd"]), st.integers(0, 6), _STYLES),
    st.builds(Moment, st.integers(1, 2**33), st.just("{date_short} {time}"), _MAYBE, _STYLES),
)
_LINES = st.lists(_RUNS, min_size=1, max_size=4).map(tuple)
_PARTS = st.one_of(
    st.builds(Paragraph, _LINES),
    st.builds(
        Listing,
        st.lists(_LINES, min_size=1, max_size=3).map(tuple),
        _flag,
        st.integers(0, DEEPEST),
        st.integers(0, 9),
    ),
    st.builds(Quote, _LINES),
    st.builds(Code, _TEXTS),
)
TREES = st.lists(_PARTS, max_size=4).map(tuple).map(RichText)
