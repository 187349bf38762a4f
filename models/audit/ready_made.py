"""Statements beside the usual ones that a workspace may switch on: `models/audit/ready_made.toml`, read and checked at the start."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from models.audit.questions import FUNCTIONS, SKILLS, Area, Group, Question, area_in, questions_in, with_earlier

_HERE = Path(__file__).parent
_NAME, _EARLIER = "ready_made.toml", "earlier_ready_made.toml"
_FILE = tomllib.loads((_HERE / _NAME).read_text(encoding="utf-8"))
READY_MADE: Mapping[str, Question] = with_earlier(
    {question.key: question for question in questions_in(_FILE, _NAME)},
    (_HERE / _EARLIER).read_text(encoding="utf-8"),
    _EARLIER,
)
"""By key, in the order in which they are offered and asked."""
_SKILLS = {
    **SKILLS,
    **{key: area_in(f"{_NAME}: {group}.{key}", key, row) for group in Group for key, row in _FILE[group].items()},
}
_AREAS = {**FUNCTIONS, **_SKILLS}


def area_named(key: str) -> Area:
    """The function or the skill with this key, also a skill that can be switched on."""
    return _AREAS[key]


def skill_named(key: str) -> Area | None:
    """The skill with this key, also one that can be switched on; None of a statement of the workspace's own."""
    return _SKILLS.get(key)
