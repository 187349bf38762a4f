"""Long texts of people, in as many sections as they need: nothing that somebody wrote is cut off."""

import re

import slackblocks as sb

from messages.blocks import SECTION_LIMIT, section


def sections(text: str) -> list[sb.Block]:
    """`text` (mrkdwn, escaped) as sections of at most 3,000 characters, parted between words where that is possible."""
    return [section(part) for part in parted(text, SECTION_LIMIT)]


def parted(text: str, limit: int) -> list[str]:
    """`text` in parts of at most `limit` characters; an entity (`&amp;`) is never cut in two."""
    parts: list[str] = []
    rest = text
    while len(rest) > limit:
        at = max(rest.rfind("\n", 0, limit), rest.rfind(" ", 0, limit))
        if at < limit // 2:
            entity = re.search(r"&[a-z]{0,4}$", rest[:limit])
            at = entity.start() if entity else limit
        parts.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*parts, rest] if rest else parts
