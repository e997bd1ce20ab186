"""One of each block and of each element, as an app sends them, and what a person should see of it."""

from dataclasses import dataclass

from bot.sandbox.wire import Json

PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60">'
    b'<rect width="80" height="60" fill="#0a6b5e"/></svg>'
)
PICTURES = "pictures.example"
_PICTURE_URL = f"http://{PICTURES}/picture.svg"


@dataclass(frozen=True, slots=True)
class Sample:
    block: Json
    seen: str


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str, **more: object) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


def button(action_id: str, text: str, **more: object) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def image(alt: str) -> Json:
    return {"type": "image", "image_url": _PICTURE_URL, "alt_text": alt}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def words(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text} | ({"style": style} if style else {})


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


_RICH: Json = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                words("Bold", bold=True),
                words(" and "),
                words("code", code=True),
                words(" for "),
                {"type": "user", "user_id": "U0CLAIRE001"},
                words(" in "),
                {"type": "channel", "channel_id": "C0GENERAL01"},
                {"type": "emoji", "name": "tada"},
                {"type": "link", "url": "https://example.com/", "text": "a link"},
                {"type": "broadcast", "range": "here"},
                {"type": "color", "value": "#0a6b5e"},
                {"type": "date", "timestamp": 1_800_000_000, "format": "{date_short} {time}", "fallback": "then"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "ordered",
            "elements": [{"type": "rich_text_section", "elements": [words(text)]} for text in ("first", "second")],
        },
        {"type": "rich_text_quote", "elements": [words("quoted")]},
        {"type": "rich_text_preformatted", "elements": [words("fixed  width")]},
    ],
}
_TABLE_ROWS = [
    [cell("Name"), cell("Deals")],
    [cell("Ada"), cell("3")],
    [rich(words("Grace", bold=True)), cell("11")],
]
_DATA_ROWS = [
    [cell("Name"), cell("Deals")],
    *(
        [cell(f"Person {number}"), {"type": "raw_number", "value": number, "text": str(number)}]
        for number in range(1, 13)
    ),
]
_CARD: Json = {
    "type": "card",
    "title": mrkdwn("*Ada Lovelace*"),
    "subtitle": mrkdwn("Analytical Engines"),
    "body": mrkdwn("Wrote the first program."),
    "icon": image("portrait"),
    "actions": [button("card", "Open")],
}
_TASK: Json = {
    "type": "task_card",
    "task_id": "t1",
    "title": "Read the list",
    "status": "complete",
    "details": rich(words("12 rows")),
    "sources": [{"type": "url", "url": "https://example.com/list", "text": "the list"}],
}

MESSAGE_BLOCKS = {
    "section": Sample(
        section(
            "With *bold* and ~struck~ and <https://example.com|a link> <!date^1800000000^{date_short}|then>",
            fields=[mrkdwn("*Field*\none"), mrkdwn("*Field*\ntwo")],
            accessory=button("press", "Beside"),
        ),
        "With bold and struck and a link",
    ),
    "header": Sample({"type": "header", "text": plain("A heading")}, "A heading"),
    "divider": Sample({"type": "divider"}, ""),
    "context": Sample(
        {"type": "context", "elements": [image("small"), mrkdwn("in small letters")]}, "in small letters"
    ),
    "actions": Sample(
        {
            "type": "actions",
            "elements": [
                button("press", "Press"),
                button("danger", "Delete", style="danger"),
                {"type": "overflow", "action_id": "more", "options": [option("One"), option("Two")]},
            ],
        },
        "Delete",
    ),
    "context_actions": Sample(
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "felt",
                    "positive_button": {"text": plain("Good"), "value": "good"},
                    "negative_button": {"text": plain("Bad"), "value": "bad"},
                },
                {"type": "icon_button", "action_id": "bin", "icon": "trash", "text": plain("Remove")},
            ],
        },
        "",
    ),
    "image": Sample(image("a green picture") | {"title": plain("The picture")}, "The picture"),
    "rich_text": Sample(_RICH, "Bold and code for @Claire Moreau (demo) in #general"),
    "markdown": Sample({"type": "markdown", "text": "## Title\n\n- one\n- **two**\n\n> said"}, "Title"),
    "table": Sample(
        {"type": "table", "rows": _TABLE_ROWS, "column_settings": [{"is_wrapped": True}, {"align": "right"}]}, "Grace"
    ),
    "data_table": Sample({"type": "data_table", "caption": "Deals", "rows": _DATA_ROWS, "page_size": 5}, "Page 1 of 3"),
    "card": Sample(_CARD, "Analytical Engines"),
    "carousel": Sample(
        {
            "type": "carousel",
            "elements": [_CARD, _CARD | {"title": mrkdwn("*Grace Hopper*"), "actions": [button("other", "Look")]}],
        },
        "Grace Hopper",
    ),
    "container": Sample(
        {"type": "container", "title": plain("A frame"), "child_blocks": [section("framed")], "is_collapsible": True},
        "framed",
    ),
    "task_card": Sample(_TASK, "Read the list"),
    "plan": Sample(
        {
            "type": "plan",
            "title": "The plan",
            "tasks": [_TASK | {"task_id": "t2", "title": "Write it down", "status": "in_progress"}],
        },
        "Write it down",
    ),
    "video": Sample(
        {
            "type": "video",
            "alt_text": "a film",
            "title": plain("A film"),
            "title_url": "https://example.com/film",
            "thumbnail_url": _PICTURE_URL,
            "video_url": "https://example.com/embed",
            "provider_name": "Films",
        },
        "A film",
    ),
}

