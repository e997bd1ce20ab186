"""What is known of a person of whom everything is: for `make.full_values`."""

from typing import Any

from bot.model.birthdays import Birthday
from bot.model.contacts import Civility, Hold, Reach
from bot.model.hours import OpeningHours

KNOWN: dict[str, Any] = {
    "civility": Civility.DR,
    "nickname": "Elo",
    "company": "Acme & <Fils>",
    "job_title": "Head of *Sales*",
    "department": "Sales",
    "description": "met in Lyon",
    "comment": "prefers\nmornings",
    "reference": "ACME-7",
    "siren": "732829320",
    "siret": "73282932000074",
    "vat_number": "FR44732829320",
    "iban": "FR1420041010050500013M02606",
    "accounting_account": "411ACME",
    "analytic_account": "LYON",
    "birthday": Birthday(2, 29, 1980),
    "hours": OpeningHours.read("Mo-Fr 09:00-12:00,14:00-18:00; Sa 22:00-02:00"),
    "flag": "asks for *Claire*",
    "hold": Hold("owes <us> 3 invoices", Reach.DESCENDANTS),
    "blocked": True,
    "mailing": False,
    "financial": True,
}
