"""Files that somebody drops into the bot's DM: what Slack says of one, and reading it with the bot's own token.

A file is read when it is needed and kept nowhere. The token goes to Slack and to nobody else.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.door.answers import ReadFile
from handlers.door.callers import Caller
from handlers.door.dropped_file import FileRead, SlackFile, Trouble

Json: TypeAlias = dict[str, Any]
SLACK = ".slack.com"
WITHIN = aiohttp.ClientTimeout(total=120)
CHUNK = 64 * 1024
GONE = frozenset({"file_not_found", "file_deleted", "not_visible", "access_denied"})
NOT_SHOWN = frozenset({"tombstone", "hidden_by_limit"})
log = logging.getLogger("koers.door")


async def read_file(client: AsyncWebClient, caller: Caller, wanted: ReadFile) -> FileRead:
    """A file that the caller dropped, or why it cannot be read."""
    try:
        told: Json = (await client.files_info(file=wanted.file_id))["file"]
    except SlackApiError as error:
        reason = str(error.response["error"])
        if reason == "missing_scope":
            return FileRead(trouble=Trouble.NO_SCOPE)
        if reason not in GONE:
            log.warning("a file cannot be looked up: %s", reason)
        return FileRead(trouble=Trouble.GONE if reason in GONE else Trouble.UNREACHABLE)
    except (aiohttp.ClientError, TimeoutError) as error:
        log.warning("a file cannot be looked up: %s", type(error).__name__)
        return FileRead(trouble=Trouble.UNREACHABLE)
    file = slack_file(told)
    if file.owner != caller.user_id or not _is_of(told, caller.workspace_id):
        return FileRead(trouble=Trouble.NOT_YOURS)
    address = str(told.get("url_private_download") or told.get("url_private") or "")
    if str(told.get("mode")) in NOT_SHOWN or not address:
        return FileRead(file, trouble=Trouble.GONE)
    if file.is_elsewhere or not _is_slacks(client, address):
        return FileRead(file, trouble=Trouble.ELSEWHERE)
    if file.size > wanted.largest:
        return FileRead(file, trouble=Trouble.TOO_LARGE)
    return await _fetched(client, file, address, wanted.largest)


async def _fetched(client: AsyncWebClient, file: SlackFile, address: str, largest: int) -> FileRead:
    """The bytes. Whoever may not read a file is sent to a page to sign in, which is no file."""
    headers = {"Authorization": f"Bearer {client.token}"}
    data = bytearray()
    try:
        async with (
            aiohttp.ClientSession(timeout=WITHIN, trust_env=True) as session,
            session.get(address, headers=headers, allow_redirects=False) as response,
        ):
            if response.status != 200 or response.content_type == "text/html":
                log.warning("a file cannot be read: status %s", response.status)
                return FileRead(file, trouble=Trouble.GONE if response.status == 404 else Trouble.UNREACHABLE)
            async for chunk in response.content.iter_chunked(CHUNK):
                data += chunk
                if len(data) > largest:
                    return FileRead(file, trouble=Trouble.TOO_LARGE)
    except (aiohttp.ClientError, TimeoutError) as error:
        log.warning("a file cannot be read: %s", type(error).__name__)
        return FileRead(file, trouble=Trouble.UNREACHABLE)
    return FileRead(file, bytes(data))


def _is_slacks(client: AsyncWebClient, address: str) -> bool:
    """Whether the token may go there: over https to Slack, or to where the Web API is (a Slack on this machine)."""
    url, api = urlsplit(address), urlsplit(client.base_url)
    if (url.scheme, url.netloc) == (api.scheme, api.netloc):
        return True
    return url.scheme == "https" and (url.hostname or "").endswith(SLACK) and url.port in (None, 443)


def slack_file(told: Json) -> SlackFile:
    """What Slack says of a file."""
    return SlackFile(
        id=str(told.get("id") or ""),
        name=str(told.get("name") or told.get("title") or ""),
        filetype=str(told.get("filetype") or "").lower(),
        size=int(told.get("size") or 0),
        owner=str(told.get("user") or ""),
        is_elsewhere=bool(told.get("is_external")) or told.get("mode") == "external",
        is_unseen=told.get("file_access") == "check_file_info",
    )


def dropped_in(event: Json) -> list[SlackFile]:
    """The files of a message."""
    has_words = bool(str(event.get("text") or "").strip())
    files = [slack_file(told) for told in event.get("files") or () if isinstance(told, dict) and told.get("id")]
    return [replace(file, has_words=has_words) for file in files]


def words_are_read(files: Sequence[SlackFile], text: str) -> bool:
    """Whether the words of a message are read as ever: not those beside a table, and nothing where there are none."""
    return not files or (bool(text.strip()) and not any(file.is_table for file in files))


def _is_of(told: Json, workspace_id: str) -> bool:
    """Whether a file is of this workspace, as far as Slack says: in a shared channel are those of others.

    In an Enterprise organisation Slack may name the organisation (`E…`) instead.
    """
    named = (str(told.get(name) or workspace_id) for name in ("user_team", "source_team"))
    return all(team == workspace_id or team.startswith("E") for team in named)
