"""The form of a follow: what, of whom, where and how; it is read and begun as a line that was typed."""

from dataclasses import replace

from bot.crm import activities, drafts, follows, searches, warnings
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.handlers._holds import shown_first
from bot.handlers._search_form import line_of
from bot.handlers.follows import started
from bot.model.drafts import Draft
from bot.model.errors import ContactNotFound, DraftGone, ManyContacts, QueryInvalid
from bot.model.fields import FOLLOWING
from bot.model.follows import Wish, channel_of
from bot.model.ids import ChannelId, PlaceId, SearchId
from bot.model.warnings import needs_confirming
from bot.parse._form import Typed, read_form, read_present
from bot.parse.following import line_with, read_following
from bot.parse.follows import AskedFollow, is_private
from bot.parse.places import read_place, typed_place
from bot.templates import errors as show_errors
from bot.templates import following as show
from bot.templates import follows as show_follows
from bot.templates._words import reader_of

CHANNEL, ANSWERS_AT = "channel", "answers_at"  # of a draft: where it was opened
_HOW = frozenset({"cadence", "window", "threads"})
_LINE = ("words", "search", "groups", "tags", "owner")  # under which of them it stands what a line has wrong
_SAID = (ContactNotFound, ManyContacts, QueryInvalid)


async def new(ask: Ask, work: Work) -> Reply:
    """`/activity follow` and no more, or with `private`; or the button of a list."""
    channel = "" if ask.channel is None or ask.channel.startswith("D") else ask.channel
    typed = {"where": "private" if is_private(ask.words or ask.value) else "here"}
    draft = await drafts.browse(work, FOLLOWING.noun, typed | {CHANNEL: channel, ANSWERS_AT: ask.answers_at})
    view = show.form_view(typed, reader_of(work.viewer.member), in_channel=bool(channel), draft=draft.id)
    return Reply(view=view)


async def can_save(ask: Ask, work: Work) -> Reply:
    """Before a channel is entered for it: what is wrong stands under its field. None is entered while somebody has not
    seen that the contact is on hold."""
    try:
        draft = await drafts.look(work, ask.draft)
    except DraftGone:
        return Reply()  # the save says so, or has been answered
    typed = _typed(ask)
    try:
        asked, wish = await _meant(work, draft, typed)
    except _SAID as error:
        return Reply(errors={_field(typed): show_errors.alert_text(error, reader_of(work.viewer.member))})
    is_shown_first = wish.contact is not None and needs_confirming(await warnings.of(work, wish.contact))
    if is_shown_first and "warned" not in draft.values:
        return Reply()
    channel = channel_of(_place(work, draft, asked))
    return Reply(linked=None if channel is None else ChannelId(channel))


async def save(ask: Ask, work: Work) -> Reply:
    draft, typed = await drafts.find(work, ask.draft), _typed(ask)
    asked, wish = await _meant(work, draft, typed)
    reader = reader_of(work.viewer.member)
    warned = [] if wish.contact is None else await warnings.of(work, wish.contact)
    if (again := await shown_first(work, draft, warned, typed)) is not None:
        in_channel = bool(draft.values.get(CHANNEL))
        view = show.form_view(typed, reader, in_channel=in_channel, draft=again.id, warned=warned)
        return Reply(view=view, keeps_draft=True)
    place = _place(work, draft, asked)
    told = await started(ask, work, place, wish)
    await _settle(work, place, ask)
    await drafts.consume(work, draft.id)
    named = await follows.named(work, wish.only)
    said = show_follows.started(wish, reader, named=named, place=place, now=told.now, names_only=ask.names_only)
    answers_at = draft.values.get(ANSWERS_AT, "")
    announced = (answers_at, told.message) if told.is_for_all and answers_at else None
    return Reply(view=show.done_view(said, reader), announced=announced)


async def offer_types(ask: Ask, work: Work) -> Reply:
    types = await activities.types(work)
    return Reply(options=show.type_options(types, ask.value, reader_of(work.viewer.member)))


async def offer_searches(ask: Ask, work: Work) -> Reply:
    return Reply(options=show.search_options(await searches.list_all(work), ask.value))


def _typed(ask: Ask) -> Typed:
    return read_form(FOLLOWING, ask.state)


async def _meant(work: Work, draft: Draft, typed: Typed) -> tuple[AskedFollow, Wish]:
    """Raises FieldsInvalid, and what `crm.follows.to_follow` does."""
    line = await line_of(work, {key: typed[key] for key in ("tags", "groups", "owner", "words")}, ())
    asked = read_following(typed, line_with(line, await _search(work, typed["search"])))
    if not draft.values.get(CHANNEL):
        asked = replace(asked, is_private=True)
    return asked, await follows.to_follow(work, asked, place=_place(work, draft, asked))


async def _search(work: Work, chosen: str) -> str:
    """The name of the saved search. Raises SearchNotFound."""
    return (await searches.find(work, SearchId(int(chosen)))).name if chosen.isascii() and chosen.isdigit() else ""


def _place(work: Work, draft: Draft, asked: AskedFollow) -> PlaceId:
    return PlaceId(work.viewer.id if asked.is_private else draft.values[CHANNEL])


def _field(typed: Typed) -> str:
    return next((key for key in _LINE if typed.get(key)), "contact")


async def _settle(work: Work, key: PlaceId, ask: Ask) -> None:
    """How it is told, as far as something was chosen."""
    chosen = {name: text for name, text in read_present(ask.state, _HOW.__contains__).items() if text}
    if not chosen:
        return
    place = await follows.place(work, key)
    await follows.settle(work, replace(read_place(typed_place(place) | chosen, place), zone=work.viewer.member.zone))
