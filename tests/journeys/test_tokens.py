"""Tokens of the API: an admin makes one, sees its secret once, finds it in the list, revokes it; nobody else may."""

from tests.journeys._admin import admin_of, closes_all
from tests.journeys._person import Person
from tests.journeys._shown import Form
from tests.journeys._slack import Workspace

IN_FRENCH = {
    "/crm api": "/crm api",
    "API tokens": "Jetons d’API",
    "New token…": "Nouveau jeton…",
    "New token": "Nouveau jeton",
    "Token made": "Jeton créé",
    "read": "lire",
    "read and write": "lire et écrire",
    "never used": "jamais utilisé",
    "Revoke": "Révoquer",
    "There is a token of this name already": "Un jeton porte déjà ce nom",
    "Please fill in this field.": "Veuillez remplir ce champ.",
}


def says(english: str, language: str) -> str:
    return IN_FRENCH[english] if language == "fr" else english


async def test_a_token_is_shown_once_and_listed_until_it_is_revoked(
    slack: Workspace, family: str, language: str
) -> None:
    admin = await admin_of(slack, language)
    await opened(admin, language)
    made = await makes(admin, f"Site {family}", "write", language)
    assert made.title == says("Token made", language)
    secret = secret_in(made)
    assert len(secret) > 50
    await admin.visitor.close()
    listed = await admin.form(saying=f"Site {family}")
    assert secret not in listed
    assert f"Site {family} · {says('read and write', language)} · …{secret[-4:]}" in listed
    assert says("never used", language) in listed
    await admin.clicks(says("Revoke", language), on=listed, beside=f"Site {family}")
    await admin.form(saying=says("New token…", language), without=f"Site {family}")


async def test_a_name_is_asked_for_and_is_of_one_token_alone(slack: Workspace, family: str, language: str) -> None:
    admin = await admin_of(slack, language)
    await opened(admin, language)
    await makes(admin, f"Site {family}", "read", language)
    await admin.visitor.close()
    listed = await admin.form(saying=f"Site {family}")
    await admin.clicks(says("New token…", language), on=listed)
    await admin.form(saying=says("read and write", language))
    sent = await admin.saves(name=f"SITE {family}", scope="read")
    assert says("There is a token of this name already", language) in " ".join(sent.errors.values())
    sent = await admin.saves(name=" ")
    assert says("Please fill in this field.", language) in " ".join(sent.errors.values())
    await closes_all(admin)


async def test_whoever_is_no_admin_is_refused(nathan: Person) -> None:
    await nathan.sends("/crm api")
    refused = await nathan.until(nathan.looks, "a refusal")
    assert "Your role in Carnet does not allow this." in refused
    assert "New token…" not in refused.buttons
    await closes_all(nathan)


async def opened(admin: Person, language: str) -> Form:
    await closes_all(admin)
    await admin.sends(says("/crm api", language))
    return await admin.form(saying=says("New token…", language))


async def makes(admin: Person, name: str, scope: str, language: str) -> Form:
    """From the list that is open; the secret is then on top."""
    await admin.clicks(says("New token…", language), on=await admin.top())
    await admin.form(saying=says("read and write", language))
    sent = await admin.saves(name=name, scope=scope)
    assert not sent.errors, sent.errors
    return await admin.form(saying="carnet_live_")


def secret_in(made: Form) -> str:
    return next(word for word in made.says.split() if word.startswith("carnet_live_"))
