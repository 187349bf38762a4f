"""Why this number: the formula, the records behind it, what was left out, and a way to dispute it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import slackblocks as sb

from messages.blocks import (
    Message,
    View,
    button,
    buttons,
    choice,
    divider,
    field_input,
    modal,
    rendered,
    section,
    small,
)
from messages.figures import by_channel_text, period_name, period_within, value_text
from messages.kpis import measure_text
from messages.scorecard.why_records import Record, bare_record_text, listed, record_text
from messages.words import Words, words
from models.period import Period
from models.scorecard.kpis import InTime, Kpi, Unit

DISPUTE, DISPUTE_FORM = "scorecard.dispute", "scorecard.dispute_form"
RECORD, WHAT = "record", "what"
MISSING = "missing"
"""The choice for "something is missing"."""
LONGEST_TEXT = 1000
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


def why(language: str, why: Why) -> View:
    """The modal behind "Why this number?"."""
    say = words(language)
    value = say(f"scorecard.why_{why.reason}") if why.value is None else _value(say, why, why.value)
    head = say(
        "scorecard.why_heading",
        label=why.kpi.label(language),
        value=value,
        name=why.name,
        period=period_name(say, why.period),
    )
    return modal(
        say.bare("scorecard.why_title"),
        [
            section(head),
            section("\n".join([_formula(say, why.kpi), *_parts(say, why)])),
            section("\n".join(_target(say, why))),
            divider(),
            section("\n".join(_records(say, why))),
            *([section("\n".join(listed(say, say("scorecard.fell_due"), why.due, why.currency)))] if why.due else []),
            buttons(button(say.bare("scorecard.dispute"), DISPUTE, why.ref)),
            small(say("scorecard.read_at", moment=why.read_at)),
        ],
        callback_id="scorecard.why_view",
        close=say.bare("scorecard.close"),
    )


def dispute_form(language: str, records: Sequence[Record], currency: str, ref: str) -> View:
    """What is wrong, with which record."""
    say = words(language)
    options = [choice(say.bare("scorecard.something_missing"), MISSING)]
    options += [choice(bare_record_text(say, record, currency), record.id) for record in records]
    menu = sb.StaticSelectMenu(action_id="record", options=options, initial_option=options[0])
    text = sb.PlainTextInput(action_id="what", multiline=True, max_length=LONGEST_TEXT)
    return modal(
        say.bare("scorecard.dispute_title"),
        [
            field_input(say.bare("scorecard.which_record"), RECORD, menu),
            field_input(say.bare("scorecard.what_is_wrong"), WHAT, text),
            small(say("scorecard.who_gets_it")),
        ],
        callback_id=DISPUTE_FORM,
        close=say.bare("scorecard.cancel"),
        submit=say.bare("scorecard.send"),
        private_metadata=ref,
    )


def disputed(language: str, asked: Sequence[str]) -> Message:
    """The request went out."""
    text = words(language)("scorecard.disputed", who=asked)
    return Message(text, rendered(section(text)))


def correction_asked(
    language: str, asker: str, kpi: Kpi, name: str, period: Period, text: str, record: Record | None, currency: str
) -> Message:
    """What the owner of the record and the manager get."""
    say = words(language)
    title = say(
        "scorecard.correction_asked",
        asker=asker,
        label=kpi.label(language),
        name=name,
        period=period_within(say, period),
    )
    about = [small(say("scorecard.about_record", record=record_text(say, record, currency)))] if record else []
    said = section(say("scorecard.correction_text", text=text))
    return Message(title, rendered(section(title), said, *about, small(say("scorecard.how_to_correct"))))


def _formula(say: Words, kpi: Kpi) -> str:
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
