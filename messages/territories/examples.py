"""Examples of what we say about territories, named accounts and visits."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from messages.blocks import Message, View
from messages.territories import answers, forms, overview, prompts, questions
from messages.territories.answers import AccountView, TerritoryView
from messages.territories.overview import Group, Mine, Plan, Visit
from messages.territories.questions import Claim, FreeDay
from messages.territories.tables import Rate, Row
from models.money import Money

TODAY = date(2026, 11, 12)
NASTY = "<!channel> *Acme* & Sons"
PLAN = Plan("1" * 32, NASTY, date(2026, 12, 25), account_id="a" * 32)
OVER = Plan("2" * 32, "Globex", TODAY, is_over=True, account_id="b" * 32)
NOW = Plan("8" * 32, NASTY, TODAY, is_over=True, is_today=True)
FREE = FreeDay("1" * 32, NASTY, date(2026, 12, 25), "holiday", date(2026, 12, 28))
LEAVE = FreeDay("3" * 32, "Initech", date(2026, 11, 20), "leave", date(2026, 11, 23))
SUNDAY = FreeDay("4" * 32, "Initech", date(2026, 11, 22), "off", date(2026, 11, 23))
CLAIM = Claim("5" * 32, NASTY, "Bram Bakker")
WON = Claim("6" * 32, "Globex", "Bram Bakker", is_deal=True)
NORTH = TerritoryView("North <!here>", "Utrecht", "North", "Anna de Vries", date(2026, 12, 1))
ACME = AccountView(
    "a" * 32, NASTY, "A", "North", "Anna de Vries", 14, date(2026, 9, 30), date(2026, 10, 14), ("retail", "1012 AB")
)
NEW = AccountView("b" * 32, "Globex", "D")
DAYS = (("A", 10), ("B", 60), ("C", 180), ("D", None))
BATCH = "7" * 32
RATE = Rate(7, 12, never=2, overdue=3, due=1, soon=2)
MONTHS = tuple((date(2026, month, 28), Rate(contacted, 12)) for month, contacted in enumerate(range(3, 9), 5))
VISITS = (
    Visit("a" * 32, NASTY, "A", 14, date(2026, 9, 30), date(2026, 10, 14), 29, "1012 AB", Money.of(12_500, "EUR")),
    Visit("b" * 32, "Globex", "B", 60, date(2025, 9, 13), TODAY, 0, "1018 XX", is_near=True),
    Visit("c" * 32, "Initech", "C", 180, None, date(2026, 11, 17), -5, value=Money.of(Decimal("950.50"), "EUR")),
)
MINE = Mine(TODAY, RATE, 15, VISITS, total=11, plans=(PLAN, OVER, NOW), months=MONTHS, ref="p" * 32)
ROWS = (Row("Bram Bakker", Rate(1, 6, overdue=5)), Row("Anna <!here>", Rate(4, 4)), Row("Sanne Visser", Rate(0, 0)))


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and form."""
    yield from _overviews(language)
    yield from _answers(language)
    yield from _visits(language)
    yield from _claims(language)
    yield "plan_form", forms.plan(language, ("a" * 32, NASTY), TODAY)
    yield "plan_form_empty", forms.plan(language, None, TODAY)
    yield "move_form", forms.move(language, "1" * 32, NASTY, TODAY)
    filled = forms.Filled("a" * 32, NASTY, "A", "t" * 32, "UANNA", (("postcode", "1012 AB"), ("size", "")))
    yield "account_form", forms.account(language, filled, [("t" * 32, "North <!here>")], TODAY)
    yield "account_form_empty", forms.account(language, forms.Filled(), [], TODAY)
    yield "territory_form", forms.territory(language, [("n" * 32, "North")], TODAY)
    yield "territory_form_without_teams", forms.territory(language, [], TODAY)


