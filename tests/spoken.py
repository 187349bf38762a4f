"""What the templates hold, for tests that ask whether all of it is used."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[1] / "messages" / "templates"


def macros_of(feature: str) -> list[str]:
    """The names of the macros among a feature's words, in `<feature>.j2` or in the files of `<feature>/`."""
    files = [*TEMPLATES.glob(f"{feature}.j2"), *sorted(TEMPLATES.glob(f"{feature}/*.j2"))]
    return [name for file in files for name in re.findall(r"{%-?\s*macro (\w+)", file.read_text(encoding="utf-8"))]


def examples_of(feature: str) -> list[str]:
    """The names of the feature's examples to type, as `example_of` takes them: `activity`, `activity.proposal` …"""
    forms = [name.removeprefix("example") for name in macros_of(feature) if name.startswith("example")]
    return [feature + form.replace("_", ".", 1) for form in forms]
