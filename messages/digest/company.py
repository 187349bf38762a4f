"""The weekly digest of who leads managers: by team, never a list of other managers' people."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import slackblocks as sb

from messages.blocks import Message, divider, header, progress, rendered, section, shortened, small
from messages.digest.figures import measured, named, totals
from messages.digest.weekly import actions, headline, left_out, plan
from messages.words import Markup, Words, words
from models.digest.company import CompanyWeek, DealAtStake, Forecast, ManagerStanding, TeamStanding
from models.money import Money

MOST_TEAMS = 12
MOST_MANAGERS = 10
MOST_WINNERS = 6
LONGEST_LABEL = 20


def to_leader(language: str, company: CompanyWeek, *, preview: bool = False) -> Message:
    """What somebody who leads managers gets on Monday morning."""
    say = words(language)
    week, text = company.week, company_headline(say, company)
    before = [
        header(say.bare("digest.company_title", first_day=week.period.start, last_day=week.period.last_day)),
        section(text),
        section(totals(say, week)) if week.totals else None,
    ]
    after = [
        _forecast(say, company.forecast, week.currency),
        _managers(say, company),
        _deals(say, company),
        _wins(say, company),
        plan(say, week),
        left_out(say, week),
        divider(),
        actions(say, week, preview=preview),
        small(say("digest.only_you")) if preview else small(say("digest.company_basis", teams=len(company.teams))),
    ]
    chart = _chart(say, company)
    native = [chart, _teams(say, company, with_bars=False)] if chart else [_teams(say, company, with_bars=True)]
    return Message(
        text, rendered(*before, *native, *after), rendered(*before, _teams(say, company, with_bars=True), *after)
    )


def company_headline(say: Words, company: CompanyWeek) -> str:
    """One sentence: which team to begin with."""
    if not company.measured or not company.week.has_anything:
        return headline(say, company.week)
    first = company.measured[0]
    return say(
        "digest.company_headline",
        on_course=len(company.on_course),
        of=len(company.measured),
        team=team_name(say, first),
        managers=list(first.managers[:2]),
        why=_why(say, first, company.week.currency),
    )


def team_line(say: Words, team: TeamStanding, *, with_bar: bool = False) -> Markup:
    """A team in one line: how many are on course, its sales, and who logged nothing."""
    return _in_one_line(
        say(
            "digest.team_line",
            bar=progress(team.score) if with_bar and team.score is not None else "",
            share=team.score,
            team=team_name(say, team),
            managers=list(team.managers[:2]),
            on_course=len(team.week.on_course),
            of=len(team.week.measured),
            sales=measured(say, team.sales, team.week.currency) if team.sales else "",
            silent=len(team.week.silent),
        )
    )


def manager_line(say: Words, one: ManagerStanding, talks_in: date, reviews_of: date) -> Markup:
    """A manager in one line: talks of this month, reviews of the month before."""
    return _in_one_line(say("digest.manager_line", one=one, talks_in=talks_in, reviews_of=reviews_of))


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


# --- the parts -------------------------------------------------------------------------------------------


def _why(say: Words, team: TeamStanding, currency: str) -> Markup:
    if team.behind_with:
        return Markup(say.listed(measured(say, one, currency) for one in team.behind_with))
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
    won, weighted, expected = (
        Money.of(Decimal(round(value)), currency) for value in (forecast.won, forecast.weighted, forecast.expected)
    )
    target = Money.of(Decimal(round(forecast.target)), currency) if forecast.target else None
    return section(
        say(
            "digest.forecast",
            last_day=forecast.quarter.last_day,
            won=won,
            weighted=weighted,
            expected=expected,
            target=target,
            share=forecast.share,
        )
    )


def _managers(say: Words, company: CompanyWeek) -> sb.Block | None:
    months = company.week.month.start, company.reviewed.start
    lines = [manager_line(say, one, *months) for one in company.managers[:MOST_MANAGERS]]
    return section(say("digest.managers", lines=lines, more=len(company.managers) - len(lines))) if lines else None


def _deals(say: Words, company: CompanyWeek) -> sb.Block | None:
    lines = [deal_line(say, deal) for deal in company.deals]
    return section(say("digest.deals_at_stake", lines=lines)) if lines else None


def deal_line(say: Words, deal: DealAtStake) -> Markup:
    """An open deal by name, and why it is at stake."""
    return _in_one_line(say("digest.deal_at_stake", deal=deal))


def _in_one_line(text: str) -> Markup:
    return Markup(text.replace("\n", " "))


def _wins(say: Words, company: CompanyWeek) -> sb.Block | None:
    winners = company.week.winners
    if not winners:
        return None
    names = [
        say("digest.win", name=rep.name, amount=Money.of(Decimal(round(rep.won)), company.week.currency))
        if rep.won
        else rep.name
        for rep in winners
    ]
    return section(say("digest.wins", winners=named(say, names, MOST_WINNERS)))
