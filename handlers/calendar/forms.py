"""The forms of a calendar, filled in: the link, and what meetings were."""

from dataclasses import replace

from handlers.activity.views import answer
from handlers.calendar.buttons import meant_by
from handlers.calendar.command import linked
from handlers.door.answers import Answers, FormErrors, Whisper
from handlers.door.request import Form, OnForm, Request
from messages.calendar import answers as messages
from messages.calendar import forms, prompts
from models.accounts.actions import check_name
from models.activity.kinds import Kind
from models.calendar.answering import Meant, log_meetings, open_ones, say_not_sales
from models.calendar.given import read_link
from models.calendar.records import Suggestion


def save_link(request: Request, form: Form) -> Answers:
    """A link: read at once, while the form is open."""
    kind, address = read_link(form.text("url"), form.text("user"), form.text("password"))
    return linked(request, kind, address, messages.trying_view(request.language))


def save_choices(request: Request, form: Form) -> Answers:
    """What each meeting was: logged in one go; what is no sales is noted, what was skipped waits."""
    rows = open_ones(request.session, request.person, form.metadata.split(","), request.now)
    meant: list[Meant] = []
    nothing: list[Suggestion] = []
    for row in rows:
        chosen, name = form.text(f"account:{row.id}"), form.text(f"name:{row.id}")
        if name:
            check_name(name)
            meant.append(Meant(row, account=name))
        elif chosen == prompts.NO_SALES:
            nothing.append(row)
        elif chosen and chosen != prompts.SKIP:
            meant.append(meant_by(row, chosen))
        elif not chosen and len(rows) == 1:
            return FormErrors({f"name:{row.id}": request.words.bare("calendar.refused_which")})
    meant = [replace(one, kind=_kind(form, one.row.id)) for one in meant]
    said: list[Whisper] = []
    if nothing:
        learned = say_not_sales(request.acting, nothing)
        said.append(Whisper(messages.nothing_for_me(request.language, [row.id for row in nothing], learned)))
    if meant:
        outcome = log_meetings(request.acting, meant, request.zone)
        meanwhile = Whisper(messages.logged_meanwhile(request.language))
        said.append(meanwhile if outcome is None else answer(request, outcome))
    return said or Whisper(messages.skipped(request.language))


def _kind(form: Form, row_id: str) -> str:
    kind = form.text(f"kind:{row_id}")
    return kind if kind in forms.KINDS else Kind.MEETING


FORMS: dict[str, OnForm] = {forms.LINK_FORM: save_link, forms.CHOOSE_FORM: save_choices}
