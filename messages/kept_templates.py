"""What Jinja made of the templates, kept in `__pycache__` as Python keeps what it makes of its files.

To compile all of them takes two seconds, and every start of the bot needs them all. The code is the same in every
language: sentences are looked up when they are said, and a test sees to it that no filter is applied before.
"""

import hashlib
import os
import pickle
import sys
from contextlib import suppress
from pathlib import Path
from threading import get_ident

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

_HERE = Path(__file__).parent
_MADE_BY = hashlib.sha256((_HERE / "words.py").read_bytes()).hexdigest()
"""The settings of Jinja stand there: with others the same template becomes something else."""


class KeptTemplates(BytecodeCache):
    """The compiled templates, a file a feature."""

    def __init__(self, folder: Path = _HERE / "__pycache__") -> None:
        self._folder = folder

    def get_source_checksum(self, source: str) -> str:
        """Of the template and of whatever else its code depends on; Python's own version Jinja looks at itself."""
        return super().get_source_checksum(f"{jinja2.__version__} {_MADE_BY} {source}")

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name of the file."""
        return f"{name}.{sys.implementation.cache_tag}.j2c"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Reads what is kept; nothing where there is none, or where it is damaged."""
        try:
            bucket.bytecode_from_string((self._folder / bucket.key).read_bytes())
        except (OSError, EOFError, pickle.UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it, unless Python is told to keep nothing or nothing can be written here: the next start compiles."""
        if sys.dont_write_bytecode:
            return
        kept = self._folder / bucket.key
        writing = kept.with_name(f"{bucket.key}.{os.getpid()}.{get_ident()}")  # others read it meanwhile
        with suppress(OSError):
            self._folder.mkdir(exist_ok=True)
            writing.write_bytes(bucket.bytecode_to_string())
            writing.replace(kept)
