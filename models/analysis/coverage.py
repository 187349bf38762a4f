"""Territory coverage: which of the named accounts are contacted as often as they should be."""

from models.analysis.question import Question


def read_coverage(question: Question) -> object:
    """To come with `models/territories`."""
    return object()
