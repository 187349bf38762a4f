"""Statements beside the usual ones that a workspace may switch on: `models/audit/ready_made.toml`, read and checked at the start."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from models.audit.questions import FUNCTIONS, SKILLS, Area, Group, Question, area_in, questions_in

_FILE = tomllib.loads(Path(__file__).with_name("ready_made.toml").read_text(encoding="utf-8"))
READY_MADE: Mapping[str, Question] = {question.key: question for question in questions_in(_FILE)}
"""By key, in the order in which they are offered and asked."""
_AREAS = {
    **FUNCTIONS,
    **SKILLS,
    **{key: area_in(f"{group}.{key}", key, row) for group in Group for key, row in _FILE[group].items()},
}


def area_named(key: str) -> Area:
    """The function or the skill with this key, also a skill that can be switched on."""
    return _AREAS[key]
