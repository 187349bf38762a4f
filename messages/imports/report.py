"""What an import reports in a terminal: in English, one line a remark, with the lines of the file it is about."""

from collections.abc import Iterator, Sequence
from typing import Any

from messages.words import words
from models.imports.report import ImportReport, Remark

LINES_LISTED = 5
NAMES_LISTED = 8

SKIPPED: dict[str, str] = {
    "too_many_values": "more values than headings: is one of them not quoted?",
    "no_owner": "no owner",
    "no_currency": "no currency",
    "no_stage": "no stage",
    "no_name": "no name",
    "no_person": "no person",
    "no_date": "no date",
    "no_account": "no account: a {kind} needs one",
    "no_amount": "no amount",
    "no_score": "no score from 1 to 5",
    "no_topic": "neither a topic nor a title",
    "no_hours": "no hours",
    "hours_out_of_range": "{value} is no length in hours: above 0 and at most {most}",
    "not_yes_or_no": "{value} is neither yes nor no",
    "no_minutes": "no duration in minutes",
    "same_id": "the id {id} stands on line {line} already",
    "same_person": "{name} stands on line {line} already",
    "same_account": "{name} stands on line {line} already",
    "two_people": "two people are called {name}: use their e-mail address",
    "unknown_person": "nobody is called {name}: import people first",
    "unknown_team": "there is no team {name}: import people first",
    "handles_differ": "{email} and {slack_id} are two different people",
    "name_too_long": "the name {name}… is longer than {limit} characters",
    "text_too_long": "{field} is longer than {limit} characters",
    "not_a_date": "{value} in {column} is not a date",
    "not_an_amount": "{value} in {column} is not an amount",
    "not_a_number": "{value} in {column} is not a whole number from {lowest} to {highest}",
    "not_a_rate": "{value} is not a rate: what one unit costs, above 0",
    "is_reporting": "{currency} is the currency that the rates are in",
    "not_a_percentage": "{value} is not a percentage",
    "not_an_email": "{value} is not an e-mail address",
    "negative_amount": "{value} is below zero",
    "absurd_amount": "{value} is more than a thousand billion",
    "unknown_currency": "{value} is not a currency",
    "unknown_role": "{role} is not a sales role; the roles are {roles}",
    "unknown_tier": "{tier} is not a tier: A, B, C or D",
    "unknown_kind": "{kind} is not a kind; the kinds are {kinds}",
    "unknown_kpi": "{kpi} is not a KPI of the scorecard",
    "team_figure": "{kpi} is a figure of whole teams: set it for a team or the workspace",
    "company_figure": "{kpi} is a figure of the whole company: leave person, team and role out",
    "several_subjects": "more than one of person, team and role",
    "no_target": "no target",
    "absurd_target": "{value} is not a target: above 0 and at most a thousand billion",
    "unknown_period": "{period} is not a week, month, quarter or year",
    "unknown_part": "{part} is not a part of the day: full, morning or afternoon",
    "ends_before_start": "{end} is before {start}",
    "manages_in_a_circle": "{name} stands above {manager}, who would be their manager",
    "opened_in_the_future": "opened on {day}, which is still to come",
    "decided_in_the_future": "decided on {day}, which is still to come",
    "happened_in_the_future": "happened on {day}, which is still to come",
    "closed_before_opened": "closed on {closed}, before it was opened on {opened}",
    "leave_too_long": "more than a year: an end date belongs in the file of people",
    "not_a_split": "{value} is not a split: Anna 60%, Bram 40%",
    "shares_not_100": "a split of {total} %, which should be 100 %",
    "status_gone": "{status} in the CRM",
    "decided_how": "{stage} says that it is over, but not whether it was won: say it in a column Status (Won, Lost), or add {stage} as a stage of yours",
    "not_held": "{status}: it was not held",
    "not_granted": "{status}: no leave was taken",
    "status_not_known": 'I do not know what {status} in {column} means: was it held, or granted? If that column says something else, leave it unread: --map "{column}=-"',
    "not_a_duration": "{value} in {column} is not a length of time",
    "person_is_an_id": "{name} is an id and no name: export the name or the e-mail address of who it is",
    "merged_into": "merged into {into} in the CRM",
    "all_day_no_leave": "{title}: not leave",
    "part_of_a_day": "{title}: part of a day, which is no leave here",
    "comes_back": "{title}: repeats itself; leave is told once for each stretch",
    "already_away": "is away already from {first_day} to {last_day}",
}
"""Why a row was left out."""

