"""What the people of the demo company do together when its clock moves on: talks, reviews, and what they agreed.

What somebody who tries the demo began is theirs: a review that they drafted waits for them, a talk near one of theirs is not held.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from sqlmodel import Session, col, select

from models.coaching.records import ActionState, PairAction, Talk, TalkState
from models.demo.agreements import AGREED, hold_talk, pay, talk_days
from models.demo.company import PEOPLE, WORKSPACE_ID, Colleague
from models.demo.qbr import go_through_quarters
from models.demo.reviews import look_back, sign, write
from models.period import Period, month_of, months_after
from models.reviews.due import asked_on, has_month_to_review
from models.reviews.queries import review_of
from models.reviews.records import Review, ReviewState
from models.reviews.turns import SELF_REVIEW_WITHIN
from models.team.calendar import Calendar
from models.team.records import Person
from models.workspace.queries import workspace_of

LOOKS_BACK, WRITES, DISAGREES = 0.9, 0.92, 0.06
"""How often a rep looks back before the deadline, a manager writes at all, and a rep does not agree."""
TOO_NEAR = timedelta(days=4)


def meet(session: Session, people: Mapping[str, Person], calendars: Mapping[str, Calendar], days: Period) -> None:
    """All of that, in these days; `people` by Slack user, `calendars` by person."""
    pay(session, days)
    _talk(session, people, calendars, days)
    go_through_reviews(session, people, calendars, days)
    go_through_quarters(session, workspace_of(session, WORKSPACE_ID), pairs_of(people), calendars, days)
    session.flush()


def _talk(session: Session, people: Mapping[str, Person], calendars: Mapping[str, Calendar], days: Period) -> None:
    mine = {text for texts in AGREED.values() for text in texts}
    agreed: defaultdict[str, list[PairAction]] = defaultdict(list)
    open_actions = select(PairAction).where(
        PairAction.workspace_id == WORKSPACE_ID, PairAction.state == ActionState.OPEN
    )
    for action in session.exec(open_actions.order_by(col(PairAction.added_on), col(PairAction.id))):
        if action.text in mine:
            agreed[action.rep_id].append(action)
    theirs: defaultdict[str, list[date]] = defaultdict(list)
    planned = select(Talk).where(Talk.workspace_id == WORKSPACE_ID, Talk.state != TalkState.CANCELLED)
    for talk in session.exec(planned):
        theirs[talk.rep_id].append(talk.held_on or talk.planned_at.date())
    for colleague, rep, coach in pairs_of(people):
        for day, random in talk_days(colleague, days):
            if not any(abs(day - other) < TOO_NEAR for other in theirs[rep.id]) and calendars[rep.id].works_on(day):
                hold_talk(session, coach, rep, day, random, agreed[rep.id], colleague.language)


def go_through_reviews(
    session: Session, people: Mapping[str, Person], calendars: Mapping[str, Calendar], days: Period
) -> None:
    """The steps of the reviews of each month that fall in these days; an unwritten one stays so, as it happens."""
    month = months_after(days.start.replace(day=1), -2)
    while month < days.end:
        for colleague, rep, manager in pairs_of(people):
            if has_month_to_review(rep, calendars[rep.id], month_of(month)):
                _go_through(session, colleague, rep, manager, calendars, month, days)
        month = months_after(month, 1)


def _go_through(
    session: Session,
    colleague: Colleague,
    rep: Person,
    manager: Person,
    calendars: Mapping[str, Calendar],
    month: date,
    days: Period,
) -> None:
    own, of_manager = calendars[rep.id], calendars[manager.id]
    asked = asked_on(own, months_after(month, 1))
    if asked is None or asked >= days.end:
        return
    random = Random(f"steps {colleague.slack_user_id} {month}")
    looks_back, writes, disagrees = (random.random() < often for often in (LOOKS_BACK, WRITES, DISAGREES))
    looked = own.working_days_after(asked, random.randint(1, SELF_REVIEW_WITHIN - 1))
    turn = looked if looks_back else own.working_days_after(asked, SELF_REVIEW_WITHIN)
    written = of_manager.working_days_after(turn, random.randint(1, 3))
    signed = own.working_days_after(written, random.randint(1, 2))
    if signed < days.start:
        return
    review = review_of(session, rep, month)
    if review is None:
        if asked not in days:
            return  # it was never asked for: the bot was not there
        review = Review(workspace_id=WORKSPACE_ID, person_id=rep.id, month=month, opened_on=asked)
        session.add(review)
        session.flush()
    if looks_back and looked in days and review.state == ReviewState.OPEN:
        look_back(review, rep, looked)
    if writes and written in days and review.state in (ReviewState.OPEN, ReviewState.REFLECTED):
        write(session, workspace_of(session, WORKSPACE_ID), review, rep, manager, written)
    if signed in days and review.state == ReviewState.SHARED:
        sign(review, rep, signed, disagrees=disagrees)


def pairs_of(people: Mapping[str, Person]) -> list[tuple[Colleague, Person, Person]]:
    """Who sells, with their manager of today, as far as both are of the demo: a visitor may have moved or dismissed them."""
    by_id, found = {person.id: person for person in people.values()}, []
    for one in PEOPLE:
        rep = people.get(one.slack_user_id)
        manager = by_id.get(rep.manager_id or "") if rep else None
        if one.meetings and rep is not None and manager is not None:
            found.append((one, rep, manager))
    return found
