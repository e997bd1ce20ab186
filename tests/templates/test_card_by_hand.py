"""The card that `make bench` makes by hand is ours: else the bench would compare two things."""

import json

from tests.bench.words import cards


def test_the_card_of_the_bench_is_ours() -> None:
    ours, by_hand = cards()
    assert json.loads(ours()) == json.loads(by_hand())
