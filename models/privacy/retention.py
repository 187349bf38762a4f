"""What is kept of whom, why, who reads it and how long: one table, `KEPT`. Every table of the database stands in it once.

A new table is a name in a row (or a new row, with its words in `privacy`); `/koers privacy` and the page for the works
council follow. Terms that a workspace may set have a floor, below which nobody could work with the thing, and a ceiling.
"""

from dataclasses import dataclass

from models.permissions import Right


@dataclass(frozen=True)
class Term:
    """How long a workspace keeps the words of a kind, in months, and between which bounds an admin may set it."""

    default: int | None
    """None: until the person is erased."""
    floor: int
    ceiling: int


@dataclass(frozen=True)
class Kept:
    """A kind of data. What it is, why it is kept and who reads it are words of `privacy`: `kept_…`, `why_…`, `readers_…`."""

    key: str
    tables: tuple[str, ...]
    rights: tuple[Right, ...] = ()
    """By which of the rights somebody other than the person reads it; none: nobody does."""
    term: Term | None = None
    """Where the workspace sets how long."""
    days: int | None = None
    """Where the code does; else until the person is erased."""
    of_people: bool = True


KEPT = (
    Kept(
        "person",
        ("person", "person_proposal", "membership", "move", "leave", "team", "delivery_wish"),
        (Right.USE_KOERS, Right.ENTER_LEAVE),
    ),
    Kept(
        "log",
        ("activity", "activity_change", "activity_draft", "credit_share", "credit_claim", "planned_visit"),
        (Right.SEE_FIGURES, Right.SEE_HISTORY, Right.SEE_TEAM),
        Term(None, 12, 84),
    ),
    Kept(
        "deals",
        ("deal", "deal_change", "deal_confirmation", "deal_share", "stage_change", "named_account"),
        (Right.SEE_FIGURES, Right.SEE_TEAM),
    ),
    Kept(
        "goals",
        ("target", "goal", "milestone", "dispute", "plan_action", "contest_entrant"),
        (Right.SEE_FIGURES, Right.SEE_PLAN),
    ),
    Kept(
        "reviews",
        ("review", "short_review", "qbr", "qbr_decision"),
        (Right.READ_REVIEW, Right.READ_SHARED_REVIEW, Right.READ_QBR),
    ),
    Kept("coaching", ("coaching_talk", "coaching_topic", "coaching_action"), (Right.COACH,), Term(None, 12, 84)),
    Kept("newcomers", ("newcomer_plan", "newcomer_item", "new_in_slack"), (Right.PLAN_NEWCOMER, Right.READ_NEWCOMER)),
    Kept("style", (), (Right.SEE_STYLE,)),
    Kept("notes", ("private_note",), (), Term(None, 6, 84)),
    Kept("skills", ("skill_rating", "skill_progress"), (Right.SEE_FIGURES, Right.SEE_RESULTS)),
    Kept(
        "surveys",
        ("audit_box", "audit_invitation", "audit_team_member", "audit_turns", "tool_poll", "tool_voter"),
        (Right.SEE_RESULTS,),
    ),
    Kept("stands_out", ("anomaly_case",), (Right.COACH,)),
    Kept("training", ("training", "training_seat"), (Right.SEE_FIGURES, Right.PUT_ON_TRAINING)),
    Kept("calendar", ("calendar_link", "calendar_domain"), ()),
    Kept("calendar_meetings", ("suggestion", "absence_question"), (), days=14),
    Kept("crm_people", ("crm_mapping",), (Right.CONNECT_CRM,)),
    Kept("messages", ("delivery",), (Right.ADMINISTER,), Term(3, 1, 36)),
    Kept("readers", ("reading",), (), days=365),
    Kept("trail", ("trail",), (Right.ADMINISTER,), days=730),
    Kept("requests", ("handled_request", "used_install_state"), (), days=2),
    Kept(
        "company",
        (
            *("workspace", "installation", "setting_change", "exchange_rate", "delivery_round", "practice", "cost"),
            *("link", "connection", "sync_cursor", "own_write", "crm_write"),
            *("account", "account_change", "territory", "territory_term", "visit_cadence", "own_kind", "stage", "tool"),
            *("objective", "objective_confidence", "contest"),
            *("audit_campaign", "audit_setting", "audit_statement", "skill_standard"),
        ),
        (Right.USE_KOERS, Right.CHANGE_SETTINGS, Right.CONNECT_CRM),
        of_people=False,
    ),
)
BY_KEY = {row.key: row for row in KEPT}
TERMS = {row.key: row.term for row in KEPT if row.term is not None}
"""What an admin may set, by kind."""
IN_DAYS = frozenset({"messages"})
"""Kinds whose term goes by days, so that three months are the 90 days that are promised."""
DAYS_OF_A_MONTH = 30
