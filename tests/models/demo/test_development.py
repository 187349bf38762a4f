"""The demo company trains and has tools: the same every time."""

from sqlmodel import Session

from models.demo.company import WORKSPACE_ID
from models.money import Money
from models.period import Period, months_after
from models.tools.evidence import adoptions_of, tool_evidence
from models.training.attendance import attendees_of
from models.training.queries import trainings_between
from models.training.summary import cost_of
from models.workspace.queries import workspace_of
from tests.models.demo.conftest import TODAY

HALF_YEAR = Period(months_after(TODAY, -6), months_after(TODAY, 6))


def test_trainings_were_held_and_are_coming(demo: Session) -> None:
    """€1,800 + 0 + 450 = €2,250; at one of the three were Anna, Bram, Mehdi, Priya, Lotte, Oliver and Sanne: €321.43."""
    cost = cost_of(demo, workspace_of(demo, WORKSPACE_ID), HALF_YEAR, TODAY)
    assert (cost.total, cost.trainings, cost.heads) == (Money.of(2250, "EUR"), 3, 7)
    assert cost.per_head == Money(32_143, "EUR")
    trainings = trainings_between(demo, WORKSPACE_ID)
    there = attendees_of(demo, WORKSPACE_ID, trainings)
    counts = [sum(who.state == "attended" for who in there[one.id]) for one in trainings]
    assert counts == [4, 3, 2, 0, 0]


def test_one_poll_is_over(demo: Session) -> None:
    """Of eleven four use the CRM daily or weekly: 36%."""
    [adoption] = adoptions_of(demo, WORKSPACE_ID, None, TODAY)
    assert (adoption.tool.name, adoption.result.use.n) == ("Tidemark CRM", 11)
    assert round(adoption.result.use.share or 0, 2) == 0.36
    found = tool_evidence(demo, workspace_of(demo, WORKSPACE_ID), None, TODAY)
    assert (found.tools, found.missing, found.linked) == (3, ["content", "hr"], 2)