NOTED: dict[str, str] = {
    "no_account": "without an account: taken, and counted without one",
    "no_open_date": "without an open date: in the pipeline from the day of this import, and in no sales cycle",
    "no_close_date": "{outcome} without a close date: taken, but in no period",
    "no_value": "without a value: taken, and left out of totals",
    "deal_unknown": "no deal is called {deal} here: taken without it; import the deals, then this file again",
    "planned": "a visit on {day}, which is still to come: planned, and counted once it was held",
    "same_event": "told by {source} already: kept, and not counted a second time; `/log list` can count it apart",
    "same_deal": "deal #{number} of Slack already: connected with it, and counted once; `/deal undo #{number}` parts them",
    "product_spelled": "product {typed} is kept as {kept}, the spelling in use",
    "stage_unknown": "stage {stage} is not one of yours ({stages}): kept as it is, without a probability",
    "type_unknown": "type {type} is not known: taken as new business",
    "changed_here_since": "changed or undone in Slack since: left as it is",
    "restates": "from {first} to {last}, which is over: figures of that time are measured against it from now on",
    "moved_territory": "was in {territory}: moved",
    "cell_unread": "{value} in {column} cannot be read: taken, and left unknown",
    "status_unknown": "status {status} is not known: the stage decides whether the deal is open",
    "stage_by_spelling": "stage {stage} is taken as {outcome}; if it is an open one, add it as a stage of yours",
    "product_lines_summed": "{count} lines of one deal: its value is their sum, its product that of the largest ({product})",
    "product_lines_alike": "{count} lines of one deal with the same amount on each: its value is that amount, its product {product}",
    "rate_missing": "in {currency}, for which there is no rate yet: taken, and left out of totals",
}
"""What is worth knowing about rows that were taken."""

WARNED: dict[str, str] = {
    "none_has": "none of {count} has {name}",
    "column_unread": "{unread} of {filled} values in {column} cannot be read, for instance {value}: is that column {name}?",
}
"""What the whole file lacks."""

CALLED = {"account": "an account", "opened": "an open date", "closed": "a close date", "value": "a value"}
"""How the fields are called in such a sentence."""
PASSED_OVER = {"title": "above the headings", "total": "with a total", "footer": "below the rows"}
COLUMNS_LISTED = 12
LONGEST_HEADING = 40

_ADDED = {"people": "person", "managers": "manager", "teams": "team", "accounts": "account", "territories": "territory"}


def report_lines(report: ImportReport) -> Iterator[str]:
    """The report as lines for a terminal, the most frequent remark first."""
    yield from _warnings(report)
    tried = "Tried only, nothing is stored. " if report.is_dry_run else ""
    yield (
        f"{tried}{report.kind}: {_count(report.rows, 'row')}: {report.taken:,} taken, {report.changed:,} changed, "
        f"{report.unchanged:,} unchanged, {sum(len(remark.lines) for remark in report.skipped):,} skipped"
    )
    if report.profile:
        yield f"  an export of {report.profile}; if it is not, say which with --from, or name the columns with --map"
    for why in PASSED_OVER:
        lines = [str(line) for line, reason in report.passed_over if reason == why]
        if lines:
            yield f"  passed over: {_count(len(lines), 'line')} {PASSED_OVER[why]} ({_where(lines)})"
    if report.gone:
        were = "is not in this one" if len(report.gone) == 1 else "are not in this one"
        end = "removed now" if report.closed else "if they are gone in the CRM, import it again with --close-missing"
        named = _listed(report.gone, NAMES_LISTED)
        yield f"  {_count(len(report.gone), 'open deal')} that came from such a file before {were}: {named}; {end}"
    if not report.has_ids:
        yield "  without ids: a deal is known again by account, title, product and open date; export its id as well"
    for what, names in report.added.items():
        if names:
            yield f"  added: {_count(len(names), _ADDED[what])} ({_listed(names, NAMES_LISTED)})"
    if report.counted_worth is not None:
        waited = f"{_count(report.counted, 'amount')} that waited for a rate"
        yield f"  counted now: {waited}, together {words('en').money(report.counted_worth)}"
    for remark in report.skipped:
        yield f"  skipped: {_said(SKIPPED, remark)}"
    for remark in report.notes:
        yield f"  note: {_said(NOTED, remark)}"
    if report.ignored_columns:
        short = [
            name if len(name) <= LONGEST_HEADING else f"{name[: LONGEST_HEADING - 1]}…"
            for name in report.ignored_columns
        ]
        yield f"  columns not read: {_listed(short, COLUMNS_LISTED)}"


def _warnings(report: ImportReport) -> Iterator[str]:
    """What the file lacks, with what to type for it: before everything else."""
    for remark in report.warnings:
        values = {name: _plain(value) for name, value in remark.values.items()}
        if remark.reason == "none_has":
            values |= {
                "count": _count(remark.values["count"], "row"),
                "name": CALLED.get(str(values["name"]), str(values["name"])),
            }
        said = WARNED[remark.reason].format(**values)
        if values.get("column") and remark.reason == "none_has":
            said += f"; is it “{values['column']}”?"
        elif remark.reason == "none_has":
            said += "; does a column that is not read say it?"
        yield f"LOOK: {said}{_way_out(remark)}"


def _way_out(remark: Remark) -> str:
    option = remark.values.get("option")
    return f" Import it again with {option}" if option else ""


def _said(sentences: dict[str, str], remark: Remark) -> str:
    values = {name: _plain(value) for name, value in remark.values.items()}
    lines = [str(line) for line in remark.lines]
    return f"{_count(len(lines), 'row')}: {sentences[remark.reason].format(**values)} ({_where(lines)})"


def _where(lines: Sequence[str]) -> str:
    return f"line {lines[0]}" if len(lines) == 1 else f"lines {_listed(lines, LINES_LISTED)}"


def _plain(value: Any) -> str:
    """A value in a sentence; lists with commas."""
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return str(value)


def _count(number: int, noun: str) -> str:
    plural = "people" if noun == "person" else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def _listed(texts: Sequence[str], most: int) -> str:
    first = ", ".join(texts[:most])
    return first if len(texts) <= most else f"{first} and {len(texts) - most:,} more"
