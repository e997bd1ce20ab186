"""What became wrong while somebody looked at another view: it is said, and the form is there again."""

import pytest

from bot.crm import choices, custom_fields
from bot.model.choices import ChoiceKind
from bot.model.custom_fields import CustomKind
from tests import make
from tests.journeys._admin import (
    OWN,
    admin_of,
    closes_all,
    declares,
    fills_in,
    in_language,
    opens_fields,
    typed_into,
    viewer_of,
)
from tests.journeys._contacts import edits, turns
from tests.journeys._person import Person
from tests.journeys._slack import Workspace

pytestmark = pytest.mark.usefixtures("without_fields")

TAKEN = {
    "en": "These contacts are asked for a field of this name already",
    "fr": "Ces contacts ont déjà un champ de ce nom",
}
GONE = {
    "en": "This entry was deleted meanwhile. Choose another one.",
    "fr": "Cette entrée a été supprimée entre-temps. Choisissez-en une autre.",
}


async def test_a_changed_field_is_refused_before_its_values_are_spoken_of_and_after(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    admin, says = await admin_of(slack, language), in_language(language)
    member = claire if language == "fr" else nathan
    size, other, press = f"size{family}", f"other{family}", f"press{family}"
    async with slack.house.works.writing(await viewer_of(slack, admin)) as work:
        group = await choices.add(work, ChoiceKind.GROUP, press)
    await opens_fields(admin, says("/crm fields"))
    for name in (size, other):
        await declares(admin, name, says("text"))
    await closes_all(admin)
    await fills_in(member, f"Ann {family}", {size: "large"}, language)
    await opens_fields(admin, says("/crm fields"))
    await admin.chooses(says("Edit…"), on=await admin.form(saying=other), beside=size)
    await admin.chooses(says("number"), on=await admin.form())
    await admin.form()
    refused = await admin.submits(name=other)
    assert refused.errors[says("Name")].startswith(TAKEN[language]), "before what becomes of values"
    asked = (await admin.submits(name=f"new{family}", scope=press)).form
    assert asked is not None
    assert asked.title == says("What becomes of values")
    async with slack.house.works.writing(await viewer_of(slack, admin)) as work:
        await choices.delete(work, group.id, to=None)
    form = (await admin.submits()).form
    assert form is not None
    assert GONE[language] in form
    assert form.typed(says("Name")) == f"new{family}", "as it was typed"
    await admin.submits(scope=says("all contacts"))
    await admin.submits()
    await admin.form(saying=f"new{family}\n{says('number')} · {says('all contacts')} · {says('filled in nowhere')}")


async def test_a_field_that_changes_while_a_conflict_is_looked_at_is_asked_for_again(
    slack: Workspace, claire: Person, nathan: Person, family: str
) -> None:
    admin = await viewer_of(slack, await admin_of(slack))
    async with slack.house.works.writing(admin) as work:
        field = await custom_fields.add(work, make.typed_field(f"size{family}"))
    await nathan.has(f"Ann {family}")
    await edits(nathan, family)
    form = await turns(nathan, OWN["en"], shows=f"size{family}")
    await turns(nathan, "Essentials", shows="Comment", **typed_into(form, {f"size{family}": "large"}))
    await edits(claire, family, language="fr")
    await claire.saves(comment="par Claire")
    asked = (await nathan.submits(comment="by Nathan")).form
    assert asked is not None
    assert asked.title == "Changed meanwhile"
    async with slack.house.works.writing(admin) as work:
        await custom_fields.change(work, field.id, make.typed_field(f"size{family}", kind=CustomKind.NUMBER))
    again = (await nathan.submits(c0="mine")).form
    assert again is not None
    assert "This is no number." in again
    assert again.typed(f"size{family}") == "large", "on its page, as it was typed"
