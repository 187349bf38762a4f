"""Which quarterly reviews wait, for what, and for whom: what every prompt about them asks."""

from collections.abc import Iterator
from datetime import date, time

from sqlmodel import select

from jobs.cadence import Occasion, Window
from jobs.prompts.review_turns import reviewer
from messages.qbr.text import QbrView
from models.delivery.occurrence import instant_of
from models.delivery.planning import Due
from models.delivery.preferences import time_of
from models.delivery.records import DeliveryPreference
from models.period import Period, months_after, quarter_of
from models.qbr.due import quarter_to_review, was_in_team
from models.qbr.queries import person_of, unfinished
from models.qbr.records import Qbr
from models.qbr.subjects import TEAM, lead_of, reps_of_team, team_of
from models.qbr.turns import STILL_ASKED_FOR, waiting_for
from models.reviews.turns import Turn, Waiting
from models.scorecard.scope import stays_in_team
from models.team.records import Person, Team

MORNING = time(9)


def quarters_on(window: Window) -> tuple[Period, Period]:
    """The quarter that runs as the window closes, and the one that is looked back on in it."""
    fiscal, today = window.workspace.fiscal_start_month, window.now.date()
    return quarter_of(today, fiscal), quarter_to_review(today, fiscal)


def asked_in(
    window: Window, person: Person, day: date | None, quarter: Period, wish: DeliveryPreference | None
) -> Due | None:
    """On the day at the hour that they wish, unless they do not want it; a snooze makes one of its own last day."""
    if day is None or (wish is not None and wish.is_off):
        return None
    slot = quarter.name
    if wish is not None and wish.snoozed_until is not None and wish.snoozed_until > day:
        day = window.calendars[person.id].next_working_day(wish.snoozed_until)
        slot = f"{slot}@{day}"
    at = instant_of(day, time_of(wish) if wish else MORNING, window.zone_of(person))
    if not max(window.since, person.created_at) < at <= window.now:
        return None
    return Due(person.id, slot, at, {"team": "", "quarter": quarter.start.isoformat()})


def teams_with_lead(window: Window, quarter: Period) -> Iterator[tuple[Team, Person]]:
    """The teams in which somebody sold in the quarter, with who leads them now, when Slack can reach them."""
    teams = select(Team).where(Team.workspace_id == window.workspace.workspace_id)
    for team in window.session.exec(teams):
        stays = stays_in_team(window.session, team.workspace_id, team.id)
        today = window.now.date()
        lead = lead_of(window.session, reps_of_team(window.session, team, today), today)
        if lead and lead.id in window.calendars and any(was_in_team(stays, stay.person, quarter) for stay in stays):
            yield team, lead


def waiting_reviews(window: Window, turn: Turn | None = None) -> Iterator[tuple[Qbr, Waiting]]:
    """The unfinished ones of people who are here, with the turn that each waits for."""
    since = months_after(window.now.date().replace(day=1), -STILL_ASKED_FOR)
    for qbr in unfinished(window.session, window.workspace.workspace_id, since):
        calendar = window.calendars.get(qbr.person_id)
        if calendar is None:
            continue
        zone = window.zone_of(person_of(window.session, qbr))
        today = window.now.astimezone(zone).date()
        shared_on = qbr.shared_at.astimezone(zone).date() if qbr.shared_at else None
        days = calendar.working_days_after
        waiting = waiting_for(qbr.state, qbr.opened_on, qbr.reported_on, shared_on, today, days)
        if calendar.is_with_us(today) and turn in (None, waiting.turn):
            yield qbr, waiting


def whose_turn(window: Window, qbr: Qbr, waiting: Waiting) -> Person | None:
    """Who has to do something now, when Slack can reach them."""
    if waiting.turn is Turn.WRITE:
        return reviewer(window, qbr)
    return person_of(window.session, qbr) if waiting.turn is not Turn.NOTHING else None


def window_of(occasion: Occasion) -> Window:
    """The moment of sending, to ask who waits for what."""
    return Window(occasion.session, occasion.workspace, occasion.now, occasion.now)


def rests(wish: DeliveryPreference | None, today: date) -> bool:
    """Whether the person does not want to hear of it today."""
    return wish is not None and (wish.is_off or (wish.snoozed_until is not None and wish.snoozed_until > today))


def name_of(occasion: Occasion, qbr: Qbr) -> str:
    """Whose it is: the team, or the rep."""
    team = team_of(occasion.session, qbr) if qbr.scope_kind == TEAM else None
    return team.name if team else person_of(occasion.session, qbr).name


def owners_of(occasion: Occasion, view: QbrView) -> dict[str, str]:
    """Names of who was to do what the pack tells of, by id."""
    ids = {promise.owner_id for promise in view.pack.promises if promise.owner_id}
    found = (occasion.session.get(Person, (occasion.workspace.workspace_id, id_)) for id_ in ids)
    return {person.id: person.name for person in found if person}
