"""What the bot writes in its log: fields and ids, and nothing of what people typed or are called."""

import json
from pathlib import Path

from tests.journeys._process import Served, served
from tests.journeys._slack import Way
from tests.journeys.test_imports import counts, imports

PHONE, DIGITS = "06 39 98 11 22", "639981122"
NOTE, TAG = "confidentialnote", "secrettag"


async def test_no_name_number_or_word_of_a_person_is_in_the_log(
    place: tuple[str, Way], tmp_path: Path, family: str
) -> None:
    url, way = place
    level = "DEBUG" if way == "sockets" else "INFO"
    async with served(url, way=way, folder=tmp_path, LOG_LEVEL=level) as bot:
        await _a_day_at_work(bot, family)
        await bot.stop()
    lines = [json.loads(line) for line in bot.log.splitlines()]
    assert len(lines) > 10
    assert {"request", "started"} <= {line["event"] for line in lines}
    log = bot.log.lower()
    secrets = (
        family, PHONE, DIGITS, NOTE, TAG, "exemple.fr", "moreau", "xoxb", "xapp", "sandbox-signing",
        "payload the", "éléonore", "zzcolumn",
    )  # fmt: skip
    assert not [secret for secret in secrets if secret.lower() in log]


async def _a_day_at_work(bot: Served, family: str) -> None:
    claire, guest, slack = bot.workspace.people["claire"], bot.workspace.people["guest"], bot.workspace
    await claire.opens(f"/contact new Éléonore {family}")
    await claire.saves(last_name=family, phones="not a phone " + family, emails=f"{family}@")
    await claire.saves(last_name=family, phones=PHONE, emails=f"{family}@exemple.fr", tags=TAG)
    for line in (
        f"/contact {family}", f"/contact {PHONE}", f"/contact Nobody{family}", f"/note {family}: {NOTE}",
        f"/note Nobody{family}: {NOTE}", f"/note {NOTE} {family}", f"/rappel {NOTE} {family} dans 5 minutes",
        f"/rappel {NOTE} {family} le 31 février", f"/crm {NOTE}", f"/rappel @{NOTE} x demain",
        f"/activity suivre {family}", f"/activity {NOTE}", f"/note {family}: {NOTE} payload the {'x' * 8100}",
    ):  # fmt: skip
        await claire.types(line)
    paper = await claire.visitor.upload(f"{NOTE}.txt", NOTE.encode(), "text/plain")
    await claire.opens(f"/note new {family}")
    await claire.saves(title=NOTE, files=[paper], audience="private")
    await guest.types(f"/contact {family}")
    for method in ("chat.postMessage", "conversations.open", "users.info", "views.open", "views.update"):
        await slack.fails("500", method, times=1)
    await claire.types(f"/contact new {family}")
    await slack.fails("garbage", "chat.postMessage", times=1)
    await slack.passes(minutes=6)
    await claire.dm(NOTE)
    await slack.recovers()
    await slack.renews("drop")
    counts(await imports(claire, f"Nom;E-mail;zzcolumn\n{family}2;{family}2@exemple.fr;1\n;{NOTE};\n".encode()))
    await slack.answer(slack.command(f"/note {family}: a\0{NOTE}"))
