"""Starting a survey. `/audit start functions` starts at once and can be undone; the form asks for confirmation first."""

from dataclasses import dataclass
from datetime import date, timedelta

from handlers.audit import views
from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import Form, OnForm, OnPress, Press, Request, reads
from handlers.door.who import found, team_found
from handlers.phrases.audit import AuditPhrase
from handlers.tools.views import evidence_view
from messages.audit import forms
from messages.audit import starting as messages
from messages.audit.leading import DROP
from messages.blocks import Message, View
from models.audit.loads import loads_of
from models.audit.news import invite_everybody
from models.audit.questions import Group, Part
from models.audit.settings import k_of
from models.audit.starting import Audience, Everybody, Named, NewCampaign, OneTeam, planned, start_campaign
from models.period import Period
from models.permissions import Right
from models.refusal import Refusal
from models.team.calendar import Calendar
from models.team.enrolment import person_of
from models.team.queries import teams_of
from models.team.records import Person

USUAL = timedelta(days=14)
MOST_NAMED = 40
"""People that fit the value of a button; for more there are teams and everybody."""


@dataclass(frozen=True)
class ToStart:
    """What is to be started, as the buttons of the confirmation carry it."""

    part: Part
    audience: Audience
    deadline: date
    anonymous: bool | None
    k: int | None

    def as_text(self) -> str:
        """For the value of a button: at most 2,000 characters."""
        match self.audience:
            case Everybody():
                who = "*"
            case OneTeam(id=id_):
                who = f"t{id_}"
            case Named(ids=ids):
                if len(ids) > MOST_NAMED:
                    raise Refusal("audit.too_many_named", most=MOST_NAMED, field="people")
                who = "p" + ",".join(sorted(ids))
        named = "" if self.anonymous is None else "a" if self.anonymous else "n"
        return f"{self.part}|{who}|{self.deadline}|{named}|{self.k or ''}"

    @classmethod
    def from_text(cls, text: str) -> "ToStart":
        """What a button carried. Refuses what is none."""
        try:
            part, who, deadline, named, k = text.split("|")
            audience: Audience = Everybody()
            if who[0] == "t":
                audience = OneTeam(who[1:])
            elif who[0] == "p":
                audience = Named(frozenset(who[1:].split(",")))
            last = date.fromisoformat(deadline)
            return cls(Part(part), audience, last, None if not named else named == "a", int(k) if k else None)
        except (ValueError, IndexError):
            raise Refusal("audit.gone") from None

    @property
    def new(self) -> NewCampaign:
        """The campaign to start."""
        return NewCampaign(self.part, self.deadline, self.audience, self.anonymous, self.k)


def ask(request: Request, phrase: AuditPhrase) -> Answers:
    """`/audit start functions …` starts it, with what is usual where the line is silent; without a part the form opens."""
    request.rights.require(Right.START_SURVEY)
    if phrase.part is None:
        return OpenModal(_form(request, _wanted(request, phrase)))
    audience = _audience(request, phrase)
    deadline = phrase.deadline or views.workspace_day(request) + USUAL
    return Whisper(_started(request, ToStart(Part(phrase.part), audience, deadline, phrase.anonymous, phrase.k)))


@reads
def open_form(request: Request, _: Press) -> Answers:
    """The button “New survey”: the form to start one."""
    return ask(request, AuditPhrase("start"))


@reads
def change_plan(request: Request, press: Press) -> Answers:
    """“Change” under the confirmation: the form with what was said."""
    to_start = ToStart.from_text(press.value)
    people: list[str] = []
    if isinstance(to_start.audience, Named):
        everybody = [
            request.session.get(Person, (request.workspace.workspace_id, id_)) for id_ in to_start.audience.ids
        ]
        people = [person.slack_user_id for person in everybody if person and person.slack_user_id]
    kinds = {Everybody: "everybody", OneTeam: "team", Named: "people"}
    wanted = forms.Wanted(
        to_start.part,
        kinds[type(to_start.audience)],
        to_start.audience.id if isinstance(to_start.audience, OneTeam) else "",
        people,
        to_start.deadline,
        to_start.anonymous is not False,
        to_start.k or k_of(request.session, request.workspace.workspace_id),
    )
    return OpenModal(_form(request, wanted))


