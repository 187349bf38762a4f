"""Examples of what we say about the self-audit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages.audit import calendar, forms, leading, overview, prompts, settings, starting
from messages.audit import conversation as talk
from messages.blocks import Message, View
from messages.tools.views import EvidenceView
from models.audit.calendar import Since
from models.plan.queries import PlanProgress

NASTY = "Bo *the_closer* ~`<!channel>` 🚀 \u202eמכירות"
LAST_DAY = date(2026, 12, 11)
FUNCTIONS = talk.Standing("c1", 2, "functions", 4, 14, LAST_DAY, True, 5)
SKILLS = talk.Standing("c2", 3, "skills", 0, 26, LAST_DAY, False, 5)
ASKED = talk.Asked(
    "c1:strategy_followed",
    "functions",
    5,
    14,
    "Strategy",
    "Reps know the sales strategy and choose their customers by it.",
    "Nobody could say what the strategy is.",
    "Everybody can say it, and you see it in the accounts they work on.",
    "Think of the last ten accounts you went after: were they the ones that the strategy points at?",
    "About half of the week goes to the customers that were chosen.",
)
RATED = replace(
    ASKED, ref="c2:discovery:p1", part="skills", area="Discovery", about=NASTY, given=4, comment=f"{NASTY} " * 20
)
LINE = talk.Answered("c1:strategy_followed", "functions", "Strategy", ASKED.statement * 2, 4)
OPEN = leading.Campaign("c1", 2, "functions", "open", "Everybody", 12, LAST_DAY, True, 5)
CLOSED = replace(OPEN, id="c0", number=1, status="closed", closed_on=date(2026, 6, 12), audience=f"team {NASTY}")
PLAN = starting.Plan(
    "functions",
    "Everybody",
    ["Anna de Vries", NASTY, *(f"Colleague {n}" for n in range(10))],
    4,
    LAST_DAY,
    12,
    True,
    5,
    "functions||2026-12-11",
    7,
)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and modal of the command and the conversation."""
    yield from _conversation(language)
    yield from _campaigns(language)
    yield from _prompts(language)
    teams = [("t1", "North"), ("t2", NASTY)]
    yield ("start_form", forms.start(language, teams, forms.Wanted(deadline=LAST_DAY), everybody=True))
    below = forms.Wanted("skills", "people", "", ["U0ANNA"], LAST_DAY, False, 3)
    yield "start_form_of_a_manager", forms.start(language, [], below, everybody=False)
    yield "comment_form", forms.comment(language, ASKED.ref, ASKED.statement, NASTY, anonymous=True)
    yield "comment_form_named", forms.comment(language, RATED.ref, RATED.statement, "", anonymous=False)
    yield (
        "statement_form",
        forms.statement(language, [("functions:people", "People"), ("skills:discovery", NASTY)], "functions:people"),
    )


def _conversation(language: str) -> Iterator[tuple[str, Message]]:
    yield "question", talk.question(language, replace(ASKED, position=1))
    yield "question_explained", talk.question(language, replace(ASKED, given=0), explained=True)
    yield "question_about_somebody", talk.question(language, RATED)
    yield "answered", talk.answered(language, LINE)
    for level in range(6):
        yield f"answered_{level}", talk.answered(language, replace(LINE, given=level))
        yield (
            f"answered_skill_{level}",
            talk.answered(language, replace(LINE, part="skills", given=level, about=NASTY, has_comment=True)),
        )
    yield "answered_skipped", talk.answered(language, replace(LINE, given=None))
    yield "in_person", overview.in_person(language)
    yield "file_sent", overview.file_sent(language)
    yield "moved", talk.moved(language)
    yield "paused here", talk.paused_here(language)
    yield "paused", talk.paused(language, FUNCTIONS)
    yield (
        "finished",
        talk.finished(
            language, FUNCTIONS, [LINE, replace(LINE, ref="c1:b", given=None), replace(LINE, ref="c1:c", about=NASTY)]
        ),
    )
    many = [replace(LINE, ref=f"c2:{n}", part="skills") for n in range(130)]
    yield "finished_many", talk.finished(language, replace(SKILLS, answered=130, total=130), many)
    yield "finished_without_answers", talk.finished(language, replace(FUNCTIONS, answered=0), [])
    for way, day in (("tomorrow", LAST_DAY), ("never", None)):
        yield f"pace_{way}", talk.pace_noted(language, way, day)


