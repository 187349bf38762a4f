"""What is told of a CRM: the sentences of a refusal stand apart, and counts of one are counts of one."""

import pytest

from messages.words import words
from models.money import Money


@pytest.mark.once
def test_what_a_crm_asks_for_and_its_link_stand_apart_from_the_sentence_before() -> None:
    about = {"name": "HubSpot", "about": "Acme", "what": "refused", "reason": "No amount", "fields": "amount"}
    text = words("en")("connections.not_written", **about, url="https://crm.example.com/1")
    assert "when you change it. Required there: amount. <https://crm.example.com/1|Open it in HubSpot ↗>" in text


@pytest.mark.once
def test_what_has_no_name_any_more_is_still_told_of() -> None:
    text = words("en")(
        "connections.not_written", name="HubSpot", about="", what="unknown", reason="", fields="", url=""
    )
    assert text.startswith("I sent *what you did in Slack* to *HubSpot* three times")


@pytest.mark.once
def test_one_deal_is_no_deals_and_just_now_is_not_0_minutes_ago() -> None:
    about = {"before": Money(100, "EUR"), "after": Money(100, "EUR"), "is_complete": True}
    text = words("en").bare("connections.terminal_would_come", deals=1, known=0, activities=1, **about)
    assert "It has one deal (known here already: 0) and one meeting or call. This month’s sales:" in " ".join(
        text.split()
    )
    stands = {
        "name": "HubSpot",
        "vendor": "hubspot",
        "state": "running",
        "percent": None,
        "error": "",
        "waiting": 2,
        "not_taken": 0,
    }
    text = words("en").bare("connections.terminal_stands", **stands, minutes=0)
    assert " ".join(text.split()) == "HubSpot: synced just now · 2 things wait for an answer"
