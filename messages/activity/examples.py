"""Examples of what we say about the log."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages.activity import answers, forms, history, listing, questions, quick
from messages.activity.answers import Answer, Entry
from messages.activity.forms import Filled
from messages.activity.history import Change, History, Value
from messages.activity.logged import logged
from messages.activity.questions import Option
from messages.activity.standing import CountedOnly, CountsElsewhere, Standing
from messages.blocks import Message, View, answer_modal
from messages.territories.questions import Claim, FreeDay
from messages.words import words
from models.activity.kinds import KINDS, rules_of
from models.money import Money

TODAY = date(2026, 11, 12)
YESTERDAY = date(2026, 11, 11)
FRIDAY = date(2026, 11, 13)
WITHOUT_FIELDS = ("undo", "redo", "split", "join", "import", "crm", "overruled")
NASTY = "<!channel> *Acme* & Zonen_~ שלום 🚀 " + "N" * 50

FIRST = Entry("1", "meeting", TODAY, "Acme", is_first=True, minutes=45, note="discussed pricing")
FOLLOW_UP = Entry("2", "meeting", YESTERDAY, "Acme", is_first=False, previous=date(2026, 11, 2), contact="Jansen")
PROPOSAL = Entry("3", "proposal", TODAY, "Globex", amount=Money(1_250_000, "EUR"))
IN_DOLLARS = Entry("4", "proposal", TODAY, "Globex", amount=Money(1_250_050, "USD"), rate_is_missing=True)
REVISED = Entry("5", "proposal", TODAY, "Globex", amount=Money(1_100_000, "EUR"), is_revision=True)
STRANGE = Entry("6", "visit", TODAY, NASTY, is_first=False, order_is_said=True, note="<!here> `*_~` <@U1>")

EVERY_KIND = [
    FIRST,
    FOLLOW_UP,
    PROPOSAL,
    Entry("10", "meeting", TODAY, None, is_first=True, order_is_said=True, quantity=2),
    Entry("11", "visit", TODAY, "Acme", is_first=True),
    Entry("12", "visit", date(2026, 11, 20), "Acme", is_first=False, is_planned=True),
    Entry("13", "call", TODAY, quantity=3),
    Entry("14", "call", YESTERDAY, "Acme", minutes=90, contact="Mr Jansen"),
    Entry("15", "email", TODAY, "Acme"),
    Entry("16", "demo", TODAY, "Acme"),
    Entry("17", "lead", TODAY, "Initech", quantity=2),
    Entry("18", "returned", TODAY, "Initech"),
    Entry("19", "renewal", TODAY, "Acme", amount=Money(1_800_000, "EUR"), due_on=date(2026, 12, 31)),
    Entry("20", "csat", date(2025, 12, 30), "Acme", score=5),
    Entry("25", "nps", TODAY, "Acme", score=9),
    Entry("21", "training", TODAY, minutes=120, topic="negotiation"),
    Entry("22", "note", TODAY, "Acme", note="wants a second location"),
    Entry("23", "stand_talk", TODAY, "Acme", own_label="Stand talk", quantity=4),
]
EVERY_KIND += [
    Entry(f"more-{kind}", kind, TODAY, "Acme", quantity=3) for kind in KINDS if kind not in {e.kind for e in EVERY_KIND}
]


def _standing(status: str, actual: float, **more: object) -> Standing:
    values = {"period": "week", "to_go": max(0, 8 - actual), "last_day": FRIDAY, **more}
    return Standing("first meetings", "count", actual, 8, status=status, **values)  # type: ignore[arg-type]


STANDINGS = {
    "on_track": _standing("on_track", 5),
    "behind": _standing("behind", 3),
    "too_early": _standing("too_early", 1),
    "ahead": _standing("ahead", 7),
    "reached": _standing("ahead", 8, is_reached=True, is_met=True),
    "reached_before": _standing("ahead", 9, is_met=True),
    "best_week": _standing("ahead", 12, is_met=True, best_before=11),
    "best_month": _standing("ahead", 40, is_met=True, best_before=33.5, period="month"),
    "week_is_over": _standing("behind", 1, is_over=True),
    "month_is_over": _standing("behind", 1, is_over=True, period="month"),
    "away_all_week": _standing("too_early", 1, is_over=True, last_day=None),
    "quarter_is_over": _standing("behind", 1, is_over=True, period="quarter"),
    "year_is_over": _standing("behind", 1, is_over=True, period="year"),
    "money": Standing("sales", "money", 75_000, 100_000, "quarter", status="at_risk", to_go=25_000, last_day=FRIDAY),
    "hours": Standing("training hours", "hours", 1.5, 4, "month", status="behind", to_go=2.5, last_day=FRIDAY),
    "score": Standing("customer satisfaction", "score", 4.4, 4.3, "quarter", adds_up=False),
}


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Everything said about the log."""
    yield from _answers(language)
    yield from _changes(language)
    yield from _questions(language)
    yield from _forms(language)
    yield "recent", listing.recent(language, EVERY_KIND[:10], TODAY)
    yield "recent_rest", listing.recent(language, [*EVERY_KIND[10:], STRANGE], TODAY)
    yield "recent_of_somebody", listing.recent(language, [STRANGE], TODAY, NASTY)
    yield "recent_told_twice", listing.recent(language, [replace(FOLLOW_UP, told_by="slack")], TODAY)
    yield "recent_empty", listing.recent(language, [], TODAY)
    yield "recent_empty_of_somebody", listing.recent(language, [], TODAY, "Bram Bakker")
    yield from _histories(language)
    link = "https://noordzee.slack.com/archives/C0123ABC/p1762942000123456?thread_ts=1762941000.000100&cid=C0123ABC"
    for name, note in (("words", f"{NASTY * 3}\n{link}"), ("link", link)):
        from_message = replace(FIRST, note=note, batch_id="1")
        yield f"logged_from_a_message_{name}", logged(language, Answer("1", [from_message], TODAY))
        yield f"logged_before_{name}", answers.logged_before(language, [from_message], TODAY)
    yield "logged_before_several", answers.logged_before(language, [FIRST, PROPOSAL], TODAY)
    rules = rules_of("call")
    for remark in ("filled_in", "private"):
        filled = Filled("call", ("new:Acme", "Acme"), day=TODAY, texts={"note": link})
        asked = forms.form(language, [("call", None)], rules.fields, rules.needs, filled, currency="EUR", remark=remark)
        yield f"form_{remark}", asked
    eight = [(f"a{n}", name) for n, name in enumerate(("Acme", NASTY, "Globex", "Initech"))]
    yield "two_taps", quick.with_whom(language, "meeting", None, eight, may_be_without=False)
    yield "two_taps_without", quick.with_whom(language, "own", "Stand talk", [], may_be_without=True)
    told = logged(language, Answer("b", [FIRST], TODAY, [STANDINGS["on_track"]]))
    yield "two_taps_done", answer_modal("Koers", words(language).bare("common.close"), told)
    yield "help", listing.help_text(language)
    yield "not_understood", listing.not_understood(language)
    for talk in ("greeting", "thanks", "robot"):
        yield f"talk_{talk}", listing.small_talk(language, talk)


