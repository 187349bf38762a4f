"""A manager rates people in forms: in any order, kept at each press, whatever happens to the form."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from handlers.audit import feature
from handlers.audit.forms import Opened
from handlers.door.answers import (
    Answer,
    Answers,
    FormErrors,
    OpenModal,
    Replace,
    RewriteMessage,
    Settle,
    Tell,
    UpdateModal,
)
from handlers.door.request import Form, Press, Request
from messages.audit import conversation as talk
from messages.audit import prompts
from messages.audit import rating as messages
from messages.audit import rating_forms as forms
from messages.blocks import Message, View
from models.audit.closing import close_by_itself
from models.audit.conversation import conversation_of, turn_of
from models.audit.duration import minutes_of
from models.audit.questions import Part
from models.audit.rating import progress_of, rows_about
from models.audit.records import AuditCampaign, SkillRating
from models.audit.starting import Named
from tests.conftest import NOW, SECRETS
from tests.models.audit.company import CARLA, NORTH, TODAY, Company, company_in

EIGHT = (*NORTH, "Karel", "Lies", "Mo")
pytestmark = [pytest.mark.once, pytest.mark.long(seconds=10)]


@pytest.fixture
def company(session: Session) -> Company:
    """Carla manages eight reps; Bram reads Dutch."""
    found = company_in(session)
    for name in EIGHT[5:]:
        found.hires(name, manager_id=found[CARLA].id, now=found[CARLA].created_at)
    for person in found.people.values():
        person.language = "en"
    session.commit()
    return found


@pytest.fixture
def campaign(company: Company) -> AuditCampaign:
    return company.starts(Part.SKILLS, Named(company.named(CARLA, *EIGHT)))


class Desk:
    """Somebody at their desk: presses and saves, and counts the presses."""

    def __init__(self, company: Company, name: str, now: Any = NOW) -> None:
        self.request = Request(company.session, company.workspace, company[name], now, SECRETS, "D1")
        self.presses = 0

    def press(self, action: str, value: str, view: View | None = None, **fields: Any) -> list[Answer]:
        self.presses += 1
        metadata = view.json.get("private_metadata", "") if view else ""
        press = Press(
            action, value, fields=fields, metadata=metadata, channel_id="" if view else "D1", message_ts="7.1"
        )
        return listed(feature.presses[action.partition(":")[0]](self.request, press))

    def opens(self, action: str, value: str) -> View:
        [answer] = self.press(action, value)
        assert isinstance(answer, OpenModal)
        return answer.view

    def rates(self, view: View, key: str, level: int, **fields: Any) -> list[Answer]:
        return self.press(f"{forms.ROW}:{key}", str(level), view, **fields)

    def saves(self, view: View, **fields: Any) -> list[Answer]:
        self.presses += 1
        return listed(
            feature.forms[view.json["callback_id"]](self.request, Form(fields, view.json["private_metadata"]))
        )


def listed(answers: Answers) -> list[Answer]:
    if answers is None:
        return []
    return list(answers) if isinstance(answers, list | tuple) else [answers]  # type: ignore[list-item]


def rows(view: View) -> list[str]:
    mark = f"{forms.ROW}:"
    return [b["block_id"].removeprefix(mark) for b in view.json["blocks"] if b.get("block_id", "").startswith(mark)]


def stands(view: View, key: str) -> str | None:
    """What a row is opened with."""
    block = next(b for b in view.json["blocks"] if b.get("block_id") == f"{forms.ROW}:{key}")
    chosen = (block.get("element") or block.get("accessory")).get("initial_option")
    return chosen["value"] if chosen else None


def levels(
    session: Session, company: Company, campaign: AuditCampaign, of: str, by: str = CARLA
) -> dict[str, int | None]:
    found = select(SkillRating).where(
        SkillRating.campaign_id == campaign.id,
        SkillRating.rater_id == company[by].id,
        SkillRating.person_id == company[of].id,
    )
    return {rating.skill: rating.level for rating in session.exec(found)}


def ref(company: Company, campaign: AuditCampaign, name: str) -> str:
    return f"{campaign.id}:{company[name].id}"


def message_of(answer: Answer) -> Message:
    assert isinstance(answer, Tell | Replace | RewriteMessage | Settle)
    return answer.message


def everything(message: Message) -> str:
    return str([message.text, message.blocks])


def test_a_manager_of_eight_fills_in_eight_forms_in_ten_minutes(
    company: Company, campaign: AuditCampaign, session: Session
) -> None:
    carla = Desk(company, CARLA)
    [_, told] = carla.press(talk.BEGIN, campaign.id)
    assert "You – · Anna – · Bram –" in everything(message_of(told))
    assert "About 10 minutes" in message_of(told).blocks[0]["text"]["text"]
    assert messages.DONE not in everything(message_of(told)), "nobody is done who has not begun"
    for name in EIGHT:
        view = carla.opens(f"{messages.RATE}:0", ref(company, campaign, name))
        keys = rows(view)
        assert len(keys) == 13
        for key in keys:
            carla.rates(view, key, 4)
        carla.saves(view, **{f"{forms.ROW}:{key}": "4" for key in keys})
    assert carla.presses == 1 + 8 * (1 + 13 + 1), "one form each: open, thirteen rows, save"
    # 6 questions about herself × 14 s = 84 s; 8 forms × (10 + 13 × 4) = 496 s; together 580 s
    assert minutes_of("skills", 6, [13] * 8) == 10
    assert levels(session, company, campaign, "Mo") == dict.fromkeys([key.partition("@")[0] for key in keys], 4)


def test_a_number_typed_under_the_list_asks_whom_it_is_about(company: Company, campaign: AuditCampaign) -> None:
    carla = Desk(company, CARLA)
    carla.press(talk.BEGIN, campaign.id)
    assert feature.reply is not None
    told, _, again = listed(feature.reply(carla.request, "4"))
    assert message_of(told).text == "Whom is that about? Press a name below, and their form opens."
    assert f"{messages.RATE}:0" in everything(message_of(again))
    assert feature.reply(carla.request, "4 calls Acme") is None, "what is no answer is what it is without a survey"


@pytest.mark.parametrize(("language", "told"), [("en", "about one minute"), ("nl", "ongeveer één minuut")])
def test_an_invitation_to_one_form_says_one_minute_and_no_words_to_type(language: str, told: str) -> None:
    # 13 rows: 10 + 13 × 4 = 62 s
    standing = talk.Standing("1", 3, "skills", 0, 13, TODAY, False, 5)
    invited = prompts.Invited(standing, "Femke", minutes_of("skills", 0, [13]), ["Anna"])
    text = everything(prompts.invitation(language, invited))
    assert f"; {told};" in text
    assert "`4`" not in text, "a form is opened by a name"


def test_the_second_round_is_one_press_a_person_and_what_changed(
    company: Company, campaign: AuditCampaign, session: Session
) -> None:
    company.answers(campaign, CARLA, 3)
    close_by_itself(session, SECRETS, campaign, NOW)
    again = company.starts(Part.SKILLS, Named(company.named(CARLA, *EIGHT)))
    carla = Desk(company, CARLA)
    carla.press(talk.BEGIN, again.id)
    for name in EIGHT:
        [answer] = carla.press(f"{messages.AS_LAST_TIME}:0", ref(company, again, name))
    assert carla.presses == 9
    assert "Mo ✓" in everything(message_of(answer))
    view = carla.opens(f"{messages.RATE}:0", ref(company, again, "Anna"))
    anna = f"closing@{company['Anna'].id}"
    assert stands(view, anna) == "3"
    assert "Last time: 3 · able" in str(view.json)
    carla.rates(view, anna, 5)
    assert levels(session, company, again, "Anna")["closing"] == 5
    assert levels(session, company, again, "Anna")["prospecting"] == 3
    assert levels(session, company, campaign, "Anna")["closing"] == 3, "last time stays what it was"


def test_a_level_given_to_other_words_is_not_said_again(
    company: Company, campaign: AuditCampaign, session: Session
) -> None:
    """Closing is asked in its second version now, and was in its first; prospecting is in its first both times."""
    company.answers(campaign, CARLA, 3)
    close_by_itself(session, SECRETS, campaign, NOW)
    campaign.versions = {**campaign.versions, "closing": 1}
    session.flush()
    again = company.starts(Part.SKILLS, Named(company.named(CARLA, *EIGHT)))
    assert (again.versions["closing"], again.versions["prospecting"]) == (2, 1)
    progress = progress_of(session, SECRETS, again, company[CARLA], TODAY)
    assert {one.about.name: one.repeatable for one in progress if one.about}["Anna"] == 12
    carla = Desk(company, CARLA)
    carla.press(talk.BEGIN, again.id)
    carla.press(f"{messages.AS_LAST_TIME}:0", ref(company, again, "Anna"))
    said = levels(session, company, again, "Anna")
    assert (len(said), said["prospecting"], "closing" in said) == (12, 3, False)
    [last] = [
        row.last
        for row in rows_about(session, SECRETS, again, company[CARLA], company["Anna"].id, TODAY)
        if row.step.question.key == "closing"
    ]
    assert last is None


def test_what_was_pressed_is_kept_when_slack_closes_the_form_and_the_list_says_so(
    company: Company, campaign: AuditCampaign, session: Session
) -> None:
    carla = Desk(company, CARLA)
    carla.press(talk.BEGIN, campaign.id)
    view = carla.opens(f"{messages.RATE}:0", ref(company, campaign, "Bram"))
    [first, second, *_] = rows(view)
    [told] = carla.rates(view, first, 2, comment="Half a sentence")
    assert isinstance(told, RewriteMessage)
    assert (told.channel_id, told.ts) == ("D1", "7.1"), "the list where it was pressed"
    assert "Bram 1 of 13" in everything(told.message)
    assert carla.rates(view, second, 0, comment="Half a sentence") == []
    view = carla.opens(f"{messages.RATE}:0", ref(company, campaign, "Bram"))
    assert (stands(view, first), stands(view, second), stands(view, rows(view)[2])) == ("2", "0", None)
    assert "Half a sentence" in str(view.json)


def test_of_two_open_forms_none_undoes_the_other_and_saving_twice_is_saving_once(
    company: Company, campaign: AuditCampaign, session: Session
) -> None:
    carla = Desk(company, CARLA)
    carla.press(talk.BEGIN, campaign.id)
    on_phone, at_desk = (carla.opens(f"{messages.RATE}:0", ref(company, campaign, "Bram")) for _ in range(2))
    [first, second, *_] = rows(on_phone)
    carla.rates(on_phone, first, 2)
    carla.rates(at_desk, second, 5)
    carla.saves(on_phone, **{f"{forms.ROW}:{first}": "2", f"{forms.ROW}:{second}": None}, comment=None)
    for _ in range(2):
        carla.saves(at_desk, **{f"{forms.ROW}:{first}": None, f"{forms.ROW}:{second}": "5"}, comment="Ok")
    carla.saves(on_phone, **{f"{forms.ROW}:{first}": "2", f"{forms.ROW}:{second}": None}, comment=None)
    kept = levels(session, company, campaign, "Bram")
    assert (kept["prospecting"], kept["first_conversation"], kept["in_general"]) == (2, 5, None)
    view = carla.opens(f"{messages.RATE}:0", ref(company, campaign, "Bram"))
    assert "'Ok'" in str(view.json)


def test_nothing_pressed_is_nothing_stored(company: Company, campaign: AuditCampaign, session: Session) -> None:
    carla = Desk(company, CARLA)
    carla.press(talk.BEGIN, campaign.id)
    view = carla.opens(f"{messages.RATE}:0", ref(company, campaign, "Bram"))
    [told] = carla.saves(view, **{f"{forms.ROW}:{key}": None for key in rows(view)}, comment=None)
    assert "Bram –" in everything(message_of(told))
    assert levels(session, company, campaign, "Bram") == {}


def test_after_the_last_day_an_open_form_says_in_one_sentence_that_it_is_over(
    company: Company, campaign: AuditCampaign, session: Session
) -> None:
    carla = Desk(company, CARLA)
    carla.press(talk.BEGIN, campaign.id)
    view = carla.opens(f"{messages.RATE}:0", ref(company, campaign, "Bram"))
    [first, second, *_] = rows(view)
    carla.rates(view, first, 2)
    late = Desk(company, CARLA, NOW + timedelta(days=30))
    [over] = late.rates(view, second, 4, comment="A whole paragraph")
    assert isinstance(over, UpdateModal)
    assert "closed on" in str(over.view.json)
    assert "A whole paragraph" in str(over.view.json), "what was typed is handed back"
    fields = {f"{forms.ROW}:{first}": "2", f"{forms.ROW}:{second}": "4"}
    [errors] = late.saves(view, **fields, comment="A whole paragraph")
    assert isinstance(errors, FormErrors)
    assert list(errors.errors) == [f"{forms.ROW}:{first}"]
    assert levels(session, company, campaign, "Bram") == {"prospecting": 2}, "what was pressed in time counts"


def test_a_comment_of_three_thousand_characters_is_refused_in_the_form(
    company: Company, campaign: AuditCampaign, session: Session
) -> None:
    carla = Desk(company, CARLA)
    carla.press(talk.BEGIN, campaign.id)
    view = carla.opens(f"{messages.RATE}:0", ref(company, campaign, "Bram"))
    field = next(block for block in view.json["blocks"] if block.get("block_id") == "comment")
    assert field["element"]["max_length"] == 1000
    with pytest.raises(Exception, match="comment_too_long"):
        carla.saves(view, comment="x" * 3000)


def test_one_skill_has_everybody_beside_one_another_in_pages_of_twenty(
    company: Company, campaign: AuditCampaign, session: Session
) -> None:
    names = [f"Rep {number:02}" for number in range(40)]
    for name in names:
        company.hires(name, manager_id=company["Grace"].id)
    many = company.starts(Part.SKILLS, Named(company.named("Grace", "Kim", *names)))
    grace = Desk(company, "Grace")
    [_, told] = grace.press(talk.BEGIN, many.id)
    assert len(message_of(told).blocks) <= 50
    assert everything(message_of(told)).count("'audit.rate:") == 42, (
        "herself, Kim and forty more: everybody has a button"
    )
    view = grace.opens(messages.BY_SKILL, many.id)
    assert (len(rows(view)), len(view.json["blocks"]) <= 100, len(view.json["private_metadata"]) < 2500) == (
        20,
        True,
        True,
    )
    for key in rows(view):
        grace.rates(view, key, 3)
    [following] = grace.press(f"{forms.SKILL}:0", "prospecting/1", view)
    assert isinstance(following, UpdateModal)
    assert len(rows(following.view)) == 20
    [last] = grace.press(f"{forms.SKILL}:1", "prospecting/2", view)
    assert isinstance(last, UpdateModal)
    assert len(rows(last.view)) == 1, "Kim and forty are three pages"
    [other] = grace.press(f"{forms.SKILL}:menu", "closing", view)
    assert isinstance(other, UpdateModal)
    assert rows(other.view)[0].startswith("closing@")
    assert len(session.exec(select(SkillRating).where(SkillRating.rater_id == company["Grace"].id)).all()) == 20


def test_one_s_own_skills_come_one_at_a_time_or_in_one_form(company: Company, campaign: AuditCampaign) -> None:
    anna = Desk(company, "Anna")
    [_, told] = anna.press(talk.BEGIN, campaign.id)
    assert "*1 of 13*" in everything(message_of(told))
    view = anna.opens(talk.ONE_FORM, f"{campaign.id}:")
    keys = rows(view)
    anna.rates(view, keys[0], 4)
    assert turn_of(anna.request.session, SECRETS, company["Anna"]) is None, (
        "no question that she does not see owns her words"
    )
    [_, following] = anna.saves(view, **{f"{forms.ROW}:{key}": "4" if key == keys[0] else None for key in keys})
    assert "*2 of 13*" in everything(message_of(following))
    view = anna.opens(talk.ONE_FORM, f"{campaign.id}:")
    for key in keys:
        anna.rates(view, key, 4)
    [thanks] = anna.saves(view, **{f"{forms.ROW}:{key}": "4" for key in keys})
    assert "That was it" in message_of(thanks).text


def test_the_manager_s_own_questions_are_one_at_a_time_and_end_in_the_list(
    company: Company, campaign: AuditCampaign
) -> None:
    carla = Desk(company, CARLA)
    carla.press(talk.BEGIN, campaign.id)
    [_, told] = carla.press(messages.ONE_BY_ONE, campaign.id)
    for number in range(6):
        assert f"*{number + 1} of 6*" in everything(message_of(told))
        key = conversation_of(company.session, SECRETS, campaign, company[CARLA], TODAY).key
        told = carla.press(f"{talk.GIVE}:4", f"{campaign.id}:{key}")[-1]
    assert "You ✓ · Anna –" in everything(message_of(told))
    assert turn_of(company.session, SECRETS, company[CARLA]) is None
    [done] = carla.press(messages.DONE, campaign.id)
    assert "That was it" in everything(message_of(done))
    assert conversation_of(company.session, SECRETS, campaign, company[CARLA], TODAY).is_finished


def test_a_form_opened_in_english_is_saved_in_dutch(
    company: Company, campaign: AuditCampaign, session: Session
) -> None:
    carla = Desk(company, CARLA)
    carla.press(talk.BEGIN, campaign.id)
    view = carla.opens(f"{messages.RATE}:0", ref(company, campaign, "Bram"))
    company[CARLA].language = "nl"
    [told] = carla.rates(view, rows(view)[0], 4)
    assert "Jijzelf – · Anna – · Bram 1 van 13" in everything(message_of(told))


def test_who_moves_to_another_manager_meanwhile_is_rated_by_who_knew_them_on_the_first_day(
    company: Company, campaign: AuditCampaign, session: Session
) -> None:
    from models.team.moves import move
    from tests.conftest import acting

    bram = company["Bram"]
    later = NOW + timedelta(days=2)
    move(acting(session, company["Femke"], later), bram, {"manager_id": company["Joris"].id}, date(2026, 11, 14))
    carla = Desk(company, CARLA, later)
    view = carla.opens(f"{messages.RATE}:0", ref(company, campaign, "Bram"))
    carla.rates(view, rows(view)[0], 4)
    assert levels(session, company, campaign, "Bram") == {"prospecting": 4}
    company[CARLA].ends_on = date(2026, 11, 13)
    session.flush()
    bram.manager_id = company["Joris"].id
    session.flush()
    assert [
        one.name
        for one in conversation_of(
            session,
            SECRETS,
            company.starts(Part.SKILLS, Named(company.named("Bram", "Fleur")), now=later),
            company["Joris"],
            later.date(),
        ).rates
    ] == ["Bram", "Fleur"]


def test_metadata_that_is_none_is_refused() -> None:
    with pytest.raises(Exception, match="gone"):
        Opened.from_text("x")
