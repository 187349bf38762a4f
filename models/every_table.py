"""Every table in one place, for migrations and for a fresh database. A new feature adds its records here."""

from models.accounts import records as accounts
from models.activity import records as activity
from models.deals import records as deals
from models.delivery import records as delivery
from models.team import records as team
from models.workspace import records as workspace

__all__ = ["accounts", "activity", "deals", "delivery", "team", "workspace"]
