"""An activity in one line: its type in front of the name or behind it, in either language, and what was said."""

import pytest

from bot.model.choices import ChoiceKind
from bot.parse.activities import read_log
from tests import make

NAMES = ("appel", "rendez-vous", "e-mail", "visite", "phone call", "Salon de Lyon")
TYPES = [make.choice(id, ChoiceKind.ACTIVITY, name) for id, name in enumerate(NAMES, start=1)]


@pytest.mark.parametrize(
    ("line", "type", "name", "text"),
    [
        ("call Ann Martin: asked for a quote", "appel", "Ann Martin", "asked for a quote"),
        ("appel Ann Martin : demande un devis", "appel", "Ann Martin", "demande un devis"),
        ("Ann Martin call: hello", "appel", "Ann Martin", "hello"),
        ("phone call Ann: hello", "phone call", "Ann", "hello"),
        ("rdv avec Ann: bon", "rendez-vous", "Ann", "bon"),
        ("meeting with Ann: good", "rendez-vous", "Ann", "good"),
        ("Email Ann: sent", "e-mail", "Ann", "sent"),
        ("salon de lyon Dupont: vu", "Salon de Lyon", "Dupont", "vu"),
        ("call De Gaulle: hello", "appel", "De Gaulle", "hello"),
        ("call Ann hier à 15:30: devis à 16:00", "appel", "Ann hier à 15:30", "devis à 16:00"),
        ("Ann Martin: no type", None, "Ann Martin", "no type"),
        ("call Ann Martin", "appel", "Ann Martin", ""),
        ("call: hello", "appel", "", "hello"),
        (":", None, "", ""),
    ],
)
def test_a_line_is_a_type_a_name_and_a_text(line: str, type: str | None, name: str, text: str) -> None:
    read = read_log(line, TYPES)
    assert (None if read.type is None else read.type.name, read.name, read.text) == (type, name, text)


def test_a_list_without_types_has_none_to_find() -> None:
    assert read_log("call Ann: hello", []).type is None
