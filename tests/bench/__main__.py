"""`make bench`: run every measurement and print one line each; status 1 when a promise is not kept."""

import sys

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
)


def main() -> int:
    """Measure what the command line names, or everything."""
    wanted = sys.argv[1:]
    measurements = {
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
        "ticks": ticks,
        "pipeline": pipeline,
        "analysis": analysis,
    }
    kept = True
    for name, measurement in measurements.items():
        if wanted and name not in wanted:
            continue
        for result in measurement.measure():
            print(result, flush=True)
            kept &= result.kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
