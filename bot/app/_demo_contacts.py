"""The contacts of the demo, made as a person would make them; each wears the tag that says what it is."""

from dataclasses import dataclass

from bot.app._house import House, opened
from bot.config import Settings
from bot.crm import contacts, notes
from bot.handlers._viewers import Caller
from bot.model.contacts import ContactKind, ContactValues, Coordinate, CoordinateKind, PostalAddress, with_mains
from bot.model.coordinates import email, phone
from bot.model.ids import MemberId
from bot.model.members import Viewer

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


# Telephone numbers that the regulators keep free for stories.
_PEOPLE = (
    _Planted("Éléonore", "Dupont", "Atelier Démo", "01 99 00 12 34", "Lyon", "Clients", "Plutôt après 16 h."),
    _Planted("Jean-Marc", "Dupont", "Menuiserie Démo", "02 61 91 22 33", "Nantes", "Prospects"),
    _Planted("Ann", "Martin", "Demo Supplies", "+1 212 555 0143", "New York", "Suppliers", "Ask for spring prices."),
    _Planted("Zoë", "Saint-Étienne", "", "06 39 98 45 67", "Saint-Étienne", "Prospects"),
    _Planted("Arjun", "Demo-Rao", "Demo Textiles", "+1 415 555 0187", "San Francisco", "Clients"),
)  # fmt: skip
_COMPANY = _Planted("", "", "Boulangerie Démo", "04 65 71 08 09", "Lille", "Clients")


async def plant(settings: Settings) -> None:
    """Once: a workspace that has a contact already is left as it is."""
    async with opened(settings) as house:
        viewer = await _admin(house)
        async with house.works.reading(viewer) as work:
            planted = await contacts.search(work, TAG)
        if planted.total:
            return
        async with house.works.writing(viewer) as work:
            for each in (*_PEOPLE, _COMPANY):
                created = await contacts.create(work, _values(each))
                if each.note:
                    await notes.add(work, created.contact.id, each.note)


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
