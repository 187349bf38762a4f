"""Lists of customers as a Dutch company keeps them: a mark, semicolons, its own headings, and tiers as people write them."""

from datetime import date

import pytest
from sqlmodel import Session, select

from models.accounts.records import Account
from models.territories.lists import lists_of
from tests.conftest import Cast
from tests.models.imports.files import Import

CUSTOMERS = (
    "\ufeffKlantnaam;Klasse;Rayon;Verkoper;Postcode;Plaats;Branche;Aantal medewerkers\r\n"
    "Bakkerij Jansen BV;a;Noord;Anna de Vries;9711 AB;Groningen;Food;12\r\n"
    "De Boer Bouw;B-klant;Noord;anna@example.com;9712AC;Groningen;Bouw;50\r\n"
    "Zonder Klasse;;Noord;Anna de Vries;;;;\r\n"
    "Ook Zonder;n.v.t.;Noord;Anna de Vries;;;;\r\n"
    "Streepje;-;Noord;Anna de Vries;;;;\r\n"
    "Klasse Vijf;E;Noord;Anna de Vries;;;;\r\n"
    "Bakkerij Jansen B.V.;C;Zuid;Bram Bakker;;;;\r\n"
    ";A;Noord;Anna de Vries;;;;\r\n"
    "Grote Klant;Klasse A;Zuid;Piet Onbekend;;;;\r\n"
)
TODAY = date(2026, 11, 12)


def test_a_list_of_customers_from_a_dutch_company(imports: Import, session: Session, cast: Cast) -> None:
    report = imports("accounts", CUSTOMERS)
    # Nine rows: one without a name, one with tier E, one customer a second time; six are left.
    assert report.taken == 6
    assert [(skip.reason, list(skip.lines)) for skip in report.skipped] == [
        ("unknown_tier", [7]),
        ("same_account", [8]),
        ("no_name", [9]),
    ]
    assert report.added["people"] == ["Piet Onbekend"]
    names = {account.id: account.name for account in session.exec(select(Account))}
    named = {names[one.account_id]: one for one in lists_of(session, "T1").on(TODAY)}
    assert {name: one.tier for name, one in named.items()} == {
        "Bakkerij Jansen BV": "A",
        "De Boer Bouw": "B",
        "Zonder Klasse": None,
        "Ook Zonder": None,
        "Streepje": None,
        "Grote Klant": "A",
    }
    assert named["Bakkerij Jansen BV"].owner_id == named["De Boer Bouw"].owner_id
    assert session.exec(select(Account.postcode).where(Account.name == "Bakkerij Jansen BV")).one() == "9711 AB"
    assert imports("accounts", CUSTOMERS).unchanged == 6


@pytest.mark.parametrize("since", ["1-1-2026", ""])
def test_whose_a_territory_is_may_be_said_after_its_customers(
    imports: Import, session: Session, cast: Cast, since: str
) -> None:
    """The file of customers makes the territory, from today on and nobody's; the file of territories says whose it is."""
    imports("accounts", "Klant;Klasse;Rayon\nAcme;A;Noord\n")
    territories = f"Gebied;Verkoper;Vanaf\nNoord;Bram Bakker;{since}\n"
    assert imports("territories", territories, date_format="%d-%m-%Y").changed == 1
    [acme] = lists_of(session, "T1").on(TODAY)
    assert acme.owner_id is not None
    assert imports("territories", territories, date_format="%d-%m-%Y").unchanged == 1
