"""A word is planted in each private field, and everybody else tries everything: it shows up nowhere.

Every command with many lines, every button and form with the ids of others, Home, menus, shortcuts, typed answers, files,
what is put into the outbox, what the clock sends, the log at DEBUG, `doctor` and the metrics.
"""

import asyncio
import io
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from prometheus_client import generate_latest
from sqlmodel import Session, select

from bot import features
from handlers.door.answers import SendFile
from handlers.door.request import Feature, Form, Press, Request, SeenMessage
from handlers.program.doctor import examine
from handlers.program.settings import Settings
from handlers.program.terminal import Whose, write_export
from handlers.qbr import forms as qbr_forms
from handlers.reviews import steps
from jobs.schedule import SCHEDULE
from models.audit.campaigns import close_campaign
from models.audit.conversation import begin, comment_on, conversation_of, give
from models.audit.questions import Part
from models.audit.starting import Everybody, NewCampaign, start_campaign
from models.coaching.records import Talk
from models.database import Database
from models.delivery.outbox import has_news
from models.delivery.records import Delivery
from models.exports.run import WHAT
from models.period import quarter
from models.privacy.reading import Noted, keep_readings
from models.private_notes.notes import keep_note
from models.qbr.actions import open_qbr
from models.refusal import Refusal
from models.reviews.actions import SelfReview, open_review, reflect
from models.team.records import Person
from models.workspace.records import Workspace
from tests.conftest import LONG_AGO, NOW, SECRETS, Cast, acting
from tests.jobs.conftest import House
from tests.jobs.fake_slack import FakeSlack

pytestmark = [pytest.mark.long(seconds=180), pytest.mark.once]

FEATURES = features()
NOTE, TALK_NOTE, REPS_NOTE = "Zibbonote", "Zibbotalk", "Zibbomine"
SELF, DRAFT, REPORT, REMARKS = "Zibboself", "Zibbodraft", "Zibboreport", "Zibboremarks"
SKILL, READ, RATED = "Zibboskill", "zibboread", "Zibborated"
ALL = (NOTE, TALK_NOTE, REPS_NOTE, SELF, DRAFT, REPORT, REMARKS, SKILL, READ, RATED)
IN_THE_REVIEW_LINE = {"anna", "carla", "dirk"}
"""Whose it is, who writes the other half, and who is above both and may stand in for the writer."""
MAY_READ: dict[str, set[str]] = {
    NOTE: {"carla"},
    TALK_NOTE: {"carla"},
    REPS_NOTE: {"anna"},
    SELF: IN_THE_REVIEW_LINE,
    DRAFT: {"carla"},
    REPORT: {"anna"},
    REMARKS: {"carla"},
    SKILL: {"anna"},
    READ: {"anna"},
    RATED: {"anna", "carla", "dirk"},
}
"""Everybody else may not. Of a quarterly review the draft of each half is its writer's until it is handed in, or shared."""


@dataclass
class World:
    """The people by first name, and the ids that an attacker may know; `surveys`: a closed one on skills, and an open one."""

    session: Session
    workspaces: dict[str, Workspace]
    people: dict[str, Person]
    ids: list[str]
    surveys: tuple[str, str] = ("", "")

    def request(self, name: str, now: datetime = NOW, channel_id: str = "D1") -> Request:
        person = self.people[name]
        return Request(
            self.session, self.workspaces[person.workspace_id], person, now, SECRETS, channel_id, features=FEATURES
        )


