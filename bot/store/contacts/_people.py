"""The people of a company, and whose birthday it is."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select

from bot.model.choices import Choice, ChoiceKind
from bot.model.contacts import Line, Role
from bot.model.ids import ChoiceId, ContactId
from bot.model.records import People
from bot.store._base import columns_of
from bot.store._contacts import ContactRow
from bot.store._session import StoreSession
from bot.store.choices import STAYS, ChoiceRow, ContactChoiceRow, choice_record
from bot.store.contacts._lines import lines

_UNRANKED = 1_000_000  # behind those that have a rank
_NO_ROLE = _UNRANKED + 1


async def people(
    session: StoreSession, company: ContactId, *, role: ChoiceId | None, limit: int, offset: int
) -> People:
    rank = select(func.min(func.coalesce(ContactChoiceRow.rank, _UNRANKED)))
    rank = rank.join(ChoiceRow, _ON).where(ContactChoiceRow.contact == ContactRow.id, _IS_ROLE)
    place = (rank if role is None else rank.where(ContactChoiceRow.choice == role)).scalar_subquery()
    wanted = select(ContactRow.id, func.count().over().label("total"))
    wanted = wanted.where(ContactRow.employer == company, *_FOUND)
    if role is not None:
        wanted = wanted.where(
            ContactRow.id.in_(select(ContactChoiceRow.contact).where(ContactChoiceRow.choice == role))
        )
    order = (ContactRow.main_person.desc(), func.coalesce(place, _NO_ROLE), ContactRow.sort_name, ContactRow.id)
    rows = (await session.execute(wanted.order_by(*order).limit(limit).offset(offset))).all()
    if not rows and offset:  # fewer than there were when the page was asked for
        return await people(session, company, role=role, limit=limit, offset=0)
    keys = [ContactId(row.id) for row in rows]
    roles, choices = await _roles(session, keys) if keys else ({}, ())
    people_lines = await lines(session, keys, sorted_as=False) if keys else ()
    shown = [_with_roles(line, roles.get(line.found.id, ())) for line in people_lines]
    return People(tuple(shown), rows[0].total if rows else 0, offset, role, tuple(choices))


def _with_roles(line: Line, roles: Sequence[Role]) -> Line:
    return replace(line, roles=tuple(roles))


async def _roles(
    session: StoreSession, contacts: Sequence[ContactId]
) -> tuple[dict[ContactId, list[Role]], Sequence[Choice]]:
    """What each is for, and what that is called."""
    columns = (ContactChoiceRow.contact, ContactChoiceRow.rank, *columns_of(ChoiceRow))
    wanted = select(*columns).join(ChoiceRow, _ON)
    wanted = wanted.where(ContactChoiceRow.contact.in_(contacts), _IS_ROLE)
    roles: dict[ContactId, list[Role]] = {}
    choices: dict[int, Choice] = {}
    for row in await session.execute(wanted.order_by(ChoiceRow.position, ChoiceRow.folded)):
        roles.setdefault(ContactId(row.contact), []).append(Role(ChoiceId(row.id), row.rank))
        choices.setdefault(row.id, choice_record(row))
    return roles, tuple(choices.values())


_ON = (ContactChoiceRow.choice == ChoiceRow.id) & (ContactChoiceRow.tenant == ChoiceRow.tenant)
_IS_ROLE = (ChoiceRow.kind == ChoiceKind.ROLE.value) & STAYS
_FOUND = (ContactRow.deleted_at.is_(None), ContactRow.archived_at.is_(None))


async def born_on(session: StoreSession, days: Sequence[str], *, after: ContactId, limit: int) -> Sequence[ContactId]:
    wanted = select(ContactRow.id).where(ContactRow.birthday_key.in_(days), ContactRow.id > after, *_FOUND)
    return [ContactId(key) for key in await session.scalars(wanted.order_by(ContactRow.id).limit(limit))]
