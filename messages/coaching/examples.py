"""Examples of what we say about coaching talks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from messages.blocks import Message, View
from messages.coaching import afterwards, afterwards_examples, answers, forms, planning_examples, prompts
from messages.coaching.parts import PairView, RepLine, TalkView
from messages.reviews.examples import FIGURES, NASTY
from models.coaching.agenda import ActionLine, DecisionLine, OpenItems
from models.coaching.card import Card, OpenGap
from models.coaching.checking import Change, Helped, Stretch
from models.coaching.records import LONGEST_LINE, LONGEST_TEXT
from models.scorecard.kpis import Unit

NOVEMBER = date(2026, 11, 1)
AT = datetime(2026, 11, 26, 13, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 26, 14, 30, tzinfo=UTC)
ZONE = "Europe/Amsterdam"
LONG = ("Two demos a week & <!channel> *now*. " * 60)[:LONGEST_TEXT]
LINE = ("Two demos a week & <!channel> *now*. " * 60)[:LONGEST_LINE]

TALK = TalkView("1", "Anna de Vries", AT, ZONE, is_coach=True)
FOR_ANNA = TalkView("1", "Carla Mulder", AT, ZONE, is_coach=False)
RECORDED = replace(FOR_ANNA, outcome="Ask for the budget first.\nTwo demos a week.", held_on=date(2026, 11, 26))
DEMOS = ActionLine("1", "Two demos a week", "first_meetings", date(2026, 12, 10))
TRAINING = ActionLine("2", "Read the negotiation book")

NOTHING = OpenItems()
MATTERS = OpenItems(
    topics=(("The tender of Acme & Sons", "Anna de Vries"), ("Holidays", "Carla Mulder")),
    actions=(DEMOS, TRAINING),
    commitment="Five first meetings in Limburg",
    commitment_by=date(2026, 11, 30),
    weakest=FIGURES.rows[:2],
    of_month=NOVEMBER,
    decisions=(DecisionLine("Half a day with pre-sales", NASTY, date(2026, 11, 20)),),
)
MOST = replace(
    MATTERS,
    topics=((LINE, NASTY),) * 12,
    commitment=LONG,
    actions=(ActionLine("1", LINE, "sales_by_channel", date(2026, 12, 10)),) * 25,
)
EMPTY = PairView("1", "Anna de Vries", None, NOTHING)
CARD = Card(
    praise="The way you let the customer talk, <!channel>",
    praised_on=date(2026, 11, 12),
    wins=("Acme & Sons", "Globex"),
    asked_for="Somebody from pre-sales for the tender",
    gaps=("negotiation", "prospecting", "own_1"),
    open_gaps=(OpenGap("discovery", 1.5, date(2026, 11, 3)), OpenGap("crm_tools", 0.0), OpenGap("own_1", None)),
)
FULLEST_CARD = Card(LONG, date(2026, 11, 12), (NASTY,) * 5, LONG, ("negotiation", "prospecting", "closing"))
OWN = {"own_1": "Knows what each *customer* of ours earns with what they buy…"}
FULL = PairView("1", "Anna de Vries", TALK, MATTERS, CARD, unrecorded=TALK, skills=OWN)
FOR_THE_REP = PairView("2", "Carla Mulder", FOR_ANNA, MATTERS, CARD, (TRAINING,), FOR_ANNA, 2, OWN)
FULLEST = PairView("1", NASTY, replace(TALK, other=NASTY), MOST, FULLEST_CARD)

REPS = [
    RepLine("1", "Anna de Vries", 2, 2, held=1, next_at=AT),
    RepLine("2", NASTY, 1, 2),
    RepLine("3", "Els Smit", 0, 2),
]
REST = Change(Stretch(61, 60, 61), Stretch(58, 57.5, 58))
HELPED = Helped("first_meetings", Unit.COUNT, "EUR", 28, Change(Stretch(10, 20, 10), Stretch(22, 18.5, 22)), REST, 3)
UNKNOWN = Helped("close_rate", Unit.RATE, "EUR", 28, Change(Stretch(None, 20, 0), Stretch(0.3, 18, 10)), None)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and modal of coaching."""
    yield from planning_examples.examples(language)
    yield from afterwards_examples.examples(language)
    yield "planned", answers.planned(language, TALK)
    yield "planned_for_you", answers.planned_for_you(language, FOR_ANNA)
    yield "moved_for_you", answers.planned_for_you(language, replace(FOR_ANNA, other=NASTY), moved=True)
    yield "called_off", answers.called_off(language, TALK)
    yield "called_off_for_you", answers.called_off(language, FOR_ANNA, for_you=True)
    yield "agenda", prompts.agenda(language, FULL, TALK)
    yield "agenda_for_the_rep", prompts.agenda(language, FOR_THE_REP, FOR_ANNA)
    yield "agendas", prompts.agendas(language, [(FULL, TALK, None), (EMPTY, replace(TALK, at=LATER), None)])
    yield "agendas_fullest", prompts.agendas(language, [(FULLEST, replace(TALK, other=NASTY), None)] * 9)
    yield "agenda_fullest", prompts.agenda(language, FULLEST, TALK)
    yield "pair", answers.pair_overview(language, FULL)
    yield "pair_of_the_rep", answers.pair_overview(language, FOR_THE_REP)
    yield "pair_fullest", answers.pair_overview(language, replace(FULLEST, private=MOST.actions, left_behind=25))
    wins = replace(FULL, card=Card(wins=("", "")))
    yield "pair_wins_without_names", answers.pair_overview(language, wins)
    yield "pair_empty", answers.pair_overview(language, EMPTY)
    yield "overview_coach", answers.overview(language, NOVEMBER, ZONE, REPS, [TALK], [], None)
    yield "overview_many", answers.overview(language, NOVEMBER, ZONE, REPS * 14, [TALK] * 3, [], None)
    yield "overview_rep", answers.overview(language, NOVEMBER, ZONE, [], [], [RECORDED], FULL)
    yield "overview_nobody", answers.overview(language, NOVEMBER, ZONE, [], [], [], None)
    yield "to_record", prompts.to_record(language, TALK)
    yield "recorded", afterwards.recorded(language, TALK, "1")
    yield "confirm_request", afterwards.confirm_request(language, RECORDED)
    yield "confirm_request_long", afterwards.confirm_request(language, replace(RECORDED, outcome=LONG))
    yield "confirmed", afterwards.answered(language, RECORDED, took_place=True)
    yield "denied", afterwards.answered(language, RECORDED, took_place=False)
    yield "was_confirmed", afterwards.was_answered(language, RECORDED, "1", took_place=True)
    yield "was_denied", afterwards.was_answered(language, RECORDED, "1", took_place=False)
    yield "topic_added", answers.topic_added(language, LINE, NASTY)
    yield "topic_of_a_skill_added", answers.topic_added(language, LINE, NASTY, undo="1")
    yield "topic_removed", answers.topic_removed(language)
    yield "action_added", afterwards.action_added(language, DEMOS, "Carla Mulder")
    yield "action_done", afterwards.action_done(language, DEMOS)
    yield "action_open_again", afterwards.action_open_again(language, DEMOS)
    yield "notes_kept", answers.notes_kept(language, "Anna de Vries")
    pair = ("Anna de Vries", [(DEMOS, HELPED), (TRAINING, None)])
    yield "look_again", prompts.look_again(language, [pair])
    for name, now in (("same", 12), ("worse", 2), ("too_early", 8)):
        worked = 3 if name == "too_early" else 18.5
        changed = replace(HELPED, own=replace(HELPED.own, now=Stretch(now, worked, now)))
        yield f"look_again_{name}", prompts.look_again(language, [("Anna de Vries", [(DEMOS, changed)])])
    by_company = replace(HELPED, of_company=True, others=12)
    yield "look_again_company", prompts.look_again(language, [("Anna de Vries", [(DEMOS, by_company)])])
    alone = replace(HELPED, rest=None, others=0)
    yield "look_again_alone", prompts.look_again(language, [("Anna de Vries", [(DEMOS, alone)])])
    rate = replace(HELPED, kpi="close_rate", unit=Unit.RATE)
    rates = Change(Stretch(0.3, 60, 30), Stretch(0.35, 58, 30))
    rate = replace(rate, own=Change(Stretch(0.3, 20, 10), Stretch(0.4, 18, 10)), rest=rates)
    for name, of_company in (("rate", False), ("rate_company", True)):
        shown = replace(rate, of_company=of_company)
        yield f"look_again_{name}", prompts.look_again(language, [("Anna de Vries", [(DEMOS, shown)])])
    few = replace(HELPED, own=Change(Stretch(3, 20, 3), Stretch(4, 18, 4)))
    yield "look_again_few", prompts.look_again(language, [("Anna de Vries", [(DEMOS, few)])])
    many = [(NASTY, [(ActionLine("1", LINE, "close_rate"), UNKNOWN), (DEMOS, HELPED)])] * 12
    yield "look_again_many", prompts.look_again(language, many)
    yield "help", answers.help_text(language)
    reps = [("1", "Anna de Vries"), ("2", NASTY)]
    yield "plan_form", forms.plan(language, reps, "1", date(2026, 11, 26), "14:00")
    yield "move_form", forms.move(language, TALK, date(2026, 11, 26), "14:00")
    yield "record_form", forms.record(language, TALK, date(2026, 11, 26), "")
    again = replace(TALK, outcome=LONG)
    yield "record_form_again", forms.record(language, again, date(2026, 11, 26), "Mine.")
    yield "topic_form", forms.topic(language, "1")
    yield "action_form", forms.action(language, "1")
    yield "notes_form", forms.notes(language, FOR_ANNA, "")
