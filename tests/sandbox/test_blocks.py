"""Ids and state reach what stands inside other blocks."""

from bot.sandbox.blocks import filled_state, find_element, missing_answers, with_ids
from bot.sandbox.wire import Json

from .shapes import actions, button, entry, plain, section


def container(*children: Json) -> Json:
    return {"type": "container", "title": plain("Box"), "child_blocks": list(children)}


def nameless() -> Json:
    return {"type": "button", "text": plain("Go")}


def test_blocks_and_elements_without_ids_are_given_some_wherever_they_are() -> None:
    card = {"type": "card", "actions": [nameless()]}
    boxed, carousel = with_ids([container(section(accessory=nameless())), {"type": "carousel", "elements": [card]}])
    (child,), (inner,) = boxed["child_blocks"], carousel["elements"]
    assert all(one["block_id"] for one in (boxed, child, carousel, inner))
    assert child["accessory"]["action_id"]
    assert inner["actions"][0]["action_id"]


def test_ids_that_are_there_stay() -> None:
    blocks = [container(actions(button("press"), block_id="row")) | {"block_id": "box"}]
    assert with_ids(blocks) == blocks


def test_an_element_is_found_inside_a_container() -> None:
    blocks = [section(block_id="top"), container(actions(button("press"), block_id="row")) | {"block_id": "box"}]
    assert find_element(blocks, "row", "press") == button("press")
    assert find_element(blocks, "box", "press") is None
    assert find_element(blocks, "row", "other") is None


def test_the_state_names_the_block_in_which_the_input_stands() -> None:
    blocks = [container(entry("name")) | {"block_id": "box"}]
    assert filled_state(blocks, {"name": {"typed": {"value": "Ann"}}}) == {
        "name": {"typed": {"type": "plain_text_input", "value": "Ann"}}
    }


def test_an_empty_input_inside_a_container_is_missed() -> None:
    blocks = [container(entry("name")), entry("more", optional=True)]
    assert missing_answers(blocks, {}) == {"name": "Please complete this required field."}
