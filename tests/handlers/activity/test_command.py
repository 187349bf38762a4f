"""`/log` from the door to the database: one line in, one clear answer out."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import col, func, select

from handlers.activity import command as activity
from handlers.activity import talk
from handlers.door.answers import OpenModal, Replace, Whisper
from handlers.door.request import Press, Request
from models.accounts.records import Account
from models.activity.records import Activity, ActivityChange, Draft, PlannedVisit
from models.period import PeriodType
from models.refusal import Refusal
from models.team.records import Person
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import target

TODAY = date(2026, 11, 12)
AtTheDoor = Callable[..., Request]


def says(request: Request, text: str) -> str:
    answer = activity.command(request, text)
    assert isinstance(answer, Whisper)
    return answer.message.text


def the_log(request: Request) -> list[Activity]:
    live = select(Activity).where(col(Activity.undone_at).is_(None)).order_by(Activity.id)
    return list(request.session.exec(live))


def pressed(answer: object, action: str) -> Press:
    """The press of the button with this action in an answer."""
    assert isinstance(answer, Whisper | Replace)
    elements = [e for b in answer.message.blocks if b["type"] == "actions" for e in b["elements"]]
    found = next(e for e in elements if e["action_id"].partition(":")[0] == action)
    return Press(found["action_id"], found["value"])


def test_a_meeting_is_logged_in_one_line(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    text = says(at_the_door, "meeting Acme 45m discussed pricing")
    [entry] = the_log(at_the_door)
    assert "First meeting with Acme" in text
    assert (entry.kind, entry.minutes, entry.note, entry.is_first) == ("meeting", 45, "discussed pricing", True)
    assert entry.happened_on == TODAY


def two_a_week(request: Request) -> None:
    """A target of two first meetings a week."""
    since = date(2026, 1, 1)
    target(request.session, "first_meetings", "2", PeriodType.WEEK, since, person_id=request.person.id)


def test_a_target_is_celebrated_once_and_then_the_number_says_it(request_of: AtTheDoor, cast: Cast) -> None:
    two_a_week(request_of(cast.anna))
    said = [says(request_of(cast.anna), f'meeting "{name}"') for name in ("Acme", "Globex", "Initech")]
    assert ["🎉" in text for text in said] == [False, True, False]
    assert said[2].endswith("*3* of 2 first sales meetings this week")


def test_who_begins_in_the_middle_of_a_week_reads_whole_meetings(request_of: AtTheDoor, cast: Cast) -> None:
    # Since Thursday 12 Nov: two of five working days, of 4 a week that is 1.6; 1 of 2, and 1 to go.
    at_the_door = request_of(cast.anna)
    target(at_the_door.session, "first_meetings", "4", PeriodType.WEEK, date(2026, 1, 1), person_id=cast.anna.id)
    cast.anna.starts_on, cast.anna.ramp_months = TODAY, 0
    cast.anna.created_at = NOW
    text = says(at_the_door, "meeting Acme")
    assert "*1* of 2 first sales meetings this week" in text
    assert "1 to go by Friday" in text


def test_on_saturday_nothing_is_left_to_go(request_of: AtTheDoor, cast: Cast) -> None:
    # D13: 1 of 2 on Saturday 14 November, when no working day of the week is left; not "1 to go by Friday".
    two_a_week(request_of(cast.anna))
    text = says(request_of(cast.anna, NOW + timedelta(days=2)), "meeting Acme")
    assert text.endswith("*1* of 2 first sales meetings, the week is over")


def test_the_first_writing_of_an_account_is_mended_by_a_better_one_whoever_types_it(
    request_of: AtTheDoor, cast: Cast
) -> None:
    says(request_of(cast.anna), "call hooli")
    assert "met Hooli" in says(request_of(cast.bram), "afspraak Hooli")
    assert "with Hooli" in says(request_of(cast.anna), "meeting hooli 2026-11-02"), "and it stays so"


def test_in_dutch_it_is_understood_and_answered_in_dutch(request_of: AtTheDoor, cast: Cast) -> None:
    text = says(request_of(cast.bram), "afspraak Acme gisteren")
    assert "Eerste gesprek met Acme" in text
    assert "wo 11 nov" in text


def test_the_second_meeting_with_an_account_is_a_follow_up_whoever_had_the_first(
    request_of: AtTheDoor, cast: Cast
) -> None:
    says(request_of(cast.bram), "meeting Acme yesterday")
    answer = activity.command(request_of(cast.anna), "meeting acme")
    assert isinstance(answer, Whisper)
    assert "Follow-up meeting with Acme" in answer.message.text
    assert "Wed 11 Nov" in str(answer.message.blocks), "it says by which meeting it is a follow-up"


def test_the_word_of_the_person_overrides_the_rule(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    says(at_the_door, "meeting Acme yesterday")
    assert "First meeting" in says(at_the_door, "first meeting Acme")


def test_several_accounts_are_one_entry_each_and_undone_together(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    answer = activity.command(at_the_door, "3 meetings Acme, Globex, Initech")
    assert len(the_log(at_the_door)) == 3
    activity.undo(at_the_door, pressed(answer, "activity.undo"))
    assert the_log(at_the_door) == []


def test_three_calls_are_one_entry_that_counts_for_three(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    assert "3 calls" in says(at_the_door, "3 calls")
    assert [entry.quantity for entry in the_log(at_the_door)] == [3]


def test_with_somebody_new_means_that_account(request_of: AtTheDoor, cast: Cast) -> None:
    assert "First meeting with Acme" in says(request_of(cast.anna), "meeting with Acme")


def test_a_remark_after_with_somebody_new_is_a_note_and_no_account(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    assert "First meeting with Acme" in says(at_the_door, "meeting with Acme nice people")
    assert the_log(at_the_door)[0].note == "nice people"


def test_with_a_person_at_a_named_account_is_a_contact(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    for text in ("meeting Acme with Jansen", "meeting Globex with Jansen"):
        says(at_the_door, text)
    assert [entry.contact for entry in the_log(at_the_door)] == ["Jansen", "Jansen"]


def test_undo_takes_back_the_last_entry_and_it_can_be_put_back(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    says(at_the_door, "call Acme")
    says(at_the_door, "meeting Globex")
    answer = activity.command(at_the_door, "undo")
    assert [entry.kind for entry in the_log(at_the_door)] == ["call"]
    activity.restore(at_the_door, pressed(answer, "activity.put_back"))
    assert [entry.kind for entry in the_log(at_the_door)] == ["call", "meeting"]
    history = at_the_door.session.exec(select(ActivityChange.what).order_by(ActivityChange.id)).all()
    assert history == ["undo", "redo"]


def test_undo_twice_says_that_it_was_taken_back_already(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    answer = activity.command(at_the_door, "call Acme")
    activity.undo(at_the_door, pressed(answer, "activity.undo"))
    with pytest.raises(Refusal, match="undone_before"):
        activity.undo(at_the_door, pressed(answer, "activity.undo"))


def test_nobody_undoes_the_entry_of_a_colleague(request_of: AtTheDoor, cast: Cast) -> None:
    answer = activity.command(request_of(cast.anna), "call Acme")
    with pytest.raises(Refusal, match="not_yours"):
        activity.undo(request_of(cast.bram), pressed(answer, "activity.undo"))


def test_undo_with_nothing_logged_says_how_to_start(request_of: AtTheDoor, cast: Cast) -> None:
    with pytest.raises(Refusal, match="nothing_to_undo"):
        activity.command(request_of(cast.anna), "undo")


def test_the_same_entry_again_is_asked_about_and_not_swallowed(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    says(at_the_door, "meeting Acme")
    question = activity.command(at_the_door, "meeting ACME")
    assert "Did it happen twice?" in question.message.text
    assert len(the_log(at_the_door)) == 1, "nothing is stored until the answer"
    again = activity.log_twice(at_the_door, pressed(question, "activity.log_again"))
    assert "Follow-up meeting with Acme" in again.message.text
    assert len(the_log(at_the_door)) == 2


def test_the_same_one_is_left_as_it_was(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    says(at_the_door, "meeting Acme")
    question = activity.command(at_the_door, "meeting Acme")
    activity.drop(at_the_door, pressed(question, "activity.drop"))
    assert len(the_log(at_the_door)) == 1
    with pytest.raises(Refusal, match="answered_before"):
        activity.log_twice(at_the_door, pressed(question, "activity.log_again"))


def test_a_slip_in_a_known_name_is_asked_about(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    says(at_the_door, "call Initech")
    question = activity.command(at_the_door, "meeting Initehc about the demo")
    assert "Did you mean" in question.message.text
    assert [entry.kind for entry in the_log(at_the_door)] == ["call"]
    answer = activity.same_account(at_the_door, pressed(question, "activity.same_account"))
    assert "First meeting with Initech" in answer.message.text
    assert at_the_door.session.exec(select(func.count()).select_from(Account)).one() == 1


def test_a_name_that_looks_like_another_may_be_a_new_account(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    says(at_the_door, "call Initech")
    question = activity.command(at_the_door, "meeting Initecs")
    answer = activity.new_account(at_the_door, pressed(question, "activity.new_account"))
    assert "First meeting with Initecs" in answer.message.text
    assert at_the_door.session.exec(select(func.count()).select_from(Draft)).one() == 0


def test_a_question_is_answered_by_the_one_it_was_put_to(request_of: AtTheDoor, cast: Cast) -> None:
    says(request_of(cast.anna), "call Initech")
    question = activity.command(request_of(cast.anna), "meeting Initecs")
    with pytest.raises(Refusal, match="answered_before"):
        activity.new_account(request_of(cast.bram), pressed(question, "activity.new_account"))


def test_a_proposal_keeps_its_amount_in_its_own_currency(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    answer = activity.command(at_the_door, "proposal Acme $12.5k")
    [entry] = the_log(at_the_door)
    assert (entry.amount_minor, entry.currency, entry.reporting_minor) == (1250000, "USD", None)
    assert "no USD–EUR rate" in str(answer.message.blocks), "a missing rate is said, not guessed"


def test_a_note_with_markup_pings_nobody(request_of: AtTheDoor, cast: Cast) -> None:
    answer = activity.command(request_of(cast.anna), 'meeting "<!channel> *Acme*" <@UBRAM> said hi')
    view = str(answer.message.blocks) + answer.message.text
    assert "<!channel>" not in view
    assert "<@UBRAM>" not in view


def test_the_first_log_makes_a_rep_but_not_of_a_manager(request_of: AtTheDoor, cast: Cast) -> None:
    newcomer = Person(workspace_id="T1", name="Noor", slack_user_id="UNOOR", is_rep=False, created_at=NOW)
    request_of(cast.anna).session.add(newcomer)
    says(request_of(newcomer), "call Acme")
    says(request_of(cast.carla), "call Acme")
    assert newcomer.is_rep
    assert not cast.carla.is_rep


def test_the_credit_is_split_as_said(request_of: AtTheDoor, cast: Cast) -> None:
    answer = activity.command(request_of(cast.anna), "meeting Acme split <@UBRAM|bram> 40%")
    assert "Anna de Vries 60%, Bram Bakker 40%" in str(answer.message.blocks)


def test_the_list_shows_own_entries_newest_first(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    says(at_the_door, "meeting Acme yesterday")
    says(at_the_door, "call Globex")
    says(request_of(cast.bram), "call Hooli")
    blocks = str(activity.command(at_the_door, "list").message.blocks)
    assert blocks.index("Globex") < blocks.index("Acme")
    assert "Hooli" not in blocks


def test_a_rep_does_not_see_the_list_of_a_colleague_but_their_manager_does(request_of: AtTheDoor, cast: Cast) -> None:
    says(request_of(cast.bram), "call Hooli")
    with pytest.raises(Refusal, match="not_below"):
        activity.command(request_of(cast.anna), "list <@UBRAM>")
    assert "Hooli" in str(activity.command(request_of(cast.carla), "list <@UBRAM>").message.blocks)


def test_an_empty_list_says_how_to_start(request_of: AtTheDoor, cast: Cast) -> None:
    assert "`/log meeting Acme`" in says(request_of(cast.anna), "list")


def test_bare_log_opens_the_form(request_of: AtTheDoor, cast: Cast) -> None:
    answer = activity.command(request_of(cast.anna), "  ")
    assert isinstance(answer, OpenModal)


def test_a_plain_message_is_taken_for_a_log(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    for text in ("meeting Acme", "log call Acme", "/log demo Acme", "koers log email Acme"):
        talk.direct_message(at_the_door, text)
    assert [entry.kind for entry in the_log(at_the_door)] == ["meeting", "call", "demo", "email"]


@pytest.mark.parametrize(
    "text",
    [
        "had a meeting with Acme yesterday",
        "I just had a meeting with Acme yesterday",
        "Hi Koers, meeting Acme yesterday",
        "Ik had gisteren een afspraak met Acme",
        "Hoi! Net een afspraak met Acme gehad gisteren",
    ],
)
def test_a_sentence_to_the_bot_is_understood_as_people_say_it(request_of: AtTheDoor, cast: Cast, text: str) -> None:
    at_the_door = request_of(cast.anna)
    talk.direct_message(at_the_door, text)
    [entry] = the_log(at_the_door)
    assert (entry.kind, entry.happened_on.isoformat()) == ("meeting", "2026-11-11")
    assert [account.name for account in at_the_door.session.exec(select(Account))] == ["Acme"]


def test_small_talk_is_met_with_help_and_never_with_silence(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.bram)
    for text in ("hoi", "dank je wel!", "👍", ""):
        answer = talk.direct_message(at_the_door, text)
        assert isinstance(answer, Whisper)
        assert answer.message.text
    assert the_log(at_the_door) == []


def test_a_planned_visit_is_taken_and_counts_nowhere_yet(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    assert "Planned visit at Acme" in says(at_the_door, "visit Acme 2026-11-20")
    assert the_log(at_the_door) == []
    [visit] = at_the_door.session.exec(select(PlannedVisit))
    assert visit.planned_on == TODAY + timedelta(days=8)


def test_another_workspace_has_accounts_of_its_own(request_of: AtTheDoor, cast: Cast) -> None:
    theirs = Account(workspace_id="T2", name="Acme Secret", key="acmesecret", created_at=NOW)
    request_of(cast.anna).session.add(theirs)
    answer = activity.command(request_of(cast.anna), "meeting Acme")
    assert "Secret" not in answer.message.text


def test_a_recommendation_is_noted_from_0_to_10(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    assert "NPS 9 of 10" in says(at_the_door, "nps Acme 9")
    assert "NPS 0 of 10" in says(at_the_door, "nps Globex 0")
    answer = activity.command(at_the_door, "nps Initech 11")
    activity.answered(at_the_door, pressed(answer, "activity.answer"))
    assert [(entry.kind, entry.score) for entry in the_log(at_the_door)] == [("nps", 9), ("nps", 0), ("nps", 10)]


def test_a_no_show_can_be_noted_and_is_no_meeting(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    answer = activity.command(at_the_door, "meeting Acme no show")
    assert the_log(at_the_door) == []
    assert isinstance(answer, Whisper)
    [buttons] = [block["elements"] for block in answer.message.blocks if block["type"] == "actions"]
    found = next(element for element in buttons if element["text"]["text"] == "No-show")
    activity.answered(at_the_door, Press(found["action_id"], found["value"]))
    assert [(entry.kind, entry.is_first) for entry in the_log(at_the_door)] == [("no_show", None)]


def test_eight_meetings_with_one_account_on_one_day_are_asked_about(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    answer = activity.command(at_the_door, "8 meetings Acme")
    assert the_log(at_the_door) == []
    activity.log_twice(at_the_door, pressed(answer, "activity.log_again"))
    assert len(the_log(at_the_door)) == 8


def test_three_meetings_with_one_account_are_three(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    activity.command(at_the_door, "3 meetings Acme")
    assert [entry.is_first for entry in the_log(at_the_door)] == [True, False, False]


def test_a_no_show_alone_offers_to_be_noted(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    answer = activity.command(at_the_door, "no show Acme")
    assert the_log(at_the_door) == []
    activity.answered(at_the_door, pressed(answer, "activity.answer"))
    assert [entry.kind for entry in the_log(at_the_door)] == ["no_show"]
