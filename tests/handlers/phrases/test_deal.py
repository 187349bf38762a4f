"""`/deal` as people type it, in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from handlers.deals.command import looks
from handlers.phrases import (
    MYSELF,
    Amount,
    DealPhrase,
    Label,
    PersonForm,
    PersonRef,
    Reason,
    Share,
    Unreadable,
    example_of,
    read_deal,
)
from handlers.phrases.scorecard import read_scorecard
from tests.handlers.phrases.known import MONDAY, known
from tests.spoken import examples_of

SUNDAY = date(2026, 11, 22)
BRAM = PersonRef(PersonForm.NAME, "bram")
K25, K18 = Amount(Decimal(25000)), Amount(Decimal(18000))

DEALS: list[tuple[str, dict[str, object]]] = [
    (
        'add Acme 25k "New line" stage=proposal close=2026-12-15 channel=partner',
        {
            "action": "add",
            "account": "Acme",
            "amount": K25,
            "title": "New line",
            "stage": "proposal",
            "close_on": date(2026, 12, 15),
            "channel": "partner",
        },
    ),
    ("move Acme negotiation", {"action": "move", "account": "Acme", "stage": "negotiation"}),
    ("won Acme", {"action": "won", "account": "Acme"}),
    ("won Acme 18k", {"action": "won", "account": "Acme", "amount": K18}),
    ("lost Acme price", {"action": "lost", "account": "Acme", "reason": "price"}),
    ("list", {"action": "list"}),
    (
        'toevoegen Acme 25k "Nieuwe lijn" fase=voorstel',
        {"action": "add", "account": "Acme", "amount": K25, "title": "Nieuwe lijn", "stage": "proposal"},
    ),
    ("voeg toe Acme 25k", {"action": "add", "account": "Acme", "amount": K25}),
    ("add Acme", {"action": "add", "account": "Acme"}),
    ("add acme 25k new line", {"action": "add", "account": "Acme", "amount": K25, "title": "new line"}),
    ("add 25k Acme", {"action": "add", "account": "Acme", "amount": K25}),
    ('add "New line" Acme 25k', {"action": "add", "account": "Acme", "amount": K25, "title": "New line"}),
    ('add "Smith, Jones & Co" 25k', {"action": "add", "account": "Smith, Jones & Co", "amount": K25}),
    ("add Newco 25k", {"action": "add", "account": "Newco", "amount": K25}),
    ("add Acme € 25.000", {"action": "add", "account": "Acme", "amount": Amount(Decimal(25000), "EUR")}),
    ("add Acme 25k negotiation", {"action": "add", "account": "Acme", "amount": K25, "stage": "negotiation"}),
    ("add Acme 25k via partner", {"action": "add", "account": "Acme", "amount": K25, "channel": "partner"}),
    ("add Acme 25k kanaal=online", {"action": "add", "account": "Acme", "amount": K25, "channel": "online"}),
    ("add Acme 25k 40%", {"action": "add", "account": "Acme", "amount": K25, "probability": 40}),
    ("add Acme kans=40% eigenaar=@bram", {"action": "add", "account": "Acme", "probability": 40, "owner": BRAM}),
    ("add Acme probability=40 owner=me", {"action": "add", "account": "Acme", "probability": 40, "owner": MYSELF}),
    (
        'add Acme type=upsell product="GTX Pro"',
        {"action": "add", "account": "Acme", "deal_type": "upsell", "product": "GTX Pro"},
    ),
    ("add Acme soort=cross-sell", {"action": "add", "account": "Acme", "deal_type": "crosssell"}),
    ("add Acme type=verlenging", {"action": "add", "account": "Acme", "deal_type": "renewal"}),
    ("add Acme contract until 31 dec", {"action": "add", "account": "Acme", "contract_until": date(2026, 12, 31)}),
    ("won Acme contract tot 1 mrt 2028", {"action": "won", "account": "Acme", "contract_until": date(2028, 3, 1)}),
    ("edit Acme contracteinde=2027-06-30", {"action": "edit", "account": "Acme", "contract_until": date(2027, 6, 30)}),
    ("lost Acme contract too dear", {"action": "lost", "account": "Acme", "reason": "contract too dear"}),
    ("lost Acme contract until it ends", {"action": "lost", "account": "Acme", "reason": "contract until it ends"}),
    ("add Acme close=friday", {"action": "add", "account": "Acme", "close_on": date(2026, 11, 27)}),
    ("add Acme sluit=15 dec", {"action": "add", "account": "Acme", "close_on": date(2026, 12, 15)}),
    (
        "add Acme 25k 60/40 @bram",
        {"action": "add", "account": "Acme", "amount": K25, "shares": (Share(MYSELF, 60), Share(BRAM, 40))},
    ),
    ("add De Vries BV 25k", {"action": "add", "account": "De Vries BV", "amount": K25}),
    ("verloren Van den Berg prijs", {"action": "lost", "account": "Van den Berg", "reason": "prijs"}),
    ("move Acme to negotiation", {"action": "move", "account": "Acme", "stage": "negotiation"}),
    ("verplaats Acme naar onderhandeling", {"action": "move", "account": "Acme", "stage": "negotiation"}),
    ("move #12 discovery", {"action": "move", "number": 12, "stage": "discovery"}),
    ("move deal 12 stage=offerte", {"action": "move", "number": 12, "stage": "proposal"}),
    ("won #12 18k", {"action": "won", "number": 12, "amount": K18}),
    ("gewonnen Acme 18k gisteren", {"action": "won", "account": "Acme", "amount": K18, "day": SUNDAY}),
    (
        "won Acme 18k 50% @bram",
        {"action": "won", "account": "Acme", "amount": K18, "shares": (Share(MYSELF, 50), Share(BRAM, 50))},
    ),
    ("verloren Acme prijs te hoog", {"action": "lost", "account": "Acme", "reason": "prijs te hoog"}),
    (
        'lost Acme "New line" too expensive',
        {"action": "lost", "account": "Acme", "title": "New line", "reason": "too expensive"},
    ),
    ("lost Acme because of the price", {"action": "lost", "account": "Acme", "reason": "the price"}),
    ("lost Acme: price", {"action": "lost", "account": "Acme", "reason": "price"}),
    ("lost Acme reason=price", {"action": "lost", "account": "Acme", "reason": "price"}),
    (
        "lost Acme 2 competitors were cheaper",
        {"action": "lost", "account": "Acme", "reason": "2 competitors were cheaper"},
    ),
    ("lost Acme price yesterday", {"action": "lost", "account": "Acme", "reason": "price", "day": SUNDAY}),
    ("returned Acme no budget", {"action": "returned", "account": "Acme", "reason": "no budget"}),
    ("teruggegeven Acme geen budget", {"action": "returned", "account": "Acme", "reason": "geen budget"}),
    ("list @bram", {"action": "list", "owner": BRAM}),
    ("lijst", {"action": "list"}),
    ("list Acme", {"action": "list", "account": "Acme"}),
]

UNSAID = {name: getattr(DealPhrase("list"), name) for name in DealPhrase.__slots__}


@pytest.mark.parametrize(("text", "meaning"), DEALS, ids=[text for text, _ in DEALS])
def test_a_line_about_a_deal_is_read_as_meant(text: str, meaning: dict[str, object]) -> None:
    phrase = read_deal(text, MONDAY, known_accounts=known)
    read = {name: getattr(phrase, name) for name in UNSAID}
    read["account"] = phrase.account.name if phrase.account else None
    assert read == {**UNSAID, **meaning}


REFUSED: list[tuple[str, Reason, str]] = [
    ("", Reason.NOTHING_TYPED, ""),
    ("foo Acme", Reason.UNKNOWN_ACTION, "foo"),
    ("won", Reason.ACCOUNT_MISSING, ""),
    ("add 25k", Reason.ACCOUNT_MISSING, ""),
    ("move Acme", Reason.STAGE_MISSING, ""),
    ("move Acme foo", Reason.UNKNOWN_STAGE, "foo"),
    ("add Acme stage=foo", Reason.UNKNOWN_STAGE, "foo"),
    ("add Acme channel=foo", Reason.UNKNOWN_CHANNEL, "foo"),
    ("add Acme type=foo", Reason.UNKNOWN_DEAL_TYPE, "foo"),
    ("add Acme stag=proposal", Reason.UNKNOWN_KEY, "stag"),
    ("add Acme stage=", Reason.VALUE_MISSING, "stage"),
    ("add Acme probability=140", Reason.PROBABILITY_OUT_OF_RANGE, "140"),
    ("add Acme amount=lots", Reason.NOT_A_NUMBER, "lots"),
    ("add Acme contract=soon", Reason.NOT_A_DATE, "soon"),
    ("add Acme close=soon", Reason.NOT_A_DATE, "soon"),
    ("add Acme owner=25k", Reason.NOT_A_PERSON, "25k"),
    ("add Acme -5k", Reason.AMOUNT_NEGATIVE, "-5k"),
    ("add Acme 2000 mld", Reason.AMOUNT_TOO_LARGE, "2000 mld"),
    ("won Acme 18k 60/30 @bram", Reason.SPLIT_NOT_100, "60/30 @bram"),
    ("add Acme close=03/04/2027", Reason.DATE_AMBIGUOUS, "03/04/2027"),
    (f"lost Acme {'x' * 301}", Reason.NOTE_TOO_LONG, "x" * 60),
    (f'lost Acme reason="{"x" * 301}"', Reason.NOTE_TOO_LONG, "x" * 60),
    (f'add Acme "{"x" * 161}"', Reason.NAME_TOO_LONG, "x" * 60),
]


@pytest.mark.parametrize(("text", "reason", "rest"), REFUSED, ids=[text[:50] for text, _, _ in REFUSED])
def test_what_cannot_be_read_is_said(text: str, reason: Reason, rest: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_deal(text, MONDAY, known_accounts=known)
    assert (caught.value.reason, caught.value.rest) == (reason, rest)


def test_an_unknown_stage_is_answered_with_what_was_understood_and_the_stages_there_are() -> None:
    with pytest.raises(Unreadable) as caught:
        read_deal("verplaats Acme xyz", MONDAY, language="nl", known_accounts=known)
    assert caught.value.understood == [(Label.ACTION, "move"), (Label.ACCOUNT, "Acme")]
    assert caught.value.suggestions == ("qualified", "discovery", "proposal", "negotiation")
    assert caught.value.example == "verplaats Acme onderhandeling"


def test_a_workspaces_own_stages_and_channels_replace_ours() -> None:
    own = {"stages": {"pilot": "Pilot, Proef", "proposal": ""}, "channels": {"fairs": "Trade fairs, Beurzen"}}
    phrase = read_deal("add Acme stage=proef channel=beurzen", MONDAY, known_accounts=known, **own)
    assert (phrase.stage, phrase.channel) == ("pilot", "fairs")
    assert read_deal("move Acme offerte", MONDAY, known_accounts=known, **own).stage == "proposal"
    with pytest.raises(Unreadable):
        read_deal("move Acme negotiation", MONDAY, known_accounts=known, **own)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", examples_of("deals"))
def test_every_example_that_is_shown_can_be_typed(name: str, language: str) -> None:
    example = example_of(name, language)
    if looks(example):
        assert read_scorecard(example.partition(" ")[2], MONDAY, language=language).scope
    else:
        assert read_deal(example, MONDAY, language=language).action
