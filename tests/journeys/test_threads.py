"""Threads: what happens to one contact is told under one message of its own, in both languages."""

import pytest_asyncio

from bot.sandbox.wire import ts_of
from tests.journeys._person import Person
from tests.journeys._slack import Workspace, until

WORDS = {
    "en": {"follow": "follow", "settings": "settings", "title": "How this is told"},
    "fr": {"follow": "suivre", "settings": "réglages", "title": "Comment c’est dit"},
}
THREAD = ("Ce qui arrive est dit dans ce fil.", "What happens is told in this thread.")


@pytest_asyncio.fixture(loop_scope="module")
async def team(slack: Workspace, member: Person, language: str) -> str:
    """A channel that follows everything, in one thread per contact."""
    channel = await slack.channel(members=["claire", "nathan"])
    await member.types(f"/activity {WORDS[language]['follow']} everything", in_=channel)
    await member.opens(f"/activity {WORDS[language]['settings']}", in_=channel)
    await member.saves(threads="contact")
    return channel


def told(slack: Workspace, channel: str, words: str) -> list[tuple[str, str | None]]:
    """(ts, under which) of each message that says the words, as the history and the threads have it."""
    log = slack.sandbox.slack.world.log(slack.channels[channel])
    roots = log.between(0, 1 << 62)
    messages = [log.get(name) for root in roots for name in (root, *log.replies(root))]
    return [
        (each.ts, None if each.thread is None else ts_of(each.thread))
        for each in messages
        if each is not None and words in str(each)
    ]


async def test_what_happens_to_one_contact_stands_in_its_thread(
    slack: Workspace, member: Person, team: str, family: str
) -> None:
    await member.has(family)
    await member.types(f"/note {family}: prefers calls")
    await until(lambda: bool(told(slack, team, "prefers calls")))
    await slack.passes(minutes=2)
    await member.types(f"/note {family}: and mornings")
    await until(lambda: bool(told(slack, team, "and mornings")))
    threads = {under for words in ("prefers calls", "and mornings") for _, under in told(slack, team, words)}
    assert len(threads) == 1
    assert None not in threads
    (under,) = threads
    first = next(ts for ts, _ in told(slack, team, family) if ts == under)
    assert first


async def test_a_post_grows_inside_its_thread(slack: Workspace, member: Person, team: str, family: str) -> None:
    await member.has(family)
    await member.types(f"/note {family}: the first of two")
    await until(lambda: bool(told(slack, team, "the first of two")))
    await member.types(f"/note {family}: the second of two")
    await until(lambda: bool(told(slack, team, "the second of two")))
    assert told(slack, team, "the first of two") == told(slack, team, "the second of two")


async def test_a_first_message_that_is_gone_is_posted_anew(
    slack: Workspace, member: Person, team: str, family: str
) -> None:
    await member.has(family)
    await member.types(f"/note {family}: before it went")
    await until(lambda: bool(told(slack, team, "before it went")))
    ((_, under),) = told(slack, team, "before it went")
    await slack.passes(minutes=2)
    await slack.fails("error", "chat.postMessage", error="thread_not_found", times=1, channel=slack.channels[team])
    await member.types(f"/note {family}: after it went")
    await until(lambda: bool(told(slack, team, "after it went")))
    ((_, another),) = told(slack, team, "after it went")
    assert another not in (None, under)


async def test_a_lost_answer_in_a_thread_makes_no_second_post(
    slack: Workspace, member: Person, team: str, family: str
) -> None:
    await member.has(family)
    await member.types(f"/note {family}: opens the thread")
    await until(lambda: bool(told(slack, team, "opens the thread")))
    await slack.passes(minutes=2)
    await slack.fails("reset_after", "chat.postMessage", times=1, channel=slack.channels[team])
    await member.types(f"/note {family}: said once alone")
    await slack.struck()
    await slack.settles()
    await slack.passes(minutes=2)  # where nobody may look, nothing joins what perhaps was not posted
    await member.types(f"/note {family}: and one more")
    await until(lambda: bool(told(slack, team, "and one more")))
    assert len(told(slack, team, "said once alone")) == 1
    assert slack.calls("conversations.replies")
