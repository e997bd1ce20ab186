"""Short words stay whole in both languages: Slack gives a title 24 characters and a button 75."""

import pytest

from bot.templates import _blocks as b
from bot.templates._words import Reader, blocks_of, plain
from tests.templates._shown import READERS

NOUNS = ("contacts", "records", "coordinates", "tags", "tagging", "settings", "notes", "imports", "form")
IN_TITLES = ("_title", "_title_edit", "_submit", "save", "cancel", "close", "ok", "back", "search", "title")
FIRST = ("add_", "edit_")  # of coordinates: titles of their forms


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("noun", NOUNS)
def test_a_title_is_not_cut(noun: str, reader: Reader) -> None:
    titles = [
        name
        for name in blocks_of(noun)
        if name.endswith(IN_TITLES) or (noun == "coordinates" and name.startswith(FIRST))
    ]
    long = {name: said for name in titles if len(said := plain(reader, noun, name)) > b.TITLE}
    assert not long


@pytest.mark.parametrize("reader", READERS)
def test_an_option_is_not_cut(reader: Reader) -> None:
    choices = (
        "kind_",
        "civility_",
        "keep_",
        "more_tagging",
        "more_archive",
        "more_restore",
        "more_delete",
        "act_",
        "uses_",
    )
    wanted = [
        (noun, name) for noun in ("contacts", "coordinates") for name in blocks_of(noun) if name.startswith(choices)
    ]
    assert not [name for noun, name in wanted if len(plain(reader, noun, name)) > b.OPTION]
