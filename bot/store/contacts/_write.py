"""Contacts written with all that is kept beside their own rows: nothing is written where there is nothing."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from bot.model.contacts import Contact
from bot.model.errors import FieldsInvalid
from bot.store import _search
from bot.store._contacts import (
    ContactAssigneeRow,
    ContactRow,
    CoordinateRow,
    assignee_columns,
    columns,
    coordinate_columns,
    is_found,
)
from bot.store._session import StoreSession
from bot.store.choices import choice_columns, put_choices
from bot.store.contacts._custom import custom_columns, put_custom
from bot.store.tags import tag_columns


async def add_many(session: StoreSession, contacts: Sequence[tuple[Contact, str | None]]) -> None:
    with _references():
        await session.add_many(ContactRow, [columns(contact, key) for contact, key in contacts])
    added = [contact for contact, _ in contacts]
    await session.add_many(CoordinateRow, coordinate_columns(session, added))
    await session.add_many(ContactAssigneeRow, [row for each in added for row in assignee_columns(each)])
    await tag_columns(session, [(each.id, each.values.tags) for each in added])
    await put_choices(session, [row for each in added for row in choice_columns(each.id, each.values)])
    await put_custom(session, [row for each in added for row in custom_columns(each.id, each.values)])
    await _search.index(session, searched(added))


async def save(session: StoreSession, contact: Contact, *, held: Contact | None) -> None:
    key = contact.id
    kept = {name: value for name, value in columns(contact, None).items() if name not in ContactRow.fixed}
    changed = update(ContactRow).where(ContactRow.id == key).values(kept).returning(ContactRow.id)
    with _references():
        if (await session.execute(changed)).scalar_one_or_none() is None:
            return
    now, before = contact.values, None if held is None else held.values
    if before is None or now.coordinates != before.coordinates:
        await session.execute(delete(CoordinateRow).where(CoordinateRow.contact == key))
        await session.add_many(CoordinateRow, coordinate_columns(session, [contact]))
    if before is None or now.assigned != before.assigned:
        await session.execute(delete(ContactAssigneeRow).where(ContactAssigneeRow.contact == key))
        await session.add_many(ContactAssigneeRow, assignee_columns(contact))
    if before is None or now.tags != before.tags:
        await tag_columns(session, [(key, now.tags)], replace=[key])
    chosen = list(choice_columns(key, now))
    if before is None or chosen != list(choice_columns(key, before)):
        await put_choices(session, chosen, replace=[key])
    if before is None or now.custom != before.custom:
        await put_custom(session, list(custom_columns(key, now)), replace=[key])
    await _search.reindex(session, [key], searched([contact]))


async def save_many(session: StoreSession, contacts: Sequence[Contact]) -> None:
    own = set(await session.scalars(select(ContactRow.id).where(ContactRow.id.in_([each.id for each in contacts]))))
    contacts = [each for each in contacts if each.id in own]
    keys = [each.id for each in contacts]
    with _references():
        await session.replace_many(ContactRow, [columns(each, None) for each in contacts])
    await session.execute(delete(ContactAssigneeRow).where(ContactAssigneeRow.contact.in_(keys)))
    await session.add_many(ContactAssigneeRow, [row for each in contacts for row in assignee_columns(each)])
    await tag_columns(session, [(each.id, each.values.tags) for each in contacts], replace=keys)
    chosen = [row for each in contacts for row in choice_columns(each.id, each.values)]
    await put_choices(session, chosen, replace=keys)
    custom = [row for each in contacts for row in custom_columns(each.id, each.values)]
    await put_custom(session, custom, replace=keys)
    await _search.reindex(session, keys, searched(contacts))


def searched(contacts: Iterable[Contact]) -> list[Contact]:
    return [each for each in contacts if is_found(each)]


@contextmanager
def _references() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        if "reference_key" not in str(error.orig):
            raise
        raise FieldsInvalid({"reference": "reference_taken"}) from error