# What is rarer: its JSON stands in a frame that says what it is.
PLACEHOLDERS: dict[str, Json] = {
    "data_visualization": {
        "type": "data_visualization",
        "title": "Deals",
        "chart": {"type": "pie", "segments": [{"label": "Won", "value": 3}, {"label": "Lost", "value": 1}]},
    },
    "file": {"type": "file", "external_id": "elsewhere", "source": "remote"},
    "auth_provider": {
        "type": "auth_provider",
        "value": "mail",
        "name": plain("Mail"),
        "is_connected": False,
        "auth_url": "https://example.com/connect",
    },
}

_OPTIONS = [option("One"), option("Two"), option("Three")]
ELEMENTS: dict[str, Json] = {
    "plain_text_input": {"multiline": True, "max_length": 20, "placeholder": plain("Some words")},
    "email_text_input": {},
    "url_text_input": {},
    "number_input": {"is_decimal_allowed": False, "min_value": "1", "max_value": "9"},
    "rich_text_input": {},
    "datepicker": {"initial_date": "2027-01-12"},
    "timepicker": {"initial_time": "09:30"},
    "datetimepicker": {"initial_date_time": 1_800_000_000},
    "checkboxes": {"options": _OPTIONS, "initial_options": _OPTIONS[:1]},
    "radio_buttons": {"options": _OPTIONS, "initial_option": _OPTIONS[1]},
    "static_select": {"options": _OPTIONS, "initial_option": _OPTIONS[2]},
    "multi_static_select": {"option_groups": [{"label": plain("Numbers"), "options": _OPTIONS}]},
    "external_select": {"min_query_length": 2},
    "multi_external_select": {"min_query_length": 1},
    "users_select": {"initial_user": "U0CLAIRE001"},
    "multi_users_select": {},
    "channels_select": {},
    "multi_channels_select": {},
    "conversations_select": {},
    "multi_conversations_select": {},
    "file_input": {"filetypes": ["csv"], "max_files": 2},
}


def entry(block_id: str, label: str, element: Json, **more: object) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


EVERY_ELEMENT: list[Json] = [
    entry(kind, kind.replace("_", " "), {"type": kind, "action_id": kind, **more}, optional=True, hint=plain("a hint"))
    for kind, more in ELEMENTS.items()
]

FORM: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("A form"),
    "submit": plain("Save"),
    "close": plain("Cancel"),
    "blocks": [
        {"type": "alert", "level": "warning", "text": plain("Somebody of that name is known.")},
        entry("name", "Name", {"type": "plain_text_input", "action_id": "name"}),
        entry("mail", "E-mail", {"type": "email_text_input", "action_id": "mail"}, optional=True),
        entry("city", "City", {"type": "external_select", "action_id": "city", "min_query_length": 1}, optional=True),
        entry("list", "List", {"type": "file_input", "action_id": "list", "filetypes": ["csv"]}, optional=True),
    ],
}
SAVED: Json = {
    "type": "modal",
    "callback_id": "saved",
    "title": plain("Saved"),
    "close": plain("Close"),
    "blocks": [section(":white_check_mark: All of it is saved.")],
}
