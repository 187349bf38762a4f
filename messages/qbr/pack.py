"""The pack on one screen: against plan, won and lost, the pipeline, the accounts, what was promised, what is disputed."""

from collections import Counter
from collections.abc import Mapping

import slackblocks as sb

from messages.blocks import section, small, unbroken
from messages.figures import value_text
from messages.month_figures import kpi_name, status_text
from messages.words import Markup, Words
from models.qbr.pack import DealLine, Decided, Pack, Pipeline, Promise, Row
from models.scorecard.kpis import QUADRANT_NAMES, Quadrant, Unit

ROWS, PROMISES, DEALS = 8, 4, 3
"""On one screen; the PDF has them all."""
_FIRST = ("not", "partly", "unknown", "running", "kept")
"""In this order they stand: what was kept needs no talk."""
SIGNS = {"kept": "✓", "partly": "◐", "not": "✗", "running": "→", "unknown": "?"}


def pack_blocks(say: Words, pack: Pack, people: Mapping[str, str], *, in_full: bool = False) -> list[sb.Block]:
    """The pack. `in_full`: every KPI and promise, not only those of one screen."""
    most = len(pack.planned) if in_full else ROWS
    listed = sorted(pack.planned, key=lambda row: row.attainment if row.attainment is not None else 9)[:most]
    kept = {row.kpi for row in listed}
    lines = [against_plan(say, pack)]
    for quadrant in Quadrant:
        rows = [row for row in in_order(pack, quadrant) if row.kpi in kept]
        if rows:
            lines.append(quadrant_line(say, pack, quadrant))
            lines += [f"• {row_line(say, row, pack.currency)}" for row in rows]
    if len(pack.planned) > most:
        lines.append(say("qbr.more_rows", count=len(pack.planned) - most))
    blocks = [section("\n".join(lines)), section("\n".join(decided_lines(say, pack)))]
    if pack.pipeline is not None:
        blocks.append(section("\n".join(pipeline_lines(say, pack.pipeline, pack.currency))))
    blocks.append(section(accounts_line(say, pack)))
    blocks.append(section("\n".join(promise_lines(say, pack, people, len(pack.promises) if in_full else PROMISES))))
    if pack.disputed:
        blocks.append(small(disputed_line(say, pack)))
    return blocks


def in_order(pack: Pack, quadrant: Quadrant) -> list[Row]:
    """The rows of a quadrant that have a target: first what somebody does, then what comes of it."""
    mine = [row for row in pack.planned if row.quadrant == quadrant.value]
    return sorted(mine, key=lambda row: not row.is_lead)


def against_plan(say: Words, pack: Pack) -> str:
    """`Against plan: 92% ◆ at risk, from 6 KPIs with a target`."""
    status = status_text(say, pack.status) if pack.status else ""
    return say("qbr.against_plan", score=pack.score, counted=pack.counted, status_word=status)


def quadrant_line(say: Words, pack: Pack, quadrant: Quadrant) -> str:
    """`Find 80%`."""
    return say("qbr.quadrant", label=quadrant_label(say, pack, quadrant), score=pack.quadrants.get(quadrant.value))


def quadrant_label(say: Words, pack: Pack, quadrant: Quadrant) -> str:
    """What the quadrant is called here."""
    return pack.labels.get(f"{quadrant.value}_{say.language}") or QUADRANT_NAMES[quadrant][say.language]


def row_label(say: Words, row: Row) -> str:
    """The KPI's name; that of one of the workspace's own as it was then."""
    return row.names.get(say.language) or kpi_name(say, row.kpi)


def row_line(say: Words, row: Row, currency: str) -> str:
    """`First sales meetings: *31* of 32 · ✓ on course`; under it what people without the target added."""
    value, target = (amount(say, number, row.unit, currency) for number in (row.value, row.target))
    line = say(
        "qbr.row",
        label=row_label(say, row),
        measured=say("scorecard.at_most" if row.is_at_most else "scorecard.of_target", value=value, target=target),
        status_word=status_text(say, row.status) if row.status else "",
        is_lead=row.is_lead,
    )
    if row.by_others is None:
        return line
    whole, others = (
        amount(say, number, row.unit, currency) for number in ((row.value or 0) + row.by_others, row.by_others)
    )
    return f"{line}\n\u2003{say('scorecard.by_others', whole=whole, others=others)}"


def amount(say: Words, value: float | None, unit: str, currency: str) -> str:
    """A value that does not break over two lines; – when there is none."""
    return "–" if value is None else unbroken(value_text(say, value, Unit(unit), currency))


def money(say: Words, value: float, currency: str) -> str:
    """An amount in whole units."""
    return amount(say, value, Unit.MONEY.value, currency)


