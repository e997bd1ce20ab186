"""The form of a reminder: planned, changed, deleted and brought back; what is wrong is said under its field."""

from datetime import timedelta

from tests.journeys._moments import KOLKATA, NEW_YORK, PARIS, day_ahead, in_english, in_french, next_weekday
from tests.journeys._person import Person
from tests.journeys._reading import formatted, plain
from tests.journeys._slack import Workspace

TUESDAY = 1


async def test_the_form_plans_for_several_with_formatted_details_and_an_escalation(
    slack: Workspace, nathan: Person, claire: Person, priya: Person, family: str
) -> None:
    await nathan.has(f"Ann {family}")
    now = await slack.begins_at(10, NEW_YORK)
    due = (now + timedelta(minutes=20)).replace(second=0, microsecond=0)
    form = await nathan.opens(f"/reminder new call {family} in 20 minutes")
    assert (form.title, form.typed("What to do"), form.typed("When")) == (
        "New reminder", f"call {family}", "in 20 minutes"
    )  # fmt: skip
    assert form.typed("For whom") == nathan.id
    wrong = await nathan.submits(when="one of these days", escalate_to=priya.id)
    assert "found no time" in wrong.errors["When"]
    wrong = await nathan.submits(when="tomorrow at 4", assignees=[claire.id, nathan.id])
    assert in_english(day_ahead(now, 1, 16)) in plain(wrong.errors["When"])
    await slack.fails("duplicate", "view_submission", times=1)
    saved = await nathan.saves(
        when="in 20 minutes",
        text=formatted("Ask her for the price"),
        assignees=[claire.id, nathan.id],
        escalate_to=priya.id,
        escalate_after="1h",
    )
    assert "@Claire Moreau (demo), @Nathan Brooks (demo)" in saved
    assert "Ask her for the price" in saved
    assert "If nobody has done it, @Priya Sen (demo) is told after 1 hour." in saved
    assert f"About Ann {family}" in saved
    await slack.moves_to(due)
    hers, his = await claire.dm(f"call {family}"), await nathan.dm(f"call {family}")
    assert "Ask her for the price" in hers
    assert "De @Nathan Brooks" in hers
    await slack.passes(hours=1)
    escalated = await priya.dm(f"call {family}")
    assert "Not done yet" in escalated
    await nathan.clicks("Done", on=his)
    await claire.becomes(hers, "Fait par @Nathan Brooks")
    assert [await each.times(f"call {family}", in_="dm") for each in (claire, nathan, priya)] == [1, 1, 1]


async def test_a_reminder_is_changed_deleted_and_brought_back(slack: Workspace, claire: Person, family: str) -> None:
    now = await slack.begins_at(10, PARIS)
    planned = await claire.types(f"/rappel appeler {family} demain à 9h")
    await claire.chooses("Modifier…", on=planned)
    form = await claire.form()
    assert form.typed("Quand") == in_french(day_ahead(now, 1, 9))
    saved = await claire.saves(title=f"écrire à {family}", when="après-demain à 14h")
    assert f"Rappel planifié pour {in_french(day_ahead(now, 2, 14))}" in saved
    await claire.visitor.close()
    held = await claire.types("/rappel liste à venir")
    assert f"écrire à {family} · {in_french(day_ahead(now, 2, 14))}" in held
    await claire.chooses("Supprimer…", on=planned)
    await claire.form(saying="Vous pouvez l’annuler pendant 30 jours.")
    gone = (await claire.saves()).form
    assert gone is not None
    assert f"Rappel écrire à {family} supprimé." in gone
    assert family not in await claire.types("/rappel liste")
    await claire.clicks("Annuler l’action", on=gone)
    await claire.form(saying="est de nouveau comme avant")
    await claire.visitor.close()
    await slack.moves_to(day_ahead(now, 2, 14))
    await claire.dm(f"écrire à {family}")
    await slack.settles()
    assert await claire.times(family, in_="dm") == 1


async def test_a_form_that_was_left_is_offered_again_with_all_that_was_typed(claire: Person, family: str) -> None:
    await claire.opens(f"/rappel nouveau appeler {family} demain à 9h")
    typed = {"title": f"écrire à {family}", "text": formatted("Demander le prix"), "escalate_after": "2d"}
    wrong = await claire.submits(**typed)
    assert wrong.errors == {"Si personne ne l’a fait, prévenir": "Choisissez qui prévenir."}
    await claire.visitor.close(is_cleared=True)
    offered = await claire.opens("/rappel nouveau")
    assert f"Vous avez commencé un rappel, écrire à {family}" in offered
    await claire.clicks("Reprendre", on=offered)
    again = await claire.form(without="Vous avez commencé")
    assert (again.typed("Que faire"), again.typed("Quand")) == (f"écrire à {family}", "demain à 9h")
    saved = await claire.saves(escalate_to=claire.id)
    assert "Demander le prix" in saved


