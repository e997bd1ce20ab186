"""What an admin decides for the whole workspace."""

from dataclasses import replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.contacts import references
from bot.model.changes import NO, YES
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
async def change(work: Work, *, country: str, pattern: Pattern, birthday_years: bool) -> Workspace:
    """`country` is ISO 3166: where phones without a + are dialled. References that exist stay as they are, and so do
    the years of birthdays, which are not shown without `birthday_years`."""
    held = work.viewer.workspace
    changed = replace(held, country=country, pattern=pattern.text, birthday_years=birthday_years)
    if changed == held:
        return held
    await work.workspaces.save(changed)
    changes = tuple(
        Change(field, _text(getattr(held, field)), _text(getattr(changed, field)))
        for field in ("country", "pattern", "birthday_years")
        if getattr(held, field) != getattr(changed, field)
    )
    await work.tell(Happening(kind=EventKind.SETTINGS_CHANGED, subject=int(held.tenant), changes=changes))
    return changed


def _text(value: object) -> str:
    return (YES if value else NO) if isinstance(value, bool) else str(value)
