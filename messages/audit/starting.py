"""Starting a survey: what will happen when it is confirmed, and that it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages.audit.conversation import Standing, anonymity
from messages.audit.leading import DROP, STOP, Campaign, sure_to_stop
from messages.audit.timing import Clock, Outgoing, When, going_out
from messages.blocks import Message, button, buttons, rendered, section, small
from messages.tools.overview import OPEN as OPEN_TOOLS
from messages.tools.overview import evidence_lines
from messages.tools.views import EvidenceView
from messages.words import Markup, Words, plain, words

OPEN_FORM = "audit.new"
INVITE = "audit.invite"
CHANGE_PLAN = "audit.change_plan"
MOST_RATERS = 12
"""Named in the preview; of the others only how many."""


@dataclass(frozen=True)
class Rates:
    """Somebody who rates others."""

    name: str
    people: int
    minutes: int
    """About how long all of it takes them."""


@dataclass(frozen=True)
class Plan:
    """What will happen when it is confirmed."""

    part: str
    audience: str
    names: Sequence[str]
    """Everybody who is asked."""
    managers: int
    deadline: date
    working_days: int
    anonymous: bool
    k: int
    request: str
    """The value of its buttons."""
    takes_minutes: int
    """Of somebody who rates nobody; of the longest where everybody does."""
    sending: Outgoing
    results: When
    rates: Sequence[Rates] = ()
    """Who rates others, the longest first."""
    moved_from: date | None = None
    """The day that was asked for, when nobody works on it."""


def plan(language: str, planned: Plan) -> Message:
    """Before anybody is invited: who, until when, and what the participants are told."""
    say = words(language)
    text = say("audit.plan", plan=planned)
    standing = Standing("", 0, planned.part, 0, 0, planned.deadline, planned.anonymous, planned.k)
    return Message(
        text,
        rendered(
            section(text),
            section(say("audit.plan_who", plan=planned, names=names_of(say, planned.names))),
            section(say("audit.plan_until", plan=planned)),
            section(_who_rates(say, planned.rates)) if planned.rates else None,
            small(say("audit.plan_moved", day=planned.moved_from)) if planned.moved_from else None,
            section(say("audit.plan_told", told=Markup(anonymity(say, standing)))),
            small(say("audit.plan_results", plan=planned, told=going_out(say, planned.sending, "planned"))),
            buttons(
                button(say.bare("audit.invite", num=len(planned.names)), INVITE, planned.request, style="primary"),
                button(say.bare("audit.change_plan"), CHANGE_PLAN, planned.request),
                button(say.bare("audit.drop"), DROP),
            ),
        ),
    )


def names_of(say: Words, names: Sequence[str]) -> Markup:
    """The first few names, and how many more."""
    first = list(names[:6])
    more = len(names) - len(first)
    if more <= 0:
        return Markup(say.listed(first))
    return Markup(say("audit.names_more", names=", ".join(plain(name) for name in first), more=more))


def _who_rates(say: Words, rates: Sequence[Rates]) -> str:
    """Who rates how many people, and who is busy longest."""
    names = [Markup(say("audit.plan_rater", rater=rater)) for rater in rates[:MOST_RATERS]]
    return say("audit.plan_rates", names=names, more=len(rates) - len(names), longest=rates[0])


def dropped(language: str) -> Message:
    """The survey was not started, because of a “no”."""
    text = words(language)("audit.dropped")
    return Message(text, rendered(section(text)))


def started(language: str, campaign: Campaign, clock: Clock, tools: EvidenceView | None = None) -> Message:
    """Who is invited when, the last day, the results; of the functions with what the list of tools says already."""
    say = words(language)
    text = say("audit.started", campaign=campaign, clock=clock, told=going_out(say, clock.sending))
    stop = button(say.bare("audit.stop_it"), STOP, campaign.id, style="danger", confirm=sure_to_stop(say))
    standing = Standing(
        campaign.id, campaign.number, campaign.part, 0, 0, campaign.deadline, campaign.anonymous, campaign.k
    )
    return Message(
        text,
        rendered(
            section(text),
            section(say("audit.plan_told", told=Markup(anonymity(say, standing)))),
            small(say("audit.started_count", campaign=campaign)),
            None if tools is None else small("\n".join(evidence_lines(say, tools))),
            buttons(stop, None if tools is None else button(say.bare("tools.to_list"), OPEN_TOOLS)),
        ),
    )
