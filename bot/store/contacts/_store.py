"""The store of contacts: what `crm` asks of it, each in the file of its kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from bot.model.consents import Consent
from bot.model.contacts import Contact, ContactValues, Found, Line, Page
from bot.model.ids import ChoiceId, ContactId, MemberId
from bot.model.query import Query
from bot.model.records import Around, People, Whole
from bot.model.search import sort_name
from bot.model.warnings import Warning
from bot.store import _search
from bot.store._contacts import ContactRow, consents_of, found_of
from bot.store._counters import reserve
from bot.store._session import StoreSession
from bot.store.contacts import _alike, _around, _held, _lines, _people, _read, _tree, _write


class Contacts:
    """`find / list / add / save`. What is archived is there but for searches, what is deleted only when asked for."""

    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, contact: ContactId, *, lock: bool = False, deleted: bool = False) -> Contact | None:
        """`lock` holds the row until the commit, for a change that depends on what is read."""
        return await _read.find(self._session, contact, lock=lock, deleted=deleted)

    async def whole(self, contact: ContactId, *, deleted: bool = False) -> Whole | None:
        """With what its ids of lists stand for."""
        return await _read.whole(self._session, contact, deleted=deleted)

    async def around(self, contact: ContactId) -> Around:
        """Who stands around it; a deleted contact only where it is above."""
        return await _around.around(self._session, contact)

    async def warnings_of(self, contact: ContactId) -> Sequence[Warning]:
        """Its own, and those of others that reach it; holds first."""
        return await _around.warnings_of(self._session, contact)

    async def consents(self, contact: ContactId) -> Sequence[Consent]:
        """Its answers, without all the rest."""
        rows = await self._session.fetch(_lines.MORE, {"contact": contact})
        return consents_of(rows[0].more) if rows and rows[0].more else ()

    async def line(self, contact: ContactId, *, deleted: bool = False) -> Found | None:
        return self._line(await self._session.fetch(_lines.LINE, {"contact": contact}), deleted)

    async def by_number(self, number: int, *, deleted: bool = False) -> Found | None:
        return self._line(await self._session.fetch(_lines.NUMBERED, {"number": number}), deleted)

    async def main_person(self, company: ContactId) -> Found | None:
        return self._line(await self._session.fetch(_lines.MAIN_PERSON, {"company": company}), deleted=False)

    def _line(self, rows: Sequence[Any], deleted: bool) -> Found | None:
        found = found_of(rows[0]) if rows else None
        return None if found is None or (found.deleted and not deleted) else found

    async def list(
        self,
        query: Query,
        *,
        limit: int,
        offset: int = 0,
        mine: MemberId | None = None,
        strict: Page | None = None,
        whole: bool = False,
        number: int | None = None,
    ) -> Page:
        """The best first: the whole name, whole words, what begins so, the beginnings of words, fragments, slips.

        Of those that fit as well the ones that `mine` looks after, then the latest; without words by name. With typos,
        `strict` is the page of all that are found without, where it is known. A `whole` list is turned to its end, so
        nothing is left out that stands behind a page. Whoever has the `number` stands above the page, and not on it,
        which is as much shorter: a question in words alone.
        """
        if number is not None:
            return await self._session.converse(
                _search.inquiry(self._session, query, limit=limit, offset=offset, mine=mine, number=number)
            )
        return await _search.contacts(
            self._session, query, limit=limit, offset=offset, mine=mine, strict=strict, whole=whole
        )

    async def count(self, query: Query) -> int:
        """How many there are in all, however many."""
        return await _search.count(self._session, query)

    async def ids(self, query: Query, *, after: ContactId, limit: int) -> Sequence[ContactId]:
        """Of all that a question finds, in their order and from behind `after`; fewer than `limit` are the last."""
        return await _search.ids(self._session, query, after=after, limit=limit)

    async def any_of(self, query: Query, *, limit: int) -> Sequence[Found]:
        """Contacts of which any word of a sentence is a whole word, for guessing whom it speaks of."""
        return await _search.any_of(self._session, query, limit=limit)

    async def alike(self, values: ContactValues) -> Sequence[Contact]:
        """Some that may be this very contact, for whoever adds it: few, and no more likely than that."""
        return await _alike.alike(self._session, values)

    async def lines(self, contacts: Sequence[ContactId]) -> Sequence[Line]:
        """What a list shows of these contacts, in this order; deleted ones are left out."""
        return await _lines.lines(self._session, contacts)

    async def many(self, contacts: Sequence[ContactId], *, lock: bool = True) -> Sequence[Contact]:
        """These contacts in the order of their ids; with `lock` whoever saves one meanwhile waits for the commit.

        Archived and deleted ones are among them; at most REINDEXED.
        """
        return await _read.many(self._session, contacts, lock=lock)

    async def names(self, contacts: Sequence[ContactId]) -> dict[ContactId, str]:
        """The names of contacts by id, the deleted ones too: the trace still speaks of them."""
        if len(contacts) == 1:  # as usual
            rows = await self._session.fetch(_lines.NAME, {"contact": contacts[0]})
        else:
            rows = await self._session.fetch_each(_lines.names_of, contacts)
        return {ContactId(row.id): row.name for row in rows}

    async def put_away(self, *, limit: int, deleted: bool = False) -> Sequence[Found]:
        """The archived contacts, or the deleted ones; the latest first."""
        wanted = _lines.DELETED if deleted else _lines.ARCHIVED
        return [found_of(row) for row in await self._session.fetch(wanted, {"limit": limit})]

    async def latest(self, *, limit: int) -> Sequence[Found]:
        """The newest ones that are neither archived nor deleted."""
        return [found_of(row) for row in await self._session.fetch(_lines.NEWEST, {"limit": limit})]

    async def born_on(self, days: Sequence[str], *, after: ContactId, limit: int) -> Sequence[ContactId]:
        """Whose birthday is on one of these days ('0229'), in the order of their ids and from behind `after`."""
        return await _people.born_on(self._session, days, after=after, limit=limit)

    async def companies_called(self, name: str, *, limit: int) -> Sequence[Found]:
        """The companies of that very name, whatever its capitals, accents and signs; by their towns."""
        rows = await self._session.fetch(_lines.CALLED, {"name": sort_name(name), "limit": limit})
        return [found_of(row) for row in rows]

    async def employees(self, company: ContactId, *, limit: int) -> Sequence[ContactId]:
        """The people whose employer it is, in the order of their names."""
        rows = await self._session.fetch(_lines.EMPLOYEES, {"company": company, "limit": limit})
        return [ContactId(row.id) for row in rows]

    async def people(self, company: ContactId, *, limit: int, offset: int = 0, role: ChoiceId | None = None) -> People:
        """A page of them: the main one first, then by rank of what they are for, or of `role`, then by name."""
        return await _people.people(self._session, company, role=role, limit=limit, offset=offset)

    async def children(self, contact: ContactId, *, limit: int, offset: int = 0) -> Page:
        """Those directly below, by name."""
        return await _tree.children(self._session, contact, limit=limit, offset=offset)

    async def ancestors(self, contact: ContactId, *, lock: bool = False) -> Sequence[Found]:
        """Those above, the nearest first. With `lock` nobody else who asks so changes a parent until the commit."""
        if lock:
            await self.take_turn()
        return await _tree.ancestors(self._session, contact)

    async def on_hold(self, *, limit: int) -> Sequence[ContactId]:
        """Whom a hold is for, their own or one that reaches them, in the order of their ids."""
        return await _held.on_hold(self._session, limit=limit)

    async def take_turn(self) -> None:
        """Whoever else takes it waits until the commit: to get a parent, be the main person. Before any row is held."""
        await reserve(self._session, "parents", 0)

    async def above(self, contact: ContactId) -> frozenset[ContactId]:
        """Whom it is below at any level: by whatever way, parents and employers."""
        return await _tree.whoever_is_above(self._session, contact)

    async def subtree(self, contacts: Sequence[ContactId], *, limit: int) -> Sequence[ContactId]:
        """Of all below these contacts, at any level, those who have somebody below them in turn, in the order of their
        ids: with the contacts given, they are the parents and employers of everybody below."""
        return await _tree.subtree(self._session, contacts, limit=limit)

    async def references(self, keys: Sequence[str]) -> Mapping[str, ContactId]:
        """Whose each reference is, by `reference_key`; a deleted contact keeps its own."""
        wanted = select(ContactRow.reference_key, ContactRow.id).where(ContactRow.reference_key.in_(keys))
        return {str(row.reference_key): ContactId(row.id) for row in await self._session.execute(wanted)}

    async def known_imports(self, keys: Sequence[str]) -> set[str]:
        """Which of these import keys are already a contact's; a deleted one may be imported anew."""
        wanted = select(ContactRow.import_key).where(ContactRow.import_key.in_(keys), ContactRow.deleted_at.is_(None))
        return {key for key in await self._session.scalars(wanted) if key is not None}

    async def next_numbers(self, count: int = 1) -> int:
        """The first of `count` numbers. Whoever else adds contacts waits until the commit, with a count of 0 too."""
        return await reserve(self._session, "contacts", count)

    async def add(self, contact: Contact) -> None:
        await self.add_many([(contact, None)])

    async def add_many(self, contacts: Sequence[tuple[Contact, str | None]]) -> None:
        """Contacts, each with its import key, in few statements whatever their number; an employer before its people.

        Raises FieldsInvalid and Busy like `save`.
        """
        await _write.add_many(self._session, contacts)

    async def save(self, contact: Contact, *, held: Contact | None = None) -> None:
        """Writes the contact as it is now, where it is one's own; what is part of it is replaced as a whole.

        `held` is the contact as `find` has just locked it: what has not changed since is not written again. Archived
        or deleted it is taken out of the search, and otherwise put back. Raises FieldsInvalid where its reference is
        another's: of two that take one at the same time the second waits for the first and is told. Raises Busy where
        it is given a choice or a custom value that was taken away just now: nothing is left out of what is traced.
        """
        await _write.save(self._session, contact, held=held)

    async def save_many(self, contacts: Sequence[Contact]) -> None:
        """`save` for many that `many` has held, in few statements; their coordinates stay as they are."""
        await _write.save_many(self._session, contacts)

    async def hold(self, contacts: Sequence[ContactId]) -> None:
        """Holds their rows until the commit, in the order of their ids, so that two who hold many never cross."""
        wanted = select(ContactRow.id).where(ContactRow.id.in_(contacts)).order_by(ContactRow.id)
        await self._session.execute(wanted.with_for_update(key_share=True))

    async def reindex_many(self, contacts: Sequence[ContactId]) -> None:
        """Writes anew by what contacts are found, after something beside them has changed; at most REINDEXED."""
        if contacts:
            await _search.reindex(self._session, contacts, _write.searched(await self.many(contacts)))
