"""The body of a request: never more of it than Slack ever sends, whatever its head says."""

import asyncio

from handlers.program.bolt_http import Receive, Scope

LARGEST_BODY = 1_000_000
"""Bytes. A modal of Slack has at most 250,000, and what is sent as a form takes up to three times that."""
LINGER = 2.0
"""Seconds in which what a client still sends is thrown away, so that it reads why it was refused."""


class TooLargeError(Exception):
    """The body is larger than `LARGEST_BODY`, or says that it will be."""


class BrokenOffError(Exception):
    """The connection ended before the body did."""


async def body_of(scope: Scope, receive: Receive) -> bytes:
    """The whole body. Raises TooLargeError before the rest of it is read, and BrokenOffError."""
    if _said_length(scope) > LARGEST_BODY:
        raise TooLargeError
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise BrokenOffError
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise TooLargeError
        if not message.get("more_body", False):
            return bytes(body)


async def throw_away(receive: Receive) -> None:
    """What still comes, for as long as `LINGER`: nothing of it is kept."""
    try:
        async with asyncio.timeout(LINGER):
            while (message := await receive())["type"] == "http.request" and message.get("more_body", False):
                pass
    except TimeoutError:
        pass


def _said_length(scope: Scope) -> int:
    said = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return int(said) if said.isdigit() and len(said) < 20 else 0
