"""A changed copy of a frozen record."""

from dataclasses import replace

import pytest

from bot.model.altered import altered
from tests import make


def test_it_is_what_replace_makes() -> None:
    values = make.contact_values(coordinates=(make.phone(),))
    assert altered(values, reference="C-7", tags=("VIP",)) == replace(values, reference="C-7", tags=("VIP",))


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError):
        altered(make.phone(), colour="red")
