"""The feed: a channel follows a contact, and is told of each change, note and reminder in one line."""

import pytest
import pytest_asyncio

from tests.journeys._moments import NEW_YORK, PARIS
from tests.journeys._person import Person
from tests.journeys._slack import Workspace


@pytest_asyncio.fixture(loop_scope="module")
async def team(slack: Workspace) -> str:
    """A public channel without the app in it."""
    return await slack.channel(members=["claire", "nathan", "marguerite"])


async def test_the_app_joins_a_public_channel_and_tells_it_each_thing_in_one_line(
    slack: Workspace, claire: Person, nathan: Person, team: str, family: str
) -> None:
    await claire.has(f"Anne {family}")
    await slack.begins_at(10, NEW_YORK)
    started = await nathan.types(f"/activity follow {family}", in_=team)
    assert f"Anne {family}" in started
    assert not started.is_for_one
    assert "Carnet" in slack.members(team)
    await nathan.types(f"/note {family}: prefers *calls* after 4pm", in_="general")
    await nathan.types(f"/reminder call {family} tomorrow at 9")
    note = await claire.sees("prefers *calls* after 4pm", in_=team)
    post = await claire.becomes(note, f"call {family}", in_=team)
    name, menu, first, second = post.says.splitlines()
    assert "Pourquoi ce message ?" in menu
    assert name == f"Anne {family}"
    assert first.startswith(f"• Nathan Brooks (demo) a ajouté une note à Anne {family} : prefers")
    assert f"Nathan Brooks (demo) a planifié un rappel sur Anne {family} pour " in second
    assert not post.is_for_one


async def test_done_snoozed_and_reopened_are_lines_too(
    slack: Workspace, nathan: Person, team: str, family: str
) -> None:
    await nathan.has(family)
    await nathan.types(f"/activity follow {family}", in_=team)
    await nathan.types(f"/reminder call {family} in 20 minutes")
    await slack.passes(minutes=20)
    message = await nathan.dm(f"call {family}")
    await nathan.clicks("Done", on=message)
    done = await nathan.becomes(message, "Done by")
    await nathan.clicks("Reopen", on=done)
    open_again = await nathan.becomes(message, "[Done]")
    await nathan.chooses("1 hour", on=open_again)
    planned, later = await nathan.sees_posts(team, 2)
    later = await nathan.becomes(later, "rouvert", in_=team)
    assert "a planifié un rappel" in planned
    assert [each for each in later.says.splitlines() if family in each][1:] != []


async def test_a_channel_is_told_in_the_language_of_the_workspace_whoever_writes(
    claire: Person, nathan: Person, team: str, family: str
) -> None:
    await nathan.has(family)
    await nathan.types(f"/activity follow {family}", in_=team)
    for writer in (nathan, claire):
        await writer.types(f"/note {family}: by {writer.id}")
        assert "a ajouté une note" in await claire.sees(f"by {writer.id}", in_=team)


async def test_following_twice_is_said_to_whoever_asks_and_not_to_the_channel(
    nathan: Person, team: str, family: str
) -> None:
    await nathan.has(family)
    await nathan.types(f"/activity follow {family}", in_=team)
    again = await nathan.types(f"/activity follow {family}", in_=team)
    assert "already follows" in again
    assert again.is_for_one


async def test_the_app_joins_no_channel_for_a_contact_that_there_is_not(
    slack: Workspace, nathan: Person, team: str
) -> None:
    assert "Zzyzx" in await nathan.types("/activity follow Zzyzx", in_=team)
    assert "Carnet" not in slack.members(team)


async def test_in_a_private_channel_the_app_asks_to_be_invited_and_follows_nothing(
    slack: Workspace, claire: Person, family: str
) -> None:
    await claire.has(family)
    private = await slack.channel(members=["claire"], is_private=True)
    asked = await claire.types(f"/activity suivre {family}", in_=private)
    assert "/invite" in asked
    assert asked.is_for_one
    assert "ne suit encore personne" in await claire.types("/activity suivis", in_=private)
    await slack.invites(private)
    assert family in await claire.types(f"/activity suivre {family}", in_=private)
    await claire.types(f"/note {family}: bonjour")
    await claire.sees("bonjour", in_=private)


