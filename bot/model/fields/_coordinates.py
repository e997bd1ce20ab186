"""The form of one coordinate: a phone, an e-mail, an address, a site, a social network."""

from bot.model.contacts import CoordinateKind
from bot.model.fields._kinds import Field, FieldKind, Form, form
from bot.model.labels import LABEL_LENGTH, LABELS

ADDRESS_LENGTH = 200

_OWN_LABEL = Field("own_label", FieldKind.TEXT, limit=LABEL_LENGTH)
_VALUE = {
    CoordinateKind.PHONE: Field("typed", FieldKind.TEXT, required=True, limit=40),
    CoordinateKind.EMAIL: Field("typed", FieldKind.TEXT, required=True, limit=254),
    CoordinateKind.SITE: Field("typed", FieldKind.TEXT, required=True, limit=2000),
    CoordinateKind.SOCIAL: Field("typed", FieldKind.TEXT, required=True, limit=2000),
}
_ADDRESS = (
    Field("street", FieldKind.LONG_TEXT, limit=500),
    Field("complement", FieldKind.TEXT, limit=ADDRESS_LENGTH),
    Field("postcode", FieldKind.TEXT, limit=20),
    Field("city", FieldKind.TEXT, limit=ADDRESS_LENGTH),
    Field("region", FieldKind.TEXT, limit=ADDRESS_LENGTH),
    Field("country", FieldKind.TEXT, limit=ADDRESS_LENGTH),
)


def coordinate_form(kind: CoordinateKind) -> Form:
    """One coordinate; `own_label` goes before `label`. `uses` ticks the main one, and an address for what it serves."""
    label = Field("label", FieldKind.MENU, choices=LABELS[kind])
    if kind is CoordinateKind.ADDRESS:
        uses = Field("uses", FieldKind.TICKS, choices=("main", "billing", "delivery"))
        return form("coordinates", *_ADDRESS, label, _OWN_LABEL, uses)
    uses = Field("uses", FieldKind.TICKS, choices=("main",))
    return form("coordinates", _VALUE[kind], label, _OWN_LABEL, uses)


COORDINATES = {kind: coordinate_form(kind) for kind in CoordinateKind}
