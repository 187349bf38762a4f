"""`python -m jobs.works_council [nl]`: prints `docs/works-council.md` (or the Dutch one) as the code has it."""

import sys

from jobs.schedule import SCHEDULE
from messages.privacy.council import council_page


def page(language: str) -> str:
    """The page in that language."""
    return council_page(language, [cadence.key for cadence in SCHEDULE])


if __name__ == "__main__":
    print(page(sys.argv[1] if len(sys.argv) > 1 else "en"), end="")
