"""The head of a request: `httptools` would keep an endless header (or trailer) in memory; `h11` stops by itself."""

import logging
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

MOST_BESIDE_THE_BODY = 400_000
"""Bytes: head, trailers, and the sizes of chunks. A read of the socket, up to 256 KiB, may hold the end of another request."""
FRAMING = 8
"""Bytes that a chunk of one byte takes besides."""
log = logging.getLogger("koers.http")
_Protocol: Any = AutoHTTPProtocol


class _Measured(_Protocol):  # type: ignore[misc]  # one of two classes, by what is installed
    """Uvicorn's protocol on `httptools`, which counts what is no body."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._in_message, self._received, self._body = False, 0, 0

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._received += len(data)
        if self._in_message and self._received - self._body > MOST_BESIDE_THE_BODY + FRAMING * self._body:
            log.warning("refused a request with more than %d bytes beside its body", MOST_BESIDE_THE_BODY)
            self.transport.abort()

    def on_message_begin(self) -> None:
        self._in_message, self._received, self._body = True, 0, 0
        super().on_message_begin()

    def on_body(self, body: bytes) -> None:
        self._body += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._in_message = False
        super().on_message_complete()


PROTOCOL: Any = _Measured if hasattr(AutoHTTPProtocol, "on_message_begin") else AutoHTTPProtocol
"""What uvicorn speaks HTTP with."""
