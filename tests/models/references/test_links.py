"""Identity is (origin, kind, id): what the same record is, and what is another one."""

from datetime import date

from sqlmodel import Session, col, select

from models.accounts.merging import merge_accounts, part_accounts
from models.accounts.records import Account
from models.activity.records import Activity
from models.connections.records import Connection
from models.deals.history import latest_change, undo
from models.deals.records import Deal
from models.deals.same_deal import DealTold
from models.exports.run import export
from models.privacy.erasure import erase
from models.references.deals import DealsOfOthers, deal_for
from models.references.links import add_link, link_to, links_of, mark_gone, name_event, re_point
from models.references.records import Fact, Link
from models.scorecard.scope import scope_of_workspace
from models.workspace.queries import workspace_of
from tests.conftest import NOW, Cast, acting
from tests.models.references.conftest import ImportFrom
from tests.models.scorecard.facts import meeting, opened

HEAD = "id,owner,account,stage,created,closed,amount\n"
OF_HUBSPOT = f"{HEAD}17,Anna de Vries,Acme,Proposal,2026-11-02,,25000\n"
OF_PIPEDRIVE = f"{HEAD}17,Bram Bakker,Globex,Proposal,2026-11-05,,9000\n"
CALLS = "id,person,kind,account,date\n17,Anna de Vries,call,Acme,2026-11-10\n"


def deals(session: Session) -> list[Deal]:
    session.expire_all()
    return list(session.exec(select(Deal).order_by(col(Deal.number))))


def origins(session: Session) -> list[tuple[str, str]]:
    session.expire_all()
    links = session.exec(select(Link).order_by(col(Link.created_at), col(Link.id)))
    return [(link.origin, link.external_id) for link in links]


def test_the_same_id_of_two_crms_is_two_deals_and_each_is_known_again(imports: ImportFrom, session: Session) -> None:
    assert imports("csv:hubspot", "deals", OF_HUBSPOT).taken == 1
    assert imports("csv:pipedrive", "deals", OF_PIPEDRIVE).taken == 1
    for origin, text in (("csv:hubspot", OF_HUBSPOT), ("csv:pipedrive", OF_PIPEDRIVE)):
        again = imports(origin, "deals", text)
        assert (again.taken, again.changed, again.unchanged) == (0, 0, 1)
    assert [deal.value_minor for deal in deals(session)] == [2_500_000, 900_000]


def test_what_came_before_anybody_knew_whose_file_it_was_is_known_again(imports: ImportFrom, session: Session) -> None:
    imports("csv", "deals", OF_HUBSPOT)
    imports("csv", "activities", CALLS)
    assert imports("csv:hubspot", "deals", OF_HUBSPOT).unchanged == 1
    assert imports("csv:hubspot", "activities", CALLS).unchanged == 1
    assert set(origins(session)) == {("csv:hubspot", "17")}
    # From then on the plain id is nobody's: Pipedrive's 17 is another deal.
    assert imports("csv:pipedrive", "deals", OF_PIPEDRIVE).taken == 1


def test_an_export_of_everything_is_known_again(imports: ImportFrom, session: Session) -> None:
    for origin, text in (("csv:hubspot", OF_HUBSPOT), ("csv:pipedrive", OF_PIPEDRIVE)):
        imports(origin, "deals", text)
        imports(origin, "activities", CALLS.replace("Acme", origin))
    for kind in ("deals", "activities"):
        workspace = workspace_of(session, "T1")
        text = "".join(export(session, workspace, kind, scope_of_workspace(session, workspace), None, None, "csv", NOW))
        assert "hubspot:17" in text
        session.commit()
        assert imports("csv", kind, text).taken == 0
    assert (len(deals(session)), len(session.exec(select(Activity)).all())) == (2, 2)


def told(deal: Deal) -> DealTold:
    return DealTold.of(deal)


def test_a_record_of_a_crm_finds_the_deal_of_slack_and_that_of_its_own_file(session: Session, cast: Cast) -> None:
    session.add(Account(workspace_id="T1", id="acme", name="Acme", key="acme", created_at=NOW))
    session.flush()
    of_slack = opened(session, cast.anna, date(2026, 11, 2), 25_000, account_id="acme")
    of_file = opened(session, cast.bram, date(2026, 11, 2), 9_000)
    add_link(session, "T1", "csv:hubspot", Fact.DEAL, "18", of_file.id, NOW)
    session.flush()
    assert deal_for(session, "T1", "c1", "hubspot", "17", told(of_slack)) == (of_slack, "same_deal")
    # Whatever it is worth by now: HubSpot's file called it 18 as well.
    other = DealTold(of_slack.account_id, cast.anna.id, None, None, 1, "EUR", 1)
    assert deal_for(session, "T1", "c1", "hubspot", "18", other) == (of_file, "same_id")
    assert deal_for(session, "T1", "c2", "pipedrive", "18", other) == (None, "")
    add_link(session, "T1", "c1", Fact.DEAL, "17", of_slack.id, NOW)
    session.flush()
    assert deal_for(session, "T1", "c1", "hubspot", "17", other) == (of_slack, "")
    # It has its record: another one that looks like it is another deal.
    assert deal_for(session, "T1", "c1", "hubspot", "19", told(of_slack)) == (None, "")
    assert deal_for(session, "T1", "c2", "pipedrive", "19", told(of_slack)) == (of_slack, "same_deal")


