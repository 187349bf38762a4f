"""Deals for the tests of the pipeline, in few words. Today is Thursday 12 November 2026."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from models.accounts.actions import open_account
from models.deals.actions import add_deal, decide_deal, edit_deal, move_deal
from models.deals.records import Deal, Outcome
from models.deals.terms import DealTerms
from models.money import Money
from models.team.records import Person
from tests.conftest import NOW, acting

TODAY = date(2026, 11, 12)


def at(day: date) -> datetime:
    """Ten o'clock UTC on that day."""
    return NOW + timedelta(days=(day - TODAY).days)


def opened(session: Session, owner: Person, day: date, euros: int | None = 10_000, **terms: object) -> Deal:
    """A deal that its owner adds on that day."""
    account = open_account(session, "T1", f"Acme {day} {euros} {owner.name}", opened_on=None, now=at(day))
    said = DealTerms(value=None if euros is None else Money.of(euros, "EUR"), **terms)  # type: ignore[arg-type]
    return add_deal(acting(session, owner, at(day)), account, said)[0]


def moved(session: Session, owner: Person, deal: Deal, stage: str, day: date) -> None:
    """The deal goes to another stage on that day."""
    move_deal(acting(session, owner, at(day)), deal, stage)


def decided(session: Session, owner: Person, deal: Deal, outcome: Outcome, day: date) -> None:
    """The deal is decided on that day."""
    decide_deal(acting(session, owner, at(day)), deal, outcome)


def expected(session: Session, owner: Person, deal: Deal, close: date, day: date) -> None:
    """Its expected close becomes another day."""
    edit_deal(acting(session, owner, at(day)), deal, DealTerms(expected_close=close))
