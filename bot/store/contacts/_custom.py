"""What contacts have in custom fields, written with them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select

from bot.model.contacts import ContactValues
from bot.model.custom_fields import CustomKind, fits
from bot.model.errors import Busy
from bot.model.ids import ContactId
from bot.store._session import StoreSession
from bot.store.custom_fields import STAYS, CustomFieldRow, CustomValueRow, value_columns


def custom_columns(contact: ContactId, values: ContactValues) -> Iterator[dict[str, Any]]:
    texts = {each.field: each.text for each in values.custom if each.text}
    return (value_columns(contact, field, text) for field, text in texts.items())


async def put_custom(
    session: StoreSession, rows: Sequence[Mapping[str, Any]], *, replace: Sequence[ContactId] = ()
) -> None:
    """Gives contacts values in custom fields; those of `replace` lose theirs first.

    A value of a retired field, or one that does not fit it as it is by now, stays where it was there already: it goes
    with the others. Raises Busy where it would be new: the field was changed just now, and the trace would say more.
    """
    known = await _held_fields(session, rows)
    fitting: list[Mapping[str, Any]] = []
    stale: list[Mapping[str, Any]] = []
    for each in rows:
        is_fitting = each["field"] in known and fits(each["text"], *known[each["field"]])
        (fitting if is_fitting else stale).append(each)
    stored = await _there(session, stale) if stale and replace else []
    if len(stored) < len(stale):
        raise Busy
    if replace:
        going = select(CustomFieldRow.id).where(~STAYS)
        held = delete(CustomValueRow).where(CustomValueRow.contact.in_(replace))
        await session.execute(held.where(CustomValueRow.field.not_in(going)))
    await session.add_many(CustomValueRow, fitting + [each for each in stored if each["field"] in known])


async def _held_fields(
    session: StoreSession, rows: Sequence[Mapping[str, Any]]
) -> dict[int, tuple[CustomKind, tuple[str, ...]]]:
    """Held, so that nobody changes one meanwhile; others may fill it in."""
    if not rows:
        return {}
    row = CustomFieldRow
    asked = select(row.id, row.kind, row.answers).where(row.id.in_({each["field"] for each in rows}), STAYS)
    found = await session.execute(asked.order_by(row.id).with_for_update(read=True))
    return {field: (CustomKind(kind), tuple(answers)) for field, kind, answers in found}


async def _there(session: StoreSession, rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those of the values that are stored already."""
    row = CustomValueRow
    contacts, fields = {each["contact"] for each in rows}, {each["field"] for each in rows}
    stored = select(row.contact, row.field, row.text).where(row.contact.in_(contacts), row.field.in_(fields))
    found = {(contact, field): text for contact, field, text in await session.execute(stored)}
    return [each for each in rows if found.get((each["contact"], each["field"])) == each["text"]]
