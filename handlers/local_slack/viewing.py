"""Showing views: the rules of the modal stack and of Home, for the Web API and for answers to a submission alike."""

from handlers.local_slack.blocks.normal import normal_blocks, without_nulls
from handlers.local_slack.blocks.validation import wrong_view
from handlers.local_slack.config import AppConfig
from handlers.local_slack.platform import Platform
from handlers.local_slack.refused import Refused
from handlers.local_slack.screens import DEEPEST_STACK, Screen, is_too_large, new_screen
from handlers.local_slack.wire import Payload
from handlers.local_slack.workspace import Workspace


class ViewRefused(Refused):
    """Slack does not take this view; `code` is its error, `errors` are the places."""

    def __init__(self, code: str, errors: list[str] | None = None) -> None:
        super().__init__(code)
        self.errors = errors or []


def checked_modal(workspace: Workspace, app: AppConfig, view: Payload) -> Payload:
    """A new modal as Slack keeps it, with the ids that were left out. Raises ViewRefused."""
    return _checked(workspace, app, view, "modal")


def open_modal(platform: Platform, workspace: Workspace, app: AppConfig, user: str, checked: Payload) -> Screen:
    """Opens a checked modal; a stack that was open goes away."""
    workspace.screens.stack(user).clear()
    return _as_json(platform, workspace, app, user, checked, None)


def push_modal(platform: Platform, workspace: Workspace, app: AppConfig, user: str, checked: Payload) -> Screen:
    """Opens a checked modal upon the app's own one on top. Raises ViewRefused when that is missing or the third."""
    stack = workspace.screens.stack(user)
    if not stack or stack[-1].app is not app:
        raise ViewRefused("not_found")
    if len(stack) >= DEEPEST_STACK:
        raise ViewRefused("push_limit_reached")
    return _as_json(platform, workspace, app, user, checked, stack[-1])


def replace_view(platform: Platform, workspace: Workspace, screen: Screen, view: Payload) -> Screen:
    """Shows another version of an open view. Raises ViewRefused."""
    checked = _checked(workspace, screen.app, view, screen.view["type"], replaced=screen)
    screen.replace(checked, platform.now().timestamp())
    tell_screen(platform, workspace, screen.user, screen.view["type"])
    return screen


def publish_home(platform: Platform, workspace: Workspace, app: AppConfig, user: str, view: Payload) -> Screen:
    """Replaces the app's Home for a person. Raises ViewRefused."""
    if known := workspace.screens.home(user, app):
        return replace_view(platform, workspace, known, view)
    checked = _checked(workspace, app, view, "home")
    home = new_screen(workspace.number("V"), app, user, checked, platform.now().timestamp())
    workspace.screens.homes[user, app.id] = home
    tell_screen(platform, workspace, user, "home")
    return home


def tell_screen(platform: Platform, workspace: Workspace, user: str, kind: str) -> None:
    """Tells the person's page that a modal or their Home has changed."""
    change = "home" if kind == "home" else "view"
    platform.stream.tell({"type": change, "team": workspace.id, "reader": user})


def _checked(workspace: Workspace, app: AppConfig, view: Payload, kind: str, replaced: Screen | None = None) -> Payload:
    if view.get("type") in ("modal", "home") and view["type"] != kind:
        raise ViewRefused("invalid_arguments", [f"must be {kind} [json-pointer:/view/type]"])
    if wrong := wrong_view(view, workspace.refused_blocks):
        raise ViewRefused("invalid_arguments", wrong)
    if is_too_large(view):
        raise ViewRefused("view_too_large")
    known = workspace.screens.called(view.get("external_id") or "", app)
    if known and known is not replaced:
        raise ViewRefused("duplicate_external_id")
    kept: Payload = without_nulls(view)
    return kept | {"blocks": normal_blocks(view["blocks"])}


def _as_json(
    platform: Platform, workspace: Workspace, app: AppConfig, user: str, view: Payload, below: Screen | None
) -> Screen:
    screen = new_screen(workspace.number("V"), app, user, view, platform.now().timestamp(), below)
    workspace.screens.stack(user).append(screen)
    tell_screen(platform, workspace, user, "modal")
    return screen
