"""What we say about deals: what was done, where somebody stands, which one is meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, choice, progress, rendered, section, small
from messages.connections.answers import told_by_line
from messages.connections.views import ToldBy
from messages.territories.questions import Claim, whose
from messages.words import Markup, Words, words
from models.money import Money
from models.period import Period

UNDO = "deals.undo"
PUT_BACK = "deals.put_back"
EDIT = "deals.edit"
MORE = "deals.more"
OPEN_FORM = "deals.open_form"
BECAUSE = "deals.because"
REASONS = ("price", "timing", "competitor", "no_decision")
"""Why a deal was lost, for who says it with one press; in their own words it goes by Edit."""
LISTED = 15
"""Deals of a list; the rest is told in number."""


@dataclass(frozen=True)
class DealView:
    """A deal, as lines and forms need it."""

    id: str
    number: int
    stage: str
    account: str | None = None
    title: str = ""
    owner: str = ""
    """Whose it is, when that is somebody else."""
    value: Money | None = None
    reporting: Money | None = None
    """The value in the reporting currency; None when the value or its rate is not known."""
    probability: int | None = None
    expected_close: date | None = None
    contract_ends_on: date | None = None
    closed_on: date | None = None
    outcome: str | None = None
    reason: str = ""
    product: str | None = None
    channel: str = "unknown"
    deal_type: str = "new"
    shares: Sequence[tuple[str, int]] = ()
    """Names and percentages, when it is split."""
    next_stage: str | None = None
    told_by: Sequence[ToldBy] = ()
    """The CRMs that tell of it."""

    @property
    def rate_is_missing(self) -> bool:
        """Whether the value cannot be counted in the reporting currency."""
        return self.value is not None and self.reporting is None


@dataclass(frozen=True)
class Pipeline:
    """Somebody's open deals, added up."""

    name: str
    """Empty for the person's own."""
    count: int
    value: Money
    weighted: Money
    without_value: int = 0


@dataclass(frozen=True)
class Sales:
    """What somebody has won in the running period, against the target when there is one."""

    name: str
    period: str
    """`week`, `month`, `quarter` or `year`."""
    won: Money
    target: Money | None = None
    of: Period | None = None
    """The period that is meant, when that is not the running one: the deal was won in an earlier one."""

    @property
    def share(self) -> float:
        """Part of the target that is reached."""
        return self.won.minor / self.target.minor if self.target and self.target.minor else 0.0


@dataclass(frozen=True)
class Done:
    """What was done to a deal, and what belongs to the answer."""

    what: str
    """`add`, `move`, `edit`, `won`, `lost` or `returned`."""
    deal: DealView
    change_id: str
    today: date
    was: DealView | None = None
    """The deal before it."""
    standing: Pipeline | Sales | None = None
    new_account: bool = False
    perhaps: DealView | None = None
    """A deal of an import that is most likely the same one."""
    currency: str = "EUR"
    told_in: str | None = None
    """The channel in which the team hears of it."""
    claim: Claim | None = None
    """The account is on a colleague's list: whose is it?"""


def done(language: str, answer: Done) -> Message:
    """What was understood, where the person stands now, and how to take it back."""
    say = words(language)
    text = say(f"deals.{answer.what}", deal=answer.deal, was=answer.was, today=answer.today)
    standing = _standing(say, answer.standing)
    question = _question(say, answer)
    remarks = [*_remarks(say, answer), *filter(None, [told_by_line(say, answer.deal.told_by)])]
    return Message(
        "\n".join(filter(None, [text, standing])),
        rendered(
            section(text),
            section(standing) if standing else None,
            *question,
            small("\n".join(remarks)) if remarks else None,
            buttons(
                button(say.bare("deals.undo_it"), UNDO, answer.change_id),
                button(say.bare("deals.edit_it"), EDIT, answer.deal.id),
            ),
            *(whose(say, answer.claim) if answer.claim else ()),
        ),
    )


def told(language: str, by: str, answer: Done) -> Message:
    """To the owner: somebody else did this to their deal."""
    say = words(language)
    what = say(f"deals.{answer.what}", deal=answer.deal, was=answer.was, today=answer.today)
    text = say("deals.told", by=by, what=Markup(what))
    return Message(text, rendered(section(text)))


def win(language: str, names: Sequence[str], account: str, value: Money | None) -> Message:
    """For the channel of a team: who won which customer; `value` where the team wants it told."""
    text = words(language)("deals.win", names=names, account=account, value=value)
    return Message(text, rendered(section(text)))


def undone(language: str, deal: DealView, change_id: str, what: str) -> Message:
    """A change was taken back; one tap puts it back."""
    say = words(language)
    text = say("deals.undone", deal=deal, what=what)
    return Message(text, rendered(section(text, button=button(say.bare("deals.put_it_back"), PUT_BACK, change_id))))


