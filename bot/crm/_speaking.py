"""Which follows speak of a contact, and which of them ask what their place may not see (any more).

Called by the feed where something happens, and by its posts where they are composed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model.custom_fields import Circle, CustomField
from bot.model.follows import Follow, channel_of, member_of
from bot.model.ids import ContactId, CustomFieldId, FollowId, MemberId, PlaceId
from bot.model.members import Member
from bot.model.query import Filter, FilterKey, Query, matches
from bot.model.wanted import Wanted

if TYPE_CHECKING:  # which calls this
    from bot.crm._work import Work

_NO_CONTACT = "0"


async def speaking(work: "Work", follows: Sequence[Follow], contact: ContactId) -> dict[PlaceId, Follow]:
    """The first follow of each place that speaks of the contact; whom wider queries find is read once."""
    found: dict[PlaceId, Follow] = {}
    for follow in follows:
        if follow.place not in found and _is_of(follow, contact):
            found[follow.place] = follow
    asking = [follow for follow in follows if follow.place not in found and not _is_plain(follow)]
    record = await work.contacts.find(contact) if asking else None
    if record is None:
        return found
    asking = [follow for follow in await _as_they_are_now(work, asking) if not follow.is_lost]
    above = await work.contacts.above(contact) if any(map(_asks_who_is_above, asking)) else ()
    matching = [follow for follow in asking if matches(record, _placed(follow.query, contact, above))]
    refused = await hidden(work, matching)
    for follow in matching:
        if follow.id not in refused:
            found.setdefault(follow.place, follow)
    return found


async def _as_they_are_now(work: "Work", follows: Sequence[Follow]) -> Sequence[Follow]:
    """Kept, so that a change of a saved search is read once."""
    from bot.crm._rereading import fresh  # which reads with a Work

    now = await fresh(work, follows)
    changed = [each for each, was in zip(now, follows, strict=True) if each is not was]
    if changed:
        await work.follows.save_readings(changed)
    return now


async def hidden(work: "Work", follows: Sequence[Follow]) -> set[FollowId]:
    """Those that ask about a custom field which their place may not see now: that they speak says who has which value.

    A field that is deleted is hidden from everybody, so that what was left out because of it stays left out.
    """
    asked = {follow.id: fields_of(follow.query) for follow in follows if fields_of(follow.query)}
    if not asked:
        return set()
    known = await work.custom_fields.names(sorted({each for fields in asked.values() for each in fields}))
    asking = [follow for follow in follows if follow.id in asked]
    people = sorted({member for follow in asking if (member := member_of(follow.place)) is not None})
    members = await work.members.find_many(people) if people else {}
    return {
        follow.id
        for follow in asking
        if not all(_may_see(known.get(each), follow.place, members) for each in asked[follow.id])
    }


def fields_of(query: Query) -> list[CustomFieldId]:
    """The custom fields about which it asks."""
    return [Wanted.read(text).field for each in query.filters if each.key is FilterKey.CUSTOM for text in each.values]


def _may_see(field: CustomField | None, place: PlaceId, members: Mapping[MemberId, Member]) -> bool:
    if field is None or field.retired:
        return False
    if channel_of(place) is not None:
        return field.seen_by is Circle.EVERYONE
    member = members.get(MemberId(place))
    return member is not None and field.seen_by_member(member)


def _asks_who_is_above(follow: Follow) -> bool:
    return any(each.key is FilterKey.UNDER for each in follow.query.filters)


def _placed(query: Query, contact: ContactId, above: Collection[ContactId]) -> Query:
    """With whether the contact is below somebody in the place of below whom it is to be."""
    if not any(each.key is FilterKey.UNDER for each in query.filters):
        return query
    held = {str(key) for key in above}

    def placed(each: Filter) -> Filter:
        if each.key is not FilterKey.UNDER:
            return each
        is_below = not held.isdisjoint(each.values)
        return Filter(FilterKey.CONTACT, str(contact) if is_below else _NO_CONTACT, each.excluded)

    return replace(query, filters=tuple(placed(each) for each in query.filters))


def _is_plain(follow: Follow) -> bool:
    """Its contact is known without looking at anybody's record."""
    query = follow.query
    return follow.is_of_all or (not query.terms and all(_names_contact(each) for each in query.filters))


def _names_contact(each: Filter) -> bool:
    return each.key is FilterKey.CONTACT and not each.excluded


def _is_of(follow: Follow, contact: ContactId) -> bool:
    if not _is_plain(follow):
        return False
    return follow.is_of_all or any(str(contact) in each.values for each in follow.query.filters)
