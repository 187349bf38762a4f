"""Why this number: the formula, the records behind it, what was left out, and a way to dispute it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from messages.blocks import View, button, buttons, divider, modal, section, small
from messages.figures import by_channel_text, period_within, value_text
from messages.kpis import measure_text
from messages.scorecard.corrections import RequestView, told_beside
from messages.scorecard.records import Record, listed
from messages.words import Words, words
from models.period import Period
from models.scorecard.kpis import InTime, Kpi, Unit

DISPUTE = "scorecard.dispute"
_SHARES = frozenset({"satisfied", "renewal_rate", "turnover_rate"})
_NUMBERS = frozenset({"renewals_due"})


@dataclass(frozen=True)
class Origin:
    """Where a target comes from: so much a week, month or quarter, set for whom."""

    target: float
    stated: float
    per: str
    set_for: str
    is_prorated: bool = False


@dataclass(frozen=True)
class Why:
    """Everything behind one figure. `ref` says whose, of when and which KPI."""

    kpi: Kpi
    name: str
    period: Period
    currency: str
    value: float | None
    reason: str | None
    read_at: str
    ref: str
    n: int = 0
    numerator: float | None = None
    denominator: float | None = None
    by_channel: Mapping[str, float] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    beside: Mapping[str, float] = field(default_factory=dict)
    origin: Origin | None = None
    expected: float | None = None
    elapsed_share: float | None = None
    projection: float | None = None
    compared: float | None = None
    """Of a team: what stands against the target, where that is not the value itself."""
    no_target: str | None = None
    """Why there is no target."""
    records: Sequence[Record] = ()
    due: Sequence[Record] = ()
    """Of renewals: what was due in the period, renewed or not."""
    is_listed: bool = True
    requests: Sequence[tuple[RequestView, bool]] = ()
    """Corrections that were asked for, and whether the reader may not read what was said."""


def why(language: str, why: Why) -> View:
    """The modal behind "Why this number?"."""
    say = words(language)
    value = say(f"scorecard.why_{why.reason}") if why.value is None else _value(say, why, why.value)
    head = say(
        "scorecard.why_heading",
        label=why.kpi.label(language),
        value=value,
        name=why.name,
        period=period_within(say, why.period),
    )
    return modal(
        say.bare("scorecard.why_title"),
        [
            section(head),
            section("\n".join([formula_text(say, why.kpi), *_parts(say, why)])),
            section("\n".join(_target(say, why))),
            divider(),
            section("\n".join(_records(say, why))),
            *([section("\n".join(listed(say, say("scorecard.fell_due"), why.due, why.currency)))] if why.due else []),
            section("\n".join(_requests(say, why))) if why.requests else None,
            buttons(button(say.bare("scorecard.dispute"), DISPUTE, why.ref)),
            small(say("scorecard.read_at", moment=why.read_at)),
        ],
        callback_id="scorecard.why_view",
        close=say.bare("scorecard.close"),
    )


def formula_text(say: Words, kpi: Kpi) -> str:
    """How a KPI is counted, in a sentence."""
    if kpi.measure is not None:
        return say("scorecard.formula_own", measure=measure_text(say, kpi.measure))
    return say(f"scorecard.formula_{kpi.key}")


def _value(say: Words, why: Why, value: float) -> str:
    return value_text(say, value, why.kpi.unit, why.currency)


def _parts(say: Words, why: Why) -> list[str]:
    lines = []
    if why.numerator is not None and why.denominator is not None:
        top_unit = Unit.MONEY if why.kpi.unit is Unit.MONEY else Unit.COUNT
        top = value_text(say, why.numerator, top_unit, why.currency)
        lines.append(say("scorecard.made_of", top=top, bottom=say.number(why.denominator)))
    if why.by_channel:
        parts = by_channel_text(say, why.by_channel, why.kpi.unit, why.currency)
        lines.append(say("scorecard.by_channel", parts=parts))
    for which, value in why.beside.items():
        unit = Unit.COUNT if which in _NUMBERS else Unit.MONEY
        view = "" if which in _SHARES else value_text(say, value, unit, why.currency)
        lines.append(say("scorecard.beside", which=which, value=view, share=value))
    lines += [say("scorecard.left_out", reason=reason, count=count) for reason, count in why.left_out.items()]
    return lines


def _target(say: Words, why: Why) -> list[str]:
    if why.origin is None:
        return [say("scorecard.no_target", which=why.no_target)]
    origin = why.origin
    lines = [
        say(
            "scorecard.target_origin",
            target=_value(say, why, origin.target),
            stated=_stated(say, why, origin),
            per=origin.per,
            set_for=origin.set_for,
            prorated=origin.is_prorated,
        )
    ]
    if why.compared is not None:
        lines.append(say("scorecard.compared", value=_value(say, why, why.compared)))
    if why.expected is not None and why.elapsed_share is not None:
        expected = _value(say, why, why.expected)
        lines.append(say("scorecard.expected", expected=expected, share=why.elapsed_share))
    if why.projection is not None:
        lines.append(say("scorecard.projection", value=_value(say, why, why.projection)))
    return lines


def _stated(say: Words, why: Why, origin: Origin) -> str | None:
    """How it was set, where that is not the same: only what adds up day by day is converted."""
    return _value(say, why, origin.stated) if why.kpi.kind is InTime.FLOW else None


def _records(say: Words, why: Why) -> list[str]:
    if not why.is_listed:
        return [say("scorecard.no_list")]
    if not why.records:
        return [say("scorecard.no_records")]
    title = say("scorecard.records", listed=len(why.records), total=max(why.n, len(why.records)))
    return listed(say, title, why.records, why.currency)


def _requests(say: Words, why: Why) -> list[str]:
    """What was asked about this figure, and what became of it."""
    lines = [told_beside(say, request, is_private=is_private) for request, is_private in why.requests]
    return [say("scorecard.asked_about_it"), *(f"• {line}" for line in lines)]
