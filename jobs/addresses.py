"""Which addresses the bot may be sent to by somebody who types one: those of the internet, not those of its own network."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from typing import TypeAlias

LookUp: TypeAlias = Callable[[str, int], Awaitable[list[str]]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


async def addresses_of(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def is_of_the_internet(address: str) -> bool:
    """Whether it is no private, loopback, link-local or otherwise special address, also not one dressed as IPv6."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(known, ipaddress.IPv6Address):
        inner = known.ipv4_mapped or known.sixtofour or (known.teredo or (None, None))[1]
        if inner is None and known in _NAT64:
            inner = ipaddress.IPv4Address(int(known) & 0xFFFFFFFF)
        if inner is not None:
            return is_of_the_internet(str(inner))
    return known.is_global and not known.is_multicast and not known.is_reserved


def bracketed(host: str) -> str:
    """As a host stands in an address."""
    return f"[{host}]" if ":" in host else host
