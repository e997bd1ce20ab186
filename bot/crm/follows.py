"""Places that follow contacts: whom, which lines, and how they want to be told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.crm import contacts, searches, warnings
from bot.crm._guard import needs
from bot.crm._rereading import fresh, to_last
from bot.crm._speaking import fields_of
from bot.crm._work import Work
from bot.model.choices import Choice
from bot.model.custom_fields import Circle
from bot.model.errors import FollowNotFound, FollowsFull, MemberNotFound, NoContactNamed, OnHold, QueryInvalid
from bot.model.events import Change, EventKind, Happening
from bot.model.filters import PEOPLE
from bot.model.follows import (
    MOST_FOLLOWS,
    MOST_WIDE,
    Follow,
    Followed,
    Named,
    Only,
    Place,
    Post,
    Wish,
    channel_of,
    member_of,
)
from bot.model.ids import ChannelId, ChoiceId, ContactId, FollowId, MemberId, PlaceId, PostId
from bot.model.members import Member
from bot.model.policy import Can
from bot.model.query import Filter, FilterKey, Query
from bot.model.warnings import needs_confirming
from bot.parse.follows import AskedFollow

_FILTER = ":："


@needs(Can.FOLLOW)
async def to_follow(work: Work, asked: AskedFollow, *, place: PlaceId) -> Wish:
    """What the words mean. Raises ContactNotFound, ManyContacts, OnHold, QueryInvalid, NoContactNamed."""
    wish = await _meant(work, asked)
    if channel_of(place) is not None:
        await _check_for_all(work, wish.query)
    if wish.contact is None:
        return wish
    warned = await warnings.of(work, wish.contact)
    if needs_confirming(warned) and not asked.is_sure:
        raise OnHold(contact=await contacts.found(work, wish.contact), warnings=warned, line=asked.line)
    return wish


@needs(Can.READ)
async def named(work: Work, only: Only) -> Named:
    """As what it says by ids is called now."""
    members = await work.members.find_many(_people(only)) if _people(only) else {}
    return Named(people={who: _name(who, members) for who in _people(only)}, activities=await _types(work, only))


@needs(Can.FOLLOW)
async def to_unfollow(work: Work, asked: AskedFollow) -> Wish:
    """Raises ContactNotFound, ManyContacts, QueryInvalid, NoContactNamed."""
    return await _meant(work, asked, example="unfollow")


def of_contact(contact: ContactId, name: str, only: Only) -> Wish:
    query = Query(text=name, filters=(Filter(FilterKey.CONTACT, str(contact)),))
    return Wish(query=query, only=only, contact=contact, name=name)


@needs(Can.FOLLOW)
async def start(work: Work, place: PlaceId, wish: Wish) -> bool:
    """The place is told from now on; False where it was already. Raises FollowsFull."""
    follow = _asking(work, place, wish)
    if await work.follows.same(follow) is not None:
        return False
    if len(await work.follows.list(place, limit=MOST_FOLLOWS)) == MOST_FOLLOWS:
        raise FollowsFull(limit=MOST_FOLLOWS)
    if wish.contact is None and await work.follows.count_wide() >= MOST_WIDE:
        raise FollowsFull(limit=MOST_WIDE)
    await work.posts.add_place(Place(id=place, zone=work.viewer.member.zone))
    await work.follows.add(follow)
    held = await work.follows.same(follow)
    if held is not None and held.id != follow.id:  # somebody else's came first, this very moment
        return False
    await work.tell(await _happening(work, EventKind.FOLLOW_STARTED, follow))
    return True


@needs(Can.READ)
async def same(work: Work, place: PlaceId, wish: Wish) -> Follow | None:
    """By which the place is told just this already."""
    return await work.follows.same(_asking(work, place, wish))


@needs(Can.FOLLOW)
async def stop(work: Work, place: PlaceId, wish: Wish) -> int:
    """How many follows ended: of one contact all of them, of anything else what asks just this."""
    if wish.contact is not None:
        ended = await work.follows.of_contact(place, wish.contact, limit=MOST_FOLLOWS)
    else:
        held = await same(work, place, wish)
        ended = [] if held is None else [held]
    for follow in ended:
        await _end(work, follow)
    return len(ended)


@needs(Can.FOLLOW)
async def stop_one(work: Work, places: Collection[PlaceId], follow: FollowId) -> PlaceId | None:
    """Which of the places it was of; None where it has ended already, or is of none of them."""
    held = await work.follows.find(follow)
    if held is None or held.place not in places:
        return None
    await _end(work, held)
    return held.place


@needs(Can.FOLLOW)
async def end_place(work: Work, place: PlaceId) -> list[MemberId]:
    """Ends every follow of a place that cannot be reached; answers who had made them."""
    ended = await work.follows.remove_place(place)
    if (channel := channel_of(place)) is not None:
        await work.channels.end(channel)
    for follow in ended:
        await work.tell(await _happening(work, EventKind.FOLLOW_STOPPED, follow))
    return sorted({follow.created_by for follow in ended})


@needs(Can.FOLLOW)
async def change(work: Work, follow: FollowId, only: Only) -> bool:
    """Which lines it tells from now on; False where the place follows the same already, by another follow.

    Raises FollowNotFound, MemberNotFound, AlreadyDone.
    """
    held = await find(work, follow, lock=True)
    await _check_people(work, only)
    fresh = replace(held, only=only)
    if only == held.only:
        return True
    if await work.follows.same(fresh) is not None:
        return False
    await work.follows.save(fresh)
    await work.tell(await _happening(work, EventKind.FOLLOW_STOPPED, held))
    await work.tell(await _happening(work, EventKind.FOLLOW_STARTED, fresh))
    return True


@needs(Can.READ)
async def find(work: Work, follow: FollowId, *, lock: bool = False) -> Follow:
    """One of a channel: what somebody follows in private is theirs. `lock` holds it. Raises FollowNotFound."""
    held = await work.follows.find(follow, lock=lock)
    if held is None or channel_of(held.place) is None:
        raise FollowNotFound
    return held


@needs(Can.READ)
async def in_channels(work: Work, channel: ChannelId | None = None, *, after: FollowId, limit: int) -> Sequence[Follow]:
    """Of one channel or of all, the oldest first, from behind `after`."""
    return await work.follows.in_channels(channel, after=after, limit=limit)


@needs(Can.READ)
async def told(work: Work, follows: Sequence[Follow]) -> Mapping[FollowId, Followed]:
    """As they are told of, by id; without those of contacts that are gone."""
    return {each.id: each for each in await _told(work, follows)}


@needs(Can.READ)
async def of_place(work: Work, place: PlaceId) -> list[Followed]:
    return await _told(work, await work.follows.list(place, limit=MOST_FOLLOWS))


@needs(Can.READ)
async def because_of(work: Work, post: PostId, *, places: Collection[PlaceId]) -> list[Followed]:
    """Why a post of one of the places is there: what is followed there still."""
    found = await work.posts.find_post(post)
    if found is None or found.place not in places:
        return []
    return await _told(work, await work.follows.find_many(await work.posts.follows(post)))


@needs(Can.READ)
async def post(work: Work, key: PostId) -> Post | None:
    return await work.posts.find_post(key)


@needs(Can.READ)
async def place(work: Work, key: PlaceId) -> Place:
    """How it is told; a place of which nothing was chosen counts its days where whoever asks is."""
    chosen = await work.posts.places([key])
    return chosen.get(key, Place(id=key, zone=work.viewer.member.zone))


@needs(Can.FOLLOW)
async def settle(work: Work, chosen: Place) -> None:
    """How the place is told from now on; what waits for a digest is told with the one that it waits for."""
    await work.posts.save_place(chosen)


def _asking(work: Work, place: PlaceId, wish: Wish) -> Follow:
    return Follow(
        id=FollowId(work.next_id()),
        place=place,
        query=wish.query,
        only=wish.only,
        created_by=work.viewer.id,
        created_at=work.now,
        again=wish.again,
    )


async def _check_for_all(work: Work, query: Query) -> None:
    """What a channel follows tells who has which value, so nothing that only some may see. Raises QueryInvalid."""
    asked = fields_of(query)
    known = await work.custom_fields.names(asked) if asked else {}
    for field in known.values():
        if field.seen_by is not Circle.EVERYONE:
            raise QueryInvalid("not_for_all", word=field.name, at=0)


async def _check_people(work: Work, only: Only) -> None:
    """Raises MemberNotFound."""
    named = _people(only)
    known = await work.members.find_many(named) if named else {}
    for who in named:
        if who not in known:
            raise MemberNotFound(name=who)


async def _meant(work: Work, asked: AskedFollow, *, example: str = "follow") -> Wish:
    await _check_people(work, asked.only)
    if asked.contact is not None:
        found = await contacts.found(work, asked.contact)
        return of_contact(found.id, found.name, asked.only)
    if asked.is_all:
        return Wish(query=Query(), only=asked.only)
    if not asked.words:
        if asked.only.is_all:
            raise NoContactNamed(example=example)
        return Wish(query=Query(), only=asked.only)  # 'type:note': the notes of everybody
    if any(sign in asked.words for sign in _FILTER):
        await searches.asked(work, asked.words)
        query, again = await to_last(work, asked.words)
        said = replace(query, text=await _aloud(work, query, asked.words))
        return Wish(query=said, only=asked.only, again=again)
    contact = await contacts.named(work, asked.words)
    return of_contact(contact.id, contact.name, asked.only)


async def _aloud(work: Work, query: Query, line: str) -> str:
    """With the names of the people in it instead of their ids."""
    ids = [MemberId(text) for each in query.filters if each.key in PEOPLE for text in each.values if text in line]
    known = await work.members.find_many(ids) if ids else {}
    for member in known.values():
        line = line.replace(member.id, f"@{member.name}")
    return line


async def _end(work: Work, follow: Follow) -> None:
    await work.follows.remove(follow.id)
    await work.tell(await _happening(work, EventKind.FOLLOW_STOPPED, follow))


async def _happening(work: Work, kind: EventKind, follow: Follow) -> Happening:
    """Quiet: the answer in the channel already says it. Whom somebody follows in private is nobody else's business."""
    member, contact = member_of(follow.place), _contact_of(follow)
    audience = None if member is None else await work.audiences.make([member])
    said = () if contact is not None or follow.is_of_all else (Change("name", None, follow.query.text),)
    return Happening(kind=kind, subject=follow.id, contact=contact, changes=said, audience=audience, quiet=True)


