"""A line as it is kept under a name."""

import pytest

from bot.model.choices import ChoiceKind, choice_key
from bot.model.custom_fields import CustomKind
from bot.parse.query import asks_about, lasting, renamed, searches_in, with_choice, with_field
from tests import make

CUSTOM = (
    make.custom_field(1, "Fin 1/2/2026", kind=CustomKind.DATE),
    make.custom_field(2, "CA", kind=CustomKind.NUMBER),
    make.custom_field(3, "Code"),
)


def test_a_line_is_kept_with_days_that_every_reader_reads() -> None:
    line = 'x créé : >01/02/2026 -created:1.2.26..3/4/2026 01/02/2026 created:7j created:"31/12/2026"'
    french = 'x créé : >2026-02-01 -created:2026-02-01..2026-04-03 01/02/2026 created:7j created:"2026-12-31"'
    assert lasting(line, "fr") == french
    assert lasting("created:01/02/2026", "en-US") == "created:2026-01-02"
    assert lasting("created:7j marie", "fr") == "created:7j marie"


def test_birthdays_and_the_values_of_custom_fields_are_kept_so_too() -> None:
    assert lasting("birthday:3/12 birthday:mars -born:03-12", "en-US") == 'birthday:"03-12" birthday:mars -born:03-12'
    assert lasting("anniversaire:3/12,1.2.1980", "fr") == 'anniversaire:"12-03","02-01"'
    line = '"Fin 1/2/2026":>1/2/2026 CA:">1,234","<=2 000,5" CA:10..20 code:1/2/2026'
    french = '"Fin 1/2/2026":">2026-02-01" CA:">1.234","<=2000.5" CA:10..20 code:1/2/2026'
    assert lasting(line, "fr", custom=CUSTOM) == french
    assert lasting('CA:">1,234"', "en", custom=CUSTOM) == 'CA:">1234"'


def test_a_field_that_only_others_see_hides_nothing_behind_it() -> None:
    line = 'salaire:"a b",c champ.prime:>10 "Suivi":x search:mine created:1/2/2026'
    assert searches_in(line) == {"mine"}
    assert renamed(line, "mine", "ours") == line.replace("mine", '"ours"')
    assert lasting(line, "fr") == line.replace("1/2/2026", "2026-02-01")


def test_what_a_line_names_is_called_anew() -> None:
    line = 'x -search:"My Clients", other recherche:MY-CLIENTS search:"my  clients" tag:a'
    assert searches_in(line) == {"my clients", "other", "my-clients"}
    again = renamed(line, "my clients", 'the "best", ones')
    quoted = '"the ""best"", ones"'
    assert again == f'x -search:{quoted},"other" recherche:MY-CLIENTS search:{quoted} tag:a'


@pytest.mark.parametrize(
    ("line", "again"),
    [
        ("group:presse tag:presse presse", 'group:"Médias" tag:presse presse'),
        ("-groupe:salons,PRÉSSE", '-groupe:"salons","Médias"'),
        ("state:presse", "state:presse"),
        ('group:"presse', 'group:"presse'),
    ],
)
def test_a_choice_that_is_renamed_is_asked_for_by_its_new_name(line: str, again: str) -> None:
    assert with_choice(line, ChoiceKind.GROUP, [choice_key("Presse")], "Médias") == again


@pytest.mark.parametrize(
    ("line", "again"),
    [
        ("ann secteur:btp", 'ann "Domaine d\'activité":btp'),
        ('-champ.secteur:"btp",santé x', '-"Domaine d\'activité":"btp",santé x'),
        ('"SECTEUR": none', '"Domaine d\'activité":none'),
        ("sector:btp secteur", "sector:btp secteur"),
    ],
)
def test_a_field_that_is_renamed_is_asked_about_by_its_new_name(line: str, again: str) -> None:
    field = make.custom_field(1, "Secteur")
    assert with_field(line, field, name="Domaine d'activité", answers={}) == again
    assert asks_about(line, [field]) is (line != again)


@pytest.mark.parametrize(
    ("line", "again"),
    [
        ("ann secteur:btp", 'ann secteur:"Bâtiment"'),
        ('-Secteur:"B.T.P.", santé x', '-Secteur:"Bâtiment","santé" x'),
        ("secteur:none BTP", "secteur:none BTP"),
        ("secteur:santé", "secteur:santé"),
    ],
)
def test_an_answer_that_is_renamed_is_asked_for_by_its_new_name(line: str, again: str) -> None:
    field = make.custom_field(1, "Secteur", kind=CustomKind.CHOICE, answers=("BTP", "Santé", "Aucun"))
    assert with_field(line, field, name="", answers={"BTP": "Bâtiment", "Aucun": "Autre"}) == again
