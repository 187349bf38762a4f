"""A language is a file: the same sections and keys in each, checked when the program starts."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.vocabulary import FOLDER, VocabularyError, read_vocabulary, vocabulary

GERMAN = Path(__file__).parent / "de.toml"
ROOT = Path(__file__).parents[3]

READS_GERMAN = """
import sys
from datetime import date
from pathlib import Path
import models.vocabulary as vocabulary
vocabulary.FOLDER = Path(sys.argv[1])
from handlers.phrases import read_log
from handlers.phrases.audit_answer import read_answer
from handlers.phrases.kept import kept_said
phrase = read_log("Besuch bei Acme gestern 2 Stunden", date(2026, 11, 23), language="de", known_accounts={"acme": "Acme"}.get)
print(phrase.kind, phrase.accounts[0].name, phrase.day, phrase.minutes)
assert read_log("afspraak Globex gisteren", date(2026, 11, 23)).day == date(2026, 11, 22), "the others are still understood"
assert [read_answer(typed).level for typed in ("drei", "drie", "three")] == [3, 3, 3]
assert read_answer("Zurück").step == read_answer("terug").step == "back"
assert kept_said("teilweise, leider") == kept_said("deels gelukt") == "partly"
"""


def test_every_language_has_the_same_sections_and_keys() -> None:
    assert {"en", "nl"} <= set(vocabulary().languages)
    assert vocabulary().table("days")["gisteren"] == vocabulary().table("days")["yesterday"] == "-1"


def test_the_words_of_a_key_belong_to_one_kind_in_each_language() -> None:
    for language in vocabulary().languages:
        seen: dict[str, str] = {}
        only = read_vocabulary_of(language)
        for section, keys in only.items():
            if section.startswith("kinds."):
                for word in keys["words"]:
                    assert seen.setdefault(word, section) == section, word


def read_vocabulary_of(language: str) -> dict[str, dict[str, tuple[str, ...]]]:
    from models.vocabulary import words_of

    return {name: dict(keys) for name, keys in words_of(language).sections.items()}


def test_a_third_language_is_a_file(tmp_path: Path) -> None:
    for path in (*FOLDER.glob("*.toml"), GERMAN):
        (tmp_path / path.name).write_text(_with_all_keys(path), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", READS_GERMAN, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "visit Acme 2026-11-22 120", done.stderr


def _with_all_keys(path: Path) -> str:
    """A small file with its missing keys, empty: a translator begins with a few."""
    import tomllib

    if path.stem != "de":
        return path.read_text(encoding="utf-8")
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    english = tomllib.loads((FOLDER / "en.toml").read_text(encoding="utf-8"))
    lines = ['language = "de"']
    for section, keys in _flat(english):
        said = dict(_flat(told)).get(section, {})
        lines += [f"[{section}]", *(f'"{key}" = "{said.get(key, "")}"' for key in keys)]
    return "\n".join(lines)


def _flat(content: dict[str, object], lead: str = "") -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    for name, value in content.items():
        if isinstance(value, dict):
            inner = any(isinstance(each, dict) for each in value.values())
            found += _flat(value, f"{lead}{name}.") if inner else [(f"{lead}{name}", value)]
    return found


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('language = "nl"', 'language = "de"'), "language"),
        (("[short_weekdays]", "[other]"), "differs from en.toml"),
        (('words = "ma, di', 'words = "ma,, di'), "empty word"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    for path in FOLDER.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text.replace(*change, 1) if path.stem == "nl" else text, encoding="utf-8")
    with pytest.raises(VocabularyError, match=says):
        read_vocabulary(tmp_path)
