"""Writing imported entries: a row may be several, as a typed line may; and what the rules say of them afterwards."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import select

from models.activity.entry import entries_in
from models.activity.kinds import MEETINGS, Kind
from models.activity.meetings import settle_orders
from models.activity.proposals import settle_deals, settle_revisions
from models.activity.records import Activity, ActivityChange, CreditShare
from models.imports.csv_file import Row
from models.imports.intake import Intake
from models.imports.numbering import LONGEST_ID
from models.imports.report import SkipRow, What

Shares = tuple[tuple[str, int], ...]


class ActivityStore:
    """The entries that came from files before, and those that come now."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._known = intake.imported(Activity)
        touched = select(ActivityChange.activity_id).where(ActivityChange.workspace_id == intake.workspace_id)
        self._touched = set(intake.session.exec(touched))
        self._shares = self._shares_before()
        self._lines: dict[str, int] = {}
        self._meetings: dict[str, set[date]] = defaultdict(set)
        self._about_deals: set[str] = set()
        self._deals: set[str] = set()

    def take(self, row: Row, external_id: str, values: dict[str, Any], shares: Shares | None) -> None:
        """Store what a row says and count it as new, changed or unchanged.

        `shares` None: the file has no such column, and the split stays. Raises SkipRow for an id that was on a line
        before.
        """
        ids = self._ids(external_id, values)
        for id_ in ids:
            if id_ in self._lines:
                raise SkipRow("same_id", id=id_, line=self._lines[id_])
        self._lines |= dict.fromkeys(ids, row.line)
        report = self._intake.report
        surplus = self._surplus(external_id, len(ids))
        known = [self._known[id_] for id_ in ids if id_ in self._known]
        if any(entry.id in self._touched for entry in (*known, *surplus)):
            report.unchanged += 1
            report.note(row.line, "changed_here_since")
            return
        single = values if len(ids) == 1 else values | {"quantity": 1}
        what = {self._one(id_, single, shares) for id_ in ids}
        for entry in surplus:
            self._bears_on(entry)
            entry.undone_at = self._intake.now
            what.add(What.CHANGED)
        report.count(What.NEW if what == {What.NEW} else What.UNCHANGED if what == {What.UNCHANGED} else What.CHANGED)

    def settle(self) -> None:
        """Find which meetings are first, which deals are meant and which proposals are revised."""
        session, workspace_id = self._intake.session, self._intake.workspace_id
        session.flush()
        for account_id, days in self._meetings.items():
            settle_orders(session, workspace_id, [account_id], days)
        settle_deals(session, workspace_id, self._about_deals)
        settle_revisions(session, workspace_id, self._deals)

    def _ids(self, external_id: str, values: dict[str, Any]) -> list[str]:
        """One id for each entry that the row stands for: `77`, `77+2`, `77+3` for three meetings."""
        count = entries_in(values["kind"], values["quantity"], is_order_said=values["order_is_said"])
        return [external_id, *(_further(external_id, place) for place in range(2, count + 1))]

    def _surplus(self, external_id: str, count: int) -> list[Activity]:
        """Entries of the same row when it was more of them than now."""
        found = []
        while (entry := self._known.get(_further(external_id, count + 1))) and entry.undone_at is None:
            found.append(entry)
            count += 1
        return found

    def _one(self, external_id: str, values: dict[str, Any], shares: Shares | None) -> What:
        known = self._known.get(external_id)
        if known is not None:
            self._bears_on(known)
            if known.quantity == 0 and values["quantity"] in (0, 1):
                values = values | {"quantity": 0}  # the rule made a revision of it
            values = values | {"undone_at": None}
        what, entry = self._intake.write(Activity, known, external_id, values)
        if shares is not None and shares != self._shares.get(entry.id, ()):
            self._share_out(entry, shares)
            what = What.NEW if what is What.NEW else What.CHANGED
        if what is not What.UNCHANGED:
            self._bears_on(entry)
        return what

    def _bears_on(self, entry: Activity) -> None:
        """What may have to be found anew, now that this entry came or changes."""
        if entry.account_id is None:
            return
        if entry.kind in MEETINGS:
            self._meetings[entry.account_id].add(entry.happened_on)
        if entry.kind in (Kind.PROPOSAL, Kind.RENEWAL):
            self._about_deals.add(entry.account_id)
        if entry.deal_id and entry.kind == Kind.PROPOSAL:
            self._deals.add(entry.deal_id)

    def _shares_before(self) -> dict[str, Shares]:
        split: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for share in self._intake.session.exec(
            select(CreditShare).where(CreditShare.workspace_id == self._intake.workspace_id)
        ):
            split[share.activity_id].append((share.person_id, share.percent))
        return {id_: tuple(sorted(parts, key=lambda part: (-part[1], part[0]))) for id_, parts in split.items()}

    def _share_out(self, entry: Activity, shares: Sequence[tuple[str, int]]) -> None:
        session = self._intake.session
        session.flush()
        before = select(CreditShare).where(
            CreditShare.workspace_id == entry.workspace_id, CreditShare.activity_id == entry.id
        )
        for share in session.exec(before):
            session.delete(share)
        session.flush()
        session.add_all(
            CreditShare(workspace_id=entry.workspace_id, activity_id=entry.id, person_id=person_id, percent=percent)
            for person_id, percent in shares
        )


def _further(external_id: str, place: int) -> str:
    return f"{external_id[: LONGEST_ID - 4]}+{place}"
