"""`/qbr`: how it stands and what comes next; somebody's, a team's, another quarter's; by manager; as a PDF."""

from handlers.door.answers import Answers, SendFile, Whisper
from handlers.door.request import Press, Request, reads
from handlers.door.unreadable import unreadable
from handlers.door.who import found, team_found
from handlers.phrases.qbr import QbrPhrase, read_qbr
from handlers.phrases.unreadable import Unreadable
from handlers.qbr.subject import Subject, is_due, last_quarter, looked_at, own_subjects, team_subject
from handlers.qbr.views import as_the_manager_sees, as_the_rep_sees, day_until, manager_name
from messages.blocks import Message
from messages.qbr import overview as messages
from messages.qbr import pdf as paper
from messages.qbr import steps
from messages.qbr.overview import Line, Own
from messages.qbr.steps import READ, REMARK
from messages.qbr.text import QbrView, quarter_name
from models.period import Period
from models.permissions import Right
from models.privacy.reading import Thing, Way
from models.qbr.due import next_asked_on
from models.qbr.queries import is_managers_turn, is_shared, last_day_of_rep, qbrs_of, quarter_of_qbr, to_read
from models.qbr.records import Qbr, QbrState
from models.qbr.standing import by_manager as standing_by_manager
from models.qbr.standing import standings
from models.refusal import Refusal
from models.reviews.queries import reviewed_by
from models.reviews.standing import Standing
from models.scorecard.scope import scope_of_workspace
from models.team.calendar import Calendar
from models.team.queries import teams_of
from models.team.records import Person
from models.team.reporting_line import is_at_work, people_below, reviewer_of


@reads
def command(request: Request, text: str) -> Answers:
    """`/qbr`, `/qbr @bram`, `/qbr team North`, `/qbr Q3`, `/qbr list`, `/qbr all`, `/qbr pdf`, `/qbr help`."""
    fiscal, teams = request.workspace.fiscal_start_month, teams_of(request.session, request.workspace.workspace_id)
    try:
        phrase = read_qbr(text, request.today, request.language, fiscal, [team.name for team in teams])
    except Unreadable as error:
        if error.rest:
            raise Refusal("qbr.not_understood", typed=error.rest) from None
        return unreadable(request, error, "qbr")
    if phrase.action == "help":
        return Whisper(messages.help_text(request.language))
    quarter = phrase.quarter or last_quarter(request)
    if quarter.end > request.today:
        raise Refusal("qbr.quarter_runs", quarter=quarter.name)
    if phrase.action == "all":
        return by_manager(request, quarter)
    if phrase.action == "list":
        return Whisper(_people(request, quarter) or messages.people(request.language, [], quarter))
    return _of(request, phrase, quarter)


def _of(request: Request, phrase: QbrPhrase, quarter: Period) -> Answers:
    subject = None
    if phrase.is_team:
        subject = team_subject(request, team_found(request, phrase.team), quarter)
    elif phrase.person is not None:
        person = found(request, phrase.person)
        subject = Subject(person, person, quarter)
    if subject is None and phrase.action == "pdf":
        own = own_subjects(request, quarter)
        if not own:
            raise Refusal("qbr.none_of_quarter", quarter=quarter.name)
        subject = own[0]
    if subject is None and phrase.quarter is not None:
        own = [one for one in own_subjects(request, quarter) if one.known(request)]
        subject = own[0] if own else None
    if subject is None:
        return overview(request, quarter)
    view = _view_of(request, subject)
    if phrase.action == "pdf":
        return _file(request, view)
    return _read(request, subject, view)


def overview(request: Request, quarter: Period) -> Answers:
    """One's own with the next step, and for a manager those of their people."""
    own = own_subjects(request, quarter)
    lines = [_own(request, subject) for subject in own]
    under_way = next((one for one, line in zip(own, lines, strict=True) if line.state in ("none", "open")), None)
    pack = as_the_rep_sees(request, under_way.known(request) or under_way.unopened()) if under_way else None
    earlier = [
        Line("", quarter_of_qbr(qbr), qbr.state, qbr.id, READ)
        for qbr in qbrs_of(request.session, request.person)
        if qbr.quarter != quarter.start and is_shared(qbr)
    ]
    people = _people(request, quarter)
    calendar = Calendar.of(request.session, request.person, request.workspace)
    next_on = next_asked_on(request.person, calendar, request.today, request.workspace.fiscal_start_month)
    if people is None and not lines and not earlier and _leads_managers(request):
        return by_manager(request, quarter)
    return Whisper(messages.overview(request.language, lines, pack, earlier, people, next_on=next_on))


@reads
def read(request: Request, press: Press) -> Answers:
    """The button that opens a review to read."""
    qbr = to_read(request.session, request.person, press.value, request.today)
    if qbr.person_id == request.person.id:
        return Whisper(steps.read(request.language, as_the_rep_sees(request, qbr), by_rep=True))
    return Whisper(_to_leader(request, qbr))


