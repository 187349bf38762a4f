"""What to ask each person who needs help: what fits their own week, and never the same of two people in a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.digest.rep import MONTH_KPI, Measured, RepWeek

ENOUGH_MEETINGS = 3
"""In a week: then it is not for want of meetings that there are no proposals."""


class Question(StrEnum):
    """The questions; their words stand in the template."""

    WHAT_KEEPS_YOU = "what_keeps_you"
    THREE_ACCOUNTS = "three_accounts"
    WHO_INTRODUCES = "who_introduces"
    WHICH_FOLLOW_UP = "which_follow_up"
    WHOM_LAST_MONTH = "whom_last_month"
    NEXT_STEP = "next_step"
    STILL_NEEDS = "still_needs"
    CLOSEST = "closest"
    DECIDES = "decides"
    NEXT_DEAL = "next_deal"
    IN_THE_WAY = "in_the_way"


@dataclass(frozen=True)
class Asked:
    """A question, with the customer whom it names."""

    question: Question
    customer: str = ""


def questions_for(reps: Sequence[RepWeek]) -> list[Asked]:
    """One for each of these people, in their order: the first that fits and that was asked of nobody before.

    When everything that fits was asked, what was not asked of the one just before.
    """
    asked: list[Asked] = []
    for rep in reps:
        fitting = list(_fitting(rep))
        before = [one.question for one in asked]
        fresh = (one for one in fitting if one.question not in before)
        other = (one for one in fitting if one.question not in before[-1:])
        asked.append(next(fresh, None) or next(other, fitting[0]))
    return asked


def _fitting(rep: RepWeek) -> Iterator[Asked]:
    """What fits a person, best first: for what is furthest behind, then for the next."""
    meetings = sum(one.actual for one in rep.measured if one.kpi in ("first_meetings", "follow_ups"))
    firsts = sum(one.actual for one in rep.measured if one.kpi == "first_meetings")
    for one in rep.behind_with:
        match one.kpi:
            case "first_meetings":
                yield from _about_first_meetings(one)
            case "follow_ups":
                yield Asked(Question.WHICH_FOLLOW_UP if firsts else Question.WHOM_LAST_MONTH)
                yield Asked(Question.NEXT_STEP)
            case "proposals":
                yield Asked(Question.STILL_NEEDS if meetings >= ENOUGH_MEETINGS else Question.CLOSEST)
                yield Asked(Question.CLOSEST)
            case _ if one.kpi == MONTH_KPI:
                yield from _about_sales(rep)
    yield from (Asked(Question.NEXT_STEP), Asked(Question.IN_THE_WAY))


def _about_first_meetings(one: Measured) -> Iterator[Asked]:
    if not one.actual:
        yield Asked(Question.WHAT_KEEPS_YOU)
    yield Asked(Question.THREE_ACCOUNTS)
    yield Asked(Question.WHO_INTRODUCES)


def _about_sales(rep: RepWeek) -> Iterator[Asked]:
    """By their largest open deal, by name; of who has none, where the next comes from."""
    if rep.open_deal:
        yield Asked(Question.DECIDES, rep.open_deal)
    elif rep.open_deal == "":
        yield Asked(Question.NEXT_DEAL)
    yield Asked(Question.IN_THE_WAY)
