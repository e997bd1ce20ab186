"""A database as it was at revision 0004, with rows of every table that revision 0005 touches."""

from typing import Any

from sqlalchemy import Connection, MetaData
from sqlalchemy.ext.asyncio import create_async_engine

from bot.model.ids import Tenant
from bot.store._base import UtcMoment
from bot.store._search import tenant_term
from bot.store._search._rows import _SQLITE_FILL
from tests import make
from tests.conftest import Database

Rows = dict[str, list[dict[str, Any]]]

TENANTS = (1, 2)
# Of each team: number, first name, last name, tags. They were made by wearing them.
PEOPLE: tuple[tuple[int, str, str, tuple[str, ...]], ...] = (
    (1, "Marie", "Dupont", ("Client",)),
    (2, "Jean", "Martin", ("Fournisseur", "VIP")),
    (3, "Zoé", "Quirin", ("CLIENTS", "Client")),
    (4, "", "🔥", ()),
    (5, "Put", "Away", ("VIP",)),
    (6, "Long", "Gone", ("Client",)),
    (123456, "Anna", "Lopez", ("Customers", "Fournisseuse", "Prospect")),
)
ARCHIVED, DELETED = 5, 6  # nobody could do that yet; a row may be so all the same
_TAGS = {"Client": 501, "Fournisseur": 502, "VIP": 503, "CLIENTS": 504, "Customers": 505, "Fournisseuse": 506,
         "Prospect": 507}  # fmt: skip


async def fill(database: Database) -> None:
    engine = create_async_engine(database.admin_url or database.url)
    async with engine.begin() as connection:
        await connection.run_sync(_fill)
    await engine.dispose()


def contact(tenant: int, number: int) -> int:
    """Its id."""
    return tenant * 1_000_000 + number


def _fill(connection: Connection) -> None:
    known = MetaData()
    known.reflect(connection)
    now = UtcMoment().process_bind_param(make.NOW, connection.dialect)
    for tenant in TENANTS:
        for table, rows in _rows(tenant, now).items():
            connection.execute(known.tables[table].insert(), [{"tenant": tenant, **row} for row in rows])
        if connection.dialect.name == "sqlite":
            fresh = str([contact(tenant, number) for number, *_ in PEOPLE])
            for statement in _SQLITE_FILL:
                connection.execute(statement, {"tenant": tenant, "fresh": fresh})


def _rows(tenant: int, now: Any) -> Rows:
    """In the order in which a row finds its parent."""
    first = contact(tenant, 1)
    told = {"id": 1, "at": now, "actor": make.CLAIRE, "kind": "note.added", "version": 1, "subject": 1}
    worn = [(number, tag) for number, _, _, tags in PEOPLE for tag in tags]
    return {
        "workspaces": [{"enterprise": "", "team": f"T{tenant:03}", "name": f"Team {tenant}", "locale": "fr-FR",
                        "zone": "Europe/Paris", "country": "FR", "created_at": now}],
        "members": [{"id": make.CLAIRE, "name": "Claire", "locale": "fr-FR", "zone": "Europe/Paris", "role": "admin",
                     "standing": "full", "preferences": {}, "heard_at": now}],
        "tags": [{"id": key, "name": name, "folded": name.lower()} for name, key in _TAGS.items()],
        "contacts": [_contact(tenant, number, f"{names[0]} {names[1]}".strip(), now) | {"first_name": names[0],
                     "last_name": names[1]} for number, *names, _ in PEOPLE],
        "coordinates": [_phone(contact(tenant, number)) for number, *_ in PEOPLE],
        "contact_tags": [{"contact": contact(tenant, number), "tag": _TAGS[tag]} for number, tag in worn],
        "contact_search": [_searched(tenant, *each) for each in PEOPLE],
        "notes": [{"id": tenant, "contact": first, "author": make.CLAIRE, "text": "a note", "created_at": now}],
        "events": [told | {"contact": first, "batch": 7, "digests": {}}],
    }  # fmt: skip


def _contact(tenant: int, number: int, name: str, now: Any) -> dict[str, Any]:
    return {
        "id": contact(tenant, number),
        "number": number,
        "kind": "person",
        "company": "",
        "name": name,
        "sort_name": name.lower(),
        "comment": "kept",
        "city": "",
        "created_at": now,
        "updated_at": now,
        "created_by": make.CLAIRE,
        "version": 1,
        "import_key": f"key{number}",
        "archived_at": now if number == ARCHIVED else None,
        "deleted_at": now if number == DELETED else None,
    }


def _phone(contact: int) -> dict[str, Any]:
    parts = dict.fromkeys(("label", "street", "complement", "postcode", "city", "region", "country"), "")
    phone = {"kind": "phone", "position": 0, "main": True, "typed": "06 28 23 04 55", "parsed": "+33628230455"}
    return {"id": contact, "contact": contact, **phone, **parts}


def _searched(tenant: int, number: int, first: str, last: str, tags: tuple[str, ...]) -> dict[str, Any]:
    """The text of then: no reference in it, and of a tag no other word than its own."""
    names = [name.lower().replace("é", "e") for name in (first, last) if name.isalpha()]
    own = [*names, "06", "28", "23", "04", "55", *(tag.lower() for tag in tags)]
    pieces = ["".join(names), "33628230455", "0628230455", *(tag.lower() for tag in tags), *(word[:2] for word in own)]
    grams = "".join(f"  {piece}" for piece in dict.fromkeys(pieces) if piece)
    term = tenant_term(Tenant(tenant))
    return {"contact": contact(tenant, number), "words": " ".join((term, *own)), "grams": f"{term}{grams}"}
