"""The forms: a visit to plan or to move, an account to name, a new territory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import Json, View, choice, field_input, modal, options_json, section
from messages.words import Words, words

PLAN_FORM = "territories.plan_form"
MOVE_FORM = "territories.move_form"
ACCOUNT_FORM = "territories.account_form"
TERRITORY_FORM = "territories.territory_form"
ACCOUNT = "territories.account"
MOST_OPTIONS = 100
Named = Sequence[tuple[str, str]]
"""Id and name."""


@dataclass(frozen=True)
class Filled:
    """What stands in the form of an account already."""

    id: str = ""
    name: str = ""
    tier: str = ""
    territory_id: str = ""
    owner_slack_id: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    """Sector, size, segment and postcode, by their names."""


def plan(language: str, account: tuple[str, str] | None, day: date) -> View:
    """A visit: with whom, on which day, and a note."""
    say = words(language)
    note = sb.PlainTextInput(action_id="note", max_length=300)
    return modal(
        say.bare("territories.plan_visit"),
        [
            _account(say, account),
            _day(say, day),
            field_input(say.bare("territories.field_note"), "note", note, optional=True),
        ],
        callback_id=PLAN_FORM,
        submit=say.bare("territories.plan_it"),
        close=say.bare("territories.cancel"),
    )


def move(language: str, visit_id: str, account: str, day: date) -> View:
    """Another day for a planned visit."""
    say = words(language)
    return modal(
        say.bare("territories.move_visit"),
        [section(say("territories.move_about", account=account)), _day(say, day)],
        callback_id=MOVE_FORM,
        submit=say.bare("territories.move"),
        close=say.bare("territories.cancel"),
        private_metadata=visit_id,
    )


def account(language: str, filled: Filled, territories: Named, today: date) -> View:
    """Tier, territory, list and segments of an account, from a day on."""
    say = words(language)
    tiers = [choice(say.bare(f"territories.tier_{tier}"), tier) for tier in "ABCD"]
    owner = sb.UserSelectMenu(action_id="owner", initial_user=filled.owner_slack_id or None)
    chosen = None if filled.id == "" else (filled.id, filled.name)
    places = [choice(name, id_) for id_, name in territories[:MOST_OPTIONS]]
    said = dict(filled.texts)
    return modal(
        say.bare("territories.account_title"),
        [
            _account(say, chosen),
            field_input(say.bare("territories.field_tier"), "tier", _menu("tier", tiers, filled.tier), optional=True),
            field_input(
                say.bare("territories.field_territory"),
                "territory",
                _menu("territory", places, filled.territory_id),
                optional=True,
            )
            if places
            else None,
            field_input(
                say.bare("territories.field_owner"),
                "owner",
                owner,
                hint=say.bare("territories.hint_owner"),
                optional=True,
            ),
            *(
                field_input(
                    say.bare(f"territories.field_{name}"),
                    name,
                    sb.PlainTextInput(action_id=name, initial_value=said.get(name) or None, max_length=limit),
                    optional=True,
                )
                for name, limit in (("postcode", 16), ("segment", 80), ("size", 40), ("sector", 80))
            ),
            _day(say, today, "field_from"),
        ],
        callback_id=ACCOUNT_FORM,
        submit=say.bare("territories.save"),
        close=say.bare("territories.cancel"),
        private_metadata=filled.id,
    )


def territory(language: str, teams: Named, today: date) -> View:
    """A new territory."""
    say = words(language)
    places = [choice(name, id_) for id_, name in teams[:MOST_OPTIONS]]
    return modal(
        say.bare("territories.territory_title"),
        [
            field_input(say.bare("territories.field_name"), "name", sb.PlainTextInput(action_id="name", max_length=80)),
            field_input(
                say.bare("territories.field_region"),
                "region",
                sb.PlainTextInput(action_id="region", max_length=80),
                optional=True,
            ),
            field_input(say.bare("territories.field_team"), "team", _menu("team", places, ""), optional=True)
            if places
            else None,
            field_input(
                say.bare("territories.field_owner"), "owner", sb.UserSelectMenu(action_id="owner"), optional=True
            ),
            _day(say, today, "field_from"),
        ],
        callback_id=TERRITORY_FORM,
        submit=say.bare("territories.save"),
        close=say.bare("territories.cancel"),
    )


def account_options(accounts: Named) -> list[Json]:
    """Accounts to choose from, while somebody types."""
    return options_json([choice(name, id_) for id_, name in accounts])


def _account(say: Words, chosen: tuple[str, str] | None) -> sb.Block:
    initial = choice(chosen[1], chosen[0]) if chosen else None
    menu = sb.ExternalSelectMenu(action_id=ACCOUNT, initial_option=initial, min_query_length=0)
    return field_input(say.bare("territories.field_account"), "account", menu)


def _day(say: Words, day: date, label: str = "field_day") -> sb.Block:
    picker = sb.DatePicker(action_id="day", initial_date=day.isoformat())
    return field_input(say.bare(f"territories.{label}"), "day", picker)


def _menu(action_id: str, options: Sequence[sb.Option], value: str) -> sb.StaticSelectMenu:
    initial = next((option for option in options if option.value == value), None)
    return sb.StaticSelectMenu(action_id=action_id, options=list(options), initial_option=initial)
