"""`/koers customers`: which table, whose customers, and after how many days somebody is silent."""

import re
from dataclasses import dataclass, replace

from handlers.analysis.subject import scope_seen
from handlers.customers.views import customers_view, why_view
from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import Press, Request, reads
from handlers.door.unreadable import unreadable
from handlers.phrases.examples import example_of
from handlers.phrases.scorecard import read_scorecard
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from handlers.scorecard.subject import Subject, whose
from messages.blocks import Message
from messages.customers import answers as messages
from models.analysis.question import Question, usual_period
from models.analysis.silence import SILENT_DAYS
from models.analysis.table import Usual
from models.customers.book import BY
from models.customers.report import CustomersReport, customers_report
from models.permissions import Right
from models.refusal import Refusal
from models.scorecard.scope import ScopeKind
from models.team.queries import teams_of
from models.vocabulary import vocabulary

TABLES = vocabulary().table("customer_tables")
"""What people call the tables."""
FEWEST_DAYS, MOST_DAYS = 7, 730
_DAYS = re.compile(r"\b(\d{1,4})\s*(?:d|days?|dagen|dag)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """Whose customers, and after how many days of nothing they are silent. Ids, never figures."""

    subject: Subject
    days: int = SILENT_DAYS

    def __str__(self) -> str:
        return f"{self.days}~{self.subject.kind}:{self.subject.id}"


@reads
def command(request: Request, text: str) -> Answers:
    """`/koers customers`, `… silent 60d`, `… renewals`, `… gaps @bram`, `… tier team North`."""
    if text.strip().lower() in HELP:
        return Whisper(messages.help_text(request.language))
    said = _DAYS.search(text)
    days = int(said[1]) if said else SILENT_DAYS
    if not FEWEST_DAYS <= days <= MOST_DAYS:
        raise Refusal("customers.silent_for_how_long", most=MOST_DAYS)
    tables = [TABLES[word.lower()] for word in text.split() if word.lower() in TABLES]
    rest = " ".join(word for word in _DAYS.sub("", text).split() if word.lower() not in TABLES)
    try:
        subject = _subject(request, rest)
    except Unreadable as error:
        example = example_of("customers", request.language)
        return unreadable(request, error.within(error.understood, example), "koers customers")
    table = tables[0] if tables else "silent" if said else BY[0]
    return Whisper(_message(request, Asked(subject, days), table))


@reads
def show_table(request: Request, press: Press) -> Answers:
    """Another table of the same customers, in the same place."""
    table, asked = _read(request, press.value)
    return Replace(_message(request, asked, table))


@reads
def open_why(request: Request, press: Press) -> Answers:
    """Why: the rule of the table that is shown, and the records behind it."""
    table, asked = _read(request, press.value)
    question, report = _report(request, asked, table)
    return OpenModal(messages.why(request.language, why_view(request, question, report, table)))


def _message(request: Request, asked: Asked, table: str) -> Message:
    question, report = _report(request, asked, table)
    view = replace(customers_view(request, question, report), table=table, ref=str(asked))
    return messages.customers(request.language, view)


def _report(request: Request, asked: Asked, table: str) -> tuple[Question, CustomersReport]:
    """The customers. Refuses who may not see them: of others than oneself, whoever may not see the analyses."""
    if asked.subject.kind is not ScopeKind.PERSON:
        request.rights.require(Right.SEE_ANALYSES)
    scope = scope_seen(request, asked.subject)
    today, last_day = scope.today(request.now), scope.latest_day(request.now)
    question = Question(request.session, request.workspace, scope, asked.subject.period, today, last_day)
    return question, customers_report(question, table if table in BY else BY[0], asked.days)


def _subject(request: Request, text: str) -> Subject:
    """Whose customers. Raises Unreadable."""
    phrase = read_scorecard(
        text,
        request.today,
        language=request.language,
        fiscal_start_month=request.workspace.fiscal_start_month,
        teams=[team.name for team in teams_of(request.session, request.workspace.workspace_id)],
    )
    return _of_now(request, *whose(request, phrase.scope))


def _of_now(request: Request, kind: ScopeKind, id_: str) -> Subject:
    """Customers are those of now; the period of a subject says nothing here."""
    fiscal = request.workspace.fiscal_start_month
    return Subject(kind, id_, usual_period(Usual.THIS_YEAR, request.today, fiscal))


def _read(request: Request, value: str) -> tuple[str, Asked]:
    """What a button carries. Refuses one that is older than the program."""
    try:
        table, days, subject = value.split("~")
        kind, _, id_ = subject.partition(":")
        asked = Asked(_of_now(request, ScopeKind(kind), id_), int(days))
    except ValueError:
        raise Refusal("scorecard.gone") from None
    if table not in messages.TABLES:
        raise Refusal("scorecard.gone")
    return table, asked
