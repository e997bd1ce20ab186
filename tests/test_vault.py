"""Keys are checked with a sentence that says which one is wrong, and never shows it."""

import pytest

from bot.vault import KeysMalformed, NotOurs, Vault, new_key

GOOD = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


def test_what_is_sealed_is_opened_again() -> None:
    vault = Vault(new_key())
    assert vault.open(vault.seal(b"xoxb-secret")) == b"xoxb-secret"


def test_the_newest_key_seals_and_every_key_opens() -> None:
    old, new = new_key(), new_key()
    sealed = Vault(old).seal(b"a")
    assert Vault(f"{new}, {old}").open(sealed) == b"a"
    fresh = Vault(f"{new},{old}").seal(b"b")
    assert Vault(new).open(fresh) == b"b"
    with pytest.raises(NotOurs):
        Vault(old).open(fresh)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("", "no key"),
        (" , ", "no key"),
        ("hunter2", "key 1 "),
        (f"{GOOD},hunter2", "key 2 "),
        ("é" * 44, "key 1 "),
        ("A" * 43, "key 1 "),
        (GOOD[:-4] + "!!!=", "key 1 "),
    ],
)
def test_a_key_that_is_none_is_refused_by_its_place_and_not_shown(keys: str, said: str) -> None:
    with pytest.raises(KeysMalformed) as caught:
        Vault(keys)
    assert said in str(caught.value)
    assert "hunter2" not in str(caught.value)