def _overviews(language: str) -> Iterator[tuple[str, Message | View]]:
    yield "mine", overview.mine(language, MINE)
    yield (
        "of_somebody",
        overview.mine(language, Mine(TODAY, RATE, 15, VISITS, 0, 11, name="Anna <!here>", ref="p" * 32)),
    )
    yield "last_ones", overview.mine(language, Mine(TODAY, RATE, 15, VISITS, 8, 11, ref="p" * 32))
    yield "nothing_due", overview.mine(language, Mine(TODAY, Rate(1, 1), 1))
    yield "no_cadence", overview.mine(language, Mine(TODAY, Rate(0, 0), 2))
    yield "one_never", overview.mine(language, Mine(TODAY, Rate(0, 1, never=1), 1))
    yield "empty", overview.mine(language, Mine(TODAY, Rate(0, 0), 0, plans=(PLAN,)))
    yield "empty_of_somebody", overview.mine(language, Mine(TODAY, Rate(0, 0), 0, name="Anna de Vries"))
    yield "empty_for_a_manager", overview.mine(language, Mine(TODAY, Rate(0, 0), 0, may_manage=True))
    territories = (Row("North", Rate(5, 8, overdue=3)), Row("South", Rate(2, 4, overdue=2)))
    team = Group("North", TODAY, Rate(5, 10, overdue=5), 14, ROWS, territories, MONTHS, nobodys=2)
    yield "team", overview.group(language, team)
    yield "team_in_total", overview.group(language, Group("North", TODAY, Rate(5, 10), 14, nobodys=1))
    yield "empty_team", overview.group(language, Group("North <!here>", TODAY, Rate(0, 0), 0))


def _answers(language: str) -> Iterator[tuple[str, Message | View]]:
    yield "added", answers.added(language, NORTH, BATCH, TODAY)
    yield "changed", answers.changed(language, NORTH, BATCH, date(2026, 12, 1))
    yield "ended", answers.ended(language, NORTH, BATCH, 1)
    yield "ended_with_several", answers.ended(language, NORTH, BATCH, 12)
    yield "ended_empty", answers.ended(language, NORTH, BATCH, 0)
    yield "named", answers.named(language, ACME, BATCH, TODAY, TODAY)
    yield "named_from_a_day_on", answers.named(language, NEW, BATCH, date(2026, 12, 1), TODAY)
    yield "cadence_set", answers.cadence_set(language, DAYS, BATCH, TODAY)
    yield "cadences", answers.cadences(language, (("A", 1), *DAYS[1:]))
    yield "undone_account", answers.undone(language, 1, 0, 0)
    yield "undone_accounts", answers.undone(language, 3, 0, 0)
    yield "undone_territory", answers.undone(language, 0, 1, 0)
    yield "undone_cadence", answers.undone(language, 0, 0, 2)
    yield "in_another", answers.in_another(language, ACME, "South <!here>", "a|b|c|d|2026-11-12")
    yield "account", answers.account(language, ACME, TODAY)
    yield "account_due_today", answers.account(language, ACME, date(2026, 10, 14))
    yield "account_due_later", answers.account(language, ACME, date(2026, 9, 30))
    yield "account_on_no_list", answers.account(language, NEW, TODAY)
    yield "help", answers.help_text(language)


def _visits(language: str) -> Iterator[tuple[str, Message | View]]:
    yield "planned", answers.planned(language, PLAN, TODAY, FREE)
    yield "planned_while_away", answers.planned(language, PLAN, TODAY, LEAVE)
    yield "moved", answers.planned(language, PLAN, TODAY, SUNDAY, was=TODAY)
    yield "not_held", answers.not_held(language, OVER)
    yield "dropped", answers.dropped(language, [PLAN])
    yield "dropped_several", answers.dropped(language, [PLAN, OVER])
    yield "was_it_held", prompts.were_they_held(language, TODAY, [OVER])
    yield "were_they_held", prompts.were_they_held(language, TODAY, [PLAN, OVER])
    many = [Plan(f"{n:032}", f"Account {n}", TODAY, is_over=True) for n in range(10)]
    yield "were_many_held", prompts.were_they_held(language, TODAY, many)
    yield "logged_already", answers.logged_already(language, OVER)


def _claims(language: str) -> Iterator[tuple[str, Message | View]]:
    for answer in ("shared", "mine", "theirs"):
        claim = Claim("5" * 32, NASTY, "Bram Bakker", answer=answer)
        yield f"claim_{answer}", questions.claim_answered(language, claim)
    for answer in ("shared", "theirs"):
        claim = Claim("5" * 32, NASTY, "Bram Bakker", by="Anna de Vries", answer=answer)
        yield f"claim_{answer}_by_a_manager", questions.claim_answered(language, claim)
    yield "claim_open_again", questions.claim_open_again(language, CLAIM)
    yield "claim_of_a_deal", questions.claim_open_again(language, WON)
    yield "why_mine", questions.why_mine(language, CLAIM)
    told = Claim("5" * 32, NASTY, "Bram Bakker", "Anna de Vries", reason="I found *them* at the fair")
    yield "claim_told", questions.claim_told(language, told)
