"""What is exported can be read again, is whose it should be, and harms no spreadsheet."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import Session

from models.accounts.actions import open_account
from models.activity.actions import log_activities
from models.activity.corrections import undo_batch
from models.activity.entry import NewActivity
from models.deals.actions import add_deal, decide_deal, move_deal
from models.deals.records import Deal, Outcome
from models.deals.terms import DealTerms
from models.exports.run import WHAT, export
from models.exports.writing import as_csv
from models.money import Money
from models.period import Period
from models.private_notes.records import PrivateNote
from models.refusal import Refusal
from models.reviews.records import Review, ReviewState
from models.scorecard.scope import Scope, scope_of_person, scope_of_team, scope_of_workspace
from models.style.preference import Style, choose
from models.team.records import Person
from tests.conftest import NOW, Cast, acting
from tests.models.imports.files import Import

TODAY = date(2026, 11, 12)


@pytest.fixture
def exported(session: Session, cast: Cast) -> Callable[..., str]:
    """`exported("deals", scope=…, period=…, at=…, format_="csv")` as one text."""

    def text(
        what: str,
        scope: Scope | None = None,
        period: Period | None = None,
        at: date | None = None,
        format_: str = "json",
    ) -> str:
        whose = scope or scope_of_workspace(session, cast.workspace)
        return "".join(export(session, cast.workspace, what, whose, period, at, format_, NOW))

    return text


def on(day: int) -> datetime:
    return NOW.replace(day=day)


def a_deal(session: Session, cast: Cast, owner: Person, name: str = "Acme", day: int = 2, **terms: Any) -> Deal:
    account = open_account(session, "T1", name, opened_on=None, now=on(day))
    said = DealTerms(value=Money.of(1000, "EUR"), **terms)
    return add_deal(acting(session, owner, on(day)), account, said)[0]


def log(session: Session, cast: Cast, person: Person, **entry: Any) -> str:
    new = NewActivity(**{"kind": "call", "happened_on": TODAY, **entry})
    logged = log_activities(acting(session, person), [new])
    return str(getattr(logged, "batch_id"))  # noqa: B009 - the other outcomes ask, which these entries do not


def test_deals_stand_as_they_stood_on_the_day(exported: Callable[..., str], session: Session, cast: Cast) -> None:
    deal = a_deal(session, cast, cast.anna)
    move_deal(acting(session, cast.anna, on(5)), deal, "proposal")
    decide_deal(acting(session, cast.anna, on(9)), deal, Outcome.WON, DealTerms(value=Money.of(900, "EUR")))
    [then] = json.loads(exported("deals", at=date(2026, 11, 6)))
    [now] = json.loads(exported("deals"))
    assert (then["stage"], then["value"], then["probability"], then["closed"]) == ("proposal", 1000, 50, None)
    assert (now["stage"], now["value"], now["closed"], now["owner"]) == ("won", 900, "2026-11-09", "Anna de Vries")
    assert json.loads(exported("deals", at=date(2026, 11, 1))) == []


def test_deals_of_a_period_are_those_that_were_alive_in_it(
    exported: Callable[..., str], session: Session, cast: Cast
) -> None:
    deal = a_deal(session, cast, cast.anna)
    decide_deal(acting(session, cast.anna, on(4)), deal, Outcome.LOST)
    a_deal(session, cast, cast.anna, "Globex", day=9)
    names = [
        row["account"] for row in json.loads(exported("deals", period=Period(date(2026, 11, 5), date(2026, 11, 30))))
    ]
    assert names == ["Globex"]


def test_a_persons_export_has_what_is_theirs_or_shared_with_them(
    exported: Callable[..., str], session: Session, cast: Cast
) -> None:
    a_deal(session, cast, cast.anna)
    a_deal(session, cast, cast.anna, "Globex", shares=((cast.anna.id, 60), (cast.bram.id, 40)))
    log(session, cast, cast.anna)
    bram = scope_of_person(session, cast.workspace, cast.bram)
    [deal] = json.loads(exported("deals", scope=bram))
    assert deal["shares"] == [{"name": "Anna de Vries", "percent": 60}, {"name": "Bram Bakker", "percent": 40}]
    assert json.loads(exported("activities", scope=bram)) == []


def test_a_teams_export_has_its_people(exported: Callable[..., str], session: Session, cast: Cast) -> None:
    north = scope_of_team(session, cast.workspace, cast.team)
    names = [row["name"] for row in json.loads(exported("people", scope=north))]
    assert names == ["Anna de Vries", "Bram Bakker", "Carla Mulder"]
    assert json.loads(exported("people", scope=north))[0]["manager"] == "Carla Mulder"


def test_what_was_taken_back_is_left_out(exported: Callable[..., str], session: Session, cast: Cast) -> None:
    batch = log(session, cast, cast.anna)
    log(session, cast, cast.anna, happened_on=date(2026, 11, 3), account="Acme", is_new_account=True)
    undo_batch(acting(session, cast.anna), batch)
    assert [row["date"] for row in json.loads(exported("activities"))] == ["2026-11-03"]
    assert json.loads(exported("activities", at=date(2026, 11, 2))) == []


def test_no_spreadsheet_takes_a_text_for_a_formula(exported: Callable[..., str], session: Session, cast: Cast) -> None:
    for start in ("=1+1", "+1", "-1+2", "-0.5", "-0,5", "@SUM(A1)"):
        a_deal(session, cast, cast.anna, f"{start} bv", title=start)
    rows = list(csv.DictReader(io.StringIO(exported("deals", format_="csv"))))
    assert [row["title"] for row in rows] == ["'=1+1", "'+1", "'-1+2", "-0.5", "-0,5", "'@SUM(A1)"], "a number is none"
    assert all(row["account"].startswith("'") for row in rows)
    assert {row["value"] for row in rows} == {"1000"}


def test_an_exported_file_of_deals_can_be_imported(
    exported: Callable[..., str], imports: Import, session: Session, cast: Cast
) -> None:
    a_deal(session, cast, cast.anna, product="GTX Pro")
    session.commit()
    report = imports("deals", exported("deals", format_="csv"))
    assert (report.changed, report.skipped) == (1, [])  # it is the deal that is there


def test_private_notes_are_in_no_export(exported: Callable[..., str], session: Session, cast: Cast) -> None:
    review = Review(workspace_id="T1", person_id=cast.anna.id, month=date(2026, 10, 1), opened_on=TODAY)
    session.add(review)
    session.flush()
    session.add(
        PrivateNote(workspace_id="T1", author_id=cast.carla.id, about_id=review.id, sealed="k1.SECRET", written_at=NOW)
    )
    session.flush()
    for what in WHAT:
        for format_ in ("json", "csv"):
            assert "SECRET" not in exported(what, format_=format_)


def test_a_style_is_in_the_export_of_one_person_alone(
    exported: Callable[..., str], session: Session, cast: Cast
) -> None:
    choose(session, cast.anna, Style.SUPPORTER)
    workspace = cast.workspace
    own = json.loads(exported("everything", scope_of_person(session, workspace, cast.anna)))
    assert own["style"] == [{"person": "Anna de Vries", "style": "S", "plain": False, "hint_to_manager": True}]
    for scope in (
        scope_of_person(session, workspace, cast.bram),
        scope_of_team(session, workspace, cast.team),
        scope_of_workspace(session, workspace),
    ):
        assert not json.loads(exported("everything", scope)).get("style")
    assert "style" not in exported("people", scope_of_person(session, workspace, cast.anna))


def test_what_a_manager_has_not_shared_yet_is_left_out(
    exported: Callable[..., str], session: Session, cast: Cast
) -> None:
    review = Review(
        workspace_id="T1",
        person_id=cast.anna.id,
        month=date(2026, 10, 1),
        opened_on=date(2026, 11, 2),
        went_well="Much",
        state=ReviewState.DRAFTED,
        reviewer_id=cast.carla.id,
        rating=4,
        comment="Not yet",
    )
    session.add(review)
    session.flush()
    [drafted] = json.loads(exported("reviews"))
    assert (drafted["went_well"], drafted["rating"], drafted["comment"], drafted["state"]) == (
        "Much",
        None,
        None,
        "open",
    )
    review.state, review.shared_at = ReviewState.SHARED, NOW
    session.flush()
    [shared] = json.loads(exported("reviews"))
    assert (shared["rating"], shared["state"], shared["reviewer"]) == (4, "shared", "Carla Mulder")
    [before] = json.loads(exported("reviews", at=date(2026, 11, 11)))
    assert (before["rating"], before["state"]) == (None, "open")


def test_everything_is_one_document(exported: Callable[..., str], session: Session, cast: Cast) -> None:
    a_deal(session, cast, cast.anna)
    everything = json.loads(exported("everything"))
    assert (everything["workspace"], len(everything["deals"]), len(everything["people"])) == ("T1", 1, 4)
    tables = {line for line in exported("everything", format_="csv").splitlines() if line.startswith("# ")}
    assert {"# deals", "# people", "# reviews", "# targets"} <= tables


@pytest.mark.parametrize("what", [what for what in WHAT if what != "scorecard"])
def test_an_empty_workspace_exports_nothing_in_good_form(exported: Callable[..., str], cast: Cast, what: str) -> None:
    json.loads(exported(what))
    assert exported(what, format_="csv")


def test_what_there_is_not_is_refused(exported: Callable[..., str], cast: Cast) -> None:
    with pytest.raises(Refusal, match="unknown_kind"):
        exported("planets")
    with pytest.raises(Refusal, match="unknown_format"):
        exported("deals", format_="xml")


def test_the_other_workspace_is_in_nothing(exported: Callable[..., str], session: Session, cast: Cast) -> None:
    for what in WHAT:
        assert "Rita" not in exported(what)


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("hello\r=HYPERLINK(A1)", '"hello\n=HYPERLINK(A1)"'),  # one cell: a spreadsheet begins no row in quotes
        ("\n=1+1", '"\'\n=1+1"'),
        ("＝1+1", "'＝1+1"),
        ("-12.50", "-12.50"),
    ],
)
def test_a_cell_stays_one_cell_and_no_formula(typed: str, cell: str) -> None:
    assert "".join(as_csv([{"note": typed, "next": "x"}], ["note", "next"])) == f"note,next\n{cell},x\n"
