"""The sandbox's page: how soon the demo has one, and what it adds to the bot's own time until an answer is drawn."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

from playwright.sync_api import Page, expect, sync_playwright
from slack_sdk import WebClient

from tests import _needs
from tests.bench._figures import Figure, quantile, remark
from tests.bench._homes import Home
from tests.bench._machine import connected, free_port, running

LIMIT_MS = 100.0
LIMIT_SECONDS = 60.0
LIMIT_FRAME_MS = 50.0  # what scrolls with twenty pictures a second is still seen to move, not to jump
_CLICKS = 30
_MESSAGES = 10_000
_PERSON, _CHANNEL = "U0NATHAN001", "C0GENERAL01"
_PATIENCE_MS = 30_000

# Runs in the page. From the click to the first frame that shows the answer, less what the inspector says of the app:
# from the first word to it until its own last word. The page is left as it was found.
_MEASURE = """async (clicks) => {
    const press = () => PRESS;
    const drawn = () => DRAWN;
    const leave = () => LEAVE;
    const { matters, lasted } = await import("/page/js/parts/exchanges.js");
    const frame = () => new Promise(requestAnimationFrame);
    const painted = () => new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);  // what is sent while a frame is made arrives once it is painted
    });
    const entries = async (after) => (await (await fetch(`/_page/log?after=${after}`)).json()).entries;
    const extra = [];
    for (let click = 0; click < clicks; click += 1) {
        const last = (await entries(0)).at(-1)?.n ?? 0;
        const began = performance.now();
        press();
        while (!drawn()) await frame();
        await painted();
        const took = performance.now() - began;
        await new Promise((resolve) => setTimeout(resolve, 250));
        const matter = matters(await entries(last)).at(-1);
        extra.push(took - lasted(matter));
        leave();
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return extra;
}"""
_COMMAND = {
    "PRESS": """(() => {
        const field = document.querySelector('[data-testid="composer"]');
        globalThis.before = document.querySelectorAll('[data-testid="message"]').length;
        field.value = "/crm help";
        field.form.requestSubmit();
    })()""",
    "DRAWN": "document.querySelectorAll('[data-testid=\"message\"]').length > globalThis.before",
    "LEAVE": "undefined",
}
_BUTTON = {
    "PRESS": """[...document.querySelectorAll('.message .block button')]
        .findLast((one) => /note/.test(one.textContent)).click()""",
    "DRAWN": "Boolean(document.querySelector('dialog.modal[open] textarea'))",
    "LEAVE": "document.querySelector('[data-testid=\"modal-close\"]').click()",
}


# As fast as a hand on a wheel; how long each frame stood.
_SCROLL = """async (log) => {
    const frames = [];
    let last = performance.now();
    for (let frame = 0; frame < 300; frame += 1) {
        log.scrollTop = Math.max(0, log.scrollTop - 400);
        await new Promise(requestAnimationFrame);
        frames.push(performance.now() - last);
        last = performance.now();
    }
    return frames;
}"""


def of_a_long_channel(home: Home) -> Iterator[Figure]:
    if _needs.chromium() is None:
        return
    port = free_port()
    with running("-m", "bot", "sandbox", "--port", str(port), home=home.folder), _window() as page:
        connected(port).close()
        _fill(f"http://127.0.0.1:{port}")
        page.goto(f"http://127.0.0.1:{port}/#as={_PERSON}&channel={_CHANNEL}")
        expect(page.get_by_test_id("messages")).to_contain_text(f"message {_MESSAGES}", timeout=_PATIENCE_MS)
        frames: list[float] = page.get_by_test_id("messages").evaluate(_SCROLL)
    for share, words in ((0.5, "p50"), (0.95, "p95")):
        name = f"a frame while {_MESSAGES:,} messages scroll, {words}"
        yield Figure(name, quantile(frames, share), "ms", LIMIT_FRAME_MS)


def _fill(sandbox: str) -> None:
    with urlopen(f"{sandbox}/_world") as answer:  # noqa: S310  # on this machine
        tokens = json.load(answer)["tokens"]
    client = WebClient(
        token=next(each["value"] for each in tokens if each["kind"] == "bot"), base_url=f"{sandbox}/api/"
    )
    client.conversations_join(channel=_CHANNEL)
    for number in range(_MESSAGES):
        client.chat_postMessage(channel=_CHANNEL, text=f"message {number + 1}")


def of_the_sandbox(home: Home) -> Iterator[Figure]:
    if _needs.chromium() is None:
        remark("The page is measured in Chromium, which is not here.")
        return
    folder = home.folder.parent / "demo"
    folder.mkdir()
    port, began = free_port(), time.monotonic()
    with running("-m", "bot", "demo", "--home", str(folder), "--port", str(port), home=folder), _window() as page:
        _usable(page, port)
        took = time.monotonic() - began
        yield Figure("carnet demo until its page answers", took, "s", LIMIT_SECONDS)
        yield from _added(page, "a command", _COMMAND)
        _types(page, "/contact martin")
        expect(page.get_by_role("button", name="Add a note").last).to_be_visible(timeout=_PATIENCE_MS)
        yield from _added(page, "a button's form", _BUTTON)


def _usable(page: Page, port: int) -> None:
    connected(port).close()
    page.goto(f"http://127.0.0.1:{port}/#as={_PERSON}&channel={_CHANNEL}")
    for _ in range(_PATIENCE_MS // 1000):  # the bot connects a moment after its sandbox listens
        _types(page, "/crm help")
        try:
            expect(page.get_by_test_id("messages")).to_contain_text("/contact", timeout=1000)
        except AssertionError:
            continue
        return
    raise AssertionError("the demo answers nothing")


def _added(page: Page, name: str, click: dict[str, str]) -> Iterator[Figure]:
    script = _MEASURE
    for part, source in click.items():
        script = script.replace(part, source)
    added: list[float] = page.evaluate(script, _CLICKS)
    for share, words in ((0.5, "p50"), (0.95, "p95")):
        yield Figure(f"the page's own part of {name}, {words}", quantile(added, share), "ms", LIMIT_MS)


def _types(page: Page, text: str) -> None:
    page.get_by_test_id("composer").fill(text)
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")


@contextmanager
def _window() -> Iterator[Page]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=_needs.chromium(), chromium_sandbox=False, args=["--disable-gpu"]
        )
        yield browser.new_page()
        browser.close()
