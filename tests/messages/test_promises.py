"""Every text that promises a message at a time, with the test that compares it with what is sent.

A new text of this kind is not accepted without one.
"""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
WHEN = (
    r"%\((?:day|at)\)s|on the day|on its day|day before|working day|tomorrow|every (?:week|month|Monday)|once a week"
    r"|on (?:its|their) way|at once|this morning|afterwards|right now|in a minute"
)
WHAT = (
    r"\b(?:comes?|gets?|asks?|invited|invitations?|results?|reminders?|told|goes? (?:out|to)|reads|hears?|see|posted|writes?"
    r"|look back|sent|messages?)\b"
)
PROMISE = re.compile(f"(?:{WHAT}).*(?:{WHEN})|(?:{WHEN}).*(?:{WHAT})", re.DOTALL | re.IGNORECASE)
HELP = 400
"""Characters: longer texts are lists of what can be typed."""

YEAR = "jobs/prompts/test_promises_kept.py"
SURVEYS = "jobs/prompts/test_audit_timing.py"
HELD_BY = {
    YEAR: (
        "Your digest comes *every",
        "Your weekly digest comes *every",
        "Your Monday message comes *every",
        "The messages about the monthly review come at",
        "The quarterly review comes at",
        "You have no quarterly review now. The next one comes to you on",
        "You have no reviews yet. ",
        "On the first working day of the month you look back.",
        "Nobody reports to you, so there is no digest",
        "Surveys, goals that ended and news of your deals come when",
    ),
    SURVEYS: (
        "Noted: the next reminder comes on",
        "No reminder fits in before the last day",
        "%(num)s people get it on",
        "One person gets it on",
        "%(num)s people are invited on",
        "One person is invited on",
        "%(num)s invitations are on their way.",
        "One invitation is on its way.",
        "%(num)s messages are on their way.",
        "One message is on its way.",
        "%(num)s invitations go out at once.",
        "One invitation goes out at once.",
        "%(names)s (%(day)s, already three messages that day)",
        "Results to you:",
        "%(name)s gets the results on",
        "The results come to you on",
        "*Open again: %(name)s*, until",
    ),
    "jobs/test_planning.py": ("Fine: %(name)s comes again on", "The weekly digest of %(team)s comes in"),
    "jobs/prompts/test_a_year_of_nudges.py": ("When your log is still empty", "Your morning list comes at"),
    "jobs/prompts/test_anomalies.py": (
        "Not answered by the end of",
        "When something in the log stands out, the question",
    ),
    "jobs/prompts/test_coaching.py": (
        "On the working day before, both of you get an agenda.",
        "Both of you get the agenda on the working day before.",
        "The messages about your coaching talks come at",
    ),
    "jobs/prompts/test_reviews.py": (
        "Before %(day)s, please: from then on %(manager)s writes",
        "Your look back on %(month)s is still open; hand it in before",
        "%(person)s is still looking back. You can write",
    ),
    "jobs/prompts/test_qbr.py": (
        "Before %(day)s, please: from then on %(manager)s can write",
        "%(name)s is still writing; you read the report",
    ),
    "jobs/prompts/test_newcomers.py": (
        "Given. %(name)s reads it on the morning of",
        "You can both look back from day 90",
    ),
    "jobs/prompts/test_territories.py": (
        "A planned visit counts once it was held;",
        "🗓️ Visit planned:",
        "a visit on %(day)s, which is still",
    ),
    "jobs/prompts/test_training.py": (
        "You are on it: %(name)s",
        "On %(name)s of %(day)s: %(people)s. Afterwards",
        "They hear of it, and are asked afterwards",
    ),
    "jobs/prompts/test_tools.py": ("%(asked)s people are asked whether they use",),
    "models/audit/test_closing.py": ("open until %(day)s · ",),
}
NOT_OF_A_MESSAGE = (
    "%(setter)s set a target for you",
    "%(day)s has passed",
    "%(day)s is still to come",
    "*Survey %(number)s on the sales organisation*",
    "✅ *%(label)s*: %(name)s comes to training",
    "✅ *%(label)s*: you come to training",
    "%(company)s · %(day)s · survey %(number)s · %(audience)s",
    "Each deal that is won in Slack is posted there at once",
    "It is being posted at this moment",
    "Survey %(number)s asks the same people",
    "That comes once a week or once a month",
    "That is still to come",
    "opened on %(day)s, which is still to come",
    "decided on %(day)s, which is still to come",
    "happened on %(day)s, which is still to come",
    "The invitation is being posted at this moment",
    "The widest gaps to best in class",
    "This win is being posted",
    "Until %(day)s. Only counts are kept",
    "What is here is proposed for",
    "stopped on %(day)s",
    "• `%(cadence)s` to",
    "%(num)s fell on a day off of one of you",
    "One fell on a day off of one of you",
)
"""How texts begin that name a day and promise nobody a message on it."""


@cache
def promising() -> list[str]:
    found = []
    for path in sorted((ROOT / "messages" / "locales" / "nl").rglob("*.po")):
        if path.parent.name in {"analysis", "privacy"} or path.stem in {"costs", "kinds", "kpis"}:
            continue
        with path.open("rb") as file:
            for message in read_po(file):
                said = [message.id] if isinstance(message.id, str) else list(message.id)
                found += [text for text in said if text and len(text) < HELP and PROMISE.search(text)]
    return found


def test_each_text_that_promises_a_time_has_a_test_that_compares_it_with_what_is_sent() -> None:
    known = (*(text for texts in HELD_BY.values() for text in texts), *NOT_OF_A_MESSAGE)
    assert [text for text in promising() if not text.startswith(known)] == []
    assert len(promising()) > 60


def test_what_is_listed_is_still_said_and_its_test_is_there() -> None:
    assert [name for name in HELD_BY if not (ROOT / "tests" / name).is_file()] == []
    listed = (*(text for texts in HELD_BY.values() for text in texts), *NOT_OF_A_MESSAGE)
    assert [text for text in listed if not any(one.startswith(text) for one in promising())] == []


@pytest.mark.parametrize(
    "lie",
    [
        "*Started.* %(num)s invitations are on their way.",
        "Your pack comes to you on %(day)s.",
        "I ask you about it tomorrow.",
        "Your manager hears of it on the working day before.",
    ],
)
def test_a_new_promise_would_be_noticed(lie: str) -> None:
    assert PROMISE.search(lie)
