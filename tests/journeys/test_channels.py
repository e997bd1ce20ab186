"""A channel for one contact: made by one line, with a pinned card that stays up to date, in both languages."""

import pytest

from bot.sandbox.wire import micros_of
from bot.sandbox.world.conversations import create
from bot.sandbox.world.messages import delete
from tests.journeys._contacts import edits
from tests.journeys._person import Person
from tests.journeys._shown import Shown
from tests.journeys._slack import Workspace, until

WORDS = {
    "en": {
        "line": "/activity channel", "begun": "I am making a channel for", "there": "is there:",
        "already": "has a channel already", "gone": "was archived or deleted in Slack", "another": "Make another",
        "scope": "install it again", "settings": "let Carnet make channels", "uninvited": "open it and join",
        "example": "/activity channel Ann Martin", "channel": "Channel:",
    },
    "fr": {
        "line": "/activity canal", "begun": "Je crée un canal pour", "there": "est là :",
        "already": "a déjà un canal", "gone": "a été archivé ou supprimé dans Slack", "another": "En créer un autre",
        "scope": "réinstaller", "settings": "ne laissent pas Carnet créer de canaux",
        "uninvited": "ouvrez-le et rejoignez-le", "example": "/activity canal Ann Martin", "channel": "Canal :",
    },
}  # fmt: skip


@pytest.fixture
def says(language: str) -> dict[str, str]:
    return WORDS[language]


def channel_of(slack: Workspace, name: str) -> str:
    """The channel of that name, known from now on by it."""
    found = [each for each in slack.sandbox.slack.world.channels if each.name == name and not each.is_archived]
    assert len(found) == 1, [each.name for each in slack.sandbox.slack.world.channels]
    slack.channels[name] = found[0].id
    return name


def delete_message(slack: Workspace, shown: Shown, channel: str) -> None:
    """As an admin of Slack may."""
    world = slack.sandbox.slack.world
    message = world.log(slack.channels[channel]).get(micros_of(shown.ts))
    assert message is not None
    delete(world, message)


def pinned(slack: Workspace, channel: str) -> list[str]:
    """The ts of what is pinned there."""
    log = slack.sandbox.slack.world.log(slack.channels[channel])
    messages = [log.get(name) for name in log.between(0, 1 << 62)]
    return [each.ts for each in messages if each is not None and each.pinned_by]


async def made(slack: Workspace, member: Person, family: str, says: dict[str, str], *, first: str = "Élodie") -> str:
    """The channel's name."""
    await member.has(f"{first} {family}")
    assert says["begun"] in await member.types(f"{says['line']} {family}")
    await member.dm(f"{family} {says['there']}")
    return channel_of(slack, f"contact-elodie-{family.lower()}")


async def card_in(slack: Workspace, member: Person, channel: str, family: str) -> Shown:
    card = await member.sees(f"Élodie {family}", in_=channel)
    await until(lambda: bool(pinned(slack, channel)))
    return card


async def test_a_channel_is_made_linked_and_told_with_a_card_that_stays_up_to_date(
    slack: Workspace, member: Person, family: str, says: dict[str, str]
) -> None:
    channel = await made(slack, member, family, says)
    assert {"Carnet"} < slack.members(channel)
    card = await card_in(slack, member, channel, family)
    assert pinned(slack, channel) == [card.raw["ts"]]
    again = await member.types(f"{says['line']} {family}")
    assert says["already"] in again
    assert again.is_for_one
    assert says["channel"] in await member.types(f"/contact {family}")
    await member.types(f"/note {family}: prefers calls")
    await member.sees("prefers calls", in_=channel)


async def test_what_changes_is_on_the_card_in_place_and_many_changes_are_few_rewritings(
    slack: Workspace, member: Person, family: str, says: dict[str, str], language: str
) -> None:
    channel = await made(slack, member, family, says)
    card = await card_in(slack, member, channel, family)
    for title in ("Buyer", "Head of sales", "Director"):
        await edits(member, family, language=language)
        await member.saves(job_title=title)
    before = len(slack.calls("chat.update"))
    await slack.passes(minutes=1)
    await member.becomes(card, "Director", in_=channel)
    its = [each for each in slack.calls("chat.update")[before:] if each["body"].get("ts") == card.ts]
    assert len(its) == 1


