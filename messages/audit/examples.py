"""Examples of what we say about the self-audit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages.audit import calendar, forms, leading, overview, prompts, questions, settings, starting
from messages.audit import conversation as talk
from messages.audit.timing import Clock, Later, Outgoing, ResultsTold, When
from messages.blocks import Message, View
from messages.tools.views import EvidenceView
from models.audit.ballots.ballot import NOT_MY_JOB
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
RESULTS = When(date(2026, 12, 14), "08:00")
NOBODY_YET = Outgoing(
    0,
    date(2026, 11, 30),
    9,
    has_zones=True,
    later=[Later(NASTY, date(2026, 12, 3), "away"), Later("Bram Bakker", date(2026, 12, 1), "enough")],
    never=["Kim Smit"],
)
AT_ONCE = Outgoing(12)
SOME = Outgoing(7, later=[Later(f"Colleague {n}", date(2026, 12, 1), "hour") for n in range(9)])
MOVED = Clock(NOBODY_YET, RESULTS, date(2026, 12, 6))
ALL_WAYS = ("tomorrow", "later", "end", "never")
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
    NOBODY_YET,
    RESULTS,
    moved_from=date(2026, 12, 6),
)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and modal of the command and the conversation."""
    yield from _conversation(language)
    yield from _questions(language)
    yield from _campaigns(language)
    yield from _prompts(language)
    teams = [("t1", "North"), ("t2", NASTY)]
    yield ("start_form", forms.start(language, teams, forms.Wanted(deadline=LAST_DAY), everybody=True))
    below = forms.Wanted("skills", "people", "", ["U0ANNA"], LAST_DAY, False, 3)
    yield "start_form_of_a_manager", forms.start(language, [], below, everybody=False)
    yield "comment_form", forms.comment(language, ASKED.ref, ASKED.statement, NASTY, anonymous=True)
    yield "comment_form_named", forms.comment(language, RATED.ref, RATED.statement, "", anonymous=False)
    yield (
        "roles_form",
        forms.roles(language, [("prospecting", "Prospecting", ["sdr", "field"]), ("closing", NASTY, [])]),
    )
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
            talk.answered(
                language, replace(LINE, part="skills", given=level, about=NASTY, comment=f"It depends. {NASTY}")
            ),
        )
    yield "answered_skipped", talk.answered(language, replace(LINE, given=None))
    yield "in_person", overview.in_person(language)
    yield "file_sent", overview.file_sent(language)
    yield "moved", talk.moved(language)
    yield "paused here", talk.paused_here(language)
    yield "paused", talk.paused(language, FUNCTIONS, ALL_WAYS)
    yield (
        "finished",
        talk.finished(
            language, FUNCTIONS, [LINE, replace(LINE, ref="c1:b", given=None), replace(LINE, ref="c1:c", about=NASTY)]
        ),
    )
    many = [replace(LINE, ref=f"c2:{n}", part="skills") for n in range(130)]
    yield "finished_many", talk.finished(language, replace(SKILLS, answered=130, total=130), many)
    yield "finished_without_answers", talk.finished(language, replace(FUNCTIONS, answered=0), [])
    own, theirs = ResultsTold(RESULTS), ResultsTold(RESULTS, NASTY)
    yield "finished_own", talk.finished(language, SKILLS, [LINE], own)
    yield "finished_for_somebody", talk.finished(language, FUNCTIONS, [LINE], theirs)
    for name, day, wanted in (("tomorrow", LAST_DAY, True), ("never", None, False), ("too_late", None, True)):
        yield f"pace_{name}", talk.pace_noted(language, day, wanted=wanted, deadline=LAST_DAY)


def _questions(language: str) -> Iterator[tuple[str, Message]]:
    with_words = questions.Typed(f"3,5 {NASTY}", comment=NASTY)
    yield "level_asked", questions.level_asked(language, RATED, with_words, (3, 4))
    yield "level_asked_of_a_sign", questions.level_asked(language, ASKED, questions.Typed("😬"), ())
    yield "comment_asked", questions.comment_asked(language, ASKED, questions.Typed(f"{NASTY} " * 30))
    to_log = questions.Typed("5 meetings a week is my rhythm", day="2026-11-30")
    yield "comment_asked_or_log", questions.comment_asked(language, ASKED, to_log)
    yield "comment_kept", questions.comment_kept(language, ASKED.area)
    yield "level_taken", questions.level_taken(language, ASKED.area)
    yield "left_out", questions.left_out(language)
    yield "survey_help", questions.help_text(language, ASKED)
    yield "put_again", questions.put_again(language, is_undone=False)
    yield "put_again_undone", questions.put_again(language, is_undone=True)
    yield "who_sees", questions.who_sees("Anonymous: nobody can see who answered what.")
    yield "nothing_before", questions.nothing_before(language)
    yield "still_waits", questions.still_waits(language, ASKED, "c1")
    yield "answered_no_part", talk.answered(language, replace(LINE, part="skills", given=NOT_MY_JOB))
    yield "question_of_oneself", talk.question(language, replace(RATED, about="", given=NOT_MY_JOB))


