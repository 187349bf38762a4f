"""What is pressed about one's style: choose, plain, tip, delete, undo; the eight situations; and everything, once, in full."""

from datetime import date

from handlers.digest import command as digest
from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Press, Request, reads
from handlers.phrases.style import Wish
from handlers.style.command import chosen, wished
from messages import nudges
from messages.goals.needed import this_week
from messages.style import answers as messages
from messages.style import questions
from models.delivery.preferences import own_wish
from models.delivery.role_prompts import BY_ROLE, offered_to
from models.digest.own import own_week
from models.goals.back_solver import needed_of_person
from models.period import week_of
from models.refusal import Refusal
from models.scorecard.role_figures import role_figures
from models.style.preference import Preference, Style, preference_of, put
from models.style.questions import HOW_MANY, readable, suggested


def choose_one(request: Request, press: Press) -> Answers:
    """One of the four was pressed."""
    if press.value not in set(Style):
        raise Refusal("style.not_understood", typed=press.value[:40])
    return Replace(chosen(request, Style(press.value)))


def change_form(request: Request, press: Press) -> Answers:
    """Plain, please; or by the style again."""
    return Replace(wished(request, Wish.PLAIN if press.value == messages.OFF else Wish.FOLLOW))


def change_hint(request: Request, press: Press) -> Answers:
    """No tip for the manager any more, or one again."""
    return Replace(wished(request, Wish.NO_HINT if press.value == messages.OFF else Wish.HINT))


def delete(request: Request, press: Press) -> Answers:
    """Nothing is kept of it."""
    return Replace(wished(request, Wish.DELETE))


def undo(request: Request, press: Press) -> Answers:
    """What held before holds again; of what was deleted since, nothing comes back."""
    if preference_of(request.person).style is None:
        return Replace(messages.nothing_there(request.language))
    put(request.session, request.person, Preference.read(press.value))
    return Replace(messages.undone(request.language, preference_of(request.person)))


# --- the eight situations ---------------------------------------------------------------------------------


@reads
def begin(request: Request, press: Press) -> Answers:
    """The first of them."""
    return Replace(questions.question(request.language, ""))


@reads
def answer(request: Request, press: Press) -> Answers:
    """The next one; after the last what the answers suggest. They are kept nowhere."""
    answers = readable(press.value)
    if len(answers) < HOW_MANY:
        return Replace(questions.question(request.language, answers))
    return Replace(questions.suggestion(request.language, suggested(answers), answers))


@reads
def stop(request: Request, press: Press) -> Answers:
    """They left off."""
    return Replace(questions.stopped(request.language))


# --- everything, behind what was said in short ------------------------------------------------------------


@reads
def whole_digest(request: Request, press: Press) -> Answers:
    """The digest of that week as everybody reads it, as it stands now."""
    try:
        week = week_of(date.fromisoformat(press.value))
    except ValueError:
        raise Refusal("scorecard.gone") from None
    return digest.preview(request, week, is_whole=True)


@reads
def whole_monday(request: Request, press: Press) -> Answers:
    """Monday's message as everybody reads it, as it stands now."""
    person = request.person
    week = own_week(request.session, request.workspace, person, request.today, request.now)
    if week is None:
        raise Refusal("scorecard.gone")
    figures = role_figures(request.session, request.workspace, person, request.today)
    chosen = [key for key in BY_ROLE if own_wish(request.session, person, key) is not None]
    offer = offered_to(request.workspace, person, chosen, request.today)
    needed = needed_of_person(request.session, request.workspace, person, request.now)
    goal = this_week(request.words, needed, beside_targets=True) if needed else ""
    name = person.name.split()[0]
    return Whisper(nudges.monday(request.language, name, week, figures, offer=offer, goal=goal))
