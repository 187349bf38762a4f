"""What a typed line does to a deal: added, moved, decided, edited, listed, taken back."""

from collections.abc import Callable
from dataclasses import replace

from handlers.deals import forms
from handlers.deals.finding import Line, Question, account_meant, deal_meant, read_line
from handlers.deals.views import all_shown, answer, pipeline_of, shown
from handlers.door.answers import Answers, Whisper
from handlers.door.request import Visit
from handlers.door.unreadable import unreadable
from handlers.door.who import found
from handlers.phrases import DealPhrase, Share, Unreadable
from messages.blocks import Message
from messages.deals import answers as messages
from models.deals.actions import add_deal, decide_deal, edit_deal, move_deal
from models.deals.history import latest_by, latest_change, undo
from models.deals.queries import open_deals_of
from models.deals.records import Outcome
from models.deals.terms import DealTerms
from models.money import Money
from models.refusal import Refusal
from models.team.access import may_see_person, sight_of


def carry_out(visit: Visit, line: Line) -> Answers:
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
    change = move_deal(
        visit.session, visit.person, deal, phrase.stage, visit.now, visit.today,
        day=phrase.day, also=replace(_terms(visit, phrase), stage=None),
    )  # fmt: skip
    return answer(visit, deal, change, before)


def decide(visit: Visit, line: Line, phrase: DealPhrase) -> Answers:
    """Won, lost, or returned to marketing."""
    deal = deal_meant(visit, line, phrase)
    before = shown(visit, deal)
    change = decide_deal(
        visit.session, visit.workspace, visit.person, deal, Outcome(phrase.action), visit.now, visit.today,
        closed_on=phrase.day, value=_value(visit, phrase), reason=phrase.reason,
        also=replace(_terms(visit, phrase), value=None),
    )  # fmt: skip
    return answer(visit, deal, change, before)


def edit(visit: Visit, line: Line, phrase: DealPhrase) -> Answers:
    """What the line says changes; when it only says which deal, the form opens."""
    deal = deal_meant(visit, line, phrase, is_open=False)
    terms = _terms(visit, phrase)
    owner = found(visit, phrase.owner) if phrase.owner else None
    if terms == DealTerms() and owner is None:
        return forms.open_deal(visit, deal)
    before = shown(visit, deal)
    change = edit_deal(visit.session, visit.person, deal, terms, visit.now, visit.today, owner)
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
    first = all_shown(visit, deals[: messages.SHOWN])
    pipeline = pipeline_of(visit, person)
    return Whisper(messages.listed(visit.language, first, len(deals), pipeline, visit.today, about))


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
    return Whisper(undone(visit, change.id))


def undone(visit: Visit, change_id: str) -> Message:
    """Take a change back, and say so."""
    deal, change = undo(visit.session, visit.person, change_id, visit.now)
    return messages.undone(visit.language, shown(visit, deal), change.id, change.what)


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
