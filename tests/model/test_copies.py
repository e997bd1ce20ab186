"""A copy of a contact, and a relation seen from its two ends."""

from bot.model.choices import ChoiceKind
from bot.model.copies import copied
from bot.model.ids import ChoiceId, ContactId, FileId
from bot.model.relations import Link, seen_from
from bot.model.tags import BuiltIn
from tests import make


def test_a_copy_has_all_but_what_is_one_contacts_own() -> None:
    held = make.full_values(**make.listed_values(), photo=FileId(8))
    copy = copied(held, (BuiltIn.SUPPLIERS,), None)
    assert (copy.reference, copy.photo, copy.main_person) == ("", None, False)
    assert copy.tags == ("VIP", "Suppliers")
    assert copy.groups == held.groups
    assert copy.hours == held.hours
    assert [each.id for each in copy.coordinates] == [None] * len(held.coordinates)


def test_a_copy_into_a_group_stays_what_it_was() -> None:
    copy = copied(make.full_values(**make.listed_values()), (), ChoiceId(9))
    assert copy.tags == ("Clients", "VIP")
    assert copy.groups == (9,)


def test_a_relation_is_seen_from_both_ends() -> None:
    works = make.choice(1, ChoiceKind.RELATION, "salarié de", inverse="emploie")
    marie, acme = make.found(1, "Marie"), make.found(2, "Acme")
    relation = make.relation(5, 1, 2)
    assert seen_from(relation, ContactId(1), works, acme) == Link(relation.id, "salarié de", acme)
    assert seen_from(relation, ContactId(2), works, marie) == Link(relation.id, "emploie", marie)
    assert (relation.other(ContactId(1)), relation.other(ContactId(2))) == (2, 1)
