"""The labels of coordinates that every workspace has; people write their own beside them."""

from bot.model.contacts import CoordinateKind
from bot.model.folding import squeeze

LABELS: dict[CoordinateKind, tuple[str, ...]] = {
    CoordinateKind.PHONE: ("mobile", "work", "home", "switchboard", "fax", "other"),
    CoordinateKind.EMAIL: ("work", "personal", "accounting", "other"),
    CoordinateKind.ADDRESS: ("head_office", "work", "home", "warehouse", "other"),
    CoordinateKind.SITE: ("site", "shop", "blog", "other"),
    CoordinateKind.SOCIAL: ("linkedin", "facebook", "instagram", "x", "youtube", "other"),
}
LABEL_LENGTH = 50

# How they are said in files and by people, in either language.
_SAID = {
    "mobile": ("mobile", "cell", "cellphone", "portable", "telephone portable", "gsm", "natel"),
    "work": ("work", "office", "business", "professional", "professionnel", "pro", "bureau", "travail"),
    "home": ("home", "domicile", "maison", "fixe"),
    "personal": ("personal", "private", "personnel", "perso", "prive"),
    "switchboard": ("switchboard", "standard", "main number"),
    "fax": ("fax", "telecopie", "work fax", "fax pro"),
    "accounting": ("accounting", "comptabilite", "compta", "invoices", "factures"),
    "head_office": ("head office", "headquarters", "hq", "siege", "siege social"),
    "warehouse": ("warehouse", "entrepot", "depot"),
    "site": ("site", "web site", "website", "site web", "site internet", "homepage"),
    "shop": ("shop", "store", "boutique"),
    "blog": ("blog",),
    "linkedin": ("linkedin",),
    "facebook": ("facebook",),
    "instagram": ("instagram",),
    "x": ("x", "twitter"),
    "youtube": ("youtube",),
    "other": ("other", "autre", "divers"),
}
_BY_SAID = {squeeze(word): label for label, said in _SAID.items() for word in said}


def built_in_label(kind: CoordinateKind, text: str) -> str | None:
    """The label that a word means for this kind of coordinate, in either language; None for a person's own."""
    label = text if text in LABELS[kind] else _BY_SAID.get(squeeze(text))
    return label if label in LABELS[kind] else None


def kept_label(kind: CoordinateKind, text: str) -> str:
    """As it is stored: the built-in one that it means, else as typed."""
    return built_in_label(kind, text) or text
