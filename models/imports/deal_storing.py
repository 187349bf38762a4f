"""Writing imported deals: new ones in bulk, changed ones with their history, unchanged ones not at all."""

import hashlib
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import col, select

from models.activity.proposals import settle_deals
from models.connections.records import Connection, State
from models.database import new_id
from models.deals.actions import next_number
from models.deals.history import changing, share_out
from models.deals.records import Deal, DealShare, DealType, Outcome, StageChange
from models.deals.redating import redate
from models.deals.same_deal import DealTold
from models.deals.stages import OUTCOMES, UNKNOWN_CHANNEL, UNKNOWN_STAGE
from models.imports.intake import SOURCE, Intake
from models.references.deals import DealsOfOthers
from models.references.records import Fact, Link

_DECIDING = frozenset({"stage", "outcome", "closed_on"})
_NOT_SAID = (None, "", UNKNOWN_CHANNEL, DealType.NEW)
"""What a row leaves out does not overwrite what Slack knows of a deal that both tell of."""
_WITHOUT_PROBABILITY = {*OUTCOMES, UNKNOWN_STAGE}
AT_ONCE = 1000
"""Rows to one INSERT."""


class DealStore:
    """The deals that came from files before, and those that come now.

    Each deal keeps a fingerprint of the row it came from: a row that is as it was leaves the deal alone, also when
    somebody has moved it in Slack since.
    """

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._number = next_number(intake.session, intake.workspace_id)
        self._deals: list[dict[str, Any]] = []
        self._steps: list[dict[str, Any]] = []
        self._shares: list[dict[str, Any]] = []
        self._accounts: set[str] = set()
        self._changed: list[tuple[Link, str, dict[str, Any]]] = []
        self._connected: list[tuple[Deal, str, str, str]] = []
        self._links: list[dict[str, Any]] = []
        self._of_others = DealsOfOthers(
            intake.session, intake.workspace_id, intake.origin, intake.vendor, _same(intake)
        )
        self._known = intake.known(Fact.DEAL)
        self._of_connections = _kept_by_connections(intake)

    def take(self, external_id: str, values: dict[str, Any]) -> Deal | None:
        """Remember one deal for `write`, and count it as new, changed or unchanged.

        Returns the deal of Slack or of a CRM that is the same one, when it is connected with the row now.
        """
        fingerprint = _fingerprint(values)
        if values["account_id"]:
            self._accounts.add(values["account_id"])
        known = self._known.get(external_id)
        same, reason = self._of_others.take(_told(values), external_id) if known is None else (None, "")
        self._intake.claim(known)
        if same is not None:
            self._connected.append((same, external_id, fingerprint, reason))
            self._intake.report.changed += 1
        elif known is None:
            self._add(external_id, fingerprint, values)
            self._intake.report.taken += 1
        elif known.fingerprint != fingerprint and known.fact_id not in self._of_connections:
            self._changed.append((known, fingerprint, values))
            self._intake.report.changed += 1
        else:
            self._intake.report.unchanged += 1
        return same

    def write(self) -> None:
        """Store everything that was taken."""
        session = self._intake.session
        session.flush()
        stored = ((Deal, self._deals), (StageChange, self._steps), (DealShare, self._shares), (Link, self._links))
        for table, rows in stored:
            for start in range(0, len(rows), AT_ONCE):
                session.execute(insert(table), rows[start : start + AT_ONCE])
        for link, fingerprint, values in self._changed:
            self._change(session.get_one(Deal, (self._intake.workspace_id, link.fact_id)), values)
            link.fingerprint = fingerprint
        for deal, external_id, fingerprint, reason in self._connected:
            with changing(session, deal, "connect", None, self._intake.now, self._intake.today):
                session.add(Link(**self._link(external_id, deal.id, fingerprint, reason)))
        settle_deals(session, self._intake.workspace_id, self._accounts)

    def _add(self, external_id: str, fingerprint: str, values: dict[str, Any]) -> None:
        intake, workspace_id = self._intake, self._intake.workspace_id
        deal_id = new_id()
        self._shares += [
            {"workspace_id": workspace_id, "id": new_id(), "deal_id": deal_id, "person_id": person_id, "percent": part}
            for person_id, part in values.pop("shares", ())
        ]
        self._deals.append(
            {
                **values,
                "workspace_id": workspace_id,
                "id": deal_id,
                "number": self._number,
                "source": SOURCE,
                "created_at": intake.now,
            }
        )
        self._links.append(self._link(external_id, deal_id, fingerprint))
        self._number += 1
        for place, (stage, day, is_worth_known) in enumerate(self._path(values)):
            self._steps.append(
                {
                    "workspace_id": workspace_id,
                    "id": new_id(),
                    "deal_id": deal_id,
                    "stage": stage,
                    "happened_on": day,
                    "value_minor": values["value_minor"] if is_worth_known else None,
                    "reporting_minor": values["reporting_minor"] if is_worth_known else None,
                    "probability": None if stage in _WITHOUT_PROBABILITY else values["probability"],
                    "changed_at": intake.now + timedelta(microseconds=place),
                }
            )

    def _link(self, external_id: str, deal_id: str, fingerprint: str, reason: str = "") -> dict[str, Any]:
        return {
            "workspace_id": self._intake.workspace_id,
            "id": new_id(),
            "origin": self._intake.origin,
            "kind": str(Fact.DEAL),
            "external_id": external_id,
            "fact_id": deal_id,
            "fingerprint": fingerprint,
            "reason": reason,
            "created_at": self._intake.now,
        }

    def _path(self, values: dict[str, Any]) -> list[tuple[str, date, bool]]:
        """The steps that a row tells of: stage, day, and whether the deal's worth on that day is known.

        A file says where a deal stands now, and not where it stood on its way: that stage stays unknown. What a lost
        deal of value 0 was worth while it was open, nobody wrote down.
        """
        opened, closed, outcome = values["opened_on"], values["closed_on"], values["outcome"]
        today = self._intake.today
        if outcome is None:
            before = [(UNKNOWN_STAGE, opened, True)] if opened and opened < today else []
            return [*before, (values["stage"], today, True)]
        if closed is None:
            return [(outcome, opened or today, True)]
        was_worth = outcome == Outcome.WON or bool(values["value_minor"])
        before = [(UNKNOWN_STAGE, opened, was_worth)] if opened else []
        return [*before, (outcome, closed, True)]

    def _change(self, deal: Deal, values: dict[str, Any]) -> None:
        day = values["closed_on"] or self._intake.today
        was_opened, was_closed, was_decided = deal.opened_on, deal.closed_on, deal.outcome
        with changing(self._intake.session, deal, "import", None, self._intake.now, day):
            for name, value in values.items():
                if name != "shares" and (deal.source == SOURCE or name in _DECIDING or value not in _NOT_SAID):
                    setattr(deal, name, value)
            if values.get("shares") or ("shares" in values and deal.source == SOURCE):
                share_out(self._intake.session, deal, values["shares"])
        redate(self._intake.session, deal, was_opened, was_closed, was_decided)