async def test_once_a_guest_reads_along_the_card_has_the_name_alone(
    slack: Workspace, member: Person, family: str, says: dict[str, str], language: str
) -> None:
    channel = await made(slack, member, family, says)
    card = await card_in(slack, member, channel, family)
    await edits(member, family, language=language)
    await member.saves(job_title="Buyer")
    await slack.passes(minutes=1)
    await member.becomes(card, "Buyer", in_=channel)
    await slack.lets_in("guest", channel)
    await edits(member, family, language=language)
    await member.saves(job_title="Director")
    await slack.passes(minutes=1)
    shown = await member.becomes(card, family, without="Buyer", in_=channel)
    assert "Director" not in shown


async def test_a_guest_who_comes_in_finds_the_name_alone_on_the_card_that_was_there(
    slack: Workspace, member: Person, family: str, says: dict[str, str], language: str
) -> None:
    channel = await made(slack, member, family, says)
    card = await card_in(slack, member, channel, family)
    await edits(member, family, language=language)
    await member.saves(job_title="Buyer")
    await slack.passes(minutes=1)
    await member.becomes(card, "Buyer", in_=channel)
    await slack.lets_in("guest", channel)
    await slack.settles()
    await slack.passes(minutes=1)
    await member.becomes(card, family, without="Buyer", in_=channel)


async def test_a_card_deleted_by_hand_is_posted_and_pinned_anew(
    slack: Workspace, member: Person, family: str, says: dict[str, str], language: str
) -> None:
    channel = await made(slack, member, family, says)
    card = await card_in(slack, member, channel, family)
    delete_message(slack, card, channel)
    await edits(member, family, language=language)
    await member.saves(job_title="Director")
    await slack.passes(minutes=1)
    another = await member.sees("Director", in_=channel)
    assert another.ts != card.ts
    await until(lambda: another.ts in pinned(slack, channel))


async def test_a_name_that_is_taken_gets_a_number(
    slack: Workspace, member: Person, family: str, says: dict[str, str]
) -> None:
    world = slack.sandbox.slack.world
    name = f"contact-elodie-{family.lower()}"
    team = world.channels[slack.channels["sales"]].team
    create(world, team=team, name=name, creator=member.id, is_private=False)
    await member.has(f"Élodie {family}")
    await member.types(f"{says['line']} {family}")
    await member.dm(f"{family} {says['there']}")
    assert "Carnet" in slack.members(channel_of(slack, f"{name}-2"))


async def test_a_channel_that_is_gone_is_said_to_be_and_another_is_offered(
    slack: Workspace, member: Person, family: str, says: dict[str, str]
) -> None:
    channel = await made(slack, member, family, says)
    await slack.archives(channel)
    gone = await member.types(f"{says['line']} {family}")
    assert says["gone"] in gone
    await member.clicks(says["another"], on=gone)
    await until(lambda: any(each.name == f"{channel}-2" for each in slack.sandbox.slack.world.channels))
    another = channel_of(slack, f"{channel}-2")
    await card_in(slack, member, another, family)


@pytest.mark.parametrize(
    ("error", "sentence"), [("missing_scope", "scope"), ("restricted_action", "settings"), ("org_login_required", "")]
)
async def test_what_slack_refuses_is_said_and_can_be_asked_for_again(
    slack: Workspace, member: Person, family: str, says: dict[str, str], error: str, sentence: str
) -> None:
    await member.has(f"Élodie {family}")
    await slack.fails("error", "conversations.create", error=error, times=1)
    await member.types(f"{says['line']} {family}")
    assert (says[sentence] if sentence else error) in await member.dm(f"{family}. ")
    await slack.recovers()
    assert says["begun"] in await member.types(f"{says['line']} {family}")
    await member.dm(f"{family} {says['there']}")


async def test_a_lost_answer_makes_no_second_channel(
    slack: Workspace, member: Person, family: str, says: dict[str, str]
) -> None:
    await member.has(f"Élodie {family}")
    await slack.fails("reset_after", "conversations.create", times=1)
    await member.types(f"{says['line']} {family}")
    await member.dm(f"{family} {says['there']}")
    name = f"contact-elodie-{family.lower()}"
    assert [each.name for each in slack.sandbox.slack.world.channels if each.name.startswith(name)] == [name]


async def test_whoever_cannot_be_invited_is_told_to_come_in(
    slack: Workspace, member: Person, family: str, says: dict[str, str]
) -> None:
    await member.has(f"Élodie {family}")
    await slack.fails("error", "conversations.invite", error="cant_invite", times=1)
    await member.types(f"{says['line']} {family}")
    assert says["uninvited"] in await member.dm(f"{family} {says['there']}")


async def test_without_a_contact_an_example_is_given(slack: Workspace, member: Person, says: dict[str, str]) -> None:
    assert says["example"] in await member.types(says["line"])
    assert "Zzyzx" in await member.types(f"{says['line']} Zzyzx")
