"""Who somebody is: a Slack user, or the row with the address that Slack has confirmed; a name only proposes."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from models.delivery.records import Delivery
from models.refusal import Refusal
from models.team.enrolment import Profile, Standing, enrol, enrol_installer, person_of, require_comes_in
from models.team.leaving import follow_slack, meet
from models.team.naming import may_be_the_same, visible_name
from models.team.proposals import open_proposals
from models.team.records import Person, PersonProposal
from models.team.welcoming import WELCOME
from models.workspace.records import Workspace
from tests.conftest import NOW, Cast

CARLA = "Carla Smit"


def imported(session: Session, cast: Cast, name: str = CARLA, **more: object) -> Person:
    """Somebody whom a file named: a manager above Anna, who was not in Slack yet."""
    values: dict[str, object] = {"workspace_id": "T1", "name": name, "is_rep": False, "created_at": NOW}
    person = Person(**{**values, **more})
    session.add(person)
    session.flush()
    return person


def came(session: Session, profile: Profile) -> Person:
    return enrol(session, "T1", profile, NOW)


def asked(session: Session) -> list[tuple[str, str]]:
    """Who was sent a message, and which."""
    asked = select(Delivery).where(Delivery.cadence != WELCOME)
    return [(delivery.recipient, delivery.cadence) for delivery in session.exec(asked)]


def test_the_confirmed_address_makes_the_row_theirs_whatever_its_case_and_name(session: Session, cast: Cast) -> None:
    row = imported(session, cast, email="Carla@Corp.example")
    person = came(session, Profile("UCS", "C. Smit-Jansen", email="carla@corp.example"))
    assert person.id == row.id
    assert open_proposals(session, "T1") == []


def test_whoever_takes_a_colleagues_name_is_somebody_new(session: Session, cast: Cast) -> None:
    """The attack of the report: Eve calls herself Carla Smit, whose row has another address."""
    row = imported(session, cast, email="carla@corp.example")
    cast.anna.manager_id = row.id
    eve = came(session, Profile("UEVE", CARLA, email="eve@elsewhere.example"))
    assert eve.id != row.id
    assert (eve.is_rep, eve.is_leader, eve.is_admin, eve.manager_id) == (False, False, False, None)
    assert open_proposals(session, "T1") == [], "the addresses differ: nobody is asked to make them one"
    carla = came(session, Profile("UCS", CARLA, email="carla@corp.example"))
    assert carla.id == row.id, "and the real Carla finds her row"


def test_a_name_alone_proposes_and_the_admin_is_asked(session: Session, cast: Cast) -> None:
    row = imported(session, cast, manager_id=cast.carla.id)
    new = came(session, Profile("UCS", "carla  SMIT", email="carla@corp.example"))
    assert new.id != row.id
    [proposal] = open_proposals(session, "T1")
    assert (proposal.person_id, proposal.other_id, proposal.reason) == (new.id, row.id, "name")
    # Dirk is the admin; Carla Mulder manages the row but may not change the roster.
    assert asked(session) == [(cast.dirk.id, "team.same_person")]


def test_the_manager_of_the_row_is_asked_too_where_they_may_decide(session: Session, cast: Cast) -> None:
    cast.carla.is_leader = True
    imported(session, cast, manager_id=cast.carla.id)
    came(session, Profile("UCS", CARLA))
    assert sorted(asked(session)) == sorted([(p.id, "team.same_person") for p in (cast.carla, cast.dirk)])


def test_two_of_one_name_are_two_people(session: Session, cast: Cast) -> None:
    first = came(session, Profile("UJAN1", "Jan de Vries", email="jan1@corp.example"))
    second = came(session, Profile("UJAN2", "Jan de Vries", email="jan2@corp.example"))
    assert first.id != second.id
    assert open_proposals(session, "T1") == []


def test_nobody_is_asked_twice_about_the_same_two(session: Session, cast: Cast) -> None:
    imported(session, cast)
    new = came(session, Profile("UCS", CARLA))
    meet(session, "T1", Profile("UCS", CARLA), NOW + timedelta(days=1))
    assert len(session.exec(select(PersonProposal)).all()) == 1
    assert person_of(session, "T1", "UCS") == new


def test_an_address_that_another_slack_user_has_is_told_and_never_crashes(session: Session, cast: Cast) -> None:
    """Anna's account in Slack was made anew: another user, the same address."""
    new = came(session, Profile("UANNA2", "Anna de Vries", email="ANNA@example.com".lower()))
    assert (new.id != cast.anna.id, new.email) == (True, None)
    [proposal] = open_proposals(session, "T1")
    assert (proposal.other_id, proposal.reason) == (cast.anna.id, "email")
    assert sorted(asked(session)) == sorted([(cast.dirk.id, "team.same_person"), (new.id, "team.email_taken")])


def test_somebody_added_by_an_admin_gets_their_address_or_a_question(session: Session, cast: Cast) -> None:
    row = imported(session, cast, email="eva@corp.example", name="Eva Bos")
    added = Person(workspace_id="T1", name="eva", slack_user_id="UEVA", created_at=NOW)
    session.add(added)
    session.flush()
    meet(session, "T1", Profile("UEVA", "Eva Bos", email="eva@corp.example"), NOW)
    [proposal] = open_proposals(session, "T1")
    assert (proposal.person_id, proposal.other_id, proposal.reason) == (added.id, row.id, "email")


