"""What an admin decides for the whole workspace."""

from dataclasses import fields, replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.contacts import references
from bot.model.changes import NO, YES
from bot.model.events import Change, EventKind, Happening
from bot.model.members import Workspace
from bot.model.policy import Can
from bot.model.settings import Settings


@needs(Can.SETTINGS)
async def example(work: Work) -> str:
    """The reference that the next contact would be given."""
    (reference,) = await references(work, [await work.contacts.next_numbers(0)])
    return reference


@needs(Can.SETTINGS)
async def change(work: Work, chosen: Settings) -> Workspace:
    """References that exist stay as they are, and so do files that are kept and the years of birthdays, which are
    only not shown."""
    held = work.viewer.workspace
    changed = replace(
        held,
        country=chosen.country,
        pattern=chosen.pattern.text,
        birthday_years=chosen.birthday_years,
        excluded_kinds=chosen.excluded_kinds,
        outsiders=chosen.outsiders,
    )
    if changed == held:
        return held
    await work.workspaces.save(changed)
    changes = tuple(
        Change(field.name, _text(getattr(held, field.name)), _text(getattr(changed, field.name)))
        for field in fields(Settings)
        if getattr(held, field.name) != getattr(changed, field.name)
    )
    await work.tell(Happening(kind=EventKind.SETTINGS_CHANGED, subject=int(held.tenant), changes=changes))
    return changed


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(value)
    return (YES if value else NO) if isinstance(value, bool) else str(value)