def _told(values: dict[str, Any]) -> DealTold:
    return DealTold(**{name: values[name] for name in DealTold.__dataclass_fields__})


def _same(intake: Intake) -> list[str]:
    """The connections to the CRM whose file it is: it calls its deals the same. With two of them nobody knows which."""
    of_vendor = select(Connection.id).where(
        Connection.workspace_id == intake.workspace_id, Connection.vendor == intake.vendor
    )
    found = list(intake.session.exec(of_vendor))
    return found if len(found) == 1 else []


def _kept_by_connections(intake: Intake) -> set[str]:
    """The deals that a connected CRM tells of: it knows more than a file that was written before."""
    live = (State.RUNNING, State.PAUSED)
    told = (
        select(Link.fact_id)
        .join(Connection, (col(Connection.workspace_id) == Link.workspace_id) & (col(Connection.id) == Link.origin))
        .where(
            Link.workspace_id == intake.workspace_id,
            Link.kind == Fact.DEAL,
            col(Link.gone_at).is_(None),
            col(Connection.state).in_(live),
        )
    )
    return set(intake.session.exec(told))


def _fingerprint(values: dict[str, Any]) -> str:
    told = "\x1f".join(f"{name}={values[name]}" for name in sorted(values) if name != "shares" or values[name])
    return hashlib.sha256(told.encode()).hexdigest()[:32]
