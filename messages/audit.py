"""`/audit`: what there is to answer and to see, starting a campaign, and what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.audit_question import BEGIN, CONTINUE, Standing, anonymity
from messages.blocks import Message, button, buttons, divider, progress, rendered, section, small
from messages.words import Markup, Words, plain, words

OPEN_FORM = "audit.new"
INVITE = "audit.invite"
CHANGE_PLAN = "audit.change_plan"
DROP = "audit.drop"
CLOSE = "audit.close"
STOP = "audit.stop"
REOPEN = "audit.reopen"
RESULTS = "audit.results"
SHARE = "audit.share"
"""Followed by `:` and the form."""
SET_K = "audit.set_k"
RETIRE = "audit.retire"
MOST_LINES = 12


@dataclass(frozen=True)
class Mine:
    """A survey that the person can answer."""

    standing: Standing
    is_begun: bool
    is_finished: bool


@dataclass(frozen=True)
class Campaign:
    """A campaign as its leader sees it."""

    id: str
    number: int
    part: str
    status: str
    """`open`, `closed` or `stopped`."""
    audience: str
    invited: int
    deadline: date
    anonymous: bool
    k: int
    finished: int | None = None
    """None: fewer than can be shown."""
    counted_on: date | None = None
    closed_on: date | None = None
    reopen_until: date | None = None
    """The last day on which it can be reopened."""


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


@dataclass(frozen=True)
class Statement:
    """A statement of the workspace's own."""

    key: str
    area: str
    text: str


def overview(
    language: str,
    own: Sequence[Mine],
    campaigns: Sequence[Campaign],
    *,
    may_start: bool,
    has_results: bool = True,
) -> Message:
    """`/audit`."""
    say = words(language)
    title = say("audit.title")
    blocks = rendered(section(f"{title}\n{say('audit.what_it_is')}"))
    if own:
        blocks += rendered(*(mine_line(say, mine) for mine in own))
    else:
        blocks += rendered(section(say("audit.nothing_to_answer")))
    if campaigns:
        blocks += rendered(divider(), *(_campaign_line(say, one) for one in campaigns[:MOST_LINES]))
    if may_start:
        new = button(say.bare("audit.new"), OPEN_FORM, style=None if campaigns or own else "primary")
        blocks += rendered(buttons(new))
    blocks += rendered(small(say("audit.help_how")))
    return Message(title, blocks)


def mine_line(say: Words, mine: Mine) -> sb.Block:
    """A survey of one's own with the button that goes on with it."""
    standing = mine.standing
    bar = progress(standing.answered / standing.total if standing.total else 0, 7)
    text = say("audit.mine", standing=standing, bar=bar, begun=mine.is_begun, finished=mine.is_finished)
    label = "audit.look_again" if mine.is_finished else "audit.continue" if mine.is_begun else "audit.begin"
    style = None if mine.is_finished else "primary"
    action = CONTINUE if mine.is_begun else BEGIN
    return section(text, button=button(say.bare(label), action, standing.campaign, style=style))  # type: ignore[arg-type]


def help_text(language: str, *, may_start: bool) -> Message:
    """`/audit help`."""
    say = words(language)
    text = say("audit.help")
    return Message(
        text,
        rendered(
            section(text),
            section(say("audit.help_leading")) if may_start else None,
            small(say("audit.help_how")),
        ),
    )


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
            section(say("audit.plan_told", told=Markup(anonymity(say, standing)))),
            small(say("audit.plan_results", plan=planned)),
            buttons(
                button(
                    say.bare("audit.invite", num=len(planned.names)), INVITE, planned.request, style="primary"
                ),
                button(say.bare("audit.change_plan"), CHANGE_PLAN, planned.request),
                button(say.bare("audit.drop"), DROP),
            ),
        ),
    )


def names_of(say: Words, names: Sequence[str]) -> Markup:
    """The first few names, and how many more."""
    shown = list(names[:6])
    more = len(names) - len(shown)
    if more <= 0:
        return Markup(say.listed(shown))
    return Markup(say("audit.names_more", names=", ".join(plain(name) for name in shown), more=more))


def dropped(language: str) -> Message:
    """Nothing happened."""
    text = words(language)("audit.dropped")
    return Message(text, rendered(section(text)))


def started(language: str, campaign: Campaign) -> Message:
    """The invitations are on their way."""
    say = words(language)
    text = say("audit.started", campaign=campaign)
    stop = button(say.bare("audit.stop_it"), STOP, campaign.id, style="danger", confirm=_sure(say, campaign))
    standing = Standing(
        campaign.id, campaign.number, campaign.part, 0, 0, campaign.deadline, campaign.anonymous, campaign.k
    )
    return Message(
        text,
        rendered(
            section(text),
            section(say("audit.plan_told", told=Markup(anonymity(say, standing)))),
            small(say("audit.started_count", campaign=campaign)),
            buttons(stop),
        ),
    )