@reads
def look_over(request: Request, form: Form) -> Answers:
    """The form was submitted: the confirmation."""
    kind = form.text("audience")
    audience: Audience = Everybody()
    if kind == "team":
        if not form.text("team"):
            raise Refusal("audit.choose_a_team", field="team")
        audience = OneTeam(form.text("team"))
    elif kind == "people":
        people = [person_of(request.session, request.workspace.workspace_id, id_) for id_ in form.many("people")]
        if not any(people):
            raise Refusal("audit.choose_people", field="people")
        audience = Named(frozenset(person.id for person in people if person is not None))
    part = Part(form.text("part"))
    anonymous = form.text("anonymous") == "yes" if part is Part.FUNCTIONS else None
    try:
        deadline = date.fromisoformat(form.text("deadline"))
        k = int(form.text("k")) if anonymous and form.text("k") else None
    except ValueError:
        raise Refusal("audit.k_is_a_number", field="k") from None
    return confirm(request, ToStart(part, audience, deadline, anonymous, k))


def confirm(request: Request, to_start: ToStart) -> Whisper:
    """What will happen, to say yes or no to."""
    plan = planned(request.acting, to_start.new)
    people = plan.invited.people
    asked = plan.invited.groups
    clock = views.clock(request, list(people.values()), to_start.deadline, plan.deadline, request.person.id)
    calendar = Calendar.of(request.session, request.person, request.workspace)
    first = views.workspace_day(request)
    days = calendar.capacity(Period(first, plan.deadline + timedelta(days=1)))
    loads = loads_of(request.session, to_start.part, plan.invited, first)
    usual = [load.minutes for load in loads if not load.forms] or [load.minutes for load in loads]
    who = request.words.bare("audit.audience", kind=plan.invited.kind, name=plan.invited.name)
    return Whisper(
        messages.plan(
            request.language,
            messages.Plan(
                to_start.part,
                who,
                sorted(people[id_].name for id_ in asked),
                sum(group == Group.MANAGER for group in asked.values()),
                plan.deadline,
                round(days),
                plan.anonymous,
                plan.k,
                to_start.as_text(),
                max(usual),
                clock.sending,
                clock.results,
                [messages.Rates(load.person.name, len(load.forms), load.minutes) for load in loads if load.forms],
                clock.moved_from,
            ),
        )
    )


def invite(request: Request, press: Press) -> Answers:
    """Yes: start it, and invite everybody."""
    return Replace(_started(request, ToStart.from_text(press.value)))


def _started(request: Request, to_start: ToStart) -> Message:
    campaign = start_campaign(request.acting, request.secrets, to_start.new)
    invited = invite_everybody(request.session, campaign, request.now)
    clock = views.clock(request, invited, to_start.deadline, campaign.deadline, campaign.started_by)
    tools = evidence_view(request) if campaign.part == Part.FUNCTIONS else None
    return messages.started(request.language, views.campaign_view(request, campaign), clock, tools)


@reads
def drop(request: Request, _: Press) -> Answers:
    """“No” to the confirmation: nothing is started."""
    return Replace(messages.dropped(request.language))


def _audience(request: Request, phrase: AuditPhrase) -> Audience:
    if phrase.people:
        return Named(frozenset(found(request, ref).id for ref in phrase.people))
    if phrase.team is not None:
        return OneTeam(team_found(request, phrase.team or None).id)
    return Everybody()


def _wanted(request: Request, phrase: AuditPhrase) -> forms.Wanted:
    audience = _audience(request, phrase) if phrase.has_audience else Everybody()
    people = [found(request, ref).slack_user_id or "" for ref in phrase.people]
    return forms.Wanted(
        phrase.part or Part.FUNCTIONS,
        "people" if phrase.people else "team" if phrase.team is not None else "everybody",
        audience.id if isinstance(audience, OneTeam) else "",
        [id_ for id_ in people if id_],
        phrase.deadline or views.workspace_day(request) + USUAL,
        phrase.anonymous is not False,
        phrase.k or k_of(request.session, request.workspace.workspace_id),
    )


def _form(request: Request, wanted: forms.Wanted) -> View:
    teams = [(team.id, team.name) for team in teams_of(request.session, request.workspace.workspace_id)]
    return forms.start(request.language, teams, wanted, everybody=request.rights.may(Right.ASK_ANYBODY))


PRESSES: dict[str, OnPress] = {
    messages.OPEN_FORM: open_form,
    messages.INVITE: invite,
    messages.CHANGE_PLAN: change_plan,
    DROP: drop,
}
FORMS: dict[str, OnForm] = {forms.START_FORM: look_over}
