"""The floor plan holds: one word for a feature in all rooms, one list of role names, small files, true pages, no circles.

`pyproject.toml` (importlinter) holds the arrows between the rooms; this file holds what an import contract cannot say.
Whoever adds a feature, or a part of one, finds the lists to extend here; whoever leaves them alone finds out why.
"""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from bot import FEATURES, features
from messages.words import LANGUAGES

ROOT = Path(__file__).parents[1]
ROOMS = ("handlers", "jobs", "messages", "models")
LONGEST_FILE = 260
"""Lines. What is longer has a second idea in it. Tests and migrations may be long: a table of cases, a frozen schema."""

# --- one word through all rooms ---------------------------------------------------------------------------

NO_FEATURES = {"door", "local_slack", "phrases", "program"}
"""Folders of `handlers/` that are about the entrance, the program and typed text, not about one feature."""
WORDS_OF_NO_FEATURE = {
    "access": "refusals of who may see whom",
    "audit_results": "the results of surveys, a part of `audit` with pages of its own",
    "backup": "errors in the terminal",
    "common": "what every command may have to say",
    "delivery": "what comes by itself, and when",
    "exports": "errors in the terminal",
    "imports": "reports in the terminal",
    "install": "pages in a browser, and what is said where the app is not installed",
    "unreadable": "a line that cannot be read, for every command alike",
}
PARTS_OF_MESSAGES = {
    "asking",
    "blocks",
    "command_names",
    "figures",
    "formats",
    "gallery",
    "kept_templates",
    "long_text",
    "month_figures",
    "paper",
    "pdf",
    "together",
    "word_files",
    "words",
}
"""Files of `messages/` that make the words and blocks of every feature."""
BUSINESS_WITHOUT_A_SCREEN = {
    "references",
    "delivery",
    "demo",
    "exports",
    "imports",
    "vocabulary",
    "maturity",
    "pipeline",
    "private_notes",
    "workspace",
}
"""Folders of `models/` that other features use, and that nobody commands by a name of their own."""


def stems(folder: str) -> set[str]:
    """The files and folders of a room by their names, `__init__` left out."""
    found = {path.stem for path in (ROOT / folder).iterdir() if path.is_dir() or path.suffix == ".py"}
    return found - {"__init__", "__pycache__"}


def has(place: str) -> bool:
    """Whether `place` is there as a folder or as a file of Python or words."""
    return any((ROOT / f"{place}{ending}").exists() for ending in ("", ".py", ".j2", ".po"))


def test_what_stands_in_the_room_of_the_handlers_is_plugged_in() -> None:
    assert stems("handlers") - NO_FEATURES == set(FEATURES)
    assert [feature.name for feature in features()] == list(FEATURES)


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_has_the_same_name_in_every_room(feature: str) -> None:
    assert has(f"messages/{feature}")
    assert has(f"messages/templates/{feature}")
    assert has(f"messages/{feature}/examples") or has(f"messages/examples/{feature}")
    for language in set(LANGUAGES) - {"en"}:
        assert has(f"messages/locales/{language}/{feature}")
    assert has(f"tests/handlers/{feature}") or has(f"tests/handlers/test_{feature}")


def test_what_is_said_belongs_to_a_feature_or_says_why_not() -> None:
    words = {path.stem for path in (ROOT / "messages" / "templates").iterdir()}
    assert words == set(FEATURES) | set(WORDS_OF_NO_FEATURE)
    folders_and_files = stems("messages") - PARTS_OF_MESSAGES - {"examples", "fonts", "locales", "templates"}
    assert folders_and_files <= words


def test_every_language_has_the_files_of_the_templates() -> None:
    def names(folder: str) -> set[str]:
        place = ROOT / "messages" / folder
        files = [path for path in place.rglob("*.*") if path.suffix in (".j2", ".po")]
        return {path.relative_to(place).with_suffix("").as_posix() for path in files}

    for language in set(LANGUAGES) - {"en"}:
        assert names(f"locales/{language}") == names("templates")


def test_what_comes_by_itself_stands_under_the_name_of_its_feature() -> None:
    assert stems("jobs/prompts") - set(FEATURES) == {"audit_leading", "coaching_actions", "qbr_turns", "review_turns"}


