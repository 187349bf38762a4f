"""Examples of everything that is said about styles, and of each message in the form of each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from messages.activity.answers import Answer
from messages.activity.examples import FIRST, FOLLOW_UP, NASTY, PROPOSAL, STANDINGS, TODAY
from messages.activity.logged import logged
from messages.activity.standing import CountedOnly, CountsElsewhere, Standing, StandingView
from messages.blocks import Message, View
from messages.coaching.examples import FULL, TALK
from messages.coaching.prompts import agenda
from messages.digest.company_examples import COMPANY
from messages.digest.examples import BEHIND, LARGE, ON_COURSE, TEAM
from messages.examples.nudges import LAST, LINES, REACHED
from messages.scorecard.examples import BOARD, REPS, TEAMS
from messages.style import answers, digest, monday, questions, scorecard
from messages.style.log import form_of
from models.digest.own import OwnLine, OwnWeek
from models.scorecard.kpis import KPIS
from models.style.preference import Preference, Style

NAME = "Bo *the_closer* ~`<!channel>` \u202eמכירות " + "x" * 40


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """The pages of a style, the eight situations, and every form in which somebody may be told something."""
    yield from _pages(language)
    yield from _situations(language)
    for style in Style:
        for name, message in _in_the_form_of(language, style):
            yield f"{style.name.lower()}_{name}", message


def _pages(language: str) -> Iterator[tuple[str, Message | View]]:
    mine = answers.Mine(Preference(Style.DRIVER), NAME)
    yield "everything_of_who_has_none", answers.everything(language, answers.Mine(Preference()))
    yield "everything", answers.everything(language, mine)
    hidden = Preference(Style.SUPPORTER, is_plain=True, hides_hint=True)
    yield "everything_plain", answers.everything(language, answers.Mine(hidden, "Carla Mulder"))
    for style in Style:
        chosen = answers.Mine(Preference(style), "Carla Mulder")
        yield f"chosen_{style.name.lower()}", answers.chosen(language, chosen, Preference())
        yield f"of_other_{style.name.lower()}", answers.of_other(language, "Anna de Vries", style)
    yield "of_other_who_tells_none", answers.of_other(language, NAME, None)
    yield "plain", answers.form_changed(language, Preference(Style.DRIVER, is_plain=True), Preference(Style.DRIVER))
    yield "plain_without_tip", answers.form_changed(language, hidden, replace(hidden, is_plain=False))
    yield "follows_again", answers.form_changed(language, Preference(Style.DRIVER), hidden)
    yield "no_tip", answers.hint_changed(language, answers.Mine(hidden, NAME), Preference(Style.SUPPORTER))
    yield "tip", answers.hint_changed(language, mine, Preference(Style.DRIVER, hides_hint=True))
    nobody = answers.Mine(Preference(Style.DRIVER))
    yield "tip_without_a_manager", answers.hint_changed(language, nobody, Preference(Style.DRIVER, hides_hint=True))
    yield "deleted", answers.deleted(language)
    yield "nothing_there", answers.nothing_there(language)
    yield "undone", answers.undone(language, hidden)
    yield "undone_to_none", answers.undone(language, Preference())


def _situations(language: str) -> Iterator[tuple[str, Message | View]]:
    for number in range(8):
        yield f"situation_{number + 1}", questions.question(language, "abababab"[:number])
    yield "suggested_one", questions.suggestion(language, [Style.CORRECTNESS], "b" * 8)
    yield "suggested_two", questions.suggestion(language, [Style.INFLUENCER, Style.SUPPORTER], "b" * 8)
    yield "suggested_all", questions.suggestion(language, list(Style), "b" * 8)
    yield "stopped", questions.stopped(language)


def _in_the_form_of(language: str, style: Style) -> Iterator[tuple[str, Message | View]]:
    for name, standings in _standings().items():
        told = Answer("b", [FIRST], TODAY, standings, ["Acme"])
        yield f"logged_{name}", logged(language, told, form_of(style))
    several = Answer("b", [FIRST, FOLLOW_UP, PROPOSAL], TODAY, [STANDINGS["on_track"], CountedOnly(3, None, "call")])
    yield "logged_together", logged(language, several, form_of(style))
    ended = OwnLine(KPIS["proposals"], 1.0, None, 1.0, 1.0, None)
    reached = (OwnLine(KPIS["first_meetings"], 9.0, 8.0, 0.0), REACHED)
    for name, lines in {"monday": LINES, "monday_reached": reached, "monday_one": (ended,)}.items():
        week = OwnWeek(LAST, 5, lines, "EUR")
        yield name, monday.monday(language, "Anna", week, style, offer="day" if name == "monday" else None, helped=True)
    yield "scorecard", scorecard.of_person(language, BOARD, style, helped=True)
    well = [row if row.status is None else replace(row, status="ahead", to_go=None) for row in BOARD.rows]
    yield "scorecard_all_well", scorecard.of_person(language, replace(BOARD, rows=well), style)
    yield "scorecard_of_team", scorecard.of_group(language, BOARD, REPS, style, total_only=False, left_out=[NASTY])
    yield "scorecard_of_company", scorecard.of_group(language, BOARD, REPS, style, total_only=False, teams=TEAMS)
    for name, team in {"digest": TEAM, "digest_on_course": ON_COURSE, "digest_of_many": LARGE}.items():
        yield name, digest.to_manager(language, team, style)
    yield "digest_behind", digest.to_manager(language, BEHIND, style, preview=True)
    yield "digest_of_leader", digest.to_leader(language, COMPANY, style)
    yield "agenda", agenda(language, FULL, TALK, style)


def _standings() -> dict[str, Sequence[StandingView]]:
    """Everything that may be said of where somebody stands, with the figure that it is about."""
    found: dict[str, Sequence[StandingView]] = {
        name: [replace(one, kpi=KPIS["first_meetings"])] for name, one in STANDINGS.items() if isinstance(one, Standing)
    }
    return found | {
        "counted": [CountedOnly(2, "first_meetings", "meeting")],
        "elsewhere": [CountsElsewhere("week")],
        "nothing": [],
        "two": [*next(iter(found.values())), CountedOnly(1)],
    }
