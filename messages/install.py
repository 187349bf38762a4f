"""The pages of installing, in a browser, and what somebody in Slack reads whose workspace is not served.

The words are macros of `install`: the first line is the heading, lines with a dash are steps, the others paragraphs.
"""

import base64
import hashlib
import html
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

from messages.blocks import Json, Message
from messages.words import LANGUAGES, words

_HERE = Path(__file__).parent
ADVICE = {
    **dict.fromkeys(("invalid_code", "code_expired", "code_already_used", "invalid_grant_type"), "again"),
    **dict.fromkeys(
        (
            *("ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable"),
            *("request_timeout", "server_error", "temporarily_unavailable"),
        ),
        "later",
    ),
    **dict.fromkeys(("invalid_client_id", "bad_client_secret", "invalid_client", "unauthorized_client"), "keys"),
    **dict.fromkeys(("bad_redirect_uri", "invalid_redirect_uri", "redirect_uri_mismatch"), "address"),
    **dict.fromkeys(("invalid_team_for_non_distributed_app", "app_not_distributed"), "distribution"),
    **dict.fromkeys(
        (
            *("invalid_scope", "invalid_scope_requested", "no_scopes", "scope_not_allowed_on_enterprise"),
            *("unapproved_scope", "missing_scope"),
        ),
        "scopes",
    ),
    **dict.fromkeys(
        (
            *("app_approval_required", "app_not_approved", "not_allowed", "not_an_admin", "user_not_authorized"),
            *("restricted_action", "team_access_not_granted", "app_approval_request_denied", "user_is_restricted"),
        ),
        "approval",
    ),
}
"""What to do about an error that Slack names, by the macros `advice_…`."""


@dataclass(frozen=True)
class Page:
    """A page in a browser: its HTML, and the only style that it may have."""

    html: str
    policy: str
    """The value of `Content-Security-Policy`."""


def start(language: str, authorize_url: str) -> Page:
    """Where an installation begins."""
    say = words(language)
    return _page(language, say.bare("install.start"), say.bare("install.button_add"), authorize_url)


def installed(language: str, workspace: str, open_url: str) -> Page:
    """It worked: what to do next. `workspace` is its name."""
    say = words(language)
    text = say.bare("install.installed", workspace=" ".join(workspace.split()))
    return _page(language, text, say.bare("install.button_open"), open_url)


def ended(language: str, text: str, again_url: str) -> Page:
    """It did not: why, and a way to start again."""
    return _page(language, text, words(language).bare("install.button_again"), again_url)


def slack_says(language: str, code: str) -> str:
    """What a code of Slack means, and what to do about it."""
    say = words(language)
    advice = say.bare(f"install.advice_{ADVICE.get(code, 'unknown')}")
    return say.bare("install.slack_says", code=code, advice=advice)


def not_installed(language: str | None, install_url: str = "", *, was_here: bool = False) -> Message:
    """To somebody in a workspace that is not installed (any more: `was_here`); in both languages where theirs is not known."""
    spoken = LANGUAGES if language is None else (language,)
    return Message(
        "\n\n".join(words(one)("install.not_installed", url=install_url, was_here=was_here) for one in spoken)
    )


def not_allowed(language: str | None) -> Message:
    """To somebody in a workspace that is not on the list; in both languages where theirs is not known."""
    spoken = LANGUAGES if language is None else (language,)
    return Message("\n\n".join(words(one)("install.not_allowed") for one in spoken))


def not_served_view(language: str | None, message: Message) -> Json:
    """The same in the place of a form that was sent."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": words(language or "en").bare("install.not_served_title")},
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": message.text}}],
    }


def language_of(accepted: str) -> str:
    """The language of ours that a browser likes best, by its `Accept-Language`; English otherwise."""
    liked = {}
    for part in accepted[:500].split(","):
        name, _, quality = part.strip().lower().partition(";q=")
        language = name.partition("-")[0]
        if language in LANGUAGES and language not in liked:
            liked[language] = _quality(quality)
    best = max(liked, key=lambda language: liked[language], default="en")
    return best if liked.get(best, 0) > 0 else "en"


def _quality(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


def _page(language: str, text: str, label: str, url: str) -> Page:
    title, *lines = [line for line in text.splitlines() if line]
    steps = "".join(f"<li>{html.escape(line[2:])}</li>" for line in lines if line.startswith("- "))
    told = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines if not line.startswith("- "))
    frame, style, policy = _look()
    shown = frame.substitute(
        language=language,
        title=html.escape(title),
        style=style,
        content=told + (f"<ol>{steps}</ol>" if steps else ""),
        button=f'<a class="button" href="{html.escape(url)}">{html.escape(label)}</a>',
    )
    return Page(shown, policy)


@cache
def _look() -> tuple[Template, str, str]:
    """The frame, the style, and the policy that allows this style and nothing else."""
    style = (_HERE / "install.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return Template((_HERE / "install.html").read_text(encoding="utf-8")), style, policy
