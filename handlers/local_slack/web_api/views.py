"""views.*: modals and the Home tab."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager

from handlers.local_slack.screens import Screen
from handlers.local_slack.triggers import TriggerRefused
from handlers.local_slack.viewing import ViewRefused, checked_modal, open_modal, publish_home, push_modal, replace_view
from handlers.local_slack.web_api.call import ApiError, Call, invalid_arguments, method
from handlers.local_slack.wire import Payload


@method("views.open", tier=4)
async def views_open(call: Call) -> Payload:
    """Opens a modal for whoever did what the trigger_id stands for."""
    with _refusals():
        view = checked_modal(call.workspace, call.app, _view(call))
        return _answer(call, open_modal(call.platform, call.workspace, call.app, _redeem(call), view))


@method("views.push", tier=4)
async def views_push(call: Call) -> Payload:
    """Puts a modal upon the one that is open."""
    with _refusals():
        view = checked_modal(call.workspace, call.app, _view(call))
        return _answer(call, push_modal(call.platform, call.workspace, call.app, _redeem(call), view))


@method("views.update", tier=4)
async def views_update(call: Call) -> Payload:
    """Shows another version of an open view; `hash` guards against overwriting a newer one."""
    view = _view(call)
    screens = call.workspace.screens
    screen = screens.find(call.text("view_id")) or screens.called(call.text("external_id"), call.app)
    if screen is None or screen.app is not call.app or screen.view["type"] != "modal":
        raise ApiError("not_found")
    _same_hash(call, screen)
    with _refusals():
        return _answer(call, replace_view(call.platform, call.workspace, screen, view))


@method("views.publish", tier=4)
async def views_publish(call: Call) -> Payload:
    """Replaces a person's Home."""
    user = call.required("user_id")
    person = call.workspace.person(user)
    if person is None or person.deleted or not person.has_messages:
        raise invalid_arguments("invalid `user_id`")
    if not call.app.home_tab:
        raise ApiError("not_enabled")
    view = _view(call)
    home = call.workspace.screens.home(user, call.app)
    if home:
        _same_hash(call, home)
    with _refusals():
        return _answer(call, publish_home(call.platform, call.workspace, call.app, user, view))


def _view(call: Call) -> Payload:
    view = call.structure("view", "invalid_arguments")
    if not isinstance(view, dict):
        raise invalid_arguments("missing required field: view")
    return copy.deepcopy(view)


def _redeem(call: Call) -> str:
    trigger = call.text("trigger_id") or call.text("interactivity_pointer")
    if not trigger:
        raise invalid_arguments("missing required field: trigger_id")
    try:
        return call.platform.triggers.redeem(trigger, call.team, call.app.id)
    except TriggerRefused as refusal:
        raise ApiError(str(refusal)) from None


def _same_hash(call: Call, screen: Screen) -> None:
    if call.text("hash") and call.text("hash") != screen.hash:
        raise ApiError("hash_conflict")


@contextmanager
def _refusals() -> Iterator[None]:
    """Turns what is wrong with a view into the Web API's error."""
    try:
        yield
    except ViewRefused as refusal:
        if not refusal.errors:
            raise ApiError(refusal.code) from None
        raise invalid_arguments(*refusal.errors) from None


def _answer(call: Call, screen: Screen) -> Payload:
    return {"view": screen.as_slack(call.team)}
