"""Addresses as people and records give them, taken only in their plain form."""

import re
from ipaddress import IPv4Address, IPv6Address

import httpx

from app.core.http.addresses import is_open
from app.core.http.errors import Blocked
from app.core.http.resolve import allowed

LONGEST = 4_000
NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?")
NUMBER = re.compile(r"([0-9]+|0x[0-9a-f]*)")
# Names that can never lead out of a machine or a private network (RFC 6761, 6762, 8375; ICANN's "internal").
INSIDE = re.compile(r"(.+\.)?(localhost|localdomain|local|internal|home\.arpa)")


def check_url(url: str) -> httpx.URL:
    """The address, if it is one that may be called as far as its text tells. Raises Blocked.

    Taken: http and https, a name or a plain IP address in the open internet, no log-in inside. The address behind a
    name is checked later, when it is connected to.
    """
    if len(url) > LONGEST:
        raise Blocked(f"An address may have at most {LONGEST:,} characters.", fields={"url": "too long"})
    # Blanks, control characters and backslashes are read differently by different parsers.
    if re.search(r"[\x00-\x20\x7f\\]", url):
        raise Blocked("The address holds characters that may not stand in one.", fields={"url": "odd characters"})
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise Blocked("This is not a web address.", fields={"url": "not a web address"}) from None
    if parsed.scheme not in {"http", "https"}:
        raise Blocked("Only http:// and https:// addresses can be called.", fields={"url": "not http or https"})
    if parsed.userinfo:
        raise Blocked("Leave user and password out of the address; use a header.", fields={"url": "holds a log-in"})
    host = parsed.raw_host.decode("ascii", "replace").lower()
    _check_host(host)
    _check_place(host.strip("[]"), port_of(parsed))
    return parsed


def port_of(url: httpx.URL) -> int:
    """The port that the address leads to."""
    return url.port or (443 if url.scheme == "https" else 80)


def _check_host(host: str) -> None:
    if not _plain(host):
        raise Blocked("The host of this address is written in an unusual way.", fields={"url": "unusual host"})


def _check_place(host: str, port: int) -> None:
    number = ":" in host or _parses(host, IPv4Address)
    inside = not is_open(host) if number else INSIDE.fullmatch(host.rstrip("."))
    if inside and not allowed(host, port):
        raise Blocked(
            f"{host} lies inside a private network, where Steward does not call.",
            fields={"url": "lies inside a private network"},
        )


def _plain(host: str) -> bool:
    if ":" in host:
        return "%" not in host and _parses(host.strip("[]"), IPv6Address)
    # A host whose last part is a number is an IPv4 address to every resolver, however written (2130706433, 0x7f.1).
    if NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
        return _parses(host, IPv4Address)
    return len(host) <= 253 and bool(NAME.fullmatch(host))


def _parses(text: str, form: type[IPv4Address] | type[IPv6Address]) -> bool:
    try:
        form(text)
    except ValueError:
        return False
    return True
