"""The weekly digest of who leads managers: by team, never a list of other managers' people."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import slackblocks as sb

from messages.blocks import Message, divider, header, progress, rendered, section, shortened, small
from messages.digest import totals
from messages.digest.deals import at_stake
from messages.digest.figures import measured, named
from messages.digest.weekly import actions, headline, left_out, plan
from messages.words import Markup, Words, words
from models.digest.company import CompanyWeek, Forecast, ManagerStanding, TeamStanding
from models.digest.week import Headline
from models.maturity.stage import stage_name
from models.money import Money

MOST_TEAMS = 12
MOST_MANAGERS = 10
MOST_WINNERS = 20
LONGEST_LABEL = 20


def to_leader(language: str, company: CompanyWeek, *, preview: bool = False) -> Message:
    """What somebody who leads managers gets on Monday morning."""
    say = words(language)
    company = all_named(say, company)
    week, text = company.week, company_headline(say, company)
    before = [
        header(say.bare("digest.company_title", first_day=week.period.start, last_day=week.period.last_day)),
        section(text),
    ]
    after = [
        _forecast(say, company.forecast, week.currency),
        _managers(say, company),
        at_stake(say, company.deals),
        wins(say, company),
        plan(say, week),
        _stage(say, company),
        left_out(say, week),
        divider(),
        actions(say, week, preview=preview),
        small(say("digest.only_you")) if preview else small(say("digest.company_basis", teams=len(company.teams))),
    ]
    chart = _chart(say, company)
    teams = _teams(say, company, with_bars=True)
    native = [chart, _teams(say, company, with_bars=False)] if chart else [teams]
    months = [totals.month_lines(say, week), totals.quadrants(say, week)]
    return Message(
        text,
        rendered(*before, *native, totals.week_table(say, week), *months, *after),
        rendered(*before, teams, totals.week_lines(say, week), *months, *after),
    )


def company_headline(say: Words, company: CompanyWeek) -> str:
    """One sentence: which team to begin with."""
    if not company.measured or not company.week.has_anything:
        return headline(say, company.week)
    first, lagging = company.measured[0], company.lags_in_sales
    return say(
        "digest.company_headline",
        on_course=len(company.on_course),
        of=len(company.measured),
        sells_in=company.week.month.start if company.week.sells_on_course else None,
        team=team_name(say, first),
        managers=list(first.managers[:2]),
        why=why(say, first, company.week.currency),
        lagging=team_name(say, lagging) if lagging else "",
        sales=sales(say, lagging) if lagging else "",
    )


def sales(say: Words, team: TeamStanding) -> str:
    """Its sales in the month against their target; empty without one."""
    return measured(say, team.sales, team.week.currency, month=team.week.month.start) if team.sales else ""


def team_line(say: Words, team: TeamStanding, *, with_bar: bool = False) -> Markup:
    """A team in short lines: how it stands together, how many are on course, its sales, and who logged nothing."""
    return Markup(
        say(
            "digest.team_line",
            bar=progress(team.score) if with_bar and team.score is not None else "",
            share=team.score,
            team=team_name(say, team),
            managers=list(team.managers[:2]),
            on_course=len(team.week.on_course),
            of=len(team.week.measured),
            sales=sales(say, team),
            silent=len(team.week.silent),
            is_early=team.week.headline is Headline.TOO_EARLY,
        )
    )


def manager_line(
    say: Words, one: ManagerStanding, talks_in: date, reviews_of: date, *, is_over: bool = False
) -> Markup:
    """A manager: talks of a month (`is_over`: all of it), and reviews of one; what they could have held by now."""
    return Markup(say("digest.manager_line", one=one, talks_in=talks_in, reviews_of=reviews_of, is_over=is_over))


def by_manager(language: str, managers: Sequence[ManagerStanding], talks_in: date, reviews_of: date) -> Message:
    """Which manager held the reviews of a month, and this month's talks; who did least comes first."""
    say = words(language)
    held, due = sum(one.reviews_held for one in managers), sum(one.reviews_due for one in managers)
    text = say("digest.reviews_held", held=held, due=due, month=reviews_of)
    lines = [manager_line(say, one, talks_in, reviews_of) for one in managers[:MOST_MANAGERS]]
    listed = section(say("digest.managers", lines=lines, more=len(managers) - len(lines))) if lines else None
    return Message(text, rendered(section(text), listed, small(say("digest.never_what_was_said"))))


