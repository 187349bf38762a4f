"""What a later file of the same source says of deals by not having them: merged there into others, or gone."""

import re
from collections.abc import Iterable

from models.deals.records import Deal
from models.imports.csv_file import CsvFile, Row
from models.imports.intake import Intake
from models.imports.numbering import LONGEST_ID
from models.imports.report import SkipRow
from models.references.links import add_link, mark_gone, re_point
from models.references.records import Fact, Link

MERGED = "merged"
_BETWEEN = re.compile(r"[;,|\s]+")


class Gone:
    """The deals that files of this source told of before, held against those of this file."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._into = _merged_ids(intake.file)
        self._supersede()
        self.known: dict[str, Link] = intake.known(Fact.DEAL)
        """What is known of this source, by its ids."""
        self._here = {row["id"][:LONGEST_ID] for row in intake.file.rows if row["id"]} | set(self._into)

    def check(self, row: Row) -> None:
        """Raises SkipRow for a deal that was merged into another one of this file."""
        into = self._into.get(row["id"][:LONGEST_ID])
        if into is not None:
            raise SkipRow("merged_into", into=into)

    def see(self, external_id: str) -> None:
        """This deal is in the file; one that was gone is there again."""
        self._here.add(external_id)
        link = self.known.get(external_id)
        if link is not None and link.gone_at is not None:
            link.gone_at = None
            if (deal := self._deal(link)) is not None:
                deal.removed_at = None

    def settle(self, *, close: bool) -> None:
        """Tell which open deals are not in the file any more; `close`: remove them as of now."""
        here = {link.fact_id for id_, link in self.known.items() if id_ in self._here}
        missing = [
            (link, deal)
            for id_, link in sorted(self.known.items())
            if link.origin == self._intake.origin
            and link.gone_at is None
            and id_ not in self._here
            and link.fact_id not in here
            and (deal := self._deal(link)) is not None
            and deal.removed_at is None
            and deal.outcome is None
        ]
        report = self._intake.report
        report.gone = tuple(f"{deal.title or deal.product or '?'} (#{deal.number})" for _, deal in missing)
        if close:
            for link, deal in missing:
                mark_gone(link, self._intake.now)
                deal.removed_at = self._intake.now
            report.closed = len(missing)

    def _supersede(self) -> None:
        """What was merged goes on as the deal that it was merged into; that is the first of them, when it is new here."""
        known = self._intake.known(Fact.DEAL)
        merged_of: dict[str, list[str]] = {}
        for id_, into in self._into.items():
            merged_of.setdefault(into, []).append(id_)
        for into, ids in merged_of.items():
            links = [link for id_ in ids if (link := known.get(id_)) is not None]
            living = [link for link in links if (deal := self._deal(link)) is not None and deal.removed_at is None]
            target = known[into].fact_id if into in known else living[0].fact_id if living else None
            if target is None:
                continue
            if into not in known:
                intake = self._intake
                told = (intake.session, intake.workspace_id, intake.origin, Fact.DEAL, into, target, intake.now)
                add_link(*told, reason=MERGED)
            for link in links:
                if link.fact_id != target and (deal := self._deal(link)) is not None:
                    deal.removed_at = deal.removed_at or self._intake.now
                re_point(link, target, MERGED)
        self._intake.session.flush()

    def _deal(self, link: Link) -> Deal | None:
        return self._intake.session.get(Deal, (self._intake.workspace_id, link.fact_id))


def _merged_ids(file: CsvFile) -> dict[str, str]:
    """By the id of a deal that was merged the one that it was merged into, at the end of the chain."""
    into: dict[str, str] = {}
    for row in file.rows:
        for id_ in _ids(row["merged"]):
            if row["id"] and id_ != row["id"]:
                into[id_[:LONGEST_ID]] = row["id"][:LONGEST_ID]
    for id_ in list(into):
        seen = {id_}
        while (further := into.get(into[id_])) is not None and further not in seen:
            seen.add(into[id_])
            into[id_] = further
    return {id_: last for id_, last in into.items() if id_ != last}


def _ids(text: str) -> Iterable[str]:
    return filter(None, _BETWEEN.split(text))
