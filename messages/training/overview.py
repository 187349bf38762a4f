"""The pages of training: a period, one training, and the plan from the gaps of the survey."""

from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import (
    Message,
    button,
    buttons,
    choice,
    divider,
    header,
    progress,
    rendered,
    section,
    small,
    unbroken,
)
from messages.figures import period_name, value_text
from messages.training.views import GapView, Line, Page, PlanView, TrainingView, name_of, topic_name
from messages.words import Markup, Words, words
from models.scorecard.kpis import Unit
from models.training.gaps import Measured
from models.training.topics import OTHER

ADD, SEE, JOIN, LEAVE = "training.add", "training.see", "training.join", "training.leave"
PLAN, CSV, OPEN, MORE, PUT_ON = "training.plan", "training.csv", "training.open", "training.more", "training.put_on"
ATTENDED, MISSED, UNANSWER = "training.attended", "training.missed", "training.unanswer"
CHANGE, REMOVE = "change", "remove"
MOST_TOPICS, MOST_PEOPLE, MOST_COMING, MOST_HELD = 8, 12, 5, 5
BAR = 8


def page(language: str, view: Page) -> Message:
    """Hours by topic and by person, what it cost, what is coming."""
    say = words(language)
    minutes = sum(line.minutes for line in view.people)
    title = say(
        "training.title",
        period=Markup(period_name(say, view.period)),
        hours=hours(say, minutes),
        count=len(view.people),
    )
    blocks: list[sb.Block | None] = [header(say.bare("training.heading"))]
    if not minutes:
        blocks.append(section(say("training.nothing_yet", period=Markup(period_name(say, view.period)))))
    else:
        blocks.append(
            section(
                say(
                    "training.own_title" if view.is_own else "training.title",
                    period=Markup(period_name(say, view.period)),
                    hours=hours(say, minutes),
                    count=len(view.people),
                )
            )
        )
        blocks.append(section("\n".join([say("training.by_topic"), *_topics(say, view)])))
        if not view.is_own:
            blocks.append(section("\n".join([say("training.by_person"), *_people(say, view.people)])))
    if view.cost is not None:
        blocks.append(section(_cost(say, view)))
    blocks.append(divider())
    if view.coming:
        blocks.append(section(say("training.coming")))
        blocks += [_row(say, one) for one in view.coming[:MOST_COMING]]
        if more := len(view.coming) - MOST_COMING:
            blocks.append(small(say("training.more", count=more)) if more > 0 else None)
    else:
        blocks.append(section(say("training.none_coming", may_change=view.may_change)))
    if view.held:
        blocks.append(section(say("training.held")))
        blocks += [_row(say, one) for one in view.held[:MOST_HELD]]
    blocks.append(
        buttons(
            button(say.bare("training.add"), ADD) if view.may_change else None,
            button(say.bare("training.to_plan"), PLAN),
            button(say.bare("training.csv"), CSV, view.period.start.isoformat() + view.period.end.isoformat()),
        )
    )
    blocks.append(small(say("training.how_to")))
    return Message(title, rendered(*blocks))


def one(language: str, view: TrainingView, news: str = "") -> Message:
    """A training with who comes, or was there."""
    say = words(language)
    lines = [say("training.about", training=view, name=name_of(say, view), topic=topic_name(say, view.topic))]
    if view.sees_cost:
        there = sum(who.state == "attended" for who in view.people)
        lines.append(say("training.cost_of_one", cost=view.cost))
        if view.cost is not None and view.is_over and there and not view.others:
            per_head = type(view.cost).of(view.cost.amount / there, view.cost.currency)
            lines.append(say("training.per_head_of_one", per_head=per_head, count=there))
    for state in ("attended", "planned", "missed"):
        names = [who.name for who in view.people if who.state == state]
        if names:
            lines.append(say(f"training.who_{state}", names=names, is_over=view.is_over))
    if view.others:
        lines.append(say("training.others", count=view.others, is_alone=not view.people))
    if not view.people and not view.others:
        lines.append(say("training.nobody", number=view.number, is_over=view.is_over))
    more = sb.OverflowMenu(
        action_id=f"{MORE}:{view.id}", options=[_option(say, "change", view), _option(say, "remove", view)]
    )
    row = [
        *_own(say, view),
        button(say.bare("training.put_on"), PUT_ON, view.id) if view.may_change and not view.is_over else None,
        more if view.may_change else None,
    ]
    text = "\n".join(lines)
    return Message(
        news or text, rendered(section(news) if news else None, section(text), buttons(*row) if any(row) else None)
    )


