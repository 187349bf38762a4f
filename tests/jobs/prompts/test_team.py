"""The question whether two are one goes to whoever may answer it, with what each has, once."""

from collections.abc import Callable

from sqlmodel import Session, select

from jobs.cadence import Occasion
from jobs.prompts.team import ask, tell
from models.delivery.records import Delivery
from models.team.enrolment import Profile, enrol
from models.team.proposals import open_proposals, two_people
from models.team.records import Person
from tests.conftest import NOW, Cast, acting

Composed = Callable[[Delivery], Occasion]


def occasion(session: Session, cast: Cast, delivery: Delivery) -> Occasion:
    person = session.get_one(Person, ("T1", delivery.recipient))
    return Occasion(session, cast.workspace, delivery, NOW, person)


def news(session: Session, cast: Cast) -> dict[str, Occasion]:
    deliveries = session.exec(select(Delivery).where(Delivery.workspace_id == "T1"))
    return {delivery.cadence: occasion(session, cast, delivery) for delivery in deliveries}


def test_the_admin_reads_what_each_has_and_nothing_once_it_is_decided(session: Session, cast: Cast) -> None:
    session.add(Person(workspace_id="T1", name="Jan de Vries", manager_id=cast.carla.id, created_at=NOW))
    session.flush()
    enrol(session, "T1", Profile("UJAN", "Jan de Vries", email="jan@example.com"), NOW)
    asked = news(session, cast)["team.same_person"]
    message = ask(asked)
    assert message is not None
    told = str(message.blocks)
    for part in ("<@UJAN>", "jan@example.com", "no e-mail address", "reports to Carla Mulder", "Same person"):
        assert part in told
    cast.dirk.is_admin = cast.dirk.is_leader = False
    assert ask(asked) is None, "who may not decide any more is not asked"
    cast.dirk.is_admin = True
    [proposal] = open_proposals(session, "T1")
    two_people(acting(session, cast.dirk), proposal.id)
    assert ask(asked) is None


def test_who_is_new_with_an_address_that_is_taken_is_told(session: Session, cast: Cast) -> None:
    enrol(session, "T1", Profile("UANNA2", "Anna de Vries", email="anna@example.com", language="nl"), NOW)
    message = tell(news(session, cast)["team.email_taken"])
    assert message is not None
    assert "Je e-mailadres staat al in de teamlijst" in message.text
