"""The feed: what happened, of all contacts or of one, as somebody asks for it and may see it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.contacts._names import names_of, seen_changes
from bot.model.errors import ContactNotFound
from bot.model.events import Change, Event, EventKind
from bot.model.feed import Cursor, FeedList, FeedPage
from bot.model.ids import ContactId, CustomFieldId
from bot.model.note_changes import told_once
from bot.model.policy import Can
from bot.model.query import query_of
from bot.model.records import Line

PAGE = 10
_OF_FIELDS = (EventKind.CUSTOM_FIELD_ADDED, EventKind.CUSTOM_FIELD_CHANGED, EventKind.CUSTOM_FIELD_DELETED)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page with its lines."""

    page: FeedPage
    lines: tuple[Line, ...]
    about: str = ""  # the name of the contact whose feed it is


@needs(Can.READ)
async def page(work: Work, which: FeedList, cursor: Cursor | None = None, *, limit: int = PAGE) -> Shown:
    """The newest first. Raises ContactNotFound."""
    called = query_of(which.words) if which.words else ()
    found = await work.feed.page(which, called=called, mine=work.viewer.id, cursor=cursor, limit=limit)
    about = "" if which.contact is None else await _name(work, which.contact, found)
    return Shown(found, await _lines(work, found), about)


async def _name(work: Work, contact: ContactId, page: FeedPage) -> str:
    """Its lines have it; where there are none it may still be there."""
    names = page.contacts if contact in page.contacts else await work.contacts.names([contact])
    if contact not in names:
        raise ContactNotFound(words="")
    return names[contact]


async def _lines(work: Work, page: FeedPage) -> tuple[Line, ...]:
    """With the names that their sentences need, and without what the viewer may not see."""
    events = told_once(page.events)
    known = await names_of(work, [change for event in events for change in event.changes])
    hidden = await _hidden_fields(work, events)
    return tuple(
        Line(
            _seen(event, () if event.subject in hidden else seen_changes(event.changes, known)),
            "" if event.contact is None else page.contacts.get(event.contact, ""),
            page.actors.get(event.actor, event.actor),  # whoever left nothing but what they did
        )
        for event in events
    )


def _seen(event: Event, changes: tuple[Change, ...]) -> Event:
    return event if changes is event.changes else replace(event, changes=changes)


async def _hidden_fields(work: Work, events: Sequence[Event]) -> set[int]:
    """The custom fields that are not for whoever looks, of those that lines are about."""
    fields = [CustomFieldId(event.subject) for event in events if event.kind in _OF_FIELDS]
    known = await work.custom_fields.names(fields) if fields else {}
    return {key for key, each in known.items() if not replace(each, retired=False).seen_by_member(work.viewer.member)}
