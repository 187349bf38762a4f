"""Threats from copies of the database: one, two around a single answer, and one with the key. See docs/audit-privacy.md.

`docs/audit-privacy.md` names these tests, one for each line of its table.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, SQLModel, select

from models.audit.ballots import box as box_module
from models.audit.ballots.box import code_of, open_salt
from models.audit.ballots.sheets import box_row, opened_box
from models.audit.closing import close_by_itself, forget_answers
from models.audit.conversation import back, begin, comment_on, give, pause, skip
from models.audit.questions import Part
from models.audit.records import AuditBox, AuditCampaign, AuditInvitation, AuditTurns, SkillProgress, SkillRating
from models.database import Database
from models.workspace.backup import copy_to
from models.workspace.records import HandledRequest
from tests.conftest import NOW, SECRETS
from tests.models.audit.attacks import Trace, trace_between
from tests.models.audit.company import CARLA, FEMKE, NORTH, TODAY, Company, company_in

WORD = "Quibbleworth"
Act = Callable[[Session], object]


@dataclass
class Backups:
    """A running campaign in a file of its own, and copies of it."""

    file: Path
    database: Database
    company: Company
    campaign: AuditCampaign
    skills: AuditCampaign
    copies: int = 0

    def copy(self) -> Path:
        """A backup, as `bot.py backup` makes it."""
        self.copies += 1
        copy = self.file.with_name(f"copy{self.copies}.db")
        copy_to(self.database, copy)
        return copy

    def trace_of(self, act: Act) -> Trace:
        """What two backups show, of which the second was made after this act and nothing else."""
        before = self.copy()
        working = self.file.with_name(f"work{self.copies}.db")
        shutil.copy(before, working)
        elsewhere = Database(f"sqlite:///{working}")
        elsewhere.write(act)
        after = working.with_name(f"after{self.copies}.db")
        copy_to(elsewhere, after)
        elsewhere.close()
        return trace_between(before, after, {person.id: name for name, person in self.company.people.items()})

    def gives(self, name: str, level: int | None = 4, key: str = "people_right") -> Act:
        """This person answers."""
        return lambda session: give(session, SECRETS, self.campaign, self.company[name], key, level, TODAY)


@pytest.fixture
def backups(tmp_path: Path) -> Iterator[Backups]:
    """Four of the North have finished, Eva is halfway; the South has not begun."""
    file = tmp_path / "koers.db"
    database = Database(f"sqlite:///{file}")
    SQLModel.metadata.create_all(database.engine)
    with Session(database.engine, expire_on_commit=False) as session:
        company = company_in(session)
        campaign, skills = company.starts(), company.starts(Part.SKILLS)
        for name in NORTH[:4]:
            company.answers_one_by_one(campaign, name, 2, {"people_right": f"{WORD} says {name}"})
        begin(session, SECRETS, campaign, company["Eva"], TODAY)
        give(session, SECRETS, campaign, company["Eva"], "strategy_growth", 3, TODAY)
        session.commit()
    yield Backups(file, database, company, campaign, skills)
    database.close()


def test_two_backups_around_one_answer_do_not_say_whose_it_was_or_what(backups: Backups) -> None:
    """Whoever answers, whatever they answer, for the first time or once more: the two copies differ in the same way."""
    acts = [backups.gives(name, level) for name in ("Anna", "Eva", CARLA, "Fleur") for level in (1, 5, None)]
    acts += [lambda session: skip(session, SECRETS, backups.campaign, backups.company["Eva"], "people_right", TODAY)]
    [trace] = {backups.trace_of(act) for act in acts}
    assert [table for table, _ in trace.tables] == ["audit_box", "audit_turns"]
    for _, [(_, is_new, is_gone, lengths, numbers, named)] in trace.tables:
        assert (is_new, is_gone, numbers, named) == (False, False, (), ())
        assert [then == now for _, then, now in lengths] == [True]


def test_beginning_pausing_and_finishing_do_not_say_who(backups: Backups) -> None:
    """Each leaves the trace of any answer, whoever does it."""
    people = backups.company

    def begins(name: str) -> Act:
        return lambda session: begin(session, SECRETS, backups.campaign, people[name], TODAY)

    def pauses(name: str) -> Act:
        def act(session: Session) -> None:
            begin(session, SECRETS, backups.campaign, people[name], TODAY)
            pause(session, SECRETS, backups.campaign, people[name], TODAY)

        return act

    traces = {
        backups.trace_of(act(name)) for act in (begins, pauses) for name in ("Anna", "Eva", "Fleur", CARLA, FEMKE)
    }
    assert traces == {backups.trace_of(backups.gives("Eva"))}


def test_the_comparison_of_two_backups_does_find_who_rated_a_skill(backups: Backups) -> None:
    """The attack works: skills are kept with names, and two copies name the rater at once."""
    [found] = [
        change
        for table, changes in backups.trace_of(
            lambda session: give(session, SECRETS, backups.skills, backups.company["Anna"], "closing", 4, TODAY)
        ).tables
        if table == "skill_rating"
        for change in changes
    ]
    assert found[-1] == ("Anna",)
    assert ("level", 4) in found[-2]


def test_the_comparison_does_find_who_answered_first_when_the_box_is_not_padded(
    backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(box_module, "STEP", 1)
    monkeypatch.setattr(box_module, "ROOM_FOR_ONE", 0)
    backups.database.write(backups.gives("Anna"))
    lengths = {name: dict(backups.trace_of(backups.gives(name)).tables)["audit_box"] for name in ("Anna", "Fleur")}
    assert lengths["Anna"] != lengths["Fleur"]


def test_a_comment_leaves_no_word_and_at_most_a_step_of_length(backups: Backups) -> None:
    def comments(name: str, text: str) -> Act:
        return lambda session: comment_on(
            session, SECRETS, backups.campaign, backups.company[name], "people_right", text, TODAY
        )

    traces = {backups.trace_of(comments(name, text)) for name in ("Eva", "Bram") for text in ("No", WORD * 20)}
    assert len({trace.tables[0] for trace in traces}) == 1


def test_a_copy_of_the_database_holds_no_answer_in_the_clear(backups: Backups) -> None:
    raw = backups.copy().read_bytes()
    assert WORD.encode() not in raw
    assert b'"levels"' not in raw


def test_a_copy_does_not_say_who_has_answered(backups: Backups) -> None:
    """All that stands beside a person is that they were invited, in the same words for all of a group."""
    with Session(backups.database.engine) as session:
        invitations = session.exec(select(AuditInvitation)).all()
        assert {(one.campaign_id == backups.campaign.id, one.group) for one in invitations} == {
            (True, "rep"),
            (True, "manager"),
            (False, "rep"),
            (False, "manager"),
        }
        for table in (AuditCampaign, AuditBox, AuditTurns):
            stored = repr([row.model_dump(exclude={"started_by"}) for row in session.exec(select(table)).all()])
            assert not [name for name, person in backups.company.people.items() if person.id in stored], table
        assert session.exec(select(SkillProgress)).all() == session.exec(select(SkillRating)).all() == []
    assert set(AuditInvitation.model_fields) == {"workspace_id", "id", "campaign_id", "person_id", "group"}


def test_ids_are_in_no_order_of_time(backups: Backups) -> None:
    with Session(backups.database.engine) as session:
        invitations = session.exec(select(AuditInvitation).order_by(AuditInvitation.id)).all()
        ids = [*(one.id for one in invitations), *(box.id for box in session.exec(select(AuditBox)).all())]
        ids += [row.id for row in session.exec(select(AuditTurns)).all()]
    assert {id_[12] for id_ in ids} == {"4"}, "random UUIDs, of version 4"
    by_id = [one.person_id for one in invitations if one.campaign_id == backups.campaign.id]
    assert by_id != sorted(by_id)


def test_requests_that_were_seen_name_nobody() -> None:
    """The door notes when a request came, so that it takes effect once; it does not note from whom."""
    assert set(HandledRequest.model_fields) == {"workspace_id", "id", "key", "handled_at"}


def test_a_week_after_closing_no_copy_holds_a_single_answer_not_even_for_the_key(backups: Backups) -> None:
    """The box is gone from the file, free pages included; the older copies are what the operator must delete."""
    sealed = [backups.database.read(lambda session: box_row(session, backups.campaign)).sealed_box]  # type: ignore[union-attr]
    backups.database.write(backups.gives("Fleur"))
    backups.database.write(lambda session: close_by_itself(session, SECRETS, backups.campaign, NOW))
    sealed.append(backups.database.read(lambda session: box_row(session, backups.campaign)).sealed_box)  # type: ignore[union-attr]
    assert sealed[-1][60:160].encode() in backups.copy().read_bytes()
    forgotten = backups.database.write(lambda session: forget_answers(session, "T1", TODAY + timedelta(days=8)))
    raw = backups.copy().read_bytes()
    assert forgotten == 1
    for text in sealed:
        assert not [at for at in range(60, len(text) - 100, 100) if text[at : at + 100].encode() in raw]


def test_limit_whoever_has_the_key_and_the_database_can_link_while_it_is_open(backups: Backups) -> None:
    """Said as it is: no software that keeps answers resumable can keep them from whoever runs it."""
    with Session(backups.database.engine) as session:
        row = box_row(session, backups.campaign)
        assert row is not None
        salt = open_salt(SECRETS, "T1", backups.campaign.id, row.sealed_salt)
        ballot = opened_box(SECRETS, row).ballots[code_of(salt, backups.company["Anna"].id)]
    assert ballot.comments == {"people_right": f"{WORD} says Anna"}


def test_going_back_leaves_the_trace_of_any_answer(backups: Backups) -> None:
    def goes_back(session: Session) -> None:
        back(session, SECRETS, backups.campaign, backups.company["Eva"], TODAY)

    assert backups.trace_of(goes_back) == backups.trace_of(backups.gives("Eva"))
