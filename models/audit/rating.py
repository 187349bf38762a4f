"""Rating people in forms: one person with all their skills, or one skill of all people beside one another.

Each press is kept at once, and only what was pressed: of two forms that are open at the same time none undoes the other.
What somebody said last time is shown to themself alone, so that a new manager begins without the former one's view.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from models.audit.ballots.ballot import ANSWERS, DONT_KNOW, NOT_MY_JOB
from models.audit.ballots.sheets import Sheet, held_sheet, save, sheet_of, still_open
from models.audit.ballots.turns import end_turn
from models.audit.last_time import said_last_time
from models.audit.questions import Part
from models.audit.records import IN_GENERAL, LONGEST_COMMENT, AuditCampaign, SkillRating
from models.audit.standing import Conversation, conversation_from
from models.audit.steps import PEOPLE, Step
from models.refusal import Refusal
from models.team.records import Person
from models.workspace.secrets import Secrets


@dataclass(frozen=True)
class Row:
    """One line of a form."""

    step: Step
    given: int | None
    """1 to 5, 0 for don't know, -2 for no part of the job; None: nothing yet, or left out."""
    last: int | None
    """What the same person said in the survey before, 1 to 5 or -2 for no part of the job; None: nothing that can be repeated."""


@dataclass(frozen=True)
class Progress:
    """How far the questions about one person are."""

    about: Person | None
    """None for oneself."""
    done: int
    total: int
    repeatable: int
    """Open questions that had a level last time, or were no part of the job."""

    @property
    def is_done(self) -> bool:
        """Whether none is open."""
        return self.done >= self.total


@dataclass(frozen=True)
class Kept:
    """What came of answers in a form."""

    conversation: Conversation
    answered: str | None
    """The question that stood on screen, one at a time, and is answered now."""
    is_news: bool
    """Whether the list of people shows something else: somebody is begun, or done."""


def progress_of(
    session: Session, secrets: Secrets, campaign: AuditCampaign, rater: Person, today: date
) -> list[Progress]:
    """How far it is with oneself, where one is asked about that, and with each person."""
    sheet = _open_sheet(session, secrets, campaign, rater, today)
    last = said_last_time(session, campaign, rater)
    by_person: dict[str, list[Step]] = {}
    for step in sheet.steps:
        by_person.setdefault(step.about_id, []).append(step)
    return [
        Progress(
            steps[0].about,
            sum(step.key in sheet.ballot.levels for step in steps),
            len(steps),
            sum(step.key not in sheet.ballot.levels and _place(rater, step) in last for step in steps),
        )
        for steps in by_person.values()
    ]


def rows_about(
    session: Session, secrets: Secrets, campaign: AuditCampaign, rater: Person, about_id: str, today: date
) -> list[Row]:
    """The form of one person; an empty `about_id`: of oneself. Refuses whom the rater is not asked about."""
    sheet = _open_sheet(session, secrets, campaign, rater, today)
    steps = [step for step in sheet.steps if step.about_id == about_id]
    return _rows(session, sheet, steps)


def rows_of_skill(
    session: Session, secrets: Secrets, campaign: AuditCampaign, rater: Person, skill: str, today: date
) -> list[Row]:
    """The form of one skill: everybody whom the rater is asked about. Refuses a skill that they are not asked about."""
    sheet = _open_sheet(session, secrets, campaign, rater, today)
    return _rows(session, sheet, [step for step in sheet.steps if step.about and step.question.key == skill])


def skills_rated(
    session: Session, secrets: Secrets, campaign: AuditCampaign, rater: Person, today: date
) -> dict[str, bool]:
    """The skills of the people whom the rater is asked about, in order: whether nothing is open in it."""
    sheet = _open_sheet(session, secrets, campaign, rater, today)
    skills: dict[str, bool] = {}
    for step in sheet.steps:
        if step.about is not None:
            skills[step.question.key] = skills.get(step.question.key, True) and step.key in sheet.ballot.levels
    return skills


def rate(
    session: Session, secrets: Secrets, campaign: AuditCampaign, rater: Person, levels: Mapping[str, int], today: date
) -> Kept:
    """Keep these answers, by the key of the question. Refuses a level that is none, and a question not asked.

    How the organisation works is nobody's job to rate: there `NOT_MY_JOB` is a don't know.
    """
    if campaign.part == Part.FUNCTIONS:
        levels = {key: DONT_KNOW if level == NOT_MY_JOB else level for key, level in levels.items()}
    sheet = held_sheet(session, secrets, campaign, rater, today)
    keys = {step.key for step in sheet.steps}
    if set(levels.values()) - set(ANSWERS):
        raise Refusal("audit.level_out_of_range")
    if set(levels) - keys:
        raise Refusal("audit.unknown_question", number=campaign.number)
    return _filled_in(session, secrets, sheet, levels)


