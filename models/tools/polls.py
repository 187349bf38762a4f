"""Asking everybody about a tool: two questions, answered once, until a day."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session

from models.acting import Acting
from models.permissions import Right
from models.refusal import Refusal
from models.team.enrolment import comes_in
from models.team.queries import people_at_work
from models.team.records import Person
from models.team.reporting_line import is_at_work
from models.tools.counting import Help, K, PollResult, Use, counted, result_of, seal, unsealed
from models.tools.queries import day_of, polls_of, voter_of
from models.tools.records import Tool, ToolPoll, ToolVoter
from models.workspace.queries import hold
from models.workspace.secrets import SecretError, Secrets

USUAL_LENGTH = timedelta(days=7)
LONGEST = timedelta(days=60)


def open_poll(
    acting: Acting, secrets: Secrets, tool: Tool, closes_on: date | None = None
) -> tuple[ToolPoll, list[Person]]:
    """Ask everybody at work whom Slack can reach, a week long when nothing is said. Returns the poll and whom it asks.

    Refuses who is no leader, a day that is past or more than 60 days away, a tool about which one runs, and fewer than
    three people: then somebody would stand alone.
    """
    acting.rights.require(Right.POLL_ABOUT_TOOLS)
    session, workspace = acting.session, acting.workspace
    today = day_of(workspace, acting.now)
    closes_on = closes_on or today + USUAL_LENGTH
    if not today <= closes_on <= today + LONGEST:
        raise Refusal("tools.until_when", day=closes_on, most=LONGEST.days, field="until")
    hold(session, workspace.workspace_id)
    running = next((one for one in polls_about(acting, tool) if one.closes_on >= today), None)
    if running is not None:
        raise Refusal("tools.runs_already", name=tool.name, day=running.closes_on)
    people = [
        one
        for one in people_at_work(session, workspace.workspace_id, today)
        if one.slack_user_id and is_at_work(one, today) and comes_in(workspace, one.standing)
    ]
    if len(people) < K:
        raise Refusal("tools.too_few", k=K, count=len(people))
    poll = ToolPoll(
        workspace_id=workspace.workspace_id,
        tool_id=tool.id,
        opened_by=acting.by.id,
        opened_on=today,
        closes_on=closes_on,
        asked=len(people),
        sealed="",
        created_at=acting.now,
    )
    poll.sealed = seal(secrets, poll.workspace_id, poll.id, {})
    session.add(poll)
    session.flush()
    session.add_all(ToolVoter(workspace_id=poll.workspace_id, poll_id=poll.id, person_id=one.id) for one in people)
    session.flush()
    return poll, people


def withdraw_poll(acting: Acting, poll: ToolPoll) -> ToolPoll:
    """It was a mistake: nobody is asked any more, and what was answered is gone. Refuses who is no leader."""
    acting.rights.require(Right.POLL_ABOUT_TOOLS)
    poll.withdrawn_at, poll.sealed = acting.now, ""
    acting.session.flush()
    return poll


def may_answer(acting: Acting, poll_id: str) -> ToolPoll:
    """The poll, while it runs and this person has not answered. Refuses any other, and who was not asked."""
    poll = acting.session.get(ToolPoll, (acting.workspace.workspace_id, poll_id))
    if poll is None or poll.withdrawn_at is not None or poll.closes_on < day_of(acting.workspace, acting.now):
        raise Refusal("tools.poll_over")
    voter = voter_of(acting.session, poll, acting.by)
    if voter is None:
        raise Refusal("tools.not_asked")
    if voter.has_answered:
        raise Refusal("tools.answered_already")
    return poll


def answer(acting: Acting, secrets: Secrets, poll_id: str, use: Use, helps: Help) -> ToolPoll:
    """Both answers of one person, once. What they said goes into the count; that they answered stands beside it."""
    hold(acting.session, acting.workspace.workspace_id)
    poll = may_answer(acting, poll_id)
    acting.session.refresh(poll)
    voter = voter_of(acting.session, poll, acting.by)
    assert voter is not None
    counts = unsealed(secrets, poll.workspace_id, poll.id, poll.sealed)
    poll.sealed = seal(secrets, poll.workspace_id, poll.id, counted(counts, use, helps))
    voter.has_answered = True
    acting.session.flush()
    return poll


def polls_about(acting: Acting, tool: Tool) -> Sequence[ToolPoll]:
    """Of one tool, the newest first."""
    return [one for one in polls_of(acting.session, tool.workspace_id) if one.tool_id == tool.id]


def result_of_poll(secrets: Secrets | None, poll: ToolPoll, today: date) -> PollResult | None:
    """What it says, once it is over; None while it runs, and when there is no key that opens it. `today` is the workspace's."""
    if poll.closes_on >= today:
        return None
    if poll.results is not None:
        return PollResult.from_json(poll.results)
    if secrets is None:
        return None
    try:
        return result_of(poll.asked, unsealed(secrets, poll.workspace_id, poll.id, poll.sealed))
    except SecretError:
        return None


def freeze(session: Session, secrets: Secrets | None, poll: ToolPoll, today: date) -> None:
    """Keep what may be told of a poll that is over, and nothing else: from then on the counts are nowhere."""
    if poll.results is None and (result := result_of_poll(secrets, poll, today)) is not None:
        poll.results, poll.sealed = result.to_json(), ""
        session.flush()
