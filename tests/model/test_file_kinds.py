"""Of what kind a file is: as its name, the address that leads to it, and its media type say."""

import pytest

from bot.model.files import EXCLUDED_KINDS, Reason, ending_at, refusal


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://acme.example", ""),
        ("https://acme.com/", ""),
        ("https://acme.example/offer.pdf", "pdf"),
        ("https://acme.example/files/Setup.EXE?v=2.0#top", "exe"),
        ("https://acme.example/setup%2Eexe", "exe"),
        ("https://acme.example/setup.exe;v=1", "exe"),
        ("https://acme.example/setup.exe/", "exe"),
        ("https://acme.example/exe", ""),
        ("https://acme.example/v1.0/report", ""),
        ("https://[acme/run.exe", ""),
        ("", ""),
    ],
)
def test_the_path_of_an_address_says_what_it_leads_to(address: str, kind: str) -> None:
    assert ending_at(address) == kind


@pytest.mark.parametrize(
    ("name", "media", "excluded", "is_refused"),
    [
        ("setup", "application/x-msdownload", EXCLUDED_KINDS, True),
        ("photo.jpg", "application/vnd.microsoft.portable-executable", EXCLUDED_KINDS, True),
        ("notes.txt", "text/javascript; charset=utf-8", EXCLUDED_KINDS, True),
        ("photo.jpg", "image/jpeg", EXCLUDED_KINDS, False),
        ("photo.jpg", "image/jpeg", ("jpeg",), False),
        ("photo", "image/jpeg", ("jpeg",), True),
        ("plan", "application/zip", ("zip",), True),
        ("plan.zip", "application/zip", EXCLUDED_KINDS, False),
        ("letter", "text/plain", ("bat",), False),
        ("data.bin", "application/octet-stream", EXCLUDED_KINDS, False),
        ("offer.pdf", "", EXCLUDED_KINDS, False),
    ],
)
def test_a_name_that_hides_what_a_file_is_does_not_let_it_in(
    name: str, media: str, excluded: tuple[str, ...], is_refused: bool
) -> None:
    assert refusal(name, 3, excluded=excluded, kind=media) == (Reason.EXCLUDED_KIND if is_refused else None)
