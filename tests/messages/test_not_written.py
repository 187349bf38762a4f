"""The sentences of a refusal stand apart."""

import pytest

from messages.words import words


@pytest.mark.once
def test_what_a_crm_asks_for_and_its_link_stand_apart_from_the_sentence_before() -> None:
    about = {"name": "HubSpot", "about": "Acme", "what": "refused", "reason": "No amount", "fields": "amount"}
    text = words("en")("connections.not_written", **about, url="https://crm.example.com/1")
    assert "until you change it. It asks for: amount. <https://crm.example.com/1|Open it in HubSpot ↗>" in text
