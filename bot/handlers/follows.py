"""Following: a channel, or a person in private, is told what happens to contacts."""

from dataclasses import dataclass, replace

from bot.crm import activities, contacts, drafts, follows
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.handlers.contacts import contact_of
from bot.model.fields import PLACE
from bot.model.follows import Wish
from bot.model.ids import FollowId, PlaceId, PostId
from bot.model.members import ToOutsiders
from bot.model.messages import Message
from bot.parse._form import read_form
from bot.parse.follows import AskedFollow, is_private, read_follow, with_people
from bot.parse.places import read_place, typed_place
from bot.templates import follows as show
from bot.templates import posts as show_posts
from bot.templates._words import channel_reader, reader_of

_PLACE = "place"  # of a draft
_DIGITS = 20  # more than an id has


async def can_follow(ask: Ask, work: Work) -> Reply:
    """Before a channel is entered for it. Raises what `crm.follows.to_follow` does."""
    asked = await _asked(ask, work)
    await follows.to_follow(work, asked, place=_place(ask, work, asked))
    return Reply()


async def follow(ask: Ask, work: Work) -> Reply:
    """From now on the place is told; everyone in a channel sees what it follows."""
    asked = await _asked(ask, work)
    place = _place(ask, work, asked)
    return await _followed(ask, work, place, await follows.to_follow(work, asked, place=place))


async def follow_anyway(ask: Ask, work: Work) -> Reply:
    """The contact on hold that the button carries, with what else was asked."""
    key, _, line = ask.value.partition(" ")
    contact = await contacts.found(work, contact_of(key))
    asked = await _read(work, line)
    wish = follows.of_contact(contact.id, contact.name, asked.only)
    return await _followed(ask, work, _place(ask, work, asked), wish)


async def unfollow(ask: Ask, work: Work) -> Reply:
    asked = await _asked(ask, work)
    place = _place(ask, work, asked)
    wish = await follows.to_unfollow(work, asked)
    stopped = await follows.stop(work, place, wish)
    # People from outside may read along, whom nothing is told of values, or nothing at all.
    is_telling = work.viewer.workspace.outsiders is not ToOutsiders.NOTHING
    is_for_all = stopped > 0 and _is_channel(ask, asked) and is_telling and (not wish.query.asks or bool(wish.contact))
    # The channel is told that it ends; that there was nothing to end, only the one who asked.
    reader = channel_reader(work.viewer.workspace) if is_for_all else reader_of(work.viewer.member)
    named = await follows.named(work, wish.only)
    said = show.stopped(wish, reader, named=named, place=place, followed=stopped > 0)
    return Reply(message=said, in_channel=is_for_all)


async def stop(ask: Ask, work: Work) -> Reply:
    """One of a list, by its button; the list is drawn anew."""
    place = await follows.stop_one(work, _seen(ask, work), FollowId(_number(ask.value)))
    return Reply(message=await _list(work, place or _here(ask, work)), replace=True)


async def followed(ask: Ask, work: Work) -> Reply:
    return Reply(message=await _list(work, _here(ask, work)))


async def why(ask: Ask, work: Work) -> Reply:
    """Said to the one who asks."""
    told = await follows.because_of(work, PostId(_number(ask.value)), places=_seen(ask, work))
    return Reply(message=show.because(told, reader_of(work.viewer.member)))


async def settings(ask: Ask, work: Work) -> Reply:
    """How the place is told: of the command, of the list, or of the post whose menu was used."""
    key = await _told_in(ask, work)
    shown = typed_place(await follows.place(work, key))
    draft = await drafts.browse(work, PLACE.noun, shown | {_PLACE: key})
    return Reply(view=show_posts.form_view(shown, key, reader_of(work.viewer.member), draft=draft.id))


async def settle(ask: Ask, work: Work) -> Reply:
    draft = await drafts.find(work, ask.draft)
    typed = draft.values | read_form(PLACE, ask.state)
    place = await follows.place(work, PlaceId(draft.values[_PLACE]))
    chosen = replace(read_place(typed, place), zone=work.viewer.member.zone)
    await follows.settle(work, chosen)
    return Reply(view=show_posts.saved_view(chosen, reader_of(work.viewer.member)), keeps_draft=True)


async def _told_in(ask: Ask, work: Work) -> PlaceId:
    post = await follows.post(work, PostId(_number(ask.value))) if ask.value else None
    is_here = post is not None and post.place in _seen(ask, work)
    return post.place if post is not None and is_here else _here(ask, work)


def _seen(ask: Ask, work: Work) -> tuple[PlaceId, ...]:
    """The places that whoever clicked here may ask about."""
    return PlaceId(ask.channel or ""), PlaceId(work.viewer.id)


def _number(text: str) -> int:
    """Of a button; 0, which is nothing's, where somebody else wrote it."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else 0


async def _list(work: Work, place: PlaceId) -> Message:
    return show.of_place(await follows.of_place(work, place), place, reader_of(work.viewer.member))


@dataclass(frozen=True, slots=True)
class Started:
    """What is said of it, to everybody in the channel where it `is_for_all`; `now` unless it was followed before."""

    message: Message
    is_for_all: bool
    now: bool


async def started(ask: Ask, work: Work, place: PlaceId, wish: Wish) -> Started:
    """From now on the place is told."""
    begun = await follows.start(work, place, wish)
    says_values = ask.names_only and wish.query.asks and wish.contact is None  # which people from outside would read
    is_for_all = begun and not says_values and not place.startswith(("U", "W"))
    # The channel is told that it begins; that it followed already, only the one who asked.
    reader = channel_reader(work.viewer.workspace) if is_for_all else reader_of(work.viewer.member)
    named = await follows.named(work, wish.only)
    said = show.started(wish, reader, named=named, place=place, now=begun, names_only=ask.names_only)
    return Started(said, is_for_all, begun)


async def _followed(ask: Ask, work: Work, place: PlaceId, wish: Wish) -> Reply:
    told = await started(ask, work, place, wish)
    return Reply(message=told.message, in_channel=told.is_for_all)


async def _asked(ask: Ask, work: Work) -> AskedFollow:
    return await _read(work, with_people(ask.said))


async def _read(work: Work, line: str) -> AskedFollow:
    return read_follow(line, me=work.viewer.id, types=await activities.types(work))


def _here(ask: Ask, work: Work) -> PlaceId:
    """Of which a line asks that says no more than whether it is in private."""
    return _place(ask, work, AskedFollow(words="", is_private=is_private(ask.words)))


def _is_channel(ask: Ask, asked: AskedFollow) -> bool:
    return ask.channel is not None and not ask.channel.startswith("D") and not asked.is_private


def _place(ask: Ask, work: Work, asked: AskedFollow) -> PlaceId:
    """The channel that the command was typed in; a direct message, and whoever wants it so, is told in private."""
    return PlaceId(ask.channel or "") if _is_channel(ask, asked) else PlaceId(work.viewer.id)
