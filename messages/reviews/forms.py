"""The modals of monthly reviews: look back, judge, see it differently."""

from collections.abc import Sequence
from datetime import date

import slackblocks as sb

from messages.blocks import PLAIN_LIMIT, View, choice, divider, field_input, modal, section, small
from messages.month_figures import figures_section, kpi_name
from messages.reviews.text import ReviewView, data_rating, month_name, promised_blocks, ratings, what_the_rep_wrote
from messages.words import Words, words
from models.private_notes.notes import LONGEST_NOTE
from models.reviews.figures import MonthFigures
from models.reviews.records import LONGEST_TEXT
from models.scorecard.kpis import KPIS, Kpi, Level

SELF_FORM = "reviews.self"
MANAGER_FORM = "reviews.manager"
DISAGREE_FORM = "reviews.answer"
TEXT_FORM = "reviews.one_answer"
KEEP_SELF, KEEP_MANAGER = "reviews.keep", "reviews.keep_judgement"
"""What is pressed in a form, followed by `:` and its name: whoever loses the form finds again what stood in it."""
MOST_OPTIONS = 100
"""Slack takes no more in a menu."""


def self_review(
    language: str,
    review: ReviewView,
    figures: MonthFigures,
    suggested_by: date,
    *,
    is_short: bool = False,
    own_kpis: Sequence[Kpi] = (),
) -> View:
    """The five questions, with the month's numbers above them and earlier answers filled in; first what became of the last
    commitment.

    `own_kpis` are those of the workspace that a commitment may name. `is_short` leaves out two of them, the short form of a
    busy month all but one; but never one that was answered before. What is pressed saves what was typed so far.
    """
    say = words(language)
    name = month_name(language, review.month)
    is_one = review.asks == "one"
    ask = [
        section(say("reviews.self_intro", month_name=name)),
        small(say("reviews.short_one", manager=review.manager)) if is_one else None,
        *promised_blocks(say, review.promised),
        _kept(say, review.kept) if review.promised else None,
        figures_section(say, figures, name),
        divider(),
        None if is_one and not review.went_well else _writing(say, "went_well", "ask_went_well", review.went_well),
        None
        if (is_short or is_one) and not review.in_the_way
        else _writing(say, "in_the_way", "ask_in_the_way", review.in_the_way, optional=True),
        _rating(say, "self_rating", "ask_self_rating", review.self_rating, KEEP_SELF),
        None
        if (is_short or is_one) and not review.help_needed
        else _writing(say, "help_needed", "ask_help", review.help_needed, optional=True),
        _writing(say, "commitment", "ask_commitment", review.commitment, hint="commitment_hint"),
        field_input(
            say.bare("reviews.ask_commitment_kpi"),
            "commitment_kpi",
            kpi_menu(say, review.commitment_kpi, own=own_kpis, action_id=f"{KEEP_SELF}:kpi"),
            optional=True,
            live=True,
        ),
        field_input(
            say.bare("reviews.ask_commitment_by"),
            "commitment_by",
            sb.DatePicker(action_id=f"{KEEP_SELF}:by", initial_date=(review.commitment_by or suggested_by).isoformat()),
            live=True,
        ),
    ]
    return modal(
        say.bare("reviews.self_title"),
        ask,
        callback_id=SELF_FORM,
        submit=say.bare("reviews.save"),
        close=say.bare("reviews.cancel"),
        private_metadata=review.id,
    )


def manager_review(language: str, review: ReviewView, figures: MonthFigures, private_notes: str) -> View:
    """The manager's half, beside the numbers and the self-review. `private_notes` are the manager's own."""
    say = words(language)
    name = month_name(language, review.month)
    is_one = review.asks == "one"
    given = data_rating(say, figures)
    says = f"{given} {say('reviews.say_why')}" if given else say("reviews.no_data_rating", month_name=name)
    ask = [
        section(say("reviews.manager_intro", rep=review.rep, month_name=name)),
        *promised_blocks(say, review.promised),
        figures_section(say, figures, name),
        small(says),
        divider(),
        *what_the_rep_wrote(say, review),
        divider(),
        small(say("reviews.short_for_you")) if is_one else None,
        _rating(say, "rating", "ask_rating", review.rating, KEEP_MANAGER, optional=not given),
        _writing(say, "comment", "ask_comment", review.comment, optional=True),
        None
        if is_one and not review.strengths
        else _writing(say, "strengths", "ask_strengths", review.strengths, optional=is_one),
        _writing(say, "focus", "ask_focus", review.focus),
        None
        if is_one and not review.agreed
        else _writing(say, "agreed", "ask_agreed", review.agreed or review.commitment, optional=True),
        _private(say, private_notes),
    ]
    return modal(
        say.bare("reviews.manager_title"),
        ask,
        callback_id=MANAGER_FORM,
        submit=say.bare("reviews.to_preview"),
        close=say.bare("reviews.cancel"),
        private_metadata=review.id,
    )