@pytest.mark.parametrize("standing", [one for one in Standing if one is not Standing.MEMBER])
def test_who_is_no_member_does_not_come_in(session: Session, cast: Cast, standing: Standing) -> None:
    with pytest.raises(Refusal, match=f"access.no_{standing}"):
        came(session, Profile("UX", "Xavier", standing=standing))
    assert person_of(session, "T1", "UX") is None


def test_guests_come_in_where_the_workspace_takes_them_and_strangers_never(session: Session, cast: Cast) -> None:
    cast.workspace.enrols_guests = True
    guest = came(session, Profile("UGUEST", "Gerda Gast", standing=Standing.GUEST))
    assert guest.standing == "guest"
    with pytest.raises(Refusal, match="no_stranger"):
        came(session, Profile("UX", "Xavier", standing=Standing.STRANGER))
    cast.workspace.enrols_guests = False
    with pytest.raises(Refusal, match="no_guest"):
        require_comes_in(cast.workspace, guest.standing)


def test_a_member_who_becomes_a_guest_is_one_and_back(session: Session, cast: Cast) -> None:
    assert follow_slack(session, "T1", Profile("UANNA", "Anna de Vries", standing=Standing.GUEST), NOW)
    assert cast.anna.standing == "guest"
    assert follow_slack(session, "T1", Profile("UANNA", "Anna de Vries"), NOW)
    assert cast.anna.standing is None


def test_who_changes_the_language_of_their_slack_is_spoken_to_in_it(session: Session, cast: Cast) -> None:
    cast.anna.language = "en"
    for locale, spoken in (("nl", "nl"), ("ja", "nl"), (None, "nl"), ("en", "en")):
        follow_slack(session, "T1", Profile("UANNA", "Anna de Vries", language=locale), NOW)
        assert cast.anna.language == spoken, "what we do not speak, or are not told, changes nothing"


def test_who_is_known_by_a_file_only_leaves_when_slack_says_so(session: Session, cast: Cast) -> None:
    row = imported(session, cast, email="carla@corp.example")
    here = Profile("UCS", CARLA, email="carla@corp.example")
    assert not follow_slack(session, "T1", here, NOW)
    gone = Profile("UCS", CARLA, email="carla@corp.example", standing=Standing.GONE)
    assert follow_slack(session, "T1", gone, NOW)
    assert row.ends_on == NOW.date()
    assert not follow_slack(session, "T1", gone, NOW + timedelta(days=1))
    assert not follow_slack(session, "T1", Profile("UNOBODY", "N", standing=Standing.GONE), NOW)


def test_the_other_company_is_not_looked_at(session: Session, cast: Cast) -> None:
    session.add(Workspace(workspace_id="T3", name="Third", created_at=NOW))
    session.flush()
    row = Person(workspace_id="T3", name=CARLA, email="carla@corp.example", created_at=NOW)
    session.add(row)
    new = came(session, Profile("UCS", CARLA, email="carla@corp.example"))
    assert new.id != row.id
    assert open_proposals(session, "T1") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Carla Smit", "carla smit"),
        ("Carla Smit", "Smit, Carla"),
        ("Zoë Müller", "Zoe Muller"),
        ("Anna de Vries", "Anna Vries"),
        ("Anna", "Anna de Vries"),
        ("Jan Janssen", "Jan Jansen"),
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str) -> None:
    assert may_be_the_same(one, other)
    assert may_be_the_same(other, one)


@pytest.mark.parametrize(("one", "other"), [("Carla Smit", "Carla Bos"), ("Jan", "Joris"), ("–", "Anna"), ("", "")])
def test_names_that_are_not(one: str, other: str) -> None:
    assert not may_be_the_same(one, other)


@pytest.mark.parametrize("unseen", ["", "  ", "\u200b", "\u3164", "\u2060\ufeff", "\u2800", "\u0000\n", "\u0301"])
def test_a_name_of_which_nothing_can_be_seen_is_no_name(unseen: str) -> None:
    assert visible_name(unseen) == ""
    assert visible_name(unseen, None, "anna") == "anna"
    assert visible_name(f"{unseen} Anna  {unseen} de Vries") == "Anna de Vries" or unseen == "\u0301"


def test_what_can_be_seen_stays() -> None:
    for name in ("Zoë 🌷", "שלום", "李小龍", "👩‍💼", "O’Neill-Smith"):
        assert visible_name(name) == name


def test_an_address_of_a_row_without_slack_tells_the_newcomer_nothing_wrong(session: Session, cast: Cast) -> None:
    imported(session, cast, email="eva@corp.example", name="Eva Bos")
    session.add(Person(workspace_id="T1", name="eva", slack_user_id="UEVA", created_at=NOW))
    session.flush()
    meet(session, "T1", Profile("UEVA", "Eva Bos", email="eva@corp.example"), NOW)
    assert asked(session) == [(cast.dirk.id, "team.same_person")]


def test_an_installer_of_whom_slack_says_nothing_stays_who_they_are(session: Session, cast: Cast) -> None:
    cast.dirk.standing = Standing.GUEST
    again = enrol_installer(session, "T1", Profile("UDIRK", "UDIRK", is_told=False), NOW)
    assert (again.id, again.name, again.standing) == (cast.dirk.id, "Dirk Visser", Standing.GUEST)
    somebody = enrol_installer(session, "T1", Profile("U0NEW", "U0NEW", is_told=False), NOW)
    assert (somebody.name, somebody.is_admin) == ("U0NEW", True)
