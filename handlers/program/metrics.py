"""`GET /metrics`, for the own network; elsewhere only for whoever has the token."""

import hmac
from collections.abc import Mapping
from ipaddress import ip_address


def may_measure(client: str, headers: Mapping[str, str], token: str) -> bool:
    """Whether a request from `client` (an address) may see the metrics; `token` is empty when none is set.

    Behind a proxy every address that the request came by has to be a private one: the proxy's own always is.
    """
    given = headers.get("authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    if "forwarded" in headers:
        return False
    passed = headers.get("x-forwarded-for", "")
    return all(_is_private(address.strip()) for address in [client, *filter(None, passed.split(","))])


def _is_private(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_private
