"""The feed: of all contacts or of one, filtered, page by page, in a message, in a view and on Home."""

from dataclasses import replace

from bot.crm import activities, contacts
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply, ViewType
from bot.handlers._feed_lists import Place, asker_of, list_message, list_view, periods, place_in, place_of
from bot.model.errors import ContactNotFound, TextMissing, TextTooLong, UnknownVerb
from bot.model.feed import WORDS_LENGTH, FeedList
from bot.model.fields import field_of
from bot.model.ids import ChoiceId, MemberId
from bot.model.line_types import LineType
from bot.model.span import Span
from bot.parse._form import read_present
from bot.parse.feed import AskedFeed, read_feed_list
from bot.templates.feed._filters import ANY, API, WORDS_BLOCK


async def look(ask: Ask, work: Work) -> Reply:
    """`/activity`, `/activity Dupont`, `/activity Dupont last week`. Raises ContactNotFound, ManyContacts, UnknownVerb
    and what `listed` raises."""
    if not ask.words:
        return Reply(message=await list_message(work, Place()))
    try:
        contact = await contacts.named(work, ask.words)
    except ContactNotFound as error:
        asked = await _asked(ask, work)
        if asked.contact != ask.words:
            return await _listed(work, asked)
        if ask.meant is None:
            raise
        raise UnknownVerb(word=ask.words.split()[0], nearest=ask.meant) from error
    return Reply(message=await list_message(work, Place(FeedList(contact=contact.id))))


async def listed(ask: Ask, work: Work) -> Reply:
    """`/activity list Dupont type:call by:@nathan last week`. Raises ContactNotFound, ManyContacts, LineTypeUnknown,
    MemberNotFound."""
    return await _listed(work, await _asked(ask, work))


async def _asked(ask: Ask, work: Work) -> AskedFeed:
    types = await activities.types(work)
    return read_feed_list(ask.said, asker_of(work), me=work.viewer.id, types=types)


async def _listed(work: Work, asked: AskedFeed, words: str = "") -> Reply:
    contact = await contacts.named(work, asked.contact) if asked.contact else None
    about = asked.about
    which = FeedList(
        contact=None if contact is None else contact.id,
        type=about.type,
        activity=about.activity,
        api=about.api,
        actor=asked.actor,
        span=asked.span,
        words=words,
    )
    return Reply(message=await list_message(work, Place(which)))


async def find(ask: Ask, work: Work) -> Reply:
    """`/activity find words`: of contacts so called, and of notes and activities that have them. Raises TextMissing,
    TextTooLong."""
    if not ask.words:
        raise TextMissing(example="feed_find")
    if len(ask.words) > WORDS_LENGTH:
        raise TextTooLong(limit=WORDS_LENGTH)
    return Reply(message=await list_message(work, Place(FeedList(words=ask.words))))


async def turn(ask: Ask, work: Work) -> Reply:
    """To another page of the same list."""
    place = place_of(ask.value)
    if ask.view_type is ViewType.MODAL:
        return Reply(view=await list_view(work, place))
    return Reply(message=await list_message(work, place), replace=True)


async def open(ask: Ask, work: Work) -> Reply:
    """A view with menus to filter by, of the list that the button carries."""
    return Reply(view=await list_view(work, place_of(ask.value)))


async def clear(ask: Ask, work: Work) -> Reply:
    return Reply(view=await list_view(work, place_of(ask.value)))


async def choose(ask: Ask, work: Work) -> Reply:
    """What a menu of the view says, or its words when they are entered."""
    return await _filtered(ask, work)


async def show_found(ask: Ask, work: Work) -> Reply:
    """The same, by the button below."""
    return replace(await _filtered(ask, work), keeps_draft=True)


async def _filtered(ask: Ask, work: Work) -> Reply:
    place = place_in(ask.metadata) or Place()
    which = replace(place.which, words=_words(ask, place.which.words))
    match ask.action:
        case "feed.type":
            which = _of_type(which, ask.selected)
        case "feed.person":
            which = replace(which, actor=MemberId(ask.selected) if ask.selected else None)
        case "feed.period":
            which = replace(which, span=_span(which, ask.selected, work))
    return Reply(view=await list_view(work, replace(place, which=which, cursor=None)))


def _words(ask: Ask, before: str) -> str:
    typed = read_present(ask.state, lambda key: field_of(key) == WORDS_BLOCK)
    return next(iter(typed.values()), before)[:WORDS_LENGTH]


def _of_type(which: FeedList, chosen: str) -> FeedList:
    bare = replace(which, type=None, activity=None, api=chosen == API)
    noun, colon, key = chosen.partition(":")
    if colon and key.isascii() and key.isdigit():
        return replace(bare, activity=ChoiceId(int(key)))
    return replace(bare, type=LineType(noun)) if noun in set(LineType) else bare


def _span(which: FeedList, chosen: str, work: Work) -> Span:
    known = periods(work)
    if chosen in known:
        return Span.read(known[chosen])
    return Span() if chosen == ANY else which.span