def decided_lines(say: Words, pack: Pack) -> list[str]:
    """What was won and lost, and why."""
    won, lost, currency = pack.won, pack.lost, pack.currency
    lines = [
        say(
            "qbr.decided",
            won=won.count,
            won_value=_worth(say, won, currency),
            lost=lost.count,
            lost_value=_worth(say, lost, currency),
            returned=pack.returned.count,
        )
    ]
    if lost.reasons:
        reasons = [Markup(say("qbr.a_reason", reason=reason, count=count)) for reason, count in _alike(say, lost)]
        lines.append(say("qbr.lost_because", reasons=reasons))
    if pack.won_deals:
        lines.append(say("qbr.largest", deals=[_deal(say, one, currency) for one in pack.won_deals[:DEALS]]))
    return lines


def _alike(say: Words, lost: Decided) -> list[tuple[str, int]]:
    """The reasons, most frequent first; those that read the same are one."""
    found: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for reason, count in lost.reasons:
        key = say("qbr.deal_name", name=reason).casefold()
        found[spelled.setdefault(key, reason)] += count
    return sorted(found.items(), key=lambda one: (not one[0], -one[1]))


def _worth(say: Words, decided: Decided, currency: str) -> str:
    value = money(say, decided.value, currency)
    if not decided.without_value:
        return value
    return f"{value} ({say('qbr.without_value', count=decided.without_value)})"


def _deal(say: Words, deal: DealLine, currency: str) -> Markup:
    return Markup(say("qbr.a_deal", name=_name(say, deal), value=_value(say, deal, currency), reason=deal.reason))


def _name(say: Words, deal: DealLine) -> str:
    return deal.name or say.bare("qbr.deal_number", number=deal.number)


def _value(say: Words, deal: DealLine, currency: str) -> str:
    return "–" if deal.value is None else money(say, deal.value, currency)


def pipeline_lines(say: Words, pipeline: Pipeline, currency: str, *, in_full: bool = False) -> list[str]:
    """What is open, what it covers, what is silent and what slipped. `in_full`: all silent ones by name."""
    value, weighted = money(say, pipeline.open_value, currency), money(say, pipeline.weighted, currency)
    lines = [say("qbr.pipeline", count=pipeline.open_count, value=value, weighted=weighted)]
    missing = "" if pipeline.missing is None else money(say, pipeline.missing, currency)
    reason = "reached" if pipeline.missing == 0 else "no_target"
    lines.append(say("qbr.coverage", ratio=pipeline.coverage, missing=missing, reason=reason))
    if pipeline.silent:
        named = [
            Markup(f"{say('qbr.deal_name', name=_name(say, one))} {_silence(say, one, currency)}")
            for one in pipeline.silent[: None if in_full else DEALS]
        ]
        lines.append(say("qbr.silent", count=pipeline.silent_count, deals=named))
    if pipeline.slipped:
        lines.append(say("qbr.slipped", count=pipeline.slipped))
    return lines


def _silence(say: Words, deal: DealLine, currency: str) -> str:
    """`€18,000 (41 days)`, on one line."""
    return unbroken(say("qbr.a_silent", value=_value(say, deal, currency), days=deal.days))


def accounts_line(say: Words, pack: Pack) -> str:
    """`Of 12 accounts with a cadence, 7 were contacted in time`."""
    if pack.accounts is None:
        return say("qbr.no_accounts")
    return say("qbr.accounts", in_time=pack.accounts.in_time, of=pack.accounts.with_cadence)


def promise_lines(say: Words, pack: Pack, people: Mapping[str, str], most: int) -> list[str]:
    """What was promised for the quarter: how much of it was kept, and a line each. What still runs is in no count."""
    said = [one for one in pack.promises if one.state in ("kept", "partly", "not")]
    kept = sum(one.state == "kept" for one in said)
    if not pack.promises:
        return [say("qbr.promised", kept=0, of=0)]
    unsaid, running = (sum(one.state == state for one in pack.promises) for state in ("unknown", "running"))
    lines = (
        [say("qbr.promised", kept=kept, of=len(said), unsaid=unsaid, running=running)]
        if said
        else [say("qbr.promised_open")]
    )
    ordered = sorted(pack.promises, key=lambda one: _FIRST.index(one.state))
    lines += [promise_line(say, one, people) for one in ordered[:most]]
    if len(pack.promises) > most:
        lines.append(say("qbr.more_promises", count=len(pack.promises) - most))
    return lines


def promise_line(say: Words, promise: Promise, people: Mapping[str, str]) -> str:
    """`✓ Five first meetings · commitment · 30 Sep`."""
    kpis = [kpi_name(say, key) for key in promise.kpi.split(",") if key]
    return say(
        "qbr.promise",
        sign=SIGNS[promise.state],
        text=promise.text or ", ".join(kpis) or "–",
        kind=say("qbr.promise_kind", kind=promise.kind),
        due=promise.due,
        owner=people.get(promise.owner_id, ""),
        steps=promise.steps,
    )


def disputed_line(say: Words, pack: Pack) -> str:
    """Which figures are disputed: noted, and the review goes on."""
    figures = [
        Markup(say("qbr.a_disputed", kpi=kpi_name(say, one.kpi), state=one.state, day=one.asked_on))
        for one in pack.disputed
    ]
    return say("qbr.disputed", figures=figures)
