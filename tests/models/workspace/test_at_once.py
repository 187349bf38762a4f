"""Two admins take the same change back at the same moment: the second is told, and nothing is taken back twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Event
from time import sleep

import pytest
from sqlmodel import Session

from models.activity.own_kinds import add_kind, undo_kind
from models.database import Database
from models.deals.own_stages import set_stages, undo_stages
from models.refusal import Refusal
from models.scorecard.own_kpis import Counts, OwnKpi
from models.scorecard.setting_own_kpis import add_kpi, undo_kpi
from models.scorecard.setting_weights import set_weights, undo_weights
from models.team.queries import teams_of
from models.team.records import Person
from models.workspace.queries import workspace_of
from models.workspace.rate_changes import set_rate, undo_rate
from models.workspace.settings import Author, change_settings, undo_changes
from models.workspace.team_channels import set_channel, undo_channel
from tests.conftest import NOW, Cast

DAY = date(2026, 11, 12)
SURVEYS = OwnKpi("surveys", "Surveys", "Opnames", Counts("count", kinds=("call",)))


def _set_channel(author: Author) -> str:
    [team, *_] = teams_of(author.session, author.workspace.workspace_id)
    change = set_channel(author, team, "C1", None)
    assert change is not None
    return change.id


CHANGES: dict[str, tuple[Callable[[Author], str], Callable[[Author, str], object]]] = {
    "a setting": (
        lambda author: change_settings(author, {"language": "nl"}).changes[0].id,
        lambda author, id_: undo_changes(author, [id_]),
    ),
    "a rate": (lambda author: set_rate(author, "USD", Decimal("0.9"), DAY).change.id, undo_rate),
    "stages": (lambda author: set_stages(author, {"pilot": 60}, DAY).id, undo_stages),
    "a kind": (lambda author: add_kind(author, "site_survey", "count").id, undo_kind),
    "weights": (lambda author: set_weights(author, "account", {"pipeline": 2.0}, author.today).id, undo_weights),
    "a KPI": (lambda author: add_kpi(author, SURVEYS).id, undo_kpi),
    "a channel": (_set_channel, undo_channel),
}


@pytest.mark.parametrize("what", list(CHANGES))
def test_of_two_who_undo_at_once_the_second_is_told(
    session: Session, cast: Cast, database: Database, what: str
) -> None:
    change, take_back = CHANGES[what]
    id_ = change(Author(session, cast.workspace, NOW, cast.dirk))
    session.commit()
    session.close()
    undoes = Event()

    def undo(one: Session, *, is_first: bool) -> str:
        author = Author(one, workspace_of(one, "T1"), NOW, one.get_one(Person, ("T1", cast.dirk.id)))
        try:
            take_back(author, id_)
        except Refusal as refusal:
            return refusal.reason
        undoes.set()
        sleep(0.3 if is_first else 0)  # the other one presses before this is stored
        return "undone"

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(database.write, lambda one: undo(one, is_first=True))
        assert undoes.wait(10)
        second = database.write(lambda other: undo(other, is_first=False))
    assert first.result() == "undone"
    assert second.endswith(".undone_already")
