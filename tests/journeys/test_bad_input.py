"""Whatever is typed gets a clear sentence: nothing breaks, nothing is lost, nobody is pinged."""

import pytest

from tests.journeys._person import Person
from tests.journeys._slack import Workspace

TROUBLE = ("Something went wrong", "Une erreur est survenue", "did not respond", "dispatch_failed")
ODD = {
    "nothing": "",
    "spaces": "   \u00a0\u3000 ",
    "emoji": "🎉👩‍👩‍👧 :tada:",
    "right to left": "مرحبا \u202eevil\u202c שלום",
    "a mention of all": "<!channel> <!here> @everyone",
    "nobody": "<@U0NOBODY01>",
    "marks": "*b* _i_ ~s~ `c` ```d```",
    "wild cards": "% _ %% _a_ \\%",
    "quotes": "\"' \" ' '' \"\"",
    "operators": "a AND b OR NOT c NEAR(d, 2) e* -f +g ^h",
    "columns": "words: {x} tenant:2",
    "the word payload": "payload payload=1&payload=%7B%7D",
    "one letter": "x",
    "two letters": "xy",
    "escapes": "&amp; &lt;b&gt; <b> &",
    "a link": "https://a.example/?a=1&b=2 mailto:a@b.example",
    "template": "{{ 7*7 }} {% raw %} %(name)s {0} $x",
    "combining": "e\u0301" * 30 + "\u0300" * 60,
    "long": "wörd " * 1580,
    "one long word": "x" * 7900,
    "lines": "a\nb\r\nc\rd",
    "sql": "'; drop table contacts; --",
    "colons": "::: : :",
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
async def test_every_command_answers_odd_words_in_a_sentence(nathan: Person, odd: str) -> None:
    for command in ("/contact", "/note", "/reminder", "/rappel", "/activity", "/crm", "/activity unfollow",
                    "/activity follow x", "/note x:"):  # fmt: skip
        answer = await nathan.types(f"{command} {odd}")
        assert answer.says.strip(), command
        assert not any(trouble in answer for trouble in TROUBLE), (command, answer)
        await nathan.visitor.close(is_cleared=True) if await nathan.looks() else None


@pytest.mark.parametrize("odd", [each for each in ODD.values() if each.strip() and len(each) < 3000])
async def test_odd_words_come_back_from_a_note_as_they_were_typed(nathan: Person, family: str, odd: str) -> None:
    await nathan.has(family)
    added = await nathan.types(f"/note {family}: {odd}")
    assert f"Note added to {family}." in added
    card = await nathan.types(f"/contact {family}")
    assert len(added.says) > len(family)
    assert "Latest note\n" in card


@pytest.mark.parametrize("odd", ["<!channel>", "*b* _i_ ~s~ `c`", "{{ 7*7 }}", "% _", "\"'", "<@U0NATHAN001>", "&amp;"])
async def test_odd_words_are_shown_as_they_were_typed(claire: Person, nathan: Person, family: str, odd: str) -> None:
    name = f"{odd} {family}"
    await nathan.opens("/contact new")
    assert name in await nathan.saves(last_name=name, comment=odd)
    assert odd in await nathan.types(f"/note {family}: {odd}")
    card = await nathan.types(f"/contact {family}")
    assert card.says.count(odd) == 3  # its name, its comment, its note
    assert odd in await claire.types(f"/rappel {odd} {family} dans 5 minutes")
    assert odd in await claire.types(f"/activity {family}")


async def test_what_no_store_can_keep_is_refused(slack: Workspace, nathan: Person, family: str) -> None:
    await nathan.has(family)
    for line in ("/contact a\0b", f"/note {family}: a\0b", "/reminder call a\0b in 5 minutes"):
        assert "characters that cannot be kept" in await slack.answer(slack.command(line))
    assert "Latest note" not in await nathan.types(f"/contact {family}")


async def test_what_no_store_can_keep_in_a_form_is_refused_and_the_rest_kept(nathan: Person, family: str) -> None:
    await nathan.opens("/contact new")
    refused = await nathan.saves(last_name=family, comment="a\0b")
    assert "characters that cannot be kept" in refused
    assert refused.form is not None
    assert refused.form.typed("Last name") == family
    assert family in await nathan.saves(last_name=family, comment="ab")


async def test_past_eight_thousand_characters_it_is_too_long(nathan: Person, family: str) -> None:
    await nathan.has(family)
    for line in (f"/contact {'x' * 8100}", f"/note {family}: {'x' * 8100}", f"/reminder {'x' * 8100} tomorrow at 9"):
        assert "too long" in await nathan.types(line)


async def test_a_long_note_is_kept_whole(nathan: Person, family: str) -> None:
    await nathan.has(family)
    words = " ".join(f"w{n}" for n in range(1200))
    assert "Note added" in await nathan.types(f"/note {family}: {words}")


async def test_a_form_filled_to_the_brim_is_saved_and_shown(nathan: Person, family: str) -> None:
    await nathan.opens("/contact new")
    saved = await nathan.saves(
        first_name="*" * 200, last_name=f"{family}{'&' * 180}", company="<" * 200, comment="&" * 3000,
        phones="\n".join(f"+1 212 555 {n:04}" for n in range(50)), tags=[f"tag{n}{family}" for n in range(50)],
        emails="\n".join(f"{family}{n}@exemple.fr" for n in range(50)),
    )  # fmt: skip
    assert not saved.errors
    assert "is saved" in saved
    assert "Person · #" in await nathan.types(f"/contact {family}")


@pytest.mark.parametrize(
    "line", ["/contact new", "/contact new " + "x" * 3000, "/contact new a b c d e f g", "/contact new 🎉"]
)
async def test_a_form_opens_whatever_name_is_given(nathan: Person, line: str) -> None:
    assert (await nathan.opens(line)).title == "New contact"


async def test_an_emoji_alone_is_a_name(nathan: Person, family: str) -> None:
    await nathan.opens("/contact new")
    saved = await nathan.saves(last_name=f"🎉{family}")
    assert f"🎉{family}" in saved


async def test_a_person_of_nobody_in_a_payload_is_named_and_never_pinged(slack: Workspace) -> None:
    answer = await slack.answer(slack.command("/reminder <@U0NOBODY01> call in 20 minutes"))
    assert "I do not know" in answer
    answer = await slack.answer(slack.command("/contact <@U0NOBODY01|ann> <!channel> <!subteam^S1|@team>"))
    assert "No contact matches @ann @channel @team." in answer
    assert slack.called_by_name() <= {f"<@{person.id}>" for person in slack.sandbox.slack.world.people}


@pytest.mark.parametrize(
    "line",
    [
        "/note {family} prefers calls after 4pm, and no colon",
        "/note : prefers calls after 4pm, and no name",
    ],
)
async def test_what_could_not_be_done_is_shown_again_to_be_copied_and_mended(
    nathan: Person, family: str, line: str
) -> None:
    typed = line.format(family=family)
    assert typed in await nathan.types(typed)


@pytest.mark.parametrize(("line", "again"), [
    ("/activity suivre machin:{family} et la suite", "/activity suivre machin:{family} et la suite"),
    ("/activity follow machin:{family} et la suite", "/activity suivre machin:{family} et la suite"),
])  # fmt: skip
async def test_it_is_shown_with_the_words_of_ones_language(claire: Person, family: str, line: str, again: str) -> None:
    assert again.format(family=family) in await claire.types(line.format(family=family))


async def test_a_slip_between_two_verbs_is_one_of_the_command_that_was_typed(claire: Person) -> None:
    assert "/activity noter" in await claire.types("/activity notre")
