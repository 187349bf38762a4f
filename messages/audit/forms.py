"""The modals of the self-audit: start a campaign, a comment, a statement of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import View, choice, field_input, modal, section, small
from messages.words import Words, straight, words
from models.team.records import SalesRole

START_FORM = "audit.start_form"
COMMENT_FORM = "audit.comment_form"
STATEMENT_FORM = "audit.statement_form"
ROLES_FORM = "audit.roles_form"
LONGEST_COMMENT = 1000


@dataclass(frozen=True)
class Wanted:
    """What the start form is opened with."""

    part: str = "functions"
    audience: str = "everybody"
    """`everybody`, `team` or `people`."""
    team: str = ""
    people: Sequence[str] = ()
    """Slack user ids."""
    deadline: date | None = None
    anonymous: bool = True
    k: int = 5


def start(language: str, teams: Sequence[tuple[str, str]], wanted: Wanted, *, everybody: bool) -> View:
    """Start a campaign. `teams` are (id, name); `everybody` whether the person may ask the whole workspace."""
    say = words(language)
    audiences = ("everybody", "team", "people") if everybody else ("below", "team", "people")
    chosen = wanted.audience if wanted.audience in audiences else audiences[0]
    names = {id_: choice(name, id_) for id_, name in teams[:100]}
    ask: list[sb.Block] = [
        section(say("audit.form_intro")),
        _radio(say, "part", ("functions", "skills"), wanted.part),
        _radio(say, "audience", audiences, chosen),
    ]
    if names:
        menu = sb.StaticSelectMenu(
            placeholder=sb.PlainText(say.bare("audit.choose_team")),
            action_id="team",
            options=list(names.values()),
            initial_option=names.get(wanted.team),
        )
        ask.append(field_input(say.bare("audit.form_team"), "team", menu, optional=True))
    users = sb.UserMultiSelectMenu(
        placeholder=sb.PlainText(say.bare("audit.choose_people")),
        action_id="people",
        initial_users=list(wanted.people) or None,
    )
    last = sb.DatePicker(action_id="deadline", initial_date=wanted.deadline.isoformat() if wanted.deadline else None)
    view = sb.PlainTextInput(action_id="k", initial_value=str(wanted.k), max_length=3)
    ask += [
        field_input(say.bare("audit.form_people"), "people", users, optional=True),
        field_input(say.bare("audit.form_deadline"), "deadline", last, hint=say.bare("audit.form_deadline_hint")),
        _radio(say, "anonymous", ("yes", "no"), "yes" if wanted.anonymous else "no"),
        field_input(say.bare("audit.form_k"), "k", view, hint=say.bare("audit.form_k_hint"), optional=True),
    ]
    return modal(
        say.bare("audit.form_title"),
        ask,
        callback_id=START_FORM,
        submit=say.bare("audit.form_submit"),
        close=say.bare("reviews.cancel"),
    )


def comment(language: str, ref: str, statement: str, text: str, *, anonymous: bool) -> View:
    """A comment beside an answer."""
    say = words(language)
    element = sb.PlainTextInput(
        action_id="comment", multiline=True, max_length=LONGEST_COMMENT, initial_value=straight(text) or None
    )
    ask = [
        section(say("audit.statement_alone", statement=statement)),
        field_input(say.bare("audit.comment"), "comment", element, optional=True),
        small(say("audit.comment_told", anonymous=anonymous)),
    ]
    return modal(
        say.bare("audit.comment_title"),
        ask,
        callback_id=COMMENT_FORM,
        submit=say.bare("audit.keep"),
        close=say.bare("reviews.cancel"),
        private_metadata=ref,
    )


def statement(language: str, areas: Sequence[tuple[str, str]], chosen: str = "") -> View:
    """A statement of the workspace's own. `areas` are (`part:area`, label)."""
    say = words(language)
    options = {key: choice(label, key) for key, label in areas[:100]}
    menu = sb.StaticSelectMenu(
        placeholder=sb.PlainText(say.bare("audit.choose_area")),
        action_id="area",
        options=list(options.values()),
        initial_option=options.get(chosen),
    )
    ask = [
        section(say("audit.statement_intro")),
        field_input(say.bare("audit.form_area"), "area", menu),
        _text(say, "statement_en", "form_statement_en", 200),
        _text(say, "statement_nl", "form_statement_nl", 200),
        _text(say, "one", "form_one", 150),
        _text(say, "five", "form_five", 150),
        _text(say, "recommendation", "form_recommendation", 300),
    ]
    return modal(
        say.bare("audit.statement_title"),
        ask,
        callback_id=STATEMENT_FORM,
        submit=say.bare("audit.keep"),
        close=say.bare("reviews.cancel"),
    )


def roles(language: str, skills: Sequence[tuple[str, str, Sequence[str]]]) -> View:
    """Who is asked about each skill: its key, its name, and the roles."""
    say = words(language)
    options = {role: choice(say.bare("targets.role", which=role.value), role.value) for role in SalesRole}
    ask: list[sb.Block] = [section(say("audit.roles_intro"))]
    for key, name, chosen in skills:
        menu = sb.StaticMultiSelectMenu(
            placeholder=sb.PlainText(say.bare("audit.every_role")),
            action_id=key,
            options=list(options.values()),
            initial_options=[options[SalesRole(role)] for role in chosen] or None,
        )
        ask.append(field_input(straight(name), key, menu, optional=True))
    return modal(
        say.bare("audit.roles_title"),
        ask,
        callback_id=ROLES_FORM,
        submit=say.bare("audit.keep"),
        close=say.bare("reviews.cancel"),
    )


def _text(say: Words, name: str, asked: str, limit: int) -> sb.Block:
    element = sb.PlainTextInput(action_id=name, max_length=limit)
    return field_input(say.bare(f"audit.{asked}"), name, element)


def _radio(say: Words, name: str, values: Sequence[str], chosen: str) -> sb.Block:
    options = {value: choice(say.bare(f"audit.{name}_{value}"), value) for value in values}
    element = sb.RadioButtonGroup(action_id=name, options=list(options.values()), initial_option=options[chosen])
    return field_input(say.bare(f"audit.form_{name}"), name, element)
