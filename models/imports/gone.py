"""What a later file of the same source says of deals by not having them: merged there into others, or gone."""

import re
from collections.abc import Collection, Iterable

from models.activity.records import Activity, Source
from models.activity.settling import settle
from models.deals.leaving import bring_back, move_deal, remove_deal
from models.deals.records import Deal
from models.imports.csv_file import CsvFile, Row
from models.imports.intake import Intake
from models.imports.numbering import LONGEST_ID
from models.imports.report import SkipRow
from models.references.links import FILES, MERGED, add_link, is_merged, links_of, mark_gone
from models.references.records import Fact, Link

BY_A_FILE = "import"
"""What a change is called that a file told of."""
_BETWEEN = re.compile(r"[;,|\s]+")


class Gone:
    """The deals that files of this source told of before, held against those of this file."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._into = _merged_ids(intake.file)
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
            if (deal := self._deal(link)) is not None and deal.removed_at is not None:
                bring_back(self._intake.session, deal, BY_A_FILE, self._intake.now, self._intake.today)

    def leave(self, id_: str) -> None:
        """The file has the deal, and says that it was deleted: it is not in it any more."""
        self._here.discard(id_[:LONGEST_ID])

    def settle(self, *, close: bool) -> None:
        """Tell which open deals are not in the file any more; `close`: remove them as of now.

        Only those that nobody else tells of: neither somebody in Slack nor another source.
        """
        intake, missing = self._intake, self._missing()
        elsewhere = self._told_elsewhere([link for link, _ in missing])
        gone = [(link, deal) for link, deal in missing if link.fact_id not in elsewhere]
        intake.report.gone = tuple(f"{deal.title or deal.product or '?'} (#{deal.number})" for _, deal in gone)
        if close:
            for link, _ in missing:
                mark_gone(link, intake.now)
            for _, deal in gone:
                remove_deal(intake.session, deal, BY_A_FILE, intake.now, intake.today)
            intake.report.closed = len(gone)

    def _missing(self) -> list[tuple[Link, Deal]]:
        """The open deals that such a file told of, and this one does not.

        Of files of nobody knows whom, only one that has some of the same deals is such a file.
        """
        told_again = {link.fact_id for id_, link in self.known.items() if id_ in self._here}
        if self._intake.origin == FILES and not told_again:
            return []
        return [
            (link, deal)
            for id_, link in sorted(self.known.items())
            if link.origin == self._intake.origin
            and link.gone_at is None
            and id_ not in self._here
            and link.fact_id not in told_again
            and (deal := self._deal(link)) is not None
            and deal.removed_at is None
            and deal.outcome is None
        ]

    def _told_elsewhere(self, links: Collection[Link]) -> set[str]:
        """The deals that another source tells of as well, or somebody in Slack does."""
        intake = self._intake
        ids = {link.fact_id for link in links}
        told = links_of(intake.session, intake.workspace_id, Fact.DEAL, ids)
        return {
            id_
            for id_ in ids
            if any(link.origin != intake.origin and link.gone_at is None for link in told[id_])
            or (deal := intake.session.get(Deal, (intake.workspace_id, id_))) is None
            or deal.source == Source.SLACK
        }

    def follow_merges(self) -> None:
        """What was merged goes on as the deal that it was merged into; that is the first of them, when it is new here.

        Before anything else of the file is taken.
        """
        intake, touched = self._intake, list[Activity]()
        for old_id, into_id in self._into.items():
            old, into = self.known.get(old_id), self.known.get(into_id)
            if old is None or is_merged(old, into):
                continue
            if into is None:
                told = (intake.session, intake.workspace_id, intake.origin, Fact.DEAL, into_id, old.fact_id, intake.now)
                into = self.known[into_id] = add_link(*told, reason=MERGED)
            touched += move_deal(intake.session, old, into, BY_A_FILE, intake.now, intake.today)
        settle(intake.session, intake.workspace_id, touched, now=intake.now)

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
