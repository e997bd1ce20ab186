"""Slack's own SDK as a second opinion: its numbers are ours, and what its classes build passes."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.models import blocks as sdk
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.blocks.limits import BLOCKS, ELEMENTS, OBJECTS
from bot.sandbox.blocks.rules import Items, Kind, Rule, Shape, Str, Text
from bot.sandbox.wire import Json

from .conftest import CLAIRE
from .shapes import modal

IMAGE = "https://example.com/i.png"
PICTURE = sdk.ImageElement(image_url=IMAGE, alt_text="A picture")
OPTION = sdk.Option(text="Red", value="red")
WORDS = sdk.RichTextBlock(elements=[sdk.RichTextSectionElement(elements=[sdk.RichTextElementParts.Text(text="x")])])
BUTTON = sdk.ButtonElement(text="Go", action_id="go")
CARD = sdk.CardBlock(title=sdk.MarkdownTextObject(text="Card"), actions=[BUTTON])
TASK = sdk.TaskCardBlock(
    task_id="t",
    title="Task",
    status="complete",
    details=WORDS,
    output=WORDS,
    sources=[sdk.UrlSourceElement(url="https://example.com", text="Source")],
)
CONFIRM = sdk.ConfirmObject(title="Sure?", text="Really?", confirm="Yes", deny="No")
FEEDBACK = sdk.FeedbackButtonObject(text="Good", value="good")

ANYWHERE: dict[str, sdk.BlockElement] = {
    "button": sdk.ButtonElement(
        text="Go", action_id="a", value="v", url="https://example.com", style="primary", confirm=CONFIRM
    ),
    "link button": sdk.LinkButtonElement(text="Go", url="https://example.com"),
    "overflow": sdk.OverflowMenuElement(
        options=[OPTION, sdk.Option(text="Blue", value="b", url="https://example.com")]
    ),
    "static select": sdk.StaticSelectElement(placeholder="Colour", options=[OPTION], initial_option=OPTION),
    "select": sdk.SelectElement(placeholder="Colour", options=[OPTION]),
    "static multi select": sdk.StaticMultiSelectElement(
        options=[OPTION], initial_options=[OPTION], max_selected_items=1
    ),
    "grouped select": sdk.StaticSelectElement(option_groups=[sdk.OptionGroup(label="Colours", options=[OPTION])]),
    "external select": sdk.ExternalDataSelectElement(placeholder="Who", initial_option=OPTION, min_query_length=1),
    "external multi select": sdk.ExternalDataMultiSelectElement(initial_options=[OPTION], min_query_length=0),
    "user select": sdk.UserSelectElement(initial_user=CLAIRE),
    "user multi select": sdk.UserMultiSelectElement(initial_users=[CLAIRE]),
    "conversation select": sdk.ConversationSelectElement(filter=sdk.ConversationFilter(include=["im", "public"])),
    "conversation multi select": sdk.ConversationMultiSelectElement(default_to_current_conversation=True),
    "channel select": sdk.ChannelSelectElement(initial_channel="C1", confirm=CONFIRM),
    "channel multi select": sdk.ChannelMultiSelectElement(initial_channels=["C1"], max_selected_items=2),
    "checkboxes": sdk.CheckboxesElement(options=[OPTION], initial_options=[OPTION], focus_on_load=True),
    "radio buttons": sdk.RadioButtonsElement(options=[OPTION], initial_option=OPTION),
    "date picker": sdk.DatePickerElement(placeholder="When", initial_date="2026-11-22"),
    "time picker": sdk.TimePickerElement(initial_time="09:30", timezone="Europe/Paris"),
    "image": PICTURE,
}
IN_FORMS: dict[str, sdk.InputInteractiveElement] = {
    "plain text": sdk.PlainTextInputElement(placeholder="Name", multiline=True, min_length=1, max_length=10),
    "email": sdk.EmailInputElement(initial_value="ann@example.com"),
    "url": sdk.UrlInputElement(placeholder="Site"),
    "number": sdk.NumberInputElement(is_decimal_allowed=True, min_value="1", max_value="2.5"),
    "rich text": sdk.RichTextInputElement(initial_value=WORDS, min_lines=1, max_lines=5),
    "moment": sdk.DateTimePickerElement(initial_date_time=1_700_000_000),
}
IN_MESSAGES: dict[str, sdk.Block] = {
    "actions": sdk.ActionsBlock(elements=[BUTTON], block_id="row"),
    "auth provider": sdk.AuthProviderBlock(value="crm", name="CRM", is_connected=False, auth_url="https://example.com"),
    "card": CARD,
    "carousel": sdk.CarouselBlock(elements=[CARD]),
    "container": sdk.ContainerBlock(title="Box", child_blocks=[sdk.DividerBlock()], is_collapsible=True),
    "context": sdk.ContextBlock(elements=[sdk.MarkdownTextObject(text="x"), PICTURE]),
    "context actions": sdk.ContextActionsBlock(
        elements=[
            sdk.FeedbackButtonsElement(positive_button=FEEDBACK, negative_button=FEEDBACK),
            sdk.IconButtonElement(icon="trash", text="Delete"),
        ]
    ),
    "divider": sdk.DividerBlock(),
    "file": sdk.FileBlock(external_id="f"),
    "header": sdk.HeaderBlock(text="Words"),
    "image": sdk.ImageBlock(image_url=IMAGE, alt_text="A picture", title="Picture"),
    "input": sdk.InputBlock(label="Name", element=IN_FORMS["plain text"], hint="Yours", optional=True),
    "markdown": sdk.MarkdownBlock(text="**Words**"),
    "plan": sdk.PlanBlock(title="Plan", tasks=[TASK]),
    "rich text": sdk.RichTextBlock(
        elements=[
            sdk.RichTextSectionElement(
                elements=[
                    sdk.RichTextElementParts.Text(text="x", style={"bold": True}),
                    sdk.RichTextElementParts.Link(url="https://example.com", text="x"),
                    sdk.RichTextElementParts.User(user_id=CLAIRE),
                    sdk.RichTextElementParts.Channel(channel_id="C1"),
                    sdk.RichTextElementParts.UserGroup(usergroup_id="S1"),
                    sdk.RichTextElementParts.Team(team_id="T1"),
                    sdk.RichTextElementParts.Emoji(name="wave"),
                    sdk.RichTextElementParts.Broadcast(range="here"),
                    sdk.RichTextElementParts.Color(value="#F405B3"),
                    sdk.RichTextElementParts.Date(timestamp=1_700_000_000, format="{date}"),
                ]
            ),
            sdk.RichTextListElement(elements=[sdk.RichTextSectionElement(elements=[])], style="bullet", indent=1),
            sdk.RichTextQuoteElement(elements=[sdk.RichTextElementParts.Text(text="x")]),
            sdk.RichTextPreformattedElement(elements=[sdk.RichTextElementParts.Text(text="x")], border=1),
        ]
    ),
    "section": sdk.SectionBlock(text="Words", fields=["a", sdk.PlainTextObject(text="b")], expand=True),
    "table": sdk.TableBlock(
        rows=[[sdk.RawTextObject(text="a").to_dict(), sdk.RawNumberObject(value=1, text="1").to_dict()]],
        column_settings=[sdk.TableBlockColumnSettings(align="right", is_wrapped=True).to_dict()],
    ),
    "task card": TASK,
    "video": sdk.VideoBlock(
        alt_text="x", title="Words", video_url="https://example.com/v", thumbnail_url=IMAGE, author_name="Ann"
    ),
}
ALERT = sdk.AlertBlock(text="Careful", level="warning")
# Started by calls.add, which the sandbox has not: docs/reference/sandbox-not-checked.md.
REFUSED: dict[str, sdk.Block] = {"call": sdk.CallBlock(call_id="R1")}


async def test_what_the_classes_of_the_sdk_build_passes_in_messages(client: AsyncWebClient) -> None:
    for block in IN_MESSAGES.values():
        assert (await client.chat_postMessage(channel=CLAIRE, text="words", blocks=[block]))["ok"]


@pytest.mark.parametrize("name", ANYWHERE)
async def test_an_element_of_the_sdk_passes_beside_a_text(name: str, client: AsyncWebClient) -> None:
    block = sdk.SectionBlock(text="Words", accessory=ANYWHERE[name])
    assert (await client.chat_postMessage(channel=CLAIRE, text="words", blocks=[block]))["ok"]


@pytest.mark.parametrize("name", IN_FORMS)
async def test_an_input_of_the_sdk_passes_in_a_form(name: str, client: AsyncWebClient, sandbox: Sandbox) -> None:
    block = sdk.InputBlock(label="Words", element=IN_FORMS[name])
    await _open(client, sandbox, modal(block.to_dict()))


async def test_an_alert_of_the_sdk_passes_in_a_form(client: AsyncWebClient, sandbox: Sandbox) -> None:
    await _open(client, sandbox, modal(ALERT.to_dict()))


async def test_a_block_that_the_sandbox_has_not_is_refused(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="unsupported type: call"):
        await client.chat_postMessage(channel=CLAIRE, text="words", blocks=[REFUSED["call"]])


def test_every_block_and_element_of_the_sdk_is_among_them() -> None:
    blocks = [*IN_MESSAGES.values(), *ANYWHERE.values(), *IN_FORMS.values(), ALERT, *REFUSED.values()]
    used = {type(part) for block in blocks for part in _parts(block)}
    abstract = {sdk.Block, sdk.BlockElement, sdk.InteractiveElement, sdk.InputInteractiveElement, sdk.RichTextElement}
    known = {
        one for one in vars(sdk).values() if isinstance(one, type) and issubclass(one, sdk.Block | sdk.BlockElement)
    }
    assert known - abstract - used == set()


def _parts(value: object) -> Iterator[object]:
    yield value
    for part in vars(value).values() if hasattr(value, "__dict__") else ():
        for one in part if isinstance(part, list) else [part]:
            if isinstance(one, sdk.Block | sdk.BlockElement):
                yield from _parts(one)


# What a class of the SDK calls the limit, and where it stands in the tables.
NUMBERS: list[tuple[type, str, tuple[object, ...]]] = [
    (sdk.Block, "block_id_max_length", (BLOCKS, "divider", "block_id")),
    (sdk.SectionBlock, "text_max_length", (BLOCKS, "section", "text")),
    (sdk.SectionBlock, "fields_max_length", (BLOCKS, "section", "fields")),
    (sdk.HeaderBlock, "text_max_length", (BLOCKS, "header", "text")),
    (sdk.ImageBlock, "image_url_max_length", (BLOCKS, "image", "image_url")),
    (sdk.ImageBlock, "alt_text_max_length", (BLOCKS, "image", "alt_text")),
    (sdk.ImageBlock, "title_max_length", (BLOCKS, "image", "title")),
    (sdk.ActionsBlock, "elements_max_length", (BLOCKS, "actions", "elements")),
    (sdk.ContextBlock, "elements_max_length", (BLOCKS, "context", "elements")),
    (sdk.ContextActionsBlock, "elements_max_length", (BLOCKS, "context_actions", "elements")),
    (sdk.InputBlock, "label_max_length", (BLOCKS, "input", "label")),
    (sdk.InputBlock, "hint_max_length", (BLOCKS, "input", "hint")),
    (sdk.MarkdownBlock, "text_max_length", (BLOCKS, "markdown", "text")),
    (sdk.CardBlock, "title_max_length", (BLOCKS, "card", "title")),
    (sdk.CardBlock, "subtitle_max_length", (BLOCKS, "card", "subtitle")),
    (sdk.CardBlock, "body_max_length", (BLOCKS, "card", "body")),
    (sdk.CarouselBlock, "elements_max_length", (BLOCKS, "carousel", "elements")),
    (sdk.ContainerBlock, "title_max_length", (BLOCKS, "container", "title")),
    (sdk.ContainerBlock, "subtitle_max_length", (BLOCKS, "container", "subtitle")),
    (sdk.ContainerBlock, "child_blocks_max_length", (BLOCKS, "container", "child_blocks")),
    (sdk.AuthProviderBlock, "value_max_length", (BLOCKS, "auth_provider", "value")),
    (sdk.AuthProviderBlock, "name_max_length", (BLOCKS, "auth_provider", "name")),
    (sdk.AuthProviderBlock, "description_max_length", (BLOCKS, "auth_provider", "description")),
    (sdk.AuthProviderBlock, "connected_identity_max_length", (BLOCKS, "auth_provider", "connected_identity")),
    (sdk.AuthProviderBlock, "connected_context_max_length", (BLOCKS, "auth_provider", "connected_context")),
    (sdk.AuthProviderBlock, "url_max_length", (BLOCKS, "auth_provider", "auth_url")),
    (sdk.InteractiveElement, "action_id_max_length", (ELEMENTS, "button", "action_id")),
    (sdk.InputInteractiveElement, "placeholder_max_length", (ELEMENTS, "plain_text_input", "placeholder")),
    (sdk.ButtonElement, "text_max_length", (ELEMENTS, "button", "text")),
    (sdk.ButtonElement, "url_max_length", (ELEMENTS, "button", "url")),
    (sdk.ButtonElement, "value_max_length", (ELEMENTS, "button", "value")),
    (sdk.ButtonElement, "agent_prompt_max_length", (ELEMENTS, "button", "agent_prompt")),
    (sdk.ImageElement, "image_url_max_length", (ELEMENTS, "image", "image_url")),
    (sdk.ImageElement, "alt_text_max_length", (ELEMENTS, "image", "alt_text")),
    (sdk.StaticSelectElement, "options_max_length", (ELEMENTS, "static_select", "options")),
    (sdk.StaticSelectElement, "option_groups_max_length", (ELEMENTS, "static_select", "option_groups")),
    (sdk.StaticMultiSelectElement, "options_max_length", (ELEMENTS, "multi_static_select", "options")),
    (sdk.StaticMultiSelectElement, "option_groups_max_length", (ELEMENTS, "multi_static_select", "option_groups")),
    (sdk.SelectElement, "options_max_length", (ELEMENTS, "static_select", "options")),
    (sdk.SelectElement, "option_groups_max_length", (ELEMENTS, "static_select", "option_groups")),
    (sdk.OverflowMenuElement, "options_max_length", (ELEMENTS, "overflow", "options")),
    (sdk.FeedbackButtonObject, "text_max_length", (ELEMENTS, "feedback_buttons", "positive_button", "text")),
    (sdk.FeedbackButtonObject, "value_max_length", (ELEMENTS, "feedback_buttons", "positive_button", "value")),
    (sdk.ConfirmObject, "title_max_length", (OBJECTS, "confirmation dialog", "title")),
    (sdk.ConfirmObject, "text_max_length", (OBJECTS, "confirmation dialog", "text")),
    (sdk.ConfirmObject, "confirm_max_length", (OBJECTS, "confirmation dialog", "confirm")),
    (sdk.ConfirmObject, "deny_max_length", (OBJECTS, "confirmation dialog", "deny")),
    (sdk.Option, "label_max_length", (OBJECTS, "option of a menu", "text")),
    (sdk.Option, "value_max_length", (OBJECTS, "option of a menu", "value")),
    (sdk.OptionGroup, "label_max_length", (OBJECTS, "option group", "label")),
    (sdk.OptionGroup, "options_max_length", (OBJECTS, "option group", "options")),
]


# «Less than» in the reference, so that ours are one smaller.
LESS_THAN = {("VideoBlock", "title_max_length"), ("VideoBlock", "author_name_max_length")}


def test_no_number_of_the_sdk_is_left_out() -> None:
    classes = [one for one in vars(sdk).values() if isinstance(one, type)]
    numbers = {(one.__name__, name) for one in classes for name in vars(one) if name.endswith("_max_length")}
    assert numbers == {(named.__name__, limit) for named, limit, _ in NUMBERS} | LESS_THAN


@pytest.mark.parametrize(("named", "limit", "place"), NUMBERS, ids=lambda value: getattr(value, "__name__", None))
def test_a_number_of_the_sdk_is_the_number_of_the_tables(named: type, limit: str, place: tuple[Any, ...]) -> None:
    table, name, *path = place
    rule: Rule = _shape(table[name]).properties[path[0]]
    for inner in path[1:]:
        assert isinstance(rule, Shape)
        rule = rule.properties[inner]
    assert isinstance(rule, Str | Text | Items)
    assert rule.high == getattr(named, limit)


def _shape(entry: Kind | Shape) -> Shape:
    shape = entry.shape if isinstance(entry, Kind) else entry
    assert isinstance(shape, Shape)
    return shape


async def _open(client: AsyncWebClient, sandbox: Sandbox, view: Json) -> None:
    trigger = sandbox.slack.triggers.issue(sandbox.slack.world.people[CLAIRE].team, CLAIRE)
    assert (await client.views_open(trigger_id=trigger, view=view))["ok"]
