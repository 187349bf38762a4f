"""A goal that nobody named goes by its results, in the language of whoever reads it."""

import pytest

from messages.goals.views import title_of
from models.scorecard.kpis import KPIS


@pytest.mark.parametrize(
    ("language", "title", "keys", "name"),
    [
        ("en", "Grow", ["first_meetings"], "Grow"),
        ("en", "", ["sales_by_channel", "first_meetings", "proposals"], "Sales by channel"),
        ("nl", "", ["sales_by_channel", "first_meetings", "proposals"], "Omzet per kanaal"),
        ("nl", "", ["new_customers", "sales_by_channel"], "Nieuwe klanten en omzet per kanaal"),
        ("en", "", ["first_meetings", "proposals"], "First sales meetings and qualified proposals"),
        ("en", "", [], ""),
    ],
)
def test_its_name(language: str, title: str, keys: list[str], name: str) -> None:
    assert title_of(language, title, [KPIS[key] for key in keys]) == name
