"""The quarterly reviews of the demo company: signed with decisions, one of them not agreed with; Bram's and Lotte's of the last
quarter wait, so that a visitor finds one to report on and one to write."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from sqlmodel import Session

from models.acting import Acting
from models.demo.company import WORKSPACE_ID, Colleague
from models.period import Period, quarter_of
from models.qbr import actions, conversation, decisions
from models.qbr.actions import open_qbr
from models.qbr.decisions import due_between, settle
from models.qbr.drafting import pack_of
from models.qbr.due import asked_on, has_quarter_to_review, quarter_to_review
from models.qbr.plan import PlanLine, set_plan
from models.qbr.queries import qbr_of
from models.qbr.records import DecisionState, Qbr, QbrState
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from models.team.calendar import Calendar
from models.team.records import Person
from models.workspace.records import Workspace

REPORTS_NOT, WAITS, DISAGREES = "U0BRAM", "U0LOTTE", "U0MEHDI"
REPORTED, SHARED, SIGNED = 3, 6, 8
"""Working days of the rep after the question."""
GROWS = 1.1
PLANNED = ("first_meetings", "proposals")
ACHIEVED = {
    "en": ("Two customers came through one partner.", "More second meetings than ever.", "The renewals went well."),
    "nl": ("Via één partner kwamen twee klanten.", "Meer vervolggesprekken dan ooit.", "De verlengingen liepen goed."),
}
OBSTACLES = {
    "en": ("Quotes took a week: I ask for them on Monday.", "Too few first meetings: two mornings a week for them."),
    "nl": (
        "Prijzen duurden een week: ik vraag ze op maandag aan.",
        "Te weinig eerste gesprekken: er twee ochtenden per week voor.",
    ),
}
REMARKS = {
    "en": ("Keep the rhythm, and start the large ones earlier.", "Good preparation; now ask for the next step sooner."),
    "nl": (
        "Houd het ritme vast, en begin eerder aan de grote.",
        "Goed voorbereid; vraag nu eerder om de volgende stap.",
    ),
}
DECIDED = {
    "en": ("Half a day a month with pre-sales", "Prices within two working days"),
    "nl": ("Een halve dag per maand met pre-sales", "Prijzen binnen twee werkdagen"),
}
ANSWER = {
    "en": "Two large deals were put off by the customer, not by me.",
    "nl": "Twee grote deals zijn door de klant uitgesteld, niet door mij.",
}


def go_through_quarters(
    session: Session,
    workspace: Workspace,
    pairs: list[tuple[Colleague, Person, Person]],
    calendars: Mapping[str, Calendar],
    days: Period,
) -> None:
    """The steps of the quarterly reviews that fall in these days; what a visitor began is theirs."""
    running = quarter_of(days.start, workspace.fiscal_start_month)
    while running.start < days.end:
        quarter = quarter_to_review(running.start, workspace.fiscal_start_month)
        for colleague, rep, manager in pairs:
            day = asked_on(calendars[rep.id], running)
            if day is not None and has_quarter_to_review(rep, calendars[rep.id], quarter):
                _go_through(session, workspace, (colleague, rep, manager), calendars[rep.id], day, quarter, days)
        running = quarter_of(running.end, workspace.fiscal_start_month)


def _go_through(
    session: Session,
    workspace: Workspace,
    who: tuple[Colleague, Person, Person],
    calendar: Calendar,
    asked: date,
    quarter: Period,
    days: Period,
) -> None:
    colleague, rep, manager = who
    reported, shared, signed = (calendar.working_days_after(asked, after) for after in (REPORTED, SHARED, SIGNED))
    is_last = quarter_of(days.end - timedelta(days=1), workspace.fiscal_start_month).start == quarter.end
    if signed < days.start or asked >= days.end:
        return
    qbr = qbr_of(session, rep, quarter.start)
    if qbr is None:
        if asked not in days:
            return  # it was never asked for: the bot was not there
        qbr = open_qbr(session, rep, rep, quarter, asked)
    if reported in days and qbr.state == QbrState.OPEN and not (is_last and colleague.slack_user_id == REPORTS_NOT):
        _report(_at(session, workspace, rep, reported), qbr)
    if shared in days and qbr.state == QbrState.REPORTED and not (is_last and colleague.slack_user_id == WAITS):
        _share(_at(session, workspace, manager, shared), qbr, rep)
    if signed in days and qbr.state == QbrState.SHARED:
        _close(_at(session, workspace, rep, signed), qbr, disagrees=colleague.slack_user_id == DISAGREES)


def _report(rep: Acting, qbr: Qbr) -> None:
    """A tenth more than in the quarter before, of what leads to sales."""
    language, random = rep.by.language or "en", _chance(rep.by, qbr)
    conversation.give(rep, qbr.id, "achieved", random.choice(ACHIEVED[language]))
    conversation.give(rep, qbr.id, "obstacles", random.choice(OBSTACLES[language]))
    scope = scope_of_person(rep.session, rep.workspace, rep.by)
    period = Period(qbr.quarter, quarter_of(qbr.quarter, rep.workspace.fiscal_start_month).end, qbr.name)
    card = scorecard_of(rep.session, rep.workspace, scope, period, rep.now, kpis=PLANNED)
    did = {kpi: card.lines[kpi].figure.value or 0 for kpi in PLANNED}
    # Ninety days from here, so that what became of it is not told on the day on which the month is looked back on.
    plan = [PlanLine(kpi, Decimal(max(3, round(value * GROWS))), "90d") for kpi, value in did.items()]
    set_plan(rep, qbr.id, plan)
    actions.hand_in(rep, qbr.id)


def _share(manager: Acting, qbr: Qbr, rep: Person) -> None:
    language, random = rep.language or "en", _chance(rep, qbr)
    pack = pack_of(manager.session, manager.workspace, qbr, manager.now)
    actions.write(manager, qbr.id, random.choice(REMARKS[language]), pack)
    for text, owner in zip(DECIDED[language], (manager.by, rep), strict=True):
        decisions.decide(manager, qbr.id, text, owner, manager.today + timedelta(days=28))
    actions.share(manager, qbr.id)


def _close(rep: Acting, qbr: Qbr, *, disagrees: bool) -> None:
    if disagrees:
        actions.disagree(rep, qbr.id, ANSWER[rep.by.language or "en"])
    else:
        actions.sign(rep, qbr.id)


def settle_decisions(session: Session, workspace: Workspace, today: date) -> None:
    """What was due before today is done; most of it."""
    for one in due_between(session, WORKSPACE_ID, date.min, today - timedelta(days=1)):
        owner = session.get_one(Person, (WORKSPACE_ID, one.owner_id))
        if Random(f"decided {owner.slack_user_id} {one.text} {one.due_on}").random() < 0.7:
            settle(_at(session, workspace, owner, one.due_on), one.id, DecisionState.DONE)


def _at(session: Session, workspace: Workspace, by: Person, day: date) -> Acting:
    return Acting(session, workspace, by, datetime.combine(day, time(10), UTC), day)


def _chance(by: Person, qbr: Qbr) -> Random:
    return Random(f"quarter {by.slack_user_id} {qbr.name}")
