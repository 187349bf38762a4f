"""`/koers training`: hours by topic and person, the catalogue, who comes and who was there, and what to train first."""

from handlers.door.answers import Answers, OpenModal, SendFile, Whisper
from handlers.door.request import Request
from handlers.door.unreadable import unreadable
from handlers.door.who import found
from handlers.phrases.training import TrainingPhrase, read_training
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from handlers.training.news import tell_that_they_are_on
from handlers.training.views import note_file, page_view, plan_view, training_view
from messages.training import answers, forms
from messages.training import overview as messages
from models.exports.training import COLUMNS, training_rows
from models.exports.writing import as_csv
from models.money import Money, known_currencies
from models.period import Period, quarter_of
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import Person
from models.training.actions import NewTraining, add_training, remove_training, undo_training
from models.training.queries import latest_training_by, training_numbered
from models.training.records import Training
from models.training.seats import put_on, take_off, was_not_there, was_there
from models.training.topics import OTHER, topic_of

USUAL_MINUTES = 60


def command(request: Request, text: str) -> Answers:
    """`/koers training`, `… Q3`, `… 3`, `… 3 @anna`, `… add negotiation 4h 3 dec €1,200`, `… plan`, `… csv`, `… undo`."""
    if text.strip().lower() in HELP:
        return Whisper(answers.help_text(request.language))
    try:
        phrase = read_training(
            text, request.today, language=request.language, fiscal_start_month=request.workspace.fiscal_start_month
        )
    except Unreadable as error:
        return unreadable(request, error, "koers training")
    match phrase.action:
        case "list" if phrase.number is None:
            return overview(request, phrase.period)
        case "plan":
            return Whisper(messages.plan(request.language, plan_view(request)))
        case "csv":
            return as_file(request, phrase.period)
        case "add":
            return _add(request, phrase)
        case "undo" if phrase.number is None:
            latest = latest_training_by(request.session, request.workspace.workspace_id, request.person.id)
            if latest is None:
                raise Refusal("training.nothing_to_undo")
            return undone(request, latest.id)
        case _:
            return _about_one(request, phrase)


def overview(request: Request, period: Period | None = None) -> Answers:
    """The page of a period; of this quarter when none was said."""
    period = period or quarter_of(request.today, request.workspace.fiscal_start_month)
    return Whisper(messages.page(request.language, page_view(request, period)))


def undone(request: Request, training_id: str) -> Whisper:
    """What was done last with a training is undone."""
    training, what = undo_training(request.acting, training_id)
    return Whisper(answers.stored(request.language, training_view(request, training), what))


def as_file(request: Request, period: Period | None = None) -> Answers:
    """The trainings of a period with who was there, as a table: of the people whom the reader sees."""
    period = period or quarter_of(request.today, request.workspace.fiscal_start_month)
    rights = request.rights
    rows = training_rows(
        request.session, request.workspace, rights.people_seen(), period, with_costs=rights.may(Right.SEE_COSTS)
    )
    note_file(request, period)
    content = "".join(as_csv(rows, COLUMNS)).encode("utf-8-sig")
    title = request.words.bare("training.heading")
    sent = SendFile(f"training-{period.start}.csv", title, content)
    return [sent, Whisper(messages.csv_sent(request.language))]


def _add(request: Request, phrase: TrainingPhrase) -> Answers:
    request.rights.require(Right.PLAN_TRAINING)
    topic = topic_of(phrase.about) or topic_of(phrase.title)
    if phrase.minutes is None and phrase.day is None and not phrase.title:
        return OpenModal(forms.training(request.language, request.today, topic=topic or ""))
    people = [found(request, ref) for ref in phrase.people]
    new = NewTraining(
        topic or OTHER,
        phrase.day or request.today,
        phrase.minutes or USUAL_MINUTES,
        phrase.title or ("" if topic else phrase.about),
        phrase.provider,
        _cost(request, phrase),
    )
    if phrase.day is None:
        raise Refusal("training.which_day")
    if phrase.minutes is None:
        raise Refusal("training.how_long", hours=40)
    training = add_training(request.acting, new)
    names = []
    for person in people:
        if training.day < request.today:
            was_there(request.acting, training, person)
        else:
            put_on(request.acting, training, person)
            tell_that_they_are_on(request, training, person)
        names.append(person.name)
    return Whisper(answers.stored(request.language, training_view(request, training), "added", names))


def _cost(request: Request, phrase: TrainingPhrase) -> Money | None:
    if phrase.cost is None:
        return None
    currency = phrase.cost.currency or request.workspace.currency
    if currency not in known_currencies():
        raise Refusal("training.not_an_amount", field="cost")
    return Money.of(phrase.cost.value, currency)


def _about_one(request: Request, phrase: TrainingPhrase) -> Answers:
    assert phrase.number is not None
    training = training_numbered(request.session, request.workspace.workspace_id, phrase.number)
    people = [found(request, ref) for ref in phrase.people]
    match phrase.action:
        case "change":
            request.rights.require(Right.PLAN_TRAINING)
            return OpenModal(forms.training(request.language, request.today, training_view(request, training)))
        case "remove":
            removed = remove_training(request.acting, training)
            return Whisper(answers.stored(request.language, training_view(request, removed), "removed"))
        case "undo":
            return undone(request, training.id)
        case "join":
            return seated(request, training, people or [request.person])
        case "leave":
            return unseated(request, training, people or [request.person])
        case "attended" | "missed":
            return said_afterwards(request, training, phrase.action, people or [request.person])
        case _ if people:
            return seated(request, training, people)
        case _:
            return Whisper(messages.one(request.language, training_view(request, training)))


def seated(request: Request, training: Training, people: list[Person]) -> Whisper:
    """They come; who did not say so themself hears of it."""
    for person in people:
        put_on(request.acting, training, person)
        tell_that_they_are_on(request, training, person)
    return _about_seats(request, training, "put_on", people)


def unseated(request: Request, training: Training, people: list[Person]) -> Whisper:
    """They do not come."""
    for person in people:
        take_off(request.acting, training, person)
    return _about_seats(request, training, "taken_off", people)


def said_afterwards(request: Request, training: Training, what: str, people: list[Person]) -> Whisper:
    """They were there, or were not."""
    minutes = 0
    for person in people:
        if what == "attended":
            minutes = was_there(request.acting, training, person).minutes
        else:
            was_not_there(request.acting, training, person)
    view = training_view(request, training)
    is_own = people == [request.person]
    names = [] if is_own else [person.name for person in people]
    one = people[0].id if len(people) == 1 else ""
    return Whisper(answers.answered(request.language, view, what, names, one, minutes or view.minutes))


def _about_seats(request: Request, training: Training, what: str, people: list[Person]) -> Whisper:
    view, names = training_view(request, training), [person.name for person in people]
    return Whisper(answers.seats(request.language, view, what, names, is_own=people == [request.person]))
