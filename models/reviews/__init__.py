"""The monthly performance review: the rep looks back, the manager judges, the rep signs."""

from models.reviews import frozen

__all__ = ["frozen"]
