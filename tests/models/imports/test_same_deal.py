"""A deal that Slack and a CRM's file both tell of is one deal."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session, col, select

from handlers.deals import command as deals_command
from handlers.deals import feature
from handlers.door.answers import Replace, Whisper
from handlers.door.request import Form, Press, Request
from messages.deals.answers import UNDO
from messages.deals.forms import FORM
from models.deals.records import Deal
from models.deals.same_deal import DealTold, is_same
from models.period import month_of
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from models.workspace.queries import workspace_of
from tests.conftest import NOW, Cast
from tests.models.activity.test_one_event import exported, figures
from tests.models.imports.files import Import

AtTheDoor = Callable[..., Request]
HEAD = "id,owner,account,stage,created,closed,amount"
ROW = "006X,Anna de Vries,Acme,Won,2026-11-02,2026-11-12,25000"


def deals(session: Session) -> list[Deal]:
    session.commit()
    return list(session.exec(select(Deal).where(col(Deal.removed_at).is_(None)).order_by(col(Deal.number))))


def sales(session: Session, cast: Cast) -> tuple[float | None, int | None]:
    """Anna's sales in November, and of how many decided deals her close rate is."""
    session.commit()
    workspace = workspace_of(session, "T1")
    anna = scope_of_person(session, workspace, cast.anna)
    lines = scorecard_of(session, workspace, anna, month_of(date(2026, 11, 1)), NOW).lines
    return lines["sales_by_channel"].figure.value, lines["close_rate"].figure.n


def in_slack(request_of: AtTheDoor, cast: Cast, *lines: str) -> None:
    request = request_of(cast.anna)
    for line in lines:
        deals_command.command(request, line)
    request.session.commit()


