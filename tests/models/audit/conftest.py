"""The company of the audits."""

import pytest
from sqlmodel import Session

from tests.models.audit.company import Company, company_in


@pytest.fixture
def company(session: Session) -> Company:
    """Fifteen people: Femke leads; Carla, Joris and Grace manage five, five and one."""
    found = company_in(session)
    session.commit()
    return found
