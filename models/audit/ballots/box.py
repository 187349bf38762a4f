"""The sealed ballot box: all ballots of an anonymous campaign as one encrypted text of padded length.

Inside there is no person and no time, only codes: a code is an HMAC of the person under the campaign's own random
salt, so that somebody finds their own ballot again after days, on any process, without a list that links the two.
Whoever has the database (or two copies of it) but not KOERS_SECRET_KEY sees that the box was touched: not which
ballot, not how many there are.
"""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from typing import Any

from models.audit.ballots.ballot import Ballot, Ballots
from models.workspace.secrets import Secrets

STEP = 4096
"""Bytes. The length of the box is a multiple of it, and from the first day has room for everybody's levels."""
SALT_BYTES = 32
CODE_BYTES = 16
ROOM_FOR_ONE = 64
"""Bytes that a ballot takes besides one for each question."""


class Box:
    """What is inside. `questions` are the keys with their function, as they stood when the campaign began.

    `k` is the campaign's, once more: one lowered in the table lowers nothing.
    """

    def __init__(
        self, k: int, questions: dict[str, str], ballots: Mapping[str, Ballot | list[Any]] | None = None
    ) -> None:
        self.k = k
        self.questions = questions
        self.ballots = Ballots(ballots or {}, questions)


def new_salt() -> bytes:
    """The secret of one campaign."""
    return os.urandom(SALT_BYTES)


def code_of(salt: bytes, person_id: str) -> str:
    """The code of this person's ballot; without the salt nobody computes it."""
    digest = hmac.new(salt, person_id.encode(), hashlib.sha256).digest()[:CODE_BYTES]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def seal_box(secrets: Secrets, workspace_id: str, campaign_id: str, box: Box, invited: int) -> str:
    """The box as one sealed text."""
    inside = {"k": box.k, "q": list(box.questions.items()), "b": box.ballots.packed()}
    packed = json.dumps(inside, ensure_ascii=False, separators=(",", ":"))
    room = len(packed.encode())
    least = sum(len(key) + len(area) + 6 for key, area in box.questions.items()) + 32
    least += invited * (ROOM_FOR_ONE + len(box.questions))
    padded = packed + " " * (-(-max(room, least) // STEP) * STEP - room)
    return secrets.seal(workspace_id, _column("sealed_box", campaign_id), padded)


def open_box(secrets: Secrets, workspace_id: str, campaign_id: str, sealed: str) -> Box:
    """What was sealed. Raises SecretError when the key is gone, or the text was changed or is another campaign's."""
    packed = json.loads(secrets.open(workspace_id, _column("sealed_box", campaign_id), sealed))
    return Box(packed["k"], dict(packed["q"]), packed["b"])


def seal_salt(secrets: Secrets, workspace_id: str, campaign_id: str, salt: bytes) -> str:
    """The campaign's salt as sealed text, bound to the workspace and the campaign."""
    return secrets.seal(workspace_id, _column("sealed_salt", campaign_id), salt.hex())


def open_salt(secrets: Secrets, workspace_id: str, campaign_id: str, sealed: str) -> bytes:
    """The salt. Raises SecretError."""
    return bytes.fromhex(secrets.open(workspace_id, _column("sealed_salt", campaign_id), sealed))


def _column(name: str, campaign_id: str) -> str:
    return f"audit_box.{name}:{campaign_id}"