async def test_each_is_told_at_that_hour_of_their_own_clock(
    slack: Workspace, nathan: Person, priya: Person, family: str
) -> None:
    now = await slack.begins_at(10, NEW_YORK)
    await nathan.opens(f"/reminder new call {family} tomorrow at 9am")
    saved = await nathan.saves(assignees=[nathan.id, priya.id], each_own=["yes"])
    assert "Each is told at that hour of their own clock." in saved
    await nathan.visitor.close()
    await slack.moves_to(day_ahead(now.astimezone(KOLKATA), 1, 9))
    await priya.dm(f"call {family}")
    assert await nathan.times(f"call {family}", in_="dm") == 0
    await slack.moves_to(day_ahead(now, 1, 9))
    await nathan.dm(f"call {family}")


async def test_where_several_contacts_fit_the_form_asks_and_keeps_the_rest(
    slack: Workspace, nathan: Person, family: str
) -> None:
    for first in ("Ann", "Bea"):
        await nathan.has(f"{first} {family}")
    now = await slack.begins_at(10, NEW_YORK, weekday=TUESDAY)
    await nathan.shortcut("new_reminder")
    asked = (await nathan.saves(title=f"call {family}", when="every Monday at 8:30am, 2 times")).form
    assert asked is not None
    await nathan.clicks("Choose", on=asked, beside="Bea")
    planned = await nathan.form(saying="Reminder planned for")
    monday = day_ahead(now, next_weekday(now, 0), 8, 30)
    assert f"About Bea {family}" in planned
    assert f"Next times: {in_english(monday)}; {in_english(monday + timedelta(days=7))}." in planned


async def test_a_message_becomes_a_reminder_with_the_way_back_to_it(
    slack: Workspace, nathan: Person, claire: Person, family: str
) -> None:
    message = await claire.posts(f"Please send {family} the offer\nbefore Friday")
    form = await nathan.shortcut_on(message, "remind_message")
    assert form.typed("What to do") == f"Please send {family} the offer"
    assert "Reminder planned" in await nathan.saves(when="in 5 minutes")
    await slack.passes(minutes=6)
    told = await nathan.dm(family)
    assert "before Friday" in told
    assert f"/archives/{message.raw['channel']}/p{message.ts.replace('.', '')}" in str(told.raw["blocks"])


async def test_two_who_change_the_same_reminder_are_told_of_each_other(
    slack: Workspace, nathan: Person, claire: Person, family: str
) -> None:
    planned = await nathan.types(f"/reminder @claire call {family} tomorrow at 9am")
    await nathan.chooses("Edit…", on=planned)
    await nathan.form()
    listed = await claire.types("/rappel liste")
    await claire.chooses("Modifier…", on=listed, within=listed.below(family))
    await claire.form()
    theirs = {"escalate_to": claire.id, "escalate_after": "2d"}
    assert f"écrire à {family}" in await claire.saves(title=f"écrire à {family}", when="demain à 15h", **theirs)
    await claire.becomes(listed, f"écrire à {family}", in_="sales")
    second = (await nathan.saves(title=f"mail {family}", text=formatted("Ask for the price"))).form
    assert second is not None
    assert "Somebody else changed this meanwhile: title." in second
    assert f"écrire à {family}" in second
    assert second.typed("What to do") == f"mail {family}"
    saved = await nathan.saves()
    for kept in (f"mail {family}", "Ask for the price", "is told after 2 days", " 3:00 PM"):
        assert kept in saved
    assert f"mail {family}" in await nathan.types("/reminder list all")


async def test_a_reminder_for_somebody_who_has_left_is_edited_and_they_are_kept_or_taken_out(
    slack: Workspace, claire: Person, family: str
) -> None:
    leaver = await slack.newcomer(tz="Europe/Paris", locale="fr-FR")
    await leaver.types("/crm help")
    await claire.opens(f"/rappel nouveau appeler {family} demain à 9h")
    await claire.saves(assignees=[claire.id, leaver.id])
    await claire.visitor.close()
    listed = await claire.types("/rappel liste à venir")
    await slack.changes(leaver, deleted=True)
    await claire.chooses("Modifier…", on=listed, within=listed.below(family))
    assert "a quitté ce Slack" in await claire.form()
    saved = await claire.saves(title=f"écrire à {family}")
    assert "a quitté ce Slack" in saved
    assert f"écrire à {family}" in saved
    await claire.visitor.close()
    await claire.chooses("Modifier…", on=listed, within=listed.below(family))
    await claire.form()
    saved = await claire.saves(assignees=[claire.id])
    assert "a quitté ce Slack" not in saved
    await claire.visitor.close()
    await claire.chooses("Modifier…", on=listed, within=listed.below(family))
    await claire.form(without="a quitté ce Slack")
    wrong = await claire.submits(assignees=[claire.id, leaver.id])
    assert [*wrong.errors] == ["Pour qui"]
