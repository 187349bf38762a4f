"""Uploaded files: first a place, then the bytes, then the message that shares them."""

import mimetypes
import secrets
from dataclasses import dataclass

from handlers.local_slack.wire import Payload

FILETYPES = {"txt": "text", "jpeg": "jpg", "htm": "html"}
"""What Slack calls a kind of file that ends otherwise."""


@dataclass
class Upload:
    """A file that is on its way or has arrived."""

    id: str
    team: str
    app: str
    filename: str
    alt_text: str = ""
    content: bytes | None = None
    title: str = ""
    is_shared: bool = False
    user: str = ""
    """The person who shared it in a conversation; empty: an app did."""
    user_team: str = ""
    """The workspace that this person is of."""
    channel: str = ""
    """Where they shared it: an app that is not in there does not see it."""

    def as_slack(self, url: str, user: str, created: int) -> Payload:
        """The file object."""
        address = f"{url}/files/{self.id}/{self.filename}"
        return {
            "id": self.id,
            "created": created,
            "timestamp": created,
            "name": self.filename,
            "title": self.title or self.filename,
            "alt_txt": self.alt_text,
            "filetype": FILETYPES.get(ending := self.filename.rpartition(".")[2].lower(), ending),
            "mimetype": mimetypes.guess_type(self.filename)[0] or "application/octet-stream",
            "size": len(self.content or b""),
            "user": self.user or user,
            "user_team": self.user_team or self.team,
            "mode": "hosted",
            "is_external": False,
            "file_access": "visible",
            "url_private": address,
            "url_private_download": address,
            "permalink": address,
        }


class Files:
    """All uploads, by file id and by the key of their upload address."""

    def __init__(self) -> None:
        self.by_id: dict[str, Upload] = {}
        self.by_key: dict[str, Upload] = {}

    def expect(self, upload: Upload) -> str:
        """Makes the place for a file; returns the key of its upload address."""
        key = secrets.token_urlsafe(24)
        self.by_id[upload.id] = self.by_key[key] = upload
        return key