def rate_as_last_time(
    session: Session, secrets: Secrets, campaign: AuditCampaign, rater: Person, about_id: str, today: date
) -> Kept:
    """Every question about this person that is still open gets what the rater said last time."""
    sheet = held_sheet(session, secrets, campaign, rater, today)
    last = said_last_time(session, campaign, rater)
    levels = {
        step.key: last[_place(rater, step)]
        for step in sheet.steps
        if step.about
        and step.about_id == about_id
        and step.key not in sheet.ballot.levels
        and _place(rater, step) in last
    }
    return _filled_in(session, secrets, sheet, levels)


def finish(session: Session, secrets: Secrets, campaign: AuditCampaign, rater: Person, today: date) -> Conversation:
    """The rater is done, also with open questions left; whatever is filled in can still be changed."""
    sheet = held_sheet(session, secrets, campaign, rater, today)
    sheet.ballot.at, sheet.ballot.is_paused = None, False
    save(session, secrets, sheet)
    end_turn(session, secrets, rater, campaign)
    return conversation_from(sheet)


def remark_on(session: Session, campaign: AuditCampaign, rater: Person, about_id: str) -> str:
    """What the rater said of somebody in general (of oneself: an empty `about_id`)."""
    found = _remark(session, campaign, rater, about_id)
    return found.comment if found else ""


def keep_remark(
    session: Session, secrets: Secrets, campaign: AuditCampaign, rater: Person, about_id: str, text: str, today: date
) -> None:
    """Keep it, in place of the earlier one; an empty text removes that. Refuses a long one, and whom one does not rate."""
    text = text.strip()
    if len(text) > LONGEST_COMMENT:
        raise Refusal("audit.comment_too_long", limit=LONGEST_COMMENT, field="comment")
    sheet = held_sheet(session, secrets, campaign, rater, today)
    if all(step.about_id != about_id for step in sheet.steps):
        raise Refusal("audit.unknown_question", number=campaign.number)
    found = _remark(session, campaign, rater, about_id)
    if found is None and text:
        found = SkillRating(
            workspace_id=campaign.workspace_id,
            campaign_id=campaign.id,
            rater_id=rater.id,
            person_id=about_id or rater.id,
            skill=IN_GENERAL,
        )
    if found is not None and found.comment != text:
        found.comment = text
        session.add(found)
        session.flush()


def _filled_in(session: Session, secrets: Secrets, sheet: Sheet, levels: Mapping[str, int]) -> Kept:
    ballot, was, on_screen = sheet.ballot, _states(sheet), sheet.ballot.at
    ballot.levels.update(levels)
    if not sheet.has_begun or ballot.at in levels:
        # What comes next is not on screen: until they go on, no question that they do not see owns their words.
        ballot.at = PEOPLE if sheet.rates else sheet.next_open(ballot.at)
        ballot.is_paused = ballot.at not in (None, PEOPLE)
    if ballot.at == PEOPLE and all(step.key in ballot.levels for step in sheet.steps):
        ballot.at = None
    save(session, secrets, sheet)
    if ballot.at in (None, PEOPLE) or ballot.is_paused:
        end_turn(session, secrets, sheet.person, sheet.campaign)
    is_news = sheet.rates and (_states(sheet) != was or ballot.at != on_screen)
    return Kept(conversation_from(sheet), on_screen if on_screen in levels else None, is_news)


def _states(sheet: Sheet) -> dict[str, tuple[bool, bool]]:
    """Of each person: whether something is answered, and whether everything is."""
    answered: dict[str, list[bool]] = {}
    for step in sheet.steps:
        answered.setdefault(step.about_id, []).append(step.key in sheet.ballot.levels)
    return {id_: (any(each), all(each)) for id_, each in answered.items()}


def _rows(session: Session, sheet: Sheet, steps: Sequence[Step]) -> list[Row]:
    if not steps:
        raise Refusal("audit.unknown_question", number=sheet.campaign.number)
    last = said_last_time(session, sheet.campaign, sheet.person)
    levels = sheet.ballot.levels
    return [
        Row(step, level if (level := levels.get(step.key)) in ANSWERS else None, last.get(_place(sheet.person, step)))
        for step in steps
    ]


def _place(rater: Person, step: Step) -> tuple[str, str]:
    return step.about_id or rater.id, step.question.key


def _remark(session: Session, campaign: AuditCampaign, rater: Person, about_id: str) -> SkillRating | None:
    found = select(SkillRating).where(
        SkillRating.workspace_id == campaign.workspace_id,
        SkillRating.campaign_id == campaign.id,
        SkillRating.rater_id == rater.id,
        SkillRating.person_id == (about_id or rater.id),
        SkillRating.skill == IN_GENERAL,
    )
    return session.exec(found).first()


def _open_sheet(session: Session, secrets: Secrets, campaign: AuditCampaign, rater: Person, today: date) -> Sheet:
    still_open(campaign, today)
    return sheet_of(session, secrets, campaign, rater, today)
