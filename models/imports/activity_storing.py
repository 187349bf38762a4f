"""Writing imported entries: a row may be several, as a typed line may; and what the rules say of them afterwards."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import col, select

from models.accounts.records import Account
from models.activity.corrections import as_told
from models.activity.entry import entries_in
from models.activity.kinds import MEETINGS
from models.activity.measuring import MEASURED, as_told_of
from models.activity.proposals import ABOUT_DEALS, settle_deals
from models.activity.records import OF_THE_EVENT, Activity, ActivityChange
from models.activity.settling import Place, place_of, settle_places, settle_sources
from models.activity.sharing import share_out_entry
from models.imports.csv_file import Row
from models.imports.intake import Intake, differing
from models.imports.numbering import LONGEST_ID
from models.imports.planned_visits import held
from models.imports.report import SkipRow, What
from models.references.records import Fact

Shares = tuple[tuple[str, int], ...]
BY_A_FILE = "import"
NOT_BY_HAND = (*OF_THE_EVENT, BY_A_FILE)
"""Changes after which an entry still says what its file said: the others are about the event."""

_BY_A_RATE = {"reporting_minor"}
"""What is worth something else, while the row is as it was: the change of the rate tells of it."""


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where an entry stands in the log."""

    whose: tuple[str, date]
    place: Place
    is_about_a_deal: bool


def _stand(entry: Activity) -> _Stand:
    """A meeting bears on its account's other meetings; anything else only on its deal."""
    account_id, day, deal_id = place_of(entry)
    is_about_a_deal = entry.kind in ABOUT_DEALS
    place = (account_id if entry.kind in MEETINGS or is_about_a_deal else None, day, deal_id)
    return _Stand((entry.person_id, day), place, is_about_a_deal)


