"""`/territory`: lines about territories, accounts and cadences; what one sees of whose list."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from handlers.door.answers import OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.territories import buttons, command, coverage, forms
from models.accounts.records import Account
from models.activity.records import Activity
from models.refusal import Refusal
from models.team.records import Person
from models.territories.lists import lists_of
from tests.conftest import NOW, Cast
from tests.handlers.territories.conftest import Say, words_of

TODAY = date(2026, 11, 12)
AtTheDoor = Callable[..., Request]


def stands(session: Session, account: Account, day: date = TODAY) -> tuple[str | None, str, str | None]:
    lists = lists_of(session, "T1")
    named = next((one for one in lists.on(day) if one.account_id == account.id), None)
    return (
        (named.tier, lists.territories.get(named.territory_id or "", ""), named.owner_id) if named else (None, "", None)
    )


def visit(session: Session, account: Account, day: date, by: Person) -> None:
    facts = {"workspace_id": "T1", "person_id": by.id, "account_id": account.id, "kind": "visit"}
    session.add(Activity(**facts, happened_on=day, created_at=NOW))
    session.flush()


def test_a_territory_its_accounts_and_undo(say: Say, session: Session, cast: Cast, acme: Account) -> None:
    told = say(cast.carla, "add North owner=@anna team=North region=Utrecht")
    assert told == "Territory added: *North* · list of Anna de Vries · team North · Utrecht"
    told = say(cast.carla, "set acme tier=a territory=north postcode=1012AB segment=gold")
    assert told == "Noted: *Acme* · A (every 14 days) · North · list of Anna de Vries · gold · 1012AB"
    assert stands(session, acme) == ("A", "North", cast.anna.id)
    assert say(cast.carla, "change North owner=Bram from 1 dec").endswith(
        "*North* · list of Bram Bakker · team North · Utrecht, from 1 Dec 2026"
    )
    assert stands(session, acme, date(2026, 12, 1))[2] == cast.bram.id
    assert say(cast.carla, "undo") == "Undone: the territory is as it was before."
    assert stands(session, acme, date(2026, 12, 1))[2] == cast.anna.id
    assert say(cast.carla, "undo") == "Undone: the account is as it was before."
    assert (stands(session, acme), acme.postcode, acme.segment) == ((None, "", None), None, None)


@pytest.mark.parametrize(
    ("line", "tier", "owner"),
    [
        ("set Acme B", "B", None),
        ("Acme tier=C", "C", None),
        ("zet Acme klasse=b eigenaar=@bram vanaf vandaag", "B", "bram"),
        ("set Acme owner=bram@example.com tier=D", "D", "bram"),
        ("set acme tier a", "A", None),
        ("acme tier a owner bram", "A", "bram"),
        ("set acme a @bram", "A", "bram"),
        ("zet acme klasse b eigenaar bram", "B", "bram"),
        ("set Acme owner=<@UBRAM|bram> tier=A", "A", "bram"),
        ("set Acme tier=A owner=none", "A", None),
    ],
)
def test_ways_to_type_it(
    say: Say, session: Session, cast: Cast, acme: Account, line: str, tier: str, owner: str | None
) -> None:
    say(cast.dirk, line)
    assert stands(session, acme) == (tier, "", getattr(cast, owner).id if owner else None)


def test_an_account_in_another_territory_is_asked_about(
    say: Say, request_of: AtTheDoor, session: Session, cast: Cast, acme: Account
) -> None:
    say(cast.carla, "add North owner=@anna")
    say(cast.carla, "add South owner=@bram")
    say(cast.carla, "set Acme tier=A territory=North")
    answer = command.command(request_of(cast.carla), "set Acme territory=South")
    assert "*Acme* is in North (list of Anna de Vries)" in words_of(answer)
    assert stands(session, acme)[1] == "North", "nothing is stored yet"
    assert isinstance(answer, Whisper)
    button = answer.message.blocks[1]["elements"][0]
    moved = buttons.move_account(request_of(cast.carla), Press(button["action_id"], button["value"]))
    assert isinstance(moved, Replace)
    assert stands(session, acme) == ("A", "South", cast.bram.id)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("set Acme tier=E", "unknown_tier"),
        ("set Umbra tier=A", "no_account"),
        ("set Acme tier=A territory=Nowhere", "not_there"),
        ("cadence A=0", "absurd_cadence"),
        ("cadence B=9999", "absurd_cadence"),
        ("cadence E=5", "unknown_tier"),
        ("add North owner=@nobody", "unknown_person"),
        ("end Nowhere", "not_there"),
        ("nonsense", "nobody_found"),
        ("set Acme segment=" + "x" * 81, "text_too_long"),
        ("add " + "x" * 81, "which_name"),
        ("change North", "not_there"),
        ("end", "which"),
        ("undo", "nothing_to_undo"),
    ],
)
def test_what_is_refused(say: Say, cast: Cast, acme: Account, line: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        say(cast.dirk, line)


@pytest.mark.parametrize(
    ("line", "example"),
    [
        ("set Acme colour=red", "set Acme tier=A owner=@anna"),
        ("set Acme tier=", "set Acme tier=A owner=@anna"),
        ("set tier=A", "set Acme tier=A owner=@anna"),
        ("set Acme tier=A, Globex tier=B", "set Acme tier=A owner=@anna"),
        ("set Acme owner=12", "set Acme tier=A owner=@anna"),
        ("cadence A", "cadence A=10 B=45"),
        ("cadence A=often", "cadence A=10 B=45"),
    ],
)
def test_what_cannot_be_read_is_said_with_an_example(
    say: Say, session: Session, cast: Cast, acme: Account, line: str, example: str
) -> None:
    assert f"For example: `/territory {example}`" in say(cast.dirk, line)
    assert stands(session, acme) == (None, "", None)


@pytest.mark.parametrize("line", ["voeg toe Zuid", "voeg Zuid toe", "nieuw Zuid", "add Zuid owner anna"])
def test_half_of_a_verb_is_no_part_of_a_name(say: Say, cast: Cast, line: str) -> None:
    say(cast.carla, line)
    assert say(cast.carla, "end Zuid").startswith("*Zuid* is no territory any more")


def test_a_name_twice_and_an_end(say: Say, session: Session, cast: Cast, acme: Account) -> None:
    say(cast.carla, "add North")
    with pytest.raises(Refusal, match="there_already"):
        say(cast.carla, "add north")
    say(cast.carla, "set Acme tier=A territory=North")
    told = say(cast.carla, "end North")
    assert told.startswith("*North* is no territory any more from 12 Nov 2026 on.\n1 account is in no territory then")
    assert stands(session, acme) == ("A", "", None)


def test_who_may(say: Say, session: Session, cast: Cast, acme: Account) -> None:
    for line in ("add North", "set Acme tier=A", "set Acme owner=@bram"):
        with pytest.raises(Refusal, match=r"managers_only|not_your_list"):
            say(cast.anna, line)
    say(cast.anna, "set Acme tier=B owner=@anna")
    with pytest.raises(Refusal, match="not_your_list"):
        say(cast.bram, "set Acme tier=D")
    with pytest.raises(Refusal, match="cadence_is_for_leaders"):
        say(cast.carla, "cadence A=10")
    assert "A every 10 days · B every 60 days" in say(cast.dirk, "cadence A=10, D=none")
    with pytest.raises(Refusal, match="not_below"):
        say(cast.anna, "@bram")
    with pytest.raises(Refusal, match="leaders_only"):
        say(cast.carla, "all")


def test_an_admin_sees_nobodys_accounts(say: Say, session: Session, cast: Cast, acme: Account) -> None:
    ada = Person(workspace_id="T1", name="Ada Admin", is_admin=True, is_rep=False, created_at=NOW)
    session.add(ada)
    session.flush()
    say(cast.carla, "set Acme tier=A owner=@anna")
    for line in ("@anna", "team North", "all", "Acme"):
        with pytest.raises(Refusal):
            say(ada, line)
    say(ada, "cadence C=100")


def test_ones_own_list(say: Say, session: Session, cast: Cast, acme: Account) -> None:
    assert "No accounts are on your list yet" in say(cast.anna, "")
    say(cast.carla, "set Acme tier=A owner=@anna postcode=1012AB from 1 oct")
    visit(session, acme, TODAY - timedelta(days=16), cast.anna)
    told = say(cast.anna, "")
    assert "Contacted in time: 0 of 1 account with a cadence.\n1 overdue" in told
    assert "*Acme* (A)\n2 days overdue · last contact 27 Oct\n1012AB" in told.replace("\u00a0", " ")
    assert "Accounts of Anna de Vries" in say(cast.carla, "@anna")
    assert (
        "*Acme* · A (every 14 days) · list of Anna de Vries · 1012AB\nlast contact 27 Oct · overdue since 10 Nov"
        in say(cast.anna, "Acme")
    )


def test_a_manager_sees_the_people_and_a_rep_only_the_total(say: Say, session: Session, cast: Cast) -> None:
    for number, owner in enumerate(("anna", "bram", "bram")):
        account = Account(workspace_id="T1", name=f"Client{number}", key=f"client{number}", created_at=NOW)
        session.add(account)
        session.flush()
        say(cast.carla, f"set Client{number} tier=A owner=@{owner} from 1 oct")
        if number < 2:
            visit(session, account, TODAY, cast.anna)
    table = _table(command_of(say, cast.carla))
    assert table == [
        ["Name", "Coverage", "Overdue"],
        ["Bram Bakker", "50% (1/2)", "1"],
        ["Anna de Vries", "100% (1/1)", "0"],
    ]
    assert "Contacted in time: 2 of 3 accounts with a cadence." in say(cast.anna, "team")


def command_of(say: Say, person: Person) -> Whisper:
    """The answer itself: its table stands in no text."""
    request_of = say.__closure__[0].cell_contents  # type: ignore[attr-defined]
    answer = command.command(request_of(person), "")
    assert isinstance(answer, Whisper)
    return answer


def _table(answer: Whisper) -> list[list[str]]:
    [table] = [block for block in answer.message.blocks if block["type"] == "data_table"]
    return [[cell["text"] for cell in row] for row in table["rows"]]


def test_the_form_of_an_account(request_of: AtTheDoor, say: Say, session: Session, cast: Cast, acme: Account) -> None:
    say(cast.carla, "add North owner=@anna")
    opened = command.command(request_of(cast.carla), "set Acme")
    assert isinstance(opened, OpenModal)
    assert opened.view.json["private_metadata"] == acme.id
    north = next(iter(lists_of(session, "T1").territories))
    said = {"account": acme.id, "tier": "A", "territory": north, "postcode": "3511", "day": "2026-11-12"}
    forms.save_account(request_of(cast.carla), Form(said, metadata=acme.id))
    assert (stands(session, acme), acme.postcode) == (("A", "North", cast.anna.id), "3511")
    forms.save_account(request_of(cast.carla), Form({**said, "tier": "", "postcode": ""}, metadata=acme.id))
    assert (stands(session, acme), acme.postcode) == ((None, "North", cast.anna.id), None), "what is emptied goes"
    added = forms.save_territory(request_of(cast.carla), Form({"name": "South", "owner": "UBRAM"}))
    assert words_of(added) == "Territory added: *South* · list of Bram Bakker"


def test_in_dutch(say: Say, session: Session, cast: Cast, acme: Account) -> None:
    say(cast.dirk, "Acme klasse=A eigenaar=bram vanaf 1 okt")
    assert "Op tijd gesproken: 0 van 1 klant met een bezoekritme." in say(cast.bram, "")
    assert "*Regio’s en klanten op een lijst*" in say(cast.bram, "help")


def test_the_next_ones_are_a_press_away(request_of: AtTheDoor, say: Say, session: Session, cast: Cast) -> None:
    for number in range(11):
        session.add(Account(workspace_id="T1", name=f"Client{number}", key=f"client{number}", created_at=NOW))
        session.flush()
        say(cast.carla, f"set Client{number} tier=A owner=@anna from 1 oct")
    told = command.command(request_of(cast.anna), "")
    assert words_of(told).count("overdue ·") == 8
    assert isinstance(told, Whisper)
    [button] = [
        element
        for block in told.message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["text"]["text"] == "Next 3"
    ]
    following = coverage.following(request_of(cast.anna), Press(button["action_id"], button["value"]))
    assert words_of(following).count("overdue ·") == 3
    assert "[Plan a visit]" in words_of(following)
