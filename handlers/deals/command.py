"""`/deal`: add, move, won, lost, returned, edit, list, undo; by line, form and button."""

from handlers.deals import forms
from handlers.deals.finding import Line
from handlers.deals.line import carry_out, undone
from handlers.deals.views import answer, shown
from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Press, Visit
from handlers.phrases.words import HELP
from messages.deals import answers as messages
from models.deals.actions import move_deal
from models.deals.history import redo
from models.deals.queries import deal_with_id
from models.deals.records import Deal
from models.deals.stages import OUTCOMES
from models.refusal import Refusal


def command(visit: Visit, text: str) -> Answers:
    """`/deal add Acme 25k`, `/deal won Acme`, `/deal list`, `/deal help`; bare: the form."""
    if not text.strip():
        return forms.open_new(visit)
    if text.split()[0].lower() in HELP:
        return Whisper(messages.help_text(visit.language))
    return carry_out(visit, Line(text.strip(), visit.today))


# --- buttons -------------------------------------------------------------------------------------------


def chosen(visit: Visit, press: Press) -> Answers:
    """The deal or the account that a question was about."""
    line = Line.of_button(press.value)
    answers = carry_out(visit, line)
    return Replace(answers.message) if isinstance(answers, Whisper) else answers


def undo_change(visit: Visit, press: Press) -> Answers:
    """Take back what an answer told."""
    return Replace(undone(visit, press.value))


def put_back(visit: Visit, press: Press) -> Answers:
    """What was taken back stands again."""
    deal, change = redo(visit.session, visit.person, press.value, visit.now)
    return Replace(messages.restored(visit.language, shown(visit, deal), change.id))


def more(visit: Visit, press: Press) -> Answers:
    """The menu beside a deal of the list."""
    verb, _, deal_id = press.value.partition(":")
    deal = _deal(visit, deal_id)
    if verb == "edit":
        return forms.open_deal(visit, deal)
    if verb in OUTCOMES:
        return forms.open_decision(visit, deal, verb)
    before = shown(visit, deal)
    if before.next_stage is None:
        raise Refusal("deals.already_decided", number=deal.number, outcome=deal.outcome, day=deal.closed_on)
    change = move_deal(visit.session, visit.person, deal, before.next_stage, visit.now, visit.today)
    return answer(visit, deal, change, before)


def edit_from_button(visit: Visit, press: Press) -> Answers:
    """The form of a deal."""
    return forms.open_deal(visit, _deal(visit, press.value))


def open_from_button(visit: Visit, press: Press) -> Answers:
    """The form of a new deal."""
    return forms.open_new(visit)


def _deal(visit: Visit, deal_id: str) -> Deal:
    deal = deal_with_id(visit.session, visit.workspace.workspace_id, deal_id)
    if deal is None or deal.removed_at is not None:
        raise Refusal("deals.change_not_there")
    return deal
