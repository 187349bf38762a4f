"""An admin connects a CRM: the key is tested while the modal is open, and nothing counts before *Start*."""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import Session, col, select

from handlers.connections import buttons, command, forms
from handlers.connections.views import connection_views
from handlers.door.answers import AskOutside, FormErrors, OpenModal, UpdateModal, Whisper
from handlers.door.request import Form, Press, Request
from jobs.crm.desk import CrmDesk
from jobs.crm.rounds import CrmRounds
from messages.connections import forms as modals
from messages.connections import overview
from messages.connections.views import ConnectionView, Needs
from models.connections.records import Connection, CrmMapping, State
from models.database import Database
from models.deals.records import Deal
from models.refusal import Refusal
from models.workspace.records import Workspace
from tests.conftest import NOW, SECRETS, Cast
from tests.handlers.connections.fake_crm import GOOD_KEY, OTHER_KEY, FakeCrm

AtTheDoor = Callable[..., Request]


class Admin:
    """Dirk, who connects a CRM by what he presses and fills in; what is asked outside is asked of the fake."""

    def __init__(self, database: Database, session: Session, request: Request) -> None:
        self.session, self.request = session, request
        self.is_down = False
        self.about = ""
        """What was handed to whoever asks the CRM, and came back, as text."""
        self.shown: dict[str, Any] = {}
        self.desk = CrmDesk(CrmRounds(database, SECRETS, lambda: NOW, self._opened))

    def _opened(self, vendor: str, key: str, address: str) -> FakeCrm:
        return FakeCrm(key, address, is_down=self.is_down)

    def fill(self, vendor: str = "hubspot", connection: str = "", **fields: str) -> Any:
        metadata = json.dumps({"vendor": vendor, "connection": connection})
        return self.sees(forms.test_key(self.request, Form(fields, metadata)))

    def sees(self, answer: Any) -> Any:
        """The modal that comes of an answer; what is asked outside is asked, in a transaction of its own."""
        if isinstance(answer, AskOutside):
            self.about += answer.about
            self.session.commit()
            told = asyncio.run(self.desk.ask("T1", answer.about))
            self.about += told
            self.session.expire_all()
            answer = answer.then(self.request, told)
        if isinstance(answer, UpdateModal | OpenModal):
            self.shown = answer.view.json
        return answer

    def submit(self, **fields: str | None) -> Any:
        handler = forms.FORMS[self.shown["callback_id"]]
        return self.sees(handler(self.request, Form(fields, self.shown.get("private_metadata", ""))))

    def answers(self, **chosen: str) -> Any:
        """Fills in the questions of the screen by their labels; the others stay as they are."""
        fields: dict[str, str | None] = {}
        for block in self.shown["blocks"]:
            if block["type"] == "input":
                element = block["element"]
                option = element.get("initial_option")
                label = block["label"]["text"]
                said = next((value for part, value in chosen.items() if part in label), None)
                fields[block["block_id"]] = said or (option["value"] if option else None)
        return self.submit(**fields)

    @property
    def text(self) -> str:
        return json.dumps(self.shown, ensure_ascii=False).replace("\xa0", " ")

    @property
    def connection(self) -> Connection:
        return self.session.exec(select(Connection).where(Connection.workspace_id == "T1")).one()


@pytest.fixture
def admin(database: Database, session: Session, cast: Cast, request_of: AtTheDoor) -> Admin:
    return Admin(database, session, request_of(cast.dirk))


def test_a_crm_is_connected_step_by_step_and_counts_from_start_on(admin: Admin, cast: Cast) -> None:
    admin.fill(key=GOOD_KEY)
    assert "Bram B. (bram@elsewhere.example)" in admin.text
    assert "Anna de Vries (" not in admin.text  # known by her e-mail address
    admin.answers(Bram=cast.bram.id, Sales="-")
    assert "Stage: Appointment scheduled (21%)" in admin.text
    admin.answers(Appointment="qualified", Lunch="-")
    # Anna's deal of €13,500 was won on 5 November; nothing else was
    assert "*This month’s sales would go from €0 to €13,500.*" in admin.text
    assert "3 deals and 2 new accounts" in admin.text
    assert admin.session.exec(select(Deal)).all() == []
    assert admin.connection.state == State.SETTING_UP
    admin.submit()
    assert "HubSpot is started" in admin.text
    assert admin.connection.state == State.RUNNING


