"""The door, on a machine that may be busy with something else."""

import pytest

from handlers.door import door


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it takes, an answer stands in the acknowledgement; what is late by itself sets its own time."""
    monkeypatch.setattr(door, "ACK_WITHIN", 60.0)
