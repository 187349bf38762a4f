"""What a training is about, as people type it: a skill in either language, whole words only."""

import pytest

from models.training.topics import TOPICS, topic_label, topic_of


def test_the_topics_are_the_thirteen_skills_of_reps_and_the_six_of_managers() -> None:
    assert len(TOPICS) == 19
    assert all(topic_of(topic_label(topic, language)) == topic for topic in TOPICS for language in ("en", "nl"))
    assert all(topic_of(topic) == topic for topic in TOPICS)


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("negotiation skills", "negotiation"),
        ("Onderhandelen, deel 2", "negotiation"),
        ("SPIN", "discovery"),
        ("koud bellen", "prospecting"),
        ("pipeline management", "managing_pipeline"),
        ("pipeline", "pipeline_discipline"),
        ("training and coaching", "training_coaching"),
        ("omgaan met bezwaren", "objections"),
        ("Productkennis najaar", "product_market"),
        ("yoga", None),
        ("disclosed", None),
        ("", None),
        (None, None),
    ],
)
def test_a_topic_as_it_is_typed(typed: str | None, topic: str | None) -> None:
    assert topic_of(typed) == topic
