"""Which addresses are everybody's: a webhook reaches nothing of the network that Carnet itself runs in."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network

_GLOBAL_UNICAST = IPv6Network("2000::/3")  # nothing else of IPv6 is routed on the internet
# IANA's registries of special addresses: Python's own table is of its release, and leaves some out. The other clouds'
# addresses of this sort are within them.
_SPECIAL_4 = tuple(
    IPv4Network(each)
    for each in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # Azure answers each of its machines there, with what configures it
    )
)  # fmt: skip
# With those that stand for another address, of IPv4 within or at the end of a tunnel.
_SPECIAL_6 = tuple(IPv6Network(each) for each in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))


def networks_of(text: str) -> tuple[Network, ...]:
    """With commas between them. Raises ValueError."""
    return tuple(ip_network(each.strip()) for each in text.split(",") if each.strip())


def is_address(text: str) -> bool:
    """In the usual writing of numbers."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def is_public(text: str) -> bool:
    """Of an address as the system writes it; what cannot be read is not."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return _is_public_6(address) if isinstance(address, IPv6Address) else _is_public_4(address)


def is_of(text: str, networks: Sequence[Network]) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return False
    meant = (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address
    return any(meant in network for network in networks)


def _is_public_4(address: IPv4Address) -> bool:
    return address.is_global and not any(address in network for network in _SPECIAL_4)


def _is_public_6(address: IPv6Address) -> bool:
    """One that only writes an address of IPv4 in six is as that is; translated ones (64:ff9b::) are outside of it."""
    if address.ipv4_mapped is not None:
        return _is_public_4(address.ipv4_mapped)
    if address.scope_id is not None or address not in _GLOBAL_UNICAST:
        return False
    return address.is_global and not any(address in network for network in _SPECIAL_6)
