"""People who leave: no more prompts, their history stays."""

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from models.delivery.ledger import let_expire
from models.delivery.outbox import post
from models.delivery.records import Delivery, DeliveryState
from models.team.enrolment import Profile, Standing, get_acquainted, person_of, person_with_email, refresh
from models.team.moves import move_at, today_in
from models.team.queries import reports_of
from models.team.records import Person
from models.team.reporting_line import reviewer_of
from models.team.welcoming import welcome
from models.workspace.queries import workspace_of
from models.zones import zone_named

LEFT = "handover.left"
"""The cadence of what tells a manager that somebody leaves."""


def follow_slack(session: Session, workspace_id: str, profile: Profile, now: datetime) -> bool:
    """Take over what Slack says of somebody we know; True when something changed.

    Somebody deactivated in Slack gets today as their last day, also who is known from an import only, by the e-mail
    address. Who is activated again is back; a last day that somebody set stays.
    """
    if profile.standing is Standing.BOT:
        return False
    person = person_of(session, workspace_id, profile.slack_user_id)
    if person is None:
        return profile.standing is Standing.GONE and _end_imported(session, workspace_id, profile, now)
    before = _followed(person)
    refresh(person, profile)
    if profile.standing is Standing.MEMBER and person.ended_by_slack:
        person.ends_on, person.ended_by_slack = None, False
    if profile.standing is Standing.GONE:
        _end(session, person, now)
    return before != _followed(person)


def meet(session: Session, workspace_id: str, profile: Profile, now: datetime) -> None:
    """Somebody was put on the roster by an admin: take over what Slack says, and ask who else they may be."""
    follow_slack(session, workspace_id, profile, now)
    person = person_of(session, workspace_id, profile.slack_user_id)
    if person is not None:
        get_acquainted(session, person, profile, now)
        welcome(session, person, now)


def hand_reports_on(session: Session, person: Person, last_day: date, now: datetime) -> None:
    """They leave: whoever reported to them reports to their manager, from the day after a last day that is to come."""
    today = _today(session, person, now)
    day = last_day + timedelta(days=1) if last_day > today else today
    for report in reports_of(session, person):
        move_at(session, report, {"manager_id": person.manager_id}, day, (now, None, today))


def set_last_day(
    session: Session,
    person: Person,
    last_day: date,
    now: datetime,
    *,
    by_slack: bool = False,
    tells_manager: bool = True,
) -> None:
    """The person's last day, whoever says so.

    Their manager is told what is still running, once for each day that is named, and asked who takes it over.
    """
    person.ends_on, person.ended_by_slack = last_day, by_slack
    session.flush()
    if tells_manager:
        _tell_manager(session, person, now)


def _tell_manager(session: Session, person: Person, now: datetime) -> None:
    manager = reviewer_of(session, person, _today(session, person, now))
    if manager is not None:
        post(
            session,
            person.workspace_id,
            recipient=manager.id,
            cadence=LEFT,
            slot=f"{person.id}@{person.ends_on}",
            now=now,
            about={"person": person.id},
            useful_for=timedelta(days=14),
        )


def forget_last_day(session: Session, person: Person, now: datetime) -> list[str]:
    """It was taken back: what waited to tell of it falls away. Returns who (ids) was told already, to be told that too.

    Who leaves on that day after all is told of once more.
    """
    telling = select(Delivery).where(
        Delivery.workspace_id == person.workspace_id,
        Delivery.cadence == LEFT,
        Delivery.slot == f"{person.id}@{person.ends_on}",
    )
    told = []
    for delivery in session.exec(telling.order_by(col(Delivery.id))):
        delivery.slot = f"taken back {delivery.id}"
        if delivery.state == DeliveryState.PENDING:
            let_expire(delivery, "taken back", now)
        else:
            told.append(delivery.recipient)
    session.flush()
    return told


def _end_imported(session: Session, workspace_id: str, profile: Profile, now: datetime) -> bool:
    person = person_with_email(session, workspace_id, profile.email)
    if person is None or person.slack_user_id is not None or person.ends_on is not None:
        return False
    _end(session, person, now)
    return True


def _end(session: Session, person: Person, now: datetime) -> None:
    if person.ends_on is None:
        zone = zone_named(person.zone, workspace_of(session, person.workspace_id).zone)
        last_day = now.astimezone(zone).date()
        hand_reports_on(session, person, last_day, now)
        set_last_day(session, person, last_day, now, by_slack=True)


def _today(session: Session, person: Person, now: datetime) -> date:
    return today_in(workspace_of(session, person.workspace_id).zone, now)


def _followed(person: Person) -> tuple[object, ...]:
    return person.name, person.zone, person.language, person.standing, person.ends_on
