"""In private one is told of what one may see at that moment: not as a guest, not once gone, and of no private note."""

import pytest

from bot.crm import searches
from bot.model.custom_fields import Circle
from bot.model.ids import MemberId
from bot.model.members import Role
from tests.journeys._person import Person
from tests.journeys._slack import Workspace
from tests.journeys._team import has_field

TOLD = {"en": "added a note", "fr": "a ajouté une note"}
FOLLOW = {"en": "/activity follow {} private", "fr": "/activity suivre {} en privé"}


@pytest.mark.parametrize("out", [{"is_restricted": True}, {"deleted": True}], ids=["guest", "gone"])
async def test_a_guest_or_whoever_is_gone_is_told_nothing_until_they_are_back(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str, out: dict[str, bool]
) -> None:
    follower, writer = (claire, nathan) if language == "fr" else (nathan, claire)
    await writer.has(family)
    await follower.types(FOLLOW[language].format(family))
    await slack.changes(follower, **out)
    try:
        await writer.types(f"/note {family}: while away")
        await slack.settles()
        await slack.passes(minutes=2)
    finally:
        await slack.changes(follower, **dict.fromkeys(out, False))
    await writer.types(f"/note {family}: back again")
    told = await follower.dm("back again")
    assert TOLD[language] in told
    assert "while away" not in told
    home = await follower.visitor.app_channel()
    said = [call for call in slack.calls("chat.postMessage") if call["body"].get("channel") in (home, follower.id)]
    assert not any("while away" in str(call["body"]) for call in said)


async def test_whom_a_managers_field_finds_is_told_to_who_is_a_manager_at_that_moment(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    follower, writer = (claire, nathan) if language == "fr" else (nathan, claire)
    await has_field(slack, f"Secret{family}", seen_by=Circle.MANAGERS)
    await writer.has(family)
    await slack.gives_role(follower, Role.MANAGER)
    try:
        # Nobody has the value 'low', so each contact is meant, this one among them.
        await follower.types(FOLLOW[language].format(f"-secret{family.lower()}:low"))
        await writer.types(f"/note {family}: to a manager")
        assert TOLD[language] in await follower.dm("to a manager")
        await slack.gives_role(follower, Role.MEMBER)
        await slack.passes(minutes=2)
        await writer.types(f"/note {family}: to nobody")
        await slack.settles()
        await slack.gives_role(follower, Role.MANAGER)
        await slack.passes(minutes=2)
        await writer.types(f"/note {family}: to a manager again")
        assert "to nobody" not in await follower.dm("to a manager again")
    finally:
        await slack.gives_role(follower, Role.MEMBER)


async def test_the_list_says_which_saved_search_is_there_no_more(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    follower = claire if language == "fr" else nathan
    name = f"mine {family}"
    await follower.types("/crm help")
    (workspace,) = await slack.house.door.workspaces()
    viewer = await slack.house.door.viewer_in(workspace.tenant, MemberId(follower.id))
    assert viewer is not None
    async with slack.house.works.writing(viewer) as work:
        search = await searches.save(work, name, f"tag:{family}", shared=True)
    await follower.types(FOLLOW[language].format(f'search:"{name}"'))
    async with slack.house.works.writing(viewer) as work:
        await searches.delete(work, search.id)
    words, gone = {
        "en": ("/activity follows private", "nothing is told"),
        "fr": ("/activity suivis en privé", "rien n’est raconté"),
    }[language]
    (row,) = [line for line in (await follower.types(words)).says.splitlines() if name in line]
    assert gone in row
