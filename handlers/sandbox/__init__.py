"""A local Slack: the same door without a Slack account. It imports no other room of the project."""

from handlers.sandbox.config import Config
from handlers.sandbox.config_reading import ConfigError
from handlers.sandbox.local_slack import LocalSlack

__all__ = ["Config", "ConfigError", "LocalSlack"]
