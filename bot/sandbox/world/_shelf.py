"""A table in memory whose every change goes to the journal."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from .journal import Journal
from .records import record_of

R = TypeVar("R")


class Shelf(Generic[R]):
    def __init__(self, kind: type[R], key: Callable[[R], str], journal: Journal) -> None:
        self.kind = kind
        self._key = key
        self._journal = journal
        self._records: dict[str, R] = {}

    def get(self, key: str) -> R | None:
        return self._records.get(key)

    def __getitem__(self, key: str) -> R:
        return self._records[key]

    def __contains__(self, key: object) -> bool:
        return key in self._records

    def __iter__(self) -> Iterator[R]:
        return iter(list(self._records.values()))

    def put(self, record: R) -> R:
        key = self._key(record)
        self._journal.write(self.kind.__name__, key, record)
        self._records[key] = record
        return record

    def drop(self, key: str) -> None:
        if self._records.pop(key, None) is not None:
            self._journal.write(self.kind.__name__, key, None)

    def restore(self, row: dict[str, object]) -> None:
        record: R = record_of(self.kind, row)
        self._records[self._key(record)] = record
