"""Any order of create, edit, tag, archive, delete, restore and undo, against a plain model kept beside the store."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from bot.crm import contacts, tags, undo
from bot.crm._work import Work
from bot.crm.contacts import Saved
from bot.model.changes import Flat, flat
from bot.model.contacts import ContactKind
from bot.model.errors import ContactNotFound, CrmError, NothingToUndo
from bot.model.ids import BatchId, ContactId
from bot.model.members import Role
from bot.model.tags import canonical, key_of
from tests import make
from tests._works import OpenStore, open_works
from tests.conftest import Database

Answer = TypeVar("Answer")
TEXTS = st.sampled_from(["", "a", "Élan & Fils", "<!channel>", "*b*", "x" * 300])
FIELDS = st.sampled_from(["comment", "job_title", "nickname", "company", "iban", "department"])
TAGS = st.lists(st.sampled_from(["VIP", "Lyon", "client", "Fournisseurs"]), max_size=3, unique_by=key_of)


@dataclass
class Kept:
    """What the model knows of a contact, and what each act did to it: the fields before and after."""

    fields: Flat
    archived: bool = False
    deleted: bool = False
    acts: dict[BatchId, tuple["Kept", "Kept"]] = field(default_factory=dict)

    def state(self) -> "Kept":
        return Kept(dict(self.fields), self.archived, self.deleted)


class ContactLife(RuleBasedStateMachine):
    """One workspace for each run; `loop` and `store` are given by the test."""

    loop: asyncio.AbstractEventLoop
    store: OpenStore

    people = Bundle("people")
    acts = Bundle("acts")

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[ContactId, Kept] = {}
        self.workspace = self.run(self.store.settle(make.member(make.CLAIRE, role=Role.ADMIN)))

    def run(self, doing: Coroutine[Any, Any, Answer]) -> Answer:
        return self.loop.run_until_complete(doing)

    async def _acting(self, act: Any) -> Any:
        self.store.clock.advance(1)
        viewer = replace(make.viewer(role=Role.ADMIN), workspace=self.workspace)
        async with self.store.works.writing(viewer) as work:
            return await act(work)

    def act(self, act: Any) -> Any:
        return self.run(self._acting(act))

    def note(self, contact: ContactId, before: Kept, saved: Saved) -> Any:
        """What the store says became of it is what the model says; the act can be undone later."""
        after = self.kept[contact]
        assert flat(saved.contact.values) == after.fields
        if saved.batch is None:
            assert before.state() == after.state()
            return multiple()
        after.acts[saved.batch] = (before, after.state())
        return (contact, saved.batch)

    @rule(target=people, name=st.sampled_from(["Ann", "Zoé", "李"]), worn=TAGS)
    def create(self, name: str, worn: list[str]) -> ContactId:
        async def act(work: Work) -> Saved:
            values = make.contact_values(name, coordinates=(make.phone(),), tags=tuple(worn))
            return await contacts.create(work, values)

        saved: Saved = self.act(act)
        self.kept[saved.contact.id] = Kept(flat(saved.contact.values))
        return saved.contact.id

    @rule(target=acts, contact=people, field=FIELDS, text=TEXTS)
    def edit(self, contact: ContactId, field: str, text: str) -> Any:
        held = self.kept[contact]
        before = held.state()

        async def act(work: Work) -> Saved:
            found = await work.contacts.find(contact, deleted=True)
            assert found is not None
            given: dict[str, Any] = {field: text}
            values = replace(found.values, **given)
            saved = await contacts.change(work, contact, values, base=flat(found.values))
            assert isinstance(saved, Saved)
            return saved

        if held.deleted:
            return self.refused(ContactNotFound, act)
        held.fields.pop(field, None)
        held.fields |= {field: text} if text else {}
        return self.note(contact, before, self.act(act))

    @rule(target=acts, contact=people)
    def switch(self, contact: ContactId) -> Any:
        held = self.kept[contact]
        before = held.state()
        other = ContactKind.PERSON if held.fields["kind"] == "company" else ContactKind.COMPANY

        async def act(work: Work) -> Saved:
            found = await work.contacts.find(contact, deleted=True)
            assert found is not None
            saved = await contacts.change(work, contact, replace(found.values, kind=other), base=flat(found.values))
            assert isinstance(saved, Saved)
            return saved

        if held.deleted:
            return self.refused(ContactNotFound, act)
        held.fields["kind"] = other.value
        return self.note(contact, before, self.act(act))

    @rule(target=acts, contact=people, worn=TAGS)
    def tag(self, contact: ContactId, worn: list[str]) -> Any:
        held = self.kept[contact]
        before = held.state()

        async def act(work: Work) -> Saved:
            found = await work.contacts.find(contact)
            return await tags.put_on(work, contact, worn, shown=found.values.tags if found else ())

        if held.deleted:
            return self.refused(ContactNotFound, act)
        held.fields = {name: text for name, text in held.fields.items() if not name.startswith("tag:")}
        held.fields |= {f"tag:{key_of(each)}": canonical(each) for each in worn}
        return self.note(contact, before, self.act(act))

    @rule(target=acts, contact=people)
    def archive(self, contact: ContactId) -> Any:
        held = self.kept[contact]
        before = held.state()
        if held.deleted:
            return self.refused(ContactNotFound, lambda work: contacts.archive(work, contact))
        held.archived = True
        return self.note(contact, before, self.act(lambda work: contacts.archive(work, contact)))

    @rule(target=acts, contact=people)
    def delete(self, contact: ContactId) -> Any:
        held = self.kept[contact]
        before = held.state()
        if held.deleted:
            return self.refused(ContactNotFound, lambda work: contacts.delete(work, contact))
        held.deleted = True
        return self.note(contact, before, self.act(lambda work: contacts.delete(work, contact)))

    @rule(target=acts, contact=people)
    def restore(self, contact: ContactId) -> Any:
        held = self.kept[contact]
        before = held.state()
        held.archived = held.deleted = False
        return self.note(contact, before, self.act(lambda work: contacts.restore(work, contact)))

    @rule(act=consumes(acts))
    def undo(self, act: tuple[ContactId, BatchId]) -> None:
        contact, batch = act
        held = self.kept[contact]
        before, after = held.acts[batch]
        wanted = self.reversed(held, before, after)
        if wanted is None and not self.was_changed_since(held, before, after):
            wanted = held.state()

        async def doing(work: Work) -> undo.Undone:
            undone = await undo.take_back(work, batch)
            assert isinstance(undone, undo.Undone)
            return undone

        if wanted is None:
            self.refused(NothingToUndo, doing)
            return
        undone: undo.Undone = self.act(doing)
        self.kept[contact] = replace(wanted, acts=held.acts)
        assert flat(undone.contact.values) == wanted.fields

    def reversed(self, held: Kept, before: Kept, after: Kept) -> Kept | None:
        """What undoing makes of it: fields that still hold what the act wrote go back, the rest stays; or nothing."""
        now = held.state()
        if (before.archived, before.deleted) != (after.archived, after.deleted):
            return self._reversed_state(now, before, after)
        if now.deleted:
            return None
        for name in {*before.fields, *after.fields}:
            if before.fields.get(name) == after.fields.get(name) or now.fields.get(name) != after.fields.get(name):
                continue
            now.fields.pop(name, None)
            now.fields |= {name: before.fields[name]} if name in before.fields else {}
        return None if now == held.state() else now

    @staticmethod
    def was_changed_since(held: Kept, before: Kept, after: Kept) -> bool:
        """Whether something that the act wrote holds neither what it wrote nor what was there before."""
        if (before.archived, before.deleted) != (after.archived, after.deleted):
            return False
        if held.deleted:
            return True
        written = {
            name for name in {*before.fields, *after.fields} if before.fields.get(name) != after.fields.get(name)
        }
        return any(held.fields.get(name) not in (before.fields.get(name), after.fields.get(name)) for name in written)

    @staticmethod
    def _reversed_state(now: Kept, before: Kept, after: Kept) -> Kept | None:
        moved = {}
        for name in ("archived", "deleted"):
            was, became = getattr(before, name), getattr(after, name)
            if was is not became and getattr(now, name) is became:
                moved[name] = was
        return replace(now, **moved) if moved else None

    def refused(self, error: type[CrmError], act: Any) -> Any:
        with pytest.raises(error):
            self.act(act)
        return multiple()

    @invariant()
    def the_store_holds_what_the_model_does(self) -> None:
        self.run(self._agrees())

    async def _agrees(self) -> None:
        viewer = replace(make.viewer(role=Role.ADMIN), workspace=self.workspace)
        async with self.store.works.reading(viewer) as work:
            for contact, kept in self.kept.items():
                found = await work.contacts.find(contact, deleted=True)
                assert found is not None
                assert flat(found.values) == kept.fields
                assert (found.archived_at is not None, found.deleted_at is not None) == (kept.archived, kept.deleted)
                alive = not kept.archived and not kept.deleted
                named = (await contacts.search(work, found.values.reference)).found
                assert (contact in {each.id for each in named}) is alive


def test_any_order_of_acts_leaves_what_a_plain_model_says(database: Database, tmp_path: Path) -> None:
    loop = asyncio.new_event_loop()
    opening = open_works(database.url)
    try:
        store = loop.run_until_complete(opening.__aenter__())
        machine = type("Life", (ContactLife,), {"loop": loop, "store": store})
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=10, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )
        loop.run_until_complete(opening.__aexit__(None, None, None))
    finally:
        loop.close()
