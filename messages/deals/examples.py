"""Examples of what we say about deals."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages.blocks import Message, View
from messages.connections.views import ToldBy
from messages.deals import answers, forms, pipeline_examples, questions
from messages.territories.questions import Claim
from messages.words import words
from models.money import Money
from models.period import month_of

TODAY = date(2026, 11, 12)


def euro(amount: int) -> Money:
    """An amount in euro."""
    return Money.of(amount, "EUR")


LINE = answers.DealView(
    id="1",
    number=12,
    stage="proposal",
    account="Acme",
    title="New line",
    value=euro(25_000),
    reporting=euro(25_000),
    probability=50,
    expected_close=date(2026, 12, 15),
    channel="partner",
    next_stage="negotiation",
)
MOVED = answers.DealView(
    id="1",
    number=12,
    stage="negotiation",
    account="Acme",
    title="New line",
    value=euro(25_000),
    reporting=euro(25_000),
    probability=75,
    expected_close=date(2026, 12, 15),
    channel="partner",
)
DOLLARS = answers.DealView(
    id="2",
    number=14,
    stage="qualified",
    account="Globex",
    value=Money.of(18_000, "USD"),
    reporting=euro(16_650),
    probability=10,
    expected_close=date(2026, 11, 2),
    owner="Bram Bakker",
    next_stage="discovery",
)
BARE = answers.DealView(id="3", number=15, stage="qualified", probability=10)
NASTY = answers.DealView(
    id="4",
    number=16,
    stage="pilot *at* site",
    account="<!channel> & *Söhne* _bv_ ~x~ `rm` 🚀 שלום " + "y" * 120,
    title="“quotes” <@U1> " + "z" * 140,
    owner="<!here> *Bold* مدير " + "n" * 90,
    value=Money.of(10**12, "EUR"),
    product="*_~`" * 20,
    channel="own <channel>",
    shares=(("<!channel>", 60), ("Bram *B*", 40)),
)
WON = answers.DealView(
    id="1",
    number=12,
    stage="won",
    outcome="won",
    account="Acme",
    title="New line",
    value=euro(18_000),
    reporting=euro(18_000),
    closed_on=TODAY,
    channel="partner",
    shares=(("Anna de Vries", 60), ("Bram Bakker", 40)),
)
LOST = answers.DealView(
    id="2",
    number=14,
    stage="lost",
    outcome="lost",
    account="Globex",
    value=Money.of(18_000, "CHF"),
    closed_on=date(2026, 11, 10),
    reason="price",
)
WITHOUT_REASON = answers.DealView(
    id="2",
    number=14,
    stage="lost",
    outcome="lost",
    account="Globex",
    value=euro(900),
    reporting=euro(900),
    closed_on=TODAY,
)
RETURNED = answers.DealView(
    id="3", number=15, stage="returned", outcome="returned", account="Initech", closed_on=TODAY, reason="no budget"
)
MINE = answers.Pipeline("", 5, euro(120_000), euro(61_250), without_value=1)
HERS = answers.Pipeline("Anna de Vries", 1, euro(25_000), euro(12_500))
NONE = answers.Pipeline("", 0, euro(0), euro(0))
SALES = answers.Sales("", "month", euro(43_000), euro(100_000))
SEPTEMBER = replace(SALES, of=month_of(date(2026, 9, 10)))
UNTARGETED = answers.Sales("Bram Bakker", "week", euro(18_000))

CLAIM = Claim("5" * 32, "Acme <!here>", "Bram Bakker", is_deal=True)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and form about deals."""
    yield from pipeline_examples.examples(language)
    yield "win", answers.win(language, ["Anna de Vries", NASTY.title], NASTY.title, Money(1_800_000, "EUR"))
    yield "win_without_amount", answers.win(language, ["Anna de Vries"], "Acme", None)
    for name, answer in (
        ("added", answers.Done("add", LINE, "c", TODAY, standing=MINE, new_account=True)),
        ("added_told_already", answers.Done("add", LINE, "c", TODAY, standing=MINE, perhaps=BARE)),
        ("added_bare", answers.Done("add", BARE, "c", TODAY, standing=HERS)),
        ("added_nasty", answers.Done("add", NASTY, "c", TODAY, standing=MINE, new_account=True)),
        ("moved", answers.Done("move", MOVED, "c", TODAY, was=LINE, standing=MINE)),
        ("edited", answers.Done("edit", DOLLARS, "c", TODAY, was=LINE, standing=MINE)),
        ("won", answers.Done("won", WON, "c", TODAY, was=LINE, standing=SALES)),
        ("won_elsewhere", answers.Done("won", WON, "c", TODAY, was=LINE, standing=SALES, claim=CLAIM)),
        ("won_and_told", answers.Done("won", WON, "c", TODAY, was=LINE, standing=SALES, told_in="C0NORTH")),
        ("won_after_lost", answers.Done("won", WON, "c", TODAY, was=LOST, standing=SALES)),
        (
            "won_after_returned",
            answers.Done("won", WON, "c", TODAY, was=replace(RETURNED, closed_on=None), standing=SALES),
        ),
        ("edited_september", answers.Done("edit", WON, "c", TODAY, was=WON, standing=SEPTEMBER)),
        (
            "edited_september_without",
            answers.Done("edit", WON, "c", TODAY, was=WON, standing=replace(SEPTEMBER, target=None)),
        ),
        ("won_without_target", answers.Done("won", WON, "c", TODAY, was=WON, standing=UNTARGETED)),
        ("won_without_value", answers.Done("won", replace(WON, value=None, reporting=None), "c", TODAY, was=WON)),
        ("edited_reason", answers.Done("edit", LOST, "c", TODAY, was=LOST, standing=MINE)),
        ("lost", answers.Done("lost", LOST, "c", TODAY, standing=MINE)),
        ("lost_without_reason", answers.Done("lost", WITHOUT_REASON, "c", TODAY, standing=NONE)),
        ("returned", answers.Done("returned", RETURNED, "c", TODAY, standing=MINE)),
    ):
        yield name, answers.done(language, answer)
    yield (
        "told",
        answers.told(language, "Carla <!channel> *Mulder*", answers.Done("move", MOVED, "c", TODAY, was=LINE)),
    )
    yield "undone_add", answers.undone(language, LINE, "c", "add")
    yield "undone_connect", answers.undone(language, LINE, "c", "connect")
    yield "undone_won", answers.undone(language, MOVED, "c", "won")
    yield "restored", answers.restored(language, WON, "c")
    yield "list", answers.listed(language, [DOLLARS, LINE, MOVED, BARE, NASTY], 5, MINE, TODAY)
    yield "list_long", answers.listed(language, [NASTY] * 40, 40, HERS, TODAY)
    told = [ToldBy("HubSpot", "https://app.hubspot.com/contacts/1/record/0-3/2", "14:05"), ToldBy("Pipedrive")]
    stale = [ToldBy("Salesforce <!channel>", "", "Thu 12 Nov, 14:05", is_read=False)]
    read = [replace(LINE, told_by=told), replace(DOLLARS, told_by=stale)]
    yield "list_told_by_crms", answers.listed(language, read, 2, MINE, TODAY)
    yield "list_of_account", answers.listed(language, [LINE], 1, MINE, TODAY, "Acme")
    yield "list_empty", answers.listed(language, [], 0, NONE, TODAY)
    yield "list_empty_of_colleague", answers.listed(language, [], 0, HERS, TODAY)
    yield "list_empty_of_account", answers.listed(language, [], 0, NONE, TODAY, "Acme <!channel>")
    yield "which_deal", questions.which_deal(language, [LINE, DOLLARS], "Acme", ["a", "b"], TODAY)
    for action in ("won", "lost"):
        yield f"is_it_{action}", questions.is_it_decided(language, action, "Acme", "said yes", "2026-11-12 - won Acme")
    yield "change_there", questions.change_there(language)
    for action in ("won", "lost", "returned"):
        yield (
            f"none_is_open_{action}",
            questions.none_is_open(language, action, "Acme", [LINE][: action == "won"], ["a"], "b", TODAY),
        )
    yield "told_already", questions.told_already(language, NASTY, "2026-11-12 new add Acme 25k", TODAY)
    yield "nothing_added", questions.nothing_added(language, LINE, TODAY)
    yield "which_account", questions.which_account(language, "Acmee", [("Acme", "a")], "new")
    yield (
        "which_of_accounts",
        questions.which_account(
            language, "Glob", [("Globex", "a"), ("Globus", "b"), (NASTY.account or "", "c")], "new"
        ),
    )
    yield "help", answers.help_text(language)
    yield from _forms(language)
    yield from _refusals(language)


