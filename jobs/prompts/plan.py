"""Half a year after an audit of the functions, or in the months of the calendar: leaders are offered the next one."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from sqlmodel import Session, select

from jobs.cadence import Cadence, Occasion, Window
from messages.audit import calendar as offers
from messages.blocks import Message
from messages.plan import prompts as messages
from models.audit.calendar import calendar_of, is_due, since_last
from models.audit.questions import Part
from models.audit.records import AuditCampaign, CampaignStatus
from models.delivery.planning import Due, due_by_recurrence
from models.delivery.recurrence import once
from models.maturity.history import AGAIN_AFTER, audits_of_the_company
from models.period import months_after
from models.permissions import Right
from models.plan.queries import actions_seen_by, progress_of_plan
from models.rights import rights_of

AT = time(9)


def leaders_to_ask(window: Window) -> Iterator[Due]:
    """Each leader on the first working morning: of the months of the calendar, for a part that has some; else six months
    after the newest audit of the functions closed. Nobody while one runs."""
    calendar = calendar_of(window.session, window.workspace.workspace_id)
    for part, months in calendar.items():
        yield from _by_calendar(window, Part(part), months)
    if Part.FUNCTIONS in calendar:
        return
    audits = audits_of_the_company(window.session, window.workspace.workspace_id)
    if not audits or _one_runs(window.session, window.workspace.workspace_id):
        return
    newest = audits[0]
    assert newest.closed_on is not None
    again_on = months_after(newest.closed_on, AGAIN_AFTER)
    for person in window.people:
        today = window.now.astimezone(window.zone_of(person)).date()
        if not rights_of(window.session, person, today).may(Right.LEAD_COMPANY):
            continue
        for due in due_by_recurrence(
            person.id, once(again_on, AT), window.zone_of(person), window.works_on(person), window.since, window.now
        ):
            yield Due(person.id, f"audit {newest.number}", due.at, {"audit": newest.number})


def _by_calendar(window: Window, part: Part, months: list[int]) -> Iterator[Due]:
    for person in window.people:
        zone = window.zone_of(person)
        today = window.now.astimezone(zone).date()
        named = max((first for first in _firsts(months, today) if first <= today), default=None)
        if named is None or not rights_of(window.session, person, today).may(Right.LEAD_COMPANY):
            continue
        if not is_due(window.session, person.workspace_id, part, today):
            continue
        for due in due_by_recurrence(
            person.id, once(named, AT), zone, window.works_on(person), window.since, window.now
        ):
            yield Due(person.id, f"{part} {named:%Y-%m}", due.at, {"part": part.value, "month": named.month})


def _firsts(months: list[int], today: date) -> list[date]:
    """The first days of these months, of this year and the last."""
    return [date(year, month, 1) for year in (today.year - 1, today.year) for month in months]


def _offered(occasion: Occasion, part: Part) -> Message | None:
    """With what changed since the last; None when one has begun meanwhile, or the calendar was changed."""
    person, session, today = occasion.person, occasion.session, occasion.today
    assert person is not None
    months = calendar_of(session, person.workspace_id).get(part, [])
    month = int(str(occasion.about["month"]))
    if month not in months or not is_due(session, person.workspace_id, part, today):
        return None
    progress = None
    if part is Part.FUNCTIONS:
        progress = progress_of_plan(actions_seen_by(session, person, today), today)
    since = since_last(session, person, part, today)
    return offers.offer(occasion.language, offers.Offer(part, (months[0], months[1]), since, progress))


def ask(occasion: Occasion) -> Message | None:
    """With how far the plan is; None when a new audit has begun, or was closed, meanwhile."""
    assert occasion.person is not None
    if "part" in occasion.about:
        return _offered(occasion, Part(str(occasion.about["part"])))
    session, workspace_id = occasion.session, occasion.workspace.workspace_id
    audits = audits_of_the_company(session, workspace_id)
    asked_about = int(str(occasion.about["audit"]))
    if not audits or audits[0].number != asked_about or _one_runs(session, workspace_id):
        return None
    progress = progress_of_plan(actions_seen_by(session, occasion.person, occasion.today), occasion.today)
    return messages.again(occasion.language, asked_about, AGAIN_AFTER, progress)


def _one_runs(session: Session, workspace_id: str) -> bool:
    running = select(AuditCampaign.id).where(
        AuditCampaign.workspace_id == workspace_id,
        AuditCampaign.part == Part.FUNCTIONS,
        AuditCampaign.status == CampaignStatus.OPEN,
    )
    return session.exec(running.limit(1)).first() is not None


AUDIT_AGAIN = Cadence(
    "audit.again",
    leaders_to_ask,
    ask,
    useful_for=timedelta(days=30),
    when="09:00, six months after the newest survey on the sales functions closed, or in the months of the calendar",
    to="each leader, once a turn",
)
CADENCES = (AUDIT_AGAIN,)
