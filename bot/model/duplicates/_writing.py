"""One writing for what is written in many: companies, streets, towns, phones, mailboxes; and the sound of a name."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.model.folding import digits, fold, squeeze, words
from bot.model.legal_forms import LEGAL_FORMS

PARTICLES = frozenset((
    "de", "du", "des", "d", "la", "le", "les", "l", "van", "von", "der", "den", "ten", "ter", "di", "da", "do", "dos",
    "del", "della", "dal", "el", "al", "bin", "ben", "ibn", "zu", "af", "of", "the", "et", "and",
))  # fmt: skip
# With what is as good as one, in full or at the head of a name.
FIRM_WORDS = LEGAL_FORMS | frozenset((
    "ab", "as", "cie", "co", "compagnie", "company", "etablissement", "etablissements", "ets", "group", "groupe",
    "holding", "incorporated", "lp", "ohg", "pte", "selas", "societe", "ste",
))  # fmt: skip
# Whoever is written with one of these is a firm, although the file has them in a person's name.
FIRMS = FIRM_WORDS - {"co", "as", "ab", "ag", "al", "sl", "lp", "earl", "ste", "company", "group"}
# Mail of people at large: its domain says nothing of a firm.
POST_OFFICES = frozenset((
    "gmail", "googlemail", "yahoo", "ymail", "hotmail", "outlook", "live", "msn", "icloud", "me", "mac", "aol", "gmx",
    "proton", "protonmail", "orange", "wanadoo", "free", "sfr", "laposte", "bbox", "neuf", "numericable", "mail",
    "email", "comcast", "cox", "verizon", "att", "sbcglobal", "bellsouth", "earthlink", "btinternet", "sky", "virgin",
    "virginmedia", "talktalk", "ntlworld", "web", "t-online", "club-internet", "aliceadsl", "9online", "bluewin",
    "skynet", "telenet", "videotron", "sympatico", "rogers", "shaw", "bigpond", "courriel", "mailbox", "poste",
    "noos", "example", "fastmail", "zoho", "yandex", "hey", "tutanota", "rediffmail", "libero", "rocketmail",
))  # fmt: skip
# Mailboxes that are nobody's own.
SHARED = frozenset((
    "accounting", "accounts", "accueil", "achats", "admin", "administration", "agence", "billing", "bonjour",
    "boutique", "bureau", "cabinet", "commande", "commandes", "commercial", "compta", "comptabilite", "contact",
    "contacts", "contactus", "courrier", "customerservice", "direction", "enquiries", "enquiry", "export",
    "facturation", "factures", "finance", "hello", "help", "hi", "hr", "info", "information", "infos", "inquiries",
    "invoices", "job", "jobs", "legal", "mail", "mairie", "marketing", "magasin", "news", "newsletter", "noreply",
    "office", "orders", "postmaster", "presse", "press", "purchasing", "reception", "recrutement", "reservation",
    "reservations", "rh", "sales", "sav", "secretariat", "service", "serviceclient", "shop", "standard", "studio",
    "support", "team", "ventes", "webmaster", "welcome",
))  # fmt: skip
_STREETS = {
    "avenue": "av", "ave": "av", "boulevard": "bd", "bld": "bd", "blvd": "bd", "boul": "bd", "bvd": "bd",
    "place": "pl", "plaza": "pl", "road": "rd", "street": "st", "saint": "st", "str": "st", "sainte": "ste",
    "drive": "dr", "lane": "ln", "court": "ct", "square": "sq", "route": "rte", "chemin": "ch", "che": "ch",
    "chem": "ch", "impasse": "imp", "allee": "all", "allees": "all", "faubourg": "fg", "fbg": "fg", "terrace": "ter",
    "crescent": "cres", "close": "cl", "highway": "hwy", "parkway": "pkwy", "circle": "cir", "r": "rue", "q": "quai",
    "general": "gal", "gen": "gal", "marechal": "mal", "docteur": "dr", "doctor": "dr", "professeur": "pr",
    "president": "pdt", "north": "n", "south": "s", "east": "e", "west": "w", "mount": "mt", "first": "1st",
    "second": "2nd", "third": "3rd",
}  # fmt: skip
# What a street is, beside what it is called.
_WAYS = frozenset((
    "av", "bd", "pl", "rd", "st", "dr", "ln", "ct", "sq", "rte", "ch", "imp", "all", "cres", "cl", "hwy", "pkwy",
    "cir", "rue", "quai", "way", "cours",
))  # fmt: skip
_INSIDE = re.compile(
    r"\b(?:apt|apartment|appt|appartement|app|suite|unit|flat|bat|batiment|etage|room|bp|cs|ste)\b\.?\s*(?:\d+\w?|[a-z])\b|#\s*\w+"
)
_NUMBER = re.compile(r"\b\d+(?:\s?(?:bis|ter|quater)|[a-z])?\b")  # '2nd' is none
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|e|er|eme|ieme)?")
_FRENCH_TOWN = re.compile(r"[,\s](\d{5})\s+([^\d,]{2,})(?:,|$)")
_BRITISH_CODE = re.compile(r"[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}")
_TOWNS = {"saint": "st", "sainte": "ste", "st": "st", "ste": "ste", "mount": "mt"}
_NOT_TOWN = frozenset(("cedex", "cdx", "arrondissement", "city", "town"))
_EXTENSION = re.compile(r"\s*(?:;|,|\b(?:x|ext|extn|extension|poste|p)\b).*$", re.IGNORECASE)
PHONE_DIGITS = 9  # the last ones tell a line apart in every country; what stands before is written or left out

# How a letter or two may be heard as another, longest first.
_SOUNDS = (
    ("eau", "o"), ("aux", "o"), ("ault", "o"), ("aud", "o"), ("aut", "o"), ("au", "o"), ("sch", "s"), ("ph", "f"),
    ("th", "t"), ("ch", "s"), ("sh", "s"), ("ck", "k"), ("qu", "k"), ("gn", "n"), ("kn", "n"), ("wr", "r"),
    ("ain", "in"), ("ein", "in"), ("ei", "e"), ("ai", "e"), ("ee", "i"), ("ea", "e"), ("oo", "u"), ("ou", "u"),
    ("ow", "o"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("q", "k"), ("x", "s"), ("z", "s"), ("y", "i"),
    ("w", "v"), ("j", "g"), ("h", ""),
)  # fmt: skip
_TWICE = re.compile(r"(.)\1+")
_SILENT = "estdpx"  # at the end of a French name


@lru_cache(maxsize=1 << 17)
def sound(word: str) -> str:
    """Roughly how a squeezed name is heard: 'Philippe' and 'Filip', 'Catherine' and 'Katrine' are the same."""
    heard = word
    for written, spoken in _SOUNDS:
        heard = heard.replace(written, spoken)
    heard = _TWICE.sub(r"\1", heard)
    short = heard.rstrip(_SILENT)
    return short if len(short) > 2 else heard


@lru_cache(maxsize=1 << 18)
def slips(one: str, other: str) -> int:
    """How many letters were left out, added, replaced or swapped; 9 where it is too many for a slip.

    One in a word of three letters, two in one of seven; a word that sounds alike counts as one.
    """
    length = max(len(one), len(other))
    allowed = 0 if length < 3 else 1 if length < 7 else 2 if length < 12 else 3
    found = OSA.distance(one, other, score_cutoff=allowed) if allowed else 9
    if found <= allowed:
        return found
    return 1 if length > 3 and sound(one) == sound(other) else 9


@lru_cache(maxsize=1 << 16)
def firm(name: str) -> str:
    """What a company is called without its legal form, spaces and punctuation."""
    said = _said(name)
    bare = [word for word in said if word not in FIRM_WORDS and word not in PARTICLES]
    return "".join(_TOWNS.get(word, word) for word in bare) or "".join(said)


@lru_cache(maxsize=1 << 16)
def legal_form(name: str) -> str:
    return "".join(word for word in _said(name) if word in FIRMS)


def _said(name: str) -> list[str]:
    plain = name.replace("&", " ")
    return words(plain.replace(".", "") if _dotted(name) else plain)


def _dotted(name: str) -> bool:
    """'S.A.R.L.' and 'S.A.' are words, and not letters."""
    return re.search(r"\b\w\.\w\b", name) is not None


@lru_cache(maxsize=1 << 16)
def street(line: str) -> tuple[str, str]:
    """The number and the name of a street, in their shortest usual forms: '12', 'ruelilas'."""
    plain = _INSIDE.sub(" ", fold(line))
    number = _NUMBER.search(plain)
    rest = plain if number is None else f"{plain[: number.start()]} {plain[number.end() :]}"
    said = [_STREETS.get(word, word) for word in words(rest)]
    named = [word for word in said if word not in PARTICLES]
    called = [word for word in named if word not in _WAYS] or named
    return squeeze(number[0]) if number else "", "".join(called)


@lru_cache(maxsize=1 << 16)
def town(name: str) -> str:
    """A town without its districts and post boxes: 'Paris 11e' and 'PARIS CEDEX 11' are 'paris'."""
    said = [_TOWNS.get(word, word) for word in words(name)]
    named = [word for word in said if word not in _NOT_TOWN and not _ORDINAL.fullmatch(word)]
    return "".join(named) or "".join(said)


def town_in(line: str) -> tuple[str, str]:
    """Postcode and town at the end of a whole address on one line; ('', '') where there is none."""
    plain = fold(line)
    if found := _FRENCH_TOWN.search(plain):
        return found[1], town(found[2])
    british = _BRITISH_CODE.search(plain)
    return (squeeze(british[0]), "") if british else ("", "")


def line_of(typed: str, parsed: str | None) -> str:
    """The end of a phone's number, by which it is known however it is written; '' for one that is too short."""
    said = digits(parsed) if parsed else digits(_EXTENSION.sub("", typed)).lstrip("0")
    return said[-PHONE_DIGITS:] if len(said) >= 6 else ""


def mailbox(address: str) -> tuple[str, str]:
    """The local part and the domain as the post office knows them."""
    local, _, domain = fold(address).rpartition("@")
    local = local.partition("+")[0]
    if domain in {"gmail.com", "googlemail.com"}:
        return local.replace(".", ""), "gmail.com"
    return local, domain


def is_shared(local: str) -> bool:
    return squeeze(local).rstrip("0123456789") in SHARED


def own_domain(domain: str) -> str:
    """The domain of a firm; '' for one where anybody may have a mailbox."""
    return "" if domain.partition(".")[0] in POST_OFFICES or "." not in domain else domain
