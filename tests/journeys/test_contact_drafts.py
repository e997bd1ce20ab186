"""What was typed into a contact's form is never lost: a form that was left, a save that failed."""

from bot.model.choices import ChoiceKind
from bot.model.custom_fields import CustomKind
from tests.journeys._contacts import edits, looks_at, opens_record, turns
from tests.journeys._person import Person
from tests.journeys._slack import Workspace
from tests.journeys._team import has_choice, has_field
from tests.journeys.test_slowness import busy_store

BEGUN_FR = "Vous avez commencé une saisie sur Anne"


async def test_a_form_that_was_left_is_offered_again_and_taken_up(claire: Person, family: str) -> None:
    await claire.opens(f"/contact nouveau Anne {family}")
    await turns(claire, "Commerce et comptabilité", shows="SIREN", job_title="Acheteuse", phones="06 12 34 56 78")
    await turns(claire, "Plus de détails", shows="Surnom", accounting_account="411000")
    await claire.visitor.close()
    form = await claire.opens("/contact nouveau")
    assert f"{BEGUN_FR} {family} sans l’enregistrer" in form
    await claire.clicks("Reprendre", on=form)
    taken = await claire.form(saying="Surnom")
    assert "sans l’enregistrer" not in taken
    form = await turns(claire, "Essentiel", shows="Prénom", nickname="Nanou")
    assert (form.typed("Prénom"), form.typed("Fonction")) == ("Anne", "Acheteuse")
    assert f"Contact enregistré : Anne {family}." in await claire.saves()
    assert f"{BEGUN_FR} {family}" not in await claire.opens("/contact nouveau")


async def test_a_form_that_was_left_is_thrown_away(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new Ann {family}")
    await turns(nathan, "Sales and accounting", shows="SIREN")
    await nathan.visitor.close()
    form = await nathan.opens(f"/contact new Bea Z{family}")
    assert f"You began to write about Ann {family} and did not save it" in form
    await nathan.clicks("Discard the draft", on=form, job_title="typed meanwhile")
    kept = await nathan.form(saying="First name", without=f"Ann {family}")
    assert (kept.typed("First name"), kept.typed("Job title")) == ("Bea", "typed meanwhile")
    assert f"Bea Z{family} is saved." in await nathan.saves()
    assert f"Ann {family}" not in await nathan.opens("/contact new")


async def test_what_was_left_of_one_contact_is_offered_for_that_one_alone(
    claire: Person, nathan: Person, family: str
) -> None:
    for first in ("Ann", "Bea"):
        await nathan.has(f"{first} {family}")
    await edits(nathan, f"Ann {family}")
    await turns(nathan, "More details", shows="Nickname", comment="half a sentence")
    await nathan.visitor.close(is_cleared=True)
    assert "did not save it" not in await edits(nathan, f"Bea {family}")
    await nathan.visitor.close()
    assert "sans l’enregistrer" not in await edits(claire, f"Ann {family}", language="fr")
    await nathan.clicks("Continue the draft", on=await edits(nathan, f"Ann {family}"))
    await nathan.form(without="did not save it")
    form = await turns(nathan, "Essentials", shows="First name")
    assert form.typed("Comment") == "half a sentence"
    assert "Comment: half a sentence" in await nathan.saves()


async def test_while_the_store_is_busy_every_page_keeps_what_was_typed(
    slack: Workspace, claire: Person, family: str
) -> None:
    await claire.opens(f"/contact nouveau Anne {family}")
    await turns(claire, "Commerce et comptabilité", shows="SIREN", comment="sur la première page")
    async with busy_store(slack):
        sent = await claire.submits(accounting_account="411000", siren="732 829 320")
        assert sent.form is not None
        assert sent.form.typed("Compte comptable") == "411000"
        form = await claire.form(saying="Rien n’a été enregistré")
        assert form.typed("Compte comptable") == "411000"
    saved = await claire.saves(accounting_account="411000", siren="732 829 320")
    assert f"Contact enregistré : Anne {family}." in saved
    assert "sur la première page" in saved


async def test_a_form_that_a_busy_store_cannot_open_says_so(slack: Workspace, nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    card = await nathan.types(f"/contact {family}")
    async with busy_store(slack):
        await nathan.clicks("Edit", on=card)
        await nathan.form(saying="Nothing was saved: please try again in a moment.")


async def test_a_form_of_last_week_is_too_old_and_says_so(slack: Workspace, nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new Ann {family}")
    await slack.passes(hours=24 * 8)
    refused = await nathan.saves(comment="typed with care")
    assert "This form is too old. Please open it again." in refused
    assert refused.form is not None
    assert refused.form.typed("Comment") == "typed with care"


async def test_what_was_left_is_shown_on_the_page_that_is_open(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new Ann {family}")
    await turns(nathan, "More details", shows="Nickname", comment="half a sentence")
    await turns(nathan, "Essentials", shows="First name")
    await nathan.visitor.close(is_cleared=True)
    await nathan.clicks("Continue the draft", on=await nathan.opens("/contact new"))
    form = await nathan.form(without="did not save it")
    assert (form.typed("Last name"), form.typed("Comment")) == (family, "half a sentence")
    saved = await nathan.saves()
    assert "half a sentence" in saved
    assert f"Ann {family}" in saved


async def test_lists_consents_and_custom_fields_of_a_form_that_was_left_are_there_again(
    slack: Workspace, claire: Person, family: str
) -> None:
    group = await has_choice(slack, ChoiceKind.GROUP, f"Groupe {family}")
    staff = await has_field(slack, f"Effectif {family}", kind=CustomKind.NUMBER, scope=group.id)
    await claire.opens(f"/contact nouveau Anne {family}")
    await turns(claire, "Consentements", shows="Démarchage par SMS", groups=[group.name], states=["Prospects"])
    await turns(claire, "Avertissements", shows="Mise en attente", consent_sms="no", consent_sms_source="salon")
    await turns(claire, "Champs personnalisés", shows=staff.name, hold="Impayé", hold_reach="children")
    await turns(claire, "Essentiel", shows="Prénom", **{f"custom:{staff.id}": "12,5"})
    await claire.visitor.close()
    await claire.clicks("Reprendre", on=await claire.opens("/contact nouveau"))
    form = await claire.form(saying="Prénom", without="sans l’enregistrer")
    assert (form.typed("Groupes"), form.typed("États")) == (str(group.id), "Prospects")
    form = await turns(claire, "Champs personnalisés", shows=staff.name)
    assert form.typed(staff.name) == "12,5"
    assert f"Contact enregistré : Anne {family}." in await claire.saves()
    await claire.visitor.close(is_cleared=True)
    await opens_record(claire, family, language="fr")
    record = await looks_at(claire, "Détails", shows=staff.name)
    for line in (
        f"{staff.name} : 12,5",
        "Démarchage par SMS : non, depuis le",
        "salon",
        "Mise en attente : Impayé · lui et",
    ):
        assert line in record, line