def one_answer(language: str, ref: str, asked: str, text: str) -> View:
    """A field for one answer of the conversation."""
    say = words(language)
    return modal(
        say.bare("reviews.self_title"),
        [_writing(say, "text", asked, text)],
        callback_id=TEXT_FORM,
        submit=say.bare("reviews.keep"),
        close=say.bare("reviews.cancel"),
        private_metadata=ref,
    )


def disagree(language: str, review: ReviewView) -> View:
    """Why the rep sees it differently."""
    say = words(language)
    ask = [
        section(say("reviews.disagree_intro", month_name=month_name(language, review.month))),
        _writing(say, "answer", "ask_answer", ""),
    ]
    return modal(
        say.bare("reviews.disagree_title"),
        ask,
        callback_id=DISAGREE_FORM,
        submit=say.bare("reviews.hand_in_answer"),
        close=say.bare("reviews.cancel"),
        private_metadata=review.id,
    )


def kpi_menu(
    say: Words,
    chosen: str | None,
    keys: Sequence[str] = (),
    own: Sequence[Kpi] = (),
    action_id: str = "kpi",
    prefix: str = "",
) -> sb.Element:
    """A menu of the KPIs that a rep can move, or of these; then the workspace's `own`. `prefix`: before the key chosen."""
    offered = keys or [kpi.key for kpi in KPIS.values() if kpi.level is Level.REP]
    options = {key: choice(kpi_name(say, key), f"{prefix}{key}") for key in offered}
    options |= {
        kpi.key: choice(kpi.label(say.language), f"{prefix}{kpi.key}") for kpi in own[: MOST_OPTIONS - len(options)]
    }
    return sb.StaticSelectMenu(
        placeholder=sb.PlainText(say.bare("reviews.choose_kpi")[:PLAIN_LIMIT]),
        action_id=action_id,
        options=list(options.values()),
        initial_option=options.get(chosen or ""),
    )


def _writing(say: Words, name: str, asked: str, text: str, *, optional: bool = False, hint: str = "") -> sb.Block:
    element = sb.PlainTextInput(action_id=name, multiline=True, max_length=LONGEST_TEXT, initial_value=text or None)
    said_hint = say.bare(f"reviews.{hint}") if hint else None
    return field_input(say.bare(f"reviews.{asked}"), name, element, optional=optional, hint=said_hint)


def _rating(say: Words, name: str, asked: str, chosen: int | None, keep: str, *, optional: bool = False) -> sb.Block:
    options = ratings(say)
    initial = options[chosen - 1] if chosen else None
    element = sb.RadioButtonGroup(action_id=f"{keep}:{name}", options=options, initial_option=initial)
    return field_input(say.bare(f"reviews.{asked}"), name, element, optional=optional, live=True)


def _kept(say: Words, chosen: str) -> sb.Block:
    options = {kept: choice(say.bare(f"qbr.{kept}"), kept) for kept in ("kept", "partly", "not")}
    element = sb.RadioButtonGroup(
        action_id=f"{KEEP_SELF}:kept", options=list(options.values()), initial_option=options.get(chosen)
    )
    return field_input(say.bare("reviews.ask_kept_short"), "kept", element, optional=True, live=True)


def _private(say: Words, text: str) -> sb.Block:
    element = sb.PlainTextInput(
        action_id="private_notes", multiline=True, max_length=LONGEST_NOTE, initial_value=text or None
    )
    return field_input(
        say.bare("reviews.ask_private_notes"),
        "private_notes",
        element,
        optional=True,
        hint=say.bare("reviews.private_hint"),
    )
