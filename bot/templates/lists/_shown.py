"""What a list of contacts shows, as its handler knows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.model.bulk import Act
from bot.model.contacts import Line
from bot.model.query import Sort

NOUN = "lists"
PAGE = "lists.page"  # followed by a dot and the number of the page
ON_A_PAGE = 10


class Guess(StrEnum):
    """How many of what is listed are only spelt almost as they were asked for."""

    NONE = "none"
    SOME = "some"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListShown:
    """A page of a list, counted from 0, as it is shown.

    `text` is the line that found it, `said` the same for people; of those of companies, what it asks of them. Of the
    `total` its pages lead to the first `reach`. `names` are of the people among the lines, by id. `acts` are what
    whoever looks may do to many at once. `selected` are the ids chosen so far, of whatever page; `takes_all` says that
    every result is, `exact` how many those are. An `edition` shows what it holds, whatever stood in the field before;
    `drawn` is the same of the ticks.
    """

    draft: int
    text: str
    lines: Sequence[Line]
    total: int
    columns: Sequence[str]
    said: str = ""
    reach: int | None = None
    guess: Guess = Guess.NONE
    sort: str = Sort.RELEVANCE.value
    page: int = 0
    names: Mapping[str, str] = field(default_factory=dict)
    acts: Sequence[Act] = ()
    can_save: bool = True
    selecting: bool = False
    selected: frozenset[str] = frozenset()
    takes_all: bool = False
    exact: int = 0
    of_people: bool = False  # of companies: it says so itself
    edition: int = 0
    drawn: int = 0

    @property
    def pages(self) -> int:
        return -(-(self.total if self.reach is None else self.reach) // ON_A_PAGE)

    @property
    def chosen(self) -> int:
        return self.exact if self.takes_all else len(self.selected)