def restored(language: str, deal: DealView, change_id: str) -> Message:
    """A change that was taken back stands again."""
    say = words(language)
    text = say("deals.restored", deal=deal)
    return Message(text, rendered(section(text, button=button(say.bare("deals.undo_it"), UNDO, change_id))))


def listed(
    language: str, deals: Sequence[DealView], count: int, pipeline: Pipeline, today: date, about: str = ""
) -> Message:
    """The first open deals of `count`, each with its menu. `about` names an account, when it is about one."""
    say = words(language)
    if not deals:
        text = say("deals.none_open", name=pipeline.name, about=about)
        is_own = not (pipeline.name or about)
        return Message(text, rendered(section(text), buttons(_add_button(say)) if is_own else None))
    title = say("deals.open_deals", name=pipeline.name, about=about, count=count)
    rows = [section(row_text(say, deal, today), button=_menu(say, deal)) for deal in deals[:LISTED]]
    left = count - LISTED
    return Message(
        f"{title}\n{_standing(say, pipeline)}",
        rendered(
            section(f"*{title}*\n{_standing(say, pipeline)}"),
            *rows,
            small(say("deals.and_more", count=left)) if left > 0 else None,
            small(say("deals.list_hint")),
        ),
    )


def row_text(say: Words, deal: DealView, today: date) -> str:
    """A deal in the list, and which CRM tells of it."""
    return "\n".join(filter(None, [say("deals.row", deal=deal, today=today), told_by_line(say, deal.told_by)]))


def help_text(language: str) -> Message:
    """How to work with deals."""
    say = words(language)
    title, lines = say("deals.help_title"), say("deals.help_lines")
    return Message(f"{title}\n{lines}", rendered(section(f"*{title}*\n{lines}"), buttons(_add_button(say))))


def _standing(say: Words, standing: Pipeline | Sales | None) -> str:
    if standing is None:
        return ""
    if isinstance(standing, Pipeline):
        return say("deals.pipeline", pipeline=standing)
    return say("deals.sales", sales=standing, bar=Markup(progress(standing.share)))


def _question(say: Words, answer: Done) -> list[sb.Block]:
    """What a decided deal was worth, or why it was lost, when that was not said: to be answered with a press."""
    deal = answer.deal
    if answer.what == "won" and deal.value is None:
        fill_in = button(say.bare("deals.fill_in_worth"), f"{EDIT}:worth", deal.id, style="primary")
        return [section(say("deals.what_was_it_worth"), button=fill_in)]
    if answer.what == "lost" and not deal.reason:
        because = [
            button(say.bare(f"deals.because_{reason}"), f"{BECAUSE}:{reason}", f"{deal.id}:{reason}")
            for reason in REASONS
        ]
        return [section(say("deals.why_lost")), buttons(*because)]
    return []


def _remarks(say: Words, answer: Done) -> list[str]:
    deal = answer.deal
    remarks = [say("deals.details", deal=deal)]
    if answer.was and answer.was.outcome not in (None, deal.outcome):
        remarks.append(say("deals.was_decided", was=answer.was, today=answer.today))
    if deal.shares:
        split = [say("deals.share", name=name, percent=percent) for name, percent in deal.shares]
        remarks.append(say("deals.split", parts=Markup(" · ".join(split))))
    if answer.new_account:
        remarks.append(say("deals.account_is_new", account=deal.account))
    if answer.perhaps:
        remarks.append(
            say("deals.perhaps_the_same", row=Markup(say("deals.row", deal=answer.perhaps, today=answer.today)))
        )
    if deal.rate_is_missing and deal.value:
        remarks.append(say("deals.rate_missing", deal=deal, currency=answer.currency))
    if answer.told_in:
        remarks.append(say("deals.told_in", channel=answer.told_in))
    return [remark for remark in remarks if remark]


def _menu(say: Words, deal: DealView) -> sb.Element:
    options = [
        choice(say.bare("deals.to_stage", stage=deal.next_stage), f"move:{deal.id}") if deal.next_stage else None,
        choice(say.bare("deals.mark_won"), f"won:{deal.id}"),
        choice(say.bare("deals.mark_lost"), f"lost:{deal.id}"),
        choice(say.bare("deals.mark_returned"), f"returned:{deal.id}"),
        choice(say.bare("deals.edit_it"), f"edit:{deal.id}"),
    ]
    return sb.OverflowMenu(action_id=f"{MORE}:{deal.id}", options=[option for option in options if option])


def _add_button(say: Words) -> sb.Button:
    return button(say.bare("deals.add_one"), OPEN_FORM, style="primary")
