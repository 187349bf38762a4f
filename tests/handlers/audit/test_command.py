"""A survey as people take part in it in Slack: the conversation by buttons and by words, and the words of others left alone."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session

from handlers.audit import buttons, feature, replies
from handlers.audit import command as audit
from handlers.door.answers import Answer, Answers, OpenModal, Replace, Settle, Tell, Whisper
from handlers.door.request import Form, Press, Request
from messages.audit import conversation as talk
from messages.audit import questions
from messages.blocks import Message
from models.audit.ballots.sheets import sheet_of
from models.audit.closing import close_by_itself
from models.audit.conversation import conversation_of, turn_of
from models.audit.questions import Part
from models.audit.records import AuditCampaign
from models.delivery.preferences import preference_of
from models.refusal import Refusal
from tests.conftest import NOW, SECRETS
from tests.models.audit.company import Company, company_in

TODAY = date(2026, 11, 12)


@pytest.fixture
def company(session: Session) -> Company:
    """Fifteen people; Bram reads Dutch."""
    found = company_in(session)
    for person in found.people.values():
        person.language = "en"
    found["Bram"].language = "nl"
    session.commit()
    return found


@pytest.fixture
def campaign(company: Company) -> AuditCampaign:
    return company.starts()


def at(company: Company, name: str, now: datetime = NOW, channel_id: str = "D1") -> Request:
    return Request(company.session, company.workspace, company[name], now, SECRETS, channel_id)


def listed(answers: Answers) -> list[Answer]:
    if answers is None:
        return []
    return list(answers) if isinstance(answers, list | tuple) else [answers]  # type: ignore[list-item]


def told(answers: Answers) -> Message:
    """The message that stays in the conversation."""
    return next(answer.message for answer in listed(answers) if isinstance(answer, Tell))


def marks(message: Message) -> list[str]:
    return [block["block_id"] for block in message.blocks if "block_id" in block]


def everything(message: Message) -> str:
    return str([message.text, message.blocks])


def key_of(message: Message) -> str:
    """Which question it is."""
    [ref] = [mark.removeprefix(talk.MARK) for mark in marks(message) if mark.startswith(talk.MARK)]
    return ref


def press(request: Request, action: str, value: str) -> list[Answer]:
    name = action.partition(":")[0]
    return listed(feature.presses[name](request, Press(action, value)))


def begun(company: Company, name: str, campaign: AuditCampaign) -> Message:
    return told(press(at(company, name), talk.BEGIN, campaign.id))


def level_of(company: Company, name: str, campaign: AuditCampaign, key: str) -> int | None:
    sheet = sheet_of(company.session, SECRETS, campaign, company[name], TODAY)
    return sheet.ballot.levels.get(key.partition(":")[2])


# --- by button -------------------------------------------------------------------------------------------


def test_a_question_says_what_a_one_and_a_five_look_like_and_how_far_it_is(
    company: Company, campaign: AuditCampaign
) -> None:
    question = begun(company, "Anna", campaign)
    text = everything(question)
    assert "*1 of 14*" in text
    assert "*1* looks like:" in text
    assert "*5* looks like:" in text
    assert "5 · fully" in text
    assert "Don't know" in text
    assert "Question 1 of 14" in question.text


def test_the_question_of_a_dutch_person_is_dutch(company: Company, campaign: AuditCampaign) -> None:
    text = everything(begun(company, "Bram", campaign))
    assert "*1 van 14*" in text
    assert "Weet niet" in text
    assert "looks like" not in text


def test_an_answered_question_becomes_one_line_and_the_next_one_follows(
    company: Company, campaign: AuditCampaign
) -> None:
    first = begun(company, "Anna", campaign)
    answers = press(at(company, "Anna"), f"{talk.GIVE}:4", key_of(first))
    [line, following] = answers
    assert isinstance(line, Replace)
    assert len(line.message.blocks) == 1
    assert "4 · largely" in everything(line.message)
    assert isinstance(following, Tell)
    assert "*2 of 14*" in everything(following.message)
    assert level_of(company, "Anna", campaign, key_of(first)) == 4


def test_no_text_for_notifications_holds_an_answer(company: Company, campaign: AuditCampaign) -> None:
    message = begun(company, "Anna", campaign)
    texts = []
    for level in (5, 4, 3, 2, 1, 0) * 3:
        if not any(mark.startswith(talk.MARK) for mark in marks(message)):
            break
        answers = press(at(company, "Anna"), f"{talk.GIVE}:{level}", key_of(message))
        texts += [answer.message.text for answer in answers if isinstance(answer, Replace | Tell)]
        message = told(answers)
    assert len(texts) == 28
    for text in texts:
        assert not any(f"· {word}" in text for word in ("fully", "largely", "partly", "hardly", "not at all"))
        assert "Don't know" not in text


def test_a_button_pressed_twice_asks_what_follows_once(company: Company, campaign: AuditCampaign) -> None:
    first = begun(company, "Anna", campaign)
    following = told(press(at(company, "Anna"), f"{talk.GIVE}:4", key_of(first)))
    [once_more] = press(at(company, "Anna"), f"{talk.GIVE}:4", key_of(first))
    assert isinstance(once_more, Replace)
    assert "4 · largely" in everything(once_more.message)
    [skipped] = press(at(company, "Anna"), talk.SKIP, key_of(first))
    assert isinstance(skipped, Replace)
    assert level_of(company, "Anna", campaign, key_of(first)) == 4
    told(press(at(company, "Anna"), f"{talk.GIVE}:2", key_of(following)))


def test_the_last_button_pressed_twice_says_thank_you_once(company: Company, campaign: AuditCampaign) -> None:
    question = begun(company, "Anna", campaign)
    for _ in range(13):
        question = told(press(at(company, "Anna"), f"{talk.GIVE}:4", key_of(question)))
    assert "thank you" in told(press(at(company, "Anna"), f"{talk.GIVE}:4", key_of(question))).text
    [once_more] = press(at(company, "Anna"), f"{talk.GIVE}:4", key_of(question))
    assert isinstance(once_more, Replace)


def test_dont_know_is_an_answer_and_skipping_leaves_it_open(company: Company, campaign: AuditCampaign) -> None:
    first = begun(company, "Anna", campaign)
    second = told(press(at(company, "Anna"), f"{talk.GIVE}:0", key_of(first)))
    press(at(company, "Anna"), talk.SKIP, key_of(second))
    assert level_of(company, "Anna", campaign, key_of(first)) == 0
    assert level_of(company, "Anna", campaign, key_of(second)) == -1


def test_back_puts_the_question_before_again_with_its_answer_marked(company: Company, campaign: AuditCampaign) -> None:
    first = begun(company, "Anna", campaign)
    second = told(press(at(company, "Anna"), f"{talk.GIVE}:4", key_of(first)))
    answers = press(at(company, "Anna"), talk.BACK, key_of(second))
    [settle] = [answer for answer in answers if isinstance(answer, Settle)]
    assert f"{talk.LINE}{key_of(first)}" in settle.marks, "the line of the first makes place"
    again = told(answers)
    assert key_of(again) == key_of(first)
    [chosen] = [
        button["action_id"]
        for block in again.blocks
        for button in block.get("elements", [])
        if button.get("style") == "primary"
    ]
    assert chosen == f"{talk.GIVE}:4"


def test_change_beside_an_answer_puts_it_again_and_then_goes_on_where_it_was(
    company: Company, campaign: AuditCampaign
) -> None:
    first = begun(company, "Anna", campaign)
    second = told(press(at(company, "Anna"), f"{talk.GIVE}:4", key_of(first)))
    third = told(press(at(company, "Anna"), f"{talk.GIVE}:4", key_of(second)))
    again = told(press(at(company, "Anna"), talk.CHANGE, key_of(first)))
    assert key_of(again) == key_of(first)
    answers = press(at(company, "Anna"), f"{talk.GIVE}:2", key_of(again))
    assert level_of(company, "Anna", campaign, key_of(first)) == 2
    assert key_of(told(answers)) == key_of(third)
    assert any(isinstance(answer, Settle) for answer in answers), "the third stands further up already"


def test_explaining_stays_in_the_question(company: Company, campaign: AuditCampaign) -> None:
    first = begun(company, "Anna", campaign)
    [answer] = press(at(company, "Anna"), talk.EXPLAIN, key_of(first))
    assert isinstance(answer, Replace)
    assert ":bulb:" in everything(answer.message)
    assert key_of(answer.message) == key_of(first)


def test_a_comment_is_kept_and_shown_again(company: Company, campaign: AuditCampaign) -> None:
    first = begun(company, "Anna", campaign)
    [opened] = press(at(company, "Anna"), talk.COMMENT, key_of(first))
    assert isinstance(opened, OpenModal)
    assert "shown as you wrote it" in str(opened.view.json)
    metadata = opened.view.json["private_metadata"]
    [settled] = listed(buttons.keep_comment(at(company, "Anna"), Form({"comment": "We have no list"}, metadata)))
    assert isinstance(settled, Settle)
    assert "We have no list" in everything(settled.message)
    [again] = press(at(company, "Anna"), talk.COMMENT, key_of(first))
    assert isinstance(again, OpenModal)
    assert "We have no list" in str(again.view.json)


def test_a_comment_on_a_question_that_is_still_open_leaves_it_to_be_answered(
    company: Company, campaign: AuditCampaign
) -> None:
    first = begun(company, "Anna", campaign)
    second = told(press(at(company, "Anna"), f"{talk.GIVE}:4", key_of(first)))
    press(at(company, "Anna"), talk.CHANGE, key_of(first))
    [settled] = listed(buttons.keep_comment(at(company, "Anna"), Form({"comment": "Too many lists"}, key_of(second))))
    assert isinstance(settled, Settle)
    assert key_of(settled.message) == key_of(second)
    assert "Too many lists" in everything(settled.message)
    assert "skipped" not in everything(settled.message)


def test_pausing_keeps_everything_and_continuing_goes_on_days_later(company: Company, campaign: AuditCampaign) -> None:
    first = begun(company, "Anna", campaign)
    second = told(press(at(company, "Anna"), f"{talk.GIVE}:4", key_of(first)))
    [paused] = press(at(company, "Anna"), talk.PAUSE, key_of(second))
    assert isinstance(paused, Replace)
    assert "1 of 14" in paused.message.text
    assert turn_of(company.session, SECRETS, company["Anna"]) is None
    later = at(company, "Anna", NOW + timedelta(days=5))
    assert key_of(told(press(later, talk.CONTINUE, campaign.id))) == key_of(second)


def test_the_end_says_thank_you_and_lets_an_answer_be_changed(company: Company, campaign: AuditCampaign) -> None:
    message = begun(company, "Anna", campaign)
    refs = []
    for _ in range(14):
        refs.append(key_of(message))
        message = told(press(at(company, "Anna"), f"{talk.GIVE}:3", key_of(message)))
    assert "14 of 14" in message.text
    [menu] = [block["accessory"] for block in message.blocks if "accessory" in block]
    assert [option["value"] for option in menu["options"]] == refs
    again = told(press(at(company, "Anna"), talk.CHOOSE, refs[4]))
    assert key_of(again) == refs[4]
    last = told(press(at(company, "Anna"), f"{talk.GIVE}:5", refs[4]))
    assert "14 of 14" in last.text
    assert level_of(company, "Anna", campaign, refs[4]) == 5


def test_after_the_last_day_an_old_button_says_so_and_nothing_is_stored(
    company: Company, campaign: AuditCampaign
) -> None:
    first = begun(company, "Bram", campaign)
    late = at(company, "Bram", NOW + timedelta(days=15))
    for action in (
        f"{talk.GIVE}:4",
        talk.SKIP,
        talk.BACK,
        talk.CHANGE,
        talk.EXPLAIN,
        talk.PAUSE,
        talk.COMMENT,
        talk.CHOOSE,
    ):
        [answer] = press(late, action, key_of(first))
        assert isinstance(answer, Whisper)
        assert "Te laat" in answer.message.text
        assert "niets opgeslagen" in answer.message.text
    [answer] = press(late, talk.CONTINUE, campaign.id)
    assert isinstance(answer, Whisper)
    sheet = sheet_of(company.session, SECRETS, campaign, company["Bram"], TODAY)
    assert sheet.ballot.levels == {}


def test_a_button_of_another_company_opens_nothing(company: Company, campaign: AuditCampaign) -> None:
    first = begun(company, "Anna", campaign)
    with pytest.raises(Refusal, match=r"audit\.gone"):
        press(at(company, "Anna"), f"{talk.GIVE}:4", f"another{key_of(first)[7:]}")
    with pytest.raises(Refusal, match=r"audit\.unknown_question"):
        press(at(company, "Anna"), f"{talk.GIVE}:4", f"{campaign.id}:nothing_of_the_kind")
    with pytest.raises(Refusal, match=r"audit\.level_out_of_range"):
        press(at(company, "Anna"), f"{talk.GIVE}:6", key_of(first))


def test_who_presses_in_a_channel_is_told_where_the_question_stands(company: Company, campaign: AuditCampaign) -> None:
    answers = press(at(company, "Anna", channel_id="C1"), talk.BEGIN, campaign.id)
    [whisper] = [answer for answer in answers if isinstance(answer, Whisper)]
    assert "messages to you" in whisper.message.text


# --- by word -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("4", 4),
        ("four", 4),
        ("vier", 4),
        ("Vier.", 4),
        ("don't know", 0),
        ("weet niet", 0),
        ("skip", -1),
        ("sla over", -1),
    ],
)
def test_a_word_in_either_language_answers_the_question_asked_last(
    company: Company, campaign: AuditCampaign, word: str, level: int
) -> None:
    first = begun(company, "Anna", campaign)
    [settle, following] = listed(replies.reply(at(company, "Anna"), word))
    assert isinstance(settle, Settle)
    assert f"{talk.MARK}{key_of(first)}" in settle.marks
    assert isinstance(following, Tell)
    assert "*2 of 14*" in everything(following.message)
    assert level_of(company, "Anna", campaign, key_of(first)) == level


@pytest.mark.parametrize("language", ["en", "nl"])
def test_back_explain_comment_and_pause_are_words_too(company: Company, campaign: AuditCampaign, language: str) -> None:
    words = {
        "en": ("back", "explain", "comment: Never on Fridays", "pause", "continue"),
        "nl": ("terug", "uitleg", "opmerking: Never on Fridays", "pauze", "verder"),
    }[language]
    first = begun(company, "Anna", campaign)
    replies.reply(at(company, "Anna"), "4")
    again = told(replies.reply(at(company, "Anna"), words[0]))
    assert key_of(again) == key_of(first)
    assert ":bulb:" in everything(told(replies.reply(at(company, "Anna"), words[1])))
    replies.reply(at(company, "Anna"), words[2])
    sheet = sheet_of(company.session, SECRETS, campaign, company["Anna"], TODAY)
    assert list(sheet.ballot.comments.values()) == ["Never on Fridays"]
    assert "Paused" in told(replies.reply(at(company, "Anna"), words[3])).text
    assert replies.reply(at(company, "Anna"), "4") is None, "paused: a number is not for the survey"
    assert key_of(told(replies.reply(at(company, "Anna"), words[4]))) == key_of(first)


@pytest.mark.parametrize(
    "text",
    ["6", "0", "3,5", "4/5", "nul", "🙂", "drie en een half", "4 or 5", "4 calls", "meeting Acme", "no idea who"],
)
def test_what_is_no_answer_is_asked_back_and_stores_nothing(
    company: Company, campaign: AuditCampaign, text: str
) -> None:
    assert replies.reply(at(company, "Bram"), text) is None, "nobody is asking"
    first = begun(company, "Bram", campaign)
    asked, settled, again = listed(replies.reply(at(company, "Bram"), text))
    assert isinstance(asked, Tell)
    assert questions.KEEP in everything(asked.message)
    assert isinstance(settled, Settle)
    assert isinstance(again, Tell)
    assert key_of(again.message) == key_of(first)
    assert level_of(company, "Bram", campaign, key_of(first)) is None


def test_a_number_on_a_keycap_is_a_number(company: Company, campaign: AuditCampaign) -> None:
    first = begun(company, "Bram", campaign)
    replies.reply(at(company, "Bram"), "4\ufe0f\u20e3")
    assert level_of(company, "Bram", campaign, key_of(first)) == 4


def test_the_question_at_which_somebody_pauses_does_not_say_that_it_was_put_again(
    company: Company, campaign: AuditCampaign
) -> None:
    begun(company, "Bram", campaign)
    [settle, _] = listed(replies.reply(at(company, "Bram"), "pauze"))
    assert isinstance(settle, Settle)
    assert settle.message.text == "Hier was je gebleven."


def test_a_survey_closed_early_says_the_day_on_which_it_was_closed(company: Company, campaign: AuditCampaign) -> None:
    begun(company, "Anna", campaign)
    close_by_itself(company.session, SECRETS, campaign, NOW)
    with pytest.raises(Refusal) as refusal:
        audit.command(at(company, "Anna"), "continue 1")
    assert refusal.value.values["deadline"] == TODAY


def test_what_was_understood_of_a_line_is_told_in_the_words_that_were_typed(company: Company) -> None:
    [answer] = listed(audit.command(at(company, "Bram"), "herinner banaan"))
    assert isinstance(answer, Whisper)
    assert "herinner" in answer.message.text
    assert "remind" not in answer.message.text


@pytest.mark.parametrize(
    ("line", "example"),
    [
        ("herinner overmorgen", "/audit herinner me morgen"),
        ("deel banaan", "/audit deel samenvatting"),
        ("heropen 1 straks", "/audit heropen 3 tot 12 dec"),
        ("resultaten xls", "/audit resultaten 3 pdf"),
    ],
)
def test_the_example_is_one_of_what_was_asked_for(company: Company, line: str, example: str) -> None:
    [answer] = listed(audit.command(at(company, "Bram"), line))
    assert isinstance(answer, Whisper)
    assert f"`{example}`" in answer.message.text


def test_a_number_under_an_invitation_begins_and_answers_nothing_yet(company: Company, campaign: AuditCampaign) -> None:
    first = told(replies.reply(at(company, "Anna"), "4"))
    assert "*1 of 14*" in everything(first)
    assert level_of(company, "Anna", campaign, key_of(first)) is None, "it was not on screen"
    replies.reply(at(company, "Anna"), "4")
    assert level_of(company, "Anna", campaign, key_of(first)) == 4


def test_other_words_without_a_conversation_under_way_are_not_for_the_survey(
    company: Company, campaign: AuditCampaign
) -> None:
    assert replies.reply(at(company, "Femke"), "back") is None
    company.answers(campaign, "Chris")
    assert replies.reply(at(company, "Chris"), "4") is None, "finished"


def test_continue_means_something_only_to_who_has_something_to_continue(
    company: Company, campaign: AuditCampaign
) -> None:
    assert "*1 of 14*" in everything(told(replies.reply(at(company, "Anna"), "continue")))
    company.answers(campaign, "Chris")
    assert replies.reply(at(company, "Chris"), "continue") is None


def test_two_surveys_at_once_a_word_goes_to_the_one_asked_last_and_a_button_to_its_own(
    company: Company, campaign: AuditCampaign
) -> None:
    skills = company.starts(Part.SKILLS)
    about_functions = begun(company, "Anna", campaign)
    about_skills = begun(company, "Anna", skills)
    replies.reply(at(company, "Anna"), "2")
    assert level_of(company, "Anna", skills, key_of(about_skills)) == 2
    assert level_of(company, "Anna", campaign, key_of(about_functions)) is None
    press(at(company, "Anna"), f"{talk.GIVE}:5", key_of(about_functions))
    assert level_of(company, "Anna", campaign, key_of(about_functions)) == 5
    replies.reply(at(company, "Anna"), "3")
    talk_of_functions = conversation_of(company.session, SECRETS, campaign, company["Anna"], TODAY)
    assert talk_of_functions.answered == 2, "the button made it the survey that was asked last"


def test_a_button_of_an_older_question_about_somebody_still_takes_its_answer_and_the_list_follows(
    company: Company,
) -> None:
    skills = company.starts(Part.SKILLS)
    listed_people = told(press(at(company, "Carla"), talk.BEGIN, skills.id))
    assert "Anna – · Bram – · Chris – · Daan – · Eva –" in everything(listed_people)
    assert "Not anonymous" in everything(listed_people)
    press(at(company, "Carla"), talk.CHANGE, f"{skills.id}:closing@{company['Anna'].id}")
    answers = press(at(company, "Carla"), f"{talk.GIVE}:4", f"{skills.id}:closing@{company['Anna'].id}")
    assert "Anna · Closing" in everything(next(one.message for one in answers if isinstance(one, Replace)))
    assert level_of(company, "Carla", skills, f"{skills.id}:closing@{company['Anna'].id}") == 4
    assert "*1 of 6*" in everything(told(answers)), "then come the questions about oneself"


# --- one's own pace ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "day"),
    [("tomorrow", "Fri 13 Nov"), ("later", "Mon 16 Nov"), ("end", "Thu 26 Nov"), ("never", "no more reminders")],
)
def test_reminders_come_at_the_persons_own_pace(company: Company, campaign: AuditCampaign, way: str, day: str) -> None:
    [answer] = press(at(company, "Anna"), f"{talk.PACE}:{way}", campaign.id)
    assert isinstance(answer, Whisper)
    assert day in answer.message.text
    assert preference_of(company.session, company["Anna"], "audit:1").is_off == (way == "never")


def test_the_pace_can_be_typed(company: Company, campaign: AuditCampaign) -> None:
    [answer] = listed(audit.command(at(company, "Bram"), "herinner me pas op het eind"))
    assert isinstance(answer, Whisper)
    assert "do 26 nov" in answer.message.text


# --- the overview ------------------------------------------------------------------------------------------


def test_the_overview_shows_what_is_open_for_somebody_and_how_far_they_are(
    company: Company, campaign: AuditCampaign
) -> None:
    begun(company, "Anna", campaign)
    replies.reply(at(company, "Anna"), "4")
    [answer] = listed(audit.command(at(company, "Anna"), ""))
    assert isinstance(answer, Whisper)
    text = everything(answer.message)
    assert "1 of 14 answered" in text
    assert "New survey" not in text, "a rep starts none"
    [leaders] = listed(audit.command(at(company, "Femke"), ""))
    assert isinstance(leaders, Whisper)
    assert "15 invited, fewer than 5 had finished this morning" in everything(leaders.message)


def test_bad_input_is_answered_with_an_example(company: Company) -> None:
    [answer] = listed(audit.command(at(company, "Bram"), "strat functies"))
    assert isinstance(answer, Whisper)
    assert "/audit start functies iedereen tot 12 dec" in everything(answer.message)


def test_help_says_more_to_who_may_start_one(company: Company) -> None:
    [rep] = listed(audit.command(at(company, "Anna"), "help"))
    [leader] = listed(audit.command(at(company, "Carla"), "help"))
    assert isinstance(rep, Whisper)
    assert isinstance(leader, Whisper)
    assert "/audit start functions" not in everything(rep.message)
    assert "/audit start functions" in everything(leader.message)
