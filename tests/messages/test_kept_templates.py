"""Compiled templates are kept: for every language the same, and never what another template or Python has made."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from messages.kept_templates import KeptTemplates
from messages.word_files import template_names, template_of
from messages.words import Words


def said(folder: Path, template: str) -> str:
    """What the template says in a process that has not seen it before, with what is kept in `folder`."""
    environment = Environment(loader=DictLoader({"leave": template}), bytecode_cache=KeptTemplates(folder))
    return environment.get_template("leave").render(day="Thursday")


@pytest.fixture
def compiling(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that were compiled."""
    compiled: list[str] = []
    compile_ = Environment.compile

    def noted(self: Environment, source: str, *rest: object, **more: object) -> object:
        compiled.append(source)
        return compile_(self, source, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", noted)
    return compiled


def test_a_template_is_compiled_once_and_again_when_it_changes(tmp_path: Path, compiling: list[str]) -> None:
    for template, says in (("Away {{ day }}", "Away Thursday"), ("Back {{ day }}", "Back Thursday")):
        assert [said(tmp_path, template) for _ in range(3)] == [says] * 3
    assert compiling == ["Away {{ day }}", "Back {{ day }}"]
    assert [file.name for file in tmp_path.iterdir()] == [f"leave.{sys.implementation.cache_tag}.j2c"]


@pytest.mark.parametrize(
    "damage", [lambda kept: b"", lambda kept: kept[:20], lambda kept: kept[:-9], lambda kept: b"x" * 99]
)
def test_what_is_damaged_is_made_again(tmp_path: Path, compiling: list[str], damage: Callable[[bytes], bytes]) -> None:
    said(tmp_path, "Away {{ day }}")
    [file] = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert [said(tmp_path, "Away {{ day }}") for _ in range(2)] == ["Away Thursday"] * 2
    assert len(compiling) == 2


def test_where_nothing_can_be_or_may_be_kept_each_start_compiles(
    tmp_path: Path, compiling: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    assert [said(tmp_path / "a file", "Away {{ day }}") for _ in range(2)] == ["Away Thursday"] * 2
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert [said(tmp_path / "kept", "Away {{ day }}") for _ in range(2)] == ["Away Thursday"] * 2
    assert len(compiling) == 4
    assert not (tmp_path / "kept").exists()


def test_compiling_applies_no_filter_so_that_one_code_serves_all_languages() -> None:
    """Jinja applies a filter to a constant while it compiles: `{{ "calls"|typed_kpi }}` would be kept in one language."""
    applied: list[str] = []
    environment = Words("nl")._environment
    ours = [name for name in environment.filters if name not in Environment().filters]
    for name in ours:
        filter_ = environment.filters[name]

        def noted(*values: object, name: str = name) -> object:
            applied.append(name)
            return values[0]

        for mark in vars(filter_) if hasattr(filter_, "__dict__") else ():
            setattr(noted, mark, getattr(filter_, mark))
        environment.filters[name] = noted
    for feature in template_names():
        environment.compile(template_of(feature), feature, raw=True)
    assert len(ours) > 10
    assert applied == []
