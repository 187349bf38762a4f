"""Answering: one question at a time, every answer saved at once, changed until the deadline.

A conversation is addressed by campaign and person; `question_key` is `Conversation.key` of the question that is
answered, so that a button of an older message changes that answer. `today` is the workspace's day (`audit_day`).
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.audit.ballots.ballot import DONT_KNOW, NOT_MY_JOB, SKIPPED
from models.audit.ballots.sheets import Sheet, Step, held_campaign, save, sheet_of
from models.audit.ballots.turns import asked_on, end_turn, hold_turns, take_turn, turn_of
from models.audit.questions import Part, Question
from models.audit.records import LONGEST_COMMENT, AuditCampaign, CampaignStatus
from models.refusal import Refusal
from models.team.records import Person
from models.workspace.secrets import Secrets

__all__ = [
    "Conversation",
    "asked_on",
    "back",
    "begin",
    "comment_on",
    "conversation_of",
    "give",
    "go_to",
    "pause",
    "resume",
    "skip",
    "turn_of",
    "undo",
]


@dataclass(frozen=True)
class Conversation:
    """Where somebody is in a campaign."""

    campaign: AuditCampaign
    steps: tuple[Step, ...]
    key: str | None
    """Of the question on screen: what its buttons carry. None when there is none left."""
    question: Question | None
    about: Person | None
    """Whom the question is about, when a manager rates somebody; else None."""
    position: int
    """1 for the first question; the number of questions when there is none left."""
    total: int
    answered: int
    """Questions that are dealt with: given, don't know, or skipped."""
    given: int | None
    """The answer that is there already: 1 to 5, 0 for don't know, -1 for skipped, -2 for no part of the job."""
    comment: str
    has_begun: bool
    is_paused: bool
    is_finished: bool
    """No question is on screen and none is left."""


def conversation_of(
    session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, today: date
) -> Conversation:
    """Where the person is. Refuses who was not invited, and a campaign that takes no answers any more."""
    _still_open(campaign, today)
    return _conversation_of(sheet_of(session, secrets, campaign, person, today))


def begin(session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, today: date) -> Conversation:
    """Start, or go on where it stopped; what the person types from now on is about this campaign."""
    sheet = _held(session, secrets, campaign, person, today)
    if not sheet.has_begun or sheet.ballot.at is None:
        sheet.ballot.at = _next_open(sheet, None)
    sheet.ballot.is_paused = False
    return _kept(session, secrets, sheet, today)


resume = begin
"""The same as beginning: it goes on where it stopped."""


def give(
    session: Session,
    secrets: Secrets,
    campaign: AuditCampaign,
    person: Person,
    question_key: str,
    level: int | None,
    today: date,
) -> Conversation:
    """Answer a question: 1 to 5, None for don't know, `NOT_MY_JOB`. The one on screen makes place for the next.

    How the organisation works is nobody's job to rate: there `NOT_MY_JOB` is a don't know.
    """
    if level == NOT_MY_JOB and campaign.part == Part.FUNCTIONS:
        level = None
    if level not in (None, NOT_MY_JOB, 1, 2, 3, 4, 5):
        raise Refusal("audit.level_out_of_range")
    sheet = _held(session, secrets, campaign, person, today)
    _known(sheet, question_key)
    _mark(sheet, question_key, DONT_KNOW if level is None else level)
    _move_on(sheet, question_key)
    return _kept(session, secrets, sheet, today)


def skip(
    session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, question_key: str, today: date
) -> Conversation:
    """Leave a question out; an answer that is there already stays."""
    sheet = _held(session, secrets, campaign, person, today)
    _known(sheet, question_key)
    if question_key not in sheet.ballot.levels:
        _mark(sheet, question_key, SKIPPED)
    _move_on(sheet, question_key)
    return _kept(session, secrets, sheet, today)


def back(session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, today: date) -> Conversation:
    """The question before the one on screen; from the end the last one, at the first that one again."""
    sheet = _held(session, secrets, campaign, person, today)
    keys = [step.key for step in sheet.steps]
    at = keys.index(sheet.ballot.at) if sheet.ballot.at in keys else len(keys)
    sheet.ballot.at = keys[max(0, at - 1)] if sheet.has_begun else keys[0]
    sheet.ballot.is_paused = False
    return _kept(session, secrets, sheet, today)


