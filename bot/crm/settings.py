"""What an admin decides for the whole workspace."""

from dataclasses import replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.contacts import references
from bot.model.events import Change, EventKind, Happening
from bot.model.members import Workspace
from bot.model.policy import Can
from bot.model.references import Pattern


@needs(Can.SETTINGS)
async def example(work: Work) -> str:
    """The reference that the next contact would be given."""
    (reference,) = await references(work, [await work.contacts.next_numbers(0)])
    return reference


@needs(Can.SETTINGS)
async def change(work: Work, *, country: str, pattern: Pattern) -> Workspace:
    """`country` is ISO 3166: where phones without a + are dialled. References that exist stay as they are."""
    held = work.viewer.workspace
    changed = replace(held, country=country, pattern=pattern.text)
    if changed == held:
        return held
    await work.workspaces.save(changed)
    changes = tuple(
        Change(field, getattr(held, field), getattr(changed, field))
        for field in ("country", "pattern")
        if getattr(held, field) != getattr(changed, field)
    )
    await work.tell(Happening(kind=EventKind.SETTINGS_CHANGED, subject=int(held.tenant), changes=changes))
    return changed