@pytest.fixture
def world(session: Session, cast: Cast, joris: Person) -> World:
    other = session.get_one(Workspace, "T2")
    ada = Person(workspace_id="T1", name="Ada Admin", slack_user_id="UADA", is_admin=True, is_rep=False, created_at=NOW)
    eva = Person(workspace_id="T1", name="Eva Smit", slack_user_id="UEVA", manager_id=joris.id, created_at=LONG_AGO)
    # The same Slack ids, in another workspace: a leader and admin there.
    twin = Person(workspace_id="T2", name="Carla Twin", slack_user_id="UCARLA", is_leader=True, created_at=LONG_AGO)
    twin.is_admin = True
    cast.dirk.is_admin = False
    for one in (cast.anna, cast.bram, cast.carla, cast.dirk, joris, ada, eva, twin):
        one.language = "en"
    session.add_all([ada, eva, twin])
    session.flush()
    people = {"anna": cast.anna, "bram": cast.bram, "carla": cast.carla, "dirk": cast.dirk, "joris": joris, "ada": ada}
    found = World(
        session, {"T1": cast.workspace, "T2": other}, people | {"eva": eva, "twin": twin, "rita": cast.rival}, []
    )
    plant(found)
    session.commit()
    return found


def plant(world: World) -> None:
    """Each private field gets its word."""
    session, anna, carla, dirk = world.session, world.people["anna"], world.people["carla"], world.people["dirk"]
    reflected = open_review(session, anna, date(2026, 9, 1), date(2026, 10, 1))
    drafted = open_review(session, anna, date(2026, 10, 1), date(2026, 11, 2))
    answers = SelfReview(SELF, SELF, 4, SELF, SELF, None, date(2026, 11, 30))
    for review in (reflected, drafted):
        reflect(acting(session, anna), review.id, answers)
    written = {
        "rating": "3",
        "comment": DRAFT,
        "strengths": DRAFT,
        "focus": DRAFT,
        "agreed": DRAFT,
        "private_notes": NOTE,
    }
    steps.preview(world.request("carla"), Form(written, drafted.id))
    talk = Talk(
        workspace_id="T1", coach_id=carla.id, rep_id=anna.id, planned_at=NOW + timedelta(days=1), created_at=NOW
    )
    session.add(talk)
    session.flush()
    keep_note(acting(session, carla), SECRETS, talk.id, TALK_NOTE)
    keep_note(acting(session, anna), SECRETS, talk.id, REPS_NOTE)
    of_anna = open_qbr(session, anna, anna, quarter(2026, 3), date(2026, 11, 10))
    bram = world.people["bram"]
    of_bram = open_qbr(session, bram, bram, quarter(2026, 3), date(2026, 10, 2))
    fields = {"achieved": REPORT, "obstacles": REPORT, "help": REPORT, "plan": ""}
    qbr_forms.save_report(world.request("anna"), Form(fields, of_anna.id))
    qbr_forms.save_remarks(world.request("carla"), Form({"remarks": REMARKS}, of_bram.id))
    closed = rated_by_carla(world)
    campaign = start_campaign(acting(session, dirk), SECRETS, NewCampaign(Part.SKILLS, date(2026, 11, 26), Everybody()))
    begin(session, SECRETS, campaign, anna, NOW.date())
    key = conversation_of(session, SECRETS, campaign, anna, NOW.date()).steps[0].key
    give(session, SECRETS, campaign, anna, key, 2, NOW.date())
    comment_on(session, SECRETS, campaign, anna, key, SKILL, NOW.date())
    keep_readings(session, [Noted("T1", anna.id, dirk.id, READ, NOW.replace(minute=0), "slack")])
    world.ids = [reflected.id, drafted.id, talk.id, of_anna.id, of_bram.id, campaign.id, anna.id, carla.id, dirk.id]
    world.surveys = closed, campaign.id


def rated_by_carla(world: World) -> str:
    """A survey on skills that is closed, in which Carla rated Anna and said why: its id."""
    session, anna, carla = world.session, world.people["anna"], world.people["carla"]
    new = NewCampaign(Part.SKILLS, date(2026, 11, 26), Everybody())
    campaign = start_campaign(acting(session, world.people["dirk"]), SECRETS, new)
    begin(session, SECRETS, campaign, carla, NOW.date())
    steps_of = conversation_of(session, SECRETS, campaign, carla, NOW.date()).steps
    key = next(step.key for step in steps_of if step.key == f"closing@{anna.id}")
    give(session, SECRETS, campaign, carla, key, 2, NOW.date())
    comment_on(session, SECRETS, campaign, carla, key, RATED, NOW.date())
    close_campaign(acting(session, world.people["dirk"]), SECRETS, campaign)
    return campaign.id


