"""The results of a survey as a PDF of text and lines: one page to read, one page of figures, then the comments."""

from messages.audit.results import ResultsView, agreement, groups_hidden, overall, record_text, stage_text, why
from messages.pdf import Page
from messages.words import Words, as_typed, words


def results(language: str, company: str, view: ResultsView) -> bytes:
    """The whole report of a survey on functions, as the bytes of a PDF."""
    say = words(language)
    page = Page(say, f"{company} · {say.bare('audit_results.file_title', number=view.number)}")
    page.title(say.bare("audit_results.pdf_title"), _bare(say("audit_results.title", view=view)))
    if view.results.is_suppressed:
        page.text(_bare(say("audit_results.nothing_to_show", k=view.results.k)))
        return page.as_bytes()
    page.text(_bare(say("audit_results.overall_text", mean=overall(view.results))), size=16, bold=True)
    if view.stage is not None:
        page.text(_bare(stage_text(say, view.stage)))
    page.heading(say.bare("audit_results.chart_title"))
    for key, result in view.results.functions.items():
        then = view.results.before.functions.get(key) if view.results.before else None
        page.bar(view.areas[key], result.mean, then, why(say, result.reason, view.results.k))
    if view.results.before is not None:
        page.legend(say.bare("audit_results.now"), say.bare("audit_results.last_time"))
    page.heading(_bare(say("audit_results.lowest", lines=[])))
    for one in view.results.lowest:
        page.text(f"{view.areas[one.key]} {say.rating(one.mean or 0)}", bold=True)
        page.text(view.advice.get(one.key, ""))
    if view.records:
        page.heading(_bare(say("audit_results.records", lines=[])))
        for record in view.records:
            page.text(f"• {_bare(record_text(say, record))}")
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
            _bare(
                say(
                    "audit_results.function",
                    label=view.areas[key],
                    result=result,
                    agreed=agreed,
                    since=view.results.since_before(key),
                )
            ),
            bold=True,
        )
        if result.reps.mean is not None and result.managers.mean is not None:
            page.text(_bare(say("audit_results.groups", reps=result.reps, managers=result.managers)))
        elif (result.reps.reason or result.managers.reason) and not hidden:
            page.text(why(say, result.managers.reason or result.reps.reason, k), soft=True)
        for statement, cell in result.statements.items():
            if cell.mean is not None:
                page.text(f"{say.rating(cell.mean)}   {view.statements.get(statement, statement)}")
        page.space(2)
    page.text(_bare(say("audit_results.small_print", results=view.results)), soft=True)


def _comments(page: Page, say: Words, view: ResultsView) -> None:
    every = [(view.areas[key], text) for key, result in view.results.functions.items() for text in result.comments]
    if not every:
        return
    page.new()
    page.heading(say.bare("audit_results.comments", count=len(every)))
    page.text(_bare(say("audit_results.comments_told")), soft=True)
    for area, text in every:
        page.text(area, bold=True)
        page.text(text)
        page.space(1)


def _bare(text: str) -> str:
    """The text without Slack's marks and escapes."""
    text = as_typed(text.replace("*", "").replace("_", ""))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
