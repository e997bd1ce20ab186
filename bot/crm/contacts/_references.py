"""References of new contacts, made from the workspace's pattern so that no two are the same."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.crm._work import Work
from bot.model.ids import ContactId
from bot.model.references import Pattern, reference_key

_ATTEMPTS = 20  # of one number: somebody has written these by hand


async def references(work: Work, numbers: Sequence[int], *, given: Sequence[str] = ()) -> list[str]:
    """One for each number, none of them another contact's or one of `given`."""
    workspace = work.viewer.workspace
    day = work.now.astimezone(ZoneInfo(workspace.zone)).date()
    made = [Pattern(workspace.pattern).reference(number, day) for number in numbers]
    taken = set(await work.contacts.references([reference_key(each) for each in made]))
    taken |= {reference_key(each) for each in given}
    chosen: list[str] = []
    for reference in made:
        free = reference if reference_key(reference) not in taken else await _another(work, reference, taken)
        taken.add(reference_key(free))
        chosen.append(free)
    return chosen


async def _another(work: Work, reference: str, taken: set[str]) -> str:
    """'C-00012-2': the next that is free."""
    attempt = 2
    while True:
        candidates = [f"{reference}-{place}" for place in range(attempt, attempt + _ATTEMPTS)]
        held = await work.contacts.references([reference_key(each) for each in candidates])
        for candidate in candidates:
            if reference_key(candidate) not in held and reference_key(candidate) not in taken:
                return candidate
        attempt += _ATTEMPTS


async def holder(work: Work, reference: str) -> ContactId | None:
    """Whose reference it is, whatever its case."""
    held: Mapping[str, ContactId] = await work.contacts.references([reference_key(reference)])
    return held.get(reference_key(reference))
