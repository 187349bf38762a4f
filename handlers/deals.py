"""`/deal`: add, move, won, lost, returned, edit, list, undo."""

from collections.abc import Callable

from handlers import deal_form
from handlers.answers import Answers, Replace, Whisper
from handlers.deal_finding import Line, Question, account_meant, deal_meant, read_line
from handlers.deal_shown import all_shown, answer, pipeline_of, shown
from handlers.phrases import DealPhrase, Share, Unreadable
from handlers.unreadable import unreadable
from handlers.visit import Feature, Press, Visit, reads
from handlers.who import found
from messages import deal_forms as form_messages
from messages import deals as messages
from messages.blocks import Message
from models.deals.actions import add_deal, decide_deal, edit_deal, move_deal
from models.deals.history import latest_by, latest_change, redo, undo
from models.deals.queries import deal_with_id, open_deals_of
from models.deals.records import Deal, Outcome
from models.deals.stages import OUTCOMES
from models.deals.terms import DealTerms
from models.money import Money
from models.refusal import Refusal
from models.team.access import may_see_person, sight_of

HELP = frozenset({"help", "hulp", "?", "uitleg"})


def command(visit: Visit, text: str) -> Answers:
    """`/deal add Acme 25k`, `/deal won Acme`, `/deal list`, `/deal help`; bare: the form."""
    if not text.strip():
        return deal_form.open_new(visit)
    if text.split()[0].lower() in HELP:
        return Whisper(messages.help_text(visit.language))
    return _do(visit, Line(text.strip(), visit.today))


def _do(visit: Visit, line: Line) -> Answers:
    """Carry out a typed line, or ask what it is about."""
    try:
        phrase = read_line(visit, line)
        return _ACTIONS[phrase.action](visit, line, phrase)
    except Unreadable as error:
        return unreadable(visit, error, "deal")
    except Question as question:
        return question.whisper


def add(visit: Visit, line: Line, phrase: DealPhrase) -> Answers:
    """A new deal."""
    terms = _terms(visit, phrase)
    owner = found(visit, phrase.owner) if phrase.owner else visit.person
    account, is_new = account_meant(visit, line, phrase)
    deal, change = add_deal(
        visit.session, visit.workspace, visit.person, account, terms, visit.now, visit.today, owner
    )
    return answer(visit, deal, change, new_account=is_new)


def move(visit: Visit, line: Line, phrase: DealPhrase) -> Answers:
    """To another stage."""
    deal = deal_meant(visit, line, phrase)
    before = shown(visit, deal)
    assert phrase.stage is not None
    change = move_deal(visit.session, visit.person, deal, phrase.stage, visit.now, visit.today)
    return answer(visit, deal, change, before)


def decide(visit: Visit, line: Line, phrase: DealPhrase) -> Answers:
    """Won, lost, or returned to marketing."""
    deal = deal_meant(visit, line, phrase)
    before = shown(visit, deal)
    change = decide_deal(
        visit.session, visit.workspace, visit.person, deal, Outcome(phrase.action), visit.now, visit.today,
        closed_on=phrase.day, value=_value(visit, phrase), reason=phrase.reason,
    )  # fmt: skip
    return answer(visit, deal, change, before)


def edit(visit: Visit, line: Line, phrase: DealPhrase) -> Answers:
    """What the line says changes; when it only says which deal, the form opens."""
    deal = deal_meant(visit, line, phrase, is_open=False)
    terms = _terms(visit, phrase)
    if terms == DealTerms():
        return deal_form.open_deal(visit, deal)
    before = shown(visit, deal)
    change = edit_deal(visit.session, visit.workspace, visit.person, deal, terms, visit.now, visit.today)
    return answer(visit, deal, change, before)


def show_list(visit: Visit, line: Line, phrase: DealPhrase) -> Answers:
    """Open deals: one's own, those of somebody below, or those with one account."""
    workspace_id = visit.workspace.workspace_id
    person = found(visit, phrase.owner) if phrase.owner else visit.person
    may_see_person(visit.session, visit.person, person)
    people: list[str] | None = [person.id]
    if phrase.account and not phrase.owner:
        sight = sight_of(visit.session, visit.person)
        people = None if sight.sees_all else [visit.person.id, *sight.below]
    deals = open_deals_of(visit.session, workspace_id, people)
    about = ""
    if phrase.account:
        account, _ = account_meant(visit, line, phrase) if phrase.account.is_known else (None, False)
        about = account.name if account else phrase.account.name
        deals = [deal for deal in deals if account and deal.account_id == account.id]
    return Whisper(
        messages.listed(
            visit.language, all_shown(visit, deals), pipeline_of(visit, person), visit.today, about
        )
    )


