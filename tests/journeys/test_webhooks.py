"""Webhooks: an admin makes one, sees its secret once, what was sent to it and what was answered; a program hears it."""

import base64
import hashlib
import hmac
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests._receiver import Heard, Receiver, receiver
from tests.journeys._admin import admin_of, closes_all
from tests.journeys._person import Person
from tests.journeys._shown import Form
from tests.journeys._slack import Workspace, until

IN_FRENCH = {
    "Webhooks…": "Webhooks…",
    "New webhook…": "Nouveau webhook…",
    "Webhook secret": "Secret du webhook",
    "working": "fonctionne",
    "Look": "Voir",
    "Send a test": "Envoyer un essai",
    "Refresh": "Actualiser",
    "Edit…": "Modifier…",
    "Send again": "Renvoyer",
    "arrived (204)": "arrivé (204)",
    "not arrived: answered 500": "non arrivé : réponse 500",
    "Switch off": "Désactiver",
    "Switch on": "Activer",
    "switched off": "désactivé",
    "New secret…": "Nouveau secret…",
    "Delete": "Supprimer",
    "What it is told": "Ce qui lui est dit",
    "everything": "tout",
    "Notes, Files": "Notes, Fichiers",
    "must begin with": "doit commencer par",
    "leads to a private network": "mène à un réseau privé",
    "with a name and password": "contient un nom et un mot de passe",
    "not an address that I can call": "Je ne peux pas appeler cette adresse",
    "cannot be found": "est introuvable",
}


def says(english: str, language: str) -> str:
    return IN_FRENCH[english] if language == "fr" else english


@pytest_asyncio.fixture(loop_scope="module")
async def hearing() -> AsyncIterator[Receiver]:
    async with receiver() as hearing:
        yield hearing


async def test_what_is_noted_is_heard_signed_and_listed_until_the_webhook_is_deleted(
    slack: Workspace, hearing: Receiver, family: str, language: str
) -> None:
    admin = await admin_of(slack, language)
    made = await makes(admin, f"Site {family}", hearing.url, language)
    secret = next(word for word in made.says.split() if word.startswith("whsec_"))
    await admin.visitor.close()
    listed = await admin.form(saying=f"Site {family}")
    assert secret not in listed
    assert f"{says('everything', language)} · {says('working', language)}" in listed
    await admin.has(family)
    await admin.types(f"/note {family}: prefers calls after 4pm")
    heard = await one_heard(hearing, "note.added")
    assert heard.told["contact"]["name"].endswith(family)
    assert {"field": "text", "old": None, "new": "prefers calls after 4pm"} in heard.told["changes"]
    assert is_signed(heard, secret)
    await deletes(admin, f"Site {family}", language)
    await admin.types(f"/note {family}: and then nothing more")
    await slack.settles()
    assert len([each for each in hearing.heard if each.told["type"] == "note.added"]) == 1


async def test_a_test_that_is_refused_and_sent_again_is_listed_with_what_was_answered(
    slack: Workspace, hearing: Receiver, family: str, language: str
) -> None:
    hearing.status = 500
    admin = await admin_of(slack, language)
    await makes(admin, f"Site {family}", hearing.url, language)
    await admin.visitor.close()
    one = await looks_at(admin, f"Site {family}", language)
    await admin.clicks(says("Send a test", language), on=one)
    failed = await refreshed(admin, says("not arrived: answered 500", language), language)
    hearing.status = 204
    await admin.clicks(says("Send again", language), on=failed)
    arrived = await refreshed(admin, says("arrived (204)", language), language)
    assert "webhook.test" in arrived
    assert len(set(hearing.ids)) == 1
    assert len(hearing.ids) == 2
    await deletes(admin, f"Site {family}", language)