def ask_to_stop(language: str, campaign: Campaign) -> Message:
    """Stopping destroys the answers: it is asked first."""
    say = words(language)
    text = say("audit.ask_to_stop", campaign=campaign)
    return Message(
        text,
        rendered(
            section(text),
            buttons(
                button(say.bare("audit.stop_it"), STOP, campaign.id, style="danger"),
                button(say.bare("audit.close_instead"), CLOSE, campaign.id),
                button(say.bare("audit.drop"), DROP),
            ),
        ),
    )


def stopped(language: str, campaign: Campaign) -> Message:
    """Stopped; the answers are gone."""
    text = words(language)("audit.stopped", campaign=campaign)
    return Message(text, rendered(section(text)))


def reopened(language: str, campaign: Campaign) -> Message:
    """Open again."""
    say = words(language)
    text = say("audit.reopened", campaign=campaign)
    return Message(
        text, rendered(section(text), buttons(button(say.bare("audit.close_it"), CLOSE, campaign.id)))
    )


def shared(language: str, campaign: Campaign, form: str, told: int) -> Message:
    """In which form the participants get the results, and whether they have them now."""
    say = words(language)
    text = say("audit.shared", campaign=campaign, form=form, told=told)
    return Message(text, rendered(section(text)))


def k_set(language: str, k: int, before: int) -> Message:
    """From how many answers on a figure is shown, from the next campaign on."""
    say = words(language)
    text = say("audit.k_set", k=k)
    undo = button(say.bare("audit.k_back", k=before), SET_K, str(before)) if before != k else None
    return Message(text, rendered(section(text, button=undo)))


def statements(language: str, own: Sequence[Statement], *, added: Statement | None = None) -> Message:
    """The statements that the workspace added."""
    say = words(language)
    text = say("audit.statement_added", statement=added) if added else say("audit.statements", num=len(own))
    lines = [
        section(
            say("audit.own_statement", statement=one),
            button=button(say.bare("audit.retire"), RETIRE, one.key),
        )
        for one in own[:40]
    ]
    return Message(text, rendered(section(text), *lines, small(say("audit.statement_how"))))


def statement_retired(language: str, statement: Statement) -> Message:
    """No longer asked from the next campaign on."""
    text = words(language)("audit.statement_retired", statement=statement)
    return Message(text, rendered(section(text)))


def standard_set(language: str, skill: str, level: float) -> Message:
    """What best in class means for a skill."""
    text = words(language)("audit.standard_set", skill=skill, level=level)
    return Message(text, rendered(section(text)))


def which(language: str, campaigns: Sequence[Campaign], command: str) -> Message:
    """There are several: which one?"""
    say = words(language)
    text = say("audit.which", command=command)
    lines = [section(say("audit.campaign", campaign=one)) for one in campaigns[:MOST_LINES]]
    return Message(text, rendered(section(text), *lines))


def in_person(language: str) -> Message:
    """To who pressed a button in a channel: the question is asked in person."""
    text = words(language)("audit.in_person")
    return Message(text, rendered(section(text)))


def closed_here(language: str, part: str, number: int, deadline: date) -> Message:
    """An old button was pressed after the end."""
    text = words(language)("audit.closed_here", part=part, number=number, deadline=deadline)
    return Message(text, rendered(section(text)))


def _campaign_line(say: Words, campaign: Campaign) -> sb.Block:
    text = say("audit.campaign", campaign=campaign)
    if campaign.status == "open":
        close = button(say.bare("audit.close_it"), CLOSE, campaign.id, confirm=_sure_to_close(say, campaign))
        return section(text, button=close)
    if campaign.status == "closed":
        return section(text, button=button(say.bare("audit.results"), RESULTS, campaign.id))
    return section(text)


def _sure(say: Words, campaign: Campaign) -> sb.ConfirmationDialogue:
    return _dialogue(say, say.bare("audit.sure_stop_title"), say.bare("audit.sure_stop"), "audit.stop_it")


def _sure_to_close(say: Words, campaign: Campaign) -> sb.ConfirmationDialogue:
    text = say.bare("audit.sure_close", campaign=campaign)
    return _dialogue(say, say.bare("audit.sure_close_title"), text, "audit.close_it")


def _dialogue(say: Words, title: str, text: str, confirm: str) -> sb.ConfirmationDialogue:
    return sb.ConfirmationDialogue(
        title=sb.PlainText(title), text=sb.PlainText(text[:300]), confirm=sb.PlainText(say.bare(confirm)[:30]),
        deny=sb.PlainText(say.bare("audit.drop")[:30]),
    )  # fmt: skip
