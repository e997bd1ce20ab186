"""What is known of a contact as a client and as a supplier: for a tab of its own, and line by line for the others."""

from collections.abc import Sequence

from bot.model.choices import ChoiceKind
from bot.model.contacts import ContactValues
from bot.model.records import Record, Tab, View
from bot.templates import _blocks as b
from bot.templates._words import Reader, raw
from bot.templates.contacts import _values as given
from bot.templates.contacts._parts import RECORDS, VALUE, detail, labelled, text_detail

# In the French chart of accounts a supplier's begins so, and a client's.
_OTHERS = {View.CLIENT: "40", View.SUPPLIER: "41"}
_SALES = ("analytic_account", "vat_number", "siren", "siret")
_PURCHASES = ("analytic_account", "vat_number", "siren", "siret", "iban")
_SORTED = (ChoiceKind.STAGE, ChoiceKind.CATEGORY, ChoiceKind.ORIGIN)


def trade_lines(record: Record, tab: Tab, reader: Reader) -> list[b.Element]:
    """To a client one sells: how far one has come with them, and by which ways they may be approached."""
    values = record.contact.values
    lines = owners(values, reader)
    if tab is Tab.PURCHASES:
        lines += [*account(values, reader, View.SUPPLIER), *named(_PURCHASES, values, reader)]
        return lines + given.hours_lines(values, reader)
    for kind in _SORTED:
        lines += text_detail(reader, f"field_{kind.value}", given.of_kind(record, kind, reader))
    lines += [*account(values, reader, View.CLIENT), *named(_SALES, values, reader)]
    return lines + given.consent_lines(record, reader)


def account(values: ContactValues, reader: Reader, view: View | None) -> list[b.Element]:
    """Of a client or of a supplier; where it is both, by how accounts of the two begin."""
    number = values.accounting_account
    if view is None or not number or number.startswith(_OTHERS[view]):
        return []
    heading = labelled(reader, raw(reader, RECORDS, f"account_{view.value}"))
    return [b.line(b.words(heading, bold=True), b.words(b.cut(number, VALUE)))]


def owners(values: ContactValues, reader: Reader) -> list[b.Element]:
    lines = [detail(reader, "field_owner", b.person(values.owner))] if values.owner else []
    assigned = values.assigned[: b.CHOSEN]
    return lines + ([detail(reader, "field_assigned", *b.people(assigned))] if assigned else [])


def named(fields: Sequence[str], values: ContactValues, reader: Reader) -> list[b.Element]:
    return [line for field in fields for line in text_detail(reader, f"field_{field}", getattr(values, field))]
