"""What is said of a file that could not be taken, and of one that is on its way."""

import pytest
from hypothesis import given

from bot.model.files import File, FileState, Reason, Sent, safe_name
from bot.model.ids import NoteId
from bot.templates import files as show
from bot.templates._words import Reader
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH, READERS, hostile
from tests.templates.test_hostile import few, readers

NOTE = NoteId(3)


def _failed(error: str, name: str = "offer.pdf") -> File:
    return make.file(1, 2, note=NOTE, name=name).failed(error)


def test_whoever_gave_a_file_is_told_why_it_was_not_kept() -> None:
    assert shown.checked_message(show.left(_failed("too_large"), "Anne Lee", ENGLISH)) == (
        "offer.pdf, which you gave for Anne Lee, could not be kept: it is larger than 50 MiB."
    )
    french = shown.checked_message(show.left(_failed("excluded_kind", name=""), "Anne Lee", FRENCH))
    assert french.replace("\u00a0", " ") == (
        "fichier, que vous avez donné pour Anne Lee, n’a pas pu être conservé : "
        "cet espace de travail n’accepte pas les fichiers de ce type."
    )


@pytest.mark.parametrize("reader", READERS, ids=["en", "fr"])
def test_every_reason_has_a_sentence_and_whatever_else_went_wrong_too(reader: Reader) -> None:
    reasons = [each.value for each in Reason if each is not Reason.NO_PICTURE]  # a picture's is said on the record
    said = [show.why(_failed(error), reader) for error in (*reasons, "slack_refused")]
    assert len(set(said)) == len(said)
    assert show.why(_failed("no_picture"), reader) == said[-1]


@few
@given(hostile, hostile, readers)
def test_a_hostile_name_calls_nobody(name: str, contact: str, reader: Reader) -> None:
    safe = safe_name(name)
    for message in (
        show.left(_failed("empty", safe), contact or "x", reader),
        show.sending(make.file(1, 2, note=NOTE, name=safe), reader),
    ):
        shown.checked_message(message)
        assert shown.called([message.text, *message.blocks]) == set()


def test_a_file_is_sent_under_its_own_name_and_the_title_of_its_note() -> None:
    kept = make.file(1, 2, note=NOTE, name="scan.pdf", state=FileState.KEPT)
    assert show.file_name(kept) == "scan.pdf"
    assert show.title(Sent(kept, "Anne Lee"), ENGLISH) == "scan.pdf"
    assert show.title(Sent(kept, "Anne Lee", "Contract"), ENGLISH) == "Contract"
    nameless = make.file(7, 2, note=NOTE, kind="application/pdf", state=FileState.KEPT)
    assert (show.file_name(nameless), show.title(Sent(nameless, "Anne Lee"), FRENCH)) == ("7", "fichier")
    picture = make.file(7, 2, kind="image/png", state=FileState.KEPT)
    assert (show.file_name(picture), show.title(Sent(picture, "Anne Lee"), ENGLISH)) == ("7.png", "Picture of Anne Lee")


def test_how_a_file_stands_is_said_where_it_cannot_be_opened() -> None:
    states = {each: show.state(make.file(1, 2, state=each), ENGLISH) for each in FileState}
    assert states == {
        FileState.DUE: "on its way", FileState.FAILED: "not kept", FileState.KEPT: "", FileState.LINKED: "",
    }  # fmt: skip
