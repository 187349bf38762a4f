"""What a training is about: the six topics of managers and the skills of reps, as the self-audit has them."""

import re
from functools import cache

from models.audit.questions import SKILLS, SKILLS_OF, Group
from models.vocabulary import folded_word, vocabulary

TOPICS: tuple[str, ...] = (*SKILLS_OF[Group.REP], *SKILLS_OF[Group.MANAGER])
"""Their keys, in the order of the questions."""
OTHER = "other"
"""A training that is about none of them."""


def topic_label(topic: str, language: str) -> str:
    """What a topic is called; empty for `other`, which is called otherwise in each message."""
    return SKILLS[topic].label(language) if topic in SKILLS else ""


def topic_of(text: str | None) -> str | None:
    """The topic that a text names: `negotiation skills` is `negotiation`, `onderhandelen` too. None when it names none.

    The longest name that stands in it as whole words decides; of two as long the one that comes first.
    """
    words = f" {_plain(text or '')} "
    at = [(-len(name), words.find(f" {name} "), topic) for name, topic in _names().items() if f" {name} " in words]
    return min(at)[2] if at else None


@cache
def _names() -> dict[str, str]:
    """How topics are called, in every language: their names, their keys, and what else people say."""
    names: dict[str, str] = {}
    for topic in TOPICS:
        said = [topic, *SKILLS[topic].name.values(), *vocabulary().section("topics")[topic]]
        for name in said:
            names.setdefault(_plain(name), topic)
    return names


def _plain(text: str) -> str:
    """Its words in small letters, without accents and punctuation."""
    return " ".join(re.findall(r"[^\W_]+", folded_word(text)))
