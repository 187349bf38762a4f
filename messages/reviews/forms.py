"""The modals of monthly reviews: look back, judge, see it differently."""

from collections.abc import Sequence
from datetime import date

import slackblocks as sb

from messages.blocks import PLAIN_LIMIT, View, choice, divider, field_input, modal, section, small
from messages.month_figures import figures_section, kpi_name, status_text
from messages.reviews.text import ReviewView, month_name, ratings, what_the_rep_wrote
from messages.words import Words, words
from models.private_notes.notes import LONGEST_NOTE
from models.reviews.figures import MonthFigures
from models.reviews.rating import rating_range
from models.reviews.records import LONGEST_TEXT
from models.scorecard.kpis import KPIS, Kpi, Level

SELF_FORM = "reviews.self"
MANAGER_FORM = "reviews.manager"
DISAGREE_FORM = "reviews.answer"
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
    """The five questions, with the month's numbers above them and earlier answers filled in.

    `own_kpis` are those of the workspace that a commitment may name. `is_short` leaves out two of them, but never one that was answered before.
    """
    say = words(language)
    name = month_name(language, review.month)
    ask = [
        section(say("reviews.self_intro", month_name=name)),
        figures_section(say, figures, name),
        divider(),
        _writing(say, "went_well", "ask_went_well", review.went_well),
        None
        if is_short and not review.in_the_way
        else _writing(say, "in_the_way", "ask_in_the_way", review.in_the_way, optional=True),
        _rating(say, "self_rating", "ask_self_rating", review.self_rating),
        None
        if is_short and not review.help_needed
        else _writing(say, "help_needed", "ask_help", review.help_needed, optional=True),
        _writing(say, "commitment", "ask_commitment", review.commitment, hint="commitment_hint"),
        field_input(
            say.bare("reviews.ask_commitment_kpi"),
            "commitment_kpi",
            kpi_menu(say, review.commitment_kpi, own=own_kpis),
            optional=True,
        ),
        field_input(
            say.bare("reviews.ask_commitment_by"),
            "commitment_by",
            sb.DatePicker(action_id="commitment_by", initial_date=(review.commitment_by or suggested_by).isoformat()),
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
    given = rating_range(figures.status)
    says = (
        say(
            "reviews.data_rating",
            low=given[0],
            high=given[1],
            status_word=status_text(say, figures.status or "too_early"),
        )
        if given
        else say("reviews.no_data_rating")
    )
    ask = [
        section(say("reviews.manager_intro", rep=review.rep, month_name=name)),
        figures_section(say, figures, name),
        small(says),
        divider(),
        *what_the_rep_wrote(say, review),
        divider(),
        _rating(say, "rating", "ask_rating", review.rating),
        _writing(say, "comment", "ask_comment", review.comment, optional=True),
        _writing(say, "strengths", "ask_strengths", review.strengths),
        _writing(say, "focus", "ask_focus", review.focus),
        _writing(say, "agreed", "ask_agreed", review.agreed or review.commitment, optional=True),
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


def kpi_menu(say: Words, chosen: str | None, keys: Sequence[str] = (), own: Sequence[Kpi] = ()) -> sb.Element:
    """A menu of the KPIs that a rep can move, or of these; then the workspace's `own`."""
    offered = keys or [kpi.key for kpi in KPIS.values() if kpi.level is Level.REP]
    options = {key: choice(kpi_name(say, key), key) for key in offered}
    options |= {kpi.key: choice(kpi.label(say.language), kpi.key) for kpi in own[: MOST_OPTIONS - len(options)]}
    return sb.StaticSelectMenu(
        placeholder=sb.PlainText(say.bare("reviews.choose_kpi")[:PLAIN_LIMIT]),
        action_id="kpi",
        options=list(options.values()),
        initial_option=options.get(chosen or ""),
    )


def _writing(say: Words, name: str, asked: str, text: str, *, optional: bool = False, hint: str = "") -> sb.Block:
    element = sb.PlainTextInput(action_id=name, multiline=True, max_length=LONGEST_TEXT, initial_value=text or None)
    said_hint = say.bare(f"reviews.{hint}") if hint else None
    return field_input(say.bare(f"reviews.{asked}"), name, element, optional=optional, hint=said_hint)


def _rating(say: Words, name: str, asked: str, chosen: int | None) -> sb.Block:
    options = ratings(say)
    initial = options[chosen - 1] if chosen else None
    element = sb.RadioButtonGroup(action_id=name, options=options, initial_option=initial)
    return field_input(say.bare(f"reviews.{asked}"), name, element)


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
