"""The recipes of `docs/adding.md` are followed in a copy of the code, and each list of files holds."""

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.test_architecture import is_there, named, python_files

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
NOT_COPIED = (".git", ".venv", "node_modules", "*.db", "*_cache", "*.pyc.*", "*.j2c.*")
"""What is compiled goes along, as it takes a minute to make; what somebody is writing just now is `*.pyc.*`."""


def files_of(recipe: str) -> list[str]:
    """The files that the numbered steps of a recipe name, in their order."""
    steps = re.findall(r"^\d+\. (.*?)(?=^\d+\. |^   ```|^$|\Z)", RECIPES[recipe], re.MULTILINE | re.DOTALL)
    return [
        path
        for step in steps
        for path in re.findall(r"`([\w./<>]+(?:/|\.\w+))`", step)
        if "/" in path or (ROOT / path).exists()
    ]


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_has_numbered_steps_with_files_that_are_there(recipe: str) -> None:
    numbers = [int(number) for number in re.findall(r"^(\d+)\. ", RECIPES[recipe], re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 3
    assert [path for path in files_of(recipe) if not is_there(path)] == []


# --- followed in a copy -----------------------------------------------------------------------------------


class Copy:
    """A copy of the code in which the recipes have been followed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.touched: set[str] = set()
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*NOT_COPIED), dirs_exist_ok=True)

    def write(self, path: str, text: str) -> None:
        """A new file."""
        (self.folder / path).write_text(text, encoding="utf-8")
        self.touched.add(path)

    def text(self, path: str) -> str:
        """What a file says."""
        return (self.folder / path).read_text(encoding="utf-8")

    def insert(self, path: str, before: str, text: str) -> None:
        """Lines in front of the first line that begins with `before`."""
        was = self.text(path)
        place = re.search(rf"^{re.escape(before)}", was, re.MULTILINE)
        assert place, f"{path} has no line that begins with {before!r}"
        self.write(path, was[: place.start()] + text + was[place.start() :])

    def append(self, path: str, text: str) -> None:
        """Lines at the end."""
        self.write(path, self.text(path) + text)

    def python(self, *arguments: str) -> str:
        """What the copy prints; the test fails when it does."""
        outside = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=outside, capture_output=True, text=True, timeout=240, check=False
        )
        assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
        return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("koers"))


ABOUT_A_COMMAND = "cheer or plugged_in or belongs_to or every_language or left_over or same_values or slash_command"
"""The tests of the copy that a new command can break."""
COMMAND_WORKS = """
import json
from bot import features
from handlers.program.manifest import manifest
from messages.examples import cheer
from messages.overview import overview
commands = manifest(features())["features"]["slash_commands"]
names = [feature.name for feature in features() if feature.commands]
print(json.dumps({
    "in the manifest": [one["command"] for one in commands if "cheer" in one["command"]],
    "on /koers": "`/cheer @bram`" in str(overview("nl", "Anna", names, manages=False, is_admin=False)),
    "in the gallery": [name for name, _ in cheer.examples("en")],
}))
"""


def test_a_command_is_its_own_files_its_name_in_the_features_and_a_line_in_the_readme(copy: Copy) -> None:
    copy.touched.clear()
    for path, text in re.findall(r"^   ```\w+ (\S+)\n(.*?)^   ```$", RECIPES["A command"], re.MULTILINE | re.DOTALL):
        copy.write(path, textwrap.dedent(text))
    copy.insert("bot.py", '    *("overview", "activity"', '    "cheer",\n')
    copy.insert("README.md", "`/log meeting Acme follow-up", "`/cheer @bram` · ")
    copy.insert("README.nl.md", "`/log gesprek Acme", "`/cheer @bram` · ")
    assert copy.touched == {path.replace("<feature>", "cheer") for path in files_of("A command")}
    hold = ("tests/test_architecture.py", "tests/test_readme.py", "tests/messages/test_translations.py")
    copy.python("-m", "pytest", "-q", "-n", "0", "tests/handlers/test_cheer.py", *hold, "-k", ABOUT_A_COMMAND)
    assert json.loads(copy.python("-c", COMMAND_WORKS)) == {
        "in the manifest": ["/cheer"],
        "on /koers": True,
        "in the gallery": ["cheered", "how_to"],
    }


KPI_WORKS = """
import json
from datetime import date
from handlers.phrases import read_target
from messages.words import words
from models.scorecard.kpis import KPIS, COUNTED_KINDS
from models.scorecard.formulas import FORMULAS
print(json.dumps({
    "label": KPIS["emails"].label("nl"),
    "counted": "email" in COUNTED_KINDS,
    "typed": read_target("mailtjes 8/week", date(2026, 11, 12)).kpi,
    "why": words("nl")("scorecard.formula_emails"),
    "has a formula": "emails" in FORMULAS,
}))
"""


def test_a_kpi_is_a_row_a_formula_and_its_words(copy: Copy) -> None:
    copy.touched.clear()
    formulas, kpis = "models/scorecard/formulas.py", "models/scorecard/kpis.py"
    copy.insert(formulas, "DECIDED = ", "EMAILS = CountedEntries(frozenset({Kind.EMAIL}))\n\n")
    formula = 'def emails(facts: Facts) -> Figure:\n    """24. E-mails."""\n    return number_of(facts, EMAILS)\n\n\n'
    copy.insert(formulas, "FORMULAS: ", formula)
    copy.insert(formulas, '    "first_meetings": first_meetings', '    "emails": emails,\n')
    copy.insert(kpis, "    FIRST_MEETINGS,", "    EMAILS,\n")
    row = '    Kpi(24, "emails", "E-mails", "E-mails", FIND, LEAD, REP, COUNT, FLOW, (EMAILS,)),\n'
    copy.insert(kpis, ")\n# fmt: on", row)
    copy.append(
        "messages/templates/scorecard.j2", '{% macro formula_emails() %}{{ _("E-mails logged.") }}{% endmacro %}\n'
    )
    copy.append("messages/locales/nl/scorecard.po", '\nmsgid "E-mails logged."\nmsgstr "Gelogde e-mails."\n')
    for language, called in (("en", "mails sent"), ("nl", "mailtjes")):
        copy.insert(f"models/vocabulary/{language}.toml", 'first_meetings = "', f'emails = "{called}"\n')
    assert copy.touched == {path for path in files_of("A KPI") if not path.startswith("tests/")}
    assert json.loads(copy.python("-c", KPI_WORKS)) == {
        "label": "E-mails",
        "counted": True,
        "typed": "emails",
        "why": "Gelogde e-mails.",
        "has a formula": True,
    }


KIND_WORKS = """
import json
from datetime import date
from handlers.phrases import read_log
from messages.activity.answers import Entry, line_of
from messages.words import words
from models.activity.kinds import rules_of
from models.imports.activities import KINDS
entry = Entry("1", "gift", date(2026, 11, 12), "Acme", quantity=3)
print(json.dumps({
    "typed": read_log("3 geschenken Acme", date(2026, 11, 12), language="nl").kind,
    "in the form": words("nl").bare("activity.kind_gift"),
    "in a line": line_of(words("nl"), entry, date(2026, 11, 12)),
    "sums": rules_of("gift").sums,
    "imported": KINDS["geschenk"],
}))
"""


def test_a_kind_is_a_row_and_its_words(copy: Copy) -> None:
    copy.touched.clear()
    copy.insert("models/activity/kinds.py", '    NOTE = "note"', '    GIFT = "gift"\n')
    copy.insert("models/activity/kinds.py", "    Kind.NOTE: ", "    Kind.GIFT: KindRules((ACCOUNT, QUANTITY)),\n")
    for language, called in (("en", "gift, gifts"), ("nl", "geschenk, geschenken")):
        section = re.search(r"\[kinds\.note]\n.*?\n\n", copy.text(f"models/vocabulary/{language}.toml"), re.DOTALL)
        assert section
        words = re.sub(r'"[^"]+"', f'"{called}"', section[0].replace("note]", "gift]", 1), count=1)
        copy.insert(f"models/vocabulary/{language}.toml", "[kinds.note]", words)
    copy.append("messages/templates/activity.j2", '{% macro kind_gift() %}{{ _("Gift") }}{% endmacro %}\n')
    copy.append("messages/locales/nl/activity.po", '\nmsgid "Gift"\nmsgstr "Geschenk"\n')
    assert copy.touched == {path for path in files_of("A kind of activity") if not path.startswith("tests/")}
    works = json.loads(copy.python("-c", KIND_WORKS))
    assert "3 × Geschenk" in works.pop("in a line")
    assert works == {"typed": "gift", "in the form": "Geschenk", "sums": "count", "imported": "gift"}


# --- the lists of the others ------------------------------------------------------------------------------


def test_a_language_has_no_place_that_its_recipe_does_not_name() -> None:
    """Every file of the rooms that speaks of `nl`, but for the demo and the examples of the gallery."""
    steps = [*files_of("A language"), *re.findall(r"`([\w/]+\.py)`", RECIPES["A language"])]
    says_a_language = re.compile(r"""["']nl["']|\bdutch\b|_nl\b""")
    speaking = {
        named(path)
        for path in python_files("handlers", "jobs", "messages", "models")
        if says_a_language.search(path.read_text(encoding="utf-8"))
        and not {"local_slack", "demo", "examples", "migrations"} & set(path.parts)
        and not path.stem.startswith("demo_")
    }
    assert [path for path in speaking if not any(path == step or path.startswith(step) for step in steps if step)] == []
