"""`python -m tests.known_weaknesses`: asks pip-audit for known weaknesses of what is locked; says so where nobody can be asked.

pip-audit is no dependency: uv runs it from a place of its own, so that it brings nothing into the bot. Only a weakness that it
names fails the build: that it could not be fetched, or was not answered, is no weakness of ours.
"""

import json
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

SERVICE = ("api.osv.dev", 443)
AUDITOR, AS_OF = "pip-audit==2.10.1", "2026-11-01"
"""The tool that asks, and the day whose packages it brings: what it runs is the same until somebody changes this."""
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
    """1: there are known ones, each on a line; 0: none, or nobody answered (which is said)."""
    if not can_be_asked():
        return _skipped(f"{SERVICE[0]} cannot be reached from here")
    uv = str(Path(sys.executable).with_name("uv"))
    with tempfile.NamedTemporaryFile(suffix=".txt") as locked:
        lock = [uv, "export", "--frozen", "--no-dev", "--no-emit-project", "--quiet", "--output-file", locked.name]
        subprocess.run(lock, check=True, stdout=subprocess.DEVNULL)
        audit = [uv, "tool", "run", "--exclude-newer", AS_OF, AUDITOR, "--requirement", locked.name]
        audit += ["--require-hashes", "--disable-pip", "--vulnerability-service", "osv", "--format", "json"]
        try:
            done = subprocess.run(audit, check=False, timeout=LONGEST, capture_output=True, text=True)
        except subprocess.TimeoutExpired:
            return _skipped(f"no answer in {LONGEST:.0f} seconds")
    try:
        found = listed(done.stdout)
    except (ValueError, KeyError, TypeError):  # it could not be fetched, or ended before it had an answer
        return _skipped((done.stderr.strip().splitlines() or ["no answer"])[-1])
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


def listed(answer: str) -> list[str]:
    """A line for each weakness in pip-audit's JSON. Raises ValueError, KeyError or TypeError for what is no such answer."""
    return [
        f"{package['name']} {package['version']}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'no version yet'}"
        for package in json.loads(answer)["dependencies"]
        for one in package.get("vulns", [])
    ]


def _skipped(why: str) -> int:
    print(f"SKIPPED: known weaknesses of packages ({why})", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(look())