WITH_OTHERS_TEXTS = {
    "reviews",
    "qbr",
    "coaching",
    "audit",
    "privacy",
    "scorecard",
    "handover",
    "digest",
    "activity",
    "home",
}
"""Features whose buttons and forms carry ids of something that somebody wrote; the commands are those of all."""
SEEN = SeenMessage("C1", "1.1", "what is it", NOW, "https://x", is_public=True)
# --- trying everything -----------------------------------------------------------------------------------

NAMES = ("<@UANNA>", "<@UCARLA>")
WORDS = ("", "list", "all", "team", "now", "results skills", "Q3", "read me")
OF_ANNA = (
    *(
        "<@UANNA>",
        "<@UANNA> 2026-10",
        "<@UANNA> Q3",
        "<@UANNA> Q3 pdf",
        "list <@UANNA>",
        "history <@UANNA>",
        "read <@UANNA>",
    ),
)
OF_SURVEYS = (
    "results skills pdf",
    "results 1",
    "results 1 csv",
    "results 1 pdf",
    "results 1 <@UANNA>",
    "results 1 pdf <@UANNA>",
)
LINES = (*WORDS, *OF_ANNA, "<@UCARLA>", "<@UBRAM> Q3")


def forged(world: World) -> Iterator[str]:
    """Values that buttons carry, with the ids of others in them."""
    yield from world.ids
    _, _, talk, qbr, _, campaign, anna, *_ = world.ids
    yield from (f"talk:{talk}", f"{qbr}|achieved", f"{campaign}:{anna}", f"open:{anna}", f"{anna}|0")
    yield from (f"person:{anna}:2026-11-01:2026-12-01:x", f"person:{anna}:2026-11-01:2026-12-01:x|first_meetings")


SUFFIXED = ("audit.rate", "audit.take", "audit.row", "audit.share", "audit.comments", "audit.give", "audit.pace")


def of_surveys(world: World) -> Iterator[tuple[str, str]]:
    """Values of the buttons of a survey and what its forms carry, about Anna, her skills and what was done about them."""
    _, _, talk, *_, anna, carla, _ = world.ids
    for survey in world.surveys:
        key = f"closing@{anna}"
        yield from ((survey, f"{survey}|{anna}|||"), (f"{survey}:{anna}", f"{survey}|{anna}|D1:1.1|{key}=2|"))
        yield from ((f"{survey}:{anna}:closing", f"{survey}|closing/0|||"), (f"{survey}:{key}", f"{survey}||||"))
        yield f"topic:{survey}:{anna}:closing:{talk}", f"{survey}|{carla}|||"
        yield f"seat:{survey}:{anna}:closing:{talk}", f"{survey}|{anna}|||"
        yield f"{survey}:{key}\nx", f"{survey}|{key}|||"


def survey_tries(world: World, feature: Feature) -> Iterator[tuple[str, Callable[[Request], Any]]]:
    """Each button and form of a survey, with those."""
    _, _, _, _, _, _, anna, *_ = world.ids
    key = f"closing@{anna}"
    for value, carried in of_surveys(world):
        for action, press in feature.presses.items():
            for name in (action, f"{action}:4", f"{action}:{key}", f"{action}:full"):
                if name == action or action.startswith(SUFFIXED):
                    pressed = Press(name, value, [value], {"comment": "x"}, "V1", carried, "D1", "1.1")
                    yield f"{name} {value} {carried}", lambda request, p=press, one=pressed: p(request, one)
        for callback, form in feature.forms.items():
            for metadata in (value, carried):
                sent = Form({f"audit.row:{key}": "3", "comment": "x"}, metadata, "V1")
                yield f"{callback} {metadata}", lambda request, f=form, one=sent: f(request, one)


def what_shows(value: object) -> str:
    """Everything that an answer would put on a screen or into a file."""
    if isinstance(value, list | tuple):
        return " ".join(map(what_shows, value))
    if isinstance(value, SendFile):
        return f"{value.name} {value.title} {value.comment} {value.content.decode('utf-8', 'replace')}"
    return repr(value)


