"""Who needs help, who deserves praise, and what is missing."""

from dataclasses import replace
from datetime import date

from messages.digest import weekly
from models.digest.changes import Change, Published, changes
from models.digest.company import TeamStanding
from models.digest.rep import Measured, RepWeek
from models.digest.week import AwayNow, Headline, TeamWeek
from models.period import month_of, week_of

WEEK = week_of(date(2026, 11, 9))


def rep(name: str, *attained: float | None, worked: float = 5, entries: int = 9, won: float = 0) -> RepWeek:
    kpis = ("first_meetings", "follow_ups", "proposals")
    measured = tuple(
        Measured(kpi, (share or 0) * 8, None if share is None else 8, share)
        for kpi, share in zip(kpis, attained, strict=False)
    )
    return RepWeek(name, name, None, measured, worked, entries, won)


def team(*reps: RepWeek) -> TeamWeek:
    return TeamWeek(WEEK, month_of(WEEK.start), reps, (), "EUR")


def names(reps: list[RepWeek]) -> list[str]:
    return [rep.name for rep in reps]


def test_the_score_is_the_mean_and_one_great_kpi_does_not_hide_a_missing_one() -> None:
    assert rep("Anna", 1.0, 0.5).score == 0.75
    assert rep("Anna", 9.0, 0.0).score == 0.75, "(min(9, 1.5) + 0) / 2"
    assert rep("Anna", None).score is None


def test_with_nothing_to_do_there_is_nothing_to_say_and_that_takes_two_lines() -> None:
    calm = team(rep("Anna", 1.0), rep("Bram", 1.05))
    assert calm.says_nothing
    assert len(weekly.to_manager("en", calm).blocks) == 2
    assert not team(rep("Anna", 1.0), rep("Bram", 0.5)).says_nothing
    assert not team(rep("Anna", 1.0), rep("Bram", 1.0, won=100)).says_nothing
    assert not replace(calm, away=(AwayNow("Anna", WEEK.end, WEEK.end, all_week=True),)).says_nothing


def test_a_team_is_on_course_when_together_it_is_and_at_least_half_of_its_people_are() -> None:
    # Two reps at 90 % each while the team has its own target at 120 %: together on course, and nobody is.
    totals = (Measured("first_meetings", 12, 10, 1.2),)
    nobody = replace(team(rep("Anna", 0.9), rep("Bram", 0.9)), totals=totals)
    half = replace(team(rep("Anna", 1.0), rep("Bram", 0.9)), totals=totals)
    assert [TeamStanding("North", (), week).score for week in (nobody, half)] == [1.2, 1.2]
    assert [TeamStanding("North", (), week).is_on_course for week in (nobody, half)] == [False, True]
    behind = replace(half, totals=(Measured("first_meetings", 9, 10, 0.9),))
    assert not TeamStanding("North", (), behind).is_on_course


def test_help_begins_with_who_is_furthest_behind() -> None:
    week = team(rep("Anna", 0.94), rep("Bram", 0.2), rep("Chantal", 0.95), rep("Daan", 0.6))
    assert names(week.need_help) == ["Bram", "Daan", "Anna"]
    assert names(week.on_course) == ["Chantal"]


def test_who_was_away_needs_no_help_and_who_is_silent_is_asked_something_else() -> None:
    week = team(rep("Anna", 0, worked=0), rep("Bram", 0, entries=0), rep("Chantal", 0, entries=1))
    assert names(week.need_help) == ["Chantal"]
    assert names(week.silent) == ["Bram"]
    assert names(week.without_targets) == []


def test_a_rep_who_won_a_deal_but_logged_nothing_is_not_silent() -> None:
    assert not rep("Anna", 0, entries=0, won=5000).is_silent


def test_praise_is_for_who_is_ahead_and_every_win_is_told_however_the_rest_of_the_week_went() -> None:
    week = team(rep("Anna", 1.1), rep("Bram", 0.9, won=100), rep("Chantal", 0.3, won=9000), rep("Daan", 1.09))
    assert names(week.deserve_praise) == ["Anna"], "110 % and more"
    assert names(week.winners) == ["Chantal", "Bram"], "the most first, whatever their score"


def test_a_deal_without_a_value_is_a_win_and_so_is_one_of_who_was_away() -> None:
    gift = replace(rep("Anna", 1.0, worked=0), won_from=("Acme",))
    assert names(team(gift, rep("Bram", 1.0)).winners) == ["Anna"]


def test_one_meeting_in_a_week_of_one_day_is_no_reason_for_praise() -> None:
    # Manager 5: Mehdi, in #team-zuid: “1 of 1 first meetings”, one day at work and four of leave.
    mehdi = replace(rep("Mehdi", None, worked=1), measured=(Measured("first_meetings", 1, 1, 1.5),))
    assert names(team(mehdi).deserve_praise) == []
    busy = replace(mehdi, measured=(Measured("first_meetings", 6, 1, 6.0),))
    assert names(team(busy).deserve_praise) == [], "one day is too short a week, whatever was done"
    two_of_one = replace(mehdi, days_worked=5, measured=(Measured("first_meetings", 2, 1, 2.0),))
    assert names(team(two_of_one).deserve_praise) == [], "two is fewer than three"
    three_of_two = replace(mehdi, days_worked=3, measured=(Measured("first_meetings", 3, 2, 1.5),))
    assert names(team(three_of_two).deserve_praise) == ["Mehdi"]


