"""An account on somebody else's list gives no credit without a split: until that is answered, it counts for them."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from models.accounts.records import Account
from models.activity.actions import log_activities
from models.activity.entry import NewActivity, Share
from models.activity.records import CreditShare
from models.activity.storing import Logged
from models.deals.actions import add_deal, decide_deal
from models.deals.history import undo
from models.deals.queries import shares_of
from models.deals.records import Outcome
from models.deals.terms import DealTerms
from models.money import Money
from models.refusal import Refusal
from models.scorecard.standing import standing_of
from models.team.records import Person
from models.territories.claims import answer_claim, claim_with_id, open_claim_of
from models.territories.records import ClaimAnswer, CreditClaim
from tests.conftest import NOW, Cast, acting
from tests.models.territories.conftest import TODAY, LogIt, NameIt


def log(session: Session, by: Person, account: Account, kind: str = "meeting", **more: object) -> Logged:
    facts: dict[str, object] = {"account_id": account.id, "happened_on": TODAY, **more}
    outcome = log_activities(acting(session, by), [NewActivity(kind, **facts)])  # type: ignore[arg-type]
    assert isinstance(outcome, Logged)
    return outcome


def credit(session: Session) -> list[tuple[str, int]]:
    return sorted((share.person_id, share.percent) for share in session.exec(select(CreditShare)))


def first_meetings(session: Session, person: Person) -> float | None:
    standing = standing_of(session, person, "first_meetings", NOW)
    return standing.actual if standing else None


def test_until_it_is_answered_it_is_theirs(session: Session, cast: Cast, name_it: NameIt) -> None:
    acme = name_it("Acme", "A", cast.bram)
    logged = log(session, cast.anna, acme)
    [claim] = logged.claims
    assert credit(session) == [(cast.bram.id, 100)]
    assert (first_meetings(session, cast.anna), first_meetings(session, cast.bram)) == (0, 1)
    answer_claim(acting(session, cast.anna), claim, ClaimAnswer.SHARED)
    assert credit(session) == sorted([(cast.anna.id, 50), (cast.bram.id, 50)])
    answer_claim(acting(session, cast.anna), claim, ClaimAnswer.MINE, "met at the fair")
    assert (credit(session), claim.reason) == ([], "met at the fair")
    assert (first_meetings(session, cast.anna), first_meetings(session, cast.bram)) == (1, 0)
    answer_claim(acting(session, cast.anna), claim, None)
    assert (credit(session), claim.answer) == ([(cast.bram.id, 100)], "")


def test_all_of_it_needs_a_reason_and_somebody_elses_question_is_not_answered(
    session: Session, cast: Cast, name_it: NameIt
) -> None:
    [claim] = log(session, cast.anna, name_it("Acme", "A", cast.bram)).claims
    with pytest.raises(Refusal, match="why_yours"):
        answer_claim(acting(session, cast.anna), claim, ClaimAnswer.MINE, " ")
    with pytest.raises(Refusal, match="not_yours"):
        claim_with_id(acting(session, cast.bram), claim.id)
    assert claim_with_id(acting(session, cast.carla), claim.id) is claim


@pytest.mark.parametrize("kind", ["note", "no_show"])
def test_nobody_asks_whose_a_note_is(session: Session, cast: Cast, name_it: NameIt, kind: str) -> None:
    assert log(session, cast.anna, name_it("Acme", "A", cast.bram), kind).claims == []


def test_nobody_asks_when_the_line_says_it_or_the_list_is_ones_own_or_nobodys(
    session: Session, cast: Cast, name_it: NameIt
) -> None:
    split = (Share(cast.anna.id, 60), Share(cast.bram.id, 40))
    assert log(session, cast.anna, name_it("Acme", "A", cast.bram), shares=split).claims == []
    assert credit(session) == sorted([(cast.anna.id, 60), (cast.bram.id, 40)])
    assert log(session, cast.anna, name_it("Globex", "A", cast.anna)).claims == []
    unnamed = Account(workspace_id="T1", name="Initech", key="initech", owner_id=cast.bram.id, created_at=NOW)
    session.add(unnamed)
    session.flush()
    assert log(session, cast.anna, unnamed).claims == [], "whose an account is says nothing: it is on no list"


def test_the_list_of_the_day_counts_and_who_left_is_asked_for_nothing(
    session: Session, cast: Cast, name_it: NameIt
) -> None:
    acme = name_it("Acme", "A", cast.bram, since=TODAY)
    assert log(session, cast.anna, acme, happened_on=TODAY - timedelta(days=1)).claims == []
    cast.bram.ends_on = TODAY - timedelta(days=1)
    session.flush()
    assert log(session, cast.anna, acme).claims == []


def test_a_win_is_asked_about_and_undone_with_it(session: Session, cast: Cast, name_it: NameIt) -> None:
    acme = name_it("Acme", "A", cast.bram)
    deal, _ = add_deal(acting(session, cast.anna), acme, DealTerms(value=Money.of(10_000, "EUR")))
    change = decide_deal(acting(session, cast.anna), deal, Outcome.WON)
    claim = open_claim_of(session, deal)
    assert claim is not None
    assert shares_of(session, "T1", [deal])[deal.id] == ((cast.bram.id, 100),)
    answer_claim(acting(session, cast.anna), claim, ClaimAnswer.SHARED)
    assert sorted(shares_of(session, "T1", [deal])[deal.id]) == sorted(((cast.anna.id, 50), (cast.bram.id, 50)))
    answer_claim(acting(session, cast.anna), claim, None)
    with pytest.raises(Refusal, match="changed_since"):
        undo(acting(session, cast.anna), change.id)


def test_a_win_that_is_taken_back_at_once_is_hers_again(session: Session, cast: Cast, name_it: NameIt) -> None:
    acme = name_it("Acme", "A", cast.bram)
    deal, _ = add_deal(acting(session, cast.anna), acme, DealTerms(value=Money.of(10_000, "EUR")))
    change = decide_deal(acting(session, cast.anna), deal, Outcome.WON)
    undo(acting(session, cast.anna), change.id)
    assert shares_of(session, "T1", [deal])[deal.id] == ((cast.anna.id, 100),)


def test_several_entries_with_one_account_are_one_question(
    session: Session, cast: Cast, name_it: NameIt, log_it: LogIt
) -> None:
    acme, globex = name_it("Acme", "A", cast.bram), name_it("Globex", "B", cast.bram)
    entries = [NewActivity(kind, date(2026, 11, 11), account_id=acme.id) for kind in ("meeting", "call")]
    outcome = log_activities(acting(session, cast.anna), [*entries, NewActivity("call", TODAY, account_id=globex.id)])
    assert isinstance(outcome, Logged)
    assert sorted(len(claim.activity_ids) for claim in outcome.claims) == [1, 2]
    assert len(session.exec(select(CreditClaim)).all()) == 2