def _campaigns(language: str) -> Iterator[tuple[str, Message]]:
    mine = [
        overview.Mine(FUNCTIONS, True, False),
        overview.Mine(SKILLS, False, False),
        overview.Mine(FUNCTIONS, True, True),
    ]
    all_ = [OPEN, replace(OPEN, finished=9, counted_on=LAST_DAY), CLOSED, replace(CLOSED, status="stopped")]
    yield "overview", overview.overview(language, mine, all_, may_start=True)
    yield "overview_of_a_rep", overview.overview(language, [], [], may_start=False)
    yield "overview_first", overview.overview(language, [], [], may_start=True)
    yield "help", overview.help_text(language, may_start=True)
    yield "help_of_a_rep", overview.help_text(language, may_start=False)
    yield "plan", starting.plan(language, PLAN)
    yield (
        "plan_of_one",
        starting.plan(
            language,
            replace(
                PLAN,
                part="skills",
                names=["Anna de Vries"],
                managers=1,
                working_days=1,
                anonymous=False,
                takes_minutes=1,
            ),
        ),
    )
    yield "plan_functions_named", starting.plan(language, replace(PLAN, anonymous=False))
    yield "dropped", starting.dropped(language)
    yield "started", starting.started(language, OPEN)
    yield "started_functions", starting.started(language, OPEN, EvidenceView(0, 0, ["crm"], 0, 0))
    yield ("started_named", starting.started(language, replace(OPEN, part="skills", anonymous=False, invited=1)))
    yield "ask_to_stop", leading.ask_to_stop(language, OPEN)
    yield "stopped", leading.stopped(language, replace(OPEN, status="stopped"))
    yield "reopened", leading.reopened(language, OPEN)
    for form, told in (("leaders", 0), ("summary", 0), ("full", 12)):
        yield f"shared_{form}", leading.shared(language, CLOSED, form, told)
    yield "calendar", calendar.page(language, {"skills": (5, 11)})
    yield "calendar_noted", calendar.noted(language, "skills", (5, 11))
    yield "calendar_noted_never", calendar.noted(language, "functions", None)
    since = Since(2, LAST_DAY, 3, 1, 28, 1)
    offer = calendar.Offer("functions", (5, 11), since, PlanProgress(2, 3, 1, 0))
    yield "next_survey", calendar.offer(language, offer)
    yield "next_survey_the_first", calendar.offer(language, replace(offer, part="skills", since=None, progress=None))
    changed = replace(offer, since=replace(since, reworded=1, added=2), progress=None)
    yield "next_survey_changed", calendar.offer(language, changed)
    yield "k_set", settings.k_set(language, 7, 5)
    for command in ("close", "stop", "reopen", "share"):
        yield f"which_{command}", leading.which(language, all_, command)
    yield "closed_here", overview.closed_here(language, "functions", 2, LAST_DAY)
    own = settings.Statement("own1", "People", f"New reps get a buddy. {NASTY}")
    yield "statements", settings.statements(language, [own])
    offered = [
        settings.Statement("listening", "Listening", "Lets the customer do most of the talking.", is_on=False),
        settings.Statement("coachability", "Coachability", "Tries out within a week what was agreed.", is_on=True),
    ]
    yield "statements_ready_made", settings.statements(language, [own], offered)
    yield "statements_none", settings.statements(language, [])
    yield "statement_added", settings.statements(language, [own], added=own)
    yield "statement_retired", settings.statement_retired(language, own)
    yield "standard_set", settings.standard_set(language, "Negotiation", 4.8)


def _prompts(language: str) -> Iterator[tuple[str, Message]]:
    yield ("invitation", prompts.invitation(language, prompts.Invited(FUNCTIONS, "Femke van Dijk", 7)))
    yield ("invitation_skills", prompts.invitation(language, prompts.Invited(SKILLS, "", 5, ["Anna de Vries", NASTY])))
    yield "reminder", prompts.reminder(language, [FUNCTIONS], last_day=False)
    yield "reminder_last_day", prompts.reminder(language, [FUNCTIONS, SKILLS], last_day=True)
    yield "skills_closed", prompts.skills_closed(language, 3, "c2")
    yield "open_again", prompts.open_again(language, FUNCTIONS)