def test_the_key_is_nowhere_as_it_was_typed(admin: Admin, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    admin.fill(key=GOOD_KEY)
    assert GOOD_KEY not in admin.about + admin.text + caplog.text
    rows = [*admin.session.exec(select(Connection)), *admin.session.exec(select(CrmMapping))]
    assert GOOD_KEY not in "".join(row.model_dump_json() for row in rows)
    assert admin.connection.sealed_key


@pytest.mark.parametrize(
    ("language", "key", "is_down", "said"),
    [
        ("en", "wrong", False, "HubSpot does not take this key."),
        ("nl", "wrong", False, "HubSpot accepteert deze sleutel niet."),
        ("en", GOOD_KEY, True, "HubSpot does not answer as it should."),
        ("nl", GOOD_KEY, True, "HubSpot antwoordt niet zoals het hoort."),
    ],
)
def test_what_is_wrong_with_a_key_stands_in_the_form(
    admin: Admin, cast: Cast, language: str, key: str, is_down: bool, said: str
) -> None:
    cast.dirk.language, admin.is_down = language, is_down
    admin.fill(key=key)
    assert said in admin.text
    assert admin.shown["callback_id"] == modals.KEY_FORM
    assert admin.session.exec(select(Connection)).all() == []


@pytest.mark.parametrize("key", ["", "two words", "a\nb"])
def test_what_is_no_key_is_said_under_the_field_and_asked_of_nobody(admin: Admin, key: str) -> None:
    answer = admin.fill(key=key)
    assert isinstance(answer, FormErrors)
    assert set(answer.errors) == {"key"}
    assert "is no key" in answer.errors["key"]  # what is wrong, not the hint that stands there anyway


def test_a_crm_of_ones_own_needs_its_address(admin: Admin) -> None:
    answer = admin.fill("bottlecrm", key="abc")
    assert isinstance(answer, FormErrors)
    assert set(answer.errors) == {"address"}
    assert "for instance https://crm.example.com" in answer.errors["address"]


def test_the_same_account_is_not_connected_twice(admin: Admin) -> None:
    admin.fill(key=GOOD_KEY)
    admin.fill(key=GOOD_KEY)
    assert "The account Noordzee BV is connected already" in admin.text


def test_a_new_key_has_to_be_of_the_same_account_and_lets_it_go_on(admin: Admin) -> None:
    admin.fill(key=GOOD_KEY)
    connection = admin.connection
    connection.started_at, connection.state = NOW, State.REFUSED
    admin.session.commit()
    admin.fill(connection=connection.id, key=OTHER_KEY)
    assert "This key is of the account Zuiderzee BV" in admin.text
    assert admin.connection.state == State.REFUSED
    admin.fill(connection=connection.id, key=GOOD_KEY)
    assert "The key works" in admin.text
    assert admin.connection.state == State.RUNNING


def test_whoever_is_left_open_is_asked_later_and_on_the_next_screen_nobody_twice(
    admin: Admin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.connections.views.ON_A_PAGE", 1)
    admin.fill(key=GOOD_KEY)
    assert "Bram B." in admin.text
    assert "Page 1 of 2" in admin.text
    admin.answers()
    assert "Sales inbox" in admin.text
    assert "Bram B." not in admin.text
    admin.answers(Sales="-")
    for label in ("Appointment", "Proposal", "Closed won", "Closed lost", "Lunch", "Meeting"):
        assert label in admin.text
        admin.answers()
    assert "I do not know yet: one person and one kind of activity." in admin.text
    [view] = connection_views(admin.request)
    assert (view.needs.people, view.needs.stages, view.needs.kinds) == (1, 0, 1)


def test_what_was_said_wrong_is_said_anew_while_it_runs(admin: Admin, cast: Cast) -> None:
    admin.fill(key=GOOD_KEY)
    admin.answers(Bram=cast.bram.id, Sales="-")
    admin.answers(Appointment="qualified", Lunch="-")
    admin.submit()
    one = admin.connection
    admin.sees(buttons.read_now(admin.request, one))

    def open_deals() -> list[str]:
        admin.session.expire_all()
        return sorted(deal.stage for deal in admin.session.exec(select(Deal)) if not deal.outcome)

    assert open_deals() == ["proposal", "qualified"]
    admin.sees(buttons.mapping(admin.request, Press("", value=one.id)))
    assert "People and stages" in admin.text
    assert "keeps the deals that came before; their meetings and calls do not count" in admin.text
    admin.answers(Appointment="negotiation")  # the rest stands as it was chosen
    assert open_deals() == ["proposal", "qualified"], "until it is read again"
    admin.sees(buttons.read_now(admin.request, one))
    assert open_deals() == ["negotiation", "proposal"]
    assert connection_views(admin.request)[0].needs.total == 0


@pytest.mark.once
@pytest.mark.parametrize("state", ["running", "paused", "refused"])
def test_what_was_chosen_wrong_can_be_chosen_anew_also_while_something_waits(state: str) -> None:
    for needs in (Needs(), Needs(people=1)):
        view = ConnectionView("c1", "HubSpot", "hubspot", state, NOW, "Europe/Amsterdam", needs=needs)
        said = json.dumps(overview.overview("en", [view]).blocks, ensure_ascii=False)
        assert ("People and stages …" in said, "What needs you" in said) == (True, bool(needs.total))


def test_pause_resume_and_disconnect(admin: Admin) -> None:
    admin.fill(key=GOOD_KEY)
    one = admin.connection
    one.started_at, one.state = NOW, State.RUNNING
    press = Press("", value=one.id)
    paused = buttons.pause_it(admin.request, press)
    assert isinstance(paused, Whisper)
    assert one.state == State.PAUSED
    buttons.resume_it(admin.request, press)
    assert one.state == State.RUNNING
    admin.sees(buttons.disconnect(admin.request, press))
    admin.submit(what="remove")
    assert "Really remove what came?" in admin.text
    assert one.state == State.RUNNING  # asked once more
    admin.submit()
    assert "What only HubSpot told of is gone" in admin.text
    admin.session.refresh(one)
    assert (one.state, one.sealed_key) == (State.REMOVED, None)
    with pytest.raises(Refusal, match=r"connections\.gone"):
        buttons.needs(admin.request, press)


@pytest.mark.once
def test_where_no_crm_is_connected_sync_offers_to_connect_one_also_by_name(admin: Admin) -> None:
    """And not a command of the terminal."""
    for typed in ("", "now", "now HubSpot"):
        answer = command.command(admin.request, typed)
        assert isinstance(answer, Whisper)
        assert "Your deals can come from your CRM" in json.dumps(answer.message.blocks)


@pytest.mark.parametrize("who", ["anna", "carla"])
def test_nobody_but_an_admin_does_any_of_it(admin: Admin, cast: Cast, request_of: AtTheDoor, who: str) -> None:
    admin.fill(key=GOOD_KEY)
    one = admin.connection
    asks = request_of(getattr(cast, who))
    for press in buttons.PRESSES.values():
        with pytest.raises(Refusal, match=r"connections\.admins_only"):
            press(asks, Press("", value=one.id))
    metadata = {modals.KEY_FORM: json.dumps({"vendor": "hubspot", "connection": one.id})}
    page = json.dumps({"connection": one.id, "step": "people", "passed": 0, "number": 1})
    for name, submit in forms.FORMS.items():
        carried = metadata.get(name, page if "page" in name else one.id)
        with pytest.raises(Refusal, match=r"connections\.admins_only"):
            submit(asks, Form({"key": GOOD_KEY, "what": "remove"}, carried))
    with pytest.raises(Refusal, match=r"connections\.admins_only"):
        forms.find_person(asks, "a")
    assert one.state == State.SETTING_UP


def test_an_admin_of_another_company_finds_nothing(admin: Admin, cast: Cast, session: Session) -> None:
    admin.fill(key=GOOD_KEY)
    cast.rival.is_admin = True
    workspace = session.exec(select(Workspace).where(col(Workspace.workspace_id) == "T2")).one()
    theirs = replace(admin.request, workspace=workspace, person=cast.rival)
    assert connection_views(theirs) == []
    for handler in (buttons.pause_it, buttons.disconnect, buttons.needs, buttons.new_key):
        with pytest.raises(Refusal, match=r"connections\.gone"):
            handler(theirs, Press(overview.PAUSE, value=admin.connection.id))
