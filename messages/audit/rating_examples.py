"""Examples of the list of people and of the forms in which they are rated."""

from collections.abc import Iterator
from dataclasses import replace

from messages.audit import rating
from messages.audit import rating_forms as forms
from messages.audit.conversation import Standing
from messages.audit.examples import ASKED, LAST_DAY, NASTY, RESULTS
from messages.audit.timing import ResultsTold
from messages.blocks import Message, View

STANDING = Standing("c2", 3, "skills", 20, 110, LAST_DAY, False, 5)
PEOPLE = [
    rating.Line("", "", 3, 6),
    rating.Line("p1", "Anna de Vries", 13, 13),
    rating.Line("p2", NASTY, 7, 13, 6),
    *(rating.Line(f"p{n}", f"Colleague {n}", 0, 13, 13) for n in range(3, 9)),
]
ROWS = [
    forms.Row("prospecting@p2", "Prospecting", ASKED.statement, 4, 3),
    forms.Row("discovery@p2", "Discovery", ASKED.statement, 0, None),
    forms.Row("closing@p2", "Closing", ASKED.statement, None, 5),
]
SKILL = forms.SkillRows(
    "Discovery and qualification",
    ASKED.statement,
    ASKED.one,
    ASKED.five,
    [replace(ROWS[0], key=f"discovery@{one.id}", label=one.name) for one in PEOPLE[1:]],
    [("prospecting", "Prospecting", True), ("discovery", "Discovery and qualification", False)],
    "discovery",
    "closing",
)

TOLD = ResultsTold(RESULTS)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """The list while it is filled in, when it is done, of one person and of very many; both forms."""
    ways = ("tomorrow", "later", "end", "never")
    yield "people", rating.people(language, STANDING, PEOPLE, 7, finished=False, ways=ways)
    first = [replace(one, done=0, repeatable=0) for one in PEOPLE]
    yield "people_first_time", rating.people(language, STANDING, first, 10, finished=False)
    yield "people_one", rating.people(language, STANDING, [PEOPLE[2]], 1, finished=False)
    yield "people_one_first_time", rating.people(language, STANDING, first[1:2], 1, finished=False)
    done = [replace(one, done=one.total, repeatable=0) for one in PEOPLE]
    yield "people_done", rating.people(language, replace(STANDING, answered=110), done, 1, finished=True, results=TOLD)
    yield "people_left_open", rating.people(language, STANDING, PEOPLE, 1, finished=True)
    many = [rating.Line(f"m{n}", f"{NASTY} {n}", n % 14, 13, 13 - n % 14) for n in range(60)]
    yield "people_many", rating.people(language, STANDING, many, 50, finished=False)
    yield "person_form", forms.person_form(language, NASTY, ROWS, NASTY, "c2|p2|||")
    yield "person_form_own", forms.person_form(language, "", ROWS[:1], "", "c2||||")
    yield "skill_form", forms.skill_form(language, SKILL, "c2|discovery/0|||")
    pages = replace(SKILL, following="", pages=[("discovery/1", "21–40")])
    yield "skill_form_last", forms.skill_form(language, pages, "c2|discovery/0|||")
    skill = ("Discovery", ASKED.statement, ASKED.one, ASKED.five)
    yield "levels_form", forms.examples_form(language, [skill, skill])
    yield "too_late", forms.too_late(language, "This one is over.", NASTY)
    yield "too_late_nothing_typed", forms.too_late(language, "This one is over.", "")
    yield "list_below", rating.list_below(language)
    yield "whose", rating.whose(language)
