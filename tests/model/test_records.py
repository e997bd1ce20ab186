"""Which tabs a record has: they follow the tags, and where it is seen in several ways the view."""

import pytest

from bot.model.contacts import ContactKind
from bot.model.records import Tab, View, tab_of, tabs_of, view_of, views_of
from tests import make

CLIENT, SUPPLIER = View.CLIENT, View.SUPPLIER


@pytest.mark.parametrize(
    ("tags", "views", "seen_as", "has"),
    [
        ((), (), None, set()),
        (("VIP",), (), None, set()),
        (("Prospects",), (), None, {Tab.SALES}),
        (("Clients",), (CLIENT,), CLIENT, {Tab.SALES}),
        (("Suppliers",), (SUPPLIER,), SUPPLIER, {Tab.PURCHASES}),
        (("Prospects", "Suppliers"), (SUPPLIER,), SUPPLIER, {Tab.SALES, Tab.PURCHASES}),
        (("Clients", "Suppliers"), (CLIENT, SUPPLIER), CLIENT, {Tab.SALES}),
        (("Clients", "Suppliers"), (CLIENT, SUPPLIER), SUPPLIER, {Tab.PURCHASES}),
    ],
)
def test_tabs_follow_the_tags_and_the_view(
    tags: tuple[str, ...], views: tuple[View, ...], seen_as: View | None, has: set[Tab]
) -> None:
    values = make.contact_values(tags=tags)
    assert views_of(values) == views
    everybodys = {*Tab} - {Tab.SALES, Tab.PURCHASES, Tab.PEOPLE}
    assert {*tabs_of(values, seen_as)} == everybodys | has


def test_a_tab_that_is_of_one_view_is_seen_in_it() -> None:
    both = make.contact_values(tags=("Clients", "Suppliers"))
    assert view_of(both, Tab.PURCHASES) is SUPPLIER
    assert view_of(both, Tab.PURCHASES, CLIENT) is SUPPLIER
    assert (view_of(both, Tab.NOTES), view_of(both, Tab.NOTES, SUPPLIER)) == (CLIENT, SUPPLIER)
    assert view_of(make.contact_values(), Tab.NOTES, SUPPLIER) is None


def test_where_there_is_no_such_tab_it_is_the_overview() -> None:
    company = make.contact_values(kind=ContactKind.COMPANY, company="Acme", tags=("Clients", "Suppliers"))
    assert [tab_of(company, tab) for tab in Tab] == [*Tab]
    elsewhere = {Tab.SALES, Tab.PURCHASES, Tab.PEOPLE}
    assert {tab for tab in Tab if tab_of(make.contact_values(), tab) is Tab.OVERVIEW} == {Tab.OVERVIEW, *elsewhere}
