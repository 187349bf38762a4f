"""Secrets at rest: tokens and private notes, sealed with AES-GCM and bound to their workspace and column.

A sealed text moved to another workspace or column does not open. Keys are a list: the first one seals,
each one opens, so that a new key goes in front and the old one stays until everything is sealed anew
(`models/workspace/resealing.py`, which finds what is sealed by `sealed_as`).
"""

import base64
import hashlib
import os
from collections.abc import Sequence
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = "k1"
NONCE_BYTES = 12
SHORTEST_KEY = 16
"""Characters of a key in the settings; less could be guessed."""


SEALED = {"connection.handed_over"}
"""What may be sealed, as `table.column`: the columns declared with `sealed_as`, and a key on its way from a form, which no table keeps."""


def sealed_as(bound_to: str) -> dict[str, Any]:
    """Declares a sealed column: `Field(sa_column_kwargs=sealed_as("private_note.sealed:{author_id}:{about_id}"))`.

    `bound_to` is what its texts are sealed for, with the names of columns of the row in braces.
    """
    SEALED.add(bound_to.partition(":")[0])
    return {"info": {"sealed_as": bound_to}}


def key_of(sealed: str) -> str:
    """The id of the key that a text was sealed with; empty for what is no sealed text."""
    version, _, rest = sealed.partition(".")
    return rest.partition(".")[0] if version == VERSION else ""


class SecretError(Exception):
    """A sealed text that cannot be opened, or a key that is of no use. The text says what to do; it holds no secret."""


class Secrets:
    """Seals and opens texts with the given keys, newest first. Raises SecretError for none or too short ones."""

    def __init__(self, keys: Sequence[bytes | str]) -> None:
        if not keys:
            raise SecretError("No key to encrypt with: set KOERS_SECRET_KEY.")
        self._ciphers: dict[str, AESGCM] = {}
        for key in keys:
            name, cipher = _named_cipher(key)
            self._ciphers.setdefault(name, cipher)
        self._newest = next(iter(self._ciphers))

    @property
    def newest(self) -> str:
        """The id of the key that seals."""
        return self._newest

    def seal(self, workspace_id: str, column: str, plaintext: str) -> str:
        """`plaintext` as `k1.<key id>.<nonce and ciphertext>`; `column` is `table.column`, and what else it is bound to.

        Raises SecretError for a column that is not declared: nobody would seal it anew when the key is replaced.
        """
        if column.partition(":")[0] not in SEALED:
            raise SecretError(f"{column} is not declared with `sealed_as`.")
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._ciphers[self._newest].encrypt(nonce, plaintext.encode(), _bound_to(workspace_id, column))
        return f"{VERSION}.{self._newest}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, workspace_id: str, column: str, sealed: str) -> str:
        """What was sealed for this workspace and column. Raises SecretError when no key fits or it was changed."""
        version, _, rest = sealed.partition(".")
        name, _, payload = rest.partition(".")
        if version != VERSION or not payload:
            raise SecretError(f"Not a sealed text in {column}.")
        cipher = self._ciphers.get(name)
        if cipher is None:
            raise SecretError(
                f"{column} was sealed with key {name}, which is not in KOERS_SECRET_KEY: add that key at the end of the list."
            )
        try:
            raw = base64.b64decode(payload, altchars=b"-_", validate=True)
            nonce, ciphertext = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
            return cipher.decrypt(nonce, ciphertext, _bound_to(workspace_id, column)).decode()
        except (InvalidTag, ValueError):
            raise SecretError(f"{column} was changed, or sealed for another workspace or column.") from None


def _named_cipher(key: bytes | str) -> tuple[str, AESGCM]:
    """A 256-bit cipher from a key of any length, and a name that tells keys apart without giving them away."""
    material = key.encode() if isinstance(key, str) else key
    if len(material) < SHORTEST_KEY:
        raise SecretError(f"A key in KOERS_SECRET_KEY is too short: at least {SHORTEST_KEY} characters.")
    derived = hashlib.sha256(b"koers sealing key\0" + material).digest()
    name = hashlib.sha256(b"koers key name\0" + derived).hexdigest()[:8]
    return name, AESGCM(derived)


def _bound_to(workspace_id: str, column: str) -> bytes:
    return f"{workspace_id}\0{column}".encode()
