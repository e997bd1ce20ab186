"""What follows from a value that never changes: worked out when it is first asked for, then kept."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class kept(Generic[T]):  # noqa: N801  # a decorator
    """`functools.cached_property` without the lock that it takes before Python 3.12, which costs more than most of what
    is kept here. Two threads may both work it out, to the same."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, of: Any, owner: type | None = None) -> T:
        value = of.__dict__[self._name] = self._make(of)
        return value
