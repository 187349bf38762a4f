"""Where somebody is in a survey: the question on screen, and how many are dealt with."""

from dataclasses import dataclass

from models.audit.ballots.sheets import Sheet
from models.audit.questions import Question
from models.audit.records import AuditCampaign
from models.audit.steps import PEOPLE, Step
from models.team.records import Person


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
    """1 for the first question about this person; the number of questions when there is none left."""
    among: int
    """Questions about the same person."""
    total: int
    answered: int
    """Questions that are dealt with: given, don't know, or skipped."""
    given: int | None
    """The answer that is there already: 1 to 5, 0 for don't know, -1 for skipped, -2 for no part of the job."""
    comment: str
    has_begun: bool
    is_paused: bool
    is_finished: bool
    """No question is on screen and none is left, or who rates people has said that they are done."""

    @property
    def rates(self) -> tuple[Person, ...]:
        """The people whom the person is asked about, in order."""
        return tuple({step.about.id: step.about for step in self.steps if step.about is not None}.values())


def conversation_from(sheet: Sheet) -> Conversation:
    """Where the person of a sheet is."""
    ballot = sheet.ballot
    at = ballot.at if sheet.has_begun else ballot.at or first_of(sheet)
    step = next((step for step in sheet.steps if step.key == at), None)
    beside = beside_of(sheet, at) if step else [one.key for one in sheet.steps]
    return Conversation(
        campaign=sheet.campaign,
        steps=tuple(sheet.steps),
        key=step.key if step else None,
        question=step.question if step else None,
        about=step.about if step else None,
        position=beside.index(step.key) + 1 if step else len(beside),
        among=len(beside),
        total=len(sheet.steps),
        answered=sum(one.key in ballot.levels for one in sheet.steps),
        given=ballot.levels.get(step.key) if step else None,
        comment=ballot.comments.get(step.key, "") if step else "",
        has_begun=sheet.has_begun,
        is_paused=ballot.is_paused,
        is_finished=at is None,
    )


def first_of(sheet: Sheet) -> str | None:
    """What is put on screen first: the list of the people whom somebody rates, else the first open question."""
    return PEOPLE if sheet.rates else sheet.next_open()


def beside_of(sheet: Sheet, key: str | None) -> list[str]:
    """The questions about the same person; without a question on screen those about oneself, or whatever there is."""
    about = next((step.about for step in sheet.steps if step.key == key), None)
    return [step.key for step in sheet.steps if step.about == about] or [step.key for step in sheet.steps]
