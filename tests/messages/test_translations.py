"""Every text exists in both languages, with the same values in it, and none is left over."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from bot import features
from messages.overview import HELP_LINES

MESSAGES = Path(__file__).parents[2] / "messages"
TEMPLATES = sorted((MESSAGES / "templates").rglob("*.j2"))
CATALOGUES = sorted((MESSAGES / "locales" / "nl").rglob("*.po"))
MACRO = re.compile(r"{%-?\s*macro (\w+)")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def named(path: Path) -> str:
    """A template as its place says it: `leave`, `plan/forms`."""
    return path.relative_to(MESSAGES / "templates").with_suffix("").as_posix()


def feature_of(template: Path) -> str:
    """The feature under which its macros are said: `plan` for `plan/forms.j2`."""
    return named(template).partition("/")[0]


@cache
def texts_in(template: Path) -> set[str]:
    """The English texts of a template; of a plural the singular, as gettext keys it."""
    with template.open("rb") as file:
        options = {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}
        found = extract("jinja2.ext:babel_extract", file, options=options)
        return {text if isinstance(text, str) else text[0] for _, text, _, _ in found}


@cache
def translations() -> dict[str, list[tuple[str, str | tuple[str, ...]]]]:
    """Per English text: the catalogues that translate it, and how."""
    known: dict[str, list[tuple[str, str | tuple[str, ...]]]] = {}
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file, locale="nl"):
                if message.id:
                    text = message.id if isinstance(message.id, str) else message.id[0]
                    assert not message.fuzzy, f"{path.name}: {text!r} is marked fuzzy"
                    known.setdefault(text, []).append((path.name, message.string))
    return known


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_every_text_has_its_dutch(template: Path) -> None:
    known = translations()
    missing = [text for text in texts_in(template) if text not in known]
    empty = [
        text
        for text in texts_in(template)
        for _, dutch in known.get(text, [])
        if not (dutch if isinstance(dutch, str) else all(dutch))
    ]
    assert not missing + empty


def test_no_dutch_text_is_left_over() -> None:
    used = set().union(*(texts_in(template) for template in TEMPLATES))
    assert not [f"{where[0][0]}: {text}" for text, where in translations().items() if text not in used]


def test_a_text_has_one_translation() -> None:
    assert not {text: where for text, where in translations().items() if len({str(dutch) for _, dutch in where}) > 1}


def test_a_translation_carries_the_same_values() -> None:
    for path in CATALOGUES:
        with path.open("rb") as file:
            for message in read_po(file, locale="nl"):
                english = [message.id] if isinstance(message.id, str) else list(message.id)
                dutch = [message.string] if isinstance(message.string, str) else list(message.string)
                said = set().union(*(PLACEHOLDER.findall(form) for form in english))
                translated = set().union(*(PLACEHOLDER.findall(form) for form in dutch))
                assert translated == said, f"{path.name}: {english[0]}"


def test_every_macro_is_said_somewhere() -> None:
    """A macro is used by its `feature.name` in Python, as a refusal's reason, or inside a template."""
    rooms = [MESSAGES, MESSAGES.parent / "handlers", MESSAGES.parent / "jobs", MESSAGES.parent / "models"]
    code = "\n".join(path.read_text() for room in rooms for path in room.rglob("*.py"))
    said = set(re.findall(r"\b[a-z_]+\.[a-z]\w*", code))
    composed_of: dict[str, set[str]] = {}  # "feature.advice_{what}" in an f-string
    for name, beginning in re.findall(r"\b([a-z_]+)\.(\w*){", code):
        composed_of.setdefault(name, set()).add(beginning)
    with_a_command = {feature.name for feature in features() if feature.commands}
    unused = []
    for feature in sorted({feature_of(template) for template in TEMPLATES}):
        text = "\n".join(template.read_text() for template in TEMPLATES if feature_of(template) == feature)
        beginnings, called = composed_of.get(feature, set()), Counter(re.findall(r"\b(\w+)\(", text))
        for macro in MACRO.findall(text):
            inside = called[macro] > 1
            as_key = not said.isdisjoint({f"{feature}.{macro}", f"{feature}.{macro.removeprefix('refused_')}"})
            composed = any(macro.startswith(beginning) for beginning in beginnings)
            # what a feature says about itself: its lines on `/koers`, and its examples (`example_of`)
            about_itself = macro in HELP_LINES.values() or re.match(r"example(_|$)", macro)
            if not (inside or as_key or composed or (about_itself and feature in with_a_command)):
                unused.append(f"{feature}.{macro}")
    assert not unused


def test_a_feature_says_each_name_once() -> None:
    """The files of a feature's folder are one template: a second macro of the same name would replace the first."""
    macros = [
        f"{feature_of(template)}.{macro}" for template in TEMPLATES for macro in MACRO.findall(template.read_text())
    ]
    assert not [macro for macro, times in Counter(macros).items() if times > 1]
