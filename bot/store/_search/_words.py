"""What a statement is put together with: the words of one engine, and the values that its parts have bound."""

# ruff: noqa: S608 - statements are put together here, of words of ours and names of parameters

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.store._base import UtcMoment
from bot.store._session import StoreSession

_MOMENT = UtcMoment()
_BIGGEST = 1 << 63


@dataclass(slots=True)
class Words:
    """The words of one engine, and the values that a statement's parts have bound."""

    session: StoreSession
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def postgres(self) -> bool:
        return self.session.is_postgres

    def bind(self, value: Any) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def texts(self, some: Sequence[str]) -> str:
        """A list as the right side of IN."""
        return f"({self.bind(some[0])})" if len(some) == 1 else self.rows(some)

    def rows(self, some: Sequence[str]) -> str:
        """A list as rows of one `word`."""
        if self.postgres:
            return f"(SELECT unnest(CAST({self.bind(list(some))} AS text[])) AS word)"
        return f"(SELECT value AS word FROM json_each({self.bind(json.dumps(list(some)))}))"

    def keys(self, some: Sequence[str]) -> str:
        """Ids as the right side of IN; what is none is left out."""
        known = ids_among(some)
        if len(known) == 1:
            return f"({self.bind(known[0])})"
        if self.postgres:
            return f"(SELECT unnest(CAST({self.bind(known)} AS bigint[])))"
        return f"(SELECT value FROM json_each({self.bind(json.dumps(known))}))"

    def has(self, text: str, part: str) -> str:
        return f"{'strpos' if self.postgres else 'instr'}({text}, {part}) > 0"

    def moment(self, value: Any) -> str:
        return self.bind(_MOMENT.process_bind_param(value, self.session.dialect))


def ids_among(some: Sequence[str]) -> list[int]:
    return [int(each) for each in some if each.isdecimal() and str(int(each)) == each and int(each) < _BIGGEST]
