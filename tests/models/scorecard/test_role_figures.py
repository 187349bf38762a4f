"""What a role looks at first, counted by hand."""

from datetime import date

from sqlmodel import Session

from models.money import Money
from models.scorecard.role_accounts import AccountsDue
from models.scorecard.role_figures import Demos, Handovers, PartnerDeals, role_figures
from models.team.records import Person
from models.territories.records import NamedAccount
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import account, decided, entry, meeting, opened

TODAY = date(2026, 11, 12)


def figures(session: Session, cast: Cast, person: Person, role: str) -> object:
    person.sales_role = role
    session.flush()
    return role_figures(session, cast.workspace, person, TODAY)


def test_demos_and_technical_wins(session: Session, cast: Cast) -> None:
    """Anna, pre-sales: 2 + 1 demos in November. Bram won Acme (€1,000) and Globex (€2,000) this quarter after her demos there;
    Initech she never saw, Hooli only after it was won, and Umbrella was won last quarter: 2 wins, €3,000."""
    names = ("Acme", "Globex", "Initech", "Hooli", "Umbrella")
    ids = {name: account(session, name).id for name in names}
    entry(session, cast.anna, "demo", date(2026, 11, 3), account_id=ids["Acme"], quantity=2)
    entry(session, cast.anna, "demo", date(2026, 1, 20), account_id=ids["Globex"])
    entry(session, cast.anna, "demo", date(2026, 11, 11), account_id=ids["Hooli"])
    entry(session, cast.anna, "demo", date(2026, 8, 1), account_id=ids["Umbrella"])
    for name, day, value in (
        ("Acme", date(2026, 11, 5), 1000),
        ("Globex", date(2026, 10, 1), 2000),
        ("Initech", date(2026, 11, 5), 4000),
        ("Hooli", date(2026, 11, 2), 8000),
        ("Umbrella", date(2026, 9, 30), 16000),
    ):
        decided(session, cast.bram, day, value, account_id=ids[name])
    decided(session, cast.bram, date(2026, 11, 6), 500, outcome="lost", account_id=ids["Acme"])
    assert figures(session, cast, cast.anna, "presales") == Demos(3, 2, Money.of(3000, "EUR"))


def test_deals_with_partners(session: Session, cast: Cast) -> None:
    """Anna's own in the channel `partner`: €5,000 won this quarter; last quarter's, a direct one and Bram's are not hers."""
    decided(session, cast.anna, date(2026, 10, 2), 5000, channel="partner")
    decided(session, cast.anna, date(2026, 9, 2), 7000, channel="partner")
    decided(session, cast.anna, date(2026, 10, 2), 9000, channel="direct")
    decided(session, cast.bram, date(2026, 10, 2), 11000, channel="partner")
    assert figures(session, cast, cast.anna, "channel") == PartnerDeals(0, None, 1, Money.of(5000, "EUR"))


def test_handovers_with_the_acceptance_rate(session: Session, cast: Cast) -> None:
    """Five leads in 90 days: Bram met Acme and opened a deal at Globex: 2 accepted; Initech was returned after a meeting: 1
    returned; Hooli was met by Anna alone: it waits, like the fifth. One of 91 days ago is over. 2 / 3 = 67%."""
    ids = {name: account(session, name).id for name in ("Acme", "Globex", "Initech", "Hooli", "Wonka", "Old")}
    for name in ("Acme", "Globex", "Initech", "Hooli", "Wonka"):
        entry(session, cast.anna, "lead", date(2026, 10, 5), account_id=ids[name])
    entry(session, cast.anna, "lead", date(2026, 8, 14), account_id=ids["Old"])
    meeting(session, cast.bram, date(2026, 10, 5), account_id=ids["Acme"])
    meeting(session, cast.bram, date(2026, 10, 4), account_id=ids["Wonka"])
    decided(session, cast.bram, date(2026, 11, 1), 1000, account_id=ids["Globex"], opened_on=date(2026, 10, 7))
    meeting(session, cast.bram, date(2026, 10, 8), account_id=ids["Initech"])
    entry(session, cast.bram, "returned", date(2026, 10, 20), account_id=ids["Initech"])
    meeting(session, cast.anna, date(2026, 10, 6), account_id=ids["Hooli"])
    found = figures(session, cast, cast.anna, "sdr")
    assert found == Handovers(5, 2, 1)
    assert isinstance(found, Handovers)
    assert (round(found.rate or 0, 2), found.waiting) == (0.67, 2)


def test_nothing_decided_has_no_rate_and_other_roles_begin_with_their_targets(session: Session, cast: Cast) -> None:
    found = figures(session, cast, cast.anna, "bdr")
    assert found == Handovers(0, 0, 0)
    assert isinstance(found, Handovers)
    assert found.rate is None
    for role in ("account", "field", "inside"):
        assert figures(session, cast, cast.anna, role) is None


def test_accounts_and_contracts_that_are_due(session: Session, cast: Cast) -> None:
    """Anna's list on 12 November: Acme (A, every 14 days) was never contacted since 1 October: overdue; Globex was, on the
    5th. Two renewals within three months (until 12 February), 8,000 + 2,000; one in March is later, one was lost."""
    ids = {name: account(session, name).id for name in ("Acme", "Globex")}
    for id_ in ids.values():
        session.add(
            NamedAccount(
                workspace_id="T1",
                account_id=id_,
                owner_id=cast.anna.id,
                tier="A",
                from_day=date(2026, 10, 1),
                said_at=NOW,
                batch_id="b",
            )
        )
    meeting(session, cast.anna, date(2026, 11, 5), account_id=ids["Globex"])
    session.flush()
    assert figures(session, cast, cast.anna, "field") == AccountsDue(2, 1, 0)
    for value, close in ((8_000, date(2026, 12, 9)), (2_000, date(2027, 2, 12)), (5_000, date(2027, 3, 1))):
        deal = opened(session, cast.anna, date(2026, 10, 1), value)
        deal.deal_type, deal.expected_close = "renewal", close
    decided(session, cast.anna, date(2026, 11, 2), 900, outcome="lost", deal_type="renewal")
    session.flush()
    told = AccountsDue(2, 1, 0, 2, date(2026, 12, 9), Money.of(10_000, "EUR"))
    assert figures(session, cast, cast.anna, "account") == told
    assert figures(session, cast, cast.bram, "account") is None
    assert figures(session, cast, cast.bram, "field") is None
