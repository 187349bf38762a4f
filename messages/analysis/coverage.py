"""Territory coverage, in words."""

from messages.analysis.told import AnalysisView, Told, lack
from messages.words import Words


def coverage(say: Words, view: AnalysisView, found: object) -> Told:
    """Which accounts were contacted in time."""
    return Told(say("analysis.nothing_sold"), lacks=[lack(say, "no_named_accounts")])
