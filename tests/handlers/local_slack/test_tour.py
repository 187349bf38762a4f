"""A tour is data: it is read with the configuration, and what is wrong with it is told with its field."""

from typing import Any

import pytest

from handlers.local_slack import Config, ConfigError, LocalSlack
from tests.handlers.local_slack.conftest import Json, People, config


def tour() -> Json:
    """Anna logs a meeting in the app's conversation, in Dutch Bram does."""
    step: Json = {
        "title": {"en": "Log", "nl": "Loggen"},
        "person": {"en": "UANNA", "nl": "UBRAM"},
        "say": "Log a meeting.",
        "why": "Nobody likes forms.",
        "do": {"type": "/log meeting Acme"},
        "seen": {"action_ids": ["undo"]},
    }
    return {"title": "Koers", "about": "Three minutes.", "end": "That was it.", "steps": [step]}


def with_tour(**step: Any) -> Json:
    """The configuration, with something of the first step changed."""
    changed = tour()
    changed["steps"][0] |= step
    return config() | {"tour": changed}


async def test_the_page_is_given_the_tour_and_a_plain_text_stands_for_both_languages(http):
    async with LocalSlack(with_tour()).running() as slack:
        told = (await People(slack, http).see("tour"))["tour"]
    (step,) = told["steps"]
    assert step["person"] == {"en": "UANNA", "nl": "UBRAM"}
    assert step["say"] == {"en": "Log a meeting.", "nl": "Log a meeting."}
    assert (step["channel"], step["do"]["press"], step["then"]) == ("app", "", None)


async def test_without_a_tour_the_page_is_given_none(people: People):
    assert (await people.see("tour"))["tour"] is None


@pytest.mark.parametrize(
    ("step", "complaint"),
    [
        ({"person": "UX"}, r'tour.steps\[0\].person: "UX" is nobody\'s id'),
        ({"person": {"en": "UANNA", "nl": "URITA"}}, r'steps\[0\].person: "URITA" is nobody'),
        ({"channel": "CZUID"}, r'steps\[0\].channel: "CZUID" is no channel\'s id, nor "app"'),
        ({"do": {}}, r"steps\[0\].do: needs one of type, press and clock"),
        ({"do": {"type": "hi", "press": "undo"}}, r"steps\[0\].do: needs one of"),
        ({"do": {"clock": "someday"}}, r'steps\[0\].do.clock: "someday" is not a moment'),
        ({"do": {"clock": "tomorrow", "again": ["never"]}}, r'steps\[0\].do.again\[0\]: "never" is not a moment'),
        ({"do": {"type": "hi", "again": ["tomorrow"]}}, r"steps\[0\].do.again: is for the clock alone"),
        ({"do": {"clock": "tomorrow", "fill": {"a": "b"}}}, r"steps\[0\].do.fill: no form opens"),
        ({"do": {"press": "undo", "fill": ["b"]}}, r"steps\[0\].do.fill: must be an object"),
        (
            {"do": {"press": "undo", "fill": {"a": 3}}},
            r"steps\[0\].do.fill.a: must be a text, or an object with en and nl",
        ),
        ({"seen": {}}, r"steps\[0\].seen: needs a text or action_ids"),
        ({"say": {"en": "Log"}}, r"steps\[0\].say.nl: is missing"),
        ({"saey": "Log"}, r"steps\[0\].saey: unknown field"),
    ],
)
def test_each_mistake_in_a_step_is_told_with_its_place(step: Json, complaint: str):
    with pytest.raises(ConfigError, match=complaint):
        Config.from_dict(with_tour(**step))


def test_a_tour_needs_steps_and_a_workspace_that_exists():
    with pytest.raises(ConfigError, match=r"tour\.steps: at least one step is needed"):
        Config.from_dict(config() | {"tour": tour() | {"steps": []}})
    with pytest.raises(ConfigError, match=r'tour\.workspace: there is no workspace "T9"'):
        Config.from_dict(config() | {"tour": tour() | {"workspace": "T9"}})
    with pytest.raises(ConfigError, match=r"tour.steps\[0\].person"):
        Config.from_dict(config() | {"tour": tour() | {"workspace": "T2"}})
