"""Names under which files can be saved anywhere, the kinds that a workspace refuses, what a draft keeps of files."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.files import (
    EXCLUDED_KINDS,
    FILE_SIZE,
    NAME_BYTES,
    Given,
    Reason,
    are_kinds,
    ending,
    from_text,
    kinds_of,
    refusal,
    safe_name,
    to_text,
)
from bot.model.ids import ChannelId


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Offre été 2026.pdf", "Offre été 2026.pdf"),
        ("../../etc/passwd", "_._etc_passwd"),
        (r"C:\Users\ann\run.exe", "C__Users_ann_run.exe"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("bell\x07\x00 and\tline\r\nend.txt", "bell and line end.txt"),
        ("<!channel> *urgent*.pdf", "_!channel_ _urgent_.pdf"),
        ("  . hidden .  ", "hidden"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("…", "…"),
        ("\u200b\u2066\U000e0041", ""),
    ],
)
def test_a_name_is_safe_wherever_it_is_saved_or_said(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("sign", ["x", "é", "🎉"])
def test_a_long_name_is_cut_before_its_ending(sign: str) -> None:
    cut = safe_name(sign * 255 + ".docx")
    assert len(cut.encode()) <= NAME_BYTES
    assert cut == sign * (len(cut) - 5) + ".docx"


@settings(max_examples=300, deadline=None)
@given(st.text() | st.text("./\\ \u202e\x00a<>:e|x\ud800", max_size=300))
def test_whatever_a_file_is_called_its_name_is_safe(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert len(safe.encode()) <= NAME_BYTES
    assert not set(safe) & set('/\\:*?"<>|')
    assert not [sign for sign in safe if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not set(safe) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert safe == safe.strip(". ")


@pytest.mark.parametrize(
    "name",
    [
        "run.exe",
        "RUN.EXE",
        "photo.jpg.exe",
        "run.exe. . ",
        "run.e\u200bxe",
        "gpj.\u202eexe",
        "a" * 300 + ".exe",
        "a.exe/",
    ],
)
def test_no_disguise_hides_an_excluded_kind(name: str) -> None:
    is_still_one = safe_name(name).endswith((".exe", ".EXE"))
    assert (refusal(name, 5, excluded=EXCLUDED_KINDS) is Reason.EXCLUDED_KIND) is is_still_one
    assert is_still_one or name == "a.exe/"


@pytest.mark.parametrize(
    ("name", "size", "reason"),
    [
        ("offer.pdf", 1, None),
        ("offer.pdf", FILE_SIZE, None),
        ("offer.pdf", FILE_SIZE + 1, Reason.TOO_LARGE),
        ("offer.pdf", 0, Reason.EMPTY),
        ("offer.pdf", None, None),
        ("", None, None),
        ("exe", 3, None),
        ("run.exe", FILE_SIZE + 1, Reason.EXCLUDED_KIND),
    ],
)
def test_a_file_is_refused_as_far_as_can_be_told(name: str, size: int | None, reason: Reason | None) -> None:
    assert refusal(name, size, excluded=EXCLUDED_KINDS) is reason


def test_what_is_excluded_at_first_can_be_typed_as_it_is_shown() -> None:
    assert kinds_of(" ".join(EXCLUDED_KINDS)) == EXCLUDED_KINDS
    assert are_kinds(EXCLUDED_KINDS)
    assert [ending(f"a.{kind.upper()}") for kind in EXCLUDED_KINDS] == list(EXCLUDED_KINDS)
    assert not are_kinds(("exe", "a" * 33))


def test_a_draft_keeps_files_as_they_were_given() -> None:
    files = (Given(origin="F1", name="été.pdf", size=3), Given(origin="F2", channel=ChannelId("C1")))
    assert from_text(to_text(files)) == files
    assert (to_text(()), from_text("")) == ("", ())
