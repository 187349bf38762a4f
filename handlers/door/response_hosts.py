"""To which hosts an answer may go: Slack's own. A request that names another one gets no call there."""

import logging
from urllib.parse import urlsplit

HOOKS = "hooks.slack.com"
log = logging.getLogger("koers.door")


def goes_to_slack(response_url: str, api_url: str) -> bool:
    """Whether the URL is one of Slack's hooks, or of the Slack that the bot talks to (`SLACK_API_URL`); else the log says so."""
    if not response_url:
        return False
    try:
        asked, api = urlsplit(response_url), urlsplit(api_url)
        own = (api.scheme, api.hostname, api.port)
        is_hook = asked.scheme == "https" and asked.port in (None, 443)
        is_hook = is_hook and asked.hostname in (HOOKS, f"hooks.{(api.hostname or '').removeprefix('www.')}")
        is_well = is_hook or (asked.scheme, asked.hostname, asked.port) == own
    except ValueError:
        is_well = False
    if not is_well:
        log.warning("a response_url that is not Slack's was left alone")
    return is_well
