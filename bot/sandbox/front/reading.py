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
    except KeyError as problem:
        raise Misread(f"missing: {problem.args[0]}") from problem
    except (ValueError, TypeError) as problem:
        raise Misread(str(problem)) from problem
