"""The sandbox is Slack to `@slack/bolt` too: each kind of payload and call, by Socket Mode and by signed HTTP."""

import json

import aiohttp
import pytest

from bot.sandbox import Sandbox
from bot.sandbox.clock import pause
from bot.sandbox.wire import Json, dumps
from tests.journeys._person import Person
from tests.journeys._slack import until

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def tour(person: Person, name: str) -> Json:
    """What the app found on one of its tours of the Web API."""
    shown = await person.types(f"/try {name}")
    found: Json = json.loads(shown.raw["text"])
    return found


async def home_of(person: Person, words: str) -> Json:
    """The person's home of the app, once it says exactly the words."""
    for _ in range(1000):
        home = await person.visitor.home()
        if home and home["blocks"][0]["text"]["text"] == words:
            return home
        await pause(0.02)
    raise AssertionError(f"the home never said {words!r}")


async def test_a_command_is_answered_in_its_acknowledgement(claire: Person) -> None:
    said = await claire.types("/say one & two")
    assert "You said: one & two" in said
    assert said.is_for_one


async def test_a_click_rewrites_its_message_through_the_response_url(claire: Person) -> None:
    said = await claire.types("/say quietly")
    await claire.clicks("Louder", on=said)
    await claire.becomes(said, "QUIETLY", in_="sales")


async def test_a_click_can_answer_the_whole_channel_and_take_its_message_away(claire: Person, nathan: Person) -> None:
    said = await claire.types("/say to all of you")
    await claire.clicks("Aloud", on=said)
    aloud = await nathan.sees("Aloud: to all of you")
    assert not aloud.is_for_one
    await claire.loses("You said: to all of you")


async def test_a_form_says_what_is_wrong_under_its_field(claire: Person) -> None:
    await claire.opens("/form dinner")
    sent = await claire.saves(name="Al")
    assert sent.errors == {"Name": "Three letters at least"}
    assert sent.form is not None
    assert sent.form.typed("Name") == "Al"


async def test_options_come_as_one_types_and_the_form_is_answered_with_a_view(claire: Person) -> None:
    form = await claire.opens("/form dinner")
    colours = await claire.visitor.suggestions("colour", "bl", on=form.raw)
    assert [option["value"] for option in colours["options"]] == ["black", "blue"]
    sent = await claire.saves(name="Alba", colour=colours["options"][1])
    assert "Alba, blue, dinner" in sent


async def test_a_second_form_goes_on_top_and_clears_both(claire: Person) -> None:
    form = await claire.opens("/form dinner")
    await claire.clicks("Deeper", on=form)
    await claire.form(saying="there")
    await claire.saves(more="a word")
    assert await claire.looks() is None


async def test_the_app_hears_of_a_closed_form(claire: Person) -> None:
    await claire.opens("/form dinner")
    await claire.visitor.close()
    await claire.dm("Closed one form")
    await claire.opens("/form supper")
    await claire.visitor.close(is_cleared=True)
    await claire.dm("Closed all of it")


async def test_a_shortcut_opens_a_form_from_everywhere(claire: Person) -> None:
    assert (await claire.visitor.act("shortcut", callback_id="everywhere"))["ok"]
    await claire.form(saying="About from everywhere")


async def test_a_shortcut_on_a_message_brings_the_message(claire: Person, sandbox: Sandbox) -> None:
    message = (await claire.visitor.say("C0SALES0001", "Lunch?"))["message"]
    asked = {"channel": message["channel"], "ts": message["ts"], "callback_id": "this_one"}
    assert (await claire.visitor.act("message_shortcut", **asked))["ok"]
    await claire.form(saying="About Lunch? in sales")


async def test_the_home_is_published_when_it_is_opened_and_again_by_a_click(claire: Person) -> None:
    await claire.visitor.act("home_opened")
    home = await home_of(claire, "Welcome")
    await claire.visitor.click("welcome", on=home)
    await home_of(claire, "Welcome again")


