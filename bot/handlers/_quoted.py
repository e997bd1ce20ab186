"""A message on which a shortcut was used: whom it speaks of, and where it stands."""

from bot.crm import contacts, follows
from bot.crm._work import Work
from bot.handlers._ask import Quoted
from bot.model.ids import ContactId, PlaceId
from bot.model.notes import Source

_LOOKED_AT = 500  # letters of a message, in which a contact may be named
_GUESSED = 5
_NAMELESS = "Slack"  # an app that says nothing of itself


async def source_of_message(work: Work, message: Quoted) -> Source:
    known = {} if message.user is None else await work.members.find_many([message.user])
    name = known[message.user].name if message.user in known else message.name
    return Source(permalink=message.permalink, name=name or _NAMELESS, said_at=message.at, author=message.user)


async def spoken_of(work: Work, message: Quoted) -> list[ContactId]:
    """Whom its words name, of several those that the channel follows; else whom the channel follows."""
    told = await follows.of_place(work, PlaceId(message.channel))
    followed = [each.wish.contact for each in told if each.wish.contact is not None]
    spoken_of = await contacts.mentioned(work, message.said.text[:_LOOKED_AT])
    named = [] if spoken_of.by_first_name else [each.id for each in spoken_of.found]
    both = [each for each in named if each in followed]
    return (both or named or followed)[:_GUESSED]
