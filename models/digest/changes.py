"""What a digest published and what it would say now."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """A published figure, or the target that it was compared with, that is different now."""

    kpi: str
    before: float | None
    """None: it could not be computed, for want of a rate."""
    after: float | None
    target_before: float | None = None
    """None: there was no target, or it is the same as before."""
    target_after: float | None = None

    @property
    def is_of_target(self) -> bool:
        """Whether only what was asked is different."""
        return not _differ(self.before, self.after)


@dataclass(frozen=True)
class Published:
    """The figures of a digest by KPI, and their targets; None when a digest did not keep these yet."""

    figures: Mapping[str, float]
    targets: Mapping[str, float] | None = None


def changes(published: Published, now: Published) -> list[Change]:
    """What changed since it was published; in the order of publication."""
    found = []
    for kpi in dict.fromkeys((*published.figures, *now.figures)):
        before, after = published.figures.get(kpi), now.figures.get(kpi)
        asked, asks = ((one.targets or {}).get(kpi) for one in (published, now))
        is_asked_anew = published.targets is not None and _differ(asked, asks) and None not in (before, after)
        if _differ(before, after) or is_asked_anew:
            targets = (asked, asks) if is_asked_anew else (None, None)
            found.append(Change(kpi, before, after, *targets))
    return found


def _differ(one: float | None, other: float | None) -> bool:
    return one is not other if one is None or other is None else abs(one - other) > 1e-6
