"""A file that is dropped in the DM: an admin's is shown, and imported once; nobody else's is read."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from handlers import imports
from handlers.door.answers import ReadFile, Replace, SendFile, Whisper, listed
from handlers.door.dropped_file import FileRead, SlackFile, Trouble
from handlers.door.request import Press, Request
from messages.imports.remarks import said, warning_of
from messages.words import words
from models.deals.records import Deal
from models.imports.dropped import How
from models.imports.report import ImportRefused, Remark
from models.refusal import Refusal
from tests.conftest import Cast

AsRequest = Callable[..., Request]
DEALS = (
    b"id,owner,account,title,stage,value,currency,created,close date\n"
    b"1,Anna de Vries,Acme,Renewal,Closed won,13500,EUR,2026-10-01,2026-11-09\n"
    b"2,Bram Bakker,Globex,Start,Proposal,8000,EUR,2026-10-01,\n"
    b"3,,Initech,Nobody,Proposal,8000,EUR,2026-10-01,\n"
)
FILE = SlackFile("F1", "pipeline.csv", "csv", len(DEALS), "UADA")


@pytest.fixture
def ada(cast: Cast, session: Session) -> Any:
    """An admin who leads nobody, in English."""
    cast.carla.is_admin, cast.carla.language = True, "en"
    session.flush()
    return cast.carla


def shown(request: Request, answer: object, data: bytes = DEALS, name: str = "pipeline.csv") -> list[Any]:
    """What follows when the file has been read."""
    [reading] = [one for one in listed(answer) if isinstance(one, ReadFile)]  # type: ignore[arg-type]
    return listed(reading.then(request, FileRead(SlackFile("F1", name, "csv", len(data), "UADA"), data)))


def texts(answers: list[Any]) -> str:
    return "\n".join(
        block["text"]["text"] for answer in answers for block in answer.message.blocks if block["type"] == "section"
    )


def pressed(answers: list[Any], action: str) -> list[dict[str, Any]]:
    """The buttons and menus of an answer that begin like this."""
    blocks = [block for answer in answers for block in answer.message.blocks if block["type"] == "actions"]
    return [one for block in blocks for one in block["elements"] if one["action_id"].startswith(action)]


def test_a_file_is_shown_and_imported_once(request_of: AsRequest, session: Session, ada: Any) -> None:
    request = request_of(ada)
    answers = shown(request, imports.dropped(request, FILE))
    # One deal won this month for 13,500: sales go from 0 to 13,500. Line 4 has no owner.
    assert "*pipeline.csv*, a file with deals: 2 new and 1 left out." in texts(answers)
    assert "Left out: no owner (line 4)" in texts(answers)
    assert "This month’s sales would go from €0 to €13,500." in texts(answers)
    assert session.exec(select(Deal)).all() == [], "nothing is stored before the press"
    [button] = pressed(answers, "imports.take")
    press = Press("imports.take", button["value"])
    done = shown(request, imports.take(request, press))
    assert "Imported *pipeline.csv* (deals): 2 new and 1 left out." in texts(done)
    assert {deal.title for deal in session.exec(select(Deal)).all()} == {"Renewal", "Start"}
    again = shown(request, imports.take(request, press))
    assert texts(again) == "That was done already. Drop the file again to see what would be new."


def test_a_column_that_is_missing_is_chosen_from_a_menu(request_of: AsRequest, ada: Any) -> None:
    request = request_of(ada)
    data = DEALS.replace(b"owner", b"handled by", 1)
    answers = shown(request, imports.dropped(request, FILE), data)
    assert "In pipeline.csv with deals I recognise no column for owner. Which one is it?" in texts(answers)
    [menu] = pressed(answers, "imports.column")
    [handled] = [one["value"] for one in menu["options"] if one["text"]["text"] == "handled by"]
    answers = shown(request, imports.choose_column(request, Press(menu["action_id"], handled)), data)
    assert "2 new and 1 left out" in texts(answers)
    [button] = pressed(answers, "imports.take")
    assert "3 handled" not in button["value"]
    assert How.read(button["value"]) == How("F1", "deals", "", {"owner": "1"})


def test_unclear_amounts_and_dates_are_asked_with_two_buttons(request_of: AsRequest, ada: Any) -> None:
    request = request_of(ada)
    data = b"owner,account,stage,value,currency,created\nAnna de Vries,Acme,Proposal,1.234,EUR,03-04-26\n"
    answers = shown(request, imports.dropped(request, FILE), data)
    for _ in range(2):
        first = pressed(answers, "imports.settle")[0]
        answers = shown(request, imports.settle(request, Press(first["action_id"], first["value"])), data)
    assert "1 new" in texts(answers)


def test_what_no_heading_tells_is_asked(request_of: AsRequest, ada: Any) -> None:
    request = request_of(ada)
    answers = shown(request, imports.dropped(request, FILE), b"foo,bar\n1,2\n")
    assert "I cannot tell from the headings of *pipeline.csv* what it is. What is it?" in texts(answers)
    [menu] = pressed(answers, "imports.kind")
    answers = shown(request, imports.choose_kind(request, Press(menu["action_id"], "people")), b"foo,bar\n1,2\n")
    assert "I recognise no column for name" in texts(answers)


def test_many_left_out_rows_come_as_a_file_with_every_line(request_of: AsRequest, ada: Any) -> None:
    request = request_of(ada)
    rows = b"".join(b"%d,,Initech,=cmd,Proposal,1,EUR,2026-10-01,\n" % number for number in range(10, 20))
    button = str(How("F1", "deals"))
    report, file = shown(request, imports.take(request, Press("imports.take", button)), DEALS + rows)
    assert "(lines 4, 5, 6, 7, 8 and 6 more)" in texts([report])
    assert isinstance(file, SendFile)
    assert len(file.content.decode("utf-8-sig").splitlines()) == 12, "a heading and eleven lines"


def test_whoever_may_not_is_told_who_can_and_nothing_is_read(request_of: AsRequest, cast: Cast, ada: Any) -> None:
    cast.anna.language = "nl"
    [answer] = listed(imports.dropped(request_of(cast.anna), FILE))
    assert isinstance(answer, Whisper)
    assert answer.message.text.startswith("Alleen een beheerder kan bestanden importeren: geef dit bestand aan")
    assert ada.name in answer.message.text


def test_a_rep_who_presses_the_admins_buttons_is_refused(request_of: AsRequest, cast: Cast, ada: Any) -> None:
    request, how = request_of(cast.anna), str(How("F1", "deals"))
    for press in (imports.settle, imports.take):
        with pytest.raises(Refusal, match=r"imports\.admins_only"):
            press(request, Press("imports.take", how))
    for choose, value in ((imports.choose_kind, "deals"), (imports.choose_column, "owner 1")):
        with pytest.raises(Refusal, match=r"imports\.admins_only"):
            choose(request, Press(f"imports.kind:{how}", value))
    reading = imports.take(request_of(ada), Press("imports.take", how))
    with pytest.raises(Refusal, match=r"imports\.admins_only"):
        shown(request, reading)  # an admin no more when the file has come


def test_a_file_that_cannot_be_read_says_why(request_of: AsRequest, ada: Any) -> None:
    request = request_of(ada)
    [_, reading] = listed(imports.take(request, Press("imports.take", str(How("F1", "deals")))))
    assert isinstance(reading, ReadFile)
    for trouble in Trouble:
        [answer] = listed(reading.then(request, FileRead(trouble=trouble)))
        assert isinstance(answer, Replace)
        assert len(answer.message.text) > 30


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("deals.xlsx", "choose Save as, CSV UTF-8"),
        ("photo.png", "I cannot read anything"),
        ("offer.pdf", "I cannot read anything"),
        ("letter.docx", "I cannot read anything"),
    ],
)
@pytest.mark.once
def test_what_is_no_table_gets_one_sentence(request_of: AsRequest, ada: Any, name: str, said: str) -> None:
    [answer] = listed(imports.dropped(request_of(ada), SlackFile("F1", name, name.rpartition(".")[2], 10, "UADA")))
    assert isinstance(answer, Whisper)
    assert said in answer.message.text


@pytest.mark.once
def test_what_a_button_says_is_read_again_and_nothing_else_is_taken() -> None:
    how = How("F1", "deals", "%d-%m-%y", {"value": "3:1.234,56", "owner": "1"})
    assert How.read(str(how)) == how
    forged = How.read("F1|../../etc|%s%s|owner=x|value=2")
    assert forged == How("F1", "", "", {"value": "2"})


@pytest.mark.once
def test_each_remark_has_its_sentence() -> None:
    """In Slack and in the terminal: the same one."""
    code = "".join(path.read_text() for path in Path("models/imports").glob("*.py"))
    for pre, pattern in (("skipped", r'SkipRow\(\s*"(\w+)"'), ("noted", r'\bnote\(\s*[\w.\[\]]+, "(\w+)"')):
        reasons = set(re.findall(pattern, code))
        assert len(reasons) > 10
        assert [reason for reason in reasons if not words("en").has(f"imports.{pre}_{reason}")] == []


@pytest.mark.once
@pytest.mark.parametrize(
    ("pre", "remark", "said_so"),
    [
        ("noted", Remark("same_event", {"source": "crm"}, (3,)), "staat al in het CRM: "),
        ("noted", Remark("no_close_date", {"outcome": "won"}, (3,)), "gewonnen, zonder sluitdatum"),
        ("skipped", Remark("no_account", {"kind": "meeting"}, (3,)), "geen klant, en bij gesprek hoort er een"),
        ("noted", Remark("stage_unknown", {"stage": "X", "stages": ("proposal",)}, (3,)), "(voorstel gedaan)"),
    ],
)
def test_what_is_ours_in_a_remark_has_its_dutch_name(pre: str, remark: Remark, said_so: str) -> None:
    assert said_so in said(words("nl"), pre, remark)


@pytest.mark.once
def test_of_one_row_and_one_value_a_warning_speaks_of_one() -> None:
    none_has = Remark("none_has", {"count": 1, "name": "account", "column": "Company"}, ())
    assert warning_of(words("en"), none_has) == "The only row does not have this: account. Is it the column “Company”?"
    unread = Remark("column_unread", {"unread": 1, "filled": 1, "name": "value", "column": "Sum", "value": "x"}, ())
    assert warning_of(words("en"), unread).startswith("The only value in “Sum” cannot be read: x.")


def test_what_was_refused_at_the_press_may_be_pressed_again(
    request_of: AsRequest, session: Session, ada: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = request_of(ada)
    [button] = pressed(shown(request, imports.dropped(request, FILE)), "imports.take")
    press = Press("imports.take", button["value"])

    def refuses(*_: Any) -> None:
        raise ImportRefused("imports.empty")

    with monkeypatch.context() as patch:
        patch.setattr(imports, "import_dropped", refuses)
        assert "done already" not in texts(shown(request, imports.take(request, press)))
    assert session.exec(select(Deal)).all() == []
    shown(request, imports.take(request, press))
    assert len(session.exec(select(Deal)).all()) == 2
