"""Many answer at the same moment, on threads of their own: none is lost."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Barrier
from time import sleep

import pytest
from sqlmodel import Session

from models.audit.ballots.sheets import box_row, opened_box
from models.audit.closing import close_by_itself
from models.audit.conversation import begin, give, turn_of
from models.audit.records import AuditCampaign
from models.audit.results.counting import count_finished
from models.audit.starting import Named
from models.database import Database
from models.refusal import Refusal
from models.team.records import Person
from tests.conftest import NOW, SECRETS
from tests.models.audit.company import NORTH, SOUTH, TODAY, Company

KEYS = ("strategy_growth", "strategy_followed", "process_defined", "people_right")


@dataclass
class Crowd:
    """People who answer all at the same time, each in transactions of their own."""

    database: Database
    campaign: AuditCampaign
    people: list[Person]

    def answer(self, level: int = 4) -> list[str]:
        """Everybody answers every key at once; what became of each."""
        gate = Barrier(len(self.people))

        def one(person: Person) -> list[str]:
            gate.wait(30)
            return [self._give(person, key, level) for key in KEYS]

        with ThreadPoolExecutor(len(self.people)) as threads:
            return [outcome for outcomes in threads.map(one, self.people) for outcome in outcomes]

    def _give(self, person: Person, key: str, level: int) -> str:
        try:
            self.database.write(lambda session: give(session, SECRETS, self.campaign, person, key, level, TODAY))
        except Refusal as refusal:
            return refusal.reason
        return "stored"


@pytest.fixture
def crowd(company: Company, database: Database) -> Crowd:
    campaign = company.starts()
    company.session.commit()
    company.session.close()
    return Crowd(database, campaign, [company[name] for name in (*NORTH, *SOUTH)])


def ballots(session: Session, campaign: AuditCampaign) -> list[dict[str, int]]:
    row = box_row(session, campaign)
    assert row is not None
    return [ballot.levels for ballot in opened_box(SECRETS, row).ballots.values()]


def test_everybody_who_answers_at_the_same_moment_is_in_the_box(crowd: Crowd) -> None:
    assert Counter(crowd.answer()) == {"stored": 40}
    stored = crowd.database.read(partial(ballots, campaign=crowd.campaign))
    assert stored == [dict.fromkeys(KEYS, 4)] * 10


def test_everybody_who_begins_at_the_same_moment_has_their_turn(crowd: Crowd) -> None:
    def one(person: Person) -> None:
        crowd.database.write(lambda session: begin(session, SECRETS, crowd.campaign, person, TODAY))

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(one, crowd.people))

    def turns(session: Session) -> int:
        return sum(turn_of(session, SECRETS, person) is not None for person in crowd.people)

    assert crowd.database.read(turns) == 10


def test_an_answer_at_the_moment_of_closing_counts_or_is_refused(crowd: Crowd) -> None:
    """What was told “stored” is in the results; what came too late was told so."""
    with ThreadPoolExecutor(1) as clock:
        answering = clock.submit(crowd.answer)
        closed = crowd.database.write(lambda session: close_by_itself(session, SECRETS, crowd.campaign, NOW))
        outcomes = Counter(answering.result())
    stored = crowd.database.read(partial(ballots, campaign=crowd.campaign))
    assert sum(map(len, stored)) == outcomes["stored"]
    assert outcomes["stored"] + outcomes["audit.closed"] == 40
    assert closed.results is not None
    assert closed.results["answered"] == len(stored)


def test_closing_one_and_counting_another_while_people_answer_waits_for_nobody_for_ever(
    company: Company, database: Database
) -> None:
    """The clock closes and counts in one transaction: with locks in another order than the answers' it would stick."""
    over = company.starts(audience=Named(company.named(*NORTH)))
    running = company.starts()
    company.session.commit()
    company.session.close()
    crowd = Crowd(database, running, [company[name] for name in (*NORTH, *SOUTH)])

    def clock(session: Session) -> None:
        close_by_itself(session, SECRETS, over, NOW)
        sleep(0.2)
        count_finished(session, SECRETS, "T1", TODAY)

    with ThreadPoolExecutor(1) as thread:
        answering = thread.submit(crowd.answer)
        database.write(clock)
        assert Counter(answering.result()) == {"stored": 40}
