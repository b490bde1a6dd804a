"""Which network addresses lie in the open internet, whatever form they come in."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# Written out rather than left to `is_global`, whose answers have changed between versions of Python.
CLOSED_V4 = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        # Azure's metadata and health address lies among public ones.
        "168.63.129.16/32",
    )
)
OPEN_V6 = IPv6Network("2000::/3")
CLOSED_V6 = tuple(IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "3fff::/20", "2620:4f:8000::/48"))
NAT64 = IPv6Network("64:ff9b::/96")
SIX_TO_FOUR = IPv6Network("2002::/16")

Address = IPv4Address | IPv6Address


def is_open(text: str) -> bool:
    """Whether this address (IPv4 or IPv6, a scope is refused) lies in the open internet; anything else does not."""
    try:
        return _open(ip_address(text))
    except ValueError:
        return False


def _open(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in net for net in CLOSED_V4)
    if address.scope_id is not None:
        return False
    inner = _inner(address)
    if inner is not None:
        return _open(inner)
    return address in OPEN_V6 and not any(address in net for net in CLOSED_V6)


def _inner(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address to which packets for this one really go, where it is only a wrapping."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    if address in SIX_TO_FOUR:
        return IPv4Address(int(address) >> 80 & 0xFFFF_FFFF)
    return None
