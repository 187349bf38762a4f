"""What to ask of each: what fits their own week, and never the same of two people in a row."""

import itertools

from models.digest.questions import Asked, Question, questions_for
from models.digest.rep import Measured, RepWeek


def rep(name: str, first: float, follow: float, proposals: float, sales: float, open_deal: str | None = "") -> RepWeek:
    """Against 8, 6, 6 and 100: the attainment is what was done of that."""
    kpis = zip(("first_meetings", "follow_ups", "proposals", "sales_by_channel"), (8, 6, 6, 100), strict=True)
    measured = tuple(
        Measured(kpi, done, target, done / target)
        for (kpi, target), done in zip(kpis, (first, follow, proposals, sales), strict=True)
    )
    return RepWeek(name, name, None, measured, 5, 9, open_deal=open_deal)


def test_a_question_fits_the_week_of_the_person() -> None:
    asked = [
        questions_for([one])[0]
        for one in (
            rep("sells nothing, Globex is open", 8, 6, 6, 0, "Globex"),
            rep("sells nothing, nothing open", 8, 6, 6, 0),
            rep("meets nobody new", 0, 6, 6, 100),
            rep("meets some", 3, 6, 6, 100),
            rep("follows up nothing", 8, 0, 6, 100),
            rep("meets, and proposes nothing", 8, 6, 0, 100),
        )
    ]
    assert asked == [
        Asked(Question.DECIDES, "Globex"),
        Asked(Question.NEXT_DEAL),
        Asked(Question.WHAT_KEEPS_YOU),
        Asked(Question.THREE_ACCOUNTS),
        Asked(Question.WHICH_FOLLOW_UP),
        Asked(Question.STILL_NEEDS),
    ]


def test_five_people_behind_with_the_same_are_asked_five_things() -> None:
    asked = questions_for([rep(name, 1, 5, 5, 90) for name in "abcde"])
    assert len({one.question for one in asked}) == 5
    assert asked[0] == Asked(Question.THREE_ACCOUNTS)


def test_the_same_about_another_customer_is_the_same_question() -> None:
    asked = questions_for([rep("a", 8, 6, 6, 0, "Globex"), rep("b", 8, 6, 6, 0, "Acme")])
    assert asked == [Asked(Question.DECIDES, "Globex"), Asked(Question.IN_THE_WAY)]


def test_two_people_are_never_asked_the_same_side_by_side() -> None:
    alike = [rep(f"{number}", 1, 6, 6, 100) for number in range(9)]
    asked = questions_for(alike)
    assert all(one != other for one, other in itertools.pairwise(asked))
