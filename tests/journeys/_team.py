"""What an admin has set up for the whole team before a journey begins: lists and custom fields."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bot.crm import choices, contacts, custom_fields
from bot.crm._work import Work
from bot.model.choices import Choice, ChoiceKind
from bot.model.contacts import ContactKind, ContactValues
from bot.model.custom_fields import CustomField, CustomKind
from bot.parse.custom_fields import TypedCustomField
from tests.journeys._slack import Workspace


async def has_choice(slack: Workspace, kind: ChoiceKind, name: str, *, inverse: str = "") -> Choice:
    async with as_admin(slack) as work:
        return await choices.add(work, kind, name, inverse=inverse)


async def has_field(slack: Workspace, name: str, **chosen: Any) -> CustomField:
    """Text, of all contacts, unless something else is chosen."""
    async with as_admin(slack) as work:
        return await custom_fields.add(work, TypedCustomField(name=name, **{"kind": CustomKind.TEXT} | chosen))


async def employer_of(slack: Workspace, name: str, people: Sequence[str]) -> None:
    """A company of that name, and people of these last names in it."""
    async with as_admin(slack) as work:
        company = await contacts.create(work, ContactValues(kind=ContactKind.COMPANY, company=name))
        for each in people:
            await contacts.create(work, ContactValues(last_name=each, employer=company.contact.id))


@asynccontextmanager
async def as_admin(slack: Workspace) -> AsyncIterator[Work]:
    (workspace,) = await slack.house.door.workspaces()
    viewer = await slack.house.door.system_viewer(workspace.tenant)
    async with slack.house.works.writing(viewer, everything=True) as work:
        yield work
