"""The workspace's tags: anyone makes one, a manager renames, recolours and deletes them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.crm._followed import follow
from bot.crm._guard import needs
from bot.crm._jobs import job
from bot.crm._work import Work
from bot.crm.contacts import tag as put_on
from bot.model.changes import TAG
from bot.model.errors import FieldsInvalid, TagBuiltIn, TagNotFound
from bot.model.events import Change, EventKind, Happening
from bot.model.ids import ContactId, TagId
from bot.model.jobs import JobKind
from bot.model.policy import Can
from bot.model.tags import Tag, TagColour, TagScope, canonical, key_of
from bot.parse.query import with_tag

__all__ = ["PAGE", "TagPage", "add", "change", "choices", "delete", "find", "list_all", "put_on", "rewrite", "take_off"]

PAGE = 10
CHUNK = 100  # wearers seen to with the change itself; the writer is for everybody
_CHOICES = 99  # Slack shows a hundred, and one may offer to make a tag


@dataclass(frozen=True, slots=True)
class TagPage:
    """`offset` is how many come before."""

    tags: tuple[Tag, ...]
    total: int
    offset: int = 0


@needs(Can.READ)
async def list_all(work: Work, words: str = "", *, offset: int = 0) -> TagPage:
    """A page of the tags whose name holds the words, the built-in ones first."""
    tags = await work.tags.list(words, limit=PAGE, offset=offset)
    return TagPage(tuple(tags), await work.tags.total(words), offset)


@needs(Can.READ)
async def choices(work: Work, words: str) -> Sequence[Tag]:
    """What may be put on a contact, found while typing."""
    tags = await work.tags.list(words, limit=_CHOICES)
    return [tag for tag in tags if tag.scope is not TagScope.PEOPLE]


@needs(Can.READ)
async def find(work: Work, tag: TagId) -> Tag:
    """Raises TagNotFound."""
    found = await work.tags.find(tag)
    if found is None:
        raise TagNotFound
    return found


@needs(Can.WRITE)
async def add(work: Work, name: str, *, colour: TagColour, scope: TagScope) -> Tag:
    """Raises FieldsInvalid where there is one of that name."""
    tag = Tag(id=TagId(work.next_id()), name=name, colour=colour, scope=scope)
    await _refuse_taken(work, tag)
    await work.tags.add(tag)
    await _tell(work, EventKind.TAG_ADDED, tag, _described(None, tag))
    return tag


@needs(Can.MANAGE_TAGS)
async def change(work: Work, tag: TagId, name: str, *, colour: TagColour, scope: TagScope) -> Tag:
    """Its wearers are found by the new name at once, or by a job where they are many; saved searches follow.

    Raises TagNotFound, TagBuiltIn, FieldsInvalid.
    """
    wearers = await _held_wearers(work, tag)
    held = await _changeable(work, tag)
    changed = replace(held, name=name, colour=colour, scope=scope)
    await _refuse_taken(work, changed)
    await work.tags.save(changed)
    await _tell(work, EventKind.TAG_CHANGED, changed, _described(held, changed))
    if held.name != name:
        await follow(work, lambda line: with_tag(line, key_of(held.name), name))
        await work.contacts.reindex_many(wearers)
        if others := await _others(work, tag, wearers):
            await _go_on(work, tag, {"after": str(others[0] - 1)})
    return changed


@needs(Can.MANAGE_TAGS)
async def delete(work: Work, tag: TagId) -> Tag:
    """Gone at once for everybody, and its name free; what is kept of it goes by a job where many wear it.

    Raises TagNotFound, TagBuiltIn.
    """
    wearers = await _held_wearers(work, tag)
    held = await _changeable(work, tag)
    await work.tags.retire(tag)
    await _tell(work, EventKind.TAG_DELETED, held, _described(held, None))
    await _take_off(work, held, wearers)
    if await _others(work, tag, wearers):
        await _go_on(work, tag, {"remove": "yes"})
    else:
        await work.tags.delete(tag)
    return held


@needs(Can.WRITE)
async def rewrite(work: Work, tag: TagId, after: int, *, limit: int) -> int | None:
    """Writes some of a tag's wearers behind `after` anew for the search: the last of them, or None at the end."""
    wearers = await work.tags.contacts(tag, after=ContactId(after), limit=limit)
    await work.contacts.reindex_many(wearers)
    return int(wearers[-1]) if len(wearers) == limit else None


@needs(Can.WRITE)
async def take_off(work: Work, tag: TagId, *, limit: int) -> bool:
    """Takes a tag that is going off some who wear it; with the last of them it is gone, and the answer is True."""
    held = await work.tags.going(tag)
    if held is None:
        return True
    wearers = await work.tags.contacts(tag, after=ContactId(0), limit=limit)
    if not wearers:
        await work.tags.delete(tag)
        return True
    await work.contacts.hold(wearers)
    await _take_off(work, held, wearers)
    return False


async def _held_wearers(work: Work, tag: TagId) -> Sequence[ContactId]:
    """The first of its wearers, held before the tag is: whoever saves a contact holds them in this order too."""
    wearers = await work.tags.contacts(tag, after=ContactId(0), limit=CHUNK)
    await work.contacts.hold(wearers)
    return wearers


async def _others(work: Work, tag: TagId, seen_to: Sequence[ContactId]) -> list[ContactId]:
    """Some who wear it beside those, the lowest first: there were more, or they put it on before it was held."""
    wearers = await work.tags.contacts(tag, after=ContactId(0), limit=CHUNK + 1)
    return [contact for contact in wearers if contact not in set(seen_to)]


async def _take_off(work: Work, tag: Tag, wearers: Sequence[ContactId]) -> None:
    """Traced but for those who were given another tag of this name by now: of them it would not be true."""
    await work.tags.take_off(tag.id, wearers)
    again = await work.tags.by_key(key_of(tag.name))
    keep = set() if again is None else await work.tags.wearing(again.id, wearers)
    gone = (Change(f"{TAG}{key_of(tag.name)}", tag.name, None),)
    kind = EventKind.CONTACT_CHANGED
    lost = [contact for contact in wearers if contact not in keep]
    await work.tell_quietly([Happening(kind=kind, subject=key, contact=key, changes=gone) for key in lost])
    await work.contacts.reindex_many(wearers)


async def _go_on(work: Work, tag: TagId, given: dict[str, str]) -> None:
    await work.jobs.add(job(work, JobKind.RETAG, {"tag": str(tag)} | given))


async def _changeable(work: Work, tag: TagId) -> Tag:
    """Held until the commit."""
    held = await work.tags.find(tag, lock=True)
    if held is None:
        raise TagNotFound
    if held.built_in is not None:
        raise TagBuiltIn(name=held.name)
    return held


async def _refuse_taken(work: Work, tag: Tag) -> None:
    other = await work.tags.by_key(key_of(tag.name))
    if other is not None and other.id != tag.id:
        raise FieldsInvalid({"name": "tag_taken"})
    if canonical(tag.name) != tag.name:
        raise FieldsInvalid({"name": "tag_taken"})


def _described(old: Tag | None, new: Tag | None) -> tuple[Change, ...]:
    return tuple(
        Change(
            field, None if old is None else str(getattr(old, field)), None if new is None else str(getattr(new, field))
        )
        for field in ("name", "colour", "scope")
        if old is None or new is None or getattr(old, field) != getattr(new, field)
    )


async def _tell(work: Work, kind: EventKind, tag: Tag, changes: tuple[Change, ...]) -> None:
    await work.tell(Happening(kind=kind, subject=tag.id, changes=changes))
