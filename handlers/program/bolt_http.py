"""HTTP to Bolt and back: its own handler makes no difference between what it cannot read and what goes wrong after."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from slack_bolt.adapter.asgi.http_request import AsgiHttpRequest
from slack_bolt.adapter.asgi.http_response import AsgiHttpResponse
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

Scope: TypeAlias = dict[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Any]]
Send: TypeAlias = Callable[[Any], Awaitable[None]]


class UnreadableRequestError(Exception):
    """Bolt cannot make a request of it; the cause says why."""


def read_request(scope: Scope, receive: Receive, body: bytes = b"") -> AsyncBoltRequest:
    """What arrived, as Bolt reads it. Raises UnreadableRequestError."""
    try:
        head = AsgiHttpRequest(scope, receive)
        return AsyncBoltRequest(body=body.decode(), query=head.query_string, headers=head.get_headers())
    except Exception as error:  # Bolt's parsing alone, which meets an odd shape with any error there is
        raise UnreadableRequestError(type(error).__name__) from error


async def send_response(send: Send, response: BoltResponse) -> None:
    """What Bolt answers."""
    answer = AsgiHttpResponse(status=response.status, headers=response.headers, body=response.body)
    await send(answer.get_response_start())
    await send(answer.get_response_body())