def test_the_folders_of_the_business_are_features_or_serve_several() -> None:
    folders = {path.name for path in (ROOT / "models").iterdir() if (path / "__init__.py").exists()}
    assert folders - set(FEATURES) - {"migrations"} <= BUSINESS_WITHOUT_A_SCREEN


# --- role names -------------------------------------------------------------------------------------------

ROLES = {
    "handlers": {"command", "buttons", "forms", "replies", "line", "views", "news", "settings"},
    "messages": {"answers", "forms", "questions", "prompts", "overview", "views", "settings", "examples"},
}
"""What a file inside a feature's folder is called when it does this job: the same in every folder."""
OWN_NOUNS = {
    "handlers/activity": {
        "ahead",
        "asking",
        "form_fields",
        "history",
        "partly",
        "quick",
        "rewriting",
        "shortcuts",
        "talk",
    },
    "handlers/analysis": {"subject"},
    "handlers/audit": {
        "asking",
        "calendar",
        "conversation",
        "leading",
        "people",
        "rating",
        "reminders",
        "results",
        "skill_files",
        "skill_pages",
        "skill_steps",
        "skills",
        "starting",
        "trends",
    },
    "handlers/deals": {"claims", "finding", "pipeline", "spoken", "stale", "wins"},
    "handlers/digest": {"person", "praise"},
    "handlers/goals": {"evidence", "for_whom", "needed"},
    "handlers/home": {"leading"},
    "handlers/plan": {"answers", "objectives"},
    "handlers/qbr": {"conversation", "subject"},
    "handlers/reviews": {"conversation", "lists", "opening", "shorten", "steps"},
    "handlers/scorecard": {"corrections", "disputes", "managing", "subject"},
    "handlers/settings": {"channels", "first_steps"},
    "handlers/territories": {"claims", "coverage", "visits"},
    "messages/imports": {"asking", "dropped", "full_report", "remarks", "report"},
    "messages/deals": {"pipeline", "pipeline_examples", "stale"},
    "messages/settings": {"channels", "first_steps", "values"},
    "messages/activity": {"event_examples", "history", "listing", "logged", "notes", "quick", "standing"},
    "messages/connections": {"terminal", "told"},
    "messages/territories": {"tables"},
    "messages/newcomers": {"page"},
    "messages/goals": {"evidence", "needed", "needed_examples", "needed_steps"},
    "messages/analysis": {"coverage", "customers", "files", "money", "sales", "told", "why"},
    "messages/audit": {
        "timing",
        "calendar",
        "trends",
        "board",
        "chart",
        "conversation",
        "heat_map",
        "leading",
        "pdf",
        "rating",
        "rating_examples",
        "rating_forms",
        "report",
        "results",
        "results_examples",
        "skill_map",
        "skill_paper",
        "skill_sheets",
        "skill_table",
        "skills",
        "skills_examples",
        "team_skills",
        "starting",
        "table",
    },
    "handlers/coaching": {"afterwards", "calendar", "planning"},
    "messages/coaching": {
        "afterwards",
        "afterwards_examples",
        "calendar_file",
        "parts",
        "planning",
        "planning_examples",
    },
    "messages/digest": {
        "channel",
        "chart",
        "company",
        "company_examples",
        "deals",
        "figures",
        "people",
        "praise",
        "totals",
        "waiting",
        "weekly",
    },
    "messages/home": {"leading", "of_role", "own", "tab", "welcome"},
    "messages/plan": {"page", "stage"},
    "messages/privacy": {"council", "kept", "ledger"},
    "messages/qbr": {"conversation", "pack", "pdf", "steps", "text"},
    "messages/reviews": {"conversation", "history", "paper", "shorten", "steps", "text"},
    "messages/scorecard": {
        "board",
        "corrections",
        "managing",
        "managing_examples",
        "personal",
        "records",
        "short",
        "team",
        "why",
        "why_examples",
        "why_score",
    },
    "messages/style": {"definitions", "digest", "hint", "log", "monday", "scorecard"},
}
"""The other files of a feature's folder, by nouns of its own."""