def undo(
    session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, today: date
) -> Conversation | None:
    """Take back the answer before the question on screen, and put that one again; None when there is none."""
    sheet = _held(session, secrets, campaign, person, today)
    keys = [step.key for step in sheet.steps]
    at = keys.index(sheet.ballot.at) if sheet.ballot.at in keys else len(keys)
    last = next((key for key in reversed(keys[:at]) if key in sheet.ballot.levels), None)
    if last is None:
        return None
    del sheet.ballot.levels[last]
    sheet.ballot.at, sheet.ballot.is_paused = last, False
    return _kept(session, secrets, sheet, today)


def go_to(
    session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, question_key: str, today: date
) -> Conversation:
    """Put this question on screen, answered or not."""
    sheet = _held(session, secrets, campaign, person, today)
    _known(sheet, question_key)
    sheet.ballot.at, sheet.ballot.is_paused = question_key, False
    return _kept(session, secrets, sheet, today)


def pause(session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, today: date) -> Conversation:
    """Stop for now; what the person types is about this campaign no more, until they go on."""
    sheet = _held(session, secrets, campaign, person, today)
    sheet.ballot.is_paused = True
    return _kept(session, secrets, sheet, today)


def comment_on(
    session: Session,
    secrets: Secrets,
    campaign: AuditCampaign,
    person: Person,
    question_key: str,
    text: str,
    today: date,
) -> Conversation:
    """Add a comment to any question, in place of an earlier one; an empty text removes it. Refuses a long one."""
    text = text.strip()
    if len(text) > LONGEST_COMMENT:
        raise Refusal("audit.comment_too_long", limit=LONGEST_COMMENT, field="comment")
    sheet = _held(session, secrets, campaign, person, today)
    _known(sheet, question_key)
    ballot = sheet.ballot
    if ballot.comments.get(question_key, "") != text:
        ballot.comments[question_key] = text
        ballot.changed_comments.add(question_key)
    if not text:
        ballot.comments.pop(question_key, None)
    return _kept(session, secrets, sheet, today)


def _held(session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, today: date) -> Sheet:
    """The sheet, read behind the campaign's lock: two who answer at the same moment both have theirs kept."""
    hold_turns(session, campaign.workspace_id)
    held = held_campaign(session, campaign)
    _still_open(held, today)
    return sheet_of(session, secrets, held, person, today)


def _still_open(campaign: AuditCampaign, today: date) -> None:
    if campaign.status != CampaignStatus.OPEN or today > campaign.deadline:
        raise Refusal("audit.closed", number=campaign.number, deadline=campaign.closed_on or campaign.deadline)


def _known(sheet: Sheet, question_key: str) -> None:
    if all(step.key != question_key for step in sheet.steps):
        raise Refusal("audit.unknown_question", number=sheet.campaign.number)


def _mark(sheet: Sheet, question_key: str, level: int) -> None:
    sheet.ballot.levels[question_key] = level


def _move_on(sheet: Sheet, question_key: str) -> None:
    """To the next open question, when the one on screen was dealt with; an older one leaves the screen as it is."""
    if not sheet.has_begun or sheet.ballot.at == question_key:
        sheet.ballot.at = _next_open(sheet, question_key)
        sheet.ballot.is_paused = False


def _next_open(sheet: Sheet, after: str | None) -> str | None:
    """The next question without an answer, behind `after` first, then from the start."""
    keys = [step.key for step in sheet.steps]
    start = keys.index(after) + 1 if after in keys else 0
    return next((key for key in keys[start:] + keys[:start] if key not in sheet.ballot.levels), None)


def _kept(session: Session, secrets: Secrets, sheet: Sheet, today: date) -> Conversation:
    save(session, secrets, sheet)
    if sheet.ballot.is_paused or sheet.ballot.at is None:
        end_turn(session, secrets, sheet.person, sheet.campaign)
    else:
        take_turn(session, secrets, sheet.person, sheet.campaign, today)
    return _conversation_of(sheet)


def _conversation_of(sheet: Sheet) -> Conversation:
    ballot = sheet.ballot
    keys = [step.key for step in sheet.steps]
    at = ballot.at
    if at is None and not sheet.has_begun:
        at = _next_open(sheet, None)
    step = sheet.steps[keys.index(at)] if at is not None else None
    return Conversation(
        campaign=sheet.campaign,
        steps=tuple(sheet.steps),
        key=at,
        question=step.question if step else None,
        about=step.about if step else None,
        position=keys.index(at) + 1 if at is not None else len(keys),
        total=len(keys),
        answered=sum(key in ballot.levels for key in keys),
        given=ballot.levels.get(at) if at is not None else None,
        comment=ballot.comments.get(at, "") if at is not None else "",
        has_begun=sheet.has_begun,
        is_paused=ballot.is_paused,
        is_finished=at is None,
    )
