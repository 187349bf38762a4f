"""From a gap to a talk, a goal and a training: one press each, undoable, and shown as done afterwards."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from handlers.audit import feature
from handlers.audit.skill_pages import page
from handlers.coaching import feature as coaching
from handlers.coaching.views import pair_view
from handlers.door.answers import OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.goals import feature as goals
from handlers.training import feature as trainings
from messages.audit import skills as messages
from messages.coaching.answers import pair_overview
from messages.coaching.parts import GAP
from messages.goals import forms as goal_forms
from messages.training import forms as training_forms
from models.audit.closing import close_by_itself
from models.audit.custom_statement_changes import add_statement
from models.audit.questions import Part
from models.audit.ready_made_changes import switch
from models.audit.records import AuditCampaign
from models.audit.starting import OneTeam
from models.coaching.pair import Pair
from models.goals.records import Goal
from models.refusal import Refusal
from models.training.records import Seat, Training
from tests.conftest import NOW, SECRETS, acting
from tests.models.audit.company import CARLA, FEMKE, JORIS, Company, company_in

pytestmark = pytest.mark.long(seconds=10)


@pytest.fixture
def company(session: Session) -> Company:
    found = company_in(session)
    for person in found.people.values():
        person.language = "en"
    return found


@pytest.fixture
def survey(company: Company) -> AuditCampaign:
    """The North: Anna finds herself a 4 at everything; Carla gives her a 4 too, and a 2 for closing."""
    campaign = company.starts(Part.SKILLS, OneTeam(company.teams["North"].id))
    company.answers(campaign, "Anna", 4)
    company.answers(campaign, CARLA, {f"{skill}@{company['Anna'].id}": 4 for skill in ("prospecting", "negotiation")})
    company.answers(campaign, CARLA, {f"closing@{company['Anna'].id}": 2})
    close_by_itself(company.session, SECRETS, campaign, NOW)
    return campaign


def at(company: Company, name: str) -> Request:
    return Request(company.session, company.workspace, company[name], NOW, SECRETS, "D1")


def pressed(company: Company, name: str, action: str, value: str) -> object:
    return feature.presses[action](at(company, name), Press(action, value))


def ref(company: Company, survey: AuditCampaign, skill: str = "closing") -> str:
    return f"{survey.id}:{company['Anna'].id}:{skill}"


def test_a_topic_is_on_the_agenda_until_the_next_rating_and_can_be_undone(
    company: Company, survey: AuditCampaign
) -> None:
    request = at(company, "Anna")
    text = page(request, survey).text
    assert "Furthest: *Closing* (2.5 below best in class)" in text
    assert "you and Carla differ most on *Closing* (you 4, Carla 2)" in text
    done = pressed(company, "Anna", messages.TOPIC, ref(company, survey))
    assert isinstance(done, Replace)
    assert "on the agenda of your next talk with Carla" in str(done.message.blocks[0])
    assert "✅ on the agenda" in str(done.message.blocks)
    again = pressed(company, CARLA, messages.TOPIC, ref(company, survey))  # pressed by both: it waits once
    assert isinstance(again, Replace)
    carla = pair_view(at(company, CARLA), Pair(company[CARLA], company["Anna"]))
    assert [one.skill for one in carla.card.open_gaps] == ["closing"]
    assert "closing" not in carla.card.gaps
    assert len(carla.open_items.topics) == 1
    undo = done.message.blocks[0]["accessory"]["value"]
    undone = pressed(company, "Anna", messages.UNDO, undo)
    assert isinstance(undone, Replace)
    assert "✅ on the agenda" not in str(undone.message.blocks)
    assert pair_view(at(company, CARLA), Pair(company[CARLA], company["Anna"])).card.open_gaps == ()


def test_a_goal_has_the_kpi_of_the_skill_and_stands_on_the_page(company: Company, survey: AuditCampaign) -> None:
    opened = pressed(company, CARLA, messages.GOAL, ref(company, survey))
    assert isinstance(opened, OpenModal)
    assert "close_rate" in str(opened.view.json["blocks"])
    fields = {"title": "Ask for the order", "horizon": "60d", "kpi": "close_rate", "target": "45%", "milestones": ""}
    form = Form(fields, opened.view.json["private_metadata"])
    goals.forms[goal_forms.NEW_FORM](at(company, CARLA), form)
    [goal] = company.session.exec(select(Goal)).all()
    assert (goal.scope_id, goal.skill) == (company["Anna"].id, "closing")
    assert f"✅ goal {goal.number}" in str(page(at(company, "Anna"), survey).blocks)


def test_a_training_to_come_takes_one_press_and_a_new_one_a_form(company: Company, survey: AuditCampaign) -> None:
    opened = pressed(company, CARLA, messages.TRAINING, ref(company, survey))
    assert isinstance(opened, OpenModal)
    day = NOW.date() + timedelta(days=10)
    fields = {"topic": "closing", "day": day.isoformat(), "hours": "2", "title": "", "provider": "", "cost": ""}
    form = Form(fields, opened.view.json["private_metadata"])
    trainings.forms[training_forms.FORM](at(company, CARLA), form)
    [seat] = company.session.exec(select(Seat)).all()
    assert seat.person_id == company["Anna"].id
    assert "✅ training" in str(page(at(company, "Anna"), survey).blocks)
    value = f"{survey.id}:{company['Bram'].id}:closing"
    done = pressed(company, "Bram", messages.TRAINING, value)
    assert isinstance(done, Replace)
    assert len([one for one in company.session.exec(select(Seat)) if one.removed_at is None]) == 2
    assert company.session.exec(select(Training)).one().topic == "closing"
    pressed(company, "Bram", messages.UNDO, f"seat:{value}:{seat.training_id}")
    assert [one.person_id for one in company.session.exec(select(Seat)) if one.removed_at is None] == [seat.person_id]


def test_who_may_not_see_the_skills_may_do_nothing_with_them(company: Company, survey: AuditCampaign) -> None:
    for action in (messages.TOPIC, messages.GOAL, messages.TRAINING, messages.SKILL):
        for name in ("Bram", JORIS):
            with pytest.raises(Refusal, match=r"access\."):
                pressed(company, name, action, ref(company, survey))


def test_the_teams_page_keeps_managers_apart_and_is_for_who_is_above(company: Company, survey: AuditCampaign) -> None:
    seen = page(at(company, FEMKE), survey)
    assert "*Reps* · 5 people" in str(seen.blocks)
    assert "*Managers* · one person" in str(seen.blocks)
    reps = str(next(block for block in seen.blocks if block["type"] == "data_table"))
    assert "Anna" in reps
    assert "Carla" not in reps
    assert "🟧 2 (4)" in reps  # the manager's rating, her own in brackets
    with pytest.raises(Refusal, match="not_your_skills"):
        page(at(company, JORIS), survey)


def test_what_the_workspace_added_has_its_name_on_the_card_and_on_the_agenda(company: Company) -> None:
    leader = acting(company.session, company[FEMKE])
    switch(leader, "listening", on=True)
    words = {"explain": "", "one": "No", "five": "Yes", "recommendation": "Ask for it."}
    texts = {
        "en": {"statement": "Brings a contract home.", **words},
        "nl": {"statement": "Haalt een contract binnen.", **words},
    }
    own = add_statement(leader, Part.SKILLS, "closing", texts).key
    campaign = company.starts(Part.SKILLS, OneTeam(company.teams["North"].id))
    company.answers(campaign, "Anna", {"listening": 2, own: 3})  # 2.5 and 1.5 below 4.5
    close_by_itself(company.session, SECRETS, campaign, NOW)
    company["Anna"].language = "nl"
    carla = pair_view(at(company, CARLA), Pair(company[CARLA], company["Anna"]))
    assert carla.card.gaps == ("listening", own)
    shown = str(pair_overview("en", carla).blocks)
    assert "Listening" in shown
    assert "Brings a contract home." in shown
    added = coaching.presses[GAP](at(company, CARLA), Press(f"{GAP}:1", f"{company['Anna'].id}|{own}"))
    assert isinstance(added, Whisper)
    again = pair_view(at(company, CARLA), Pair(company[CARLA], company["Anna"]))
    assert [text for text, _ in again.open_items.topics] == ["Vaardigheid: Haalt een contract binnen."], (
        "as Anna reads it"
    )
    assert "• Brings a contract home. · 1.5 below best in class" in str(pair_overview("en", again).blocks)
