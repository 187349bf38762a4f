"""The third quarter of 2026, looked back on in the fourth: NOW is Thursday 12 November."""

from datetime import date

import pytest
from sqlmodel import Session

from models.period import quarter
from models.qbr.actions import open_qbr
from models.qbr.records import Qbr
from tests.conftest import Cast

Q3 = quarter(2026, 3)


@pytest.fixture
def qbr(session: Session, cast: Cast) -> Qbr:
    """Anna's, asked for on Friday 2 October."""
    opened = open_qbr(session, cast.anna, cast.anna, Q3, date(2026, 10, 2))
    session.commit()
    return opened
