"""What a pair decided in a quarterly review stands on the agenda of their next talk, until it is done."""

from dataclasses import replace

from sqlmodel import Session

from models.coaching.agenda import DecisionLine, OpenItems
from models.coaching.pair import Pair
from models.qbr.decisions import open_between
from models.team.records import Person


def with_decisions(session: Session, pair: Pair, items: OpenItems) -> OpenItems:
    """The open matters of the pair with their open decisions, the first due first."""
    found = open_between(session, pair.coach, pair.rep)
    lines = (
        DecisionLine(one.text, session.get_one(Person, (one.workspace_id, one.doer_id)).name, one.due_on)
        for one in found
    )
    return replace(items, decisions=tuple(lines))
