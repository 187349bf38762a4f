"""The socket that Slack's requests come in by."""

import asyncio
import socket

from handlers.program.serving import listening


async def test_an_answer_does_not_wait_for_the_client_to_confirm_its_head() -> None:
    delays: list[int] = []

    async def note(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        delays.append(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    server = listening(0)
    async with await asyncio.start_server(note, sock=server):
        reader, writer = await asyncio.open_connection("127.0.0.1", server.getsockname()[1])
        await reader.read()
        writer.close()
    assert delays == [1]
