"""A CRM that somebody runs themselves may stand anywhere, but not in the bot's own network, unless its settings say so.

The name is looked up here and the connection goes to the very address that was looked at: a second look-up could say another.
"""

import httpx

from jobs.addresses import LookUp, addresses_of, bracketed, is_of_the_internet
from jobs.crm.adapter import VendorBroken


class Guarded(httpx.AsyncBaseTransport):
    """Connects to addresses of the internet alone. Raises VendorBroken for another, and httpx.ConnectError for none."""

    def __init__(self, inner: httpx.AsyncBaseTransport | None = None, look_up: LookUp = addresses_of) -> None:
        self._inner, self._look_up = inner or httpx.AsyncHTTPTransport(), look_up

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The request, to the address that was looked at; the name goes along, for the certificate and the server."""
        host = request.url.host
        try:
            found = await self._look_up(host, request.url.port or 443)
        except (OSError, UnicodeError):
            found = []
        if not found:
            raise httpx.ConnectError("nobody knows that name")
        if not all(map(is_of_the_internet, found)):
            raise VendorBroken("The address is one of a private network.")
        request.url = request.url.copy_with(host=bracketed(found[0]))
        request.extensions = {**request.extensions, "sni_hostname": host}
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        """Give the connections back."""
        await self._inner.aclose()
