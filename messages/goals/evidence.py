"""Whether what a team does goes before what it wins, in words: what was found, how sure that is, and in which weeks."""

import slackblocks as sb

from messages.blocks import Message, divider, rendered, section, small
from messages.figures import value_text
from messages.words import Words, within_sentence, words
from models.goals.evidence import Evidence, OfKpi
from models.goals.lead_to_lag import LEVEL, SHUFFLES, Finding
from models.scorecard.kpis import KPIS, Unit


def evidence(language: str, found: Evidence) -> Message:
    """One part a lead KPI; what was found first."""
    say = words(language)
    title = say("goals.evidence_title", team=found.team, weeks=found.weeks, wins=found.wins)
    order = sorted(found.of_kpis, key=lambda one: (one.finding is None, one.finding.chance if one.finding else 1))
    blocks = rendered(section(title))
    for one in order:
        blocks += rendered(divider(), *_part(say, found, one))
    notes = [
        say("goals.evidence_how", shuffles=SHUFFLES, most=LEVEL * 100 / max(1, found.looked_at)),
        say("goals.evidence_no_cause"),
    ]
    if found.looked_at:
        blocks += rendered(divider(), small("\n".join(notes)))
    return Message(title.replace("*", ""), blocks)


def _part(say: Words, found: Evidence, one: OfKpi) -> list[sb.Block]:
    label = KPIS[one.kpi].label(say.language)
    if one.finding is None:
        return [section(say(f"goals.evidence_{one.reason}", label=label, has=one.has, takes=one.takes))]
    finding = one.finding
    hundred = max(1, round(finding.chance * 100)) if finding.chance >= 0.01 else 0
    if not finding.is_found(found.looked_at):
        return [
            section(say("goals.evidence_none", label=label, chance=hundred, weeks=finding.weeks, reps=finding.reps))
        ]
    text = say("goals.evidence_found", label=label, first=finding.first_week, last=finding.last_week)
    sure = say("goals.evidence_sure", chance=hundred, weeks=finding.weeks, reps=finding.reps)
    lines = [text, *_sides(say, found, one.kpi, finding), sure]
    listed = [say("goals.evidence_weeks", first=finding.first_week, last=finding.last_week)]
    for week in one.weeks:
        number = value_text(say, week.lead, Unit.COUNT, found.currency)
        listed.append(
            say("goals.evidence_week", day=week.first_day, number=number, won=_money(say, found, week.followed))
        )
    return [section("\n".join(lines)), section("\n".join(listed))]


def _sides(say: Words, found: Evidence, kpi: str, finding: Finding) -> list[str]:
    name = within_sentence(KPIS[kpi].label(say.language))
    return [
        say("goals.evidence_side", number=say.number(side.lead), name=name, won=_money(say, found, side.followed))
        for side in (finding.many, finding.few)
    ]


def _money(say: Words, found: Evidence, value: float) -> str:
    return value_text(say, round(value), Unit.MONEY, found.currency)
