"""Tokens as blocks: what a list says of them, their secret, and who acted where Slack knows nobody of that id."""

from datetime import timedelta

import pytest

from bot.templates import _blocks as b
from bot.templates import tokens as show
from bot.templates._words import Reader
from tests import make
from tests.templates._shown import ENGLISH, FRENCH, READERS, checked_view


def test_a_row_says_what_a_token_may_do_and_when_it_was_used() -> None:
    used = make.token(5, "Website", last_used_at=make.NOW + timedelta(hours=1))
    listed = checked_view(show.list_view([used, make.token(6, "*Cron*")], ENGLISH, total=2, page=0))
    assert "Website" in listed
    assert "read and write" in listed
    assert "last used Friday" in listed
    assert "never used" in listed
    assert "2 tokens" in listed
    assert "Il n’y a pas encore de jeton." in checked_view(show.list_view([], FRENCH, total=0, page=0))


@pytest.mark.parametrize("reader", READERS)
def test_the_secret_stands_alone_so_that_it_can_be_copied(reader: Reader) -> None:
    view = show.made_view(make.token(5), "carnet_live_x", reader)
    (code,) = [part for block in view["blocks"] for part in block["elements"] if part["type"].endswith("preformatted")]
    assert code["elements"] == [{"type": "text", "text": "carnet_live_x"}]
    assert "carnet_live_x" in checked_view(view)
    assert "carnet_live_x" not in view.get("private_metadata", "")


def test_a_token_is_no_person_to_slack() -> None:
    assert b.person("token:5") == {"type": "text", "text": "API"}
    assert b.mention("token:5") == "API"
    assert b.person("U0CLAIRE") == {"type": "user", "user_id": "U0CLAIRE"}