def _answers(language: str) -> Iterator[tuple[str, Message]]:
    for name, standing in STANDINGS.items():
        yield f"logged_{name}", logged(language, Answer("b", [FIRST], TODAY, [standing], ["Acme"]))
    for count in (1, 3):
        counted = [CountedOnly(count, "first_meetings"), CountedOnly(count)]
        yield f"logged_counted_{count}", logged(language, Answer("b", [PROPOSAL], TODAY, counted))
    for period in ("week", "month", "quarter"):
        back_dated = Answer("b", [FOLLOW_UP], TODAY, [CountsElsewhere(period)])
        yield f"logged_counts_elsewhere_{period}", logged(language, back_dated)
        together = Answer(
            "b",
            [replace(PROPOSAL, kind="call", account=None, amount=None, quantity=3), FOLLOW_UP],
            TODAY,
            [CountedOnly(3, kind="call"), CountsElsewhere(period)],
        )
        yield f"logged_together_elsewhere_{period}", logged(language, together)
    moved = [("Acme", TODAY, False), ("Acme", YESTERDAY, True)]
    yield (
        "logged_together",
        logged(language, Answer("b", EVERY_KIND, TODAY, [STANDINGS["on_track"]], ["Globex", "Initech", NASTY], moved)),
    )
    split = Entry("7", "meeting", TODAY, "Acme", is_first=True, order_is_said=True, shares=[("Anna", 60), (NASTY, 40)])
    for name, entry in (("rate_missing", IN_DOLLARS), ("revision", REVISED), ("strange", STRANGE), ("split", split)):
        yield f"logged_{name}", logged(language, Answer("b", [entry], TODAY))

    planned = Entry("9", "visit", date(2026, 12, 25), NASTY, is_planned=True)
    off = FreeDay("9" * 32, NASTY, date(2026, 12, 25), "holiday", date(2026, 12, 28))
    yield "planned_on_a_day_off", logged(language, Answer("b", [planned], TODAY, free_days=[off]))
    claim = Claim("5" * 32, NASTY, "Bram Bakker")
    yield "visit_perhaps_to_come", logged(language, Answer("b", [FIRST], TODAY, still_to_come=FRIDAY))
    yield "logged_on_a_colleagues_list", logged(language, Answer("b", [FIRST], TODAY, claims=[claim]))

    mended: list[tuple[str, str | date]] = [("ystrday", YESTERDAY), ("metting", "meeting")]
    left_out = [("cancelled", NASTY), ("planned", "demo Globex tomorrow")]
    yield "logged_mended", logged(language, Answer("b", [FIRST], TODAY, mended=mended, left_out=left_out))