class ActivityStore:
    """The entries that came from files before, and those that come now."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._links = intake.known(Fact.ACTIVITY)
        self._known = intake.imported_activities(self._links)
        touched = select(ActivityChange.activity_id).where(
            ActivityChange.workspace_id == intake.workspace_id, col(ActivityChange.what).not_in(NOT_BY_HAND)
        )
        self._touched = set(intake.session.exec(touched))
        self._told_before = as_told_of(intake.session, intake.workspace_id, self._known.values())
        self._lines: dict[str, int] = {}
        self._line_of: dict[str, int] = {}
        self._days: set[tuple[str, date]] = set()
        self._places: list[Place] = []
        self._about_deals: set[str] = set()

    def take(self, row: Row, external_id: str, values: dict[str, Any], shares: Shares | None) -> None:
        """Store what a row says and count it as new, changed or unchanged.

        `shares` None: the file has no such column, and the split stays. Raises SkipRow for an id that was on a line
        before.
        """
        ids = self._ids(external_id, values)
        for id_ in ids:
            if id_ in self._lines:
                raise SkipRow("same_id", id=id_, line=self._lines[id_])
            self._intake.claim(self._links.get(id_))
        self._lines |= dict.fromkeys(ids, row.line)
        report = self._intake.report
        surplus = self._surplus(external_id, len(ids))
        known = [self._known[id_] for id_ in ids if id_ in self._known]
        if any(entry.id in self._touched for entry in (*known, *surplus)):
            report.unchanged += 1
            report.note(row.line, "changed_here_since")
            return
        single = values if len(ids) == 1 else values | {"quantity": 1}
        what = {self._one(id_, row.line, single, shares) for id_ in ids}
        for entry in surplus:
            self._take_back(entry)
            what.add(What.CHANGED)
        report.count(What.NEW if what == {What.NEW} else What.UNCHANGED if what == {What.UNCHANGED} else What.CHANGED)

    def known_as(self, older: str, newer: str) -> str:
        """The id by which a row without one is known; known by an older one, it is known by the newer one too from now on."""
        if older == newer or older not in self._links:
            return newer
        place = 1
        while (link := self._links.get(_further(older, place))) is not None:
            if _further(newer, place) not in self._links:
                self._intake.told(Fact.ACTIVITY, _further(newer, place), link.fact_id)
            place += 1
        return older

    def withdraw(self, external_id: str) -> None:
        """What the row told as held is still to come, or was not held after all: none of it counts any more."""
        if external_id in self._lines:
            return  # another row of this file says that it was held
        told = self._surplus(external_id, 0)
        if not any(entry.id in self._touched for entry in told):
            for entry in told:
                self._intake.claim(self._links.get(external_id))
                self._take_back(entry)

    def _take_back(self, entry: Activity) -> None:
        self._bears_on(_stand(entry))
        entry.undone_at, entry.same_as = self._intake.now, None
        self._note(entry, BY_A_FILE, {"undone": False}, {"undone": True})

    def settle(self) -> None:
        """Find what Slack has told already, which meetings are first, which deals are meant, and what is revised."""
        session, workspace_id = self._intake.session, self._intake.workspace_id
        self._intake.store_links()
        held(self._intake, {day for _, day in self._days}, self._line_of)
        for entry in settle_sources(session, workspace_id, self._days, now=self._intake.now):
            self._places.append(place_of(entry))
            if entry.same_as and entry.id in self._line_of:
                first = session.get_one(Activity, (workspace_id, entry.same_as))
                self._intake.report.note(self._line_of[entry.id], "same_event", source=first.source)
        session.flush()
        settle_deals(session, workspace_id, self._about_deals)
        settle_places(session, workspace_id, self._places)

    def _ids(self, external_id: str, values: dict[str, Any]) -> list[str]:
        """One id for each entry that the row stands for: `77`, `77+2`, `77+3` for three meetings."""
        count = entries_in(values["kind"], values["quantity"], is_order_said=values["order_is_said"])
        return [_further(external_id, place) for place in range(1, count + 1)]

    def _surplus(self, external_id: str, count: int) -> list[Activity]:
        """Entries of the same row when it was more of them than now."""
        found = []
        while (entry := self._known.get(_further(external_id, count + 1))) and entry.undone_at is None:
            found.append(entry)
            count += 1
        return found

    def _one(self, external_id: str, line: int, values: dict[str, Any], shares: Shares | None) -> What:
        known = self._known.get(external_id)
        stood = [] if known is None else [_stand(known)]
        if known is not None:
            if known.quantity == 0 and values["quantity"] in (0, 1):
                values = values | {"quantity": 0}  # the rule made a revision of it
            values = values | {"undone_at": None}
            values = self._unless_measured(known, values)
        different = {} if known is None else differing(known, values)
        before = self._as_told(known) if known is not None and different else {}
        what, entry = self._intake.write(Activity, known, external_id, values)
        if shares is not None and set(shares) != set(self._told_before.shares.get(entry.id, ())):
            share_out_entry(self._intake.session, entry, shares)
            if what is not What.NEW:  # what was measured before is not what it says now
                what, said = What.CHANGED, {"shares": [[who, part] for who, part in shares]}
                self._note(entry, MEASURED, said, said)
        if what is What.CHANGED and different.keys() != _BY_A_RATE:
            self._remember(entry, before)
        self._line_of[entry.id] = line
        if what is not What.UNCHANGED:
            self._bears_on(*stood, _stand(entry))
        return what

    def _unless_measured(self, known: Activity, values: dict[str, Any]) -> dict[str, Any]:
        """Without what a calendar or a CRM knows better, where the row says what it said before."""
        told = self._told_before.own.get(known.id, {})
        return {name: value for name, value in values.items() if name not in told or told[name] != value}

    def _remember(self, entry: Activity, before: dict[str, object]) -> None:
        """Its history, as when somebody edits it: a digest that told of it may say something else now."""
        self._note(entry, BY_A_FILE, before, self._as_told(entry) if before else {})

    def _note(self, entry: Activity, what: str, old: dict[str, Any], new: dict[str, Any]) -> None:
        self._intake.session.add(
            ActivityChange(
                workspace_id=entry.workspace_id,
                activity_id=entry.id,
                changed_at=self._intake.now,
                what=what,
                old=old,
                new=new,
            )
        )

    def _as_told(self, entry: Activity) -> dict[str, object]:
        key = (entry.workspace_id, entry.account_id)
        return as_told(entry, self._intake.session.get(Account, key) if entry.account_id else None)

    def _bears_on(self, *stands: _Stand) -> None:
        """What may have to be found anew, now that an entry came, or no longer stands where it stood."""
        for stand in stands:
            self._days.add(stand.whose)
            self._places.append(stand.place)
            if stand.place[0] and stand.is_about_a_deal:
                self._about_deals.add(stand.place[0])


def _further(external_id: str, place: int) -> str:
    return external_id if place == 1 else f"{external_id[: LONGEST_ID - 4]}+{place}"
