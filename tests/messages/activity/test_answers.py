"""What is said about the log: short, whole, in both languages, and within Slack's limits."""

import json
from datetime import date

import pytest

from messages.activity import listing
from messages.activity.answers import Answer, EitherEvent, Entry
from messages.activity.examples import FIRST, NASTY, examples
from messages.activity.history import Change, History, of_entry
from messages.activity.logged import logged
from messages.activity.questions import which_event_was_it
from messages.activity.standing import CountedOnly, Standing, StandingView
from messages.blocks import Message
from messages.examples.unreadable import examples as unreadable_examples
from models.activity.kinds import KINDS

TODAY = date(2026, 11, 12)
MEETING = Entry("1", "meeting", TODAY, "Acme", is_first=True)


def said(language: str, standing: StandingView) -> str:
    return logged(language, Answer("b", [MEETING], TODAY, [standing])).text


def test_it_says_where_you_stand_and_for_when() -> None:
    standing = Standing("first meetings", "count", 3, 8, "week", status="on_track", last_day=date(2026, 11, 13))
    assert "*3* of 8 first meetings this week" in said("en", standing)
    assert "On course for Friday." in said("en", standing)
    assert "Op koers voor vrijdag." in said("nl", standing)


def test_behind_it_says_what_is_left_and_not_that_you_failed() -> None:
    standing = Standing("first meetings", "count", 3, 8, "week", status="behind", to_go=5, last_day=date(2026, 11, 13))
    assert "5 to go by Friday." in said("en", standing)
    assert "behind" not in said("en", standing)


def test_a_target_that_is_reached_is_celebrated() -> None:
    standing = Standing("first meetings", "count", 8, 8, "week", is_reached=True, status="on_track", last_day=TODAY)
    assert "🎉" in said("en", standing)


def test_once_it_is_reached_the_number_says_it() -> None:
    standing = Standing("first meetings", "count", 42, 6, "week", is_met=True, status="ahead", last_day=TODAY)
    assert said("en", standing).endswith("*42* of 6 first meetings this week")


def test_the_best_week_of_the_year_is_said_with_the_one_before() -> None:
    standing = Standing("first meetings", "count", 9, 6, "week", is_met=True, best_before=8, last_day=TODAY)
    assert "Your best week this year; it was 8." in said("en", standing)
    assert "Je beste week van dit jaar; het record stond op 8." in said("nl", standing)


def test_nothing_is_to_go_when_the_working_days_are_over() -> None:
    standing = Standing(
        "first meetings", "count", 1, 2, "week", is_over=True, status="behind", to_go=1, last_day=date(2026, 11, 13)
    )
    assert said("en", standing).endswith("*1* of 2 first meetings, the week is over")
    assert said("nl", standing).endswith("*1* van 2 first meetings, de week zit erop")


def test_without_a_target_it_counts_and_tells_how_to_set_one() -> None:
    assert "`/target first_meetings 8/week`" in said("en", CountedOnly(3, "first_meetings"))
    assert "`/target csat 4`" in said("en", CountedOnly(1, "csat"))
    assert "`/target contractverlengingen 1/week`" in said("nl", CountedOnly(1, "renewals"))
    assert "makes 3 this week" in said("en", CountedOnly(3))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_kind_has_a_name(language: str) -> None:
    for kind in KINDS:
        line = listing.recent(language, [Entry("1", kind, TODAY, "Acme", score=4)], TODAY).blocks[1]
        assert "Acme" in str(line)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_example_keeps_to_slacks_limits_and_pings_nobody(language: str) -> None:
    for name, view in [*examples(language), *unreadable_examples(language)]:
        if isinstance(view, Message):
            assert view.text, name
            assert len(view.blocks) <= 50, name
            marked = [block for block in view.blocks if block["type"] != "actions"]  # buttons are plain text
            assert "<!" not in view.text + json.dumps(marked, ensure_ascii=False), name
            blocks = view.blocks
        else:
            blocks = view.json["blocks"]
            assert len(view.json["title"]["text"]) <= 24, name
            assert len(view.json.get("private_metadata", "")) <= 3000, name
        for block in blocks:
            _within_limits(block, name)


def _within_limits(block: dict[str, object], name: str) -> None:
    text = json.dumps(block)
    assert len(text) < 12_000, name
    match block["type"]:
        case "section" if "text" in block:
            assert 1 <= len(block["text"]["text"]) <= 3000, name  # type: ignore[index]
        case "actions":
            elements = block["elements"]
            assert 1 <= len(elements) <= 25, name  # type: ignore[arg-type]
            ids = [element["action_id"] for element in elements]  # type: ignore[attr-defined]
            assert len(set(ids)) == len(ids), name
            for element in elements:  # type: ignore[attr-defined]
                assert len(element["text"]["text"]) <= 75, name
                assert len(element.get("value", "")) <= 2000, name
        case "context":
            assert 1 <= len(block["elements"]) <= 10, name  # type: ignore[arg-type]


def test_no_two_examples_have_the_same_name() -> None:
    names = [name for name, _ in examples("en")]
    assert len(set(names)) == len(names)


def test_a_strange_name_is_shown_as_it_is_but_marks_nothing() -> None:
    message = logged("en", Answer("b", [Entry("1", "call", TODAY, NASTY)], TODAY))
    assert "&lt;!channel&gt;" in message.text
    assert "שלום 🚀" in message.text


def test_a_history_tells_what_is_a_field_of_an_entry_whatever_a_source_changed() -> None:
    changes = [
        Change("Tuesday", "", "crm", [("undone", False, True), ("deal_id", None, "a" * 32), ("minutes", 60, 45)])
    ]
    told = of_entry("en", History(FIRST, is_undone=True, logged_at="Monday", source="crm", changes=changes), TODAY)
    assert "a" * 32 not in str(told.blocks)
    assert "45" in str(told.blocks)


def test_each_event_that_is_named_can_be_chosen() -> None:
    """Six meetings with Acme on one day: six times in the sentence, six buttons, and “another one”."""
    options = [(str(hour) * 32, f"{hour}:00") for hour in range(3, 9)]
    asked = which_event_was_it("en", EitherEvent(MEETING, options)).blocks
    said = json.dumps(asked)
    assert said.count('"type": "button"') == 7
    assert all(f"{when}" in json.dumps(asked[0]) for _, when in options)