def tries(world: World, name: str) -> Iterator[tuple[str, Callable[[Request], Any]]]:
    """Everything that this person can do to the bot: what it is, and how."""
    values = list(forged(world))
    for feature in FEATURES:
        for command in feature.commands:
            for line in (*LINES, *(OF_SURVEYS if feature.name == "audit" else ())):
                yield f"/{command.word} {line}", lambda request, c=command, t=line: c.answer(request, t)
        if feature.name not in WITH_OTHERS_TEXTS:
            continue
        for action, press in feature.presses.items():
            for value in values[: 1 if feature.name == "home" else None]:
                yield (
                    f"{action} {value}",
                    lambda request, a=action, p=press, v=value: p(request, Press(a, v, [v], {}, "V1", v, "D1", "1.1")),
                )
        for callback, form in feature.forms.items():
            for id_ in world.ids:
                fields = {
                    "with": id_,
                    "who": id_,
                    "person": id_,
                    "text": "x",
                    "remarks": "x",
                    "answer": "x",
                    "rating": "3",
                }
                yield f"{callback} {id_}", lambda request, f=form, i=id_, v=fields: f(request, Form(dict(v), i, "V1"))
        if feature.name == "audit":
            yield from survey_tries(world, feature)
        for action, query in feature.queries.items():
            yield action, lambda request, q=query: q(request, "a")
        for shortcut in feature.shortcuts:
            yield shortcut.callback_id, lambda request, s=shortcut: s.answer(request, SEEN if s.of_message else None)
        for handler in filter(None, (feature.home, feature.direct_message, feature.reply)):
            for line in ("", "who read me", "what did Anna write", "3", *NAMES):
                yield f"typed {line}", lambda request, h=handler, t=line: h(request, t)


def leaks(text: str, reader: str, secrets: Iterable[str] = ALL) -> list[str]:
    return [secret for secret in secrets if secret in text and reader not in MAY_READ[secret]]


def attack(world: World, name: str, own: set[str] | None = None) -> list[str]:
    """What this person got to see, or had sent to somebody, that was not for them. Whatever they changed is undone.

    `own` takes what they got to see and may.
    """
    found, names = [], {person.id: first for first, person in world.people.items()}
    own = set() if own is None else own
    for what, how in tries(world, name):
        savepoint = world.session.begin_nested()
        told = ""
        try:
            told = what_shows(how(world.request(name)))
            own |= {secret for secret in ALL if secret in told and name in MAY_READ[secret]}
            world.session.flush()
        except Refusal as refusal:
            told = f"{refusal.reason} {refusal.values}"
        except (ValueError, KeyError) as error:  # a value that no button of ours carries; anything else is a fault
            told = str(error)
        found += [f"{what}: {secret}" for secret in leaks(told, name)]
        is_shared_by_who_wrote_it = name == "carla" and what.startswith(("reviews.share", "qbr.share"))
        if has_news(world.session) and not is_shared_by_who_wrote_it:
            for row in world.session.exec(select(Delivery).where(Delivery.workspace_id == "T1")):
                reader = names.get(row.recipient, "everybody")
                found += [f"{what} → {reader}: {secret}" for secret in leaks(str(row.message), reader)]
                found += [f"{what} → notification: {one}" for one in _in_text(row.message)]
        world.session.info.clear()
        if savepoint.is_active:
            savepoint.rollback()
    return found


def _in_text(message: dict[str, object] | None) -> list[str]:
    """What a notification says of the content of a review or a talk."""
    text = str((message or {}).get("text", ""))
    return [secret for secret in ALL if secret in text]


ATTACKERS = ("bram", "joris", "eva", "dirk", "ada", "twin", "rita")