def take_back(visit: Visit, line: Line, phrase: DealPhrase) -> Answers:
    """The latest change of a deal, or the latest thing that the person did."""
    if phrase.account is None and phrase.number is None and not line.chosen:
        change = latest_by(visit.session, visit.person)
        if change is None:
            raise Refusal("deals.nothing_to_undo")
    else:
        deal = deal_meant(visit, line, phrase, is_open=False)
        change = latest_change(visit.session, deal)
        if change is None:
            raise Refusal("deals.imported", number=deal.number)
    return Whisper(_undone(visit, change.id))


# --- buttons -------------------------------------------------------------------------------------------


def chosen(visit: Visit, press: Press) -> Answers:
    """The deal or the account that a question was about."""
    line = Line.of_button(press.value)
    answers = _do(visit, line)
    return Replace(answers.message) if isinstance(answers, Whisper) else answers


def undo_change(visit: Visit, press: Press) -> Answers:
    """Take back what an answer told."""
    return Replace(_undone(visit, press.value))


def put_back(visit: Visit, press: Press) -> Answers:
    """What was taken back stands again."""
    deal, change = redo(visit.session, visit.person, press.value, visit.now)
    return Replace(messages.restored(visit.language, shown(visit, deal), change.id))


def more(visit: Visit, press: Press) -> Answers:
    """The menu beside a deal of the list."""
    verb, _, deal_id = press.value.partition(":")
    deal = _deal(visit, deal_id)
    if verb == "edit":
        return deal_form.open_deal(visit, deal)
    if verb in OUTCOMES:
        return deal_form.open_decision(visit, deal, verb)
    before = shown(visit, deal)
    if before.next_stage is None:
        raise Refusal("deals.already_decided", number=deal.number, outcome=deal.outcome, day=deal.closed_on)
    change = move_deal(visit.session, visit.person, deal, before.next_stage, visit.now, visit.today)
    return answer(visit, deal, change, before)


def edit_from_button(visit: Visit, press: Press) -> Answers:
    """The form of a deal."""
    return deal_form.open_deal(visit, _deal(visit, press.value))


def open_from_button(visit: Visit, press: Press) -> Answers:
    """The form of a new deal."""
    return deal_form.open_new(visit)


def _undone(visit: Visit, change_id: str) -> Message:
    deal, change = undo(visit.session, visit.person, change_id, visit.now)
    return messages.undone(visit.language, shown(visit, deal), change.id, change.what)


def _deal(visit: Visit, deal_id: str) -> Deal:
    deal = deal_with_id(visit.session, visit.workspace.workspace_id, deal_id)
    if deal is None or deal.removed_at is not None:
        raise Refusal("deals.change_not_there")
    return deal


# --- from the line ---------------------------------------------------------------------------------------


def _terms(visit: Visit, phrase: DealPhrase) -> DealTerms:
    return DealTerms(
        value=_value(visit, phrase), title=phrase.title, stage=phrase.stage, probability=phrase.probability,
        expected_close=phrase.close_on, opened_on=phrase.opened_on, product=phrase.product, channel=phrase.channel,
        deal_type=phrase.deal_type, reason=phrase.reason or None,
        shares=tuple(_share(visit, share) for share in phrase.shares),
    )  # fmt: skip


def _value(visit: Visit, phrase: DealPhrase) -> Money | None:
    if phrase.amount is None:
        return None
    return Money.of(phrase.amount.value, phrase.amount.currency or visit.workspace.currency)


def _share(visit: Visit, share: Share) -> tuple[str, int]:
    return found(visit, share.person).id, share.percent


_ACTIONS: dict[str, Callable[[Visit, Line, DealPhrase], Answers]] = {
    "add": add, "move": move, "won": decide, "lost": decide, "returned": decide, "list": show_list, "edit": edit,
    "undo": take_back,
}  # fmt: skip

feature = Feature(
    commands={"deal": command},
    presses={
        messages.UNDO: undo_change,
        messages.PUT_BACK: put_back,
        messages.EDIT: edit_from_button,
        messages.MORE: more,
        messages.THIS_DEAL: chosen,
        messages.THIS_ACCOUNT: chosen,
        messages.OPEN_FORM: open_from_button,
    },
    forms={form_messages.FORM: deal_form.submitted, form_messages.DECIDE: deal_form.decided},
    queries={form_messages.ACCOUNT: reads(deal_form.find_accounts)},
)
