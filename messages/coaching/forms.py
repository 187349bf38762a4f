"""The modals of coaching: plan, move, record, a topic, an action, private notes."""

from collections.abc import Sequence
from datetime import date

import slackblocks as sb

from messages.blocks import PLAIN_LIMIT, View, choice, field_input, modal, section
from messages.coaching.parts import TalkView
from messages.reviews.forms import kpi_menu
from messages.words import Words, words
from models.coaching.records import LONGEST_LINE, LONGEST_TEXT
from models.coaching.series import RHYTHMS
from models.private_notes.notes import LONGEST_NOTE

PLAN_FORM = "coaching.plan"
MOVE_FORM = "coaching.move"
RECORD_FORM = "coaching.record"
TOPIC_FORM = "coaching.topic"
ACTION_FORM = "coaching.action"
NOTES_FORM = "coaching.notes"

MOST_REPS = 100


def plan(language: str, reps: Sequence[tuple[str, str]], chosen: str, day: date, time: str) -> View:
    """Plan a talk with one of `reps` (id and name)."""
    say = words(language)
    options = {rep_id: choice(name, rep_id) for rep_id, name in reps[:MOST_REPS]}
    menu = sb.StaticSelectMenu(
        action_id="with",
        options=list(options.values()),
        initial_option=options.get(chosen),
        placeholder=sb.PlainText(say.bare("coaching.choose_person")[:PLAIN_LIMIT]),
    )
    ask = [field_input(say.bare("coaching.ask_with"), "with", menu), *_moment(say, day, time), *_repeated(say)]
    return _modal(say, "plan_title", PLAN_FORM, ask, "plan")


def move(language: str, talk: TalkView, day: date, time: str) -> View:
    """Another moment for a planned talk."""
    say = words(language)
    intro = section(say("coaching.next_talk", at=talk.at, zone=talk.zone))
    return _modal(say, "move_title", MOVE_FORM, [intro, *_moment(say, day, time)], "move", talk.id)


def record(language: str, talk: TalkView, held_on: date, private_notes: str) -> View:
    """What came of a talk, for both; and the coach's own notes."""
    say = words(language)
    ask = [
        section(say("coaching.record_intro", rep=talk.other)),
        field_input(say.bare("coaching.ask_held_on"), "held_on", _date("held_on", held_on)),
        field_input(say.bare("coaching.ask_agreed"), "agreed", _text("agreed", LONGEST_TEXT, talk.outcome)),
        field_input(say.bare("coaching.ask_action"), "action", _line("action"), optional=True),
        field_input(say.bare("coaching.ask_kpi"), "kpi", kpi_menu(say, None), optional=True),
        field_input(say.bare("coaching.ask_check_on"), "check_on", _date("check_on", None), optional=True),
        _private(say, private_notes),
    ]
    return _modal(say, "record_title", RECORD_FORM, ask, "save", talk.id)


def topic(language: str, other_id: str) -> View:
    """Something for the next talk."""
    say = words(language)
    ask = [field_input(say.bare("coaching.ask_topic"), "topic", _line("topic"))]
    return _modal(say, "topic_title", TOPIC_FORM, ask, "save", other_id)


def action(language: str, other_id: str) -> View:
    """Something that the two agree to do."""
    say = words(language)
    ask = [
        field_input(say.bare("coaching.ask_action"), "action", _line("action")),
        field_input(say.bare("coaching.ask_kpi"), "kpi", kpi_menu(say, None), optional=True),
        field_input(say.bare("coaching.ask_check_on"), "check_on", _date("check_on", None), optional=True),
    ]
    return _modal(say, "action_title", ACTION_FORM, ask, "save", other_id)


def notes(language: str, talk: TalkView, private_notes: str) -> View:
    """One's own notes on a talk."""
    say = words(language)
    return _modal(say, "notes_title", NOTES_FORM, [_private(say, private_notes)], "save", talk.id)


def _modal(say: Words, title: str, callback_id: str, ask: Sequence[sb.Block], submit: str, metadata: str = "") -> View:
    return modal(
        say.bare(f"coaching.{title}"),
        ask,
        callback_id=callback_id,
        submit=say.bare(f"coaching.{submit}"),
        close=say.bare("coaching.cancel"),
        private_metadata=metadata,
    )


def _moment(say: Words, day: date, time: str) -> list[sb.Block]:
    return [
        field_input(say.bare("coaching.ask_day"), "day", _date("day", day)),
        field_input(say.bare("coaching.ask_time"), "time", sb.TimePicker(action_id="time", initial_time=time)),
    ]


def _repeated(say: Words) -> list[sb.Block]:
    rhythms = [choice(say.bare("coaching.repeat", weeks=weeks), str(weeks)) for weeks in (0, *RHYTHMS)]
    menu = sb.StaticSelectMenu(
        action_id="repeat",
        options=rhythms,
        initial_option=rhythms[0],
        placeholder=sb.PlainText(say.bare("coaching.ask_repeat")),
    )
    return [
        field_input(say.bare("coaching.ask_repeat"), "repeat", menu, optional=True),
        field_input(say.bare("coaching.ask_until"), "until", _date("until", None), optional=True),
    ]


def _date(name: str, initial: date | None) -> sb.Element:
    return sb.DatePicker(action_id=name, initial_date=initial.isoformat() if initial else None)


def _text(name: str, limit: int, initial: str) -> sb.Element:
    return sb.PlainTextInput(action_id=name, multiline=True, max_length=limit, initial_value=initial or None)


def _line(name: str) -> sb.Element:
    return sb.PlainTextInput(action_id=name, max_length=LONGEST_LINE)


def _private(say: Words, initial: str) -> sb.Block:
    return field_input(
        say.bare("coaching.ask_private_notes"),
        "private_notes",
        _text("private_notes", LONGEST_NOTE, initial),
        optional=True,
        hint=say.bare("coaching.private_hint"),
    )
