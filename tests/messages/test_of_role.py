"""What a role looks at first: on Home always, in a message that comes by itself only when there is something to tell."""

import pytest

from messages.blocks import rendered
from messages.home.of_role import has_news, of_role
from messages.words import words
from models.scorecard.role_accounts import AccountsDue
from models.scorecard.role_figures import Demos, Handovers, PartnerDeals, RoleFigures


@pytest.mark.parametrize(
    ("figures", "has"),
    [
        (Handovers(0, 0, 0), False),
        (Handovers(3, 0, 0), True),
        (Demos(0, 0, None), False),
        (Demos(0, 1, None), True),
        (PartnerDeals(0, None, 0, None), False),
        (PartnerDeals(1, None, 0, None), True),
        (AccountsDue(16, 0, 0), False),
        (AccountsDue(16, 0, 1), True),
        (AccountsDue(0, 0, 0, 2), True),
        (None, False),
    ],
)
def test_zeros_are_no_news(figures: RoleFigures | None, has: bool) -> None:
    assert has_news(figures) is has


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (AccountsDue(16, 3, 0), "*Accounts*: 3 overdue (of 16)"),
        (AccountsDue(16, 0, 2), "*Accounts*: 2 due today (of 16)"),
        (AccountsDue(16, 3, 2), "*Accounts*: 3 overdue, 2 due today (of 16)"),
        (AccountsDue(16, 0, 0), "*Accounts*: none is due today (of 16)"),
    ],
)
def test_accounts_are_told_without_a_zero_beside_them(figures: AccountsDue, said: str) -> None:
    assert said in str(rendered(*of_role(words("en"), figures)))