def test_praise_is_for_what_leads_to_results_not_for_the_sales_themselves() -> None:
    sells = replace(
        rep("Anna", 1.0), measured=(Measured("follow_ups", 8, 8, 1.0), Measured("sales_by_channel", 90_000, 9000, 10.0))
    )
    assert sells.strength == Measured("follow_ups", 8, 8, 1.0)
    only_sales = replace(sells, measured=sells.measured[1:])
    assert names(team(only_sales).deserve_praise) == [], "what was won is told as a win"


def test_a_week_in_which_nobody_logged_or_won_anything_has_nothing_to_tell_a_channel() -> None:
    assert not team(rep("Anna", 0, entries=0), rep("Bram", 0, entries=0)).has_anything
    assert team(rep("Anna", 0, entries=0), rep("Bram", 0, entries=1)).has_anything
    assert team(rep("Anna", 0, entries=0, won=1)).has_anything


def test_the_headline_says_what_matters_most() -> None:
    assert team(rep("Anna", 1, worked=0)).headline is Headline.NOBODY
    assert team(rep("Anna", 0, entries=0), rep("Bram", 0, entries=0)).headline is Headline.SILENT
    assert team(rep("Anna", None)).headline is Headline.NO_TARGETS
    assert team(rep("Anna", 1), rep("Bram", 1.2)).headline is Headline.ALL_ON_COURSE
    assert team(rep("Anna", 1), rep("Bram", 0.5)).headline is Headline.ONE_STANDS_OUT
    behind = [rep("Daan", 0.5), rep("Eva", 0.4)]
    assert team(rep("Anna", 1), rep("Bram", 1), *behind).headline is Headline.MOST_ON_COURSE
    assert team(rep("Anna", 1), *behind).headline is Headline.MOST_BEHIND


def test_nobody_on_course_is_not_all_that_is_said_above_sales_that_are() -> None:
    """D14: 263,502 of 125,000 is 211 %; of Anna and Bram each is at half of their first meetings."""
    behind = team(rep("Anna", 0.5), rep("Bram", 0.6))
    sales = Measured("sales_by_channel", 263_502, 125_000, 263_502 / 125_000, of_month=True)
    assert behind.headline is Headline.MOST_BEHIND
    assert replace(behind, totals=(sales,)).headline is Headline.ONLY_SALES
    assert replace(behind, totals=(replace(sales, attainment=0.9),)).headline is Headline.MOST_BEHIND
    assert replace(team(rep("Anna", 1), *behind.reps), totals=(sales,)).headline is Headline.MOST_BEHIND


def test_silence_beside_good_weeks_still_has_somebody_to_begin_with() -> None:
    week = team(rep("Anna", 1), rep("Bram", 0, entries=0))
    assert week.need_help == []
    assert week.headline is Headline.SOME_SILENT


def test_a_change_is_told_a_rounding_error_is_not() -> None:
    before, after = (
        {"proposals": 3.0, "first_meetings": 2.0, "gone": 1.0},
        {"proposals": 3.0 + 1e-9, "first_meetings": 4.0, "new": 5.0},
    )
    told = changes(Published(before), Published(after))
    assert told == [Change("first_meetings", 2.0, 4.0), Change("gone", 1.0, None), Change("new", None, 5.0)]


def test_another_target_is_told_beside_the_figure_that_it_is_compared_with() -> None:
    before = Published({"proposals": 3.0, "first_meetings": 2.0, "follow_ups": 5.0}, {"proposals": 4, "follow_ups": 8})
    after = Published({"proposals": 3.0, "first_meetings": 2.0, "follow_ups": 6.0}, {"proposals": 6, "follow_ups": 8})
    asked, done = changes(before, after)
    assert (asked, asked.is_of_target) == (Change("proposals", 3, 3, 4, 6), True)
    assert (done, done.is_of_target) == (Change("follow_ups", 5, 6), False)
    # A digest from before targets were kept with it is compared by its figures alone.
    assert changes(Published(before.figures), after) == [Change("follow_ups", 5, 6)]


def test_what_everybody_makes_up_for_elsewhere_is_named_all_the_same() -> None:
    totals = (
        Measured("first_meetings", 2, 8, 0.25),
        Measured("follow_ups", 12, 8, 1.5),
        Measured("proposals", 1, 8, 0.84),
    )
    week = TeamWeek(WEEK, month_of(WEEK.start), (rep("Anna", 0.5, 1.5),), totals, "EUR")
    assert week.headline is Headline.ALL_ON_COURSE
    assert week.weakest == totals[0]
    assert team(rep("Anna", 1)).weakest is None
