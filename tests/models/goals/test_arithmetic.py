"""From a result to what each week asks, by hand."""

import pytest

from models.goals.arithmetic import (
    ENOUGH,
    Chain,
    Count,
    Link,
    Rate,
    better_known,
    chain_to_money,
    chain_to_wins,
    deal_rate,
    rate_of_counts,
    win_rate,
)


def rates(**changed: Rate) -> dict[Link, Rate]:
    """€16,000 a deal, 40% won, 0.3 proposals for each first meeting, 2 follow-ups for each proposal."""
    found = {
        Link.DEAL: deal_rate([16_000.0] * 24, 384_000, 24),
        Link.WIN: win_rate(24, 60, 60),
        Link.PROPOSAL: rate_of_counts(Link.PROPOSAL, 75, 250),
        Link.FOLLOW_UP: rate_of_counts(Link.FOLLOW_UP, 150, 75),
    }
    return found | {Link(link): rate for link, rate in changed.items()}


def test_the_chain_of_the_book() -> None:
    # 300,000 / 16,000 = 18.75 -> 19 wins
    #          19 / 0.4 = 47.5 -> 48 proposals
    #          48 / 0.3 = 160 first meetings (12 a week in 13 1/3 weeks)
    #          48 × 2   = 96 follow-ups
    chain = chain_to_money(300_000, rates())
    assert [
        count.number for count in (chain.wins, chain.proposals, chain.first_meetings, chain.follow_ups) if count
    ] == [19, 48, 160, 96]
    assert chain.ends_at is None


def test_the_range_grows_with_each_rate() -> None:
    # All deals are of one size: no error in the wins. Exact, not rounded on the way: 18.75 wins, so 18 to 19.
    # Win rate: variance (1 - 0.4) / (0.4 × 60) = 0.025, root 0.158; e^(1.28 × 0.158) = 1.2243
    #   18.75 / 0.4 = 46.875; / 1.2243 = 38.3 -> 38; × 1.2243 = 57.4 -> 58 proposals
    # Proposals for each meeting: + 1/75 + 1/250 = 0.0173, together 0.0423, root 0.2058; e^(1.28 × 0.2058) = 1.3013
    #   46.875 / 0.3 = 156.25; / 1.3013 = 120.07 -> 120; × 1.3013 = 203.3 -> 204 first meetings
    chain = chain_to_money(300_000, rates())
    assert (chain.wins, chain.proposals, chain.first_meetings) == (
        Count(19, 18, 19),
        Count(48, 38, 58),
        Count(160, 120, 204),
    )


def test_the_error_of_a_mean_deal_is_its_spread_over_the_root_of_n() -> None:
    # 10, 20, 30, 20, 20: mean 20, spread √(200 / 4) = 7.071; (7.071 / 20)² / 5 = 0.025
    rate = deal_rate([10.0, 20.0, 30.0, 20.0, 20.0], 100, 5)
    assert (rate.value, rate.n, rate.uncertainty) == (20, 5, pytest.approx(0.025))


def test_a_result_in_wins_begins_there() -> None:
    chain = chain_to_wins(5, rates())  # 5 / 0.4 = 12.5 -> 13; 13 / 0.3 = 43.3 -> 44
    assert (chain.wins, chain.proposals and chain.proposals.number) == (Count(5, 5, 5), 13)
    assert chain.count_of("first_meetings") is chain.first_meetings
    assert chain.first_meetings is not None
    assert chain.first_meetings.number == 44


@pytest.mark.parametrize(
    ("rate", "known"),
    [
        (deal_rate([16_000.0] * 4, 64_000, 4), ()),
        (win_rate(0, 12, 12), ("wins",)),
        (win_rate(2, 4, 4), ("wins",)),
        (rate_of_counts(Link.PROPOSAL, 0, 40), ("wins", "proposals", "follow_ups")),
        (rate_of_counts(Link.FOLLOW_UP, 0, 40), ("wins", "proposals", "first_meetings")),
    ],
)
def test_the_chain_ends_where_too_little_is_on_record(rate: Rate, known: tuple[str, ...]) -> None:
    chain = chain_to_money(300_000, rates(**{rate.link: rate}))
    found = [name for name in ("wins", "proposals", "first_meetings", "follow_ups") if getattr(chain, name)]
    assert found == sorted(known, key=["wins", "proposals", "first_meetings", "follow_ups"].index)
    assert chain.ends_at is (None if rate.link is Link.FOLLOW_UP else rate.link)


def test_the_team_stands_in_below_twenty_and_only_when_it_knows_more() -> None:
    own, team = win_rate(8, ENOUGH - 1, ENOUGH - 1), win_rate(30, 90, 90, of_team=True)
    assert better_known(own, team) is team
    assert better_known(win_rate(8, ENOUGH, ENOUGH), team).of_team is False
    assert better_known(own, win_rate(8, 19, 19, of_team=True)) is own  # a team of one
    assert better_known(own, None) is own
    assert own.is_rough
    assert not team.is_rough


def test_nothing_to_go_takes_nothing() -> None:
    nothing = Count(0, 0, 0)
    assert chain_to_money(0, rates()) == Chain(nothing, nothing, nothing, nothing)
