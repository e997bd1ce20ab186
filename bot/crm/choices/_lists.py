"""What stands in a list: looked through, added, renamed, put into another order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.crm._followed import follow
from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.choices import MOST_CHOICES, Choice, ChoiceKind, choice_key, is_same, keys_of
from bot.model.errors import ChoiceNotFound, FieldsInvalid
from bot.model.events import Change, EventKind, Happening
from bot.model.folding import squeeze
from bot.model.ids import ChoiceId
from bot.model.ordering import swapped
from bot.model.policy import Can
from bot.parse.query import with_choice

PAGE = 10
OFFERED = 100  # Slack shows no more


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """`offset` is how many come before."""

    kind: ChoiceKind
    choices: tuple[Choice, ...]
    total: int
    offset: int = 0


@needs(Can.SETTINGS)
async def list_all(work: Work, kind: ChoiceKind, *, offset: int = 0) -> ChoicePage:
    """A page of a list in its order, with how many have each; behind the end the last page there is."""
    total = await work.choices.total(kind)
    begun = min(offset, max(total - 1, 0)) // PAGE * PAGE
    choices = await work.choices.counted(kind, limit=PAGE, offset=begun)
    return ChoicePage(kind, tuple(choices), total, begun)


@needs(Can.SETTINGS)
async def page_of(work: Work, choice: Choice) -> ChoicePage:
    """The page of its list on which it stands."""
    order = [each.id for each in await work.choices.list(choice.kind, limit=MOST_CHOICES)]
    return await list_all(work, choice.kind, offset=order.index(choice.id) if choice.id in order else 0)


@needs(Can.READ)
async def offered(work: Work, kind: ChoiceKind, words: str) -> Sequence[Choice]:
    """What may be chosen, found while typing by any part of its name, in any language."""
    said = squeeze(words)
    choices = await work.choices.list(kind, limit=MOST_CHOICES)
    return [each for each in choices if said in squeeze(" ".join(each.known_as))][:OFFERED]


@needs(Can.READ)
async def all_of(work: Work, kind: ChoiceKind) -> Sequence[Choice]:
    """A whole list in its order, uncounted."""
    return await work.choices.list(kind, limit=MOST_CHOICES)


@needs(Can.READ)
async def find(work: Work, choice: ChoiceId) -> Choice:
    """With how many have it. Raises ChoiceNotFound."""
    found = await work.choices.find(choice)
    if found is None:
        raise ChoiceNotFound(name="")
    return found


@needs(Can.READ)
async def names(work: Work, choices: Sequence[ChoiceId]) -> Mapping[ChoiceId, str]:
    """Of those that are in a list still."""
    found = await work.choices.names(choices)
    return {key: each.name for key, each in found.items() if not each.retired}


@needs(Can.SETTINGS)
async def add(work: Work, kind: ChoiceKind, name: str, *, inverse: str = "") -> Choice:
    """At the end of its list. Raises FieldsInvalid where there is one of that name, or no place left."""
    others = await work.choices.list(kind, limit=MOST_CHOICES)
    if len(others) == MOST_CHOICES:
        raise FieldsInvalid({"name": "choice_too_many"}, most=MOST_CHOICES)
    last = others[-1].position if others else 0
    choice = Choice(id=ChoiceId(work.next_id()), kind=kind, name=name, inverse=inverse, position=last + 1)
    await _refuse_taken(work, choice)
    await work.choices.add(choice)
    changes = (Change("kind", None, kind.value), *_described(None, choice))
    await work.tell(Happening(kind=EventKind.CHOICE_ADDED, subject=choice.id, changes=changes))
    return choice


@needs(Can.SETTINGS)
async def rename(work: Work, choice: ChoiceId, name: str, *, inverse: str = "") -> Choice:
    """Contacts and the trace hold its id: they have it under the new name at once, and saved searches follow.

    Raises ChoiceNotFound, FieldsInvalid.
    """
    held = await work.choices.find(choice, lock=True)
    if held is None:
        raise ChoiceNotFound(name=name)
    renamed = replace(held, name=_kept(held, "name", name), inverse=_kept(held, "inverse", inverse))
    changes = _described(held, renamed)
    if changes:
        await _refuse_taken(work, renamed)
        await work.choices.save(renamed)
        before = keys_of(held.kind, held.name)
        await follow(work, lambda line: with_choice(line, held.kind, before, name))
        await work.tell(Happening(kind=EventKind.CHOICE_CHANGED, subject=choice, changes=changes))
    return renamed


@needs(Can.SETTINGS)
async def move(work: Work, choice: ChoiceId, places: int) -> Choice:
    """So many places down its list, or up where it is less than none. Raises ChoiceNotFound."""
    held = await find(work, choice)
    listed = await work.choices.list(held.kind, limit=MOST_CHOICES)
    order = enumerate(swapped(listed, held.id, places), start=1)
    await work.choices.place({each.id: position for position, each in order if each.position != position})
    return held


def _kept(held: Choice, field: str, typed: str) -> str:
    """What Carnet itself has named and nobody has changed stays so, in whatever language it stood in the form."""
    stored: str = getattr(held, field)
    return stored if is_same(held.kind, stored, typed) else typed


async def _refuse_taken(work: Work, choice: Choice) -> None:
    other = await work.choices.by_key(choice.kind, choice_key(choice.name))
    if other is not None and other.id != choice.id:
        raise FieldsInvalid({"name": "choice_taken"})


def _described(old: Choice | None, new: Choice) -> tuple[Change, ...]:
    said = [(field, "" if old is None else getattr(old, field), getattr(new, field)) for field in ("name", "inverse")]
    return tuple(Change(field, was or None, now or None) for field, was, now in said if was != now)
