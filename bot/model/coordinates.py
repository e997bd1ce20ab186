"""How a phone, an e-mail or a site is understood; parse and formats build coordinates with these."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from bot.model import dialling
from bot.model.contacts import Coordinate, CoordinateKind
from bot.model.folding import digits

PHONE_LENGTH = 40
EMAIL_LENGTH = 254  # RFC 5321, a path without its brackets
SITE_LENGTH = 2000

# What needs no further look before the @; anything else is the validator's.
_USUAL_LOCAL = re.compile(r"(?=.{1,64}\Z)[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
# Spaces, control and bidirectional signs, and what RFC 3986 leaves out because it ends or splits an address.
_NOT_IN_URL = re.compile(
    r"[\s\x00-\x20\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff<>\"\\^`]"
)
_HOST_LENGTH = 253  # RFC 1035
_HOST_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.IGNORECASE)
_POSTE = re.compile(r"\bposte\b", re.IGNORECASE)  # the French word for an extension


def phone(typed: str, country: str, *, label: str = "") -> Coordinate:
    """A phone as typed and, where it can be parsed, in E.164; `country` is read when no + is given.

    What cannot be parsed is kept all the same: people store short numbers and extensions.
    """
    parsed = dialling.e164(typed, country) or _parsed(typed, country)
    return Coordinate(kind=CoordinateKind.PHONE, typed=typed, parsed=parsed, label=label)


def _parsed(typed: str, country: str) -> str | None:
    try:
        number = phonenumbers.parse(_POSTE.sub("ext", typed), country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def looks_like_phone(typed: str) -> bool:
    """Has at least two digits: anything less was meant for another field."""
    return len(digits(typed)) >= 2 and len(typed) <= PHONE_LENGTH


def email(typed: str, *, label: str = "") -> Coordinate | None:
    """An e-mail checked by its syntax alone, or None; no name server is asked."""
    local, _, domain = typed.rpartition("@")
    if _USUAL_LOCAL.fullmatch(local) and len(typed) <= EMAIL_LENGTH:
        checked = _domain(domain)
        parsed = None if checked is None else f"{local}@{checked}"
    else:
        parsed = _validated(typed)
    if parsed is None:
        return None
    return Coordinate(kind=CoordinateKind.EMAIL, typed=typed, parsed=parsed.lower(), label=label)


@lru_cache(maxsize=4096)
def _domain(domain: str) -> str | None:
    """The normal form of a domain, known again: a list of contacts has far fewer of them than addresses."""
    checked = _validated(f"a@{domain}")
    return None if checked is None else checked.partition("@")[2]


def _validated(address: str) -> str | None:
    try:
        return validate_email(address, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        return None


def site(typed: str, *, label: str = "") -> Coordinate:
    """A web address; one without a scheme is read as https. One that is no safe link is kept as typed."""
    full = typed if _SCHEME.match(typed) else f"https://{typed}"
    return Coordinate(kind=CoordinateKind.SITE, typed=typed, parsed=full if _is_link(full) else None, label=label)


def web_address(typed: str) -> str | None:
    """The whole of a safe link; None where it is none."""
    return site(typed).parsed


def _is_link(url: str) -> bool:
    """Whether every browser goes where a reader thinks; Slack refuses a whole card for one address it cannot read."""
    if len(url) > SITE_LENGTH or _NOT_IN_URL.search(url):
        return False
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # a bracket without its pair, a port that is none
        return False
    # Before an @ stands who is asking, written to look like another host.
    return parts.scheme in {"http", "https"} and "@" not in parts.netloc and port != 0 and _is_host(host)


def _is_host(host: str) -> bool:
    """A name of several labels, or of one that is not in Latin letters; or an address in four numbers."""
    try:
        plain = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return False
    labels = plain.removesuffix(".").split(".")
    if len(plain) > _HOST_LENGTH or not all(_HOST_LABEL.fullmatch(label) for label in labels):
        return False
    if labels[-1].isdigit():
        return len(labels) == 4 and all(label.isdigit() and int(label) < 256 for label in labels)
    return len(labels) > 1 or not host.isascii()


def national(e164: str) -> str:
    """The digits as dialled at home with their trunk zero, so that 06 28… finds +33628…"""
    at_home = dialling.at_home(e164)
    if at_home is not None:
        return at_home
    return digits(phonenumbers.format_number(_number(e164), phonenumbers.PhoneNumberFormat.NATIONAL))


def _number(e164: str) -> phonenumbers.PhoneNumber:
    code, rest = dialling.split(e164[1:])
    if code and not rest.startswith("0"):  # a zero may be a trunk's or an Italian's
        return phonenumbers.PhoneNumber(country_code=int(code), national_number=int(rest))
    return phonenumbers.parse(e164, None)
