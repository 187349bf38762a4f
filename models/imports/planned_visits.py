"""Visits of a file that are still to come: they are planned, as `/log visit Acme tomorrow` plans them, and count once held."""

from collections.abc import Collection
from datetime import date
from typing import Any

from models.accounts.queries import account_with_id
from models.acting import Acting
from models.activity.entry import NewActivity, check
from models.activity.kinds import MEETINGS
from models.activity.planning import planned, visits_planned, was_held
from models.activity.records import Activity
from models.imports.intake import Intake
from models.imports.report import SkipRow, What
from models.money import Money
from models.refusal import Refusal
from models.team.records import Person
from models.zones import zone_named


def today_of(intake: Intake, person: Person) -> date:
    """The day where the person is: an entry counts on their own day."""
    return intake.now.astimezone(zone_named(person.zone, intake.workspace.zone)).date()


def plan(intake: Intake, person: Person, values: dict[str, Any], today: date) -> None:
    """Keep the visit of a row until it was held; a second time changes nothing. Raises SkipRow for one too far ahead."""
    day, account = values["happened_on"], account_with_id(intake.session, intake.workspace_id, values["account_id"])
    amount = None if values["amount_minor"] is None else Money(values["amount_minor"], values["currency"])
    entry = NewActivity(
        values["kind"],
        day,
        account_id=values["account_id"],
        is_first=values.get("is_first"),
        minutes=values["minutes"],
        amount=amount,
        topic=values["topic"],
        contact=values["contact"],
        note=values["note"],
    )
    try:
        check(entry, today)
    except Refusal:
        raise SkipRow("happened_in_the_future", day=day) from None
    acting = Acting(intake.session, intake.workspace, person, intake.now, today)
    before = {visit.id for visit in visits_planned(intake.session, intake.workspace_id, day, day, [person.id])}
    visit = planned(acting, entry, account, "")
    intake.report.count(What.UNCHANGED if visit.id in before else What.NEW)


def held(intake: Intake, days: Collection[date], entries: Collection[str]) -> None:
    """What this file tells as held was planned, here or by an earlier file: nobody is asked about it again."""
    visits = visits_planned(intake.session, intake.workspace_id, min(days), max(days)) if days else []
    open_ = {(visit.person_id, visit.account_id, visit.planned_on): visit for visit in visits if visit.account_id}
    if not open_:
        return
    for id_ in entries:
        entry = intake.session.get_one(Activity, (intake.workspace_id, id_))
        visit = open_.get((entry.person_id, entry.account_id or "", entry.happened_on))
        if visit is not None and entry.kind in MEETINGS:
            was_held(intake.session, visit, entry)
