"""Hostile text in every field of a contact: shown as it was typed, in blocks that keep their shape, pinging nobody."""

import re

import pytest

from bot.model.choices import ChoiceKind
from bot.model.folding import clean_name
from tests.journeys._contacts import TABS, edits, looks_at, opens_record, turns
from tests.journeys._person import Person
from tests.journeys._slack import Workspace
from tests.journeys._team import has_choice, has_field

HOSTILE = {
    "mrkdwn": "*b* _i_ ~s~ `c` ```d``` > q",
    "a mention of all": "<!channel> <!here> @everyone",
    "a mention of one": "<@U0MARGUER01> <!subteam^S1|@team>",
    "a link": "<https://evil.example|bank> <mailto:a@b.example|x>",
    "right to left": "مرحبا \u202eevil\u202c שלום",
    "zero width": "a\u200bb\u200cc\u2060d\ufeffe",
    "emoji": "🎉👩‍👩‍👧 :tada: 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "escapes": "&amp; &lt;b&gt; <b> & \\ \"' {{ 7*7 }} %(name)s {0}",
    "sql": "'; drop table contacts; -- % _",
}
_TEXTS = ("first_name", "last_name", "company", "job_title", "comment")
_DETAILS = ("nickname", "department", "description")
_SALES = ("accounting_account", "analytic_account")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\ufeff]")
TROUBLE = "Something went wrong"


@pytest.mark.parametrize("odd", HOSTILE.values(), ids=HOSTILE)
async def test_every_field_shows_it_as_it_was_typed(slack: Workspace, nathan: Person, family: str, odd: str) -> None:
    group = await has_choice(slack, ChoiceKind.GROUP, clean_name(f"{odd} {family}"))
    field = await has_field(slack, clean_name(f"{odd} of {family}"), scope=group.id)
    await nathan.opens("/contact new")
    texts = dict.fromkeys(_TEXTS, odd) | {"last_name": f"{odd} {family}", "phones": f"{odd[:20]}: 12",
                                          "tags": [f"{odd[:30].strip()} {family}"], "groups": [family]}  # fmt: skip
    await turns(nathan, "More details", shows="Nickname", **texts)
    await turns(nathan, "Sales and accounting", shows="SIREN", **dict.fromkeys(_DETAILS, odd))
    await turns(nathan, "Consents", shows="Mailings", **dict.fromkeys(_SALES, odd[:50]))
    await turns(nathan, "Warnings", shows="Hold", consent_email="yes", consent_email_source=odd)
    await turns(nathan, "Custom fields", shows=family, flag=odd, hold=odd)
    form = await turns(nathan, "Phones, e-mails, addresses", shows="Add a phone", **{f"custom:{field.id}": odd})
    await nathan.clicks("Add an address", on=form)
    await nathan.form()
    await nathan.saves(street=odd, city=odd, own_label=odd[:50])
    await nathan.form(saying="Address: ")
    saved = await nathan.saves()
    assert f"{family} is saved." in saved, saved
    await nathan.visitor.close(is_cleared=True)
    details = await _is_shown_on_every_tab(nathan, family, odd)
    name = _on_one_line(odd)
    for line in (
        f"Groups: {name} {family}", f"{name} of {family}: {_seen(odd)}", f"Warning: {_seen(odd)}",
        f"Hold: {_seen(odd)} · this contact alone", f" · {name}\n",
    ):  # fmt: skip
        assert line in details, line
    form = await edits(nathan, family)
    assert form.typed("Comment") == odd.strip()
    assert form.typed("First name") == form.typed("Job title")
    assert slack.called_by_name() <= {f"<@{person.id}>" for person in slack.sandbox.slack.world.people}


async def test_ten_thousand_signs_are_refused_by_name_and_what_else_was_typed_is_kept(
    claire: Person, family: str
) -> None:
    long = "wörd " * 2000
    await claire.opens(f"/contact nouveau Anne {family}")
    await turns(claire, "Plus de détails", shows="Surnom", job_title=long, comment=long)
    refused = (await claire.saves(nickname="Nanou")).form
    assert refused is not None
    assert "Fonction : C’est trop long." in refused
    assert "Commentaire : C’est trop long." not in refused  # a message shortcut brings longer ones along
    saved = await claire.saves(job_title="Acheteuse", comment="court")
    assert f"Contact enregistré : Anne {family}." in saved
    assert "Commentaire : court" in saved


@pytest.mark.parametrize("odd", ["<!channel>", "*b* _i_ `c`", "\u202eevil\u202c"])
async def test_a_conflict_shows_it_as_it_was_typed(claire: Person, nathan: Person, family: str, odd: str) -> None:
    await nathan.has(f"Ann {family}")
    await edits(nathan, family)
    await edits(claire, family, language="fr")
    await claire.saves(comment=f"{odd} un", tags=[f"{odd}{family}"])
    asked = (await nathan.saves(comment=f"{odd} two")).form
    assert asked is not None
    assert f"As it is now: {_seen(odd)} un" in asked
    assert f"As you wrote it: {_seen(odd)} two" in asked
    assert "is saved" in await nathan.saves(c0="mine")
    await nathan.visitor.close(is_cleared=True)
    listed = await nathan.opens(f"/crm tags {family}")
    assert f"⚪ {_on_one_line(odd)}{family}" in listed


async def _is_shown_on_every_tab(person: Person, family: str, odd: str) -> str:
    """What the details say."""
    card = await person.types(f"/contact {family}")
    record = await opens_record(person, family)
    assert f"Company: {_on_one_line(odd)}" in card
    assert f"Comment: {_seen(odd)}" in record
    empty = {"Notes": "no note", "Files": "no file", "Reminders": "no open"}
    shown = empty | {"Details": "Nickname", "Activity": "created"}
    details = ""
    for tab in TABS["en"][1:]:
        seen = await looks_at(person, tab, shows=shown[tab])
        assert TROUBLE not in seen
        assert tab not in ("Details", "Activity") or f"Description: {_seen(odd)}" in seen
        details += seen.says if tab == "Details" else ""
    await person.visitor.close(is_cleared=True)
    return details


def _seen(odd: str) -> str:
    """Without what the tests leave out of all that they read."""
    return odd.replace("\u2060", "")


def _on_one_line(odd: str) -> str:
    """A name, a title, a tag: without the signs that nobody sees."""
    return _UNSEEN.sub("", _seen(odd))