def test_a_deal_won_in_slack_and_in_the_crm_is_won_once(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    in_slack(request_of, cast, "add Acme 25k channel=partner", "won Acme")
    report = imports("deals", f"{HEAD}\n{ROW}\n")
    # D3: 25,000 once, and one decided deal; not 50,000 and two.
    assert sales(session, cast) == (25_000, 1)
    assert [(note.reason, note.values, note.lines) for note in report.notes] == [("same_deal", {"number": 1}, (2,))]
    assert (report.taken, report.changed) == (0, 1)
    again = imports("deals", f"{HEAD}\n{ROW}\n")
    assert (again.unchanged, again.notes, sales(session, cast)) == (1, [], (25_000, 1))


def test_what_the_crm_changes_later_changes_the_one_deal(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    in_slack(request_of, cast, "add Acme 25k channel=partner")
    imports("deals", f"{HEAD}\n006X,Anna de Vries,Acme,Proposal,2026-11-02,,25000\n")
    report = imports("deals", f"{HEAD}\n{ROW}\n".replace("25000", "24000"))
    [deal] = deals(session)
    # The file says no channel: that of Slack stays.
    assert (report.changed, deal.outcome, deal.value_minor, deal.channel) == (1, "won", 2_400_000, "partner")
    assert sales(session, cast) == (24_000, 1)


def test_they_can_be_parted_again(imports: Import, session: Session, cast: Cast, request_of: AtTheDoor) -> None:
    in_slack(request_of, cast, "add Acme 25k", "won Acme")
    imports("deals", f"{HEAD}\n{ROW}\n")
    [deal] = deals(session)
    in_slack(request_of, cast, f"undo #{deal.number}")
    imports("deals", f"{HEAD}\n{ROW}\n")
    assert [one.source for one in deals(session)] == ["slack", "csv"]
    assert sales(session, cast) == (50_000, 2)


def test_two_rows_of_the_file_are_two_deals(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    in_slack(request_of, cast, "add Acme 25k", "won Acme")
    imports("deals", f"{HEAD}\n{ROW}\n{ROW.replace('006X', '007Y')}\n")
    assert sales(session, cast) == (50_000, 2)


def test_the_row_of_a_deal_that_was_taken_back_comes_in(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    in_slack(request_of, cast, "add Acme 25k", "undo Acme")
    imports("deals", f"{HEAD}\n{ROW}\n")
    assert [one.source for one in deals(session)] == ["csv"]


def test_a_deal_that_the_file_brought_is_not_added_a_second_time_without_a_question(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    imports("deals", f"{HEAD}\n006X,Anna de Vries,Acme,Proposal,2026-11-02,,25000\n")
    session.commit()
    request = request_of(cast.anna)
    asked = deals_command.command(request, "add Acme 25k")
    assert isinstance(asked, Whisper)
    assert "came with an import already" in asked.message.text
    assert len(deals(session)) == 1
    by_action = {
        e["action_id"]: e["value"] for b in asked.message.blocks for e in b.get("elements", []) if "value" in e
    }
    same = feature.presses["deals.the_same"](request, Press("deals.the_same", by_action["deals.the_same"]))
    assert isinstance(same, Replace)
    assert len(deals(session)) == 1
    feature.presses["deals.this_deal"](request, Press("deals.this_deal:new", by_action["deals.this_deal:new"]))
    assert [deal.source for deal in deals(session)] == ["csv", "slack"]
    # Another value is another deal, and nothing is asked.
    deals_command.command(request, "add Acme 40k")
    assert len(deals(session)) == 3


def test_in_the_form_it_is_said_and_one_press_takes_the_second_one_back(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    imports("deals", f"{HEAD}\n006X,Anna de Vries,Acme,Proposal,2026-11-02,,25000\n")
    session.commit()
    request = request_of(cast.anna)
    account = deals(session)[0].account_id
    answered = feature.forms[FORM](request, Form({"account": account, "value": "25000", "type": "new"}))
    assert isinstance(answered, Whisper)
    assert "An import told of this one already" in str(answered.message.blocks)
    [undo] = [e["value"] for b in answered.message.blocks for e in b.get("elements", []) if e.get("action_id") == UNDO]
    feature.presses[UNDO](request, Press(UNDO, undo))
    assert [deal.source for deal in deals(session)] == ["csv"]
    other = feature.forms[FORM](request, Form({"account": account, "value": "40000", "type": "new"}))
    assert isinstance(other, Whisper)
    assert "An import told" not in str(other.message.blocks)


SLACK = DealTold("acme", "anna", "won", date(2026, 11, 12), 2_500_000, "EUR", 2_500_000)


@pytest.mark.parametrize(
    ("differs", "same"),
    [
        ({}, True),
        ({"value_minor": 2_475_000}, True),  # 250 of 25,000 is 1 %
        ({"value_minor": 2_474_900}, False),
        ({"closed_on": date(2026, 11, 19)}, True),  # seven days
        ({"closed_on": date(2026, 11, 20)}, False),
        ({"closed_on": None}, False),
        ({"owner_id": "bram"}, False),
        ({"account_id": "globex"}, False),
        ({"account_id": None}, False),
        ({"outcome": "lost"}, False),
        ({"outcome": None, "closed_on": None}, False),
        ({"value_minor": None, "reporting_minor": None}, False),
        ({"currency": "USD", "value_minor": 2_800_000}, True),  # worth 25,000 in the reporting currency
        ({"currency": "USD", "reporting_minor": None}, False),
    ],
)
def test_what_makes_them_the_same(differs: dict[str, object], same: bool) -> None:
    other = DealTold(**{name: differs.get(name, getattr(SLACK, name)) for name in DealTold.__dataclass_fields__})  # type: ignore[arg-type]
    assert (is_same(SLACK, other), is_same(other, SLACK)) == (same, same)


def test_a_file_of_all_deals_that_slack_has_changes_no_figure(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    in_slack(
        request_of,
        cast,
        "add Acme 25k",
        "add Acme 25k",
        "add Globex stage=proposal",
        "add Initech 9k split @bram 40%",
        "won Initech 8k",
        "add Hooli 3k",
        "lost Hooli price",
    )
    before = figures(session, cast)
    text = exported(session, "deals")
    report = imports("deals", text)
    assert (report.taken, report.changed, report.skipped) == (0, 5, [])
    assert figures(session, cast) == before
    assert imports("deals", text).unchanged == 5
    assert figures(session, cast) == before
