"""Reading what a page or a script sent: a shape that nobody asked for is its sender's mistake, all else is ours."""

from collections.abc import Iterator
from contextlib import contextmanager


class Misread(Exception):
    """Answered with 400 and `invalid_arguments`."""


@contextmanager
def reading() -> Iterator[None]:
    """Stands around the reading alone: what breaks outside of it is an error of the sandbox, and logged as one."""
    try:
        yield
    except (ValueError, KeyError, TypeError) as problem:
        raise Misread(f"{type(problem).__name__}: {problem}") from problem
