"""Rich text and what stands in it: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block"""

from ..rules import Anything, Flag, Items, Kind, Number, OneOf, Rule, Shape, Str, Whole
from .forms import COLOR
from .objects import ID

_ELEMENTS = "https://docs.slack.dev/reference/block-kit/block-elements/"
_STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")


def _inline(page: str, properties: dict[str, Rule], required: tuple[str, ...]) -> Kind:
    source = f"{_ELEMENTS}{page}-element"
    style = Shape(source, {name: Flag() for name in _STYLES})
    return Kind(Shape(source, {"type": Str(), "style": style, **properties}, ("type", *required)))


INLINE: dict[str, Kind] = {
    "text": _inline("text", {"text": Str(low=1)}, ("text",)),
    "link": _inline(
        "link",
        {"url": Str(), "text": Str(), **dict.fromkeys(("unsafe", "from_llm", "is_slack_url", "truncated"), Flag())},
        ("url",),
    ),
    # Slack writes skin_tone into what a person types, and takes it back; url is in @slack/types alone.
    "emoji": _inline("emoji", {"name": Str(), "unicode": Str(), "url": Str(), "skin_tone": Whole(1, 6)}, ("name",)),
    "user": _inline("user", {"user_id": Str(), "from_llm": Flag()}, ("user_id",)),
    "usergroup": _inline("usergroup", {"usergroup_id": Str()}, ("usergroup_id",)),
    "channel": _inline("channel", {"channel_id": Str(), "tab_id": Str(), "from_llm": Flag()}, ("channel_id",)),
    "team": _inline("team", {"team_id": Str()}, ("team_id",)),
    "broadcast": _inline("broadcast", {"range": Str(one_of=("here", "channel", "everyone"))}, ("range",)),
    "color": _inline("color", {"value": Str(form=COLOR)}, ("value",)),
    "date": _inline(
        "date",
        {"timestamp": Number(), "format": Str(), "timezone": Str(), "url": Str(), "fallback": Str()},
        ("timestamp", "format"),
    ),
}
# Written by Slack's own clients about things that only Slack has.
UNREAD = [
    "attachment_mention",
    "canvas",
    "canvas_message_unfurl",
    "canvas_user_mention",
    "citation",
    "file",
    "list_record",
    "message_mention",
    "salesforce_data_field",
    "tag",
    "work_object_mention",
    "workflow_mention",
]


def _part(name: str, properties: dict[str, Rule], required: tuple[str, ...] = ()) -> Kind:
    source = f"{_ELEMENTS}rich-text-{name}-element"
    return Kind(Shape(source, {"type": Str(), **properties}, ("type", "elements", *required)))


_WORDS = Items(OneOf({**INLINE, **dict.fromkeys(UNREAD, Kind(Anything()))}), low=0)
_SECTION = _part("section", {"elements": _WORDS})
PARTS: dict[str, Kind] = {
    "rich_text_section": _SECTION,
    "rich_text_list": _part(
        "list",
        {
            "elements": Items(OneOf({"rich_text_section": _SECTION}), low=0),
            "style": Str(one_of=("bullet", "ordered")),
            "indent": Whole(0, 8),
            "offset": Whole(0),
            "border": Whole(0, 1),
        },
        ("style",),
    ),
    "rich_text_quote": _part("quote", {"elements": _WORDS, "border": Whole(0, 1)}),
    "rich_text_preformatted": _part(
        "preformatted",
        {
            "elements": Items(OneOf({name: INLINE[name] for name in ("text", "link")}), low=0),
            "border": Whole(0, 1),
            "language": Str(),
        },
    ),
}
RICH_TEXT = Kind(
    Shape(
        "https://docs.slack.dev/reference/block-kit/blocks/rich-text-block",
        {"type": Str(), "block_id": ID, "elements": Items(OneOf(PARTS), low=0)},
        ("type", "elements"),
    )
)
