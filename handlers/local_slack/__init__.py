"""A local Slack: the same door without a Slack account. It imports no other room of the project."""

from handlers.local_slack.config import Config
from handlers.local_slack.config_reading import ConfigError
from handlers.local_slack.local_slack import LocalSlack

__all__ = ["Config", "ConfigError", "LocalSlack"]
