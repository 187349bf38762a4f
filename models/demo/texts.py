"""What the people of the demo company wrote, in both languages: a visitor reads it in their own, whoever's it is."""

from collections.abc import Iterator, Mapping, Sequence

from models.audit.questions import QUESTIONS, SKILLS
from models.demo import agreements, audit, plan, qbr, reviews
from models.demo.activities import TOPICS
from models.demo.company import LOST_REASONS

Texts = Mapping[str, str | Sequence[str]]


def told_in() -> dict[str, dict[str, str]]:
    """By language: each free text of the demo in the other one, with what it is in this."""
    pairs = [pair for texts in _every_text() for pair in _pairs(texts)]
    return {"nl": {en: nl for en, nl in pairs if en}, "en": {nl: en for en, nl in pairs if nl}}


def _every_text() -> Iterator[Texts]:
    yield from (TOPICS, LOST_REASONS, agreements.TITLES, agreements.AGREED, plan.OBJECTIVE)
    yield from (reviews.WENT_WELL, reviews.IN_THE_WAY, reviews.COMMITMENTS)
    yield from (reviews.STRENGTHS, reviews.FOCUS, reviews.ANSWER)
    yield from (qbr.ACHIEVED, qbr.OBSTACLES, qbr.REMARKS, qbr.DECIDED, qbr.ANSWER)
    yield from audit.COMMENTS.values()
    yield from (one.name for one in SKILLS.values())
    yield from (one.action.title for one in QUESTIONS.values() if one.action)


def _pairs(texts: Texts) -> list[tuple[str, str]]:
    english, dutch = (
        [one] if isinstance(one, str) else list(one) for one in (texts["en"], texts.get("nl", texts["en"]))
    )
    return list(zip(english, dutch, strict=True))
