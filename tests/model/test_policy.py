"""Who may do what: the whole matrix of roles, standings and permissions."""

from itertools import product

import pytest

from bot.model.errors import GuestRefused, Refused, RoleRefused
from bot.model.members import Role, Standing, country_of, language_of
from bot.model.policy import Can, allows, require
from tests import make

ALLOWED = {
    Can.READ: {Role.ADMIN, Role.MANAGER, Role.MEMBER, Role.READER},
    Can.WRITE: {Role.ADMIN, Role.MANAGER, Role.MEMBER},
    Can.IMPORT: {Role.ADMIN, Role.MANAGER, Role.MEMBER},
    Can.FOLLOW: {Role.ADMIN, Role.MANAGER, Role.MEMBER},
    Can.DELETE: {Role.ADMIN, Role.MANAGER, Role.MEMBER},
    Can.BULK: {Role.ADMIN, Role.MANAGER, Role.MEMBER},
    Can.MANAGE_TAGS: {Role.ADMIN, Role.MANAGER},
    Can.MANAGE_SEARCHES: {Role.ADMIN, Role.MANAGER},
    Can.MANAGE_ACTIVITIES: {Role.ADMIN, Role.MANAGER},
    Can.SETTINGS: {Role.ADMIN},
    Can.MANAGERS_FIELDS: {Role.ADMIN, Role.MANAGER},
}


@pytest.mark.parametrize(("role", "can"), list(product(Role, Can)))
def test_a_full_member_may_do_what_the_role_allows(role: Role, can: Can) -> None:
    member = make.member(role=role)
    assert allows(member, can) is (role in ALLOWED[can])
    if role in ALLOWED[can]:
        require(member, can)
        return
    with pytest.raises(RoleRefused) as refused:
        require(member, can)
    assert refused.value.values == {"can": can.value}


@pytest.mark.parametrize(("role", "standing", "can"), list(product(Role, sorted(set(Standing) - {Standing.FULL}), Can)))
def test_whoever_is_no_full_member_may_do_nothing_whatever_the_role(role: Role, standing: Standing, can: Can) -> None:
    member = make.member(role=role, standing=standing)
    assert not allows(member, can)
    with pytest.raises(GuestRefused):
        require(member, can)


def test_every_permission_is_in_the_matrix_above() -> None:
    assert set(ALLOWED) == set(Can)
    assert issubclass(GuestRefused, Refused)


@pytest.mark.parametrize(("locale", "language"), [("fr-FR", "fr"), ("fr_CA", "fr"), ("en-GB", "en"), ("de-DE", "en")])
def test_two_languages_are_spoken_and_the_rest_read_english(locale: str, language: str) -> None:
    assert language_of(locale) == language


@pytest.mark.parametrize(
    ("zone", "locale", "country"),
    [
        ("Europe/Paris", "en-US", "FR"),
        ("Asia/Kolkata", "en-US", "IN"),
        ("Mars/Base", "fr-CA", "CA"),
        ("Mars/Base", "fr_BE", "BE"),
        ("Mars/Base", "en", "US"),
        ("Mars/Base", "", "US"),
    ],
)
def test_a_country_is_guessed_from_the_zone_and_then_the_language(zone: str, locale: str, country: str) -> None:
    assert country_of(zone, locale) == country
