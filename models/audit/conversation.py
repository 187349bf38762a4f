"""Answering: one question at a time, every answer saved at once, changed until the deadline.

A conversation is addressed by campaign and person; `question_key` is `Conversation.key` of the question that is
answered, so that a button of an older message changes that answer. `today` is the workspace's day (`audit_day`).
"""

from datetime import date

from sqlmodel import Session

from models.audit.ballots.ballot import DONT_KNOW, NOT_MY_JOB, SKIPPED
from models.audit.ballots.sheets import Sheet, held_sheet, save, sheet_of, still_open
from models.audit.ballots.turns import asked_on, end_turn, take_turn, turn_of
from models.audit.questions import Part
from models.audit.records import LONGEST_COMMENT, AuditCampaign
from models.audit.standing import Conversation, beside_of, conversation_from, first_of
from models.audit.steps import PEOPLE
from models.refusal import Refusal
from models.team.records import Person
from models.workspace.secrets import Secrets

__all__ = [
    "Conversation",
    "asked_on",
    "back",
    "begin",
    "begin_own",
    "comment_on",
    "conversation_of",
    "give",
    "go_to",
    "pause",
    "skip",
    "turn_of",
    "undo",
]


def conversation_of(
    session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, today: date
) -> Conversation:
    """Where the person is. Refuses who was not invited, and a campaign that takes no answers any more."""
    still_open(campaign, today)
    return conversation_from(sheet_of(session, secrets, campaign, person, today))


def begin(session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, today: date) -> Conversation:
    """Start, or go on where it stopped; what the person types from now on is about this campaign.

    Who rates people begins at the list of them, and when they have said that they are done, they are.
    """
    sheet = held_sheet(session, secrets, campaign, person, today)
    if not sheet.has_begun:
        sheet.ballot.at = first_of(sheet)
    elif sheet.ballot.at is None and not sheet.rates:
        sheet.ballot.at = sheet.next_open()
    sheet.ballot.is_paused = False
    return _kept(session, secrets, sheet, today)


def begin_own(session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, today: date) -> Conversation:
    """The questions about oneself, one at a time: the first without an answer, else the first. Refuses who has none."""
    sheet = held_sheet(session, secrets, campaign, person, today)
    own = [step.key for step in sheet.steps if step.about is None]
    if not own:
        raise Refusal("audit.unknown_question", number=campaign.number)
    at = sheet.next_open()
    sheet.ballot.at, sheet.ballot.is_paused = at if at in own else own[0], False
    return _kept(session, secrets, sheet, today)


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
    sheet = held_sheet(session, secrets, campaign, person, today)
    _known(sheet, question_key)
    _mark(sheet, question_key, DONT_KNOW if level is None else level)
    _move_on(sheet, question_key)
    return _kept(session, secrets, sheet, today)


def skip(
    session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, question_key: str, today: date
) -> Conversation:
    """Leave a question out; an answer that is there already stays."""
    sheet = held_sheet(session, secrets, campaign, person, today)
    _known(sheet, question_key)
    if question_key not in sheet.ballot.levels:
        _mark(sheet, question_key, SKIPPED)
    _move_on(sheet, question_key)
    return _kept(session, secrets, sheet, today)


def back(session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, today: date) -> Conversation:
    """The question before the one on screen; from the end the last one, at the first that one again."""
    sheet = held_sheet(session, secrets, campaign, person, today)
    keys = beside_of(sheet, sheet.ballot.at)
    at = keys.index(sheet.ballot.at) if sheet.ballot.at in keys else len(keys)
    sheet.ballot.at = keys[max(0, at - 1)] if sheet.has_begun else keys[0]
    sheet.ballot.is_paused = False
    return _kept(session, secrets, sheet, today)


def undo(
    session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, today: date
) -> Conversation | None:
    """Take back the answer before the question on screen, and put that one again; None when there is none."""
    sheet = held_sheet(session, secrets, campaign, person, today)
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
    sheet = held_sheet(session, secrets, campaign, person, today)
    _known(sheet, question_key)
    sheet.ballot.at, sheet.ballot.is_paused = question_key, False
    return _kept(session, secrets, sheet, today)


def pause(session: Session, secrets: Secrets, campaign: AuditCampaign, person: Person, today: date) -> Conversation:
    """Stop for now; what the person types is about this campaign no more, until they go on."""
    sheet = held_sheet(session, secrets, campaign, person, today)
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
    sheet = held_sheet(session, secrets, campaign, person, today)
    _known(sheet, question_key)
    ballot = sheet.ballot
    if ballot.comments.get(question_key, "") != text:
        ballot.comments[question_key] = text
        ballot.changed_comments.add(question_key)
    if not text:
        ballot.comments.pop(question_key, None)
    return _kept(session, secrets, sheet, today)


def _known(sheet: Sheet, question_key: str) -> None:
    if all(step.key != question_key for step in sheet.steps):
        raise Refusal("audit.unknown_question", number=sheet.campaign.number)


def _mark(sheet: Sheet, question_key: str, level: int) -> None:
    sheet.ballot.levels[question_key] = level


def _move_on(sheet: Sheet, question_key: str) -> None:
    """To the next open question, when the one on screen was dealt with; an older one leaves the screen as it is."""
    if not sheet.has_begun or sheet.ballot.at == question_key:
        sheet.ballot.at = sheet.next_open(question_key)
        sheet.ballot.is_paused = False


def _kept(session: Session, secrets: Secrets, sheet: Sheet, today: date) -> Conversation:
    ballot = sheet.ballot
    if ballot.at == PEOPLE and all(step.key in ballot.levels for step in sheet.steps):
        ballot.at = None
    save(session, secrets, sheet)
    if ballot.is_paused or ballot.at in (None, PEOPLE):
        end_turn(session, secrets, sheet.person, sheet.campaign)
    else:
        take_turn(session, secrets, sheet.person, sheet.campaign, today)
    return conversation_from(sheet)
