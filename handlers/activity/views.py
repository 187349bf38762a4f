"""Entries of the log as values for the messages, and where the person stands after logging one."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from math import ceil

from handlers.activity.ahead import free_day, planned_entries
from handlers.deals.claims import claim_views
from handlers.door.answers import Whisper
from handlers.door.request import Request
from messages.activity import answers as messages
from messages.activity import questions
from messages.activity.logged import logged
from messages.activity.standing import CountedOnly, CountsElsewhere, Standing, StandingView
from messages.style.log import form_of
from messages.words import within_sentence
from models.activity.actions import AccountUnclear, ManyMeetings, Outcome, log_activities
from models.activity.corrections import undo_entry
from models.activity.entry import NewActivity, check
from models.activity.kinds import KINDS
from models.activity.matching import events_meant
from models.activity.queries import Noted, count_this_week, credit_of, entry_with_id, names_of_own_kinds
from models.activity.records import Activity
from models.activity.storing import Logged
from models.calendar.asking import also_in_calendar
from models.connections.naming import also_told, source_names, written_in
from models.money import Money
from models.period import week_of
from models.scorecard.kpis import InTime, Unit, kpi_fed_by
from models.scorecard.own_kpis import own_kpi_fed_by
from models.scorecard.pacing import as_read
from models.scorecard.praise import praise_for
from models.scorecard.standing import standing_of
from models.style.preference import style_for

MOST_STANDINGS = 2


def answer(
    request: Request,
    outcome: Outcome,
    *,
    mended: Sequence[tuple[str, str | date]] = (),
    left_out: Sequence[tuple[str, str]] = (),
    perhaps_people: Collection[str] = (),
    still_to_come: date | None = None,
) -> Whisper:
    """What was stored and where the person now stands; or the question that comes first.

    `mended` and `left_out` are what the answer says about the line; `perhaps_people` names that may be no account.
    """
    if isinstance(outcome, Logged):
        told = replace(_logged(request, outcome), mended=mended, left_out=left_out, still_to_come=still_to_come)
        return Whisper(logged(request.language, told, form_of(style_for(request.person))))
    if isinstance(outcome, AccountUnclear):
        nearest = [(account.id, account.name) for account in outcome.nearest]
        is_person = outcome.typed in perhaps_people
        return Whisper(
            questions.which_account(
                request.language, outcome.draft_id, outcome.typed, nearest, may_be_a_person=is_person
            )
        )
    if isinstance(outcome, ManyMeetings):
        question = questions.many_meetings(request.language, outcome.draft_id, outcome.count, outcome.account)
        return Whisper(question)
    earlier = [Noted(activity, outcome.accounts.get(str(activity.account_id))) for activity in outcome.earlier]
    entries = entry_views(request, earlier)
    return Whisper(questions.logged_already(request.language, outcome.draft_id, entries, request.today))


def planned_instead(request: Request, activity_id: str, wanted: NewActivity) -> Whisper:
    """An entry of one's own that is moved to a day to come did not happen yet: it is planned, where it is a visit."""
    check(wanted, request.today)
    undo_entry(request.acting, activity_id)
    return answer(request, log_activities(request.acting, [wanted]))


def entry_views(request: Request, entries: Sequence[Noted], *, may_be_shared: bool = True) -> list[messages.Entry]:
    """Entries of the log as values for a message."""
    ids = [noted.activity.id for noted in entries]
    credit = credit_of(request.session, request.workspace.workspace_id, ids) if may_be_shared and ids else {}
    own = _own_labels(request, entries)
    also = also_told(request.session, request.workspace.workspace_id, ids) if ids else {}
    writes = bool(ids) and bool(request.workspace.crm_writers)
    written = written_in(request.session, request.workspace.workspace_id, ids) if writes else {}
    held = also_in_calendar(request.session, request.person, ids) if ids else set()
    return [
        replace(
            _entry(request, noted, own, credit.get(noted.activity.id, []), also.get(noted.activity.id, ())),
            written_in=(
                *written.get(noted.activity.id, ()),
                *([messages.OWN_CALENDAR] if noted.activity.id in held else []),
            ),
        )
        for noted in entries
    ]


def either_event(request: Request, activity_id: str) -> messages.EitherEvent | None:
    """Of which of several events an entry may tell, each with its time (and its day, where that differs)."""
    noted = entry_with_id(request.session, request.workspace.workspace_id, activity_id)
    options = events_meant(request.session, noted.activity)
    if not options:
        return None
    [entry] = entry_views(request, [noted])
    days = {one.happened_on for one in options}
    return messages.EitherEvent(entry, [(one.id, _when(request, one, with_day=len(days) > 1)) for one in options])


def _when(request: Request, row: Activity, *, with_day: bool) -> str:
    at = row.happened_at.astimezone(request.zone).strftime("%H:%M") if row.happened_at else ""
    day = request.words.day(row.happened_on)
    return ", ".join(filter(None, (day, at))) if with_day or not at else at


