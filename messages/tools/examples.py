"""Examples of what we say about tools."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages.blocks import Message, View
from messages.tools import answers, forms, overview, questions
from messages.tools.views import Page, ToolView
from models.money import Money
from models.tools.counting import PollResult, Use, result_of

NASTY = "Zoë <!channel> *bold*"
DAY = date(2026, 12, 4)


def counts(use: tuple[int, int, int, int], helps: tuple[int, int, int]) -> PollResult:
    """A poll in which so many gave each answer, in the order in which it is asked."""
    keys = ("use:daily", "use:weekly", "use:rarely", "use:never", "help:yes", "help:partly", "help:no")
    return result_of(12, dict(zip(keys, (*use, *helps), strict=True)))


CRM = ToolView(
    "w1",
    1,
    "crm",
    "HubSpot",
    "Carla Mulder",
    "U1",
    Money.of(900, "EUR"),
    sees_cost=True,
    links=["Outlook", NASTY],
    result=counts((3, 4, 0, 3), (5, 1, 4)),
    polled_on=DAY,
    may_change=True,
    may_poll=True,
)
BARE = ToolView("w2", 2, "hr", NASTY)
PAGE = Page(
    [CRM, replace(CRM, id="w3", number=3, name=NASTY, result=counts((0, 1, 2, 7), (1, 1, 8)), per="year"), BARE],
    ["marketing", "content", "process"],
    Money.of(11_700, "EUR"),
    waiting=1,
    heavy=["One customer record for all systems"],
    sees_cost=True,
    may_change=True,
)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """The pages, every answer, the poll, the forms."""
    yield "page", overview.page(language, PAGE)
    yield (
        "page_for_rep",
        overview.page(
            language, replace(PAGE, tools=[replace(BARE, kind="crm")], sees_cost=False, heavy=(), may_change=False)
        ),
    )
    yield "page_empty", overview.page(language, Page([], ["crm"]))
    yield "page_empty_for_manager", overview.page(language, Page([], ["crm"], sees_cost=True, may_change=True))
    yield "page_no_cost", overview.page(language, replace(PAGE, a_year=None, waiting=0))
    yield "one", overview.one(language, CRM)
    runs = replace(CRM, result=None, polled_until=DAY)
    yield "one_poll_runs", overview.one(language, runs)
    yield "page_poll_runs", overview.page(language, replace(PAGE, tools=[runs]))
    yield "one_bare", overview.one(language, replace(BARE, sees_cost=True))
    for name, result in (
        ("two", counts((5, 1, 2, 1), (4, 1, 4))),
        ("most", counts((8, 1, 1, 0), (9, 0, 1))),
        ("few", counts((0, 1, 2, 7), (1, 1, 8))),
        ("nothing", counts((1, 1, 0, 0), (1, 1, 0))),
    ):
        yield f"one_{name}", overview.one(language, replace(CRM, per="quarter", result=result))
    for what in ("added", "changed", "removed", "restored", "as_before"):
        yield f"stored_{what}", answers.stored(language, replace(CRM, name=NASTY), what)
    yield "poll_opened", answers.poll_opened(language, CRM, "o1", 12, DAY)
    yield "poll_withdrawn", answers.poll_withdrawn(language, NASTY)
    yield "csv_sent", answers.csv_sent(language)
    yield "ask_use", questions.first(language, NASTY, "o1", DAY)
    yield "ask_help", questions.second(language, "HubSpot", "o1", Use.WEEKLY)
    yield "thanks", questions.thanks(language, "HubSpot", DAY)
    yield "poll_is_over", questions.over(language, NASTY, "w1")
    yield "form", forms.tool(language, kind="crm")
    yield "form_change", forms.tool(language, replace(CRM, name=NASTY))
    yield "form_poll", forms.poll(language, CRM, DAY)
    yield "help", answers.help_text(language)
