"""What may be asked for at all: which web addresses, and which addresses of the network."""

import ipaddress
import re
import socket
from typing import Any

from yarl import URL

from retrieval.errors import FetchFailed

WEB_PORTS = frozenset({80, 443})

# Ranges that are global in name only: NAT64, 6to4, Teredo, IPv4-compatible and IPv4-translated
# ones carry an IPv4 address inside, and fec0::/10 was once the private range. At the
# IPv4 ones some clouds tell their machines their keys.
_IN_NAME_ONLY = tuple(
    ipaddress.ip_network(net)
    for net in (
        *("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"),
        *("::/96", "::ffff:0:0:0/96", "fec0::/10"),
        *("192.0.0.0/24", "168.63.129.16/32"),
    )
)
# A name as DNS has them, or an IPv6 address: what is neither would go into sentences unseen.
_HOST = re.compile(r"[\w.-]+|[\da-f]*:[\da-f:.]+(?:%[\w.-]+)?", re.ASCII | re.IGNORECASE)
_NOT_ONE = "This is not a web address; check the link."

AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]


class RefusedAddress(OSError):
    """The name leads to an address inside a private network."""


class BadAddress(FetchFailed):
    """The address is none that is fetched, whatever may lie there."""


def web_address(address: str, base: URL | None = None, *, any_port: bool = False) -> URL:
    """Read an address, or where a redirect leads from `base`; refuse what is never fetched."""
    try:
        url = URL(address) if base is None else base.join(URL(address))
        host, port = url.host, url.port
    except (ValueError, IndexError) as error:  # the second on brackets in the wrong places
        raise BadAddress(_NOT_ONE) from error
    if url.scheme not in {"http", "https"} or not host:
        raise BadAddress("Only http and https addresses can be fetched.")
    if not _HOST.fullmatch(url.raw_host or ""):
        raise BadAddress(_NOT_ONE)
    if url.user or url.password:
        raise BadAddress("Addresses with a user name or password in them are not fetched.")
    if port not in WEB_PORTS and not any_port:
        raise BadAddress(f"Only the web's own ports 80 and 443 are fetched, not {port}.")
    return url


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the open internet."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_global and not ip.is_multicast and not any(ip in net for net in _IN_NAME_ONLY)


def public_socket(info: AddressInfo) -> socket.socket:
    """Open a socket for the exact address about to be connected to, if it is public.

    This runs after name resolution and on every connect, so neither a redirect nor a name that
    changes its address between check and use gets past it.
    """
    family, kind, protocol, _, address = info
    if not is_public(str(address[0])):
        raise RefusedAddress(f"refused address {address[0]}")
    opened = socket.socket(family, kind, protocol)
    opened.setblocking(False)
    return opened
