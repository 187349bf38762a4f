"""The shape of everything that travels between Slack, an app and a person: JSON objects."""

from typing import Any

Payload = dict[str, Any]
