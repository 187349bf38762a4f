"""The quarterly business review: the bot drafts the pack, the rep reports and plans, the manager decides, both sign."""

from models.qbr import frozen

__all__ = ["frozen"]
