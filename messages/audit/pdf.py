"""The results of a survey as a PDF of text and lines: one page to read, one page of figures, then the comments."""

from messages.audit import board
from messages.audit.board import BoardFacts
from messages.audit.results import ResultsView, groups_hidden, why
from messages.audit.trends import agreement
from messages.paper import without_marks
from messages.pdf import Page
from messages.words import Words, words


def results(language: str, company: str, view: ResultsView, facts: BoardFacts | None = None) -> bytes:
    """The whole report of a survey on functions, as the bytes of a PDF: its first page is that for the board."""
    say = words(language)
    page = board.begun(say, company, view, facts or BoardFacts())
    if not view.results.is_suppressed:
        _figures(page, say, view)
        _comments(page, say, view)
    return page.as_bytes()


def _figures(page: Page, say: Words, view: ResultsView) -> None:
    page.new()
    page.heading(say.bare("audit_results.details"))
    k, hidden = view.results.k, groups_hidden(view.results)
    if hidden:
        page.text(why(say, hidden, k), soft=True)
    for key, result in view.results.functions.items():
        if result.mean is None:
            page.text(view.areas[key], bold=True)
            page.text(why(say, result.reason, k))
            continue
        agreed = agreement(result.spread)
        page.text(
            without_marks(
                say(
                    "audit_results.function",
                    label=view.areas[key],
                    result=result,
                    agreed=agreed,
                    since=view.results.since_before(key),
                    reworded=view.results.is_reworded(key),
                )
            ),
            bold=True,
        )
        if result.reps.mean is not None and result.managers.mean is not None:
            page.text(without_marks(say("audit_results.groups", reps=result.reps, managers=result.managers)))
        elif (result.reps.reason or result.managers.reason) and not hidden:
            page.text(why(say, result.managers.reason or result.reps.reason, k), soft=True)
        for statement, cell in result.statements.items():
            if cell.mean is not None:
                page.text(f"{say.rating(cell.mean)}   {view.statements.get(statement, statement)}")
        page.space(2)
    page.text(without_marks(say("audit_results.small_print", results=view.results)), soft=True)


def _comments(page: Page, say: Words, view: ResultsView) -> None:
    every = [(view.areas[key], text) for key, result in view.results.functions.items() for text in result.comments]
    if not every:
        return
    page.new()
    page.heading(say.bare("audit_results.comments", count=len(every)))
    page.text(without_marks(say("audit_results.comments_told")), soft=True)
    for area, text in every:
        page.text(area, bold=True)
        page.text(text)
        page.space(1)
