"""The modals of quarterly reviews: an answer, a line of the plan, the whole report, remarks, a decision, another view."""

from collections.abc import Sequence
from datetime import date

import slackblocks as sb

from messages.blocks import View, choice, divider, field_input, modal, section
from messages.figures import period_name
from messages.qbr.pack import against_plan, decided_lines
from messages.qbr.text import REPORT, QbrView, report_blocks
from messages.reviews.forms import kpi_menu
from messages.words import Words, words
from models.period import Period
from models.qbr.records import LONGEST_DECISION, LONGEST_TEXT

TEXT_FORM, LINE_FORM, REPORT_FORM = "qbr.text_form", "qbr.line_form", "qbr.report_form"
WRITE_FORM, DECISION_FORM, DISAGREE_FORM = "qbr.write_form", "qbr.decision_form", "qbr.disagree_form"


def answer(language: str, ref: str, kind: str, text: str) -> View:
    """One answer in a field of its own, with what was written before."""
    say = words(language)
    ask = [_writing(say, "text", f"field_{kind}", text, optional=True)]
    return _modal(say, "report_title", ask, TEXT_FORM, "save", ref)


def line(language: str, ref: str, horizons: Sequence[tuple[str, date]], keys: Sequence[str]) -> View:
    """A line of the plan by thumb: which KPI, how much, by when."""
    say = words(language)
    options = [choice(say.bare("qbr.horizon", name=name, day=day), name) for name, day in horizons]
    by_when = sb.StaticSelectMenu(
        placeholder=sb.PlainText(say.bare("qbr.ask_horizon")),
        action_id="horizon",
        options=options,
        initial_option=options[0],
    )
    number = sb.PlainTextInput(action_id="target", max_length=40)
    ask = [
        field_input(say.bare("qbr.ask_kpi"), "kpi", kpi_menu(say, None, keys)),
        field_input(say.bare("qbr.ask_target"), "target", number, hint=say.bare("qbr.target_hint")),
        field_input(say.bare("qbr.ask_horizon"), "horizon", by_when),
    ]
    return _modal(say, "line_title", ask, LINE_FORM, "save", ref)


def report(language: str, qbr: QbrView, plan: str, ref: str) -> View:
    """The whole report at once. `plan`: its lines as they are typed, or the proposal to start from; `ref` names the review
    and what the fields were opened with."""
    say = words(language)
    lines = sb.PlainTextInput(action_id="plan", multiline=True, max_length=LONGEST_TEXT, initial_value=plan or None)
    hint = say.bare("qbr.plan_hint", example=say.bare("qbr.plan_example"))
    ask = [
        section("\n".join([against_plan(say, qbr.pack), *decided_lines(say, qbr.pack)])),
        *(_writing(say, key, f"field_{key}", qbr.answers.get(key, ""), optional=True) for key in REPORT),
        field_input(say.bare("qbr.field_plan"), "plan", lines, hint=hint, optional=True),
    ]
    return _modal(say, "report_title", ask, REPORT_FORM, "save", ref)


def write(language: str, qbr: QbrView) -> View:
    """The manager's half, beside the numbers and what was reported."""
    say = words(language)
    ask = [
        section(say("qbr.write_intro", rep=qbr.rep, quarter=period_name(say, qbr.quarter))),
        section("\n".join([against_plan(say, qbr.pack), *decided_lines(say, qbr.pack)])),
        *report_blocks(say, qbr),
        divider(),
        _writing(say, "remarks", "ask_remarks", qbr.remarks, optional=True),
    ]
    return _modal(say, "write_title", ask, WRITE_FORM, "to_preview", qbr.id)


def decision(language: str, qbr_id: str, owner: str, due: date) -> View:
    """What was decided, who does it, by when. `owner`: the Slack user who is proposed."""
    say = words(language)
    text = sb.PlainTextInput(action_id="text", multiline=True, max_length=LONGEST_DECISION)
    who = sb.UserSelectMenu(action_id="owner", initial_user=owner or None)
    day = sb.DatePicker(action_id="due_on", initial_date=due.isoformat())
    ask = [
        field_input(say.bare("qbr.ask_decision"), "text", text, hint=say.bare("qbr.decision_hint")),
        field_input(say.bare("qbr.ask_owner"), "owner", who),
        field_input(say.bare("qbr.ask_due"), "due_on", day),
    ]
    return _modal(say, "decision_title", ask, DECISION_FORM, "save", qbr_id)


def disagree(language: str, qbr_id: str, quarter: Period) -> View:
    """How the rep sees it."""
    say = words(language)
    ask = [
        section(say("qbr.disagree_intro", quarter=period_name(say, quarter))),
        _writing(say, "answer", "ask_answer", ""),
    ]
    return _modal(say, "disagree_title", ask, DISAGREE_FORM, "hand_in", qbr_id)


def _writing(say: Words, name: str, asked: str, text: str, *, optional: bool = False) -> sb.Block:
    element = sb.PlainTextInput(action_id=name, multiline=True, max_length=LONGEST_TEXT, initial_value=text or None)
    return field_input(say.bare(f"qbr.{asked}"), name, element, optional=optional)


def _modal(say: Words, title: str, blocks: Sequence[sb.Block], form: str, submit: str, metadata: str) -> View:
    return modal(
        say.bare(f"qbr.{title}"),
        blocks,
        callback_id=form,
        submit=say.bare(f"qbr.{submit}"),
        close=say.bare("qbr.cancel"),
        private_metadata=metadata,
    )