async def _told(work: Work, follows: Sequence[Follow]) -> list[Followed]:
    """Those of contacts that are gone are left out: nothing happens to them any more."""
    held = [contact for follow in follows if (contact := _contact_of(follow)) is not None]
    names = await work.contacts.names(held)
    follows = await fresh(work, follows)
    people = {who for follow in follows for who in (follow.created_by, *_people(follow.only))}
    members = await work.members.find_many(sorted(people))
    types = await _types(work, *(follow.only for follow in follows))
    told = []
    for follow in follows:
        contact = _contact_of(follow)
        if contact is None or contact in names:
            name = "" if contact is None else names[contact]
            told.append(
                Followed(
                    id=follow.id,
                    wish=Wish(query=follow.query, only=follow.only, contact=contact, name=name, again=follow.again),
                    maker=_name(follow.created_by, members),
                    named=Named(people={who: _name(who, members) for who in _people(follow.only)}, activities=types),
                )
            )
    return told


def _contact_of(follow: Follow) -> ContactId | None:
    filters = follow.query.filters
    if len(filters) == 1 and filters[0].key is FilterKey.CONTACT and not follow.query.terms:
        return ContactId(int(filters[0].value))
    return None


def _people(only: Only) -> list[MemberId]:
    return sorted(only.people | only.not_people)


async def _types(work: Work, *some: Only) -> Mapping[ChoiceId, Choice]:
    """The deleted ones too: a follow of one is told of, though it tells nothing any more."""
    keys = sorted({key for only in some for key in only.activities | only.not_activities})
    return await work.choices.names(keys) if keys else {}


def _name(who: MemberId, members: Mapping[MemberId, Member]) -> str:
    return members[who].name if who in members else who
