"""Territory coverage, in words."""

from messages.analysis.told import AnalysisView, Cell, Chart, Told, columns, lack, number_cell, share_cell
from messages.words import Words
from models.analysis.coverage import OfOwner, TerritoryCoverage
from models.territories.coverage import Coverage


def coverage(say: Words, view: AnalysisView, found: TerritoryCoverage) -> Told:
    """Which accounts were contacted in time, by tier and by list."""
    total, best = found.total, found.best
    if total.rate is None:
        return Told(say("analysis.coverage_none"), lacks=[lack(say, "no_named_accounts")])
    sentence = say(
        "analysis.coverage_sentence",
        contacted=total.contacted,
        of=total.of,
        share=total.rate,
        best=best.coverage.contacted if best else 0,
        best_of=best.coverage.of if best else 0,
    )
    facts = []
    if total.never:
        facts.append(say("analysis.coverage_never", number=total.never))
    nobodys = sum(one.coverage.of for one in found.owners if one.name is None)
    if nobodys:
        facts.append(say("analysis.coverage_nobodys", number=nobodys))
    if worst := _most_late([one for one in found.owners if one.name]):
        late = worst.coverage.of - worst.coverage.contacted
        facts.insert(0, say("analysis.coverage_lowest", name=worst.name, late=late, of=worst.coverage.of))
    rows = [
        _row(say, say.bare("analysis.coverage_tier", tier=one.tier, days=one.cadence), one.coverage)
        for one in found.tiers
    ]
    rows += [_row(say, one.name or say.bare("analysis.coverage_nobody"), one.coverage) for one in found.owners]
    notes = [say("analysis.coverage_as_of", day=found.day)]
    head = columns(say, "list", "named", "in_time", "coverage")
    return Told(sentence, facts, _chart(say, found), head, rows, notes)


def _most_late(owners: list[OfOwner]) -> OfOwner | None:
    """Whose list has the most accounts that are late; None where there is one list, or nothing is late."""
    late = [one for one in owners if one.coverage.of > one.coverage.contacted]
    return max(late, key=lambda one: one.coverage.of - one.coverage.contacted) if len(owners) > 1 and late else None


def _row(say: Words, name: str, of: Coverage) -> list[Cell]:
    return [name, number_cell(say, of.of), number_cell(say, of.contacted), share_cell(say, of.rate)]


def _chart(say: Words, found: TerritoryCoverage) -> Chart | None:
    if len(found.months) < 2:
        return None
    values = [round((of.rate or 0) * 100, 1) for _, of in found.months]
    labels = [say.day(day, "d MMM yy") for day, _ in found.months]
    texts = [say.percent(value / 100) for value in values]
    series = {say.bare("analysis.short_name", which="coverage"): values}
    return Chart("line", say.bare("analysis.coverage_chart"), labels, series, texts)
