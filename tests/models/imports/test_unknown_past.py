"""D18: where an imported deal stood before its file came is not known, and the weighted pipeline does not make it up."""

from datetime import date

import pytest
from sqlmodel import Session

from models.period import month_of
from models.scorecard.figure import Figure
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from models.workspace.queries import workspace_of
from tests.conftest import NOW, Cast
from tests.models.imports.files import Import

HEAD = "id,owner,account,stage,created,closed,amount"
JUNE, NOVEMBER = month_of(date(2026, 6, 1)), month_of(date(2026, 11, 1))


def pipeline(session: Session, cast: Cast, month: object) -> tuple[Figure, Figure]:
    """The value of what was open at the end of the month, and the weighted one."""
    session.commit()
    workspace = workspace_of(session, "T1")
    anna = scope_of_person(session, workspace, cast.anna)
    lines = scorecard_of(session, workspace, anna, month, NOW).lines  # type: ignore[arg-type]
    return lines["pipeline"].figure, lines["weighted_pipeline"].figure


@pytest.mark.parametrize(
    ("row", "in_november"),
    [
        # Won in September: 1,000 in June's pipeline; by which stage is not known (it was 10 %: 100). In November it is gone.
        ("Won,2026-05-04,2026-09-15", (0, 0)),
        # Negotiation now: 1,000 in June's pipeline, at a stage that nobody knows (it was 75 %: 750); now 750 of 1,000.
        ("Negotiation,2026-05-04,", (1000, 750)),
    ],
)
def test_the_way_of_an_imported_deal_is_unknown_until_its_file_came(
    imports: Import, session: Session, cast: Cast, row: str, in_november: tuple[int, int]
) -> None:
    imports("deals", f"{HEAD}\n006X,Anna de Vries,Acme,{row},1000\n")
    value, weighted = pipeline(session, cast, JUNE)
    assert value.value == 1000
    assert (weighted.value, weighted.reason, weighted.left_out) == (
        None,
        "no_probabilities",
        {"without_probability": 1},
    )
    now = pipeline(session, cast, NOVEMBER)
    assert tuple(figure.value for figure in now) == in_november