@reads
def pdf(request: Request, press: Press) -> Answers:
    """The button “PDF”: also of a review that is not opened yet."""
    if " " in press.value:
        return _file(request, as_the_rep_sees(request, looked_at(request, press.value)))
    qbr = to_read(request.session, request.person, press.value, request.today)
    is_own = qbr.person_id == request.person.id
    request.note_reading(Thing.QBR, [qbr.person_id], Way.FILE)
    return _file(request, as_the_rep_sees(request, qbr) if is_own else as_the_manager_sees(request, qbr))


def by_manager(request: Request, quarter: Period) -> Answers:
    """Held, late and missed, by manager: of everybody below, for a leader of all. Never what is in them."""
    request.rights.require(Right.SEE_QBRS)
    people = _everybody_below(request)
    rows = standing_by_manager(request.session, request.workspace, people, quarter, request.today)
    return Whisper(messages.by_manager(request.language, rows, quarter))


def _read(request: Request, subject: Subject, view: QbrView) -> Answers:
    qbr = subject.known(request)
    if subject.by.id == request.person.id:
        if qbr is None or not is_shared(qbr):
            return overview(request, subject.quarter)
        return Whisper(steps.read(request.language, view, by_rep=True))
    if qbr is not None and (is_shared(qbr) or qbr.state != QbrState.OPEN):
        return Whisper(_to_leader(request, qbr))
    until = last_day_of_rep(request.session, qbr) if qbr else None
    if qbr is not None and is_managers_turn(request.session, qbr, request.today):
        return Whisper(_to_leader(request, qbr))
    return Whisper(messages.pack_of(request.language, view, until=until, asked=qbr is not None))


def _to_leader(request: Request, qbr: Qbr) -> Message:
    view = as_the_manager_sees(request, qbr)
    if is_shared(qbr):
        return steps.read(request.language, view, by_rep=False)
    return messages.of_person(request.language, view, can_write=is_managers_turn(request.session, qbr, request.today))


def _view_of(request: Request, subject: Subject) -> QbrView:
    """What the caller may see of it. Refuses who leads neither the person nor the team, and a quarter without one."""
    qbr = subject.known(request)
    if subject.by.id == request.person.id:
        return as_the_rep_sees(request, qbr or subject.unopened())
    right = Right.READ_SHARED_QBR if qbr is not None and is_shared(qbr) else Right.READ_QBR
    request.rights.require(right, subject.by)
    if qbr is None and isinstance(subject.whose, Person) and not is_due(request, subject.whose, subject.quarter):
        raise Refusal("qbr.none_of_quarter", quarter=subject.quarter.name)
    return as_the_manager_sees(request, qbr or subject.unopened())


def _file(request: Request, view: QbrView) -> Answers:
    quarter = quarter_name(request.language, view.quarter)
    title = request.words.bare("qbr.pdf_named", name=view.name, quarter=quarter)
    content = paper.review(request.language, request.workspace.name, view)
    file = SendFile(f"qbr-{view.quarter.name}.pdf", title, content)
    if not request.channel_id or request.channel_id.startswith("D"):
        return file
    return [file, Whisper(steps.file_sent(request.language))]


def _own(request: Request, subject: Subject) -> Own:
    qbr = subject.known(request)
    calendar = Calendar.of(request.session, request.person, request.workspace)
    manager = manager_name(request, qbr) if qbr else _name(reviewer_of(request.session, request.person, request.today))
    return Own(
        ref=subject.ref(request),
        quarter=subject.quarter,
        state=qbr.state if qbr else "none",
        team=subject.whose.name if subject.is_team else "",
        until=day_until(request, qbr) if qbr else calendar.working_days_after(request.today, 5),
        manager=manager,
    )


def _people(request: Request, quarter: Period) -> Message | None:
    """Those whose other half this manager writes; None for who writes none."""
    reps = reviewed_by(request.session, request.person, request.today)
    if not reps:
        return None
    found = standings(request.session, request.workspace, reps, quarter, request.today)
    lines = [_line(request, one, quarter) for one in found]
    return messages.people(request.language, lines, quarter, leads_managers=_leads_managers(request))


def _line(request: Request, one: Standing, quarter: Period) -> Line:
    qbr = request.session.get(Qbr, (one.person.workspace_id, one.id)) if one.id else None
    standing, action = one.state, ""
    if qbr is not None and is_shared(qbr):
        action = READ
    elif qbr is not None and is_managers_turn(request.session, qbr, request.today):
        action = REMARK
        if qbr.state == QbrState.DRAFTED and qbr.reviewer_id == request.person.id:
            standing = "drafted_by_you"
    return Line(one.person.name, quarter, standing, one.id, action, one.is_late)


def _leads_managers(request: Request) -> bool:
    below = people_below(request.session, request.person)
    above = {person.manager_id for person in below}
    return request.rights.may(Right.SEE_COMPANY) or any(person.id in above for person in below)


def _everybody_below(request: Request) -> list[Person]:
    if request.rights.may(Right.SEE_COMPANY):
        people = list(scope_of_workspace(request.session, request.workspace).people)
    else:
        people = people_below(request.session, request.person)
    return [person for person in people if is_at_work(person, request.today)]


def _name(person: Person | None) -> str:
    return person.name if person else ""
