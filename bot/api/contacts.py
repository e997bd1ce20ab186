"""Contacts over HTTP: found, read, made, changed, archived, deleted."""

import re
from collections.abc import Iterator

from bot.api._confirming import check_new
from bot.api._contact_json import asking_of, read, shown
from bot.api._contact_shapes import ContactChange, ContactFields, ContactsAsked, ContactShape, NewContact
from bot.api._refusals import ChangedMeanwhile, RequestInvalid, Wrong
from bot.api._routes import Answered, Asked, Route
from bot.api._shapes import Page, cursor_of, place_of
from bot.crm import contacts
from bot.crm._work import Work
from bot.model.changes import flat
from bot.model.choices import ChoiceKind
from bot.model.contacts import Contact
from bot.model.ids import ChoiceId, ContactId
from bot.model.tokens import Scope

_PLACE = re.compile(r"[1-9][0-9]{0,18}")
_ONE_OF = {"category": ChoiceKind.CATEGORY, "stage": ChoiceKind.STAGE, "origin": ChoiceKind.ORIGIN}
_SEVERAL = {"states": ChoiceKind.STATE, "groups": ChoiceKind.GROUP}


async def walk(asked: Asked, work: Work) -> Answered:
    said = asked.asked(ContactsAsked)
    after = ContactId(int(place_of(said.cursor, _PLACE) or 0))
    found = list(await contacts.walk(work, said.q, after=after, limit=said.limit + 1))
    more = cursor_of(str(found[said.limit - 1].id)) if len(found) > said.limit else None
    return Answered(body=Page[ContactShape](data=await _all(work, found[: said.limit]), next=more))


async def find(asked: Asked, work: Work) -> Answered:
    return Answered(body=await _one(work, await contacts.find(work, _id(asked))))


async def create(asked: Asked, work: Work) -> Answered:
    given = asked.sent(NewContact)
    await _check_choices(work, given)
    values = read(given, {}, await asking_of(work), work)
    await check_new(work, values, confirmed=given.confirmed)
    saved = await contacts.create(work, values)
    return Answered(body=await _stored(work, saved.contact), location=f"/contacts/{saved.contact.id}")


async def change(asked: Asked, work: Work) -> Answered:
    held = await _expected(asked, work)
    given = asked.sent(ContactChange)
    await _check_choices(work, given)
    base = flat(held.values)
    values = read(given, base, await asking_of(work), work)
    saved = await contacts.change(work, held.id, values, base=base)
    if isinstance(saved, contacts.Clash):
        raise ChangedMeanwhile
    return Answered(body=await _stored(work, _only_mine(asked, held, saved)))


async def archive(asked: Asked, work: Work) -> Answered:
    held = await _expected(asked, work)
    return Answered(body=await _stored(work, _only_mine(asked, held, await contacts.archive(work, held.id))))


async def restore(asked: Asked, work: Work) -> Answered:
    return Answered(body=await _stored(work, (await contacts.restore(work, _id(asked))).contact))


async def delete(asked: Asked, work: Work) -> Answered:
    held = await _expected(asked, work)
    _only_mine(asked, held, await contacts.delete(work, held.id))
    return Answered()


def _id(asked: Asked) -> ContactId:
    return ContactId(asked.ids["contact"])


async def _expected(asked: Asked, work: Work) -> Contact:
    """As it is stored. Raises ContactNotFound, VersionOutdated."""
    held = await contacts.find(work, _id(asked))
    if asked.if_match:
        asked.expect(await _one(work, held))
    return held


def _only_mine(asked: Asked, held: Contact, saved: contacts.Saved) -> Contact:
    """Whoever names a version changes that one and no later. Raises ChangedMeanwhile."""
    mine = held.version + (saved.batch is not None)
    if asked.if_match and saved.contact.version != mine:
        raise ChangedMeanwhile
    return saved.contact


async def _stored(work: Work, contact: Contact) -> ContactShape:
    """As it is read from now on, in the order in which the store keeps what there is several of: an ETag tells all."""
    return await _one(work, await contacts.find(work, contact.id))


async def _one(work: Work, contact: Contact) -> ContactShape:
    return (await _all(work, [contact]))[0]


async def _all(work: Work, some: list[Contact]) -> list[ContactShape]:
    seen = await contacts.seen_fields(work) if any(each.values.custom for each in some) else ()
    years = work.viewer.workspace.birthday_years
    return [shown(each, seen, years=years) for each in some]


async def _check_choices(work: Work, given: ContactFields) -> None:
    """A form offers what there is; a program may name what was deleted, and is told. Raises RequestInvalid."""
    named = list(_named(given))
    known = await contacts.choices(work, [key for _, _, key in named]) if named else {}
    wrong = [
        Wrong("choice_unknown", pointer=place)
        for place, kind, key in named
        if key not in known or known[key].kind is not kind
    ]
    if wrong:
        raise RequestInvalid(wrong=wrong)


def _named(given: ContactFields) -> Iterator[tuple[str, ChoiceKind, ChoiceId]]:
    for name, kind in _ONE_OF.items():
        if chosen := getattr(given, name):
            yield f"/{name}", kind, ChoiceId(int(chosen))
    for name, kind in _SEVERAL.items():
        for place, chosen in enumerate(getattr(given, name) or ()):
            yield f"/{name}/{place}", kind, ChoiceId(int(chosen))
    for place, role in enumerate(given.roles or ()):
        yield f"/roles/{place}/role", ChoiceKind.ROLE, ChoiceId(int(role.role))


READ, WRITE = Scope.READ, Scope.WRITE
ONE = "/contacts/{contact}"
# fmt: off
ROUTES = (
    Route(method="GET", path="/contacts", does=walk, scope=READ, name="contacts.list",
          summary="List or search contacts", query=ContactsAsked, answer=Page[ContactShape],
          about="All that `q` finds, or everybody who is not archived, in the order in which they were added."),
    Route(method="POST", path="/contacts", does=create, scope=WRITE, name="contacts.create", status=201,
          summary="Create a contact", body=NewContact, answer=ContactShape, versioned=True),
    Route(method="GET", path=ONE, does=find, scope=READ, name="contacts.read",
          summary="Read a contact", answer=ContactShape, versioned=True),
    Route(method="PATCH", path=ONE, does=change, scope=WRITE, name="contacts.change",
          summary="Change a contact", body=ContactChange, answer=ContactShape, versioned=True),
    Route(method="DELETE", path=ONE, does=delete, scope=WRITE, name="contacts.delete", status=204,
          summary="Delete a contact", about="With its open reminders; for 30 days it can be restored.", versioned=True),
    Route(method="POST", path=f"{ONE}/archive", does=archive, scope=WRITE, name="contacts.archive",
          summary="Archive a contact", answer=ContactShape, versioned=True,
          about="It is out of lists and searches, and can be restored at any time."),
    Route(method="POST", path=f"{ONE}/restore", does=restore, scope=WRITE, name="contacts.restore",
          summary="Restore a contact", answer=ContactShape, versioned=True,
          about="From the archive, or after it was deleted."),
)
# fmt: on