def plan(language: str, view: PlanView) -> Message:
    """The widest gaps with the training offered; and, once measured again, before and after."""
    say = words(language)
    title = say("training.plan_title")
    if view.survey is None:
        text = say("training.no_survey")
        return Message(title, rendered(header(say.bare("training.plan_title")), section(text)))
    blocks: list[sb.Block | None] = [
        header(say.bare("training.plan_title")),
        section(say("training.plan_from", number=view.survey, day=view.closed_on)),
    ]
    blocks += [_gap(say, gap, may_change=view.may_change) for gap in view.gaps]
    if not view.gaps:
        blocks.append(section(say("training.no_gaps")))
    blocks.append(divider())
    if view.measured:
        blocks.append(section(say("training.measured", before=view.before, after=view.survey)))
        blocks += [section(_measured(say, one)) for one in view.measured]
        blocks.append(small(say("training.measured_note")))
    else:
        blocks.append(small(say("training.not_measured", before=view.before)))
    return Message(title, rendered(*blocks))


def csv_sent(language: str) -> Message:
    """The file is in the DM."""
    text = words(language)("training.csv_sent")
    return Message(text, rendered(section(text)))


def hours(say: Words, minutes: int) -> Markup:
    """`2 h`, `1.5 h`, unbroken."""
    return Markup(unbroken(value_text(say, minutes / 60, Unit.HOURS, "")))


def _topics(say: Words, view: Page) -> list[str]:
    most = max(line.minutes for line in view.topics)
    lines = [
        say(
            "training.topic_line",
            topic=topic_name(say, line.key) if line.key != OTHER else say("training.others_topic"),
            bar=progress(line.minutes / most, BAR),
            hours=hours(say, line.minutes),
            count=line.people,
            is_own=view.is_own,
        )
        for line in view.topics[:MOST_TOPICS]
    ]
    rest = view.topics[MOST_TOPICS:]
    if rest:
        lines.append(say("training.more_topics", count=len(rest), hours=hours(say, sum(one.minutes for one in rest))))
    return lines


def _people(say: Words, people: Sequence[Line]) -> list[str]:
    lines = [
        say("training.person_line", name=line.key, hours=hours(say, line.minutes)) for line in people[:MOST_PEOPLE]
    ]
    rest = people[MOST_PEOPLE:]
    if rest:
        lines.append(say("training.more_people", count=len(rest), hours=hours(say, sum(one.minutes for one in rest))))
    return lines


def _cost(say: Words, view: Page) -> str:
    cost = view.cost
    assert cost is not None
    if cost.total is None and not cost.waiting:
        return say("training.no_cost", count=cost.unknown)
    lines = [say("training.cost", cost=cost)]
    if cost.total is not None:
        lines.append(say("training.per_head", per_head=cost.per_head, heads=cost.heads))
    if cost.waiting:
        lines.append(say("training.waiting", count=cost.waiting))
    if cost.unknown:
        lines.append(say("training.unknown", count=cost.unknown))
    return "\n".join(lines)


def _row(say: Words, view: TrainingView) -> sb.Block:
    text = say(
        "training.row",
        training=view,
        name=name_of(say, view),
        topic=topic_name(say, view.topic),
        hours=hours(say, view.minutes),
        count=len([1 for who in view.people if who.state != "missed"]) + view.others,
    )
    return section(text, button=button(say.bare("training.see"), f"{SEE}:{view.id}", view.id))


def _own(say: Words, view: TrainingView) -> list[sb.Element]:
    if view.is_over:
        return list(answers(say, view.id)) if view.mine == "planned" else []
    if view.mine == "planned":
        return [button(say.bare("training.leave"), LEAVE, view.id)]
    return [] if view.mine else [button(say.bare("training.join"), JOIN, view.id, style="primary")]


def answers(say: Words, training_id: str) -> tuple[sb.Button, sb.Button]:
    """Were you there?"""
    return (
        button(say.bare("training.yes"), ATTENDED, training_id, style="primary"),
        button(say.bare("training.no"), MISSED, training_id),
    )


def _option(say: Words, what: str, view: TrainingView) -> sb.Option:
    return choice(say.bare(f"training.{what}"), f"{what} {view.id}")


def _gap(say: Words, gap: GapView, *, may_change: bool) -> sb.Block:
    offered = [
        Markup(say("training.offered_line", training=one, name=name_of(say, one), hours=hours(say, one.minutes)))
        for one in gap.offered[:3]
    ]
    text = say("training.gap", topic=topic_name(say, gap.topic), gap=gap, offered=offered)
    if gap.offered:
        label, action, value = "training.see", f"{SEE}:{gap.topic}", gap.offered[0].id
        return section(text, button=button(say.bare(label), action, value))
    return section(
        text, button=button(say.bare("training.add"), f"{ADD}:{gap.topic}", gap.topic) if may_change else None
    )


def _measured(say: Words, one: Measured) -> str:
    return say("training.measured_line", topic=topic_name(say, one.topic), trained=one.trained, others=one.others)
