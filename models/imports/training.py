"""The training catalogue and attendance lists: a row a training, or a row for each person on it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import select

from models.activity.kinds import Kind
from models.activity.records import Activity
from models.activity.settling import settle_sources
from models.database import new_id
from models.imports.csv_file import Row
from models.imports.fields import folded
from models.imports.intake import SOURCE, Intake, differing
from models.imports.naming import People
from models.imports.numbering import LONGEST_ID
from models.imports.report import SkipRow, What
from models.references.records import Fact
from models.team.records import Person
from models.training.actions import LONGEST_MINUTES, NewTraining
from models.training.attendance import ATTENDED, attendees_of
from models.training.queries import next_number
from models.training.records import LONGEST_PROVIDER, LONGEST_TITLE, Seat, SeatState, Training
from models.training.topics import OTHER, topic_label, topic_of
from models.vocabulary import vocabulary
from models.workspace.rates import to_reporting

YES, NO = vocabulary().words("answers", "yes") | {"ja", "j", "x", "v"}, vocabulary().words("answers", "no") | {"nee"}


def import_training(intake: Intake) -> None:
    """Take every training, and everybody on it who is known. The same file again changes nothing.

    A training is known by its id in the file, else by its day, topic and title. Who is in a row was there, unless the row
    says no, or the day is still to come; their hours go into their log, once, also when they told them in Slack.
    """
    catalogue = _Catalogue(intake)
    intake.each(catalogue.take)
    catalogue.settle()


@dataclass
class _Catalogue:
    intake: Intake
    known: dict[Any, Training] = field(default_factory=dict)
    days: set[tuple[str, date]] = field(default_factory=set)

    def __post_init__(self) -> None:
        intake = self.intake
        self.people = People(intake)
        self.dates, self.amounts, self.hours = intake.dates("date"), intake.amounts("cost"), intake.amounts("hours")
        every = select(Training).where(Training.workspace_id == intake.workspace_id)
        for training in intake.session.exec(every):
            if training.removed_at is None:
                self.known.setdefault(_key(training), training)
            if training.source == SOURCE and training.external_id:
                self.known[training.external_id] = training
        self.entries = intake.imported_activities(intake.known(Fact.ACTIVITY))

    def take(self, row: Row) -> None:
        what, training = self._training(row)
        if row["person"]:
            person = self.people.find(row["person"])
            if person is None:
                raise SkipRow("unknown_person", name=row["person"][:60])
            did = self._attendance(row, training, person)
            what = what if did is What.UNCHANGED else What.CHANGED if what is What.UNCHANGED else what
            if what is What.CHANGED and did is What.NEW:
                what = What.NEW
        self.intake.report.count(what)

    def settle(self) -> None:
        """What Slack has told of as well counts once."""
        self.intake.store_links()
        settle_sources(self.intake.session, self.intake.workspace_id, self.days, now=self.intake.now)
        self.intake.session.flush()

    def _training(self, row: Row) -> tuple[What, Training]:
        new = self._said(row)
        external_id = row["id"][:LONGEST_ID] or None
        training = self.known.get(external_id) if external_id else None
        training = training or self.known.get((new.day, new.topic, folded(new.title)))
        cost = new.cost
        if training is None:
            intake = self.intake
            training = Training(
                workspace_id=intake.workspace_id,
                id=new_id(),
                number=next_number(intake.session, intake.workspace_id),
                topic=new.topic,
                title=new.title,
                provider=new.provider,
                minutes=new.minutes,
                day=new.day,
                amount_minor=cost.minor if cost else None,
                currency=cost.currency if cost else None,
                source=SOURCE,
                external_id=external_id or "/".join((new.day.isoformat(), new.topic, folded(new.title)))[:LONGEST_ID],
                created_at=intake.now,
            )
            intake.session.add(training)
            intake.session.flush()
            self.known[_key(training)] = training
            self.known[training.external_id] = training
            return What.NEW, training
        said: dict[str, Any] = {"day": new.day, "topic": new.topic, "title": new.title, "minutes": new.minutes}
        if row["provider"]:
            said["provider"] = new.provider
        if cost is not None:
            said |= {"amount_minor": cost.minor, "currency": cost.currency}
        different = {name: value for name, value in said.items() if getattr(training, name) != value}
        for name, value in different.items():
            setattr(training, name, value)
        if different:
            self.intake.session.flush()
        return (What.CHANGED if different else What.UNCHANGED), training

    def _said(self, row: Row) -> NewTraining:
        day = self.dates(row["date"])
        if day is None:
            raise SkipRow("no_date")
        if not row["topic"] and not row["title"]:
            raise SkipRow("no_topic")
        topic = topic_of(row["topic"]) or topic_of(row["title"]) or OTHER
        title = row["title"] or (row["topic"] if topic == OTHER else "")
        for name, text, limit in (("title", title, LONGEST_TITLE), ("provider", row["provider"], LONGEST_PROVIDER)):
            if len(text) > limit:
                raise SkipRow("text_too_long", field=name, limit=limit)
        minutes = self._minutes(row)
        cost = self.amounts(row["cost"], row["currency"] or self.intake.workspace.currency)
        if cost is not None and to_reporting(self.intake.session, self.intake.workspace, cost, day) is None:
            self.intake.report.note(row.line, "rate_missing", currency=cost.currency)
        return NewTraining(topic, day, minutes, title, row["provider"], cost)

    def _minutes(self, row: Row) -> int:
        hours: Decimal | None = self.hours.number(row["hours"])
        if hours is None:
            raise SkipRow("no_hours")
        minutes = round(hours * 60)
        if not 1 <= minutes <= LONGEST_MINUTES:
            raise SkipRow("hours_out_of_range", value=row["hours"][:20], most=LONGEST_MINUTES // 60)
        return minutes

    def _attendance(self, row: Row, training: Training, person: Person) -> What:
        intake = self.intake
        answer = row["attended"].casefold().strip()
        if answer and answer not in YES | NO:
            raise SkipRow("not_yes_or_no", value=answer[:20])
        seated = self._seat(training, person, SeatState.MISSED if answer in NO else SeatState.PLANNED)
        was_there = training.day <= intake.today and answer not in NO
        external_id = f"training:{training.external_id or training.id}"[: LONGEST_ID - 33] + f":{person.id}"
        own = self.entries.get(external_id)
        if not was_there:
            if own is not None and own.undone_at is None:
                own.undone_at = intake.now
                return What.CHANGED
            return seated
        intake.session.flush()
        there = attendees_of(intake.session, intake.workspace_id, [training])[training.id]
        if own is None and any(one.person_id == person.id and one.state == ATTENDED for one in there):
            return seated
        values = {
            "person_id": person.id,
            "kind": Kind.TRAINING,
            "happened_on": training.day,
            "minutes": min(training.minutes, 24 * 60),
            "topic": topic_label(training.topic, person.language or intake.workspace.language) or training.title,
            "undone_at": None,
        }
        if own is not None and not differing(own, values):
            return seated
        what, entry = intake.write(Activity, own, external_id, values)
        self.entries[external_id] = entry
        self.days.add((person.id, training.day))
        return what

    def _seat(self, training: Training, person: Person, state: SeatState) -> What:
        found = select(Seat).where(
            Seat.workspace_id == training.workspace_id, Seat.training_id == training.id, Seat.person_id == person.id
        )
        seat = self.intake.session.exec(found).first()
        if seat is None:
            self.intake.session.add(
                Seat(
                    workspace_id=training.workspace_id,
                    training_id=training.id,
                    person_id=person.id,
                    state=state,
                    created_at=self.intake.now,
                )
            )
            return What.NEW
        if seat.removed_at is None and seat.state == state:
            return What.UNCHANGED
        seat.state, seat.removed_at = state, None
        return What.CHANGED


def _key(training: Training) -> tuple[date, str, str]:
    return training.day, training.topic, folded(training.title)