async def test_an_archived_channel_follows_nobody(slack: Workspace, claire: Person, team: str, family: str) -> None:
    await claire.has(family)
    await slack.archives(team)
    assert "/invite" in await claire.types(f"/activity suivre {family}", in_=team)
    assert "Carnet" not in slack.members(team)


async def test_a_contact_that_nobody_knows_is_not_followed(
    slack: Workspace, nathan: Person, team: str, family: str
) -> None:
    assert f"No contact matches {family}." in await nathan.types(f"/activity follow {family}", in_=team)
    assert "follows nobody yet" in await nathan.types("/activity follows", in_=team)


async def test_following_twice_tells_once(slack: Workspace, nathan: Person, team: str, family: str) -> None:
    await nathan.has(family)
    for answer in ("Ce canal suit désormais", "already follows"):
        assert answer in await nathan.types(f"/activity follow {family}", in_=team)
    await nathan.types(f"/note {family}: only one line")
    await nathan.sees("only one line", in_=team)
    await slack.settles()
    assert await nathan.times("only one line", in_=team) == 1


async def test_after_unfollow_nothing_comes(slack: Workspace, nathan: Person, team: str, family: str) -> None:
    await nathan.has(family)
    await nathan.types(f"/activity follow {family}", in_=team)
    held = await nathan.types("/activity follows", in_=team)
    assert f"This channel follows 1 thing:\n{family} · asked for by Nathan Brooks" in held
    assert "Ce canal ne suit plus" in await nathan.types(f"/activity unfollow {family}", in_=team)
    await nathan.types(f"/note {family}: nobody hears")
    await slack.settles()
    assert await nathan.times("nobody hears", in_=team) == 0
    assert "does not follow" in await nathan.types(f"/activity unfollow {family}", in_=team)


async def test_two_channels_hear_of_one_contact(slack: Workspace, nathan: Person, team: str, family: str) -> None:
    other = await slack.channel(members=["nathan"])
    await nathan.has(family)
    for channel in (team, other):
        await nathan.types(f"/activity follow {family}", in_=channel)
    await nathan.types(f"/note {family}: for both")
    for channel in (team, other):
        await nathan.sees("for both", in_=channel)


async def test_activity_shows_what_happened_newest_first(slack: Workspace, nathan: Person, family: str) -> None:
    await nathan.has(family)
    await nathan.types(f"/note {family}: hello there")
    await nathan.types(f"/reminder call {family} tomorrow at 9")
    happened = await nathan.types(f"/activity {family}")
    lines = happened.says.splitlines()
    assert lines[0] == f"What happened to {family}, newest first:"
    assert ["planned a reminder" in lines[1], "hello there" in lines[2], "created" in lines[3]] == [True] * 3


async def test_marks_and_mentions_in_a_note_ping_nobody_in_the_channel(
    slack: Workspace, claire: Person, team: str, family: str
) -> None:
    await slack.begins_at(10, PARIS)
    await claire.has(family)
    await claire.types(f"/activity suivre {family}", in_=team)
    nasty = "<!channel> @here *gras* _pli_ ~non~ `code` & <@U0NATHAN001>"
    await claire.types(f"/note {family}: {nasty}")
    assert nasty in await claire.sees("gras", in_=team)


@pytest.mark.parametrize("outsider", ["guest", "stranger"])
async def test_once_somebody_from_outside_has_come_a_channel_is_told_names_alone(
    slack: Workspace, nathan: Person, team: str, family: str, outsider: str
) -> None:
    await nathan.has(f"Anne {family}")
    await nathan.types(f"/activity follow {family}", in_=team)
    await nathan.types(f"/note {family}: prefers calls")
    post = await nathan.sees("prefers calls", in_=team)
    await slack.lets_in(outsider, team)
    await slack.settles()
    await nathan.types(f"/note {family}: pays late")
    grown = await nathan.becomes(post, f"une note sur Anne {family}", in_=team)
    await slack.passes(minutes=2)
    await nathan.types(f"/reminder sue {family} tomorrow at 9")
    later = await nathan.sees(f"un rappel sur Anne {family}", in_=team)
    for each in (grown, later):
        assert "Nathan Brooks" in each
        assert "seuls les noms" in each
        assert not any(word in each for word in ("prefers", "pays late", "sue"))


