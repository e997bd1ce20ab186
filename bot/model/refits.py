"""What becomes of the values of a custom field that is changed: kept, written anew, renamed with its answer, lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.model.custom_fields import CustomField, CustomKind, answers_of, refitted
from bot.model.folding import tag_key


@dataclass(frozen=True, slots=True)
class Refit:
    """From what a field was to what it is."""

    kind: CustomKind
    answers: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)

    def text(self, old: str) -> str:
        """The value as it is kept from now on; '' where it is lost."""
        if not self.renamed:
            return refitted(old, self.kind, self.answers)
        return refitted("\n".join(self.renamed.get(each, each) for each in answers_of(old)), self.kind, self.answers)


def refit_between(old: CustomField, new: CustomField) -> Refit:
    return Refit(new.kind, new.answers, renamed_answers(old.answers, new.answers))


def renamed_answers(old: tuple[str, ...], new: tuple[str, ...]) -> dict[str, str]:
    """The answers that were written anew in their place, in a list that is as long as it was.

    One that stands elsewhere by now was moved, not renamed.
    """
    if len(old) != len(new):
        return {}
    were, are = set(map(tag_key, old)), set(map(tag_key, new))
    pairs = zip(old, new, strict=True)
    return {was: now for was, now in pairs if tag_key(was) not in are and tag_key(now) not in were}


@dataclass(frozen=True, slots=True)
class Fate:
    """Of how many values what becomes. `changed` and `lost` are the most frequent, each with how many have it.

    `uncertain` have a value that was not looked at: there are very many different ones. `unasked` keep one that their
    record shows no more, since the field is of others.
    """

    filled: int = 0
    kept: int = 0
    gone: int = 0
    changed: tuple[tuple[str, str, int], ...] = ()
    lost: tuple[tuple[str, int], ...] = ()
    uncertain: int = 0
    unasked: int = 0

    @property
    def stays(self) -> bool:
        """Whether every value is kept and shown as it is."""
        return not (self.gone or self.changed or self.uncertain or self.unasked)


def fate_of(texts: Iterable[tuple[str, int]], refit: Refit, *, filled: int) -> Fate:
    """`texts` are the different values with how many have each, the most frequent first."""
    kept = gone = 0
    changed: list[tuple[str, str, int]] = []
    lost: list[tuple[str, int]] = []
    for old, often in texts:
        new = refit.text(old)
        kept, gone = kept + (often if new else 0), gone + (0 if new else often)
        if not new:
            lost.append((old, often))
        elif new != old:
            changed.append((old, new, often))
    seen = kept + gone
    return Fate(max(filled, seen), kept, gone, tuple(changed), tuple(lost), max(filled - seen, 0))