def _campaigns(language: str) -> Iterator[tuple[str, Message]]:
    mine = [
        overview.Mine(FUNCTIONS, True, False),
        overview.Mine(SKILLS, False, False),
        overview.Mine(FUNCTIONS, True, True),
        overview.Mine(SKILLS, False, False, 6, 8),
        overview.Mine(SKILLS, False, False, 0, 1),
    ]
    skills = replace(OPEN, id="c3", part="skills", anonymous=False, missing=["Anna de Vries", NASTY])
    all_ = [OPEN, replace(OPEN, finished=9, counted_on=LAST_DAY), CLOSED, replace(CLOSED, status="stopped")]
    all_ += [skills, replace(skills, missing=[])]
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
    raters = [starting.Rates(NASTY, 8, 10), starting.Rates("Carla", 1, 1)]
    yield "plan_with_raters", starting.plan(language, replace(PLAN, part="skills", anonymous=False, rates=raters))
    many = [starting.Rates(f"Manager {n}", 8, 1) for n in range(15)]
    yield "plan_with_many_raters", starting.plan(language, replace(PLAN, part="skills", anonymous=False, rates=many))
    yield "plan_functions_named", starting.plan(language, replace(PLAN, anonymous=False))
    yield "dropped", starting.dropped(language)
    yield "started", starting.started(language, OPEN, Clock(AT_ONCE, RESULTS))
    yield "started_moved", starting.started(language, OPEN, MOVED)
    yield "started_some", starting.started(language, OPEN, Clock(SOME, RESULTS))
    yield "started_functions", starting.started(language, OPEN, MOVED, EvidenceView(0, 0, ["crm"], 0, 0))
    one = Clock(Outgoing(0, date(2026, 11, 30), 1), RESULTS)
    named = replace(OPEN, part="skills", anonymous=False, invited=1)
    yield "started_named", starting.started(language, named, one)
    yield "ask_to_stop", leading.ask_to_stop(language, OPEN)
    yield "stopped", leading.stopped(language, replace(OPEN, status="stopped"))
    yield "reopened", leading.reopened(language, OPEN, MOVED)
    for form, told in (("leaders", Outgoing(0)), ("summary", Outgoing(0)), ("full", SOME)):
        yield f"shared_{form}", leading.shared(language, CLOSED, form, told)
    for number, told in enumerate((AT_ONCE, NOBODY_YET, Outgoing(0))):
        yield f"reminded_{number}", leading.reminded(language, 3, told)
    yield "reminded_nobody", leading.reminded(language, 0, Outgoing(0))
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
    yield "roles_chosen", settings.roles_chosen(language, ["Negotiation", NASTY])
    yield "roles_left", settings.roles_chosen(language, [])
    yield "standard_set", settings.standard_set(language, "Negotiation", 4.8)


def _prompts(language: str) -> Iterator[tuple[str, Message]]:
    femke = prompts.Invited(FUNCTIONS, "Femke van Dijk", 7, own=14, ways=ALL_WAYS)
    yield "invitation", prompts.invitation(language, femke)
    names = ["Anna de Vries", NASTY]
    for name, rates, own in (
        ("skills", names, 6),
        ("one", names[1:], 6),
        ("of_others", names, 0),
        ("of_one", names[:1], 0),
    ):
        yield f"invitation_{name}", prompts.invitation(language, prompts.Invited(SKILLS, "", 5, rates, own))
    yield "reminder", prompts.reminder(language, [prompts.Waiting(FUNCTIONS)], ALL_WAYS)
    both = [prompts.Waiting(FUNCTIONS, "day"), prompts.Waiting(SKILLS)]
    yield "reminder_last_day", prompts.reminder(language, both, ())
    yield "reminder_own_last_day", prompts.reminder(language, [prompts.Waiting(SKILLS, "own")], ())
    yield "chase", prompts.chase(language, NASTY, SKILLS)
    yield "all_out", prompts.all_out(language, 2, "functions", 12, Outgoing(0), [])
    yield "all_out_but", prompts.all_out(language, 3, "skills", 9, NOBODY_YET, ["Anna de Vries"])
    yield "skills_closed", prompts.skills_closed(language, 3, "c2")
    yield "open_again", prompts.open_again(language, FUNCTIONS)
