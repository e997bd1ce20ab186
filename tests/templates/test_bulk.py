"""Acts on many: what is asked first, how far they have come, what came of them, and the way back."""

import pytest

from bot.model.bulk import Act, BulkReport
from bot.model.contacts import ContactKind, Found
from bot.model.ids import ContactId
from bot.templates import bulk as show
from bot.templates._words import Reader
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH, READERS

FIRST = tuple(
    Found(ContactId(n), n, ContactKind.PERSON, f"Marie Dupont {n}", "Acme SARL", "Paris") for n in range(1, 11)
)


def test_a_deletion_says_how_many_and_who_before_it_happens() -> None:
    view = show.confirm_delete_view(show.Meant(1234, FIRST), ENGLISH, draft=7)
    lines = shown.checked_view(view)
    assert lines.startswith("1,234 contacts will be deleted, with their phones, e-mails and addresses.\n")
    assert "• Marie Dupont 1 · Acme SARL · Paris · #1\n" in lines
    assert "and 1,224 others" in lines
    assert "you can undo this for 30 days" in lines
    assert (view["callback_id"], view["submit"]["text"], view["private_metadata"]) == (
        "bulk.confirm_delete", "Delete", "7",
    )  # fmt: skip
    french = shown.checked_view(show.confirm_delete_view(show.Meant(1, FIRST[:1]), FRENCH, draft=7))
    assert french.startswith("1 contact va être supprimé, avec ses téléphones, e-mails et adresses.\n")
    assert "autre" not in french


def test_where_all_results_are_meant_the_line_that_finds_them_is_named() -> None:
    for asks in (show.confirm_delete_view, show.tag_view, show.assign_view):
        of_line = shown.checked_view(asks(show.Meant(12, FIRST, line="owner:@Claire *x*"), ENGLISH, draft=7))
        assert "All that match owner:@Claire *x*:\n• Marie Dupont 1" in of_line
        assert "Tous vos contacts :\n" in shown.checked_view(asks(show.Meant(12, FIRST, line=""), FRENCH, draft=7))
        assert "All that match" not in shown.checked_view(asks(show.Meant(12, FIRST), ENGLISH, draft=7))


def test_tags_and_people_are_chosen_for_so_many() -> None:
    tags = show.tag_view(show.Meant(40, FIRST), ENGLISH, draft=7)
    assert "put on or taken off 40 contacts" in shown.checked_view(tags)
    assert tags["callback_id"] == "bulk.retag"
    people = show.assign_view(show.Meant(40, FIRST), FRENCH, draft=7)
    assert "Qui s’occupe de ces 40 contacts ?" in shown.checked_view(people)
    assert people["callback_id"] == "bulk.reassign"
    for view in (tags, people):
        assert "30" in shown.checked_view(view), "so many beside the first ten"


@pytest.mark.parametrize(
    ("on_hold", "more", "english", "french"),
    [
        (1, False, "1 of these contacts is on hold.", "1 de ces contacts est en attente."),
        (1000, True, "At least 1,000 of these contacts are on hold.", "Au moins 1 000 de ces contacts sont en"),
        (0, True, "Some of these contacts may be on hold", "Certains de ces contacts sont peut-être en attente"),
    ],
)
def test_whoever_is_on_hold_is_said_as_far_as_it_is_known(on_hold: int, more: bool, english: str, french: str) -> None:
    meant = show.Meant(5000, FIRST, on_hold=on_hold, more_on_hold=more)
    for reader, said in ((ENGLISH, english), (FRENCH, french)):
        view = show.tag_view(meant, reader, draft=7)
        spaced = shown.checked_view(view).replace("\u202f", " ").replace("\u00a0", " ")
        assert said in spaced
        assert view["submit"]["text"] in {"Go on anyway", "Continuer quand même"}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("act", Act)
def test_it_is_said_that_it_has_begun_how_far_it_is_and_what_came_of_it(act: Act, reader: Reader) -> None:
    for count in (1, 1234):
        shown.checked_view(show.started_view(act, count, reader))
        shown.checked_message(show.progress(act, count, 5000, reader, job=9))
        shown.checked_message(show.report(act, BulkReport(done=count), reader, batch=9))
        shown.checked_message(show.stopped(act, BulkReport(done=count), reader, batch=9, unseen=7))
        for error in ("unexpected", "role_refused", "draft_gone"):
            shown.checked_message(show.failed(act, error, BulkReport(done=count), reader, batch=9, unseen=7))
            shown.checked_message(show.taking_back_failed(error, BulkReport(done=count), reader, batch=9))
    assert "1" in show.started_view(act, 1234, reader)["blocks"][0]["text"]["text"]


