"""What came of it: how often each log is in the database, and each delivery in Slack."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import col, select

from models.activity.records import Activity
from models.database import Database
from models.delivery.records import Delivery, DeliveryState
from tests.chaos.driver import Log
from tests.chaos.slack import BadSlack


@dataclass
class Found:
    """The figures, and what is behind those that must be zero."""

    figures: dict[str, int] = field(default_factory=dict)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_well(self) -> bool:
        """Nothing was lost, nothing doubled, and no word was untrue."""
        return not any(self.wrong.values())


def count(database: Database, logs: Sequence[Log], slack: BadSlack, deliveries: int) -> Found:
    """Look at the database and at Slack, when all has settled."""
    found = Found()
    _count_logs(found, database, logs, slack)
    _count_deliveries(found, database, slack, deliveries)
    return found


def _count_logs(found: Found, database: Database, logs: Sequence[Log], slack: BadSlack) -> None:
    notes = database.read_over_all(
        lambda session: list(session.exec(select(Activity.note).where(col(Activity.note).like("chaos %"))))
    )
    times = Counter(notes)
    for log in logs:
        log.said += slack.answers[str(log.number)]
    found.figures["logs typed"] = len(logs)
    found.figures["logs acknowledged"] = sum(log.acknowledged for log in logs)
    found.figures["logs refused in words"] = sum(log.is_said_not_stored for log in logs)
    found.figures["logs never acknowledged"] = sum(not log.acknowledged for log in logs)
    found.figures["of these stored"] = sum(not log.acknowledged and times[log.note] > 0 for log in logs)
    found.figures["of the acknowledged, answered later"] = sum(
        log.acknowledged and not log.said_at_once for log in logs
    )
    promised = [log for log in logs if log.acknowledged and not log.is_said_not_stored]
    found.wrong["logs lost"] = [str(log) for log in promised if times[log.note] == 0]
    found.wrong["logs doubled"] = [note for note, often in times.items() if often > 1]
    refused = [log for log in logs if log.is_said_not_stored]
    found.wrong["logs stored though refused"] = [log.note for log in refused if times[log.note] > 0]
    found.wrong["logs nobody typed"] = sorted(set(times) - {log.note for log in logs})


def _count_deliveries(found: Found, database: Database, slack: BadSlack, deliveries: int) -> None:
    rows = database.read_over_all(
        lambda session: list(session.exec(select(Delivery.id, Delivery.state, Delivery.comes_with, Delivery.error)))
    )
    states = Counter(state for _, state, _, _ in rows)
    arrived = {id_ for id_, state, along, _ in rows if state in ("sent", "reconciled") and along is None}
    ours = len(rows)
    found.figures["deliveries due"] = deliveries
    found.figures["deliveries in the ledger"] = ours
    found.figures["of these found by look-up"] = states[DeliveryState.RECONCILED]
    gone = [f"{deliveries - ours} never entered"] if ours < deliveries else []
    found.wrong["deliveries lost"] = gone + [id_ for id_ in arrived if slack.posted[id_] == 0]
    found.wrong["deliveries doubled"] = [id_ for id_, often in slack.posted.items() if often > 1]
    found.wrong["deliveries gone astray"] = list(slack.astray)
    found.wrong["deliveries not finished"] = [
        f"{id_} {state} {error}" for id_, state, along, error in rows if id_ not in arrived and along is None
    ]
