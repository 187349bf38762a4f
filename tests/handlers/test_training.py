"""`/koers training`: the catalogue, who comes and who was there, hours by topic and person, and what it cost a head."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from handlers import training
from handlers.activity import command as log
from handlers.door.answers import FormErrors, OpenModal, Replace, SendFile, Whisper
from handlers.door.request import Form, Press, Request
from handlers.training import buttons, command, forms
from models.activity.records import Activity
from models.delivery.records import Delivery
from models.period import Period, month_of
from models.refusal import Refusal
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from models.training.attendance import attendees_of
from models.training.records import Seat, Training
from models.workspace.records import ExchangeRate
from tests.conftest import NOW, Cast

AtTheDoor = Callable[..., Request]
AFTER = datetime(2026, 12, 4, 9, tzinfo=UTC)
"""The day after the training of 3 December."""


def says(answer: object) -> str:
    first = answer[-1] if isinstance(answer, list) else answer
    assert isinstance(first, Whisper | Replace), answer
    return str(first.message.blocks).replace("\\xa0", " ")


def run(request: Request, line: str) -> str:
    return says(command.command(request, line))


def one(session: Session) -> Training:
    return session.exec(select(Training)).one()


def states(session: Session, training: Training) -> dict[str, str]:
    found = attendees_of(session, "T1", [training])[training.id]
    return {who.person_id: who.state for who in found}


@pytest.mark.parametrize(
    ("line", "topic", "day", "minutes", "cost", "provider", "title"),
    [
        ("add negotiation 4h 3 dec €1,200", "negotiation", date(2026, 12, 3), 240, (120_000, "EUR"), "", ""),
        ("toevoegen onderhandelen 4u 3 dec €1.200", "negotiation", date(2026, 12, 3), 240, (120_000, "EUR"), "", ""),
        ("add 90m closing yesterday", "closing", date(2026, 11, 11), 90, None, "", ""),
        (
            'add "Tough talks" negotiation 1.5h 2027-01-08 900 USD by Mercuri Group',
            "negotiation",
            date(2027, 1, 8),
            90,
            (90_000, "USD"),
            "Mercuri Group",
            "Tough talks",
        ),
        ('add "First aid" 4h friday', "other", date(2026, 11, 13), 240, None, "", "First aid"),
        ("add coaching for managers 2h 1 dec 0", "training_coaching", date(2026, 12, 1), 120, (0, "EUR"), "", ""),
        ("toevoegen CRM 2 uur morgen door Bram", "crm_tools", date(2026, 11, 13), 120, None, "Bram", ""),
    ],
)
def test_a_training_in_one_line(
    session: Session,
    cast: Cast,
    request_of: AtTheDoor,
    line: str,
    topic: str,
    day: date,
    minutes: int,
    cost: tuple[int, str] | None,
    provider: str,
    title: str,
) -> None:
    run(request_of(cast.carla), line)
    found = one(session)
    assert (found.topic, found.day, found.minutes, found.provider, found.title) == (
        topic,
        day,
        minutes,
        provider,
        title,
    )
    assert (found.amount_minor, found.currency) == (cost or (None, None))


@pytest.mark.parametrize("line", ["add first aid 4h 3 dec", "voeg toe first aid 4u 3 dec", 'add "first aid" 4h 3 dec'])
def test_what_is_no_skill_of_the_survey_is_kept_under_its_title(
    session: Session, cast: Cast, request_of: AtTheDoor, line: str
) -> None:
    run(request_of(cast.carla), line)
    assert (one(session).topic, one(session).title) == ("other", "first aid")
    log.command(request_of(cast.anna, AFTER), "training 2h first aid yesterday")
    assert states(session, one(session)) == {cast.anna.id: "attended"}


@pytest.mark.parametrize("line", ["1 attended anna", "attended 1 anna de vries", "1 was er @anna"])
def test_who_was_there_is_read_behind_the_number_and_by_name(
    session: Session, cast: Cast, request_of: AtTheDoor, line: str
) -> None:
    run(request_of(cast.carla), "add negotiation 4h 3 dec")
    run(request_of(cast.carla, AFTER), line)
    assert states(session, one(session)) == {cast.anna.id: "attended"}


def test_a_currency_that_nobody_knows_is_no_euro(session: Session, cast: Cast, request_of: AtTheDoor) -> None:
    assert "I don't know the currency “XYZ”" in run(request_of(cast.carla), "add negotiation 4h 3 dec 100 XYZ")
    assert session.exec(select(Training)).all() == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("add negotiation 4h", "which_day"),
        ("add negotiation 3 dec", "how_long"),
        ("add negotiation 4h 3 dec 2040", "which_day"),
        ("7", "not_there"),
        ("attended 7", "not_there"),
        ("undo", "nothing_to_undo"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(
    session: Session, cast: Cast, request_of: AtTheDoor, line: str, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        command.command(request_of(cast.carla), line)
    assert session.exec(select(Training)).all() == []


def test_what_cannot_be_read_gets_an_example(cast: Cast, request_of: AtTheDoor) -> None:
    assert "/koers training toevoegen onderhandelen" in run(request_of(cast.bram), "abracadabra")
    assert "/koers training add negotiation" in run(request_of(cast.anna), "remove")
    assert "`/koers training add negotiation" in run(request_of(cast.anna), "help")


def test_a_rep_adds_nothing_and_puts_nobody_else_on(session: Session, cast: Cast, request_of: AtTheDoor) -> None:
    with pytest.raises(Refusal, match="managers_only"):
        command.command(request_of(cast.anna), "add negotiation 4h 3 dec")
    run(request_of(cast.carla), "add negotiation 4h 3 dec €1,200")
    with pytest.raises(Refusal, match="not_below"):
        command.command(request_of(cast.anna), "1 @bram")
    assert "1,200" not in run(request_of(cast.anna), "1"), "costs are for managers and leaders"
    assert "1,200" in run(request_of(cast.carla), "1")


def test_undo_of_each_step(session: Session, cast: Cast, request_of: AtTheDoor) -> None:
    carla = request_of(cast.carla)
    run(carla, "add negotiation 4h 3 dec €1,200")
    training = one(session)
    fields = {"topic": "closing", "day": "2026-12-04", "hours": "1.5", "cost": "", "title": "", "provider": "Us"}
    assert "Changed" in says(forms.save(carla, Form(fields, training.id)))
    assert (training.topic, training.minutes, training.amount_minor) == ("closing", 90, None)
    assert "as it was before" in run(carla, "undo")
    assert (training.topic, training.day, training.amount_minor) == ("negotiation", date(2026, 12, 3), 120_000)
    assert "Removed" in run(carla, "remove 1")
    assert "is there again" in says(buttons.undo(carla, Press("training.undo", training.id)))
    assert "Removed" in run(carla, "undo 1")


def test_the_form_says_under_which_field_something_is_wrong(cast: Cast, request_of: AtTheDoor) -> None:
    carla = request_of(cast.carla)
    assert isinstance(command.command(carla, "add negotiation"), OpenModal)
    fields = {"topic": "closing", "day": "2026-12-04", "hours": "1,5", "cost": "a lot"}
    answer = forms.save(carla, Form(fields))
    assert isinstance(answer, FormErrors)
    assert set(answer.errors) == {"cost"}
    with pytest.raises(Refusal) as refused:
        forms.save(carla, Form({**fields, "cost": "", "hours": "soon"}))
    assert refused.value.values["field"] == "hours"


def test_who_is_put_on_hears_of_it_once_and_who_signs_up_does_not(
    session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    run(request_of(cast.carla), "add negotiation 4h 3 dec @anna")
    run(request_of(cast.carla), "1 @anna @bram")
    run(request_of(cast.dirk), "join 1")
    told = session.exec(select(Delivery).where(Delivery.cadence == "training.put_on")).all()
    assert sorted(one.recipient for one in told) == sorted([cast.anna.id, cast.bram.id])
    assert len(session.exec(select(Seat)).all()) == 3
    run(request_of(cast.bram), "leave 1")
    assert cast.bram.id not in states(session, one(session))
    with pytest.raises(Refusal, match="not_on_it"):
        command.command(request_of(cast.bram), "afmelden 1")


def test_yes_puts_the_hours_into_the_log_once(session: Session, cast: Cast, request_of: AtTheDoor) -> None:
    """Four hours on the scorecard of December, however often it is said."""
    run(request_of(cast.carla), "add negotiation 4h 3 dec @anna")
    training, later = one(session), request_of(cast.anna, AFTER)
    press = Press("training.attended", training.id)
    assert "4 h of training are in your log" in says(buttons.attended(later, press))
    buttons.attended(later, press)
    assert states(session, training) == {cast.anna.id: "attended"}
    [entry] = session.exec(select(Activity))
    assert (entry.kind, entry.minutes, entry.topic, entry.happened_on) == ("training", 240, "Negotiation", training.day)
    scope = scope_of_person(session, cast.workspace, cast.anna)
    card = scorecard_of(session, cast.workspace, scope, month_of(training.day), AFTER, kpis=["training_hours"])
    assert card.lines["training_hours"].figure.value == 4
    says(buttons.unanswer(later, Press("training.unanswer", f"{training.id} {cast.anna.id}")))
    assert states(session, training) == {cast.anna.id: "planned"}
    assert entry.undone_at is not None


def test_no_is_no_and_the_log_goes_before_it(session: Session, cast: Cast, request_of: AtTheDoor) -> None:
    run(request_of(cast.carla), "add negotiation 4h 3 dec @anna @bram")
    training, anna = one(session), request_of(cast.anna, AFTER)
    says(buttons.missed(anna, Press("training.missed", training.id)))
    assert states(session, training)[cast.anna.id] == "missed"
    log.command(anna, "training 2h negotiation yesterday")
    assert states(session, training)[cast.anna.id] == "attended", "what somebody logged is what happened"
    with pytest.raises(Refusal, match="log_says_so"):
        command.command(anna, "missed 1")
    with pytest.raises(Refusal, match="not_yet"):
        command.command(request_of(cast.bram), "attended 1")


def test_a_line_of_the_log_belongs_to_the_training_of_its_day_and_topic(
    session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    run(request_of(cast.carla), "add negotiation 4h today")
    run(request_of(cast.carla), 'add "First aid" 2h today')
    first, aid = session.exec(select(Training).order_by(Training.number)).all()  # type: ignore[arg-type]
    log.command(request_of(cast.anna), "training 2h negotiation skills")
    log.command(request_of(cast.bram), "training 3u onderhandelen")
    log.command(request_of(cast.dirk), 'training 2h "first aid"')
    log.command(request_of(cast.anna), "training 1h negotiation yesterday")
    assert states(session, first) == {cast.anna.id: "attended", cast.bram.id: "attended"}
    assert states(session, aid) == {cast.dirk.id: "attended"}


def test_without_a_topic_it_is_the_training_that_they_were_to_come_to(
    session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    run(request_of(cast.carla), "add negotiation 4h today @anna")
    for person in (cast.anna, cast.bram):
        log.command(request_of(person), "training 2h")
    assert states(session, one(session)) == {cast.anna.id: "attended"}


def test_hours_and_cost_of_a_quarter_by_hand(session: Session, cast: Cast, request_of: AtTheDoor) -> None:
    """Negotiation €1,200 with Anna and Bram, closing 500 USD at 0.90 = €450 with Anna, pipeline 100 GBP without a rate,
    onboarding without a cost.

    €1,650 for two trainings; at one of them were two different people: €825 a head. Hours: Anna 4 + 2 + 1, Bram 3 = 10.
    """
    session.add(ExchangeRate(workspace_id="T1", currency="USD", into="EUR", day=date(2026, 11, 1), rate="0.9"))
    carla = request_of(cast.carla)
    for line in (
        "add negotiation 4h 5 nov 2026 €1,200",
        "add closing 2h 2026-11-06 500 USD",
        "add pipeline 1h 2026-11-09 100 GBP",
        "add onboarding 1h 2026-11-10",
        "add strategy 2h 2026-12-10 €9,000",
    ):
        run(carla, line)
    run(carla, "attended 1 @anna")
    log.command(request_of(cast.bram), "training 3u onderhandelen 5 nov")
    run(request_of(cast.anna), "attended 2")
    log.command(request_of(cast.anna), "training 1h yoga 2 nov")
    told = run(carla, "")
    assert "10 h of training, 2 people" in told
    assert "Negotiation\\n▰▰▰▰▰▰▰▰ 7 h · 2 people" in told
    assert "Other topics\\n▰▱▱▱▱▱▱▱ 1 h · one person" in told
    assert "Anna de Vries: 7 h\\nBram Bakker: 3 h" in told
    assert "*Cost*: €1,650 for 2 trainings\\n*€825* a head: 2 different people were there" in told
    assert "One waits for an exchange rate" in told
    assert "Of one nobody entered a cost" in told
    to_anna = run(request_of(cast.anna), "2026")
    assert "you had 7 h of training" in to_anna
    assert "Bram" not in to_anna
    assert "€" not in to_anna
    assert "nog geen training gelogd" in run(request_of(cast.bram), "Q3")


def test_a_period_is_half_open_and_somebody_elses_workspace_is_not_in_it(
    session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    for day in ("2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"):
        log.command(request_of(cast.anna), f"training 1h closing {day}")
    assert "you had 2" in run(request_of(cast.anna), "october")
    rival = Request(session, cast.workspace, cast.rival, NOW, request_of(cast.anna).secrets)
    assert rival.rights.people_seen() == {cast.rival.id}


def test_the_table_has_what_the_reader_may_see(session: Session, cast: Cast, request_of: AtTheDoor) -> None:
    run(request_of(cast.carla), "add negotiation 4h yesterday €1,200")
    run(request_of(cast.carla), "attended 1 @anna @bram")
    file = command.as_file(request_of(cast.carla))[0]  # type: ignore[index]
    assert isinstance(file, SendFile)
    head, *rows = file.content.decode("utf-8-sig").splitlines()
    assert head.startswith("number,date,topic,title,provider,hours,cost")
    assert rows[0] == "1,2026-11-11,negotiation,,,4.0,1200,EUR,1200,Anna de Vries,yes,4.0"
    assert len(rows) == 2
    own = command.as_file(request_of(cast.anna), Period(date(2026, 11, 1), date(2026, 12, 1)))[0]  # type: ignore[index]
    assert own.content.decode("utf-8-sig").splitlines()[1] == "1,2026-11-11,negotiation,,,4.0,,,,Anna de Vries,yes,4.0"


def test_it_is_found_by_its_dutch_words() -> None:
    [word] = training.feature.commands
    assert {"opleiding", "cursus", "trainingen"} <= set(word.also)
