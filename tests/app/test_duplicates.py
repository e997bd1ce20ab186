"""`carnet duplicates`, as it is typed."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.doubles import as_csv, judged, listed
from tests.journeys._process import carnet
from tests.model.test_duplicates_found import HELD_OUT

US_500 = Path(__file__).parents[3] / "shared" / "data" / "us-500.csv"
EXPORT = """Nom;Prénom;Société;Tél. mobile;E-mail;Adresse;CP;Ville;Date de naissance;SIRET
Martin;Jean-Pierre;Acme SARL;06 28 23 04 55;jp.martin@acme.fr;12 av. de la Gare;75011;Paris;03/12/1980;
Durand;Paul;Acme;01 99 00 12 34;contact@acme.fr;;;;;
a;b;c;d;e;f;g;h;i;j;k;l
MARTIN;JP;ACME;+33 6 28 23 04 55;;12 avenue de la gare;75011;PARIS CEDEX 11;;
Petit;Luc;Acme;01 99 00 12 34;contact@acme.fr;;;;;
Martin;Jean;;;;;;;;
Martin;Jean;;;;;;;;
;;Boulangerie du Port;;;3 rue Basse;69001;Lyon;;732 829 320 00074
;;Boulangerie du Port SAS;;;9 quai Haut;13006;Marseille;;73282932000074
"""


async def found(folder: Path, content: str | bytes, *more: str) -> list[dict[str, Any]]:
    file = folder / "list.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    code, printed, complained = await carnet("duplicates", "list.csv", *more, cwd=folder)
    assert (code, complained) == (0, "")
    return [json.loads(line) for line in printed.splitlines()]


async def test_each_likely_pair_is_a_line_and_an_unreadable_row_ends_nothing(tmp_path: Path) -> None:
    pairs = await found(tmp_path, EXPORT)
    assert sorted(pair["rows"] for pair in pairs) == [[1, 4], [8, 9]]
    by_row = {pair["rows"][0]: pair for pair in pairs}
    assert by_row[1]["reasons"][0] == "same_phone"
    assert by_row[8]["reasons"][0] == "same_siret"
    scores = [pair["score"] for pair in pairs]
    assert scores == sorted(scores, reverse=True)
    assert all(0.8 <= score <= 1 for score in scores)


async def test_three_of_one_contact_come_as_three_pairs(tmp_path: Path) -> None:
    row = "Ann,Kovac,ann@kovac.example\n"
    pairs = await found(tmp_path, f"First name,Last name,Email\n{row * 3}Luc,Petit,luc@petit.example\n")
    assert sorted(pair["rows"] for pair in pairs) == [[1, 2], [1, 3], [2, 3]]


async def test_phones_without_a_plus_are_dialled_in_the_country_that_is_named(tmp_path: Path) -> None:
    text = "First name,Last name,Phone\nAnn,Kovac,020 7946 0018\nA.,Kovac,+44 20 7946 0018\n"
    assert len(await found(tmp_path, text, "--country", "gb")) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("missing.csv",), "No such file"), (("folder",), "directory"), (("page.csv",), "CSV"),
        (("list.csv", "--country", "Frankreich"), "FRANKREICH"),
    ],
)  # fmt: skip
async def test_what_cannot_be_begun_is_one_sentence(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "page.csv").write_text("<!doctype html><p>No list.")
    (tmp_path / "list.csv").write_text("Name\nAnn\n")
    code, printed, complained = await carnet("duplicates", *words, cwd=tmp_path)
    assert (code, printed) == (2, "")
    assert len(complained.strip().splitlines()) == 1
    assert said in complained


async def test_a_generated_list_comes_through_a_file_as_well(tmp_path: Path) -> None:
    lines = listed(HELD_OUT[0], 1500)
    pairs = await found(tmp_path, as_csv(lines))
    judgement = judged(lines, [(first - 1, second - 1) for first, second in (pair["rows"] for pair in pairs)])
    assert judgement.precision >= 0.98, judgement.wrong
    assert judgement.recall >= 0.95, judgement.missed


@pytest.mark.skipif(not US_500.exists(), reason="the list of 500 Americans is not here")
async def test_a_list_without_duplicates_has_none_and_with_itself_behind_has_all(tmp_path: Path) -> None:
    content = US_500.read_bytes()
    assert await found(tmp_path, content, "--country", "US") == []
    header, _, people = content.partition(b"\n")
    pairs = await found(tmp_path, b"\n".join((header, people.strip(), people)), "--country", "US")
    assert sorted(pair["rows"] for pair in pairs) == [[number, number + 500] for number in range(1, 501)]
