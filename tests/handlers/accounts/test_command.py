"""`/koers accounts` from the door to the database: lists with buttons, one line to clean up, and Undo on everything."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot import features
from handlers.accounts import buttons, forms
from handlers.accounts.command import command
from handlers.activity.command import command as log
from handlers.deals.command import command as deal
from handlers.door.answers import Answer, OpenModal, Options, Replace, Whisper
from handlers.door.direct_message import addressed
from handlers.door.door import Door
from handlers.door.request import Form, Press, Request
from messages import accounts as messages
from models.accounts.queries import search_accounts
from models.accounts.records import Account
from models.database import Database
from models.refusal import Refusal
from tests.conftest import NOW, SECRETS, Cast

AtTheDoor = Callable[..., Request]


def says(request: Request, text: str) -> str:
    answer = command(request, text)
    assert isinstance(answer, Whisper)
    return answer.message.text


def names(session: Session) -> list[str]:
    return [account.name for account in search_accounts(session, "T1", "")]


def rows(answer: object) -> list[str]:
    """The rows of a list, without its title and small print."""
    assert isinstance(answer, Whisper)
    return [block["text"]["text"] for block in answer.message.blocks[1:] if block["type"] == "section"]


def labels(answer: object) -> list[str]:
    return [element["text"]["text"] for element in elements(answer)]


def elements(answer: object) -> Iterator[dict[str, object]]:
    assert isinstance(answer, Whisper | Replace)
    for block in answer.message.blocks:
        yield from block.get("elements", []) if block["type"] == "actions" else filter(None, [block.get("accessory")])


def press(answer: object, label: str) -> Press:
    found = next(element for element in elements(answer) if element["text"]["text"] == label)
    return Press(str(found["action_id"]), str(found["value"]))


@pytest.fixture
def anna(request_of: AtTheDoor, cast: Cast) -> Request:
    """Anna, who has met two companies."""
    at_the_door = request_of(cast.anna)
    log(at_the_door, "meeting Acme 2026-11-02")
    log(at_the_door, 'meeting "Globex" yesterday')
    return at_the_door


# --- what is typed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["rename acme = Acme NV", "rename acme to Acme NV", "hernoem acme naar Acme NV", "Rename “acme” = “Acme NV”."],
)
def test_a_name_is_changed_in_one_line_and_back_with_undo(anna: Request, line: str) -> None:
    answer = command(anna, line)
    assert "*Acme* is called *Acme NV* from now on." in answer.message.text
    assert names(anna.session) == ["Acme NV", "Globex"]
    answer = buttons.undo(anna, press(answer, "Undo"))
    assert "called *Acme* again" in answer.message.text
    assert names(anna.session) == ["Acme", "Globex"]


@pytest.mark.parametrize(
    "line",
    [
        "merge Acme BV into Acme",
        "merge Acme BV with acme",
        "voeg Acme BV samen met Acme",
        "voeg samen Acme BV met Acme",
        "samenvoegen Acme BV en Acme",
        "combine Acme BV -> Acme",
    ],
)
def test_two_accounts_become_one_and_two_again_with_undo(anna: Request, line: str) -> None:
    anna.session.add(Account(workspace_id="T1", name="Acme BV", key="acmebv", owner_id=anna.person.id, created_at=NOW))
    log(anna, "meeting Acme BV 2026-11-10")
    answer = command(anna, line)
    assert "*Acme BV* is part of *Acme* from now on." in answer.message.text
    assert "1 entry went along." in answer.message.text
    assert names(anna.session) == ["Acme", "Globex"]
    assert "two accounts again" in buttons.undo(anna, press(answer, "Undo")).message.text
    assert names(anna.session) == ["Acme", "Acme BV", "Globex"]


@pytest.mark.parametrize("line", ["delete yest", "verwijder yest", "remove account yest"])
def test_an_empty_account_is_deleted_and_brought_back_with_undo(anna: Request, line: str) -> None:
    anna.session.add(Account(workspace_id="T1", name="yest", key="yest", owner_id=anna.person.id, created_at=NOW))
    answer = command(anna, line)
    assert "yest" not in names(anna.session)
    buttons.undo(anna, press(answer, "Undo"))
    assert "yest" in names(anna.session)


def test_undo_takes_the_latest_change_back(anna: Request) -> None:
    command(anna, "rename Acme = Acme NV")
    command(anna, "rename Globex = Globex International")
    assert "*Globex* again" in says(anna, "undo")
    assert "*Acme* again" in says(anna, "ongedaan maken")
    with pytest.raises(Refusal, match="nothing_to_undo"):
        command(anna, "undo")


def test_a_name_that_another_account_has_is_asked_about(anna: Request) -> None:
    question = command(anna, "rename Globex = acme")
    assert "There is an account *Acme* already. Is *Globex* the same company?" in question.message.text
    assert names(anna.session) == ["Acme", "Globex"], "nothing is changed until the answer"
    buttons.merge(anna, press(question, "Merge into Acme"))
    assert names(anna.session) == ["Acme"]


def test_a_name_with_the_word_between_in_it_is_read_by_what_is_known(anna: Request) -> None:
    anna.session.add(Account(workspace_id="T1", name="Path to Growth", key="pathtogrowth", created_at=NOW))
    log(anna, "call Path to Growth")
    command(anna, "rename Path to Growth to Road to Success")
    assert "Road to Success" in names(anna.session)


def test_a_name_that_nobody_knows_is_answered_with_what_is_like_it(anna: Request) -> None:
    with pytest.raises(Refusal, match="not_there") as refused:
        command(anna, "rename Acmee = Acme NV")
    assert refused.value.values == {"account": "Acmee", "nearest": ["Acme"]}


def test_a_line_without_a_name_is_answered_with_an_example(anna: Request) -> None:
    assert "`/koers accounts merge Acme BV into Acme`" in says(anna, "merge")


def test_an_account_called_like_a_word_of_ours_is_found(anna: Request) -> None:
    log(anna, 'call "New Delete"')
    assert rows(command(anna, "new delete"))[0].startswith("*New Delete*")
    command(anna, "delete")  # a word alone asks for a name
    assert "New Delete" in names(anna.session)


# --- lists --------------------------------------------------------------------------------------------------


def test_ones_own_accounts_are_listed_the_one_used_last_at_the_top(anna: Request) -> None:
    deal(anna, "add Acme 25k")
    assert rows(command(anna, "")) == ["*Acme* · 1 entry · 1 deal · Mon 2 Nov", "*Globex* · 1 entry · Wed 11 Nov"]
    assert labels(command(anna, "")) == ["Rename …", "Rename …"]


def test_a_rep_sees_their_own_and_a_manager_those_of_people_below(request_of: AtTheDoor, cast: Cast) -> None:
    log(request_of(cast.anna), "call Acme")
    log(request_of(cast.bram), "call Globex")
    log(request_of(cast.bram), "call Acme")
    assert rows(command(request_of(cast.anna), "mine")) == ["*Acme* · of Bram Bakker"], "it is not hers alone"
    assert labels(command(request_of(cast.anna), "mine")) == []
    seen = rows(command(request_of(cast.carla), "mijn"))
    assert seen == ["*Acme* · 2 entries · Thu 12 Nov · with Anna de Vries and Bram Bakker", *seen[1:]]
    assert seen[1].startswith("*Globex* · 1 entry")


def test_in_dutch_the_list_is_dutch(request_of: AtTheDoor, cast: Cast) -> None:
    bram = request_of(cast.bram)
    log(bram, "bezoek Globex gisteren")
    answer = command(bram, "")
    assert rows(answer) == ["*Globex* · 1 activiteit · wo 11 nov"]
    assert labels(answer) == ["Hernoemen …"]


def test_the_newest_come_first_when_that_is_asked(request_of: AtTheDoor, cast: Cast) -> None:
    log(request_of(cast.anna), "call Acme")
    log(request_of(cast.anna, NOW + timedelta(minutes=1)), "call Zorro 2026-11-01")
    assert [row.split("*")[1] for row in rows(command(request_of(cast.anna), "recent"))] == ["Zorro", "Acme"]


def test_a_row_has_a_button_for_its_double_and_one_to_delete_it_when_it_is_empty(anna: Request) -> None:
    for name in ("Acmee", "yest"):
        key = name.lower()
        anna.session.add(Account(workspace_id="T1", name=name, key=key, owner_id=anna.person.id, created_at=NOW))
    assert labels(command(anna, "acmee")) == ["Rename …", "Merge with Acme", "Delete"]
    assert labels(command(anna, "globex")) == ["Rename …"]
    buttons.delete(anna, press(command(anna, "yest"), "Delete"))
    buttons.merge(anna, press(command(anna, "acmee"), "Merge with Acme"))
    assert names(anna.session) == ["Acme", "Globex"]


def test_doubles_are_merged_into_the_one_that_has_more(anna: Request) -> None:
    anna.session.add(Account(workspace_id="T1", name="Acmee", key="acmee", owner_id=anna.person.id, created_at=NOW))
    found = command(anna, "doubles")
    assert rows(found) == ["*Acmee* · nothing is about it\n*Acme* · 1 entry · Mon 2 Nov"]
    buttons.merge(anna, press(found, "Merge into Acme"))
    assert names(anna.session) == ["Acme", "Globex"]
    assert "No two of your accounts" in says(anna, "dubbele")


def test_doubles_that_are_a_colleagues_too_are_the_managers_to_merge(request_of: AtTheDoor, cast: Cast) -> None:
    log(request_of(cast.bram), "call Acme")
    request_of(cast.anna).session.add(
        Account(workspace_id="T1", name="Acmee", key="acmee", owner_id=cast.anna.id, created_at=NOW)
    )
    answer = command(request_of(cast.anna), "doubles")
    assert rows(answer) == []
    assert "your manager can merge it" in str(answer.message.blocks)
    assert labels(command(request_of(cast.carla), "doubles")) == ["Merge into Acme"]


def test_of_a_colleagues_account_only_the_name_is_told(request_of: AtTheDoor, cast: Cast) -> None:
    log(request_of(cast.bram), "3 calls Globex")
    assert rows(command(request_of(cast.anna), "globex")) == ["*Globex* · of Bram Bakker"]


def test_accounts_of_another_workspace_never_show(request_of: AtTheDoor, cast: Cast) -> None:
    session = request_of(cast.anna).session
    session.add(Account(workspace_id="T2", name="Acme Secret", key="acmesecret", created_at=NOW))
    session.flush()
    theirs = session.exec(select(Account.id).where(Account.workspace_id == "T2")).one()
    for text in ("", "recent", "doubles", "secret"):
        assert "Acme Secret" not in str(command(request_of(cast.dirk), text))
    with pytest.raises(Refusal, match="not_there"):
        command(request_of(cast.dirk), "delete Acme Secret")
    with pytest.raises(Refusal, match="gone"):
        buttons.delete(request_of(cast.dirk), Press("accounts.delete", theirs))
    assert forms.find_accounts(request_of(cast.dirk), "") == Options([])


def test_a_long_list_says_how_to_find_the_rest(request_of: AtTheDoor, cast: Cast) -> None:
    dirk = request_of(cast.dirk)
    for n in range(60):
        dirk.session.add(Account(workspace_id="T1", name=f"Company {n}", key=f"company{n}", created_at=NOW))
    answer = command(dirk, "")
    assert len(rows(answer)) == messages.LISTED
    assert f"And {60 - messages.LISTED} more" in str(answer.message.blocks)
    assert len(answer.message.blocks) <= 50


# --- the form -------------------------------------------------------------------------------------------------


def test_the_form_renames_or_merges(anna: Request) -> None:
    opened = forms.open_form(anna, press(command(anna, "globex"), "Rename …"))
    assert isinstance(opened, OpenModal)
    account_id = opened.view.json["private_metadata"]
    forms.submitted(anna, Form({"name": "Globex Inc", "same_as": None}, account_id))
    assert names(anna.session) == ["Acme", "Globex Inc"]
    offered = forms.find_accounts(anna, "acme")
    assert isinstance(offered, Options)
    acme = offered.options[0]["value"]
    answer = forms.submitted(anna, Form({"name": "Globex Inc", "same_as": acme}, account_id))
    assert "*Globex Inc* is part of *Acme*" in answer.message.text
    assert names(anna.session) == ["Acme"]


def test_a_line_that_lacks_the_second_name_opens_the_form(anna: Request) -> None:
    for line in ("rename Acme", "merge Acme"):
        assert isinstance(command(anna, line), OpenModal)


def test_in_the_form_a_name_that_is_taken_is_told_at_the_field(anna: Request) -> None:
    account = anna.session.exec(select(Account).where(Account.key == "globex")).one()
    with pytest.raises(Refusal, match="name_taken") as refused:
        forms.submitted(anna, Form({"name": "ACME", "same_as": None}, account.id))
    assert refused.value.values["field"] == "name"


def test_nobody_opens_the_form_of_a_colleagues_account(anna: Request, request_of: AtTheDoor, cast: Cast) -> None:
    account = anna.session.exec(select(Account).where(Account.key == "globex")).one()
    with pytest.raises(Refusal, match="not_yours"):
        forms.open_form(request_of(cast.bram), Press("accounts.rename", account.id))


# --- where it is typed ------------------------------------------------------------------------------------------


def test_the_dutch_word_means_the_same_and_a_message_does_too(database: Database) -> None:
    commands = Door(database, features(), lambda: NOW, SECRETS).commands
    for text in ("accounts doubles", "klanten doubles", "koers klanten doubles"):
        handler, rest = addressed(commands, answer_otherwise, text)
        assert (handler.__wrapped__, rest) == (command, "doubles")  # type: ignore[attr-defined]


def answer_otherwise(_: Request, __: str) -> Answer:
    raise AssertionError("it is no log line")
