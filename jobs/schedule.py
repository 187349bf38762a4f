"""Everything that happens by itself, and when: each row stands in its feature's file in `jobs/prompts/`.

`python -m jobs.schedule` prints the table that `docs/how-it-works.md` shows.
"""

from jobs.cadence import Cadence
from jobs.prompts import (
    anomalies,
    audit,
    audit_leading,
    calendar,
    coaching,
    connections,
    contests,
    digest,
    goals,
    handover,
    home,
    newcomers,
    nudges,
    plan,
    qbr,
    reviews,
    settings,
    team,
    territories,
    tools,
    training,
)

SCHEDULE: tuple[Cadence, ...] = (
    *digest.CADENCES,
    *nudges.CADENCES,
    *reviews.CADENCES,
    *qbr.CADENCES,
    *coaching.CADENCES,
    *audit.CADENCES,
    *audit_leading.CADENCES,
    *goals.CADENCES,
    *plan.CADENCES,
    *team.CADENCES,
    *handover.CADENCES,
    *newcomers.CADENCES,
    *home.CADENCES,
    *settings.CADENCES,
    *contests.CADENCES,
    *anomalies.CADENCES,
    *territories.CADENCES,
    *training.CADENCES,
    *tools.CADENCES,
    *calendar.CADENCES,
    *connections.CADENCES,
)


def schedule_table() -> str:
    """The schedule as a table in Markdown: what is sent, when, to whom, and which file says so."""
    heading = [("what", "when", "to whom", "where"), ("---",) * 4]
    rows = [(f"`{cadence.key}`", cadence.when, cadence.to, f"`{_file_of(cadence)}`") for cadence in SCHEDULE]
    return "\n".join(f"| {' | '.join(row)} |" for row in [*heading, *rows])


def _file_of(cadence: Cadence) -> str:
    return cadence.compose.__module__.replace(".", "/") + ".py"


if __name__ == "__main__":
    print(schedule_table())
