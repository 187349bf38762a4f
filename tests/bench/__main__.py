"""`make bench`: run every measurement and print one line each; status 1 when a promise is not kept.

`--write FILE` puts what was measured, and where the time goes, into a page: `make bench ARGS="--write docs/speed.md"`.
"""

import argparse
import os
import platform
import sys
from pathlib import Path

from tests.bench import (
    analysis,
    asking,
    audit,
    digest,
    help_,
    home,
    importing,
    lines,
    logging_,
    nudges,
    pipeline,
    scorecard,
    ticks,
    where,
)
from tests.bench.result import Result

MEASUREMENTS = {
    "help": help_,
    "import": importing,
    "scorecard": scorecard,
    "home": home,
    "ask": asking,
    "log": logging_,
    "lines": lines,
    "audit": audit,
    "digest": digest,
    "nudges": nudges,
    "pipeline": pipeline,
    "analysis": analysis,
    "ticks": ticks,
}
HEADING = """# Speed

Written by `make bench ARGS="--write docs/speed.md"`, on Python {python} and {processors}. Ratios are against something in the same run, so that they
mean the same on another machine; seconds are this machine's. “No” is a promise that was not kept in this run.

| what | measured | promised | kept | |
|---|---|---|---|---|
{rows}

## Where the time goes

Of the processor, as Python's own profiler sees it (which makes many small calls look dearer than they are).

{tables}
"""


def main() -> int:
    """Measure what the command line names, or everything."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("what", nargs="*", metavar="WHAT", help=f"of {', '.join(MEASUREMENTS)}; nothing: everything")
    parser.add_argument("--write", type=Path, metavar="FILE")
    asked = parser.parse_args()
    if unknown := set(asked.what) - set(MEASUREMENTS):
        parser.error(f"nothing is measured by the name of {', '.join(sorted(unknown))}")
    found: list[Result] = []
    for name, measurement in MEASUREMENTS.items():
        if asked.what and name not in asked.what:
            continue
        for result in measurement.measure():
            print(result, flush=True)
            found.append(result)
    if asked.write:
        asked.write.write_text(_page(found))
    return 0 if all(result.kept for result in found) else 1


def _page(found: list[Result]) -> str:
    rows = "\n".join(result.row for result in found)
    processors = f"{os.cpu_count()} processors"
    tables = "\n\n".join(where.tables())
    return HEADING.format(python=platform.python_version(), processors=processors, rows=rows, tables=tables)


if __name__ == "__main__":
    sys.exit(main())
