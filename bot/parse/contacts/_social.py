"""A social network's page, from its address or from a handle and the name of the network."""

import re
from urllib.parse import urlsplit

from bot.model.contacts import Coordinate, CoordinateKind
from bot.model.coordinates import site
from bot.model.labels import built_in_label

_PAGES = {
    "linkedin": "https://www.linkedin.com/in/{}",
    "facebook": "https://www.facebook.com/{}",
    "instagram": "https://www.instagram.com/{}",
    "x": "https://x.com/{}",
    "youtube": "https://www.youtube.com/@{}",
}
_HOSTS = {
    "linkedin.com": "linkedin",
    "lnkd.in": "linkedin",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "fb.me": "facebook",
    "instagram.com": "instagram",
    "x.com": "x",
    "twitter.com": "x",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
}
_OTHERS = frozenset(
    ("tiktok.com", "threads.net", "bsky.app", "pinterest.com", "pinterest.fr", "viadeo.com", "xing.com")
)
_HANDLE = re.compile(r"@?(?=.*\w)([\w.-]{1,100})")
_COMPANY = re.compile(r"(?:company|in|school)/[\w.%-]{1,100}/?")  # LinkedIn's own kinds of page


def social(typed: str, *, label: str = "") -> Coordinate:
    """An address is a link, and tells its network where no label does; a handle becomes one with a known label."""
    network = network_of(typed)
    if network is not None or "://" in typed:
        page = site(typed)
        return Coordinate(kind=CoordinateKind.SOCIAL, typed=typed, parsed=page.parsed, label=label or network or "")
    named = built_in_label(CoordinateKind.SOCIAL, label) or label
    return Coordinate(kind=CoordinateKind.SOCIAL, typed=typed, parsed=_page(typed, named), label=label)


def network_of(address: str) -> str | None:
    """The label of the network at whose site an address is, '' for one that has no label of its own; else None."""
    host = _host(address)
    for known in _HOSTS.keys() | _OTHERS:
        if host == known or host.endswith(f".{known}"):
            return _HOSTS.get(known, "")
    return None


def _host(address: str) -> str:
    try:
        return (urlsplit(address if "://" in address else f"https://{address}").hostname or "").lower()
    except ValueError:
        return ""


def _page(typed: str, network: str) -> str | None:
    if network == "linkedin" and _COMPANY.fullmatch(typed):
        return f"https://www.linkedin.com/{typed}"
    handle = _HANDLE.fullmatch(typed)
    return _PAGES[network].format(handle[1]) if handle and network in _PAGES else None