def test_a_report_accounts_for_everybody_and_has_the_way_back() -> None:
    told = show.report(Act.TAG, BulkReport(done=1234, unchanged=12, gone=1, refused=2, left_out=3), ENGLISH, batch=9)
    lines = shown.checked_message(told)
    assert lines == (
        "The tags of 1,234 contacts are changed.\n12 were so already.\n1 was archived or deleted meanwhile.\n"
        "2 would have had too many tags (50 at most).\n3 no longer matched when their turn came.\n"
        "[Undo]\nYou can undo this for 24 hours."
    )
    button = next(each for block in told.blocks for each in block.get("elements", ()) if each["type"] == "button")
    assert (button["action_id"], button["value"]) == ("undo.batch", "9")
    deleted = shown.checked_message(show.report(Act.DELETE, BulkReport(done=2), FRENCH, batch=9))
    assert deleted == "2 contacts sont supprimés.\n[Annuler l’action]\nVous pouvez annuler pendant 30 jours."


def test_where_nothing_was_done_there_is_nothing_to_undo() -> None:
    lines = shown.checked_message(show.report(Act.TAG, BulkReport(unchanged=3), ENGLISH, batch=9))
    assert lines == "No contact's tags have changed.\n3 were so already."


def test_each_act_is_refused_for_its_own_reason() -> None:
    assigned = shown.checked_message(show.report(Act.ASSIGN, BulkReport(done=1, refused=1), ENGLISH, batch=9))
    assert "1 would have had too many people assigned (50 at most)." in assigned
    assert "tags" not in assigned


def test_what_goes_on_can_be_stopped_and_says_who_was_not_reached() -> None:
    progress = show.progress(Act.DELETE, 200, 40_000, ENGLISH, job=9)
    assert shown.checked_message(progress) == "Deleting contacts: 200 of 40,000.\n[Stop]"
    (button,) = progress.blocks[1]["elements"]
    assert (button["action_id"], button["value"]) == ("bulk.stop", "9")
    assert shown.checked_message(show.stopped(Act.DELETE, BulkReport(done=200), ENGLISH, batch=9, unseen=39_800)) == (
        "Stopped, as you asked: 200 contacts were deleted before that.\n"
        "39,800 were not reached, and stay as they were.\n[Undo]\nYou can undo this for 30 days."
    )
    assert shown.checked_message(show.stopped(Act.TAG, BulkReport(), FRENCH, batch=9, unseen=1)) == (
        "Arrêté à votre demande. Rien n’avait encore été modifié.\n1 n’a pas été traité et reste comme il était."
    )


def test_an_undo_says_that_it_takes_a_while_and_what_came_of_it() -> None:
    assert "once it is done" in shown.checked_message(show.being_taken_back(ENGLISH))
    assert shown.checked_message(show.taking_progress(500, 1234, FRENCH)) == "Annulation : 500 contacts sur 1 234."
    assert shown.checked_message(show.taken_back(BulkReport(done=1230, unchanged=2, refused=2, gone=1), ENGLISH)) == (
        "Undone: 1,232 contacts are as they were before.\n2 were changed since, and keep what was changed.\n"
        "1 was deleted since, and stays so."
    )


def test_an_undo_that_failed_says_so_and_can_be_tried_again() -> None:
    failed = shown.checked_message(show.taking_back_failed("unexpected", BulkReport(done=500), ENGLISH, batch=9))
    assert failed.startswith("Something went wrong on our side, and the undoing stopped. 500 contacts are as they were")
    assert failed.endswith("[Undo]")
    refused = shown.checked_message(show.taking_back_failed("role_refused", BulkReport(), FRENCH, batch=9))
    assert refused.startswith("L’annulation s’est arrêtée, car votre rôle dans Carnet ne la permet plus. 0 contact est")


@pytest.mark.parametrize("text", ["<!channel>", "*b* `c`", "x" * 10_000, "&" * 10_000, "🎉" * 500])
def test_whatever_they_are_called_slack_takes_it_and_nobody_is_called(text: str) -> None:
    nasty = [Found(ContactId(n), n, ContactKind.PERSON, text, text, text) for n in range(10)]
    for asks in (show.confirm_delete_view, show.tag_view, show.assign_view):
        view = asks(show.Meant(5000, nasty, line=text), ENGLISH, draft=7)
        shown.checked_view(view)
        assert not shown.called(view)