async def test_a_message_is_answered_in_its_thread(claire: Person) -> None:
    place = await claire.visitor.app_channel()
    message = (await claire.visitor.say(place, "hello there"))["message"]
    answer = await claire.visitor.waits_for(place, lambda each: each["ts"] != message["ts"], thread=message["ts"])
    assert answer["text"] == f"Hello <@{claire.id}>"


async def test_a_file_given_to_the_app_is_read_by_it(claire: Person) -> None:
    file = await claire.visitor.upload("note.txt", "Éloïse à midi".encode(), "text/plain")
    await claire.visitor.say(await claire.visitor.app_channel(), "for you", files=[file])
    await claire.dm("It says: Éloïse à midi")


async def test_a_file_of_the_app_arrives_whole(claire: Person) -> None:
    found = await tour(claire, "file")
    assert found["isSame"], found
    assert (found["name"], found["title"], found["size"]) == ("contacts.csv", "Contacts", found["expected"])
    assert (await claire.dm("Here they are")).raw["files"][0]["name"] == "contacts.csv"


async def test_a_channel_is_made_described_and_archived(claire: Person) -> None:
    found = await tour(claire, "conversations plans")
    assert claire.id in found.pop("members"), found
    told = {"topic": "Today", "purpose": "Every day", "count": 2, "isArchived": True, "isListed": False}
    assert found == told


async def test_a_message_is_changed_answered_marked_and_found_again(claire: Person) -> None:
    found = await tour(claire, "messages C0RANDOM001")
    assert found["thread"] == ["Second", "A reply"]
    assert found["history"] == ["Second"]
    assert [(each["name"], each["count"]) for each in found["reactions"]] == [("eyes", 1)]
    assert "/archives/C0RANDOM001/p" in found["permalink"]


async def test_marks_are_put_read_and_taken_away(claire: Person) -> None:
    told = {
        "reactions": ["tada"], "pinned": 1, "isListed": True, "files": ["a.txt"], "wasMember": True, "isMember": False,
    }  # fmt: skip
    assert await tour(claire, "marks souvenirs") == told


async def test_lists_are_read_page_by_page(claire: Person) -> None:
    found = await tour(claire, "pages")
    assert set(found["sizes"][:-1]) == {2}
    assert found["names"] == found["all"]
    assert len(found["all"]) == len(set(found["all"])) == sum(found["sizes"])


async def test_people_have_zone_language_and_address(claire: Person) -> None:
    found = await tour(claire, "people nathan@demo.example")
    told = {"isBot": True, "zone": "Europe/Paris", "locale": "fr-FR", "found": "U0NATHAN001", "isListed": True}
    assert found == told


async def test_a_call_that_is_told_to_wait_is_made_again_once(claire: Person, sandbox: Sandbox) -> None:
    fault = {"kind": "429", "method": "chat.postMessage", "times": 1, "retry_after": "1"}
    async with aiohttp.ClientSession(sandbox.url) as http, http.post("/_faults", json=fault) as answer:
        assert answer.status == 200
    assert await tour(claire, "patience soon") == {"times": 1}
    calls = [call for call in sandbox.slack.log.since(0) if call.kind == "chat.postMessage"]
    answers = [call.response for call in calls if "soon" in dumps(call.body)]
    assert answers[0] == {"ok": False, "error": "ratelimited"}
    assert len(answers) == 2


async def test_a_refusal_names_the_place_in_the_blocks(claire: Person) -> None:
    refused = (await tour(claire, "refusal"))["refused"]
    assert refused["error"] == "invalid_blocks"
    (message,) = refused["response_metadata"]["messages"]
    assert message == "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"


async def test_the_app_connects_anew_when_slack_refreshes_its_socket(claire: Person, sandbox: Sandbox) -> None:
    sockets = sandbox.slack.outbound.sockets
    before = sockets.names()  # none over HTTP
    async with aiohttp.ClientSession(sandbox.url) as http, http.post("/_sockets/disconnect") as answer:
        assert answer.status == 200
    await until(lambda: len(sockets.names()) == len(before) and not set(before) & set(sockets.names()))
    assert "You said: still here" in await claire.types("/say still here")
