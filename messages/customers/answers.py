"""`/koers customers`: the whole in six lines, one chart, and the table that is asked for."""

from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import (
    Message,
    View,
    button,
    buttons,
    choice,
    modal,
    progress,
    rendered,
    section,
    shortened,
    small,
    unbroken,
)
from messages.customers.views import CustomersView, WhyView
from messages.figures import value_text
from messages.scorecard.records import listed
from messages.words import Markup, Words, plain, straight, words
from models.analysis.satisfaction import FEWEST_ANSWERS
from models.customers.book import BY
from models.scorecard.kpis import Unit

TABLE, WHY = "customers.table", "customers.why"
TABLES = (*BY, "key", "silent", "renewals", "gaps")
MOST_ROWS, MOST_IN_CHART, LONGEST_LABEL, MOST_NAMED = 40, 12, 20, 6


def customers(language: str, view: CustomersView) -> Message:
    """The customers; without any, what would make them seen."""
    say = words(language)
    title = say("customers.title", name=view.name)
    if not view.customers:
        text = f"*{title}*\n{say('customers.nobody_yet')}"
        return Message(text, rendered(section(text)))
    text = "\n".join([f"*{title}*", *_lines(say, view)])
    chart, rows = _chart(say, view), _rows(say, view)
    heading = section(_heading(say, view, bool(rows)))
    after = [_buttons(say, view), small(say("customers.foot"))]
    native = _table(say, view, rows) if rows else heading  # a table has its heading as its caption
    return Message(
        text,
        rendered(section(text), chart, native, *after),
        rendered(section(text), _bars(say, view) if chart else None, heading, _in_lines(rows), *after),
    )


def why(language: str, view: WhyView) -> View:
    """The rule of a table and the latest records behind it."""
    say = words(language)
    parts = [section(f"{say('customers.why_head', which=view.which, name=view.name)}\n{_rule(say, view)}")]
    for key, records in (("sales", view.sales), ("scores", view.scores)):
        if records:
            parts.append(section("\n".join(listed(say, say(f"customers.latest_{key}"), records, view.currency))))
    if view.deals:
        parts.append(section("\n".join(say("deals.row", deal=deal, today=view.today) for deal in view.deals)))
    if view.contacts:
        lines = (say("customers.contact", name=one.name, day=one.last_contact) for one in view.contacts)
        parts.append(section("\n".join(lines)))
    if len(parts) == 1:
        parts.append(section(say("customers.no_records")))
    return modal(
        say.bare("scorecard.why_title"), parts, callback_id="customers.why_view", close=say.bare("scorecard.close")
    )


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("customers.help_lines")
    return Message(text, rendered(section(text)))


def _rule(say: Words, view: WhyView) -> str:
    return say("customers.rule", which=view.which, days=view.silent_days, fewest=FEWEST_ANSWERS)


def _lines(say: Words, view: CustomersView) -> list[str]:
    due = [one for one in view.due if one.days is not None]
    return [
        say("customers.bought", view=view, sales=_money(say, view, view.sales)),
        say("customers.key", view=view, count=len(view.key)),
        _satisfaction(say, view),
        say("customers.silent", count=len(view.silent), days=view.silent_days),
        say("customers.renewals", view=view, due=len(due), risk=sum(1 for one in view.due if one.is_at_risk)),
        say("customers.gaps", view=view, count=len({name for gap in view.gaps for name in gap.accounts})),
    ]


def _satisfaction(say: Words, view: CustomersView) -> str:
    scores = view.scores
    mean, top = (scores.mean, scores.top_two) if scores.entries >= FEWEST_ANSWERS else (None, None)
    nps = scores.nps if scores.asked >= FEWEST_ANSWERS else None
    return say("customers.satisfaction", scores=scores, mean=mean, top=top, nps=nps)


def _heading(say: Words, view: CustomersView, has_rows: bool) -> str:
    heading = say("customers.heading", which=view.table, days=view.silent_days)
    return heading if has_rows else f"{heading}\n{say('customers.empty', which=view.table)}"


def _chart(say: Words, view: CustomersView) -> sb.Block | None:
    """Sales by segment, in whole units; None with fewer than two of them."""
    told = [one for one in view.segments if one.sales > 0][:MOST_IN_CHART]
    if len(told) < 2:
        return None
    labels: list[str] = []
    for one in told:
        label = shortened(straight(_segment(say, one.name)), LONGEST_LABEL)
        labels.append(label if label not in labels else f"{shortened(label, LONGEST_LABEL - 3)} {len(labels)}")
    points = [sb.DataPoint(label, round(one.sales)) for label, one in zip(labels, told, strict=True)]
    chart = sb.BarChart([sb.DataSeries(say.bare("customers.chart_series"), points)], sb.AxisConfig(labels))
    title = say.bare("customers.chart", by=view.by, currency=view.currency)
    return sb.DataVisualizationBlock(shortened(title, 50), chart)


