"""Whom a warning reaches, in which order it is said, and what asks before going on."""

import pytest

from bot.model.contacts import Hold, Reach
from bot.model.warnings import LEVELS, Warning, WarningKind, in_order, needs_confirming, reaches, warnings_from
from tests import make

ACME = make.found(1, "Acme")
EVERYTHING = make.company_values(flag="asks for Claire", hold=Hold("owes us", Reach.CHILDREN), blocked=True)


@pytest.mark.parametrize(
    ("reach", "reached"),
    [
        (Reach.SELF, [0]),
        (Reach.PARENTS, [-1, 0]),
        (Reach.CHILDREN, [0, 1]),
        (Reach.NEAREST, [-1, 0, 1]),
        (Reach.DESCENDANTS, [0, 1, 2]),
        (Reach.FAMILY, [-2, -1, 0, 1, 2]),
    ],
)
def test_a_hold_is_for_whom_it_reaches(reach: Reach, reached: list[int]) -> None:
    assert [below for below in (-2, -1, 0, 1, 2) if reaches(reach, below=below)] == reached


def test_no_hold_reaches_further_than_the_levels_that_are_walked() -> None:
    assert reaches(Reach.FAMILY, below=-LEVELS)
    assert not any(reaches(reach, below=LEVELS + 1) for reach in Reach)


def test_a_flag_is_told_of_all_below_a_block_of_itself_alone() -> None:
    def kinds(below: int) -> list[WarningKind]:
        return [each.kind for each in warnings_from(ACME, EVERYTHING, below=below)]

    assert kinds(0) == [WarningKind.HOLD, WarningKind.FLAG, WarningKind.BLOCK]
    assert kinds(1) == [WarningKind.HOLD, WarningKind.FLAG]
    assert kinds(2) == [WarningKind.FLAG]
    assert kinds(-1) == []
    assert warnings_from(ACME, make.company_values(), below=0) == ()


def test_holds_come_first_and_a_contacts_own_before_those_of_others() -> None:
    flag = Warning(WarningKind.FLAG, ACME, "careful", own=True)
    block = Warning(WarningKind.BLOCK, ACME, "", own=True)
    own, others = (
        Warning(WarningKind.HOLD, make.found(2, "Zoe" if mine else "Abc"), "x", own=mine) for mine in (True, False)
    )
    assert in_order([block, flag, others, own]) == (own, others, flag, block)
    assert needs_confirming([flag, own])
    assert not needs_confirming([flag, block])
