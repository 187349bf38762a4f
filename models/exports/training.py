"""Training as rows: each of the catalogue with everybody on it, and what else was logged of training."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlmodel import Session

from models.exports.names import Names
from models.exports.writing import Row, money
from models.period import Period
from models.training.attendance import attended_in, attendees_of
from models.training.queries import trainings_between
from models.workspace.rates import Rates
from models.workspace.records import Workspace

COLUMNS = (
    "number",
    "date",
    "topic",
    "title",
    "provider",
    "hours",
    "cost",
    "currency",
    "reporting_cost",
    "person",
    "attended",
    "attended_hours",
)
EVER = Period(date(1970, 1, 1), date(9999, 1, 1))


def training_rows(
    session: Session,
    workspace: Workspace,
    people: Collection[str] | None,
    period: Period | None,
    *,
    with_costs: bool = True,
) -> Iterator[Row]:
    """A row for each person on a training (one without a person where nobody is), then what was logged beside the catalogue.

    `people` None: everybody. `attended` is `yes`, `no`, or empty as long as nobody said.
    """
    period = period or EVER
    names, rates = Names(session, workspace.workspace_id), Rates(session, workspace)
    trainings = trainings_between(session, workspace.workspace_id, period)
    there = attendees_of(session, workspace.workspace_id, trainings)
    for training in trainings:
        row: Row = {
            "number": training.number,
            "date": training.day,
            "topic": training.topic,
            "title": training.title,
            "provider": training.provider,
            "hours": training.minutes / 60,
        }
        if with_costs:
            worth = rates.worth(training.amount_minor, training.currency, training.day)
            row |= {
                "cost": money(training.amount_minor, training.currency),
                "currency": training.currency,
                "reporting_cost": money(worth, workspace.currency),
            }
        seen = [one for one in there[training.id] if people is None or one.person_id in people]
        for one in seen:
            said = {"attended": "yes", "missed": "no"}.get(one.state, "")
            yield {
                **row,
                "person": names.person(one.person_id),
                "attended": said,
                "attended_hours": one.minutes / 60 if one.minutes else None,
            }
        if not seen:
            yield row
    for logged in attended_in(session, workspace.workspace_id, period):
        entry = logged.entry
        if logged.training_id is None and (people is None or entry.person_id in people):
            yield {
                "date": entry.day,
                "topic": logged.topic,
                "title": entry.topic,
                "person": names.person(entry.person_id),
                "attended": "yes",
                "attended_hours": entry.minutes / 60,
            }