def _changes(language: str) -> Iterator[tuple[str, Message]]:
    yield "undone", answers.undone(language, [FIRST], TODAY)
    yield "undone_told_twice", answers.undone(language, [FIRST], TODAY, [FOLLOW_UP])
    yield "undone_two_told_twice", answers.undone(language, [FIRST, PROPOSAL], TODAY, [FOLLOW_UP, PROPOSAL])
    yield "undone_together", answers.undone(language, EVERY_KIND, TODAY)
    yield "restored", answers.restored(language, [FIRST], TODAY)
    yield "restored_together", answers.restored(language, EVERY_KIND, TODAY)
    yield "edited", answers.edited(language, FOLLOW_UP, TODAY, "EUR")
    yield "kept", answers.kept(language, [FIRST], TODAY)
    yield "kept_together", answers.kept(language, [PROPOSAL, STRANGE], TODAY)
    for source in ("slack", "csv", "crm", "calendar"):
        yield f"counted_once_{source}", answers.counted_once(language, replace(FOLLOW_UP, told_by=source), TODAY)
    yield "counted_apart", answers.counted_apart(language, FOLLOW_UP, TODAY)
    yield "nothing_changed", answers.nothing_changed(language)
    for taken_back in (False, True):
        name = "taken_back_by_manager" if taken_back else "corrected_by_manager"
        yield (
            name,
            answers.corrected(
                language, "Carla Mulder", STRANGE, "the meeting was <!here> cancelled", TODAY, taken_back=taken_back
            ),
        )


