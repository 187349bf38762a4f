"""`python -m tests.known_weaknesses`: asks pip-audit for known weaknesses of what is locked; says so where nobody can be asked.

pip-audit is no dependency: uv runs it from a place of its own, so that it brings nothing into the bot.
"""

import socket
import subprocess
import sys
import tempfile
from pathlib import Path

SERVICE = ("api.osv.dev", 443)
PATIENCE = 5.0
"""Seconds to wait for the service."""
LONGEST = 300.0
"""Seconds for all of it."""


def can_be_asked(service: tuple[str, int] = SERVICE) -> bool:
    """Whether the list of weaknesses can be reached from here."""
    try:
        socket.create_connection(service, PATIENCE).close()
    except OSError:
        return False
    return True


def look() -> int:
    """0: none known, or nobody to ask (which is said); else the exit status of pip-audit."""
    if not can_be_asked():
        print(f"SKIPPED: known weaknesses of packages ({SERVICE[0]} cannot be reached from here)", file=sys.stderr)
        return 0
    uv = str(Path(sys.executable).with_name("uv"))
    with tempfile.NamedTemporaryFile(suffix=".txt") as locked:
        lock = [uv, "export", "--frozen", "--no-dev", "--no-emit-project", "--quiet", "--output-file", locked.name]
        audit = [uv, "tool", "run", "pip-audit", "--requirement", locked.name, "--require-hashes", "--disable-pip"]
        subprocess.run(lock, check=True, stdout=subprocess.DEVNULL)
        return subprocess.run([*audit, "--vulnerability-service", "osv"], check=False, timeout=LONGEST).returncode


if __name__ == "__main__":
    sys.exit(look())
