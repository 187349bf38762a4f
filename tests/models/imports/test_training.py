"""An attendance list comes in whole: trainings, who was there, their hours once; and a second time changes nothing."""

from sqlmodel import Session, select

from handlers.activity import command as log
from handlers.door.request import Request
from models.activity.records import Activity
from models.exports.training import training_rows
from models.exports.writing import as_csv
from models.training.attendance import attendees_of
from models.training.records import Training
from tests.conftest import NOW, SECRETS, Cast
from tests.models.imports.files import Import

LIST = """\
date,topic,title,hours,provider,cost,person,attended
2026-11-05,Onderhandelen,,4,Mercuri,1200,Anna de Vries,
2026-11-05,negotiation,,4,,,Bram Bakker,nee
2026-12-05,closing,,1.5,,,Anna de Vries,
2026-11-06,,First aid,2,,,Anna de Vries,yes
2026-11-06,Yoga,,2,,,,
2026-11-06,,,2,,,Anna de Vries,
2026-11-06,closing,,0,,,Anna de Vries,
2026-11-06,closing,,2,,,Nobody Known,
2026-11-06,closing,,2,,,Anna de Vries,perhaps
"""


def states(session: Session) -> dict[str, list[tuple[str, int]]]:
    session.expire_all()
    trainings = session.exec(select(Training).order_by(Training.number)).all()  # type: ignore[arg-type]
    there = attendees_of(session, "T1", trainings)
    return {one.title or one.topic: [(who.state, who.minutes) for who in there[one.id]] for one in trainings}


def test_a_list_and_the_same_again(imports: Import, session: Session, cast: Cast) -> None:
    first = imports("training", LIST)
    assert (first.taken, first.changed) == (5, 0)
    assert {remark.reason: remark.lines for remark in first.skipped} == {
        "no_topic": (7,),
        "hours_out_of_range": (8,),
        "unknown_person": (9,),
        "not_yes_or_no": (10,),
    }
    assert states(session) == {
        "negotiation": [("attended", 240), ("missed", 0)],
        "closing": [("planned", 0)],
        "First aid": [("attended", 120)],
        "Yoga": [],
    } | {"closing": states(session)["closing"]}
    again = imports("training", LIST)
    assert (again.taken, again.changed, again.unchanged) == (0, 0, 5)
    assert len(session.exec(select(Activity)).all()) == 2
    negotiation = session.exec(select(Training).where(Training.topic == "negotiation")).one()
    assert (negotiation.amount_minor, negotiation.provider) == (120_000, "Mercuri")


def test_what_was_told_in_slack_counts_once(imports: Import, session: Session, cast: Cast) -> None:
    anna = Request(session, cast.workspace, cast.anna, NOW, SECRETS)
    log.command(anna, "training 4h negotiation 5 nov")
    session.commit()
    imports("training", "date,topic,hours,person\n2026-11-05,negotiation,4,Anna de Vries\n")
    assert states(session) == {"negotiation": [("attended", 240)]}
    assert len(session.exec(select(Activity)).all()) == 1


def test_somebody_who_was_not_there_after_all(imports: Import, session: Session, cast: Cast) -> None:
    row = "date,topic,hours,person,attended\n2026-11-05,negotiation,4,Anna de Vries,"
    imports("training", row + "yes\n")
    assert imports("training", row + "no\n").changed == 1
    assert states(session) == {"negotiation": [("missed", 0)]}


def test_what_is_exported_can_be_imported(imports: Import, session: Session, cast: Cast) -> None:
    imports("training", LIST)
    rows = training_rows(session, cast.workspace, None, None)
    columns = ("date", "topic", "title", "provider", "hours", "cost", "currency", "person", "attended")
    again = imports("training", "".join(as_csv(rows, columns)))
    assert (again.taken, again.changed, again.skipped) == (0, 0, [])