def _bars(say: Words, view: CustomersView) -> sb.Block:
    """The chart as lines: the name, and below it bar and number."""
    told = view.segments[:MOST_IN_CHART]
    most = max((one.sales for one in told), default=0) or 1
    lines = [
        f"{plain(_segment(say, one.name))}\n{progress(one.sales / most, 8)} {_money(say, view, one.sales)}"
        for one in told
    ]
    return section("\n".join(lines))


def _segment(say: Words, name: str | None) -> str:
    return name or say.bare("customers.not_said")


def _rows(say: Words, view: CustomersView) -> list[list[str]]:
    match view.table:
        case "key":
            return [
                [one.name, _money(say, view, one.sales), say.percent(one.share), _day(say, one.last_contact)]
                for one in view.key
            ]
        case "silent":
            return [
                [one.name, _money(say, view, one.this_year), _days(say, one.days), _day(say, one.last_contact)]
                for one in view.silent
            ]
        case "renewals":
            return [
                [
                    f"#{one.deal.number} {one.deal.account or '–'}",
                    say.money(one.deal.value) if one.deal.value else "–",
                    _day(say, one.contract_ends_on or one.deal.expected_close),
                    say.bare("customers.state", one=one),
                ]
                for one in view.due
            ]
        case "gaps":
            return [
                [
                    say.bare("customers.pair", bought=gap.bought, lacks=gap.lacks),
                    say.bare("customers.attach", both=gap.both, buyers=gap.buyers, rate=gap.both / gap.buyers),
                    _named(say, gap.accounts),
                ]
                for gap in view.gaps
            ]
        case _:
            return [
                [
                    _segment(say, one.name),
                    say.number(one.customers),
                    _money(say, view, one.sales),
                    "–" if one.share is None else say.percent(one.share),
                    _scored(say, one.csat, one.scores.entries, one.top_two),
                    "–" if one.nps is None else say.bare("customers.nps", nps=one.nps, count=one.scores.asked),
                ]
                for one in view.segments
            ]


def _scored(say: Words, mean: float | None, count: int, top_two: float | None) -> str:
    if mean is None:
        return "–"
    return say.bare("customers.scored", mean=mean, count=count, top=top_two)


def _named(say: Words, names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    told = [shortened(straight(name), 40) for name in names[:MOST_NAMED]]
    return say.bare("customers.named", names=told, more=max(more, 0))


def _table(say: Words, view: CustomersView, rows: Sequence[Sequence[str]]) -> sb.Block:
    which = "segments" if view.table in BY else view.table
    columns = say.bare(f"customers.columns_{which}").split("|")
    cells = [[sb.RawText(shortened(straight(cell), 300)) for cell in row] for row in (columns, *rows[:MOST_ROWS])]
    caption = say.bare("customers.heading", which=view.table, days=view.silent_days).replace("*", "")
    return sb.DataTableBlock(cells, caption, page_size=20)  # type: ignore[arg-type]


def _in_lines(rows: Sequence[Sequence[str]]) -> sb.Block | None:
    lines = [
        f"*{plain(first)}*\n{' · '.join(unbroken(plain(cell)) for cell in rest)}" for first, *rest in rows[:MOST_ROWS]
    ]
    return section("\n".join(lines)) if lines else None


def _buttons(say: Words, view: CustomersView) -> sb.Block:
    options = [
        choice(say.bare("customers.show", which=which, days=view.silent_days), f"{which}~{view.ref}")
        for which in TABLES
    ]
    menu = sb.StaticSelectMenu(
        action_id=TABLE,
        options=options,
        placeholder=sb.PlainText(say.bare("customers.choose")),
        initial_option=options[TABLES.index(view.table)],
    )
    return buttons(menu, button(say.bare("scorecard.why_title"), WHY, f"{view.table}~{view.ref}"))


def _money(say: Words, view: CustomersView, value: float) -> str:
    return Markup(value_text(say, round(value), Unit.MONEY, view.currency))


def _day(say: Words, day: object) -> str:
    return say.bare("customers.day", day=day)


def _days(say: Words, days: int) -> str:
    return say.bare("scorecard.days", value=days)
