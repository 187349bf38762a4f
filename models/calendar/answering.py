"""What somebody says about a meeting of their calendar: log it, with whom it was, nothing to do with sales."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from models.accounts.naming import key_of
from models.accounts.queries import account_with_id, accounts_with_keys
from models.acting import Acting
from models.activity.actions import log_activities
from models.activity.entry import NewActivity, Share
from models.activity.kinds import Kind
from models.activity.records import Activity
from models.activity.storing import Logged
from models.calendar.asking import ORIGIN, day_of, end_of, entry_linked_to, still_open
from models.calendar.domains import forget_not_sales, learn_account, learn_not_sales, not_sales_of
from models.calendar.links import link_of
from models.calendar.records import OPEN, AbsenceQuestion, Suggestion, SuggestionState
from models.references.links import link_to, name_event, re_point
from models.references.records import Fact
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


def open_ones(session: Session, person: Person, ids: Sequence[str], now: datetime) -> list[Suggestion]:
    """Those that are over, and of which nothing was said yet. Refuses when that is none of them."""
    rows = [row for row in suggestions_of(session, person, ids) if row.state in OPEN]
    if not rows:
        raise Refusal("calendar.answered_before")
    over = [row for row in rows if end_of(row) <= now]
    if not over:
        raise Refusal("calendar.not_over")
    return over


def account_meant(acting: Acting, one: Meant) -> str | None:
    """The account as far as there is one already. Refuses an id that is none (any more)."""
    workspace_id = acting.by.workspace_id
    if one.account_id is None:
        key = key_of(one.account or "")
        named = accounts_with_keys(acting.session, workspace_id, [key]).get(key)
        return named.id if named else None
    if account_with_id(acting.session, workspace_id, one.account_id) is None:
        raise Refusal("calendar.not_there")
    return one.account_id


def log_meetings(acting: Acting, meant: Sequence[Meant], zone: ZoneInfo) -> Logged | None:
    """The meetings as entries of the log, as if they had been typed, in one go; what their domains mean is learned.

    None when all of them are logged by now: what may be an entry of the same day and account is no second one. That
    another meeting with the account is logged on the day is no doubt: this one has a time of its own.
    """
    chosen = {one.row.id: account_meant(acting, one) for one in meant}
    rows = [one.row for one in meant]
    left = {one.row.id for one in still_open(acting.session, acting.by, rows, zone, acting.now, chosen)}
    meant = [one for one in meant if one.row.id in left]
    if not meant:
        return None
    outcome = log_activities(acting, [_entry(acting, one, zone) for one in meant], is_no_duplicate=True)
    assert isinstance(outcome, Logged)  # each account is one that is known, or said to be new
    for one, activity in zip(meant, outcome.entries, strict=True):
        row = one.row
        row.state, row.activity_id, row.account_id = SuggestionState.LOGGED, activity.id, activity.account_id
        _link(acting, row, activity)
        if activity.account_id and len(row.domains) == 1:
            learn_account(acting.session, row.workspace_id, row.domains[0], activity.account_id, acting.now)
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
    """Undo of that: they are asked about again, and so are those that went with them; the calendar is read anew."""
    domains = {domain for row in rows for domain in row.domains} & not_sales_of(acting.session, acting.by)
    forget_not_sales(acting.session, acting.by, domains)
    silenced = select(Suggestion).where(
        Suggestion.workspace_id == acting.by.workspace_id,
        Suggestion.person_id == acting.by.id,
        Suggestion.state == SuggestionState.NOT_SALES,
    )
    pressed = {row.id for row in rows}
    for row in acting.session.exec(silenced):
        if row.id in pressed or set(row.domains) <= domains:
            row.state = SuggestionState.ASKED if row.asked_in else SuggestionState.WAITING
    if (link := link_of(acting.session, acting.by)) is not None:
        link.full_at = None  # what was left out of it meanwhile
    acting.session.flush()


def take_as_leave(acting: Acting, question_id: str) -> Leave:
    """Note the days as leave. Refuses somebody else's question, and one that was answered."""
    question = _answered(acting, question_id, "leave")
    return take_leave(acting.session, acting.by, question.first_day, question.last_day, acting.now)


def say_not_away(acting: Acting, question_id: str) -> None:
    """The days are no leave, and are never asked about again. Refuses in the same way."""
    _answered(acting, question_id, "no")


def _answered(acting: Acting, question_id: str, answer: str) -> AbsenceQuestion:
    question = acting.session.get(AbsenceQuestion, (acting.by.workspace_id, question_id))
    if question is None or question.person_id != acting.by.id:
        raise Refusal("calendar.days_not_there")
    if question.answer:
        raise Refusal("calendar.days_answered")
    question.answer = answer
    acting.session.flush()
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


def _link(acting: Acting, row: Suggestion, activity: Activity) -> None:
    """The entry is known as this meeting: by every calendar that holds it. An entry that was undone is no longer."""
    session, known = acting.session, link_to(acting.session, row.workspace_id, ORIGIN, Fact.EVENT, row.key)
    if known is not None and entry_linked_to(session, row) is None:
        re_point(known, activity.id, reason="")
        return
    name_event(session, row.workspace_id, ORIGIN, row.key, activity.id, acting.now)
