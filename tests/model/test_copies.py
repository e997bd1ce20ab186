"""A copy of a contact, and the two ends of a relation."""

from bot.model.copies import copied
from bot.model.ids import ChoiceId, ContactId, FileId
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


def test_a_relation_has_two_ends() -> None:
    relation = make.relation(5, 1, 2)
    assert (relation.other(ContactId(1)), relation.other(ContactId(2))) == (2, 1)