def _forms(language: str) -> Iterator[tuple[str, View]]:
    stages, channels = (
        ("qualified", "discovery", "proposal", "negotiation"),
        ("direct", "partner", "online", "inside", "own <x>", "unknown"),
    )
    yield "form", forms.form(language, forms.Filled(stage="qualified"), stages, channels, "EUR")
    filled = forms.Filled(
        stage="proposal",
        channel="partner",
        expected_close=date(2026, 12, 15),
        texts={"value": "25000", "title": "New line", "product": "GTX Pro", "probability": "60"},
    )
    history = [
        ("Thu 12 Nov, 11:00", "Anna de Vries", what)
        for what in ("add", "move", "edit", "import", "crm", "overruled", "connect", "won", "lost", "returned")
    ]
    yield "form_edit", forms.form(language, filled, stages, channels, "EUR", LINE, history)
    decided = forms.Filled(stage="lost", texts={"reason": "price"})
    yield "form_edit_decided", forms.form(language, decided, stages, channels, "EUR", LOST, history[:2])
    for outcome in ("won", "lost", "returned"):
        yield f"form_{outcome}", forms.decide(language, NASTY, outcome, TODAY, "25000", "EUR")


def _refusals(language: str) -> Iterator[tuple[str, Message]]:
    day = date(2030, 1, 1)
    refused: dict[str, dict[str, object]] = {
        "unknown_currency": {"currency": "XQQ"},
        "negative_value": {},
        "absurd_value": {},
        "unknown_stage": {"stage": "<!here>", "stages": ("qualified", "pilot")},
        "absurd_probability": {},
        "opened_at_another_time": {"day": day},
        "close_too_far": {"day": day},
        "shares_not_100": {"total": 90},
        "too_long": {"limit": 160, "length": 3000},
        "not_yours": {"number": 12, "owner": "Anna <!channel>"},
        "not_for_them": {"owner": "Anna"},
        "already_decided": {"number": 12, "outcome": "won", "day": TODAY},
        "there_already": {"number": 12, "stage": "proposal"},
        "decided_in_the_future": {"day": day},
        "decided_before_opened": {"day": TODAY, "opened": day},
        "nothing_changed": {"number": 12},
        "undone_already": {"number": 12},
        "changed_since": {"number": 12},
        "change_not_there": {},
        "nothing_to_undo": {},
        "imported": {"number": 12},
        "no_such_number": {"number": 99},
        "no_deal_with": {"account": "<!channel>", "nearest": []},
        "account_not_there": {},
    }
    for reason, values in refused.items():
        yield f"refused_{reason}", Message(words(language)(f"deals.refused_{reason}", **values))
    near = words(language)("deals.refused_no_deal_with", account="Acmee", nearest=["Acme", "Acme BV"])
    yield "refused_no_deal_with_nearly", Message(near)
