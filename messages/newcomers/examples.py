"""Examples of what we say about newcomers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from messages.blocks import Message, View
from messages.newcomers import answers, forms, page, prompts
from messages.words import LANGUAGES
from models.newcomers.drafting import Draft, GoalDraft
from models.newcomers.goals import GoalNow, Step
from models.newcomers.looking_back import Look
from models.newcomers.program import program
from models.newcomers.standing import ItemNow, Progress, Standing
from models.scorecard.kpis import KPIS
from models.team.records import Person

NASTY = "Zoë <!channel> *bold*"
FIRST = date(2026, 12, 1)
GOALS = (
    GoalNow(30, date(2026, 12, 30), "", (Step(KPIS["first_meetings"], 4, 3), Step(KPIS["training_hours"], 2, 6))),
    GoalNow(60, date(2027, 1, 29), NASTY, (Step(KPIS["sales_by_channel"], None, 12_000),)),
    GoalNow(90, date(2027, 2, 28), "", ()),
)
ITEMS = (
    ItemNow("i1", "access", "", date(2026, 12, 1), is_done=True),
    ItemNow("i2", "first_log", "", date(2026, 12, 3), is_done=False, is_late=True),
    ItemNow("i3", "", NASTY, date(2026, 12, 14), is_done=False),
)
TALKS = tuple(date(2026, 12, day) for day in (2, 9, 16, 23))
PLAN = Standing(
    "p1", "given", "x1", NASTY, "Carla Mulder", "rep", FIRST, date(2026, 12, 12), GOALS, ITEMS, TALKS, ("Bram", NASTY)
)
PROGRESS = Progress("p1", NASTY, 12, 4, 11, 1)


def _person(name: str) -> Person:
    return Person(workspace_id="T1", id=name.lower()[:4], name=name, created_at=datetime(2026, 11, 1, tzinfo=UTC))


def _draft(language: str) -> Draft:
    goals = [
        GoalDraft(
            30, program().words("rep", 30, language), (("first_meetings", Decimal(3)), ("training_hours", Decimal(6)))
        ),
        GoalDraft(90, NASTY, ()),
    ]
    bram, sanne = _person("Bram Bakker"), _person(NASTY)
    return Draft(_person(NASTY), FIRST, goals, program().lines("rep", language), [bram], [bram, sanne])


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """The offer, the form, the pages of both, what is pressed, and the look back."""
    yield "offer", prompts.offer(language, "x1", NASTY, FIRST, is_begun=False, items=11)
    yield "offer_begun", prompts.offer(language, "x1", NASTY, FIRST, is_begun=True, items=1)
    yield "taken_along", prompts.taken_along(language, PROGRESS)
    yield "form", forms.plan(language, _draft(language))
    for why in ("no_role", "manager", "nothing_asked"):
        yield (
            f"form_{why}",
            forms.plan(language, replace(_draft(language), why_no_targets=why, colleagues=[], shadows=[])),
        )
    yield (
        "preview",
        page.preview(language, next(one for one in LANGUAGES if one != language), replace(PLAN, state="draft"), "EUR"),
    )
    yield "own_page", page.own_page(language, PLAN, "EUR")
    yield "own_page_at_the_end", page.own_page(language, replace(PLAN, today=date(2027, 2, 28)), "EUR", looks_back=True)
    over = replace(PLAN, today=date(2027, 3, 20))
    yield "own_page_over", page.own_page(language, over, "EUR", is_read=True)
    bare = replace(PLAN, goals=(), items=(), talks=(), shadows=(), manager="", today=date(2026, 11, 20))
    yield "own_page_bare", page.own_page(language, bare, "EUR")
    for state in ("draft", "given", "stopped"):
        yield f"manager_page_{state}", page.manager_page(language, replace(PLAN, state=state), "EUR")
    yield "manager_page_over", page.manager_page(language, over, "EUR", is_read=True)
    yield "manager_page_look_back", page.manager_page(language, over, "EUR", looks_back=True)
    yield "reader_page", page.reader_page(language, PLAN, "EUR")
    rows = [PROGRESS, replace(PROGRESS, late=0), replace(PROGRESS, day=-3, late=2)]
    yield "overview", answers.overview(language, rows, [("x2", NASTY)], may_change_list=True)
    yield "overview_one", answers.overview(language, rows[:1], (), may_change_list=False)
    yield "overview_not_given", answers.overview(language, (), (), [("x2", NASTY)], may_change_list=False)
    yield "overview_waiting", answers.overview(language, (), [("x2", NASTY)], may_change_list=False)
    yield "overview_empty", answers.overview(language, (), (), may_change_list=False)
    for later in (True, False):
        yield f"given_{'later' if later else 'now'}", answers.given(language, NASTY, "p1", is_later=later)
    yield "stopped", answers.stopped(language, NASTY, "p1")
    yield "declined", answers.declined(language, NASTY, "x1")
    lists = {one: program().lines("rep", one) for one in LANGUAGES}
    yield "checklist_form", forms.checklist(language, lists, ())
    yield "checklist_form_own", forms.checklist(language, lists, ["en"])
    yield "list_stored", answers.list_stored(language, [("c1", LANGUAGES[0], 1), ("c2", LANGUAGES[1], 12)])
    yield "list_koers_own", answers.list_stored(language, [("c1", LANGUAGES[1], 0)])
    yield "list_as_it_was", answers.list_stored(language, ())
    yield "list_undone", answers.list_undone(language)
    for own in (True, False):
        side = "own" if own else "manager"
        yield f"ask_look_{side}", prompts.look_back(language, "p1", NASTY, is_own=own)
        yield f"both_in_{side}", prompts.both(language, "p1", NASTY, is_own=own)
        yield (
            f"look_form_{side}",
            forms.look_back(language, "p1", NASTY, side, Look("Going along", "") if own else None),
        )
        yield f"looked_back_{side}", answers.looked_back(language, NASTY, is_own=own, waits=True)
    yield "looked_back_both", answers.looked_back(language, NASTY, is_own=True, waits=False)
    yield "both", answers.both(language, NASTY, "Carla Mulder", Look("Going along", ""), Look(NASTY, "A first deal"))
    yield "help", answers.help_text(language)