@pytest.mark.parametrize("name", ATTACKERS)
def test_nobody_gets_at_what_is_private(world: World, name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    assert attack(world, name) == []
    assert [secret for secret in ALL if secret in caplog.text] == []


def test_not_even_the_other_of_the_two_and_each_word_is_there_for_whose_it_is(world: World) -> None:
    """The attack is no use where nothing was planted: each word is found by who may read it.

    But for a comment in a survey of skills, which its author reads only under the question, where the walk does not come.
    """
    own: set[str] = set()
    assert {name: attack(world, name, own) for name in ("anna", "carla")} == {"anna": [], "carla": []}
    assert own >= set(ALL) - {SKILL}


@pytest.mark.parametrize("name", ["carla", "joris"])
def test_after_a_change_of_manager_neither_the_old_nor_the_new_one_does(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Carla keeps her notes and drafts to herself; Joris finds Anna's half, which is his to read now, and nothing of Carla's."""
    world.people["anna"].manager_id = world.people["joris"].id
    world.session.commit()
    monkeypatch.setitem(MAY_READ, SELF, {*IN_THE_REVIEW_LINE, "joris"})
    monkeypatch.setitem(MAY_READ, RATED, {"anna", "dirk", "joris"})
    assert attack(world, name) == []


# --- what leaves by itself, and for whoever runs it ------------------------------------------------------


async def test_what_the_clock_sends_holds_nothing_of_it(world: World, database: Database) -> None:
    """Five weeks of everything that comes by itself, to everybody."""
    slacks = {"T1": FakeSlack(), "T2": FakeSlack()}
    house = House(database, cadences=SCHEDULE, slacks=dict(slacks))
    world.session.commit()
    by_user = {person.slack_user_id: name for name, person in world.people.items() if person.workspace_id == "T1"}
    for hours in range(0, 24 * 35, 6):
        house.now = NOW + timedelta(hours=hours)
        await house.tick()
    assert len(slacks["T1"].messages) > 20
    for workspace_id, slack in slacks.items():
        for message in slack.messages:
            reader = by_user.get(message["channel"].removeprefix("D"), "everybody") if workspace_id == "T1" else "rita"
            assert leaks(str(message), reader) == [], message["text"]
            assert [secret for secret in ALL if secret in str(message.get("text"))] == []


@pytest.mark.parametrize("format_", ["json", "csv"])
@pytest.mark.parametrize("what", WHAT)
def test_no_export_holds_what_was_not_shared(world: World, database: Database, what: str, format_: str) -> None:
    world.session.commit()
    for whose in (Whose(), Whose(person="Anna de Vries"), Whose(line="Carla Mulder"), Whose(team="North")):
        out = io.StringIO()
        with suppress(Refusal):
            write_export(database, "T1", what, whose, None, None, format_, NOW, out)
        assert [
            s for s in (NOTE, TALK_NOTE, REPS_NOTE, DRAFT, REPORT, REMARKS, SKILL, READ) if s in out.getvalue()
        ] == []
        elsewhere = io.StringIO()
        with suppress(Refusal):
            write_export(database, "T2", what, Whose(), None, None, format_, NOW, elsewhere)
        assert [secret for secret in ALL if secret in elsewhere.getvalue()] == []


def test_private_notes_are_sealed_in_a_dump_of_every_table(world: World, database: Database) -> None:
    world.session.commit()
    with database.engine.connect() as connection:
        dump = "\n".join(
            str(row) for table in database.metadata.sorted_tables for row in connection.execute(table.select())
        )
    assert [secret for secret in (NOTE, TALK_NOTE, REPS_NOTE) if secret in dump] == []
    assert SELF in dump, "the dump does hold what is not sealed"


def test_doctor_and_metrics_name_nothing_of_it(world: World, database: Database) -> None:
    world.session.commit()
    told: list[str] = []
    settings = Settings(
        slack_bot_token="xoxb-x", slack_app_token="xapp-x", slack_api_url="http://127.0.0.1:9/api/",
        database_url=database.url, koers_secret_key="the key of the tests, and of nothing else",
    )  # fmt: skip
    with suppress(Exception):
        asyncio.run(examine(settings, told.append))
    everything = "\n".join(told) + generate_latest().decode()
    assert told
    assert [secret for secret in ALL if secret in everything] == []
