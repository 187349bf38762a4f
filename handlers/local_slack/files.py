"""Uploaded files: first a place, then the bytes, then the message that shares them."""

import secrets
from dataclasses import dataclass

from handlers.local_slack.wire import Payload


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
            "filetype": self.filename.rpartition(".")[2].lower(),
            "size": len(self.content or b""),
            "user": user,
            "mode": "hosted",
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
