"""Each call of a text names what its template takes: also those that no example renders."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "messages" / "templates"
KEY = re.compile(r"[a-z_]+\.[a-z_0-9]+")
SAYS = ("say", "bare", "words")


def takes() -> dict[str, tuple[set[str], set[str]]]:
    """By key: what the macro takes, and what of it has no default."""
    environment, found = Environment(extensions=["jinja2.ext.i18n"]), {}
    for path in TEMPLATES.rglob("*.j2"):
        feature = path.relative_to(TEMPLATES).parts[0].removesuffix(".j2")
        for macro in environment.parse(path.read_text(encoding="utf-8")).find_all(nodes.Macro):
            names = [one.name for one in macro.args]
            found[f"{feature}.{macro.name}"] = set(names), set(names[: len(names) - len(macro.defaults)])
    return found


def calls() -> Iterator[tuple[str, str, set[str]]]:
    """Where, the key, and what is handed over; those with `**values` are left out."""
    for room in ("handlers", "jobs", "messages"):
        for path in (ROOT / room).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and len(call.args) == 1 and isinstance(call.args[0], ast.Constant):
                    key, named = call.args[0].value, {one.arg for one in call.keywords if one.arg is not None}
                    if isinstance(key, str) and KEY.fullmatch(key) and _says(call) and len(named) == len(call.keywords):
                        yield f"{path.relative_to(ROOT)}:{call.lineno}", key, named


def _says(call: ast.Call) -> bool:
    """`say(…)`, `say.bare(…)`, `request.words(…)`, `words(language)(…)`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in SAYS
        case ast.Call(func=ast.Name(id=name)):
            return name == "words"
        case _:
            return False


def test_a_text_is_called_with_what_its_template_takes() -> None:
    known, wrong, count = takes(), [], 0
    for where, key, named in calls():
        all_, needed = known.get(key, (set(), {"no such text"}))
        count += 1
        if named - all_ or needed - named:
            wrong.append(f"{where} {key}: unknown {sorted(named - all_)}, missing {sorted(needed - named)}")
    assert not wrong
    assert count > 1000
