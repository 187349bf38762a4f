"""The Home tab of a rep, a manager and a leader against the scorecard of the same people, on the demo company."""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from sqlmodel import Session

import models.every_table  # noqa: F401
from bot import features
from handlers import home as home_tab
from handlers.door.answers import Answers
from handlers.door.request import Request
from handlers.scorecard import command as scorecard
from models.database import Database
from models.demo.company import WORKSPACE_ID
from models.demo.history import seed
from models.team.enrolment import caller_of
from models.workspace.secrets import Secrets
from tests.bench.result import Result

NOW = datetime(2027, 1, 5, 9, tzinfo=UTC)
"""A Tuesday."""
WHO = (("a rep", "U0ANNA", ""), ("a manager", "U0CARLA", "team"), ("a leader", "U0FEMKE", "all"))
"""Who opens it, and the scorecard that they would ask for."""
ROUNDS = 9


def measure() -> Iterator[Result]:
    """The ratio of the medians of the processor's time, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'demo.db'}")
        database.metadata.create_all(database.engine)
        database.write(lambda session: seed(session, NOW.date()))
        secrets, plugged_in = Secrets(["the key of the bench"]), features()

        def took(user: str, ask: Callable[[Request], Answers]) -> float:
            def asked(session: Session) -> Answers:
                found = caller_of(session, WORKSPACE_ID, user)
                assert found is not None
                person, workspace = found
                return ask(Request(session, workspace, person, NOW, secrets, "C1", "", plugged_in))

            start = time.process_time()
            assert database.read(asked)
            return time.process_time() - start

        for name, user, text in WHO:
            homes: list[float] = []
            cards: list[float] = []
            for _ in range(ROUNDS):
                cards.append(took(user, partial(scorecard.command, text=text)))
                homes.append(took(user, partial(home_tab.show, _="")))
            tab, card = median(homes), median(cards)
            details = f"({tab * 1000:.0f} ms against {card * 1000:.0f} ms of the processor)"
            yield Result(f"Home of {name} / their scorecard", tab / card, "×", 2, at_least=False, details=details)
        database.close()