def _logged(request: Request, logged: Logged) -> messages.Answer:
    noted = [Noted(row, logged.accounts.get(str(row.account_id))) for row in logged.entries]
    is_shared = logged.is_shared or any(row.happened_at for row in logged.entries)
    entries = entry_views(request, noted, may_be_shared=is_shared)
    asked = (either_event(request, entry.id) for entry in entries if entry.is_asked)
    return messages.Answer(
        batch_id=logged.batch_id,
        entries=[
            *(replace(entry, previous=logged.orders.previous.get(entry.id)) for entry in entries),
            *planned_entries(request, logged.planned),
        ],
        today=request.today,
        standings=_standings(request, logged),
        new_accounts=[account.name for account in logged.opened],
        moved=[
            (logged.accounts[str(meeting.account_id)].name, meeting.happened_on, bool(meeting.is_first))
            for meeting in logged.orders.changed
        ],
        currency=request.workspace.currency,
        free_days=[free for visit in logged.planned if (free := free_day(request, visit))],
        claims=claim_views(request, logged.claims),
        either=[either for either in asked if either],
    )


def _entry(
    request: Request, noted: Noted, own: dict[str, str], shares: Sequence[tuple[str, int]], also: Sequence[str]
) -> messages.Entry:
    row = noted.activity
    told_by = None
    if row.same_as:
        first = entry_with_id(request.session, row.workspace_id, row.same_as).activity
        told_by = source_names(request.session, row.workspace_id, [first])[first.id]
    amount = Money(row.amount_minor, row.currency) if row.amount_minor is not None and row.currency else None
    return messages.Entry(
        id=row.id,
        kind=row.kind,
        happened_on=row.happened_on,
        account=noted.account.name if noted.account else None,
        own_label=own.get(row.kind),
        is_first=row.is_first,
        order_is_said=row.order_is_said,
        is_planned=row.happened_on > request.today,
        is_revision=row.quantity == 0,
        quantity=row.quantity,
        minutes=row.minutes,
        amount=amount,
        rate_is_missing=amount is not None and row.reporting_minor is None,
        score=row.score,
        topic=row.topic,
        contact=row.contact,
        due_on=row.due_on,
        note=row.note,
        batch_id=row.batch_id,
        shares=shares,
        told_by=told_by,
        also=also,
        is_asked=bool(also) and row.happened_at is None and bool(events_meant(request.session, row)),
    )


def _own_labels(request: Request, entries: Sequence[Noted]) -> dict[str, str]:
    """The names of the workspace's own kinds, asked for only when there is one among the entries."""
    if all(noted.activity.kind in KINDS for noted in entries):
        return {}
    return names_of_own_kinds(request.session, request.workspace.workspace_id, request.language)


def _standings(request: Request, logged: Logged) -> list[StandingView]:
    """Where the person stands on each figure that these entries feed, two at most."""
    feeds = {
        (row.kind, _fed_by(request, row.kind, row.is_first)): row.happened_on
        for row in logged.entries
        if row.happened_on <= request.today and row.quantity and not row.same_as
    }
    return [_standing(request, logged, kind, kpi, day) for (kind, kpi), day in list(feeds.items())[:MOST_STANDINGS]]


def _fed_by(request: Request, kind: str, is_first: bool | None) -> str | None:
    """The KPI of the table, else the workspace's own, that an entry feeds."""
    return kpi_fed_by(kind, is_first) or own_kpi_fed_by(request.workspace, kind, request.today)


def _standing(request: Request, logged: Logged, kind: str, kpi: str | None, day: date) -> StandingView:
    standing = standing_of(request.session, request.person, kpi, request.now, only_with_target=True) if kpi else None
    period = standing.period if standing else week_of(request.today)
    if day not in period:
        return CountsElsewhere(standing.period_type if standing else "week")
    if standing is None or standing.target is None:
        count = count_this_week(request.session, request.person, kind, request.today)
        # Who has no manager is not told that theirs can set a target.
        return CountedOnly(count, kpi if request.person.manager_id else None, kind)
    missing = standing.target - (standing.actual or 0)
    praise = praise_for(request.session, standing, logged, request.today)
    return Standing(
        label=within_sentence(standing.kpi.label(request.language)),
        unit=standing.kpi.unit,
        actual=standing.actual,
        target=as_read(standing.kpi, standing.target),
        period=standing.period_type,
        is_reached=praise.reaches_target,
        best_before=praise.best_before,
        is_met=standing.is_met or standing.kpi.lower_is_better,
        is_over=standing.is_over,
        status=standing.status,
        adds_up=standing.kpi.kind is InTime.FLOW,
        to_go=max(0.0, ceil(missing) if standing.kpi.unit is Unit.COUNT else missing),
        last_day=standing.last_working_day,
        currency=standing.currency,
        kpi=standing.kpi,
    )