@pytest.mark.parametrize(("room", "feature"), [(room, feature) for room in ROLES for feature in FEATURES])
def test_a_file_of_a_feature_has_a_role_name_or_a_noun_of_the_feature(room: str, feature: str) -> None:
    folder = f"{room}/{feature}"
    files = stems(folder) if (ROOT / folder).is_dir() else set()
    assert files - ROLES[room] == OWN_NOUNS.get(folder, set())


# --- sizes and names --------------------------------------------------------------------------------------


@cache
def python_files(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_is_longer_than_two_screens_and_a_half() -> None:
    files = [ROOT / "bot.py", *(path for path in python_files(*ROOMS) if "migrations" not in path.parts)]
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def names_in(path: Path) -> Iterator[str]:
    """The names that a file gives: its own, its functions and classes, and what it calls imported things."""
    yield path.stem
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.alias):
            yield node.asname or node.name


def test_nothing_is_called_shown() -> None:
    """Shown to whom, as what? A record becomes a `…View` in `views.py`, and a list has so many `LISTED`."""
    says_shown = re.compile(r"(^|_)shown(_|$)|(^|[a-z_])Shown", re.IGNORECASE)
    found = [(named(path), name) for path in python_files(*ROOMS) for name in names_in(path) if says_shown.search(name)]
    assert found == []


# --- pages tell the truth ---------------------------------------------------------------------------------

PATH = re.compile(
    r"`((?:handlers|jobs|messages|models|tests|docs)/[\w./<>…*-]+|(?:[\w.]+/)*[\w.<>…*-]+(?:/|\.(?:py|j2|po|md|toml)))`"
)
"""A file or folder in backticks: `bot.py`, `models/plan/`, `models/plan`, `messages/templates/<feature>.j2`."""


@cache
def everything_tracked() -> frozenset[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    files = listed or [named(path) for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]
    return frozenset(files) | {f"{folder.as_posix()}/" for file in files for folder in Path(file).parents}


@cache
def is_there(path: str) -> bool:
    """Whether such a file or folder is there: where it says, or (without a folder) anywhere."""
    pattern = re.compile(r"(.*/)?" + re.sub(r"<\w+>|…|\*", r"[^/]*", re.escape(path).replace("\\*", "*")) + "/?$")
    return any(pattern.match(file) for file in everything_tracked())


def pages() -> list[Path]:
    written = [path for path in ROOT.rglob("*.md") if named(path) in everything_tracked()]
    return [*written, *python_files(*ROOMS), ROOT / "bot.py"]


def test_every_path_in_a_page_or_a_docstring_is_there() -> None:
    missing = []
    for page in pages():
        text = "\n".join(docstrings_in(page)) if page.suffix == ".py" else page.read_text(encoding="utf-8")
        missing += [(named(page), path) for path in PATH.findall(text) if not is_there(path)]
    assert missing == []


def test_the_decisions_are_numbered_in_order_so_that_a_number_finds_one() -> None:
    headings = re.findall(r"^## (\d+)\. ", (ROOT / "DECISIONS.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [int(number) for number in headings] == list(range(1, len(headings) + 1))


def docstrings_in(path: Path) -> Iterator[str]:
    """Every text that stands as a statement of its own: docstrings of modules, classes, functions and attributes."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value


# --- no circles -------------------------------------------------------------------------------------------


def imports_of_the_house() -> dict[str, set[str]]:
    """Which module imports which, with what only type checkers import and what functions import as they run."""
    modules = {
        named(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__"): path
        for path in python_files(*ROOMS)
    }
    return {name: set(imported_by(path, modules)) - {name} for name, path in modules.items()}


def imported_by(path: Path, modules: dict[str, Path]) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module in modules:
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in modules else node.module for name in whole)


def test_no_module_imports_itself_by_a_detour() -> None:
    try:
        TopologicalSorter(imports_of_the_house()).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' ← '.join(error.args[1])}")


def test_a_zone_is_read_in_one_place() -> None:
    """`models/zones.py` survives a zone that this machine does not know; `ZoneInfo(…)` raises."""
    elsewhere = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if "local_slack" not in path.parts and "ZoneInfo(" in path.read_text()
    }
    assert elsewhere == {"models/zones.py", "handlers/phrases/team_keys.py"}, "typed text is checked where it is read"
