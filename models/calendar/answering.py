"""What somebody says about a meeting of their calendar: log it, with whom it was, nothing to do with sales."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models.accounts.queries import account_with_id
from models.acting import Acting
from models.activity.actions import Outcome, log_activities
from models.activity.entry import NewActivity, Share
from models.activity.kinds import Kind
from models.activity.records import Activity
from models.activity.storing import Logged
from models.calendar.asking import LIKE_A_MEETING, ORIGIN, day_of
from models.calendar.domains import forget_not_sales, learn_account, learn_not_sales
from models.calendar.records import OPEN, AbsenceQuestion, Suggestion, SuggestionState
from models.references.records import Fact, Link
from models.refusal import Refusal
from models.team.leave import take_leave
from models.team.records import Leave, Person
from models.team.reporting_line import is_at_work

LONGEST_MINUTES = 24 * 60


@dataclass(frozen=True)
class Meant:
    """A meeting, and what it was."""

    row: Suggestion
    account_id: str | None = None
    account: str | None = None
    """The name of an account that is opened for it."""
    kind: str = Kind.MEETING


def suggestions_of(session: Session, person: Person, ids: Sequence[str]) -> list[Suggestion]:
    """The person's own meetings with these ids. Refuses somebody else's, and what is gone."""
    rows = [session.get(Suggestion, (person.workspace_id, id_)) for id_ in ids]
    if not rows or any(row is None or row.person_id != person.id for row in rows):
        raise Refusal("calendar.not_there")
    return [row for row in rows if row is not None]


def open_ones(session: Session, person: Person, ids: Sequence[str]) -> list[Suggestion]:
    """Those of which nothing was said yet. Refuses when that is none of them."""
    rows = [row for row in suggestions_of(session, person, ids) if row.state in OPEN]
    if not rows:
        raise Refusal("calendar.answered_before")
    return rows


def log_meetings(acting: Acting, meant: Sequence[Meant], zone: ZoneInfo) -> Outcome:
    """The meetings as entries of the log, as if they had been typed, in one go; what their domains mean is learned.

    That another meeting with the account is logged on the day is no doubt: this one has a time of its own.
    """
    for one in meant:
        known = account_with_id(acting.session, acting.by.workspace_id, one.account_id)
        if one.account_id is not None and known is None:
            raise Refusal("calendar.not_there")
    entries = [_entry(acting, one, zone) for one in meant]
    is_second = any(_others_that_day(acting, entry) for entry in entries)
    outcome = log_activities(acting, entries, is_no_duplicate=is_second)
    if isinstance(outcome, Logged):
        for one, activity in zip(meant, outcome.entries, strict=True):
            one.row.state, one.row.activity_id, one.row.account_id = (
                SuggestionState.LOGGED,
                activity.id,
                activity.account_id,
            )
            _link(acting, one.row.key, activity)
            if activity.account_id and len(one.row.domains) == 1:
                learn_account(
                    acting.session, acting.by.workspace_id, one.row.domains[0], activity.account_id, acting.now
                )
        acting.session.flush()
    return outcome


def say_not_sales(acting: Acting, rows: Sequence[Suggestion]) -> list[str]:
    """They were nothing to log, and guests of these domains never are, for this person; returns the domains."""
    domains = [domain for row in rows for domain in row.domains]
    for row in rows:
        row.state = SuggestionState.NOT_SALES
    learned = learn_not_sales(acting.session, acting.by, dict.fromkeys(domains), acting.now)
    also = select(Suggestion).where(
        Suggestion.workspace_id == acting.by.workspace_id,
        Suggestion.person_id == acting.by.id,
        col(Suggestion.state).in_(OPEN),
    )
    for row in acting.session.exec(also):
        if set(row.domains) <= set(learned):
            row.state = SuggestionState.NOT_SALES
    acting.session.flush()
    return learned


def say_sales_after_all(acting: Acting, rows: Sequence[Suggestion]) -> None:
    """Undo of that: they are asked about again."""
    forget_not_sales(acting.session, acting.by, {domain for row in rows for domain in row.domains})
    for row in rows:
        if row.state == SuggestionState.NOT_SALES:
            row.state = SuggestionState.ASKED
    acting.session.flush()


def answer_absence(acting: Acting, question_id: str, *, is_leave: bool) -> Leave | AbsenceQuestion:
    """Note the days as leave, or never ask about them again. Refuses somebody else's question, and one that was answered."""
    question = acting.session.get(AbsenceQuestion, (acting.by.workspace_id, question_id))
    if question is None or question.person_id != acting.by.id:
        raise Refusal("calendar.days_not_there")
    if question.answer:
        raise Refusal("calendar.days_answered")
    question.answer = "leave" if is_leave else "no"
    acting.session.flush()
    if is_leave:
        return take_leave(acting.session, acting.by, question.first_day, question.last_day, acting.now)
    return question


def _entry(acting: Acting, one: Meant, zone: ZoneInfo) -> NewActivity:
    minutes = one.row.minutes if one.row.minutes and one.row.minutes <= LONGEST_MINUTES else None
    return NewActivity(
        kind=one.kind,
        happened_on=day_of(one.row, zone),
        happened_at=one.row.starts_at,
        account=one.account,
        account_id=one.account_id,
        is_new_account=one.account_id is None,
        minutes=minutes,
        shares=_shares(acting.session, acting.by, one.row, day_of(one.row, zone)),
    )


def _shares(session: Session, person: Person, row: Suggestion, day: date) -> tuple[Share, ...]:
    """Who was there shares the credit; what does not divide goes to who logs it."""
    found = (session.get(Person, (person.workspace_id, id_)) for id_ in row.with_ids)
    others = [one.id for one in found if one is not None and is_at_work(one, day)]
    if not others:
        return ()
    part = 100 // (len(others) + 1)
    return (Share(person.id, 100 - part * len(others)), *(Share(id_, part) for id_ in others))


def _others_that_day(acting: Acting, entry: NewActivity) -> bool:
    if entry.account_id is None:
        return False
    same = select(Activity.id).where(
        Activity.workspace_id == acting.by.workspace_id,
        Activity.person_id == acting.by.id,
        Activity.account_id == entry.account_id,
        Activity.happened_on == entry.happened_on,
        col(Activity.kind).in_(sorted(LIKE_A_MEETING)),
        col(Activity.undone_at).is_(None),
    )
    return acting.session.exec(same).first() is not None


def _link(acting: Acting, key: str, activity: Activity) -> None:
    """The entry is known as this meeting, so that a CRM's record of the same one is no other."""
    known = acting.session.exec(
        select(Link).where(
            Link.workspace_id == acting.by.workspace_id,
            Link.origin == ORIGIN,
            Link.kind == Fact.EVENT,
            Link.external_id == key,
        )
    ).first()
    if known is not None:
        known.fact_id = activity.id
        return
    acting.session.add(
        Link(
            workspace_id=acting.by.workspace_id,
            origin=ORIGIN,
            kind=Fact.EVENT,
            external_id=key,
            fact_id=activity.id,
            created_at=acting.now,
        )
    )