def test_one_deal_gets_no_second_record_of_a_connection(session: Session, cast: Cast) -> None:
    """The CRM's file calls one deal 17 and 18 (they were merged); the connection has it as 17 by now: 18 is another one."""
    session.add(Account(workspace_id="T1", id="acme", name="Acme", key="acme", created_at=NOW))
    session.flush()
    both = opened(session, cast.anna, date(2026, 11, 2), 9_000, account_id="acme")
    for id_ in ("17", "18"):
        add_link(session, "T1", "csv:hubspot", Fact.DEAL, id_, both.id, NOW)
    session.flush()
    for is_few in (True, False):
        page = DealsOfOthers(session, "T1", "c1", "hubspot", is_few=is_few)
        assert [page.take(told(both), id_) for id_ in ("17", "18")] == [(both, "same_id"), (None, "")]
    add_link(session, "T1", "c1", Fact.DEAL, "17", both.id, NOW)
    session.flush()
    for is_few in (True, False):
        assert DealsOfOthers(session, "T1", "c1", "hubspot", is_few=is_few).take(told(both), "18") == (None, "")


def test_the_file_of_a_crm_that_is_connected_tells_of_its_deals(imports: ImportFrom, session: Session) -> None:
    session.add(Connection(workspace_id="T1", id="c1", vendor="hubspot", name="HubSpot", created_at=NOW))
    imports("csv", "deals", OF_HUBSPOT)
    [link] = session.exec(select(Link)).all()
    link.origin = "c1"
    session.commit()
    report = imports("csv:hubspot", "deals", OF_HUBSPOT.replace("25000", "31000"))
    assert (report.taken, len(deals(session))) == (0, 1)
    assert origins(session) == [("c1", "17"), ("csv:hubspot", "17")]


def test_a_file_does_not_overrule_the_crm_that_is_connected(imports: ImportFrom, session: Session) -> None:
    session.add(
        Connection(workspace_id="T1", id="c1", vendor="hubspot", name="HubSpot", state="running", created_at=NOW)
    )
    imports("csv:hubspot", "deals", OF_HUBSPOT)
    [deal] = deals(session)
    add_link(session, "T1", "c1", Fact.DEAL, "17", deal.id, NOW)
    session.commit()
    assert imports("csv:hubspot", "deals", OF_HUBSPOT.replace("25000", "31000")).unchanged == 1
    assert deals(session)[0].value_minor == 2_500_000
    session.exec(select(Connection)).one().state = "removed"
    session.commit()
    assert imports("csv:hubspot", "deals", OF_HUBSPOT.replace("25000", "31000")).changed == 1


def test_an_account_that_is_part_of_another_keeps_what_crms_call_it(session: Session, cast: Cast) -> None:
    for key in ("acme", "globex"):
        session.add(Account(workspace_id="T1", id=key, name=key.title(), key=key, created_at=NOW))
        add_link(session, "T1", "c1", Fact.ACCOUNT, f"of {key}", key, NOW)
    session.flush()
    acme, globex = (session.get_one(Account, ("T1", key)) for key in ("acme", "globex"))
    by = acting(session, cast.dirk)
    change = merge_accounts(by, globex, acme)
    assert {link.fact_id for link in session.exec(select(Link))} == {"acme"}
    part_accounts(by, globex, acme, change)
    session.flush()
    assert {link.fact_id for link in session.exec(select(Link))} == {"acme", "globex"}


def test_a_deal_that_was_connected_can_be_parted_and_stays_so(
    imports: ImportFrom, session: Session, cast: Cast
) -> None:
    session.add(Account(workspace_id="T1", id="acme", name="Acme", key="acme", created_at=NOW))
    session.flush()
    of_slack = opened(session, cast.anna, date(2026, 11, 2), 25_000, account_id="acme")
    session.commit()
    imports("csv:hubspot", "deals", OF_HUBSPOT)
    change = latest_change(session, of_slack)
    assert change is not None
    assert (change.what, origins(session)) == ("connect", [("csv:hubspot", "17")])
    undo(acting(session, cast.anna), change.id)
    session.commit()
    assert origins(session) == []
    assert imports("csv:hubspot", "deals", OF_HUBSPOT).taken == 1
    # The parted pair stays parted for that record alone: another CRM has its own.
    assert deal_for(session, "T1", "c2", "pipedrive", "5", told(of_slack))[0] == of_slack


def test_a_link_can_be_found_pointed_elsewhere_and_marked(session: Session, cast: Cast) -> None:
    link = add_link(session, "T1", "c1", Fact.ACCOUNT, "8", "old", NOW)
    session.flush()
    mark_gone(link, NOW)
    re_point(link, "new")
    session.flush()
    assert link_to(session, "T1", "c1", Fact.ACCOUNT, "8") is link
    assert links_of(session, "T1", Fact.ACCOUNT, ["old", "new"]) == {"new": [link]}
    assert (link.gone_at, link.reason) == (None, "merged")


def test_erasing_somebody_takes_along_what_sources_call_their_entries_not_their_deals(
    session: Session, cast: Cast
) -> None:
    own, other = (meeting(session, person, NOW.date()) for person in (cast.anna, cast.bram))
    deal = opened(session, cast.anna, date(2026, 11, 2), 25_000)
    for entry in (own, other):
        add_link(session, "T1", "c1", Fact.ACTIVITY, entry.id, entry.id, NOW)
        name_event(session, "T1", "c1", "uid#2026-11-26T09:00", entry.id, NOW)
    add_link(session, "T1", "c1", Fact.DEAL, "1", deal.id, NOW)
    add_link(session, "T1", "c1", Fact.PERSON, "41", cast.anna.id, NOW)
    session.flush()
    erase(session, cast.anna, NOW)
    assert {link.fact_id for link in session.exec(select(Link))} == {other.id, deal.id}