def team_name(say: Words, team: TeamStanding) -> str:
    """What a team is called; who is in none has a name as well."""
    return team.name or say.bare("digest.no_team")


def all_named(say: Words, company: CompanyWeek) -> CompanyWeek:
    """Whose own manager has not read it yet goes by their team; of who is in none it says just that."""
    instead = say.bare("digest.no_team")
    week = replace(
        company.week,
        reps=tuple(rep if rep.name else replace(rep, name=instead) for rep in company.week.reps),
        left_out={id_: name or instead for id_, name in company.week.left_out.items()},
    )
    return replace(company, week=week)


# --- the parts -------------------------------------------------------------------------------------------


def why(say: Words, team: TeamStanding, currency: str) -> Markup:
    """With what a team is behind; else how many in it are on course."""
    if team.behind_with:
        month = team.week.month.start
        behind = [replace(one, actual=one.actual - one.by_others, by_others=0) for one in team.behind_with]
        return Markup(say.listed(measured(say, one, currency, month=month) for one in behind))
    return Markup(say("digest.people_on_course", on_course=len(team.week.on_course), of=len(team.week.measured)))


def _chart(say: Words, company: CompanyWeek) -> sb.Block | None:
    teams = company.measured[:MOST_TEAMS]
    if len(teams) < 2:
        return None
    labels = [shortened(team_name(say, team), LONGEST_LABEL) for team in teams]
    if len(set(labels)) < len(labels):
        return None
    points = [sb.DataPoint(label, round((team.score or 0) * 100)) for label, team in zip(labels, teams, strict=True)]
    chart = sb.BarChart([sb.DataSeries(say.bare("digest.chart_series"), points)], sb.AxisConfig(labels))
    return sb.DataVisualizationBlock(shortened(say.bare("digest.chart_title_teams"), 50), chart)


def _teams(say: Words, company: CompanyWeek, *, with_bars: bool) -> sb.Block:
    lines = [team_line(say, team, with_bar=with_bars) for team in company.teams[:MOST_TEAMS]]
    return section(say("digest.teams", lines=lines, more=len(company.teams) - len(lines)))


def _forecast(say: Words, forecast: Forecast, currency: str) -> sb.Block:
    def money(value: float | None) -> Money | None:
        return None if value is None else Money.of(Decimal(round(value)), currency)

    share = forecast.won_share if forecast.is_over else forecast.share
    return section(
        say(
            "digest.forecast",
            forecast=forecast,
            won=money(forecast.won),
            expected=money(_about(forecast.expected)),
            low=money(_about(forecast.low)),
            high=money(_about(forecast.high)),
            target=money(forecast.target or None),
            share=share,
            bar=progress(share) if share is not None else "",
        )
    )


def _about(value: float) -> float:
    """Three figures that count: a range is no promise to the euro."""
    return float(f"{value:.3g}")


def _managers(say: Words, company: CompanyWeek) -> sb.Block | None:
    months = company.week.month.start, company.reviewed.start
    is_over = company.week.month_is_over
    lines = [manager_line(say, one, *months, is_over=is_over) for one in company.managers[:MOST_MANAGERS]]
    return section(say("digest.managers", lines=lines, more=len(company.managers) - len(lines))) if lines else None


def wins(say: Words, company: CompanyWeek) -> sb.Block | None:
    """Everybody who won; whose own manager has not read it yet under the name of the team."""
    won: dict[str, float] = {}
    for rep in company.week.winners:
        won[rep.name] = won.get(rep.name, 0) + rep.won
    names = [
        say("digest.win", name=name, amount=Money.of(Decimal(round(value)), company.week.currency))
        if value
        else say("digest.win_without_value", name=name)
        for name, value in won.items()
    ]
    return (
        section(say("digest.wins", winners=named(say, [Markup(one) for one in names], MOST_WINNERS))) if names else None
    )


def _stage(say: Words, company: CompanyWeek) -> sb.Block | None:
    if company.stage is None:
        return None
    return section(say("digest.stage", stage=company.stage, name=stage_name(company.stage, say.language)))
