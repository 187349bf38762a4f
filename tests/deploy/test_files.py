"""Each file by its own tool, where this machine has it; skipped aloud elsewhere. What they name is there."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY

import handlers.door.metrics
import jobs.metrics
from handlers.program import socket_mode
from handlers.program.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs" / "deploy"
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
RULES = yaml.safe_load((DEPLOY / "alerts.yaml").read_text(encoding="utf-8"))["groups"][0]["rules"]
DASHBOARD = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))
FOR_YAMLLINT = """
extends: default
rules:
  line-length: disable
  document-start: disable
  comments: {min-spaces-from-content: 1}
  braces: {max-spaces-inside: 1}
"""


def checked_by(tool: str, *arguments: str | Path, cwd: Path = DEPLOY, **environment: str) -> None:
    """Runs a checker; skips aloud where there is none."""
    found = shutil.which(tool) or shutil.which(tool, path=str(Path(sys.executable).parent))
    if found is None:
        pytest.skip(f"{tool} is not on this machine: {[str(one) for one in arguments]} is not checked by it")
    command = [found, *map(str, arguments)]
    surroundings = {**os.environ, **environment}
    done = subprocess.run(command, cwd=cwd, env=surroundings, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# --- metrics ----------------------------------------------------------------------------------------------


def series() -> dict[str, set[str]]:
    """Every series that a process serves, with its labels; those of a histogram have `le` too."""
    ours = [one for module in (handlers.door.metrics, socket_mode, jobs.metrics) for one in vars(module).values()]
    labels = {name: set(one._labelnames) for one in ours if hasattr(one, "_labelnames") for name in names(one)}
    return {**{sample.name: set() for metric in REGISTRY.collect() for sample in metric.samples}, **labels}


def names(metric: Any) -> list[str]:
    endings = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"], "gauge": [""]}
    return [metric._name + ending for ending in endings[metric._type]]


def expressions() -> Iterator[tuple[str, str]]:
    for rule in RULES:
        yield rule["alert"], rule["expr"]
    yield from on_panels()


def on_panels() -> Iterator[tuple[str, str]]:
    for panel in DASHBOARD["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


def measured(name: str) -> str:
    """What a series measures: those of a histogram are one measure."""
    return re.sub("_(bucket|sum|count|created)$", "", name)


def test_every_series_of_dashboard_and_alerts_is_served_with_its_labels() -> None:
    there, outside = series(), {"job", "instance", "le"}
    for where, expression in expressions():
        asked = re.findall(r"\b((?:koers|process)_\w+)(?:\{([^}]*)\})?", expression)
        assert asked or expression.startswith("up{"), where
        for name, chosen in asked:
            assert name in there, f"{where}: {name}"
            assert set(re.findall(r"(\w+)=", chosen)) <= there[name] | outside, f"{where}: {name}{{{chosen}}}"
        by = {label for labels in re.findall(r"by \(([^)]*)\)", expression) for label in re.split(r",\s*", labels)}
        assert by <= outside.union(*(there[name] for name, _ in asked)), where


def test_everything_that_is_measured_is_on_the_dashboard() -> None:
    shown = {measured(name) for _, expression in on_panels() for name in re.findall(r"\bkoers_\w+", expression)}
    there = {measured(name) for name in series() if name.startswith("koers_") and not name.endswith("_created")}
    assert there - shown == set()


def test_the_runbook_says_of_each_alert_what_to_do() -> None:
    headings = {heading.lower() for heading in re.findall(r"^#+ (\w+)$", RUNBOOK, re.MULTILINE)}
    for rule in RULES:
        assert rule["annotations"]["runbook"] == f"docs/runbook.md#{rule['alert'].lower()}"
        assert rule["alert"].lower() in headings


def test_prometheus_reads_the_alerts_and_they_tell_what_they_should(tmp_path: Path) -> None:
    for file in (DEPLOY / "alerts.yaml", DEPLOY / "prometheus.yaml", Path(__file__).with_name("alert_tests.yaml")):
        shutil.copy(file, tmp_path)
    checked_by("promtool", "check", "config", "prometheus.yaml", cwd=tmp_path)
    checked_by("promtool", "test", "rules", "alert_tests.yaml", cwd=tmp_path)


# --- containers, Kubernetes, systemd ------------------------------------------------------------------------


def loaded(file: Path) -> list[dict[str, Any]]:
    return [part for part in yaml.safe_load_all(file.read_text(encoding="utf-8")) if part]


def test_the_yaml_is_tidy() -> None:
    files = [*DEPLOY.rglob("*.yaml"), ROOT / "compose.yaml", Path(__file__).with_name("alert_tests.yaml")]
    assert all(loaded(file) for file in files)
    checked_by("yamllint", "--strict", "-d", FOR_YAMLLINT, *files)


def test_the_dockerfile_by_hadolint() -> None:
    checked_by("hadolint", "Dockerfile")


def test_the_container_runs_as_nobody_in_particular_with_the_locked_uv() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith("FROM ") for line in lines) == 2
    last = lines[max(at for at, line in enumerate(lines) if line.startswith("FROM ")) :]
    assert "USER 10001" in last
    assert any(line.startswith("HEALTHCHECK") for line in last)
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    (version,) = [package["version"] for package in packages if package["name"] == "uv"]
    assert f"uv=={version} " in "\n".join(lines)
    copied = [
        word for line in lines if line.startswith("COPY ") and "--from" not in line for word in line.split()[1:-1]
    ]
    assert [path for path in copied if not (ROOT / path).exists()] == []


def test_compose_has_two_bots_that_keep_nothing_beside_the_database() -> None:
    (compose,) = loaded(DEPLOY / "compose.yaml")
    bots = [service for service in compose["services"].values() if service["image"] == "koers"]
    assert len(bots) == 2
    for bot in bots:
        assert (bot["read_only"], bot["cap_drop"]) == (True, ["ALL"])
        assert bot["environment"]["DATABASE_URL"].startswith("postgresql://")
    assert "ports" not in compose["services"]["postgres"]
    for service in loaded(ROOT / "compose.yaml")[0]["services"].values():
        assert (ROOT / service.get("build", {}).get("dockerfile", "README.md")).is_file()
    checked_by("docker-compose", "-f", "compose.yaml", "config", "-q", POSTGRES_PASSWORD="x", KOERS_DOMAIN="x")


def test_the_names_in_the_example_are_settings() -> None:
    lines = (DEPLOY / "example.env").read_text(encoding="utf-8").splitlines()
    of_compose = lines.index("# Of docs/deploy/compose.yaml alone:")
    given = [line.partition("=")[0].lower() for line in lines[:of_compose] if "=" in line]
    assert [name for name in given if name not in Settings.model_fields] == []


def test_caddy_reads_its_file() -> None:
    checked_by("caddy", "validate", "--config", "Caddyfile", "--adapter", "caddyfile", KOERS_DOMAIN="koers.example.com")


def test_caddy_lets_only_the_addresses_of_slack_in() -> None:
    text = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    assert re.findall(r"path (.*)", text) == ["/slack/events /slack/install /slack/oauth_redirect"]


def test_kubernetes_reads_the_manifests() -> None:
    for file in sorted((DEPLOY / "kubernetes").iterdir()):
        checked_by("kubernetes-validate", "--strict", file)


def test_the_manifests_are_closed_and_survive_a_disruption() -> None:
    parts = {part["kind"]: part for file in (DEPLOY / "kubernetes").iterdir() for part in loaded(file)}
    pod = parts["Deployment"]["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    for container in [*pod["initContainers"], *pod["containers"]]:
        security = container["securityContext"]
        assert (security["readOnlyRootFilesystem"], security["allowPrivilegeEscalation"]) == (True, False)
        assert security["capabilities"] == {"drop": ["ALL"]}
        assert container["envFrom"] == [{"secretRef": {"name": "koers"}}]
        plain = {one["name"] for one in container.get("env", [])}
        assert plain <= {"KOERS_LOG", "PORT"}, "a secret stands in a manifest"
    (bot,) = pod["containers"]
    assert {bot[probe]["httpGet"]["path"] for probe in ("startupProbe", "livenessProbe")} == {"/healthz"}
    assert bot["readinessProbe"]["httpGet"]["path"] == "/readyz"
    replicas, at_least = parts["Deployment"]["spec"]["replicas"], parts["PodDisruptionBudget"]["spec"]["minAvailable"]
    assert 1 <= at_least < replicas, "a node that is emptied would wait for ever"
    labels = parts["Deployment"]["spec"]["template"]["metadata"]["labels"]
    for kind in ("Deployment", "PodDisruptionBudget"):
        assert parts[kind]["spec"]["selector"]["matchLabels"] == labels
    assert parts["Service"]["spec"]["selector"] == labels


def test_systemd_reads_the_unit_and_finds_it_closed(tmp_path: Path) -> None:
    unit = (DEPLOY / "koers.service").read_text(encoding="utf-8")
    assert "ExecStart=/opt/koers/.venv/bin/python bot.py serve" in unit
    here = tmp_path / "koers.service"
    here.write_text(unit.replace("/opt/koers/.venv/bin/python", sys.executable), encoding="utf-8")
    checked_by("systemd-analyze", "verify", here)
    # 0 is closed, 10 open; it is 1.2 where it was written.
    checked_by("systemd-analyze", "security", "--offline=true", "--threshold=20", here)
