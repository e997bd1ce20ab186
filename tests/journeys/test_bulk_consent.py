"""What many contacts have answered to marketing: chosen from a list, recorded by one channel, and taken back."""

from tests.journeys._contacts import looks_at, opens_record
from tests.journeys._lists import chooses_all, closes_all, has_many, lists, report
from tests.journeys._person import Person
from tests.journeys._slack import Workspace
from tests.journeys._team import employer_of


async def test_the_consent_of_all_who_are_found_is_recorded_and_taken_back(nathan: Person, family: str) -> None:
    await has_many(nathan, family, 12)
    chosen = await chooses_all(nathan, family, 12)
    before = await nathan.times("", in_="dm")
    await nathan.clicks("Consent…", on=chosen)
    asked = await nathan.form(saying="How they said so.")
    assert "What 12 contacts have answered to marketing." in asked
    assert "and 2 others" in asked
    assert "The consent of 12 contacts is being recorded." in await nathan.saves(
        channel="email", given="yes", on="2026-01-15", source="form <at> the *fair*"
    )
    await closes_all(nathan)
    told = await report(nathan, before)
    assert told.says.startswith("The consent of 12 contacts is recorded.\n[Undo]\nYou can undo this for 24 hours.")
    assert "12 contacts match" in await nathan.types(f"/contact {family} consent:email")
    await opens_record(nathan, f"{family}5 {family}")
    shown = await looks_at(nathan, "Details", shows="Marketing by e-mail")
    assert "yes, since Jan 15, 2026 · form <at> the *fair*" in shown
    await nathan.visitor.close()
    await nathan.clicks("Undo", on=told)
    await nathan.becomes(told, "Undone: 12 contacts are as they were before.")
    assert "No contact matches" in await nathan.types(f"/contact {family} consent:email")


async def test_a_refusal_takes_the_place_of_a_consent_and_the_same_answer_changes_nobody(
    claire: Person, family: str
) -> None:
    await has_many(claire, family, 3)
    said = await _records(claire, family, channel="sms", given="yes")
    assert said.startswith("Le consentement de 3 contacts est enregistré.")
    assert "3 contacts correspondent" in await claire.types(f"/contact {family} consentement:sms")
    again = await _records(claire, family, channel="sms", given="yes")
    assert again.startswith("Aucun consentement n’a changé.\n3 étaient déjà ainsi.")
    refused = await _records(claire, family, channel="sms", given="no", source="au téléphone")
    assert refused.startswith("Le consentement de 3 contacts est enregistré.")
    assert "3 contacts correspondent" in await claire.types(f"/contact {family} consentement:sms=non")


async def test_the_people_of_all_companies_are_recorded_from_their_list_and_no_others(
    slack: Workspace, claire: Person, family: str
) -> None:
    await employer_of(slack, f"Ets {family}", [f"Ann {family}", f"Bea {family}"])
    await claire.has(f"Dan {family}")
    listed = await claire.opens(f"/contact personnes {family}")
    await claire.clicks("Sélectionner…", on=listed)
    await claire.clicks("Sélectionner les 2 résultats", on=await claire.form(saying="Personne n’est encore"))
    before = await claire.times("", in_="dm")
    await claire.clicks("Consentement…", on=await claire.form(saying="Les 2 contacts sont tous sélectionnés"))
    await claire.form(saying="Ce que 2 contacts ont répondu au démarchage.")
    await claire.saves(channel="phone", given="yes")
    await closes_all(claire)
    assert (await report(claire, before)).says.startswith("Le consentement de 2 contacts est enregistré.")
    assert "2 contacts correspondent" in await claire.types(f"/contact {family} consentement:téléphone")


async def test_without_a_channel_and_an_answer_nothing_is_begun(nathan: Person, family: str) -> None:
    await has_many(nathan, family, 2)
    await nathan.clicks("Select…", on=await lists(nathan, family, saying=f"2 contacts match {family}."))
    await nathan.clicks("Select all 2 results", on=await nathan.form(saying="Nobody is selected yet."))
    await nathan.clicks("Consent…", on=await nathan.form(saying="All 2 contacts are selected"))
    await nathan.form(saying="What 2 contacts have answered to marketing.")
    sent = await nathan.submits(source="a form")
    assert set(sent.errors) == {"Channel", "Answer"}, "nobody agrees by default"
    await closes_all(nathan)


async def _records(claire: Person, family: str, **answer: str) -> str:
    """The report of an answer that is recorded for all three."""
    listed = await lists(claire, family, saying=f"3 contacts correspondent à {family}.", language="fr")
    await claire.clicks("Sélectionner…", on=listed)
    await claire.clicks("Sélectionner les 3 résultats", on=await claire.form(saying="Personne n’est encore"))
    before = await claire.times("", in_="dm")
    await claire.clicks("Consentement…", on=await claire.form(saying="Les 3 contacts sont tous sélectionnés"))
    assert "Ce que 3 contacts ont répondu au démarchage." in await claire.form(saying="D’où vient la réponse.")
    assert "L’enregistrement du consentement de 3 contacts est en cours." in await claire.saves(**answer)
    await closes_all(claire)
    return (await report(claire, before)).says