async def test_one_is_changed_switched_off_and_on_and_given_a_new_secret(
    slack: Workspace, hearing: Receiver, family: str, language: str
) -> None:
    admin = await admin_of(slack, language)
    made = await makes(admin, f"Site {family}", hearing.url, language)
    await admin.visitor.close()
    one = await looks_at(admin, f"Site {family}", language)
    await admin.clicks(says("Switch off", language), on=one)
    off = await admin.form(saying=says("switched off", language))
    await admin.has(family)
    await admin.types(f"/note {family}: nobody hears")
    off = await looks_at(admin, f"Site {family}", language)
    await admin.clicks(says("Switch on", language), on=off)
    on = await admin.form(saying=says("working", language))
    await admin.clicks(says("Edit…", language), on=on)
    await admin.form(saying=says("What it is told", language))
    sent = await admin.saves(name=f"Shop {family}", types=["note", "file"])
    assert not sent.errors, sent.errors
    changed = await admin.form(saying=f"Shop {family}")
    assert says("Notes, Files", language) in changed
    await admin.clicks(says("New secret…", language), on=changed)
    renewed = await admin.form(saying="whsec_")
    secret = next(word for word in renewed.says.split() if word.startswith("whsec_"))
    assert secret not in made
    await admin.types(f"/note {family}: somebody hears")
    assert is_signed(await one_heard(hearing, "note.added"), secret)
    await deletes(admin, f"Shop {family}", language)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://example.com/hook", "must begin with"),
        ("https://10.0.0.5/hook", "leads to a private network"),
        ("https://0x0a000005/hook", "leads to a private network"),
        ("https://[::ffff:169.254.169.254]/latest/meta-data", "leads to a private network"),
        ("https://ann:secret@example.com/", "with a name and password"),
        ("https://example.com:99999/", "not an address that I can call"),
        ("https://nobody.invalid/", "cannot be found"),
    ],
)
async def test_an_address_that_will_not_do_is_said_under_its_field(
    slack: Workspace, family: str, language: str, url: str, sentence: str
) -> None:
    admin = await admin_of(slack, language)
    await opened(admin, language)
    await admin.clicks(says("New webhook…", language), on=await admin.top())
    await admin.form(saying="https://")
    sent = await admin.saves(name=f"Site {family}", url=url)
    assert says(sentence, language) in " ".join(sent.errors.values())
    await closes_all(admin)


async def test_a_receiver_that_does_not_answer_keeps_no_reminder_waiting(
    slack: Workspace, hearing: Receiver, nathan: Person, family: str
) -> None:
    admin = await admin_of(slack)
    await makes(admin, f"Site {family}", hearing.url, "en")
    await closes_all(admin)
    await admin.has(family)
    await one_heard(hearing, "contact.created")
    hearing.open.clear()
    await nathan.types(f"/reminder call {family} in 20 minutes")
    for number in range(5):
        await admin.types(f"/note {family}: word {number}")
    await until(lambda: hearing.at_once > 0)
    await slack.passes(minutes=20)
    await nathan.dm(f"call {family}")
    assert hearing.at_once > 0  # it has not answered yet
    hearing.open.set()
    await until(lambda: len([each for each in hearing.heard if each.told["type"] == "note.added"]) >= 5)
    await deletes(admin, f"Site {family}", "en")


async def opened(admin: Person, language: str) -> Form:
    await closes_all(admin)
    await admin.sends("/crm api")
    tokens = await admin.form(saying=says("Webhooks…", language))
    await admin.clicks(says("Webhooks…", language), on=tokens)
    return await admin.form(saying=says("New webhook…", language))


async def makes(admin: Person, name: str, url: str, language: str) -> Form:
    """The secret is then on top of the list."""
    listed = await opened(admin, language)
    await admin.clicks(says("New webhook…", language), on=listed)
    await admin.form(saying="https://")
    sent = await admin.saves(name=name, url=url)
    assert not sent.errors, sent.errors
    shown = await admin.form(saying="whsec_")
    assert shown.title == says("Webhook secret", language)
    return shown


async def looks_at(admin: Person, name: str, language: str) -> Form:
    listed = await opened(admin, language)
    await admin.clicks(says("Look", language), on=listed, beside=name)
    return await admin.form(saying=says("Send a test", language))


async def refreshed(admin: Person, words: str, language: str) -> Form:
    """What was sent, as soon as it is told so."""

    async def told() -> Form | None:
        await admin.clicks(says("Refresh", language), on=await admin.form(saying=says("Refresh", language)))
        shown = await admin.form(saying=says("Refresh", language))
        return shown if words in shown else None

    return await admin.until(told, words)


async def deletes(admin: Person, name: str, language: str) -> None:
    one = await looks_at(admin, name, language)
    await admin.clicks(says("Delete", language), on=one)
    await admin.form(saying=says("New webhook…", language), without=name)
    await closes_all(admin)


async def one_heard(hearing: Receiver, kind: str) -> Heard:
    await until(lambda: any(each.told["type"] == kind for each in hearing.heard))
    return next(each for each in hearing.heard if each.told["type"] == kind)


def is_signed(heard: Heard, secret: str) -> bool:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{heard.id}.{heard.headers['webhook-timestamp']}.".encode() + heard.body
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return heard.headers["webhook-signature"] == f"v1,{signature}"
