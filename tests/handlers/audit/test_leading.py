"""Starting, closing and sharing a survey in Slack, and what comes out of it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from handlers.audit import command as audit
from handlers.audit import feature, settings
from handlers.audit import starting as audit_starting
from handlers.door.answers import Answer, Answers, OpenModal, Replace, SendFile, Whisper
from handlers.door.request import Form, Press, Request
from messages.audit import leading as messages
from messages.audit import results, starting
from messages.audit import settings as own
from messages.audit import skills as audit_skills
from messages.blocks import Message
from messages.words import words
from models.audit.conversation import conversation_of
from models.audit.questions import Part
from models.audit.records import AuditBox, AuditCampaign, CampaignStatus
from models.audit.starting import Named
from models.delivery.records import Delivery
from models.refusal import Refusal
from tests.conftest import NOW, SECRETS
from tests.models.audit.company import NORTH, SOUTH, Company, company_in

pytestmark = pytest.mark.long(seconds=10)

EVERYBODY = (*NORTH, *SOUTH, "Kim", "Carla", "Joris", "Grace")
LATER = NOW + timedelta(days=1)


@pytest.fixture
def company(session: Session) -> Company:
    found = company_in(session)
    for person in found.people.values():
        person.language = "nl" if person.name == "Bram" else "en"
    session.commit()
    return found


@pytest.fixture
def answered(company: Company) -> AuditCampaign:
    """A survey that 14 of 15 answered, with a comment; still open."""
    campaign = company.starts()
    for number, name in enumerate(EVERYBODY):
        comment = {"process_followed": "We never look back"} if number == 3 else None
        company.answers(
            campaign,
            name,
            {key: (number + place) % 5 + 1 for place, key in enumerate(_keys(company, campaign))},
            comment,
        )
    company.session.commit()
    return campaign


def _keys(company: Company, campaign: AuditCampaign) -> list[str]:
    talk = conversation_of(company.session, SECRETS, campaign, company["Anna"], NOW.date())
    return [step.key for step in talk.steps]


def at(company: Company, name: str, now: datetime = NOW) -> Request:
    return Request(company.session, company.workspace, company[name], now, SECRETS, "D1")


def listed(answers: Answers) -> list[Answer]:
    if answers is None:
        return []
    return list(answers) if isinstance(answers, list | tuple) else [answers]  # type: ignore[list-item]


def said(answers: Answers) -> Message:
    [answer] = listed(answers)
    assert isinstance(answer, Whisper | Replace)
    return answer.message


def press(request: Request, action: str, value: str = "") -> list[Answer]:
    return listed(feature.presses[action.partition(":")[0]](request, Press(action, value)))


def everything(message: Message) -> str:
    return str([message.text, message.blocks])


def button(message: Message, action: str) -> str:
    """The value of a button."""
    elements: Iterator[dict[str, str]] = (
        element for block in message.blocks for element in [*block.get("elements", []), block.get("accessory") or {}]
    )
    return next(element.get("value", "") for element in elements if element.get("action_id") == action)


def posted(session: Session, cadence: str) -> list[Delivery]:
    return list(session.exec(select(Delivery).where(Delivery.cadence == cadence)))


# --- starting -----------------------------------------------------------------------------------------------


def test_a_line_that_says_which_part_starts_it_with_what_is_usual(company: Company, session: Session) -> None:
    started = said(audit.command(at(company, "Femke"), "start functions"))
    assert "15 invitations are on their way" in started.text
    assert "nobody can see who answered what" in everything(started), "what participants are told"
    assert len(posted(session, "audit.invitation")) == 15
    [campaign] = session.exec(select(AuditCampaign)).all()
    assert (campaign.audience, campaign.anonymous, campaign.k) == ("everybody", True, 5)
    assert campaign.deadline == NOW.date() + timedelta(days=14)
    press(at(company, "Femke"), messages.STOP, button(started, messages.STOP))
    assert campaign.status == "stopped", "one press calls it off"


def everybody_until_26_november(company: Company) -> Message:
    fields = {
        "part": "functions",
        "audience": "everybody",
        "team": None,
        "people": [],
        "deadline": "2026-11-26",
        "anonymous": "yes",
        "k": "5",
    }
    return said(audit_starting.look_over(at(company, "Femke"), Form(fields)))


def test_what_will_happen_is_said_before_anybody_is_invited(company: Company, session: Session) -> None:
    plan = everybody_until_26_november(company)
    text = everything(plan)
    assert "Ask 15 people about the sales organisation?" in text
    assert "4 of them manage" in text
    assert "Thursday 26 November, 11 working days" in text
    assert "nobody can see who answered what" in text
    assert "once 5 people have answered" in text
    assert session.exec(select(AuditCampaign)).first() is None
    assert posted(session, "audit.invitation") == []
    request = button(plan, starting.INVITE)
    started = said(press(at(company, "Femke"), starting.INVITE, request))
    assert "15 invitations are on their way" in started.text
    assert len(posted(session, "audit.invitation")) == 15
    [campaign] = session.exec(select(AuditCampaign)).all()
    assert (campaign.deadline, campaign.anonymous, campaign.k) == (date(2026, 11, 26), True, 5)


def test_leaving_it_leaves_nothing(company: Company, session: Session) -> None:
    assert "Left as it was" in said(press(at(company, "Femke"), messages.DROP)).text
    assert session.exec(select(AuditCampaign)).first() is None


def test_a_manager_asks_the_people_below_in_dutch_words(company: Company) -> None:
    company["Carla"].language = "nl"
    started = said(audit.command(at(company, "Carla"), "start functies iedereen 2w anoniem k4"))
    assert "6 uitnodigingen" in started.text
    assert "vanaf 4 antwoorden" in everything(started)
    asked = {delivery.recipient for delivery in posted(company.session, "audit.invitation")}
    assert company["Fleur"].id not in asked, "of another team"


@pytest.mark.parametrize(
    ("who", "line", "reason"),
    [
        ("Anna", "start functions everybody", "not_allowed"),
        ("Carla", "start functions team South", "not_below"),
        ("Femke", "start functions @anna @bram", "too_few"),
        ("Femke", "start functions everybody k 2", "k_too_small"),
        ("Femke", "start functions everybody until 2027-06-01", "deadline_too_far"),
        ("Femke", "start skills everybody anonymous", "skills_have_names"),
        ("Femke", "close", "none_open"),
        ("Anna", "close", "not_allowed"),
        ("Carla", "reopen", "none_led_closed"),
        ("Femke", "results", "none_closed"),
        ("Femke", "close 7", "not_there"),
        ("Anna", "k 4", "leaders_only"),
        ("Femke", "k 1", "k_too_small"),
        ("Femke", "standard juggling 4", "unknown_skill"),
        ("Femke", "standard negotiation 7", "level_out_of_range"),
        ("Anna", "continue", "nothing_to_answer"),
    ],
)
def test_what_cannot_be_is_refused_in_words(company: Company, who: str, line: str, reason: str) -> None:
    request = at(company, who)
    with pytest.raises(Refusal) as refused:
        audit.command(request, line)
    assert refused.value.reason == f"audit.{reason}"
    if reason == "not_below":
        assert refused.value.values["field"] == "team", "in a form it stands at what is wrong"
    values = {name: value for name, value in refused.value.values.items() if name != "field"}
    for language in ("en", "nl"):
        assert words(language)(f"audit.refused_{reason}", **values)


def test_a_bare_start_opens_a_form_and_the_form_ends_in_the_same_confirmation(company: Company) -> None:
    [opened] = listed(audit.command(at(company, "Femke"), "start"))
    assert isinstance(opened, OpenModal)
    fields = {
        "part": "functions",
        "audience": "team",
        "team": company.teams["North"].id,
        "people": [],
        "deadline": "2026-11-26",
        "anonymous": "yes",
        "k": "5",
    }
    plan = said(audit_starting.look_over(at(company, "Femke"), Form(fields)))
    assert "Ask 6 people" in everything(plan)
    [again] = press(at(company, "Femke"), starting.CHANGE_PLAN, button(plan, starting.CHANGE_PLAN))
    assert isinstance(again, OpenModal)
    assert company.teams["North"].id in str(again.view.json)
    assert "2026-11-26" in str(again.view.json)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"team": None}, "team"),
        ({"audience": "people", "people": []}, "people"),
        ({"k": "many"}, "k"),
        ({"deadline": "2026-11-01"}, "deadline"),
    ],
)
def test_what_is_wrong_in_the_form_is_said_at_its_field(company: Company, wrong: dict[str, object], field: str) -> None:
    fields = {
        "part": "functions",
        "audience": "team",
        "team": company.teams["North"].id,
        "people": [],
        "deadline": "2026-11-26",
        "anonymous": "yes",
        "k": "5",
    }
    with pytest.raises(Refusal) as refused:
        audit_starting.look_over(at(company, "Femke"), Form({**fields, **wrong}))
    assert refused.value.values["field"] == field


def test_an_audience_that_gives_somebody_away_is_refused_already_in_the_confirmation(
    company: Company, answered: AuditCampaign
) -> None:
    audit.command(at(company, "Femke"), "close")
    names = " ".join(f"@{name.lower()}" for name in (*EVERYBODY[:-2], "Femke"))
    with pytest.raises(Refusal, match=r"audit\.too_alike"):
        audit.command(at(company, "Femke", LATER), f"start functions {names}")


def test_more_people_by_name_than_a_button_carries_is_refused() -> None:
    many = Named(frozenset(f"{number:032x}" for number in range(41)))
    to_start = audit_starting.ToStart(Part.FUNCTIONS, many, date(2026, 12, 1), None, None)
    with pytest.raises(Refusal, match=r"audit\.too_many_named"):
        to_start.as_text()
    fits = audit_starting.ToStart(Part.SKILLS, Named(frozenset(list(many.ids)[:40])), date(2026, 12, 1), False, 7)
    assert len(fits.as_text()) <= 2000
    assert audit_starting.ToStart.from_text(fits.as_text()) == fits


# --- leading -----------------------------------------------------------------------------------------------


def test_closing_shows_the_results_with_a_chart_and_the_lowest_three(company: Company, answered: AuditCampaign) -> None:
    message = said(audit.command(at(company, "Femke"), "close"))
    text = everything(message)
    assert "14 of 15 answered" in text
    assert "data_visualization" in text
    assert "The lowest three" in text
    assert "Open again for a week" in text
    assert message.plain_blocks is not None
    assert "data_visualization" not in str(message.plain_blocks)


def test_stopping_asks_first_and_then_destroys_the_answers(
    company: Company, session: Session, answered: AuditCampaign
) -> None:
    asked = said(audit.command(at(company, "Femke"), "stop"))
    assert answered.status == CampaignStatus.OPEN
    assert "Every answer is destroyed" in asked.text
    said(press(at(company, "Femke"), messages.STOP, button(asked, messages.STOP)))
    assert answered.status == CampaignStatus.STOPPED
    assert session.exec(select(AuditBox)).first() is None
    with pytest.raises(Refusal, match=r"audit\.stopped"):  # it was told to be still open, or not shared with her
        audit.command(at(company, "Femke"), "results 1")


def test_reopening_hides_the_results_and_tells_everybody(
    company: Company, session: Session, answered: AuditCampaign
) -> None:
    closed = said(audit.command(at(company, "Femke"), "close"))
    reopened = said(press(at(company, "Femke"), messages.REOPEN, button(closed, messages.REOPEN)))
    assert "Open again" in reopened.text
    assert len(posted(session, "audit.open_again")) == 15
    with pytest.raises(Refusal, match=r"audit\.still_open"):
        audit.command(at(company, "Femke"), "results 1")
    assert "14 of 15" in everything(said(press(at(company, "Femke"), messages.CLOSE, answered.id)))


def test_participants_see_what_was_shared_and_no_more(
    company: Company, session: Session, answered: AuditCampaign
) -> None:
    audit.command(at(company, "Femke"), "close")
    with pytest.raises(Refusal, match=r"audit\.none_closed"):
        audit.command(at(company, "Anna"), "results")
    with pytest.raises(Refusal, match=r"audit\.not_shared"):
        audit.command(at(company, "Anna"), "results 1")
    assert "14 messages are on their way" in said(audit.command(at(company, "Femke"), "share summary")).text
    assert len(posted(session, "audit.closed")) == 14
    summary = everything(said(audit.command(at(company, "Anna"), "results")))
    assert "The lowest three" in summary
    assert "Each function" not in summary
    for action in (results.DETAILS, f"{results.COMMENTS}:1", results.PDF, results.CSV):
        with pytest.raises(Refusal, match=r"audit\.not_shared"):
            press(at(company, "Anna"), action, answered.id)
    press(at(company, "Femke"), f"{messages.SHARE}:full", answered.id)
    assert "Each function" in everything(said(audit.command(at(company, "Anna"), "results")))
    assert "We never look back" in everything(said(press(at(company, "Anna"), f"{results.COMMENTS}:1", answered.id)))


def test_only_who_leads_it_closes_it(company: Company, answered: AuditCampaign) -> None:
    for line in ("close 1", "stop 1", "reopen 1", "share 1 full"):
        with pytest.raises(Refusal, match=r"audit\.not_yours"):
            audit.command(at(company, "Carla"), line)
    for action in (messages.CLOSE, messages.STOP, messages.REOPEN, f"{messages.SHARE}:full"):
        with pytest.raises(Refusal, match=r"audit\.not_yours"):
            press(at(company, "Carla"), action, answered.id)


def test_of_two_that_are_open_the_number_is_asked(company: Company, answered: AuditCampaign) -> None:
    company.starts(Part.SKILLS)
    which = said(audit.command(at(company, "Femke"), "close"))
    assert "Which one" in which.text
    assert answered.status == CampaignStatus.OPEN
    said(audit.command(at(company, "Femke"), "close skills"))


# --- results -----------------------------------------------------------------------------------------------


def test_each_function_says_what_is_not_shown_and_why(company: Company, answered: AuditCampaign) -> None:
    audit.command(at(company, "Femke"), "close")
    text = everything(said(press(at(company, "Femke"), results.DETAILS, answered.id)))
    assert "Reps and managers are not shown apart: fewer than 5" in text
    assert "13 people" in text or "14 people" in text


def test_the_results_are_a_pdf_and_a_table_too(company: Company, answered: AuditCampaign) -> None:
    audit.command(at(company, "Femke"), "close")
    [pdf] = listed(audit.command(at(company, "Femke"), "results pdf"))
    assert isinstance(pdf, SendFile)
    assert pdf.content.startswith(b"%PDF")
    assert pdf.name == "audit-1.pdf"
    company["Femke"].language = "nl"
    [table] = press(at(company, "Femke"), results.CSV, answered.id)
    assert isinstance(table, SendFile)
    lines = table.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "functie,stelling,groep,gemiddelde,spreiding,n,verschil,reden,vragenlijst,datum"
    assert any(line.startswith("Strategie,,verkopers,,,,,") for line in lines), "suppressed, with its reason"
    assert "We never look back" not in table.content.decode()


def test_who_asks_for_a_file_in_a_channel_is_told_where_it_is(company: Company, answered: AuditCampaign) -> None:
    audit.command(at(company, "Femke"), "close")
    request = Request(company.session, company.workspace, company["Femke"], NOW, SECRETS, "C1")
    [file, whisper] = listed(audit.command(request, "results csv"))
    assert isinstance(file, SendFile)
    assert isinstance(whisper, Whisper)
    assert "in my messages to you" in whisper.message.text


def test_skills_are_seen_by_the_person_and_who_is_above_them(company: Company) -> None:
    skills = company.starts(Part.SKILLS)
    company.answers(skills, "Anna", 4)
    company.answers(skills, "Carla", 3)
    audit.command(at(company, "Femke"), "close")
    own = everything(said(audit.command(at(company, "Anna"), "results skills")))
    assert "self 4" in own
    assert "manager 3" in own
    assert "1.5 below best in class (4.5)" in own
    assert "All alike: every skill stands at 3, 1.5 below best in class." in own
    assert "Bram" not in own
    team = said(audit.command(at(company, "Carla"), "results skills"))
    assert "Train this first" in everything(team)
    somebody = next(block["accessory"] for block in team.blocks if "accessory" in block)
    values = [option["value"] for option in somebody["options"]]
    about_anna = next(value for value in values if value.endswith(company["Anna"].id))
    assert "The skills of Anna" in everything(said(press(at(company, "Carla"), audit_skills.WHOSE, about_anna)))
    with pytest.raises(Refusal, match=r"access\."):
        press(at(company, "Joris"), audit_skills.WHOSE, about_anna)
    [pdf] = listed(audit.command(at(company, "Carla"), "results skills pdf"))
    assert isinstance(pdf, SendFile)
    [table] = listed(audit.command(at(company, "Carla"), "results skills csv"))
    assert isinstance(table, SendFile)
    assert "Anna" in table.content.decode()
    assert "Fleur" not in table.content.decode()


# --- what a workspace chooses -------------------------------------------------------------------------------


def test_k_is_set_for_the_next_survey_and_can_go_back(company: Company, answered: AuditCampaign) -> None:
    message = said(audit.command(at(company, "Femke"), "k 7"))
    assert "7 answers" in message.text
    assert answered.k == 5
    assert "5 answers" in said(press(at(company, "Femke"), own.SET_K, button(message, own.SET_K))).text


def test_a_statement_of_ones_own_is_asked_from_the_next_survey_on(company: Company, answered: AuditCampaign) -> None:
    [form] = listed(audit.command(at(company, "Femke"), "statement add"))
    assert isinstance(form, OpenModal)
    fields = {
        "area": "functions:people",
        "statement_en": "Newcomers get a buddy.",
        "statement_nl": "Nieuwkomers krijgen een maatje.",
        "one": "Nobody",
        "five": "Everybody",
        "recommendation": "Give each newcomer a buddy.",
    }
    added = said(settings.add(at(company, "Femke"), Form(fields)))
    assert "Newcomers get a buddy." in everything(added)
    assert len(_keys(company, answered)) == 14, "the running one keeps its questions"
    audit.command(at(company, "Femke"), "close")
    following = company.starts(now=LATER)
    assert len(_keys(company, following)) == 15
    company["Femke"].language = "nl"
    answer_shown = said(audit.command(at(company, "Femke"), "stelling"))
    assert "Nieuwkomers krijgen een maatje." in everything(answer_shown)
    said(press(at(company, "Femke"), own.RETIRE, button(answer_shown, own.RETIRE)))
    assert "0 eigen stellingen" in everything(said(audit.command(at(company, "Femke"), "stelling")))


@pytest.mark.parametrize("missing", ["area", "statement_nl", "one", "five", "recommendation"])
def test_a_statement_needs_all_its_texts(company: Company, missing: str) -> None:
    fields = {
        "area": "functions:people",
        "statement_en": "A",
        "statement_nl": "B",
        "one": "C",
        "five": "D",
        "recommendation": "E",
    }
    with pytest.raises(Refusal) as refused:
        settings.add(at(company, "Femke"), Form({**fields, missing: None}))
    assert refused.value.values["field"] == missing


def test_best_in_class_is_set_by_a_name_in_either_language(company: Company) -> None:
    assert "4.8" in said(audit.command(at(company, "Femke"), "standard negotiation 4.8")).text
    assert "4.2" in said(audit.command(at(company, "Femke"), "norm Eerste gesprek 4,2")).text
