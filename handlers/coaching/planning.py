"""The plan of a month with suggested moments, and series of talks."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from handlers.coaching.news import tell_planned, tell_series_called_off, tell_several
from handlers.coaching.views import talk_view
from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Press, Request, reads
from messages.blocks import Message
from messages.coaching import answers as messages
from messages.coaching import planning
from models.coaching.month_plan import MonthPlan, RepsMonth, plan_of_month
from models.coaching.pair import Pair, pair_with
from models.coaching.records import Talk
from models.coaching.series import Series, call_off_series, plan_series
from models.coaching.suggesting import offered_again
from models.coaching.talks import check_free, plan_talk
from models.period import month_of
from models.refusal import Refusal
from models.team.records import Person

OFFERED = 3
"""Other moments shown at once."""
USUAL_SERIES = timedelta(weeks=13)
"""How long a series runs when nothing is said: a quarter."""


@reads
def month(request: Request, press: Press) -> Answers:
    """The button for the plan of the month."""
    return Whisper(month_message(request))


def month_message(request: Request, at: date | None = None, done: str = "") -> Message:
    """The plan of the month (that holds `at`); `done` says what was planned just now."""
    if at is not None and month_of(at).end <= request.today:
        raise Refusal("coaching.in_the_past")
    plan = plan_of_month(request.session, request.workspace, request.person, request.now, at)
    if not plan.reps and not done:
        raise Refusal("coaching.nobody_to_plan")
    reps = [one.to_show for one in plan.missing]
    return planning.month_plan(request.language, plan.days.start, reps, request.zone.key, done=done)


def plan_at(request: Request, press: Press) -> Answers:
    """One press plans the moment that was suggested; the rep hears it."""
    pair, moment = _meant(request, press.value)
    check_free(request.session, pair, moment)
    talk = plan_talk(request.acting, pair, moment)
    tell_planned(request, talk)
    planned = messages.planned(request.language, talk_view(request, talk))
    if press.action_id.endswith(planning.IN_PLAN):
        return Replace(month_message(request, moment.astimezone(request.zone).date(), done=planned.text))
    return Replace(planned)


def plan_all(request: Request, press: Press) -> Answers:
    """One press plans every first suggestion; each rep hears it in one message."""
    at = date.fromisoformat(press.value)
    plan = plan_of_month(request.session, request.workspace, request.person, request.now, at)
    planned = {one.rep.id: _plan_all_of(request, one) for one in plan.missing if one.moments}
    if not planned:
        raise Refusal("coaching.nothing_missing")
    for talks in planned.values():
        tell_several(request, talks)
    done = planning.planned_all(request.language, sum(map(len, planned.values())), len(planned))
    return Replace(month_message(request, at, done))


@reads
def others(request: Request, press: Press) -> Answers:
    """Other moments with the same rep, behind those that were shown."""
    pair, moment = _meant(request, press.value)
    at = moment.astimezone(request.zone).date()
    one = _of(plan_of_month(request.session, request.workspace, request.person, request.now, at), pair.rep)
    moments = min(one.moments, key=lambda moments: moments[0], default=())
    offered = offered_again(moments, moment, OFFERED)
    return Whisper(planning.others(request.language, one.to_show, offered, request.zone.key))


def series(request: Request, pair: Pair, wanted: Series) -> Answers:
    """Plan a series; the other one hears it in one message."""
    made = plan_series(request.acting, pair, wanted)
    tell_several(request, made.talks)
    views = [talk_view(request, talk) for talk in made.talks]
    other = pair.other(request.person).name
    left_out = len(made.left_out)
    return Whisper(planning.planned_several(request.language, other, views, put_off=made.put_off, left_out=left_out))


def call_off_all(request: Request, press: Press) -> Answers:
    """The rest of a series does not take place; the other one hears it."""
    talks = call_off_series(request.acting, press.value)
    tell_series_called_off(request, talks)
    views = [talk_view(request, talk) for talk in talks]
    return Replace(planning.series_called_off(request.language, views[0].other, views))


def _plan_all_of(request: Request, one: RepsMonth) -> Sequence[Talk]:
    pair = Pair(request.person, one.rep)
    return [plan_talk(request.acting, pair, moments[0]) for moments in sorted(one.moments)]


def _of(plan: MonthPlan, rep: Person) -> RepsMonth:
    one = plan.of(rep.id)
    if one is None or not one.moments:
        raise Refusal("coaching.nothing_missing")
    return one


def _meant(request: Request, value: str) -> tuple[Pair, datetime]:
    """With whom and when, of a button; checked again, for anything may be sent."""
    rep_id, _, moment = value.partition("|")
    rep = request.session.get(Person, (request.workspace.workspace_id, rep_id))
    if rep is None:
        raise Refusal("coaching.not_yours")
    pair = pair_with(request.session, request.person, rep, request.today)
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        raise Refusal("coaching.not_yours") from None
    if at.tzinfo is None:
        raise Refusal("coaching.not_yours")
    return pair, at
