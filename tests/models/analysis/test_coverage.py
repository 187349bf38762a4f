"""Coverage as of the end of a period, by tier and by list, worked out by hand."""

from datetime import date

from sqlmodel import Session

from models.analysis.coverage import read_coverage
from models.period import Period
from models.territories.coverage import Coverage
from models.territories.records import NamedAccount
from tests.conftest import NOW, Cast
from tests.models.analysis.conftest import Ask
from tests.models.scorecard.facts import account, entry

QUARTER = Period(date(2026, 7, 1), date(2026, 10, 1), "2026-Q3")


def named(session: Session, name: str, tier: str, **more: object) -> str:
    id_ = account(session, name).id
    row = NamedAccount(
        workspace_id="T1", account_id=id_, from_day=date(2026, 1, 1), tier=tier, said_at=NOW, batch_id="b", **more
    )
    session.add(row)
    return id_


def test_accounts_contacted_within_their_cadence_of_those_with_one(session: Session, cast: Cast, ask: Ask) -> None:
    acme = named(session, "Acme", "A", owner_id=cast.anna.id)
    globex = named(session, "Globex", "A", owner_id=cast.bram.id)
    initech = named(session, "Initech", "B", owner_id=cast.anna.id)
    named(session, "Hooli", "C")  # on nobody's list, never contacted
    named(session, "Umbrella", "D", owner_id=cast.anna.id)  # no cadence
    entry(session, cast.anna, "visit", date(2026, 9, 16), account_id=acme)  # 14 days before the 30th: in time
    entry(session, cast.bram, "visit", date(2026, 9, 15), account_id=globex)  # 15 days: late
    entry(session, cast.bram, "call", date(2026, 8, 1), account_id=initech)  # 60 days: in time
    entry(session, cast.bram, "visit", date(2026, 10, 2), account_id=globex)  # after the quarter
    found = read_coverage(ask(QUARTER))
    assert (found.day, found.total) == (date(2026, 9, 30), Coverage(2, 4, 1))
    assert [(one.tier, one.cadence, one.coverage.contacted, one.coverage.of) for one in found.tiers] == [
        ("A", 14, 1, 2),
        ("B", 60, 1, 1),
        ("C", 180, 0, 1),
    ]
    assert [(one.name, one.coverage.rate) for one in found.owners] == [
        ("Bram Bakker", 0),
        ("Anna de Vries", 1),
        (None, 0),
    ]
    # at the end of July nobody was contacted; at the end of August Initech was
    assert [(day.month, of.contacted) for day, of in found.months] == [(7, 0), (8, 1), (9, 2)]
    assert read_coverage(ask(QUARTER, cast.anna)).total == Coverage(2, 2, 0)
    assert read_coverage(ask(QUARTER, cast.team)).total == Coverage(2, 3, 0)


def test_without_named_accounts_there_is_nothing_to_cover(ask: Ask) -> None:
    assert read_coverage(ask(QUARTER)).total.rate is None
