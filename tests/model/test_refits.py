"""What becomes of values when their field changes."""

import pytest

from bot.model.custom_fields import CustomKind
from bot.model.refits import Fate, Refit, fate_of, refit_between, renamed_answers
from tests import make

OLD = ("BTP", "Health", "Industry")


@pytest.mark.parametrize(
    ("new", "renamed"),
    [
        (("Works", "Health", "Industry"), {"BTP": "Works"}),
        (("btp", "Santé", "Industry"), {"Health": "Santé"}),  # of the first the letters alone changed
        (("Health", "BTP", "Industry"), {}),  # moved
        (("Health", "Industry", "Works"), {}),  # one went, and another came at the end
        (("Works", "Health"), {}),
        (OLD, {}),
    ],
)
def test_an_answer_written_anew_in_its_place_is_renamed(new: tuple[str, ...], renamed: dict[str, str]) -> None:
    assert renamed_answers(OLD, new) == renamed


def test_a_value_follows_its_answer() -> None:
    several = make.custom_field(1, kind=CustomKind.CHOICES, answers=OLD)
    refit = refit_between(several, make.custom_field(1, kind=CustomKind.CHOICES, answers=("Works", *OLD[1:])))
    assert [refit.text(old) for old in ("BTP\nHealth", "Industry", "gone")] == ["Works\nHealth", "Industry", ""]


def test_the_fate_of_values_is_counted_by_how_many_have_them() -> None:
    texts = [("12", 5), ("12.50", 2), ("soon", 3), ("never", 1)]
    fate = fate_of(texts, Refit(CustomKind.NUMBER), filled=20)
    assert fate == Fate(20, 5, 6, (), (("12.50", 2), ("soon", 3), ("never", 1)), uncertain=9)
    assert not fate.stays


def test_values_that_all_stay_have_no_fate_to_tell() -> None:
    refit = Refit(CustomKind.CHOICE, ("BTP",))
    assert fate_of([("BTP", 4)], refit, filled=4).stays
    assert fate_of([("btp", 4)], refit, filled=4).changed == (("btp", "BTP", 4),)
