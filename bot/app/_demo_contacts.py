"""The contacts of the demo, made as a person would make them; each wears the tag that says what it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.app._house import House, opened
from bot.config import Settings
from bot.crm import choices, contacts, custom_fields, notes, relations
from bot.crm._work import Work
from bot.handlers._viewers import Caller
from bot.model.changes import flat
from bot.model.choices import ChoiceKind
from bot.model.contacts import (
    ContactKind,
    ContactValues,
    Coordinate,
    CoordinateKind,
    CustomValue,
    PostalAddress,
    Role,
    with_mains,
)
from bot.model.coordinates import email, phone
from bot.model.custom_fields import CustomKind
from bot.model.ids import ContactId, MemberId
from bot.model.members import Viewer
from bot.parse.custom_fields import TypedCustomField

TAG = "demo"
_DOMAIN = "demo.example"  # RFC 2606: nobody's


@dataclass(frozen=True, slots=True)
class _Planted:
    first_name: str
    last_name: str
    company: str
    phone: str
    city: str
    tag: str
    note: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.company


# Telephone numbers that the regulators keep free for stories.
_PEOPLE = (
    _Planted("Éléonore", "Dupont", "Atelier Démo", "01 99 00 12 34", "Lyon", "Clients", "Plutôt après 16 h."),
    _Planted("Jean-Marc", "Dupont", "Menuiserie Démo", "02 61 91 22 33", "Nantes", "Prospects"),
    _Planted("Ann", "Martin", "Demo Supplies", "+1 212 555 0143", "New York", "Suppliers", "Ask for spring prices."),
    _Planted("Zoë", "Saint-Étienne", "", "06 39 98 45 67", "Saint-Étienne", "Prospects"),
    _Planted("Arjun", "Demo-Rao", "Demo Textiles", "+1 415 555 0187", "San Francisco", "Clients"),
)  # fmt: skip
_PARTNER = _PEOPLE[0]
_COMPANY = _Planted("", "", "Boulangerie Démo", "04 65 71 08 09", "Lille", "Clients")
_STAFF = (
    _Planted("Camille", "Fournier", _COMPANY.company, "06 39 98 12 21", "Lille", "Clients"),
    _Planted("Basile", "Fournier", _COMPANY.company, "06 39 98 12 22", "Lille", "Clients"),
)


async def plant(settings: Settings) -> None:
    """Once: a workspace that has a contact already is left as it is."""
    async with opened(settings) as house:
        viewer = await _admin(house)
        async with house.works.reading(viewer) as work:
            planted = await contacts.search(work, TAG)
        if planted.total:
            return
        async with house.works.writing(viewer) as work:
            made = {each.name: await _made(work, each) for each in (_COMPANY, *_STAFF, *_PEOPLE)}
            await _linked(work, made)


async def _made(work: Work, each: _Planted) -> ContactId:
    created = await contacts.create(work, _values(each))
    if each.note:
        await notes.jot(work, await contacts.found(work, created.contact.id), each.note)
    return created.contact.id


async def _linked(work: Work, made: Mapping[str, ContactId]) -> None:
    """The bakery's people and what they are for, with whom it does business, and a field of the team's own."""
    company = made[_COMPANY.name]
    roles = [each.id for each in await choices.all_of(work, ChoiceKind.ROLE)]
    for rank, (person, role) in enumerate(zip(_STAFF, roles, strict=False), start=1):
        held = (await contacts.card(work, made[person.name])).contact
        place = replace(held.values, employer=company, roles=(Role(role, rank),), main_person=rank == 1)
        await contacts.change(work, held.id, place, base=flat(held.values))
    kinds = [each for each in await choices.all_of(work, ChoiceKind.RELATION) if each.is_mutual]
    await relations.add(work, company, made[_PARTNER.name], kinds[0].id)
    french = work.viewer.workspace.language == "fr"
    field = await custom_fields.add(
        work, TypedCustomField(name="Jour de livraison" if french else "Delivery day", kind=CustomKind.TEXT)
    )
    held = (await contacts.card(work, company)).contact
    said = CustomValue(field.id, "mardi" if french else "Tuesday")
    await contacts.change(work, held.id, replace(held.values, custom=(said,)), base=flat(held.values))


async def _admin(house: House) -> Viewer:
    """Everybody of the workspace is admitted, its admin first; the contacts are theirs."""
    told = await house.gateway.auth_test()
    team, name = str(told["team_id"]), str(told.get("team", ""))
    people = await house.gateway.people_of(team)
    people.sort(key=lambda person: not person.is_admin)
    viewers = [await house.viewers.hear(Caller("", team, name, MemberId(person.id))) for person in people]
    return viewers[0]


def _values(each: _Planted) -> ContactValues:
    kind = ContactKind.PERSON if each.last_name else ContactKind.COMPANY
    address = PostalAddress(city=each.city)
    local = (each.last_name or "contact").lower().encode("ascii", "ignore").decode()
    coordinates = [
        phone(each.phone, "FR"),
        email(f"{local}@{_DOMAIN}"),
        Coordinate(kind=CoordinateKind.ADDRESS, typed=address.line, address=address),
    ]
    return ContactValues(
        kind=kind,
        first_name=each.first_name,
        last_name=each.last_name,
        company=each.company,
        comment="A contact of the demo. / Un contact de la démo.",
        coordinates=with_mains(tuple(one for one in coordinates if one is not None)),
        tags=(TAG, each.tag),
    )