async def test_what_happens_to_a_contact_within_a_minute_is_one_message_that_grows(
    slack: Workspace, nathan: Person, team: str, family: str
) -> None:
    await nathan.has(family)
    await nathan.types(f"/activity follow {family}", in_=team)
    await nathan.types(f"/note {family}: the first")
    post = await nathan.sees("the first", in_=team)
    for words in ("the second", "the third"):
        await nathan.types(f"/note {family}: {words}")
    grown = await nathan.becomes(post, "the third", in_=team)
    assert "the second" in grown
    await slack.passes(minutes=2)
    await nathan.types(f"/note {family}: much later")
    later = await nathan.sees("much later", in_=team)
    assert later.ts != post.ts
    assert "the third" not in later


async def test_only_what_was_asked_for_is_told(nathan: Person, claire: Person, team: str, family: str) -> None:
    await nathan.has(family)
    said = await nathan.types(f"/activity follow {family} type:note -by:@claire", in_=team)
    assert "seulement les notes" in said
    assert "Claire Moreau" in said
    assert "U0CLAIRE001" not in said
    await claire.types(f"/note {family}: from Claire")
    await nathan.types(f"/reminder call {family} tomorrow at 9")
    await nathan.types(f"/note {family}: from Nathan")
    post = await nathan.sees("from Nathan", in_=team)
    assert "from Claire" not in post
    assert f"call {family}" not in post


async def test_a_channel_follows_a_tag_and_says_why_each_message_is_there(
    nathan: Person, claire: Person, team: str, family: str
) -> None:
    tag = f"vip{family.lower()}"
    await nathan.has(family)
    await nathan.types(f"/activity follow tag:{tag}", in_=team)
    await nathan.types(f"/note {family}: nobody hears of it")
    await nathan.has(f"Vera Other{family}", tags=[tag])
    await nathan.types(f"/note Vera Other{family}: now they do")
    post = await nathan.sees("now they do", in_=team)
    assert "nobody hears of it" not in post
    await claire.chooses("Pourquoi ce message ?", on=post)
    reason = await claire.sees("parce que l’on suit", in_=team)
    assert f"tag:{tag} · demandé par Nathan Brooks" in reason
    await claire.chooses("Ne plus suivre", on=reason)
    assert "ne suit encore personne" in await claire.types("/activity suivis", in_=team)


async def test_who_names_nothing_to_unfollow_is_shown_how_it_is_said(nathan: Person, claire: Person, team: str) -> None:
    assert "/activity unfollow Ann Martin" in await nathan.types("/activity unfollow", in_=team)
    assert "/activity arrêter Ann Martin" in await claire.types("/activity arrêter", in_=team)


async def test_in_private_one_is_told_of_what_others_do(
    slack: Workspace, nathan: Person, claire: Person, team: str, family: str
) -> None:
    await nathan.has(family)
    said = await nathan.types(f"/activity follow {family} private", in_=team)
    assert said.is_for_one
    assert "in private" in said
    assert "Carnet" not in slack.members(team)
    await nathan.types(f"/note {family}: my own")
    await claire.types(f"/note {family}: by Claire")
    told = await nathan.dm("by Claire")
    assert "added a note" in told
    assert "my own" not in told
    assert family in await nathan.types("/activity follows private", in_=team)
    assert "no longer follow" in await nathan.types(f"/activity unfollow {family} private", in_=team)


async def test_what_the_words_ask_wrongly_is_said(nathan: Person, team: str, family: str) -> None:
    assert "owner" in await nathan.types("/activity follow ownr:@me", in_=team)
    assert "follows nobody yet" in await nathan.types("/activity follows", in_=team)
