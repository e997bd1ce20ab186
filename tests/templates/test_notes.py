"""A note in a list, in full, in its form and in a message: what people typed keeps its shape and calls nobody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.fields import NAME_LENGTH
from bot.model.files import File, FileState, Reason
from bot.model.ids import BatchId, MemberId, NoteId
from bot.model.notes import NOTE_LENGTH, TITLE_LENGTH, Audience, Note, NoteKind, NoteList, Page, Source
from bot.model.rich_text import LETTERS, to_json, written
from bot.parse.notes import typed_of
from bot.templates import notes as show
from bot.templates._words import Reader
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH, READERS, hostile
from tests.templates.test_hostile import few

KNOWN = {f"<@{member}>" for member in (make.CLAIRE, make.JOHN)}
readers, kinds = st.sampled_from(READERS), st.sampled_from(NoteKind)


def note(text: str, kind: NoteKind = NoteKind.NOTE, **chosen: object) -> Note:
    """As full as a note can be."""
    source = Source(permalink="https://acme.slack.com/archives/C1/p1", name=text, said_at=make.NOW)
    values = {
        "kind": kind, "title": text[:TITLE_LENGTH], "body": written(text[:LETTERS] or "x"), "source": source,
        "seen_by": Audience.MEMBERS,
        "members": (make.JOHN,), "assignees": (make.CLAIRE, make.JOHN), "closed_at": make.NOW, "closed_by": make.JOHN,
        "url": "https://example.com/a_b" if kind is NoteKind.FILE else "",
    }  # fmt: skip
    return make.note(7, 12, text or "x", **values | chosen)


def files(name: str) -> tuple[File, ...]:
    states = (*FileState, *(FileState.KEPT,) * 6)
    url, error = "https://example.com/there", Reason.TOO_LARGE.value
    return tuple(
        make.file(at, 12, name=name, size=at * 10**6, state=state, url=url, error=error)
        for at, state in enumerate(states)
    )


def page(*notes: Note) -> show.Listed:
    doors = {name: "x" for name in ("mine", "everyone", "all", "open", "closed", "deleted", "next_page", "first_page")}
    low = date(2026, 11, 1)
    several = tuple(replace(each, id=NoteId(at)) for at, each in enumerate(notes, start=1))
    which = NoteList(days=(low, low + timedelta(days=7)), words="price", mine=True)
    held = {each.id: files(each.title) for each in several}
    page = Page(several, len(several))
    return show.Listed(which=which, page=page, names={12: "Ann Martin"}, doors=doors, files=held, here="all")


@few
@given(hostile, readers, kinds)
def test_whatever_was_typed_a_note_keeps_its_shape_and_calls_nobody(text: str, reader: Reader, kind: NoteKind) -> None:
    full = show.Shown(note=note(text, kind), contact=text[:NAME_LENGTH], files=files(text[:60]))
    view = show.read_view(full, reader, metadata="note:7:")
    shown.checked_view(view)
    listed = show.as_view(page(*[note(text, kind)] * 10), reader, metadata="notes:")
    shown.checked_view(listed)
    listing = show.one_list(page(*[note(text, kind)] * 10), reader)
    told = [listing, show.due(full, reader), show.added(full.note, text, reader)]
    told += [show.told_closed(full.note, reader), show.told_deleted(full.note, reader, batch=BatchId(1))]
    for message in told:
        shown.checked_message(message)
    assert shown.called([view, listed, *(each.blocks for each in told)]) <= KNOWN


@few
@given(hostile, readers, kinds)
def test_the_form_keeps_its_shape(text: str, reader: Reader, kind: NoteKind) -> None:
    typed = {
        "title": text, "body": to_json(written(text[:LETTERS] or "x")), "url": text, "contact": "12",
        "when": text, "on": text,
        "kept": "1\n2", "audience": "members", "members": make.JOHN, "assignees": make.CLAIRE,
    }  # fmt: skip
    source = Source(permalink="", name=text, said_at=make.NOW)
    held, guesses = [("1", text), ("2", "")], [(12, text or "x"), (13, "Ann")]
    form = show.FormShown(
        typed=typed, draft=3, kind=kind, contact=text, held=held, lost=2, is_cut=True, guesses=guesses, source=source
    )
    shown.checked_view(show.form_view(form, reader))


@pytest.mark.parametrize("reader", READERS)
def test_the_longest_line_is_read_edited_listed_and_told(reader: Reader) -> None:
    long = make.note(7, 12, "🎉" * NOTE_LENGTH)
    full = show.Shown(note=long, contact="Ann")
    shown.checked_view(show.read_view(full, reader, metadata=""))
    shown.checked_view(show.form_view(show.FormShown(typed=typed_of(long.wanted), draft=3, kind=long.kind), reader))
    shown.checked_message(show.due(full, reader))
    shown.checked_message(show.one_list(page(*[long] * 10), reader))


def test_only_a_title_that_somebody_gave_stands_out_in_a_list() -> None:
    titled, untitled = make.note(7, 12, "prefers mail", title="Visit"), make.note(8, 12, "prefers\nmail " + "x" * 200)
    blocks = show.rows([titled, untitled], ENGLISH)
    bold = [
        element["text"]
        for block in blocks[::2]
        for element in block["elements"][0]["elements"]
        if element.get("style", {}).get("bold")
    ]
    assert bold == ["Visit"]
    assert "prefers mail xxx" in shown.checked_message(show.one_list(page(untitled), ENGLISH))
    assert "x" * 200 in shown.checked_message(show.one_list(page(untitled), ENGLISH))


@pytest.mark.parametrize(
    ("which", "notes", "words"),
    [
        (NoteList(), 0, ("No notes or files.", "Aucune note ni aucun fichier.")),
        (NoteList(kind=NoteKind.NOTE), 0, ("No notes.", "Aucune note.")),
        (NoteList(kind=NoteKind.FILE), 0, ("No files.", "Aucun fichier.")),
        (NoteList(deleted=True), 0, ("No deleted notes or files.", "Aucune note ni aucun fichier supprimés.")),
        (NoteList(), 1, ("1 note.", "1 note.")),
        (NoteList(), 2, ("2 notes.", "2 notes.")),
        (NoteList(deleted=True), 2, ("2 deleted notes and files.", "2 notes et fichiers supprimés.")),
    ],
)
def test_how_many_there_are_is_said_in_words(which: NoteList, notes: int, words: tuple[str, str]) -> None:
    several = tuple(make.note(at, 12) for at in range(1, notes + 1))
    listed = replace(page(), which=which, page=Page(several, notes))
    for reader, sentence in zip((ENGLISH, FRENCH), words, strict=True):
        assert shown.checked_message(show.one_list(listed, reader)).startswith(sentence)
    if notes > 1 and not which.deleted:
        mixed = (*several[1:], replace(several[0], kind=NoteKind.FILE))
        told = show.one_list(replace(listed, page=Page(mixed, notes)), ENGLISH)
        assert shown.checked_message(told).startswith("2 notes and files.")
    if notes:
        many = replace(page(), which=which, page=Page(several, 1000, capped=True))
        assert "More than 1000 " in shown.checked_message(show.one_list(many, ENGLISH))


def test_who_sees_it_is_said_where_it_is_not_everyone() -> None:
    seen = {
        Audience.EVERYONE: "Visible to: Everyone in the workspace",
        Audience.MEMBERS: f"Visible to: 👥 Some people: @{make.JOHN}",
        Audience.PRIVATE: "Visible to: 🔒 Only its author",
    }
    for audience, words in seen.items():
        members = (make.JOHN,) if audience is Audience.MEMBERS else ()
        shared = make.note(7, 12, seen_by=audience, members=members)
        assert words in shown.checked_view(
            show.read_view(show.Shown(note=shared, contact="Ann"), ENGLISH, metadata="")
        ).replace("\u2068", "").replace("\u2069", "")


def test_a_file_that_was_not_kept_says_why() -> None:
    failed = make.file(1, 12, name="offre.exe", state=FileState.FAILED, error=Reason.EXCLUDED_KIND.value)
    full = show.Shown(note=make.note(7, 12, "", kind=NoteKind.FILE), contact="Ann", files=[failed])
    read = shown.checked_view(show.read_view(full, FRENCH, metadata=""))
    assert "offre.exe" in read
    assert "Me l’envoyer" not in read


@pytest.mark.parametrize(
    ("reader", "others", "contact"),
    [(ENGLISH, "and 3 others", "Open the contact"), (FRENCH, "et 3 autres", "Ouvrir le contact")],
)
def test_whom_it_is_for_is_told_who_else_sees_it(reader: Reader, others: str, contact: str) -> None:
    many = tuple(MemberId(f"U{n}") for n in range(6))
    shared = make.note(7, 12, "x", seen_by=Audience.MEMBERS, members=many, assignees=(make.JOHN,))
    told = shown.checked_message(show.due(show.Shown(note=shared, contact="Ann"), reader))
    assert f"👥 @{make.CLAIRE}, @{make.JOHN}, @U0, @U1, @U2 {others}" in told
    assert contact in told
    alone = make.note(7, 12, "x", seen_by=Audience.PRIVATE, assignees=(make.JOHN,))
    told = shown.checked_message(show.due(show.Shown(note=alone, contact="Ann"), reader))
    assert f"🔒 @{make.CLAIRE}, @{make.JOHN}" in told


def test_its_time_is_said_on_both_clocks_where_they_differ() -> None:
    there = make.due(make.NOW, zone="Asia/Kolkata")
    told = shown.checked_message(
        show.due(show.Shown(note=make.note(7, 12, "x", due=there, assignees=(make.JOHN,)), contact="Ann"), ENGLISH)
    )
    assert f"({ENGLISH.zone}) · " in told
    assert "(Asia/Kolkata)" in told
    here = make.due(make.NOW, zone=ENGLISH.zone)
    told = shown.checked_message(show.due(show.Shown(note=make.note(7, 12, "x", due=here), contact="Ann"), ENGLISH))
    assert f"({ENGLISH.zone})" not in told
