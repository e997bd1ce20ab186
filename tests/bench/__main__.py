"""`python -m tests.bench [--small] [section…]`: each figure beside its floor, one JSON line each.

The section `search` fills databases with a million contacts and takes half an hour, two minutes with `--small`;
`edits` and `posts` take the time that they measure, some five minutes; all the others together less than ten.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.log import set_up
from tests.bench import api, commands, duplicates, feed, importing, lateness, memory, page, posts, rush, search, words
from tests.bench._figures import Figure, remark, show
from tests.bench._homes import Home, filled, homes
from tests.bench._machine import CORES, connected, free_port, running, take_side

Section = Callable[[Home], Iterator[Figure]]
# Which need contacts, and which are measured on each engine.
_SECTIONS: dict[str, Section] = {
    "help": commands.helped,
    "contact": commands.found,
    "note": commands.noted,
    "api": api.noted,
    "api-activity": api.logged,
    "lateness": lateness.of_reminders,
    "rush": rush.of_reminders,
    "ahead": rush.ahead,
    "idle": rush.idle,
    "http": memory.over_http,
    "sockets": memory.over_sockets,
    "import": importing.of_contacts,
    "duplicates": duplicates.of_lists,
    "card": words.card,
    "when": words.phrases,
    "page": page.of_the_sandbox,
    "scroll": page.of_a_long_channel,
    "feed": feed.of_many_lines,
    "edits": posts.of_edits,
    "posts": posts.of_activities,
    "search": search.of_contacts,
}
_SMALL: dict[str, Section] = {
    "feed": feed.of_few_lines,
    "search": search.of_few_contacts,
    "rush": rush.of_few_reminders,
    "edits": posts.of_few_edits,
    "posts": posts.of_few_activities,
}
_ON_EACH_ENGINE = {
    "contact", "note", "api", "api-activity", "lateness", "rush", "ahead", "idle", "feed", "edits", "posts", "search",
}  # fmt: skip
_WITH_CONTACTS = {"contact", "note", "http", "sockets"}


def main(wanted: list[str]) -> None:
    set_up("ERROR")
    take_side()
    if CORES is None:
        remark("There are no two cores to keep the load apart: take the ratios with care.")
    with _folder() as folder, _slack(folder) as slack, homes(folder, slack) as empty:
        for engine in empty:
            _on_engine(engine, wanted, is_first=engine is empty[0])


def _on_engine(home: Home, wanted: list[str], *, is_first: bool) -> None:
    sections = _SECTIONS | (_SMALL if "--small" in wanted else {})
    named = [name for name in wanted if name != "--small"]
    chosen = [name for name in named or sections if is_first or name in _ON_EACH_ENGINE]
    full = filled(home) if _WITH_CONTACTS & set(chosen) else home
    for name in chosen:
        for figure in sections[name](full if name in _WITH_CONTACTS else home):
            show(figure)


@contextmanager
def _folder() -> Iterator[Path]:
    """On a real disk, as a rule: what is durable takes its time there."""
    with tempfile.TemporaryDirectory(prefix="carnet-bench-") as folder:
        yield Path(folder)


@contextmanager
def _slack(folder: Path) -> Iterator[str]:
    port = free_port()
    with running("-m", "tests.bench._slack", str(port), home=folder, measured=False):
        connected(port).close()
        yield f"http://127.0.0.1:{port}/api/"


if __name__ == "__main__":
    main(sys.argv[1:])
