"""Ids: what a store orders by, and what two processes must never make twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.model.ids import PROCESS_NUMBERS, IdMaker
from tests import make

SECOND = timedelta(seconds=1)


def test_ids_grow_within_one_millisecond() -> None:
    maker = IdMaker(1, lambda: make.NOW)
    made = [maker.next() for _ in range(100)]
    assert made == sorted(set(made))


def test_ids_taken_together_are_like_those_taken_one_by_one() -> None:
    maker = IdMaker(1, lambda: make.NOW)
    made = [maker.next(), *maker.some(5000), maker.next(), *maker.some(0)]
    assert made == sorted(set(made))
    assert len(made) == 5002


def test_a_full_sequence_borrows_the_next_millisecond() -> None:
    maker = IdMaker(1, lambda: make.NOW)
    made = [maker.next() for _ in range(3 * 4096 + 5)]
    assert made == sorted(set(made))


@given(st.lists(st.integers(-100_000, 100_000), min_size=2, max_size=200))
def test_ids_grow_wherever_the_wall_clock_jumps(jumps: list[int]) -> None:
    moments = (make.NOW + timedelta(milliseconds=jump) for jump in jumps)
    maker = IdMaker(7, lambda: next(moments))
    made = [maker.next() for _ in jumps]
    assert made == sorted(set(made))


def test_a_clock_before_the_epoch_of_ids_still_gives_ids_that_grow() -> None:
    maker = IdMaker(1, lambda: make.NOW.replace(year=1999))
    made = [maker.next() for _ in range(10)]
    assert made == sorted(set(made))
    assert made[0] > 0


def test_threads_never_take_the_same_id() -> None:
    maker = IdMaker(1, lambda: make.NOW)
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda _: [maker.next() for _ in range(2000)], range(8)))
    assert all(each == sorted(each) for each in taken)
    assert len({key for each in taken for key in each}) == 8 * 2000


def test_processes_with_numbers_of_their_own_share_no_id() -> None:
    first, second = IdMaker(1, lambda: make.NOW), IdMaker(2, lambda: make.NOW)
    assert not {first.next() for _ in range(5000)} & {second.next() for _ in range(5000)}


def test_process_numbers_come_round_again_after_all_were_used() -> None:
    assert IdMaker(1, lambda: make.NOW).next() == IdMaker(1 + PROCESS_NUMBERS, lambda: make.NOW).next()


def test_later_ids_are_larger_whichever_process_makes_them() -> None:
    early, late = IdMaker(PROCESS_NUMBERS - 1, lambda: make.NOW), IdMaker(0, lambda: make.NOW + SECOND)
    assert early.next() < late.next()


def test_an_id_fits_into_63_bits_past_2092() -> None:
    maker = IdMaker(PROCESS_NUMBERS - 1, lambda: make.NOW.replace(year=2092))
    assert maker.next() < 1 << 63