def _questions(language: str) -> Iterator[tuple[str, Message]]:
    yield "which_account", questions.which_account(language, "d" * 32, "Acmee", [("a" * 32, "Acme")])
    several = [("a" * 32, NASTY), ("b" * 32, "Globe"), ("c" * 32, "Globex Corporation")]
    yield "which_of_several_accounts", questions.which_account(language, "d" * 32, NASTY, several)
    yield "is_it_an_account", questions.which_account(language, "d" * 32, NASTY, [], may_be_a_person=True)
    options = [
        [Option("kind", kind, "v") for kind in ("meeting", "visit", "call", "email", "demo")],
        [Option("kind", kind, "v") for kind in ("lead", "returned", "proposal", "renewal", "csat")],
        [
            Option("kind", "training", "v"),
            Option("kind", "note", "v"),
            Option("kind", "stand_talk", "v"),
            Option("log_as", "demo", "v"),
        ],
        [Option("day", TODAY, "v"), Option("amount", Money(1_234_00, "EUR"), "v"), Option("score", 4, "v")],
        [
            Option("minutes", 90, "v"),
            Option("without_split", None, "v"),
            Option("as_named", 3, "v"),
            Option("account", NASTY, "v"),
        ],
        [Option("log_anyway", None, "v"), Option("log_happened", None, "v"), Option("plan_visit", FRIDAY, "v")],
    ]
    for n, standing in enumerate(("cancelled", "no_show", "negated", "planned", "frequency", "question")):
        yield f"not_held_{standing}", questions.not_held(language, standing, "ging niet door", options[n])
    named = [Option("account", NASTY, "v"), Option("follow_up", None, "v")]
    yield "with_whom", questions.with_whom(language, "2 visits <!channel>", named)
    yield "which_account_was_it", questions.which_account_was_it(language, "meeting", options[4])
    yield "many_meetings", questions.many_meetings(language, "d", 8, NASTY)
    yield "logged_already", questions.logged_already(language, "d" * 32, [FIRST], TODAY)
    yield "left_as_it_was", questions.left_as_it_was(language)


def _forms(language: str) -> Iterator[tuple[str, View]]:
    kinds = [(kind, None) for kind in KINDS]
    asked = ["account", "order", "duration", "contact"]
    yield "form", forms.form(language, kinds, asked, ["account"], Filled(day=TODAY), currency="EUR")
    everything = ["account", "order", "duration", "quantity", "amount", "score", "topic", "contact", "due"]
    filled = Filled(
        "proposal", ("a" * 32, NASTY), "first", TODAY, {"amount": "12500 EUR", "note": "<!channel>"}, 5, TODAY
    )
    history = [("Carla", "Thu 12 Nov, 11:00", what) for what in ("edit", *WITHOUT_FIELDS)]
    yield (
        "form_edit_for_somebody",
        forms.form(
            language, kinds, everything, [], filled, currency="EUR", metadata="a" * 32, owner=NASTY, history=history
        ),
    )
    yield "form_take_back", forms.take_back(language, STRANGE, NASTY, TODAY)


def _histories(language: str) -> Iterator[tuple[str, Message]]:
    when = "Thu 12 Nov, 11:00"
    fields: list[tuple[str, Value, Value]] = [
        ("kind", "call", "meeting"),
        ("kind", "stand_talk", "visit"),
        ("account", NASTY, "Acme"),
        ("happened_on", YESTERDAY, TODAY),
        ("order", None, "first"),
        ("quantity", 1, 3),
        ("duration", 90, None),
        ("amount", Money(1_250_000, "EUR"), Money(1_100_000, "USD")),
        ("score", 4, 5),
        ("topic", "", "negotiation"),
        ("contact", NASTY, ""),
        ("due", None, date(2026, 12, 31)),
        ("note", "<!here> *_~ " * 30, NASTY),
    ]
    edits = [Change(when, NASTY, "edit", [one], NASTY if not number else "") for number, one in enumerate(fields)]
    others = [Change(when, "Carla Mulder", what) for what in WITHOUT_FIELDS]
    full = History(STRANGE, is_undone=True, logged_at=when, source="slack", changes=[*edits, *others])
    for number in range(0, len(edits), 7):
        part = replace(full, changes=edits[number : number + 7])
        yield f"history_of_fields_{number}", history.of_entry(language, part, TODAY)
    for source in ("slack", "csv", "crm", "calendar"):
        untouched = History(FIRST, is_undone=False, logged_at=when, source=source)
        yield f"history_from_{source}", history.of_entry(language, untouched, TODAY)
    yield "history_lately", history.lately(language, [full] * 6, TODAY)
    yield "history_lately_of_somebody", history.lately(language, [full], TODAY, NASTY)
    yield "history_empty", history.lately(language, [], TODAY)
    yield "history_empty_of_somebody", history.lately(language, [], TODAY, NASTY)
