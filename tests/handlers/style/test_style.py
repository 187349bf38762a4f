"""`/koers style` as a rep, a manager, a former manager, a leader and an admin, in both languages."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Press, Request
from handlers.phrases.style import Wish, is_plain_please, read_style
from handlers.style import buttons, command
from messages.blocks import Message
from messages.style import answers as messages
from messages.style import questions
from models.refusal import Refusal
from models.style.preference import Preference, Style, choose, hide_hint, preference_of
from models.style.questions import CHOICES
from models.team.records import Person
from tests.conftest import Cast

AtTheDoor = Callable[..., Request]


def told(answers: Answers) -> Message:
    assert isinstance(answers, Whisper | Replace)
    return answers.message


def blocks_of(answers: Answers) -> str:
    return str(told(answers).blocks)


def buttons_of(answers: Answers) -> dict[str, str]:
    """The value of each button by its action_id."""
    rows = [block for block in told(answers).blocks if block["type"] == "actions"]
    beside = [block["accessory"] for block in told(answers).blocks if block.get("accessory")]
    elements = [*(element for row in rows for element in row["elements"]), *beside]
    return {element["action_id"]: element.get("value", "") for element in elements}


# --- what is typed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("D", Style.DRIVER),
        ("i", Style.INFLUENCER),
        ("s please", Style.SUPPORTER),
        ("C.", Style.CORRECTNESS),
        ("driver", Style.DRIVER),
        ("doener", Style.DRIVER),
        ("Teamspeler", Style.SUPPORTER),
        ("mijn stijl onderzoeker", Style.CORRECTNESS),
        ("plain", Wish.PLAIN),
        ("plain, please", Wish.PLAIN),
        ("gewoon graag", Wish.PLAIN),
        ("on", Wish.FOLLOW),
        ("volg mijn stijl", Wish.FOLLOW),
        ("hint off", Wish.NO_HINT),
        ("geen tip", Wish.NO_HINT),
        ("tip aan", Wish.HINT),
        ("delete", Wish.DELETE),
        ("verwijder", Wish.DELETE),
        ("vragen", Wish.EIGHT),
        ("8", None),
        ("DI", None),
        ("hint", None),
        ("D plain", None),
        ("anna", None),
        ("my style", None),
    ],
)
def test_a_line_is_read_or_it_is_not(typed: str, meant: Style | Wish | None) -> None:
    assert read_style(typed) == meant


@pytest.mark.parametrize("typed", ["plain, please", "Plain please.", "gewoon graag", "Gewoon, graag!"])
def test_plain_please_is_understood_without_a_command(request_of: AtTheDoor, cast: Cast, typed: str) -> None:
    choose(request_of(cast.anna).session, cast.anna, Style.DRIVER)
    assert is_plain_please(typed)
    told(command.plain_please(request_of(cast.anna), typed))
    assert preference_of(cast.anna) == Preference(Style.DRIVER, is_plain=True)


@pytest.mark.parametrize("typed", ["plain", "meeting plain please bv", "gewoon graag gebeld met Acme", ""])
def test_anything_else_stays_something_to_log(request_of: AtTheDoor, cast: Cast, typed: str) -> None:
    assert command.plain_please(request_of(cast.anna), typed) is None


def test_what_is_no_style_gets_one_sentence_with_an_example(request_of: AtTheDoor, cast: Cast) -> None:
    for person, example in ((cast.anna, "`/koers style D`"), (cast.bram, "`/koers stijl D`")):
        request = request_of(person)
        with pytest.raises(Refusal) as refused:
            command.command(request, "purple <!channel>")
        said = request.words(f"style.refused_{refused.value.reason.partition('.')[2]}", **refused.value.values)
        assert example in said
        assert "<!channel>" not in said
        assert said.count(".") == 2


# --- a rep ------------------------------------------------------------------------------------------------


def test_a_rep_declares_it_and_reads_what_it_is_and_who_sees_it(request_of: AtTheDoor, cast: Cast) -> None:
    answer = command.command(request_of(cast.anna), "D")
    assert told(answer).text.startswith("From now on: *D · Driver*. You get three bullets and a next step")
    assert "Only you and Carla Mulder see it" in blocks_of(answer)
    page = blocks_of(command.command(request_of(cast.anna), ""))
    assert "a preference, not a talent" in page
    assert "the evidence behind styles like these is thin" in page


def test_in_dutch_too(request_of: AtTheDoor, cast: Cast) -> None:
    answer = command.command(request_of(cast.bram), "onderzoeker")
    assert told(answer).text.startswith("Vanaf nu: *C · Onderzoeker*. Je krijgt elk cijfer in een tabel")
    assert "Alleen jij en Carla Mulder zien dit" in blocks_of(answer)
    assert "het bewijs voor dit soort stijlen is dun" in blocks_of(command.command(request_of(cast.bram), ""))


def test_each_change_can_be_undone(request_of: AtTheDoor, cast: Cast) -> None:
    request = request_of(cast.anna)
    steps = ["D", "S", "plain", "hint off", "hint on", "on"]
    was = [preference_of(cast.anna)]
    undos = []
    for step in steps:
        undos.append(buttons_of(command.command(request, step))[messages.UNDO])
        was.append(preference_of(cast.anna))
    for undo, before in reversed(list(zip(undos[1:], was[1:-1], strict=True))):
        told(buttons.undo(request, Press(messages.UNDO, undo)))
        assert preference_of(cast.anna) == before
    assert "no style" in told(buttons.undo(request, Press(messages.UNDO, undos[0]))).text
    assert preference_of(cast.anna) == Preference()


def test_plain_keeps_the_tip_and_offers_to_drop_it_too(request_of: AtTheDoor, cast: Cast) -> None:
    request = request_of(cast.anna)
    command.command(request, "S")
    answer = command.command(request, "plain")
    assert "keeps the tip" in told(answer).text
    assert buttons_of(answer)[messages.HINT] == messages.OFF
    told(buttons.change_hint(request, Press(messages.HINT, messages.OFF)))
    assert preference_of(cast.anna) == Preference(Style.SUPPORTER, is_plain=True, hides_hint=True)


def test_what_is_deleted_is_gone_and_an_old_undo_brings_nothing_back(request_of: AtTheDoor, cast: Cast) -> None:
    request = request_of(cast.anna)
    command.command(request, "S")
    old = buttons_of(command.command(request, "plain"))[messages.UNDO]
    answer = command.command(request, "delete")
    assert messages.UNDO not in buttons_of(answer)
    told(buttons.undo(request, Press(messages.UNDO, old)))
    assert preference_of(cast.anna) == Preference()


@pytest.mark.parametrize("wish", ["plain", "on", "hint off", "delete"])
def test_who_has_none_is_told_so(request_of: AtTheDoor, cast: Cast, wish: str) -> None:
    assert "You have no style" in told(command.command(request_of(cast.anna), wish)).text


def test_forged_buttons_do_nothing(request_of: AtTheDoor, cast: Cast) -> None:
    request = request_of(cast.anna)
    with pytest.raises(Refusal):
        buttons.choose_one(request, Press(messages.CHOOSE, "X"))
    with pytest.raises(Refusal):
        buttons.whole_digest(request, Press("style.digest", "'; DROP TABLE person"))
    assert preference_of(cast.anna) == Preference()


# --- the eight situations ---------------------------------------------------------------------------------


@pytest.mark.parametrize("style", Style)
def test_eight_answers_suggest_a_style_that_the_person_confirms(
    request_of: AtTheDoor, cast: Cast, style: Style
) -> None:
    ends = {"D": {"active", "task"}, "I": {"active", "people"}, "S": {"reserved", "people"}, "C": {"reserved", "task"}}
    request = request_of(cast.bram)
    answer = command.command(request, "vragen")
    for number, choice in enumerate(CHOICES, 1):
        assert f"*{number} van 8*" in told(answer).text
        assert choice.texts["nl"]["ask"] in told(answer).text
        side = "a" if choice.sides["a"] in ends[style] else "b"
        answer = buttons.answer(request, Press(questions.ANSWER, buttons_of(answer)[f"{questions.ANSWER}:{side}"]))
    assert told(answer).text.startswith(f"*Je antwoorden wijzen op {style} · ")
    assert preference_of(cast.bram) == Preference(), "nothing is stored before it is confirmed"
    told(buttons.choose_one(request, Press(messages.CHOOSE, buttons_of(answer)[f"{messages.CHOOSE}:{style}"])))
    assert preference_of(cast.bram) == Preference(style)


def test_another_one_than_was_suggested_may_be_chosen(request_of: AtTheDoor, cast: Cast) -> None:
    answer = buttons.answer(request_of(cast.anna), Press(questions.ANSWER, "abababab"))
    assert {f"{messages.CHOOSE}:{style}" for style in Style} <= set(buttons_of(answer))


def test_one_can_go_back_to_the_first_and_leave(request_of: AtTheDoor, cast: Cast) -> None:
    request = request_of(cast.anna)
    second = buttons.answer(request, Press(questions.ANSWER, "a"))
    back = buttons_of(second)[f"{questions.ANSWER}:back"]
    assert (
        told(buttons.answer(request, Press(questions.ANSWER, back))).text
        == told(buttons.begin(request, Press(""))).text
    )
    assert "nothing was kept" in told(buttons.stop(request, Press(""))).text


# --- a manager, a former one, who leads and who administers -----------------------------------------------


def test_the_manager_reads_the_style_and_a_tip(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    choose(session, cast.anna, Style.SUPPORTER)
    answer = command.command(request_of(cast.carla), "@Anna")
    assert told(answer).text == "*Anna de Vries: S · Supporter*"
    assert "say beforehand what it is about" in blocks_of(answer)


def test_who_gives_no_tip_has_told_no_style(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    nothing = told(command.command(request_of(cast.carla), "@Anna"))
    choose(session, cast.anna, Style.SUPPORTER)
    hide_hint(session, cast.anna, hides=True)
    hidden = told(command.command(request_of(cast.carla), "@Anna"))
    assert (
        (hidden.text, len(hidden.blocks))
        == (nothing.text, len(nothing.blocks))
        == ("Anna de Vries tells you no style. That is up to them.", 1)
    )


def test_nobody_else_reads_it_nor_whether_there_is_one(
    request_of: AtTheDoor, cast: Cast, session: Session, joris: Person
) -> None:
    """Bram is a colleague, Dirk leads above and administers; Carla was the manager until Joris became it."""
    for has_one in (False, True):
        if has_one:
            choose(session, cast.anna, Style.SUPPORTER)
        cast.anna.manager_id = joris.id
        session.flush()
        for reader in (cast.bram, cast.dirk, cast.carla):
            with pytest.raises(Refusal) as refused:
                command.command(request_of(reader), "@Anna")
            assert (refused.value.reason, refused.value.values) == ("style.between_the_two", {})
    assert "S · Supporter" in told(command.command(request_of(joris), "@Anna")).text


def test_of_oneself_one_reads_everything(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    choose(session, cast.anna, Style.DRIVER)
    assert "D · Driver" in told(command.command(request_of(cast.anna), "@Anna")).text
