"""`/deal`: add, move, won, lost, returned, edit, list, undo; by line, form and button."""

from collections.abc import Callable

from handlers.deals import forms
from handlers.deals.finding import Line
from handlers.deals.line import carry_out, undone
from handlers.deals.pipeline import pipeline
from handlers.deals.spoken import spoken
from handlers.deals.stale import stale
from handlers.deals.views import answer, deal_view
from handlers.deals.wins import followed_by, win_follows, win_told
from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Press, Request, reads_when
from handlers.door.typed_line import Typed, read_typed
from handlers.phrases.deal_words import ACTIONS
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from messages.deals import answers as messages
from messages.deals import questions
from models.deals.actions import edit_deal, move_deal
from models.deals.history import redo
from models.deals.queries import deal_with_id
from models.deals.records import Deal
from models.deals.stages import OUTCOMES
from models.deals.terms import DealTerms
from models.refusal import Refusal

LOOKS: dict[str, Callable[[Request, str], Answers]] = {"pipeline": pipeline, "stale": stale}
"""What only looks, by its word."""


def looks(text: str) -> bool:
    """Whether a line only looks at deals that are read all together: nobody who logs something need wait for it."""
    return ACTIONS.get(text.partition(" ")[0].lower()) in LOOKS


@reads_when(looks)
def command(request: Request, text: str) -> Answers:
    """`/deal add Acme 25k`, `/deal won Acme`, `/deal list`, `/deal pipeline`, `/deal stale`, `/deal help`; bare: the form."""
    if not text.strip():
        return forms.open_new(request)
    if looks(text):
        first, _, rest = text.partition(" ")
        return LOOKS[ACTIONS[first.lower()]](request, rest.strip())
    if text.split()[0].lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if text.split()[0].lower() not in ACTIONS and (news := spoken_in(request, f"deal {text}")):
        return news
    return carry_out(request, Line(text.strip(), request.today))


def spoken_in(request: Request, text: str) -> Answers:
    """`acme binnen 18k`, `Acme negotiation`: the deal first, and then what became of it."""
    try:
        reading, _ = read_typed(request, Typed(text, request.today))
    except Unreadable:
        return None
    return spoken(request, reading.line)


# --- buttons -------------------------------------------------------------------------------------------


def chosen(request: Request, press: Press) -> Answers:
    """The deal or the account that a question was about."""
    line = Line.of_button(press.value)
    answers = carry_out(request, line)
    return Replace(answers.message) if isinstance(answers, Whisper) else answers


def the_same(request: Request, press: Press) -> Answers:
    """It was the deal that an import told of: nothing is added."""
    deal = deal_view(request, _deal(request, press.value))
    return Replace(questions.nothing_added(request.language, deal, request.today))


def undo_change(request: Request, press: Press) -> Answers:
    """Take back what an answer told."""
    message, followed = undone(request, press.value)
    return followed_by(Replace(message), followed)


def put_back(request: Request, press: Press) -> Answers:
    """What was taken back stands again."""
    deal, change = redo(request.acting, press.value)
    win_told(request, deal)
    restored = messages.restored(request.language, deal_view(request, deal), change.id)
    return followed_by(Replace(restored), win_follows(request, deal))


def more(request: Request, press: Press) -> Answers:
    """The menu beside a deal of the list."""
    verb, _, deal_id = press.value.partition(":")
    deal = _deal(request, deal_id)
    if verb == "edit":
        return forms.open_deal(request, deal)
    if verb in OUTCOMES:
        return forms.open_decision(request, deal, verb)
    before = deal_view(request, deal)
    if before.next_stage is None:
        raise Refusal("deals.already_decided", number=deal.number, outcome=deal.outcome, day=deal.closed_on)
    change = move_deal(request.acting, deal, before.next_stage)
    return answer(request, deal, change, before)


def edit_from_button(request: Request, press: Press) -> Answers:
    """The form of a deal."""
    return forms.open_deal(request, _deal(request, press.value))


def because(request: Request, press: Press) -> Answers:
    """Why a deal was lost, by one of the usual reasons."""
    deal_id, _, reason = press.value.partition(":")
    deal = _deal(request, deal_id)
    before = deal_view(request, deal)
    change = edit_deal(request.acting, deal, DealTerms(reason=request.words.bare(f"deals.because_{reason}")))
    return Replace(answer(request, deal, change, before).message)


def open_from_button(request: Request, press: Press) -> Answers:
    """The form of a new deal."""
    return forms.open_new(request)


def _deal(request: Request, deal_id: str) -> Deal:
    deal = deal_with_id(request.session, request.workspace.workspace_id, deal_id)
    if deal is None or deal.removed_at is not None:
        raise Refusal("deals.change_not_there")
    return deal
