"""What was done: a territory added, an account named, a cadence set, a visit planned, moved, held or not; and Undo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.territories.overview import DID, PLAN, Plan
from messages.territories.questions import MOVE, FreeDay, on_a_free_day
from messages.words import words

UNDO = "territories.undo"
MOVE_ACCOUNT = "territories.move_account"
EDIT_ACCOUNT = "territories.edit_account"
PLAN_AGAIN = "territories.plan_again"
DROP = "territories.drop"


@dataclass(frozen=True)
class TerritoryView:
    """A territory from a day on."""

    name: str
    region: str = ""
    team: str = ""
    owner: str = ""
    from_day: date | None = None


@dataclass(frozen=True)
class AccountView:
    """An account with where it stands."""

    id: str
    name: str
    tier: str = ""
    territory: str = ""
    owner: str = ""
    cadence: int | None = None
    """Days; None where it has none."""
    last: date | None = None
    due_on: date | None = None
    details: Sequence[str] = ()
    """Sector, size, segment and postcode, as far as they are known."""


def added(language: str, territory: TerritoryView, batch: str, today: date) -> Message:
    """A new territory."""
    return _done(language, "added", batch, territory=territory, today=today)


def changed(language: str, territory: TerritoryView, batch: str, today: date) -> Message:
    """Another owner, team or region."""
    return _done(language, "changed", batch, territory=territory, today=today)


def ended(language: str, territory: TerritoryView, batch: str, accounts: int) -> Message:
    """There is no such territory any more from a day on."""
    return _done(language, "ended", batch, territory=territory, number=accounts)


def named(language: str, account: AccountView, batch: str, from_day: date, today: date) -> Message:
    """What holds for an account from a day on."""
    return _done(language, "named", batch, account=account, from_day=from_day, today=today)


def cadence_set(language: str, days: Sequence[tuple[str, int | None]], batch: str, from_day: date) -> Message:
    """How often each tier is contacted from a day on."""
    return _done(language, "cadence_set", batch, days=days, from_day=from_day)


def cadences(language: str, days: Sequence[tuple[str, int | None]]) -> Message:
    """How often each tier is contacted."""
    say = words(language)
    text = say("territories.cadences", days=days)
    return Message(text, rendered(section(text), small(say("territories.cadence_example"))))


def undone(language: str, accounts: int, territories: int, cadences: int) -> Message:
    """What was said no longer holds."""
    text = words(language)("territories.undone", accounts=accounts, territories=territories, cadences=cadences)
    return Message(text, rendered(section(text)))


def in_another(language: str, account: AccountView, wanted: str, value: str) -> Message:
    """An account is in one territory: is it moved?"""
    say = words(language)
    text = say("territories.in_another", account=account, wanted=wanted)
    return Message(
        text, rendered(section(text), buttons(button(say.bare("territories.move_account"), MOVE_ACCOUNT, value)))
    )


def account(language: str, of: AccountView, today: date, *, may_plan: bool = True) -> Message:
    """One account: tier, territory, list, and when it is due."""
    say = words(language)
    text = say("territories.account", account=of, today=today)
    return Message(
        text,
        rendered(
            section(text),
            buttons(
                button(say.bare("territories.plan_visit"), PLAN, of.id) if may_plan else None,
                button(say.bare("territories.visited_today"), DID, f"visit:{of.id}") if may_plan else None,
                button(say.bare("territories.edit_account"), EDIT_ACCOUNT, of.id),
            ),
        ),
    )


def planned(language: str, plan: Plan, today: date, free: FreeDay | None = None, was: date | None = None) -> Message:
    """A visit is planned, or moved from `was`; on a day off the next working day is offered."""
    say = words(language)
    text = say("territories.visit_planned", plan=plan, was=was)
    return Message(
        text,
        rendered(
            section(text),
            buttons(
                button(say.bare("territories.move"), MOVE, plan.id),
                button(say.bare("territories.undo"), DROP, plan.id) if was is None else None,
            ),
            *(on_a_free_day(say, free) if free else ()),
        ),
    )


def not_held(language: str, plan: Plan) -> Message:
    """It did not take place: nothing counts; it can be planned again."""
    say = words(language)
    text = say("territories.visit_not_held", plan=plan)
    return Message(
        text,
        rendered(
            section(text),
            buttons(
                button(say.bare("territories.plan_visit"), PLAN, plan.account_id) if plan.account_id else None,
                button(say.bare("territories.undo"), PLAN_AGAIN, plan.id),
            ),
        ),
    )


def dropped(language: str, plans: Sequence[Plan]) -> Message:
    """Visits that were planned are planned no more."""
    say = words(language)
    text = say("territories.visits_dropped", plans=plans)
    return Message(text, rendered(section(text)))


def logged_already(language: str, plan: Plan) -> Message:
    """A meeting of that day is in the log: the visit is that."""
    text = words(language)("territories.logged_already", plan=plan)
    return Message(text, rendered(section(text)))


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("territories.help")
    return Message(text, rendered(section(text)))


def _done(language: str, key: str, batch: str, **values: object) -> Message:
    say = words(language)
    text = say(f"territories.{key}", **values)
    return Message(text, rendered(section(text, button=button(say.bare("territories.undo"), UNDO, batch))))
