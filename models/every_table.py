"""Every table in one place, for migrations and for a fresh database. A new feature adds its records here."""

from models.accounts import records as accounts
from models.activity import records as activity
from models.anomalies import records as anomalies
from models.audit import records as audit
from models.calendar import records as calendar
from models.coaching import records as coaching
from models.connections import records as connections
from models.contests import records as contests
from models.costs import records as costs
from models.deals import records as deals
from models.delivery import records as delivery
from models.goals import records as goals
from models.maturity import records as maturity
from models.newcomers import records as newcomers
from models.pipeline import records as pipeline
from models.plan import records as plan
from models.privacy import records as privacy
from models.private_notes import records as private_notes
from models.qbr import records as qbr
from models.references import outgoing as written_to_crms
from models.references import records as references
from models.reviews import records as reviews
from models.scorecard import records as scorecard
from models.team import records as team
from models.territories import records as territories
from models.tools import records as tools
from models.training import records as training
from models.workspace import records as workspace

__all__ = [
    "accounts",
    "activity",
    "anomalies",
    "audit",
    "calendar",
    "coaching",
    "connections",
    "contests",
    "costs",
    "deals",
    "delivery",
    "goals",
    "maturity",
    "newcomers",
    "pipeline",
    "plan",
    "privacy",
    "private_notes",
    "qbr",
    "references",
    "reviews",
    "scorecard",
    "team",
    "territories",
    "tools",
    "training",
    "workspace",
    "written_to_crms",
]
