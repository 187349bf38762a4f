"""Under an analysis: another one, period or subject in its place; why; and the files."""

from handlers.analysis.subject import Asked
from handlers.analysis.views import analysis, file_of, why_view
from handlers.door.answers import Answers, OpenModal, Replace
from handlers.door.request import Press, Request, reads
from messages.analysis import answers as messages
from messages.analysis.why import why


@reads
def open_another(request: Request, press: Press) -> Answers:
    """Another analysis, period or subject, in the same place."""
    return Replace(messages.analysis(request.language, analysis(request, Asked.read(press.value))))


@reads
def open_why(request: Request, press: Press) -> Answers:
    """*Why?*: the formula, the records and the costs behind it."""
    asked = Asked.read(press.value)
    return OpenModal(why(request.language, analysis(request, asked), why_view(request, asked)))


@reads
def send_pdf(request: Request, press: Press) -> Answers:
    """The analysis as a PDF."""
    return file_of(request, Asked.read(press.value), "pdf")


@reads
def send_csv(request: Request, press: Press) -> Answers:
    """Its table as a CSV."""
    return file_of(request, Asked.read(press.value), "csv")
