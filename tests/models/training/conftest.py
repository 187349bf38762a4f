"""The company of the audits: skills come from its surveys."""

from tests.models.audit.conftest import company

__all__ = ["company"]
