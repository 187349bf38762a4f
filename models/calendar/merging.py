"""The events of several files as one: a CalDAV server gives each event, with its exceptions, in a file of its own."""

from collections.abc import Sequence


def joined(files: Sequence[bytes]) -> bytes:
    """One text of all; a single file is itself."""
    if len(files) == 1:
        return files[0]
    return b"\r\n".join(files) or b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
